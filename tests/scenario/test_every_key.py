"""Accepted means used: every key of every kind of file, found in the schema, changes what the file resolves to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from sim.model.parameters import MECHANISMS, PARAMETERS
from sim.model.quantities import Owner, Parameter, Unit
from sim.scenario import Experiment, Scenario, ScenarioError, load, load_experiment, load_strategy
from sim.scenario.given import NUMERIC
from sim.scenario.schema import schema
from sim.scenario.show import value_text
from sim.scenario.trades import FIGURES
from sim.scenario.units import Currency
from tests.scenario.test_digest import other_value

Write = Callable[[str, str], str]
Json = dict[str, Any]
Resolve = Callable[..., tuple[Any, ...]]
SCHEMA = schema()
NUMBER = re.compile(r"^-?[0-9.]+")
KINDS = ("market", "firm", "strategy", "experiment")
HEADS = {
    "market": {"name": "a", "currency": "CNY", "persons": 100},
    "firm": {"name": "a"},
    "strategy": {"name": "a", "sets": {}},
    "experiment": {"name": "a", "market": "town", "alternatives": ["plan"], "run": {"length": "90 days"}},
}
ALL_ON = {f"mechanisms.{name}": True for name in MECHANISMS}
LABEL = (("", ("one", "two")), (".en", ("one", "two")), (".zh", ("\u4e00", "\u4e8c")))
LABELS = {f"{key}{language}": values for key in ("label", "text") for language, values in LABEL}
REASONS = {f"card.{figure}{language}": values for figure in FIGURES for language, values in LABEL}
EVERYWHERE = LABELS | {"name": ("a", "b"), "kind": None}
PARTS = ("value", "add", "times", "source", "range", "status")

# For every key that is no parameter: two values, both allowed; and what has to stand beside them. None: tested below.
SAMPLES: dict[str, dict[str, Any]] = {
    "market": EVERYWHERE
    | REASONS
    | {
        "trade": ("bank", ["bank", "hotel"]),
        "extends": ("town", "city"),
        "currency": ("CNY", "JPY"),
        "currency.code": ("CNY", "EUR"),
        "currency.decimals": (2, 3),
        "persons": (100, 101),
        "firm": ("shop", "stall"),
        "history": ("0 days", "1 day"),
        "entries.daily": ([1], [2]),
        "entries.as": ("customer", "prospect"),
        "outside.times": ("../one.txt", "../two.txt"),
        "outside.times_in": ("hours", "days"),
    },
    "firm": EVERYWHERE | {"extends": ("shop", "stall"), "home": ("town", "city")},
    "strategy": EVERYWHERE
    | {"extends": ("plan", "spare"), "requires": (["desk"], ["talk"]), "starts": ("0 days", "1 day")},
    "experiment": EVERYWHERE
    | {
        "market": ("town", "city"),
        "firm": ("shop", "stall"),
        "baseline": ("spare", "identical"),
        "alternatives": (["plan"], ["spare"]),
        "alternatives.name": ("x1", "x2"),
        "alternatives.strategies": ("plan", "spare"),
        "responses": (["profit"], ["profit", "churn_rate"]),
        "sets": ({"persons": 50}, {"persons": 51}),
        "run.length": ("30 days", "31 days"),
        "run.horizons": (["1 month"], ["2 months"]),
        **dict.fromkeys(("run.primary", "run.equity"), ("1 month", "2 months")),
        "run.replications": (8, 9),
        "run.precision.relative": ("5%", "6%"),
        "run.precision.absolute": (5, 6),
        "run.until_settled": (False, True),
        **dict.fromkeys(("run.at_most", "run.first_look"), (80, 90)),
        "run.indifference": (1, 2),
        "run.seed": (0, 1),
        "run.level": ("90%", "95%"),
        "run.log": ("none", "all"),
        "controls": (False, True),
    },
}
BESIDE: dict[str, dict[str, Any]] = {
    "currency.decimals": {"currency.code": "CNY"},
    "entries.as": {"entries.daily": [1]},
    "outside.times": {"outside.times_in": "hours"},
    "outside.times_in": {"outside.times": "../one.txt"},
    "alternatives.name": {"alternatives.strategies": "plan"},
    "alternatives.strategies": {"alternatives.name": "x1"},
    "home": {"complaint.cost": "5 CNY"},
    "run.at_most": {"run.until_settled": True},
}


def keys(node: Json, path: str = "") -> Iterator[str]:
    """Yield the dotted paths of all keys below a schema; a map that is nothing but its keys does not count itself."""
    node = referred(node)
    for one in (*node.get("anyOf", []), *node.get("allOf", []), *([node["items"]] if "items" in node else [])):
        yield from keys(one, path)
    for key, value in node.get("properties", {}).items():
        dotted = f"{path}.{key}" if path else key
        inner = set(keys(value, dotted))
        yield from inner
        if not inner or referred(value).get("type") != "object":
            yield dotted


def referred(node: Json) -> Json:
    """Return the schema that a reference stands for."""
    while "$ref" in node:
        node = SCHEMA["definitions"][node["$ref"].rpartition("/")[2]]
    return node


def keys_of(kind: str) -> set[str]:
    """Return the keys of one kind of file; of parameters those of their parts too."""
    return set(keys(SCHEMA["definitions"][kind]))


def document(kind: str, values: dict[str, Any], twice: str = "") -> str:
    """Return a file of a kind with values under dotted keys over its head; one key may be written twice."""
    found: dict[str, Any] = {"kind": kind, **HEADS[kind]}
    for dotted, value in values.items():
        *above, last = dotted.split(".")
        here = found
        for key in above:
            here[key] = dict(here[key]) if isinstance(here.get(key), dict) else {}
            here = here[key]
        here[last] = value
    if isinstance(found.get("alternatives"), dict):
        found["alternatives"] = [found["alternatives"]]
    return flow(found, "", twice)


def flow(node: object, path: str = "", twice: str = "") -> str:
    """Return data as YAML on one line, texts as they stand."""
    if isinstance(node, dict):
        entries = []
        for key, value in node.items():
            dotted = f"{path}.{key}" if path else key
            entries += [f"{key}: {flow(value, dotted, twice)}"] * (2 if dotted == twice else 1)
        return "{" + ", ".join(entries) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(flow(item, path, twice) for item in node) + "]"
    return str(node).lower() if isinstance(node, bool) else str(node)


def facts(scenario: Scenario) -> tuple[Any, ...]:
    """Return what a scenario is, places left out: a line that moves is no use of a key."""
    market, firm = scenario.market, scenario.firm
    stated = {
        key: (value.value, [(replace(source, place="") if source else None) for _, source in value.chain])
        for key, value in scenario.values.items()
    }
    strategies = [(s.name, s.label, s.text, s.requires, s.starts) for s in scenario.strategies]
    world = (market.name, market.label, market.text, market.currency, market.entries, market.entry_as)
    trade = (market.trades, market.reasons)
    shop = (firm.name, firm.label, firm.text)
    return (
        scenario.name,
        scenario.label,
        world,
        trade,
        market.contact_times,
        shop,
        stated,
        strategies,
        scenario.digest,
    )


def resolved(kind: str, path: str) -> tuple[Any, ...]:
    """Return what a file resolves to, as plain data that can be compared."""
    if kind == "experiment":
        found: Experiment = load_experiment(path)
        rows = (found.market, found.baseline, *found.alternatives, *found.controls)
        return (found.name, found.label, found.text, found.responses, found.run, [facts(row) for row in rows])
    if kind == "market":
        return facts(load(path))
    if kind == "firm":
        return facts(load("town", firm=path))
    return facts(load("town").with_values(ALL_ON).with_strategy(path))


@pytest.fixture
def resolve(write: Write) -> Resolve:
    """Return a function that writes a file of a kind and resolves it."""
    write("markets/city.yaml", "kind: market\nname: city\ncurrency: CNY\npersons: 90\nbasket.mean: 33 CNY\n")
    write("firms/stall.yaml", "kind: firm\nname: stall\ngoods.margin: 31%\n")
    write("strategies/spare.yaml", "kind: strategy\nname: spare\nsets: {goods.margin: {times: 0.5}}\n")
    write("one.txt", "1\n")
    write("two.txt", "2\n")
    folders = {"market": "markets", "firm": "firms", "strategy": "strategies", "experiment": "experiments"}

    def resolve(kind: str, values: dict[str, Any], twice: str = "") -> tuple[Any, ...]:
        return resolved(kind, write(f"{folders[kind]}/ours.yaml", document(kind, values, twice)))

    return resolve


def parameters_of(kind: str) -> dict[str, Parameter]:
    """Return the parameters that a kind of file may set, by key in the file."""
    owner = Owner.MARKET if kind == "market" else Owner.FIRM
    head = "sets." if kind == "strategy" else ""
    return {} if kind == "experiment" else {f"{head}{p.key}": p for p in PARAMETERS if p.owner is owner}


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_the_schema_is_a_parameter_or_has_two_values_here(kind: str) -> None:
    parts = {f"{key}.{part}" for key in parameters_of(kind) for part in PARTS}

    found = keys_of(kind)

    assert found - parts == {*SAMPLES[kind], *parameters_of(kind)}


OTHERS = [(kind, key) for kind in KINDS for key, pair in SAMPLES[kind].items() if pair is not None]


@pytest.mark.parametrize(("kind", "key"), OTHERS)
def test_another_value_of_a_key_resolves_to_something_else_and_a_second_one_is_refused(
    resolve: Resolve, kind: str, key: str
) -> None:
    one, other = SAMPLES[kind][key]
    beside = BESIDE.get(key, {}) | ({"mechanisms.outside": True} if key.startswith("outside.") else {})

    assert resolve(kind, beside | {key: one}) != resolve(kind, beside | {key: other})
    with pytest.raises(ScenarioError, match="given twice"):
        resolve(kind, beside | {key: one}, key)


@pytest.mark.parametrize("kind", ["market", "firm", "strategy"])
def test_another_value_of_a_parameter_resolves_to_another_value_of_it(resolve: Resolve, kind: str) -> None:
    bare = stated(resolve(kind, {}))
    for key, parameter in parameters_of(kind).items():
        beside = {"leaving.chance": "20%"} if key == "talk.defection" else {}
        value = "10/year" if key == "level.joins" else other_value(parameter)  # as many as can join there
        assert stated(resolve(kind, beside | {key: value}))[parameter.key][0] != bare[parameter.key][0], key


def stated(found: tuple[Any, ...]) -> dict[str, Any]:
    """Return the value of every parameter with its sources."""
    return next(part for part in found if isinstance(part, dict))


ABOUT = [("source", "one", "two"), ("status", "data", "text"), ("range", None, None)]


@pytest.mark.parametrize(("part", "one", "other"), ABOUT)
@pytest.mark.parametrize("kind", ["market", "firm", "strategy"])
def test_source_status_and_range_of_every_parameter_are_told(
    resolve: Resolve, kind: str, part: str, one: str | None, other: str | None
) -> None:
    # given: every parameter at its default, in parts; a range of nothing, or up to the bound
    known = {key: p for key, p in parameters_of(kind).items() if part != "range" or p.unit is not Unit.CHOICE}
    known = {key: p for key, p in known.items() if part != "range" or p.unit is not Unit.SWITCH}
    text = {key: value_text(p.key, p.default, Currency()) for key, p in known.items()}

    def about(*, wide: bool) -> tuple[Any, ...]:
        said = {key: (other if wide else one) or bounds(p, wide) for key, p in known.items()}
        return resolve(kind, {key: {"value": text[key], part: said[key]} for key in known})

    narrow, wide = stated(about(wide=False)), stated(about(wide=True))

    assert [key for key, p in known.items() if narrow[p.key] == wide[p.key]] == []


def bounds(parameter: Parameter, wide: bool) -> str:
    """Return a range around a default: from its lowest to its highest element, or a little further up."""
    values = parameter.default if isinstance(parameter.default, tuple) else (parameter.default,)
    low, high = (value_text(parameter.key, kind(values), Currency()) for kind in (min, max))
    return f"[{low}, {further(high) if wide else high}]"


def further(text: str) -> str:
    """Return a written number that is larger by one, with its unit."""
    number = NUMBER.match(text)
    assert number is not None
    return f"{float(number.group()) + 1:g}{text[number.end() :]}"


@pytest.mark.parametrize("change", ["add", "times"])
def test_what_a_strategy_adds_or_multiplies_is_read_for_every_parameter(
    resolve: Resolve, write: Write, change: str
) -> None:
    known = {key: p for key, p in parameters_of("strategy").items() if p.unit in NUMERIC}
    assert callable(resolve)

    def written(number: float) -> dict[str, Any]:
        unit = {key: NUMBER.sub("", value_text(p.key, p.low, Currency())) for key, p in known.items()}
        texts = {key: f"{number}{unit[key] if change == 'add' else ''}" for key in known}
        path = write("strategies/ours.yaml", document("strategy", {key: {change: texts[key]} for key in known}))
        return {one.key: (one.how, one.amounts) for one in load_strategy(path).values}

    one, other = written(1), written(2)

    assert set(one) == {p.key for p in known.values()}
    assert [key for key in one if one[key] == other[key]] == []
