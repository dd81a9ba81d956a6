"""Files from Notepad, Excel and a Chinese keyboard: read, or refused at the very character with the plain one."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import check, load
from sim.scenario.characters import PLAIN

Write = Callable[[str, str], str]
M = "kind: market\nname: a\ncurrency: CNY\npersons: 100\n"
S = "kind: strategy\nname: a\n"
E = "kind: experiment\nname: a\nmarket: town\n"

# file, text with characters from a Chinese keyboard, and for each of them where it stands and what is to be written
TABLE: list[tuple[str, str, list[str]]] = [
    # colons
    ("markets/a", M.replace("name:", "name\uff1a"), ["2:5 ':'"]),
    ("markets/a", M.replace("kind:", "kind\uff1a"), ["1:5 ':'"]),
    ("markets/a", M.replace("persons: ", "persons\uff1a"), ["4:8 ':'"]),
    ("markets/a", M.replace(": ", "\uff1a"), ["1:5 ':'"]),
    ("markets/a", M + "basket:\n  mean\uff1a20 CNY\n", ["6:7 ':'"]),
    ("markets/a", M + "basket\uff1a\n  mean: 20 CNY\n", ["5:7 ':'"]),
    ("markets/a", M + "basket: {mean\uff1a20 CNY}\n", ["5:14 ':'"]),
    ("markets/a", M + "basket: {mean\uff1a 20 CNY\uff0c personal_spread: 0.5}\n", ["5:14 ':'"]),
    # commas, brackets, quotes
    ("markets/a", M + "label: {en: Kind\uff0c zh: \u6e29\u8a00}\n", ["5:17 ','"]),
    ("markets/a", M + "label: {en: Kind\u3001 zh: \u6e29\u8a00}\n", ["5:17 ','"]),
    ("markets/a", M + "label: \uff5ben: Kind, zh: \u6e29\u8a00\uff5d\n", ["5:8 '{'", "5:25 '}'"]),
    ("markets/a", M + 'label: {en: "Kind\u201d, zh: b}\n', ["5:18 '\"'"]),
    ("markets/a", M + "outcome.minor: [0.1\uff0c0.2, 0.3, 0.4]\n", ["5:20 ','"]),
    ("markets/a", M + "outcome.minor: \uff3b0.1, 0.2, 0.3, 0.4\uff3d\n", ["5:16 '['"]),
    ("strategies/a", S + "sets: \uff5bgoods.margin: 20%\uff5d\n", ["3:7 '{'", "3:25 '}'"]),
    ("strategies/a", S + "sets: {recovery.apology: \u201ctrue\u201d}\n", ["3:26 '\"'"]),
    ("experiments/a", E + "alternatives: [plan\uff0c identical]\nrun: {length: 30 days}\n", ["4:20 ','"]),
    # numbers, units, words
    ("markets/a", M.replace("100", "1\uff10\uff10"), ["4:11 '0'"]),
    ("markets/a", M + "start.customers: 20\uff05\n", ["5:20 '%'"]),
    ("markets/a", M + "basket.mean: 20\u3000CNY\n", ["5:16 ' '"]),
    ("markets/a", M + "basket.mean: 20\xa0CNY\n", ["5:16 ' '"]),
    ("markets/a", M + "basket.mean: 20 \uff23NY\n", ["5:17 'C'"]),
    ("markets/a", M + "buying.rate: 12\uff0fyear\n", ["5:16 '/'"]),
    ("markets/a", M + "need.mean: 0\u30025 hours\n", ["5:13 '.'"]),
    ("markets/a", M + "leaving.chance: {value: 2%, status: dat\uff41}\n", ["5:40 'a'"]),
    ("markets/a", M + "mechanisms.talk: tr\uff55e\n", ["5:20 'u'"]),
    ("markets/a", M.replace("CNY", "\uff23\uff2e\uff39"), ["3:11 'C'"]),
    ("strategies/a", S + "sets: {goods.margin: {times: \uff11.2}}\n", ["3:30 '1'"]),
    ("strategies/a", S + "sets: {goods.margin: {add: \uff0d1%}}\n", ["3:28 '-'"]),
    # keys, names, lists of dashes
    ("markets/a", M.replace("name", "n\uff41me"), ["2:2 'a'"]),
    ("markets/a", M.replace("name", "\u3000name"), ["2:1 ' '"]),
    ("markets/a", M.replace("kind", "\uff4bind"), ["1:1 'k'"]),
    ("markets/a", M.replace("market", "m\uff41rket"), ["1:8 'a'"]),
    ("markets/a", M + "basket\uff0emean: 20 CNY\n", ["5:7 '.'"]),
    ("markets/a", M + "extends: \uff54own\n", ["5:10 't'"]),
    ("markets/a", M + "firm: sh\uff4fp\n", ["5:9 'o'"]),
    ("experiments/a", E + "alternatives:\n  \uff0d plan\nrun: {length: 30 days}\n", ["5:3 '-'"]),
    ("experiments/a", E + "alternatives: [{n\uff41me: x, strategies: plan}]\nrun: {length: 30 days}\n", ["4:18 'a'"]),
    ("experiments/a", E + "alternatives: [plan]\nrun: {length\uff1a 30 days}\n", ["5:13 ':'"]),
    # several at once, and beside another fault
    ("markets/a", M.replace("100", "\uff11") + "basket.mean: \uff12 CNY\n", ["4:10 '1'", "5:14 '2'"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), TABLE)
def test_a_character_that_only_looks_plain_is_named_where_it_stands(
    write: Write, name: str, text: str, expected: list[str]
) -> None:
    path = write(f"{name}.yaml", text)

    faults = check([path])

    told = [f"{fault.line}:{fault.col} {fault.text.rpartition('plain ')[2]}" for fault in faults]
    assert told == expected, [str(fault) for fault in faults]
    for fault in faults:
        character = text.split("\n")[fault.line - 1][fault.col - 1]
        assert f"U+{ord(character):04X}" in fault.text
        assert f"'{PLAIN[character]}'" in fault.text


FREE = [
    M + "label: \u6e29\u8a00\uff0c\u9053\u6b49\uff1a\uff11\u4e2a\n",
    M + "label: {en: a, zh: \u201c\u6e29\u8a00\u201d\uff08\u4e00\uff09}\n",
    M + "text: >-\n  \u8bf4\u58f0\uff1a\u5bf9\u4e0d\u8d77\uff01\n",
    M + "leaving.chance: {value: 2%, source: \u300a\u6587\u300b\uff0c\u7b2c\uff13\u9875}\n",
    M + "# \uff1a\uff0c\n",
]


@pytest.mark.parametrize("text", FREE)
def test_titles_texts_sources_and_comments_take_every_character(write: Write, text: str) -> None:
    assert [str(fault) for fault in check([write("markets/a.yaml", text)])] == []


def test_a_character_of_a_title_is_not_blamed_for_a_fault_beside_it(write: Write) -> None:
    path = write("markets/a.yaml", M + "label: {en: a, zh: \u6e29\u8a00\uff0c\u9053\u6b49\nbasket.mean: 3 CNY\n")

    (fault,) = check([path])

    assert "not YAML" in fault.text


def test_values_of_a_call_are_told_from_those_that_only_look_plain(
    write: Write, faults_of: Callable[..., list[str]]
) -> None:
    assert callable(write)
    base = load("town")

    lines = faults_of(lambda: base.with_values({"goods.margin": "\uff12\uff10%", "basket\uff0emean": "3 CNY"}))

    assert len(lines) == 2
    assert "with_values: goods.margin: " in lines[0]
    assert "write the plain '2'" in lines[0]
    assert "write the plain '.'" in lines[1]


ZH = "kind: market\nname: a\nlabel: {en: a, zh: \u6e29\u8a00\uff0c\u9053\u6b49}\ncurrency: CNY\npersons: 100\n"
ENCODINGS = {
    "gbk": (ZH.encode("gbk"), "3:20: not UTF-8, but GBK"),
    "latin-1": (M.replace("CNY", "\xe9").encode("latin-1"), "3:11: not UTF-8;"),
    "utf-16": (ZH.encode("utf-16"), "1:1: UTF-16"),
    "utf-16-be": (b"\xfe\xff" + ZH.encode("utf-16-be"), "1:1: UTF-16"),
    "utf-16 without a mark": (M.encode("utf-16-le"), "1:1: UTF-16"),
    "xlsx": (b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(200)), "1:1: a zip file, such as an Excel workbook (.xlsx)"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "1:1: an old Excel or Word file"),
    "gzip": (gzip.compress(M.encode()), "1:1: a gzip file"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_another_encoding_is_named_with_the_cure(write: Write, name: str) -> None:
    data, expected = ENCODINGS[name]
    path = Path(write("markets/a.yaml", ""))
    path.write_bytes(data)

    (line,) = map(str, check([str(path)]))

    assert line.startswith(f"{path}:{expected}"), line
    assert "save it as UTF-8" in line


def test_a_byte_order_mark_changes_nothing_not_even_a_column(write: Write) -> None:
    plain, marked = write("markets/a.yaml", ZH), write("markets/b.yaml", "\ufeff" + ZH.replace("name: a", "name: b"))

    assert load(plain).digest == load(marked).digest
    assert check([write("markets/c.yaml", "\ufeffkind: markt\n")])[0].col == 7


def test_contact_times_may_have_a_mark_and_name_what_only_looks_plain(write: Write) -> None:
    path = write("markets/a.yaml", M + "outside: {times: ../calls.txt, times_in: hours}\nmechanisms.outside: true\n")
    write("calls.txt", "\ufeff12\n18\n")

    assert load(path).market.contact_times == (0.5, 0.75)
    write("calls.txt", "12\n1\uff18\n")
    (fault,) = check([path])
    assert (fault.line, fault.col) == (5, 18)
    assert "line 2 of the file: " in fault.text
    assert "write the plain '8'" in fault.text
