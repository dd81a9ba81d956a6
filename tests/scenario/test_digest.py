"""The digest knows what reaches the engine, and nothing else."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import MECHANISMS, PARAMETERS, Parameters
from sim.model.quantities import Parameter, Unit
from sim.scenario import Scenario, load, load_experiment
from sim.scenario.show import value_text
from sim.scenario.units import Currency

Write = Callable[[str, str], str]
SPECIAL = {
    "recovery.weights": "[0.2, 0.3, 0.5]",
    "recovery.mix": "[0.2, 0.3, 0.5]",
    "desk.closes": "20 hours",
    "growth.per_year": "0.1",
    "failure.remedies": "[50%, 0%, 0%, 0%, 0%, 0%, 0%, 0%]",
    "dropping.worth": "5 CNY",
}
OF_MECHANISMS = [p for p in PARAMETERS if p.mechanism]


def other_value(parameter: Parameter) -> str:
    """Return a value that is allowed and is not the default, as a file would write it."""
    default = parameter.default
    if parameter.unit is Unit.SWITCH:
        return "false" if default else "true"
    if parameter.choices is not None:
        return next(choice.name.lower() for choice in parameter.choices if choice.value != default)
    if parameter.key in SPECIAL or (parameter.low < 0 and not parameter.size):
        return SPECIAL.get(parameter.key, "0.5")
    if parameter.size:
        counts = parameter.unit is Unit.COUNTS
        others = [x + 1 if counts or parameter.low < 0 else x / 2 + parameter.low / 2 for x in default]
        elements = [value_text(parameter.key, (x,), Currency())[1:-1] for x in others]
        return f"[{', '.join(elements)}]".replace("[0 CNY", "[1 CNY").replace("[0/", "[1/")
    if parameter.unit is Unit.COUNT:
        return str(default + 2 if default + 2 <= parameter.high else default - 2)
    near = (
        default / 2
        if default > parameter.low
        else min(parameter.high, default + 0.5 * min(parameter.high - default, 1000))
    )
    return value_text(parameter.key, int(near) if isinstance(default, int) else near, Currency())


@pytest.fixture
def town(write: Write) -> Scenario:
    assert callable(write)
    return load("town").with_values(
        {"leaving.chance": "20%"}
    )  # so that no mechanism asks for more leaving than there is


@pytest.mark.parametrize("parameter", OF_MECHANISMS, ids=lambda p: p.key)
def test_a_parameter_of_a_mechanism_that_is_off_leaves_no_trace(town: Scenario, parameter: Parameter) -> None:
    # given
    text = other_value(parameter)
    off = {f"mechanisms.{parameter.mechanism}": "false"}
    on = {f"mechanisms.{parameter.mechanism}": "true"}

    # when
    idle, changed_idle = town.with_values(off), town.with_values(off | {parameter.key: text})
    awake, changed_awake = town.with_values(on), town.with_values(on | {parameter.key: text})

    # then: no trace when it is off, a trace when it is on
    assert changed_idle.digest == idle.digest
    assert changed_idle.setting(10.0) == idle.setting(10.0)
    assert changed_awake.digest != awake.digest
    assert changed_awake.setting(10.0) != awake.setting(10.0)


def test_every_mechanism_has_parameters_and_every_parameter_a_known_mechanism() -> None:
    assert {p.mechanism for p in OF_MECHANISMS} == set(MECHANISMS)


def test_every_parameter_counts(town: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    # Given that what is solved is always the same, for solving takes long where everything is awake
    monkeypatch.setattr("sim.scenario.resolved.levels_once", lambda *_: {"leaving_scale": 1.0})
    asleep = [f"mechanisms.{name}" for name in MECHANISMS if not getattr(Parameters(), f"{name}_on")]
    awake = town.with_values(dict.fromkeys(asleep, True))
    others = {p.key: other_value(p) for p in PARAMETERS} | dict.fromkeys(asleep, "false")

    digests = {key: awake.with_values({key: text}).digest for key, text in others.items()}

    assert len({*digests.values(), awake.digest}) == len(PARAMETERS) + 1


def test_comments_labels_sources_and_spelling_do_not_count(write: Write) -> None:
    head = "kind: market\ncurrency: CNY\npersons: 100\nname: "
    write("markets/a.yaml", f"{head}a\nbasket: {{mean: 30 CNY}}\npatience.mean: 90 minutes\nstart.customers: 25%\n")
    write(
        "markets/b.yaml",
        f"# a comment\n{head}b\nlabel: {{en: Other, zh: 别的}}\ntext: other\nstart: {{customers: 0.25}}\n"
        "patience:\n  mean: {value: 1.5 hours, source: someone, status: data, range: [1 hour, 2 hours]}\n"
        "basket.mean: 3e1 CNY\n",
    )

    assert load("a").digest == load("b").digest


def test_persons_history_entries_and_decimals_count(write: Write) -> None:
    base = "kind: market\nname: a\npersons: 100\n"
    texts = {
        "base": f"{base}currency: CNY\n",
        "persons": "kind: market\nname: a\npersons: 101\ncurrency: CNY\n",
        "history": f"{base}currency: CNY\nhistory: 1 day\n",
        "entries": f"{base}currency: CNY\nentries: {{daily: [1]}}\n",
        "prospects": f"{base}currency: CNY\nentries: {{daily: [1], as: prospect}}\n",
        "decimals": f"{base}currency: {{code: CNY, decimals: 3}}\n",
    }

    digests = {name: load(write(f"markets/{name}.yaml", text)).digest for name, text in texts.items()}

    assert len(set(digests.values())) == len(texts)
    assert all(len(digest) == 64 for digest in digests.values())


@given(st.dictionaries(st.sampled_from(OF_MECHANISMS), st.booleans(), max_size=5))
def test_the_order_of_values_does_not_count(chosen: dict[Parameter, bool]) -> None:
    base = load("corner_shop").with_values({"level.churn": 0, "leaving.chance": "20%", "mechanisms.price": False})
    values = {p.key: other_value(p) for p in chosen if p.unit is not Unit.SWITCH and not p.key.startswith("desk.")}
    values = {key: text for key, text in values.items() if not key.startswith("outcome.")}

    one, other = base, base
    for key in values:
        one = one.with_values({key: values[key]})
    for key in reversed(values):
        other = other.with_values({key: values[key]})

    assert one.digest == other.digest == base.with_values(values).digest


def test_scenarios_are_equal_when_they_resolve_to_the_same_values(write: Write) -> None:
    one, other = load("corner_shop"), load("corner_shop")
    cut = {"failure.rate": "7%"}
    euros = load(write("markets/euros.yaml", "kind: market\nname: town\ncurrency: EUR\npersons: 100\n"))

    assert one == other.named("another_name")
    assert len({one, other, one.with_values(cut), other.with_values({"failure.rate": 0.07})}) == 2
    assert load_experiment("demo_corner") == load_experiment("demo_corner")
    assert one != one.with_values(cut)
    assert one != one.with_strategy("vouchers")
    assert load("town").digest == euros.digest
    assert load("town") != euros
    assert one != "corner_shop"
