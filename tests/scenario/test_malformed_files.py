"""A table of files that must not pass: each is answered by exactly the lines that its mistakes deserve."""

from collections.abc import Callable

import pytest

from sim.response import RESPONSES
from sim.scenario import check

M = "kind: market\nname: town\ncurrency: CNY\npersons: 100\n"
F = "kind: firm\nname: shop\n"
S = "kind: strategy\nname: plan\n"
E = "kind: experiment\nname: trial\nmarket: town\nalternatives: [plan]\nrun: {length: 30 days}\n"

# file, its text, and one "line:column: beginning" or "line:column: ...part" per fault that is expected
TABLE: list[tuple[str, str, list[str]]] = [
    # what is no plain YAML map
    ("markets/a", "", [": a map of keys is needed"]),
    ("markets/a", "# nothing\n", [": a map of keys is needed"]),
    ("markets/a", "- kind: market\n", ["1:1: a map of keys is needed"]),
    ("markets/a", "market\n", ["1:1: a map of keys is needed"]),
    ("markets/a", "\ufeff" + M, []),
    ("markets/a", "\ufeffkind: markt\n", ["1:7: kind: unknown kind; did you mean 'market'?"]),
    ("markets/a", M + "text: a\ufeffb\n", ["5:8: a byte order mark is not allowed"]),
    ("markets/a", M + "text: a\x07b\n", ["5:8: the control character U+0007"]),
    ("markets/a", M + "text: a\u2028b\n", ["5:8: the control character U+2028"]),
    ("markets/a", M + "text: a\x85b\n", ["5:8: the control character U+0085"]),
    ("markets/a", M + "text: 'a\x00b'\n", ["5:9: the control character U+0000"]),
    ("markets/a", M + "text: \udcff\n", ["5:7: not UTF-8"]),
    ("markets/a", M.replace("\n", "\r"), ["1:13: the control character U+000D"]),
    ("markets/a", "%YAML 1.2\n---\n" + M, ["1:1: directives"]),
    ("markets/a", M + "---\n" + M, ["5:1: a second document"]),
    ("markets/a", M + "...\nname: b\n", ["6:1: a second document"]),
    ("markets/a", M + "basket: &a {mean: 2 CNY}\n", ["5:9: anchors"]),
    ("markets/a", M + "basket: *a\n", ["5:9: aliases"]),
    ("markets/a", M + "basket: {<<: *a}\n", ["5:14: aliases"]),
    ("markets/a", M + "basket: {<<: {mean: 2 CNY}}\n", ["5:10: unknown key 'basket.<<'"]),
    ("markets/a", M + "basket: !!map {mean: 2 CNY}\n", ["5:9: tags"]),
    ("markets/a", M + "basket: !!python/object/apply:os.system [true]\n", ["5:9: tags"]),
    ("markets/a", M + "text: !x y\n", ["5:7: tags"]),
    ("markets/a", M + "basket: {mean: 2 CNY\n", ["6:1: not YAML"]),
    ("markets/a", M + "basket: {mean: 2 CNY]\n", ["5:21: not YAML"]),
    ("markets/a", M + "text: 'abc\n", ["6:1: not YAML"]),
    ("markets/a", M + "text: a: b\n", ["5:8: a second ':'"]),
    ("markets/a", M + "basket:\n\tmean: 2 CNY\n", ["6:1: a tab"]),
    ("markets/a", M + "text: @home\n", ["5:7: this character cannot begin a value"]),
    ("markets/a", M + "text: `x`\n", ["5:7: this character cannot begin a value"]),
    ("markets/a", M + "text\n", ["6:1: a key without ':'"]),
    ("markets/a", M + "? [a, b]\n: 1\n", ["5:3: a key must be a word"]),
    ("markets/a", M + "? {a: b}\n: 1\n", ["5:3: a key must be a word"]),
    ("markets/a", M + " basket: {mean: 2 CNY}\n", ["5:8: a second ':'"]),
    ("markets/a", M + "basket: " + "[" * 13 + "]" * 13 + "\n", ["5:20: nested too deep"]),
    # kinds and heads
    ("markets/a", M[13:], ["1:1: kind: missing"]),
    ("markets/a", M.replace("market", "marekt", 1), ["1:7: kind: unknown kind; did you mean 'market'?"]),
    ("markets/a", M.replace("market", "warehouse", 1), ["1:7: kind: unknown kind; one of market"]),
    ("markets/a", M.replace("market", "[market]", 1), ["1:7: kind: unknown kind"]),
    ("markets/a", "kind: market\n", ["1:1: currency: missing", "1:1: name: missing", "1:1: persons: missing"]),
    ("markets/a", M + "name: city\n", ["5:1: name: given twice; first on line 2, column 1"]),
    ("markets/a", M.replace("town", "Town"), ["2:7: name: 'Town' is no name"]),
    ("markets/a", M.replace("town", "../town"), ["2:7: name: '../town' is no name"]),
    ("markets/a", M.replace("town", "no"), ["2:7: name: 'no' is no name"]),
    ("markets/a", M.replace("town", "''"), ["2:7: name: '' is no name"]),
    ("markets/a", M.replace("CNY", "yuan"), ["3:11: currency: write a currency code"]),
    ("markets/a", M.replace("CNY", "{code: CNY, decimals: 5}"), ["3:33: currency: out of bounds"]),
    ("markets/a", M.replace("CNY", "{code: CNY, digits: 2}"), ["3:23: currency: unknown key 'digits'"]),
    ("markets/a", M.replace("100", "-1"), ["4:10: persons: out of bounds"]),
    ("markets/a", M.replace("100", "1e12"), ["4:10: persons: out of bounds"]),
    ("markets/a", M.replace("100", "2.5"), ["4:10: persons: write a whole number"]),
    ("markets/a", M.replace("100", "'100'"), ["4:10: persons: remove the quotes"]),
    ("markets/a", M.replace("100", "1_000"), ["4:10: persons: ...plain decimals only"]),
    ("markets/a", M.replace("100", "0100"), ["4:10: persons: ...plain decimals only"]),
    ("markets/a", M.replace("100", "0x10"), ["4:10: persons: ...plain decimals only"]),
    ("markets/a", M.replace("100", "1e999999999"), ["4:10: persons: write a whole number"]),
    ("markets/a", M.replace("100", "9" * 100_000), ["4:10: persons: ...at most 40 characters"]),
    ("markets/a", M.replace("100", "many"), ["4:10: persons: write a whole number such as 200, got 'many'"]),
    ("markets/a", M.replace("100", "\u0661\u0660"), ["4:10: persons: write a whole number"]),
    ("markets/a", M + "history: 12 months\n", []),
    ("markets/a", M + "history: 1 month\n", ["5:10: history: must be whole days; write '30 days' or '31 days'"]),
    ("markets/a", M + "history: 30\n", ["5:10: history: needs a unit"]),
    ("markets/a", M + "history: -3 days\n", ["5:10: history: a time cannot be below 0"]),
    ("markets/a", M + "label: no\n", ["5:8: label: 'no' reads as a number or a truth"]),
    ("markets/a", M + "label: {en: 007}\n", ["5:13: label: '007' reads as a number"]),
    ("markets/a", M + "label: ''\n", ["5:8: label: is empty"]),
    ("markets/a", M + "label: {}\n", ["5:8: label: is empty"]),
    ("markets/a", M + "label: {en: ' '}\n", ["5:13: label: is empty"]),
    ("markets/a", M + "label: {en: a, en: b}\n", ["5:16: label.en: given twice; first on line 5, column 9"]),
    ("markets/a", M + "text: ''\n", ["5:7: text: is empty"]),
    ("markets/a", M.replace("CNY", "{code: CNY, code: EUR}"), ["3:23: currency: 'code' is given twice"]),
    ("markets/a", M.replace("CNY", "{decimals: 2}"), ["3:11: currency: missing key 'code'"]),
    ("markets/a", M + "entries: {daily: []}\n", ["5:18: entries.daily: is an empty list"]),
    ("markets/a", M + "outside.times_in: hours\n", [": outside.times_in: there is no file whose unit this is"]),
    ("markets/a", M + "label: {de: Laden}\n", ["5:9: label: unknown key 'de'"]),
    ("markets/a", M + 'label: "a\\x1bb"\n', ["5:8: label: control characters"]),
    ("markets/a", M + 'label: "\\ud800"\n', ["5:8: label: control characters"]),
    ("markets/a", M + f"text: {'x' * 2001}\n", ["5:7: text: a text has at most 2000"]),
    ("markets/a", M + "entries: {daly: [1]}\n", ["5:11: unknown key 'entries.daly'; did you mean 'daily'?"]),
    ("markets/a", M + "entries: {daily: [1, x]}\n", ["5:22: entries.daily: write a whole number"]),
    ("markets/a", M + "entries: {daily: [99, 2]}\n", [": entries.daily: 101 persons enter"]),
    ("markets/a", M + "entries: {as: rival, daily: [1]}\n", ["5:15: entries.as: unknown word 'rival'"]),
    # keys
    ("markets/a", M + "mechanism: {talk: true}\n", ["5:1: unknown key 'mechanism'; did you mean 'mechanisms'?"]),
    ("markets/a", M + "mechanisms: {tlak: true}\n", ["5:14: unknown key 'mechanisms.tlak'; did you mean 'talk'?"]),
    (
        "markets/a",
        M + "mechanisms: {calls: true}\n",
        ["5:14: unknown key 'mechanisms.calls'; it is gone: "],
    ),
    ("firms/a", F + "call: {every: 9 days}\n", ["3:1: unknown key 'call'; it is gone: contacts call the silent"]),
    ("markets/a", M + "interview.needed: 3\n", ["5:1: unknown key 'interview'; it is gone: surveys ask"]),
    ("markets/a", M + "desk: {agents: 3}\n", ["5:1: 'desk' is the firm's to set"]),
    ("markets/a", M + "complaint.cost: 3 CNY\n", ["5:1: 'complaint.cost' is the firm's to set"]),
    ("markets/a", M + "sets: {basket.mean: 3 CNY}\n", ["5:1: unknown key 'sets'"]),
    ("markets/a", M + "basket:\n", ["5:1: basket: write keys below it"]),
    ("markets/a", M + "basket: 20 CNY\n", ["5:9: basket: write keys below it"]),
    ("markets/a", M + "basket: [20 CNY]\n", ["5:9: basket: write keys below it"]),
    (
        "markets/a",
        M + "basket.mean: 2 CNY\nbasket: {mean: 3 CNY}\n",
        ["6:10: basket.mean: given twice; first on line 5"],
    ),
    ("markets/a", M + "basket: 3\nbasket.mean: 2 CNY\n", ["5:9: basket: write keys", "6:1: basket: given twice"]),
    ("markets/a", M + '"basket.mean": 2 CNY\n', []),
    ("markets/a", M + "basket..mean: 2 CNY\n", ["5:1: unknown key 'basket..mean'"]),
    ("markets/a", M + "basket: {? mean}\n", ["5:12: basket.mean: write an amount with its currency"]),
    # values
    ("markets/a", M + "basket.mean: 20\n", ["5:14: basket.mean: needs a unit"]),
    ("markets/a", M + "basket.mean: '20'\n", ["5:14: basket.mean: remove the quotes"]),
    ("markets/a", M + "basket.mean: 20 EUR\n", ["5:14: basket.mean: is in EUR, the market counts in CNY"]),
    ("markets/a", M + "basket.mean: -1 CNY\n", ["5:14: basket.mean: out of bounds"]),
    ("markets/a", M + "basket.mean: 20 CNY/month\n", ["5:14: basket.mean: write an amount with its currency"]),
    ("markets/a", M + "basket.mean: 2 yuan\n", ["5:14: basket.mean: unknown money 'yuan'"]),
    ("markets/a", M + "basket.mean: 2 agent-huors\n", ["5:14: ...did you mean 'agent-hours'?"]),
    ("markets/a", M + "basket.mean: 2 baskets\n", ["5:14: basket.mean: is in basket"]),
    ("markets/a", M + "buying.rate: 12\n", ["5:14: buying.rate: needs a unit"]),
    ("markets/a", M + "buying.rate: 12/yaer\n", ["5:14: buying.rate: unknown unit 'yaer'; did you mean 'year'?"]),
    ("markets/a", M + "buying.rate: 12 days\n", ["5:14: buying.rate: ...needs a unit"]),
    ("markets/a", M + "buying.rate: 1/0\n", ["5:14: buying.rate: write a rate"]),
    ("markets/a", M + "buying.rate_law: gama\n", ["5:18: buying.rate_law: unknown word 'gama'; did you mean 'gamma'?"]),
    ("markets/a", M + "buying.rate_law: 1\n", ["5:18: buying.rate_law: unknown word '1'"]),
    ("markets/a", M + "patience.mean: 1:30\n", ["5:16: patience.mean: ...plain decimals only"]),
    ("markets/a", M + "patience.mean: 90 fortnights\n", ["5:16: patience.mean: unknown unit 'fortnights'"]),
    ("markets/a", M + "start.customers: 150%\n", ["5:18: start.customers: out of bounds"]),
    ("markets/a", M + "start.customers: .5\n", ["5:18: start.customers: ...plain decimals only"]),
    ("markets/a", M + "start.customers: nan\n", ["5:18: start.customers: write a share"]),
    ("markets/a", M + "start.customers: .inf\n", ["5:18: start.customers: write a share"]),
    ("markets/a", M + "start.customers: 5 people\n", ["5:18: start.customers: no unit belongs here"]),
    ("markets/a", M + "start.customers: null\n", ["5:18: start.customers: write a share"]),
    ("markets/a", M + "start.customers: ~\n", ["5:18: start.customers: write a share"]),
    ("markets/a", M + "start.customers:\n", ["5:1: start.customers: write a share such as 0.15 or 15%, got nothing"]),
    ("markets/a", M + "start.customers: [0.5]\n", ["5:18: start.customers: write a share ...got a list"]),
    ("markets/a", M + "start: {customers: 60%, rival: 60%}\n", ["5:32: start.rival: customers and rival's"]),
    ("markets/a", M + "mechanisms.talk: yes\n", ["5:18: mechanisms.talk: write true or false, got 'yes'"]),
    ("markets/a", M + "mechanisms.talk: off\n", ["5:18: mechanisms.talk: write true or false"]),
    ("markets/a", M + "mechanisms.talk: True\n", ["5:18: mechanisms.talk: write true or false"]),
    ("markets/a", M + "mechanisms.talk: 1\n", ["5:18: mechanisms.talk: write true or false"]),
    ("markets/a", M + "outcome.minor: [0.1, 0.2]\n", ["5:16: outcome.minor: write a list of 4 ...got 2 elements"]),
    ("markets/a", M + "outcome.minor: 0.1\n", ["5:16: outcome.minor: write a list of 4"]),
    ("markets/a", M + "outcome.minor: [0.1, 0.2, x, 2]\n", ["5:27: outcome.minor: write a share"]),
    ("markets/a", M + "outcome.minor: [0.1, 0.5, 0.4, 0.6]\n", ["5:16: outcome.minor: must not fall"]),
    ("markets/a", M + "recovery.weights: [0.5, 0.4, 0.2]\n", ["5:19: recovery.weights: adds up to 1.1"]),
    ("markets/a", M + "talk.degree: 7\n", ["5:14: talk.degree: must be even"]),
    ("markets/a", M + "leaving.chance: {value: 2, source: x}\n", ["5:25: leaving.chance: out of bounds"]),
    ("markets/a", M + "leaving.chance: {source: x}\n", ["5:17: leaving.chance: give exactly one of value"]),
    (
        "markets/a",
        M + "leaving.chance: {value: 2%, sorce: x}\n",
        ["5:29: ...unknown key 'sorce'; did you mean 'source'?"],
    ),
    ("markets/a", M + "leaving.chance: {value: 2%, status: sure}\n", ["5:37: leaving.chance: unknown word 'sure'"]),
    ("markets/a", M + "leaving.chance: {value: 2%, range: [3%, 4%]}\n", ["5:25: ...outside its own range"]),
    (
        "markets/a",
        M + "leaving.chance: {value: 2%, range: [4%, 1%]}\n",
        ["5:36: leaving.chance: the lowest stands first"],
    ),
    ("markets/a", M + "leaving.chance: {value: 2%, value: 3%}\n", ["5:29: leaving.chance: 'value' is given twice"]),
    ("markets/a", M + "leaving.chance: {value: 2%, source: ''}\n", ["5:37: leaving.chance: is empty"]),
    (
        "markets/a",
        M + "leaving.chance: {value: 2%, status: data, source: x, status: text, source: y}\n",
        ["5:54: leaving.chance: 'status' is given twice", "5:68: leaving.chance: 'source' is given twice"],
    ),
    ("markets/a", M + "leaving.chance: {value: 2%, range: 1%}\n", ["5:36: leaving.chance: write a range"]),
    (
        "markets/a",
        M + "leaving.law: {value: beta, range: [beta, beta]}\n",
        ["5:35: leaving.law: only numbers have a range"],
    ),
    (
        "markets/a",
        M + "leaving.chance: {add: 1%}\n",
        ["5:17: ...give exactly one of value", "5:18: ...unknown key 'add'"],
    ),
    # other files
    ("markets/a", M + "extends: twon.yaml\n", ["5:10: extends: no file 'twon.yaml'; did you mean 'town.yaml'?"]),
    ("markets/a", M + "extends: a.yaml\n", ["5:10: extends: leads back"]),
    ("markets/a", M + "extends: /etc/passwd\n", ["5:10: extends: must be a name, or a path relative"]),
    ("markets/a", M + "extends: ../../../x.yaml\n", ["5:10: extends: leads outside the project folder"]),
    ("markets/a", M + "extends: https://example.org/x.yaml\n", ["5:10: extends: must be a name, or a path relative"]),
    ("markets/a", M + "extends: ../firms/shop.yaml\n", ["5:10: extends: names a firm; the parent must be a market"]),
    ("markets/a", M + "extends: town\n", []),
    ("markets/a", M + "extends: corner_shop\n", []),
    ("markets/a", M + "extends: corner_shp\n", ["5:10: extends: no market 'corner_shp'; did you mean 'corner_shop'?"]),
    ("markets/a", M + "extends: a\n", ["5:10: extends: no market 'a'; for the file in this folder write 'a.yaml'"]),
    ("markets/a", M + "extends: ''\n", ["5:10: extends: is empty; write a name or a path"]),
    ("markets/a", M + "firm: ''\n", ["5:7: firm: is empty; write a name or a path"]),
    ("markets/a", M + "extends: [town.yaml]\n", ["5:10: extends: write a name or a path"]),
    ("markets/a", M + "firm: shp\n", ["5:7: firm: no firm 'shp'; did you mean 'shop'?"]),
    ("markets/a", M + "firm: ../strategies/plan.yaml\n", ["5:7: firm: ...is a strategy, a firm is needed here"]),
    ("markets/a", M + "outside: {times: ../../t.txt, times_in: hours}\n", ["5:18: outside.times: no file"]),
    ("markets/a", M + "outside: {times: ../t.txt}\n", ["5:18: outside.times: needs its unit"]),
    # firms and strategies
    ("firms/a", F + "basket: {mean: 2 CNY}\n", ["3:1: 'basket' is the market's to set"]),
    ("firms/a", F + "desk: {agnets: 2}\n", ["3:8: unknown key 'desk.agnets'; did you mean 'agents'?"]),
    ("firms/a", F + "desk: {agents: 1.5}\n", ["3:16: desk.agents: write a whole number"]),
    ("strategies/a", S, ["1:1: sets: missing"]),
    ("strategies/a", S + "sets: {recovery: {apology: yes}}\n", ["3:28: recovery.apology: write true or false"]),
    ("strategies/a", S + "sets: {complaint.minor: 5%}\n", ["3:8: 'complaint.minor' is the market's to set"]),
    ("strategies/a", S + "sets: {basket: {mean: 5 CNY}}\n", ["3:8: 'basket' is the market's to set"]),
    ("strategies/a", S + "recovery: {apology: true}\nsets: {}\n", ["3:1: 'recovery' cannot stand here; write"]),
    (
        "strategies/a",
        S + "sets: {recovery.apology: {add: 1}}\n",
        ["3:32: recovery.apology: only numbers can be changed"],
    ),
    ("strategies/a", S + "sets: {goods.margin: {times: -1}}\n", ["3:30: goods.margin: a factor cannot be below 0"]),
    ("strategies/a", S + "sets: {goods.margin: {times: 2, add: 1}}\n", ["3:22: goods.margin: give exactly one of"]),
    ("strategies/a", S + "sets: {complaint.cost: {add: 2}}\n", ["3:30: complaint.cost: needs a unit"]),
    (
        "strategies/a",
        S + "requires: [desk, desk]\nsets: {}\n",
        ["3:18: requires: 'desk' is given twice"],
    ),
    (
        "strategies/a",
        S + "requires: [desks]\nsets: {}\n",
        ["3:12: requires: unknown word 'desks'; did you mean 'desk'?"],
    ),
    ("strategies/a", S + "requires: desk\nsets: {}\n", ["3:11: requires: write a list"]),
    ("strategies/a", S + "starts: soon\nsets: {}\n", ["3:9: starts: write a time"]),
    ("strategies/a", S + "sets: {compensation: 0.5}\n", ["3:8: ...did you mean 'recovery.compensation'?"]),
]


def judge(path: str, expected: list[str]) -> None:
    """Assert that a file is answered by exactly the lines that are expected, in their order."""
    lines = [str(fault) for fault in check([path], lambda: list(RESPONSES))]

    assert len(lines) == len(expected), lines
    for line, want in zip(lines, expected, strict=True):
        place, _, part = want.partition("...")
        assert line.startswith(f"{path}:{place.strip()}" if not place.startswith(":") else f"{path}{place}"), line
        assert part in line, line
        assert "\n" not in line
        assert len(line) < 600


@pytest.mark.parametrize(("name", "text", "expected"), TABLE)
def test_every_mistake_gets_one_line_with_its_place(
    write: Callable[[str, str], str], name: str, text: str, expected: list[str]
) -> None:
    judge(write(f"{name}.yaml", text), expected)


def test_the_table_is_long_enough_and_has_no_twins() -> None:
    assert len(TABLE) >= 100
    assert len({(name, text) for name, text, _ in TABLE}) == len(TABLE)


def test_all_faults_of_all_files_come_at_once(write: Callable[[str, str], str]) -> None:
    write("firms/shop.yaml", F + "desk: {agents: x}\n")
    write("strategies/plan.yaml", S + "sets: {recovery.apology: 3}\n")
    write("markets/town.yaml", M + "firm: shop\nbasket.mean: 3\nbuying.rate: 4\n")
    path = write("experiments/trial.yaml", E)

    lines = [str(fault) for fault in check([path])]

    assert [line.split(": ")[0] for line in lines] == [
        "scenarios/markets/town.yaml:6:14",
        "scenarios/markets/town.yaml:7:14",
        "scenarios/firms/shop.yaml:3:16",
        "scenarios/strategies/plan.yaml:3:26",
    ]
