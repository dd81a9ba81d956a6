"""The scenarios that come with the package: without fault, with sources, readable by editors."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from sim.model.parameters import MECHANISMS, PARAMETERS
from sim.model.quantities import Owner, Unit
from sim.scenario import Scenario, check, load, load_any, load_experiment
from sim.scenario.files import shipped
from sim.scenario.schema import schema, schema_text

FILES = sorted(shipped().rglob("*.yaml"))
ASLEEP = {"rivals", "poaching", "price", "wallet", "dropping", "scandal"}
STRATEGIES = sorted(path.stem for path in (shipped() / "strategies").glob("*.yaml"))


def home_of(strategy: str) -> Scenario:
    """Return a market that has the mechanisms of a strategy switched on."""
    text = (shipped() / "strategies" / f"{strategy}.yaml").read_text(encoding="utf-8")
    needs = YAML(typ="safe", pure=True).load(text).get("requires", [])
    base = load("tough_market" if ASLEEP & set(needs) else "corner_shop")
    return base.with_values({f"mechanisms.{name}": True for name in needs})


def test_in_the_whole_town_every_mechanism_is_awake() -> None:
    values = load("whole_town").values
    assert all(values[f"mechanisms.{name}"].value for name in MECHANISMS)


def test_shipped_files_have_no_fault() -> None:
    assert [str(fault) for fault in check([shipped()])] == []
    assert len(FILES) >= 11


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_file_names_the_schema_and_satisfies_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    data = YAML(typ="safe", pure=True).load(text)

    found = [f"{error.json_path}: {error.message}" for error in jsonschema.Draft7Validator(schema()).iter_errors(data)]

    assert found == []
    assert text.startswith("# yaml-language-server: $schema=../scenario.schema.json\n")
    assert data["name"] == path.stem


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = (shipped() / "scenario.schema.json").read_text(encoding="utf-8")

    assert committed == schema_text()
    jsonschema.Draft7Validator.check_schema(json.loads(committed))


@pytest.mark.parametrize(
    "text",
    [
        "kind: market\nname: a\ncurrency: CNY\npersons: many\n",
        "kind: market\nname: a\ncurrency: CNY\npersons: 1\ndesk: {agents: 1}\n",
        "kind: market\nname: a\ncurrency: CNY\npersons: 1\nbuying: {rate: 12}\n",
        "kind: market\nname: a\ncurrency: CNY\npersons: 1\nstart: {customers: 2}\n",
        "kind: strategy\nname: a\nsets: {recovery: {apolgy: true}}\n",
        "kind: strategy\nname: a\nsets: {complaint.cost: {add: 3}}\n",
        "kind: experiment\nname: a\nmarket: b\nalternatives: [c]\n",
        "kind: shop\nname: a\n",
    ],
)
def test_the_schema_refuses_what_an_editor_can_see(text: str) -> None:
    data = YAML(typ="safe", pure=True).load(text)

    assert not jsonschema.Draft7Validator(schema()).is_valid(data)


def test_what_counts_at_the_corner_shop_is_stated_there_or_declared_with_source_or_assumption_and_range() -> None:
    values = load("corner_shop").values
    counting = [p for p in PARAMETERS if p.mechanism in ("", *WOKEN_AT_THE_CORNER_SHOP) and p.unit is not Unit.SWITCH]
    stated = [p for p in PARAMETERS if values[p.key].source.place != "default"]
    solved = [p for p in PARAMETERS if values[p.key].source.text.startswith("solved from ")]
    stated = [p for p in stated if p not in solved]
    numbers = [p for p in stated if p.unit not in (Unit.CHOICE, Unit.SWITCH)]
    sources = [values[p.key].source for p in stated if not p.key.startswith("mechanisms.")]

    assert [
        p.key for p in counting if p not in stated + solved and p.unit is not Unit.CHOICE and p.plausible is None
    ] == []
    assert [p.key for p in numbers if values[p.key].source.low is None] == []
    assert all(source.status for source in sources)
    assert all(source.text for source in sources if source.status != "assumed")


def test_what_sleeps_at_the_corner_shop_has_its_range_and_its_status_where_it_is_declared() -> None:
    values = load("corner_shop").values
    numbers = [p for p in PARAMETERS if p.mechanism and p.unit not in (Unit.CHOICE, Unit.SWITCH)]
    asleep = [p for p in numbers if values[p.key].source.place == "default"]

    assert {p.mechanism for p in asleep} > {"blame", "retention", "rivals"}
    assert [p.key for p in asleep if p.plausible is None] == []
    for p in asleep:
        low, high = p.plausible or (0.0, 0.0)
        every = p.default if isinstance(p.default, tuple) else (p.default,)
        assert p.low <= low <= min(every) <= max(every) <= high <= p.high, p.key
        times = values[p.key].value / p.default if p.anchor else 1.0  # a range in baskets is one in the market's
        assert (values[p.key].source.low, values[p.key].source.high) == pytest.approx((low * times, high * times))
        assert values[p.key].source.status == p.status != "", p.key


WOKEN_AT_THE_CORNER_SHOP = {
    "failures", "complaints", "desk", "outside", "hazards", "satisfaction", "talk", "advertising", "care", "programme",
    "doubt", "price", "quality",
}  # fmt: skip


def test_the_corner_shop_is_the_plain_market_and_states_what_could_be_switched_on() -> None:
    values = load("corner_shop").values

    assert {name for name in MECHANISMS if values[f"mechanisms.{name}"].value} == WOKEN_AT_THE_CORNER_SHOP


@pytest.mark.parametrize("name", STRATEGIES)
def test_a_shipped_strategy_has_both_labels_and_fits_the_corner_shop_or_the_tough_market(name: str) -> None:
    base = home_of(name)

    strategy = base.with_strategy(name).strategies[0]

    assert strategy.name == name
    assert strategy.label.en
    assert strategy.label.zh
    assert base.with_strategy(name).setting("1 year").phases[0][1] is not None


def test_only_the_identical_strategy_changes_nothing() -> None:
    bases = {name: home_of(name) for name in STRATEGIES}

    assert [name for name in STRATEGIES if bases[name].with_strategy(name).digest == bases[name].digest] == [
        "end_of_reward",  # there is no reward yet that could end
        "identical",
    ]


def test_the_demo_compares_six_strategies_with_two_controls() -> None:
    experiment = load_experiment("demo_corner")

    assert len(experiment.alternatives) == 6
    assert [scenario.name for scenario in experiment.controls] == ["identical", "placebo"]
    assert len({scenario.digest for scenario in experiment.alternatives}) == 6


def test_a_scenario_and_an_experiment_survive_a_pipe() -> None:
    experiment = load_experiment("demo_corner")

    back = pickle.loads(pickle.dumps(experiment))  # noqa: S301 our own bytes

    assert back.digest == experiment.digest
    assert [s.setting(5.0) for s in back.alternatives] == [s.setting(5.0) for s in experiment.alternatives]


def test_names_are_found_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = load("corner_shop").digest
    monkeypatch.chdir(tmp_path)

    assert load("corner_shop").digest == here
    assert load("corner_shop").with_strategy("vouchers").name == "vouchers"
    assert load_any("demo_corner").name == "demo_corner"
    assert load_any("corner_shop").digest == here


def test_reading_scenarios_imports_no_number_cruncher() -> None:
    code = (
        "import sys, sim.scenario; sim.scenario.load('corner_shop').setting(1.0)\n"
        "print(sorted({'numpy', 'pandas', 'scipy', 'numba', 'matplotlib', 'simpy'} & set(sys.modules)))"
    )

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.strip() == "[]"


def test_market_and_firm_files_state_only_their_own_parameters() -> None:
    base = load("corner_shop")
    owners = {p.key: p.owner for p in PARAMETERS}

    assert {owners[one.key] for one in base.market.values} == {Owner.MARKET}
    assert {owners[one.key] for one in base.firm.values} == {Owner.FIRM}
