"""Both engines leave the same record, bit for bit, whatever the world, however much of it is logged."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st
from ruamel.yaml import YAML

import sim
from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.model.events import Kind
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from sim.scenario.files import shipped
from tests.engine.scenarios import settings
from tests.engine.side_by_side import both, difference, first_difference, sampled, totals_difference
from tests.oracles.checks import quiet, world

EVERY = 20
MARKETS = sorted(path.stem for path in (shipped() / "markets").glob("*.yaml"))
STRATEGIES = sorted(path.stem for path in (shipped() / "strategies").glob("*.yaml"))
CURE = "switch it on, or leave the strategy out"
SEEDS = st.integers(0, 2**63 - 1)
LEVELS = pytest.mark.parametrize("engine", [compiled, reference], ids=["compiled", "reference"])


def assert_levels_agree(engine: object, setting: Setting, seed: int, replication: int) -> Record:
    """Demand that a run is the same whatever is logged, and that a sampled log is a part of the whole one."""
    full = engine.run(setting, seed, replication, LogLevel.ALL)  # type: ignore[attr-defined]
    none = engine.run(setting, seed, replication, LogLevel.NONE)  # type: ignore[attr-defined]
    sample = engine.run(setting, seed, replication, LogLevel.SAMPLE)  # type: ignore[attr-defined]
    assert totals_difference(full, none) == ""
    assert totals_difference(full, sample) == ""
    assert len(none.events) == 0
    assert first_difference(sample.events, sampled(full, EVERY)) is None
    assert (full.complete, sample.complete, none.complete) == (True, False, False)
    return full


@trials(max_examples=100)
@given(settings(), SEEDS, SEEDS)
def test_engines_agree_on_random_settings(setting: Setting, seed: int, replication: int) -> None:
    both(setting, seed, replication)


@pytest.mark.nightly
@trials(max_examples=1200)
@given(settings(), SEEDS, SEEDS)
def test_engines_agree_on_many_random_settings(setting: Setting, seed: int, replication: int) -> None:
    both(setting, seed, replication)


@pytest.mark.nightly
@trials(max_examples=60)
@given(settings(most_persons=400, most_days=900), SEEDS, SEEDS)
def test_engines_agree_on_larger_random_settings(setting: Setting, seed: int, replication: int) -> None:
    both(setting, seed, replication)


@trials(max_examples=40)
@given(settings(), SEEDS)
def test_what_is_logged_changes_nothing_in_the_compiled_engine(setting: Setting, seed: int) -> None:
    assert_levels_agree(compiled, setting, seed, 0)


@trials(max_examples=15)
@given(settings(most_persons=30, most_days=100), SEEDS)
def test_what_is_logged_changes_nothing_in_the_reference_engine(setting: Setting, seed: int) -> None:
    assert_levels_agree(reference, setting, seed, 0)


@pytest.mark.nightly
def test_random_settings_make_every_kind_of_event_happen() -> None:
    """What the tests above are held against: no part of the model is out of their reach."""
    seen: set[int] = set()

    @trials(max_examples=800)
    @given(settings(), SEEDS)
    def look(setting: Setting, seed: int) -> None:
        seen.update(np.flatnonzero(compiled.run(setting, seed, 0, LogLevel.NONE).counts.sum(axis=0)).tolist())

    look()
    assert seen == set(Kind)


@cache
def market_of(name: str) -> sim.Scenario:
    """Return a shipped market, read once."""
    return sim.load(name)


def small(scenario: sim.Scenario) -> Setting:
    """Return the world of a shipped scenario for 150 persons, until 200 days after its last strategy has started.

    Of days of entry, an even thinning.
    """
    setting = scenario.setting(200.0 + max((one.starts for one in scenario.strategies), default=0))
    running = np.concatenate(([0], np.cumsum(setting.entries))) * 150 // setting.persons
    return replace(setting, persons=150, entries=tuple(np.diff(running).tolist()))


@pytest.mark.parametrize("market", MARKETS)
def test_engines_agree_on_a_shipped_market(market: str) -> None:
    setting = small(market_of(market))
    record = both(setting, seed=2)

    assert len(record.events) > 100
    assert_levels_agree(compiled, setting, 2, 0)


@cache
def needed_by(strategy: str) -> tuple[str, ...]:
    """Return the mechanisms that the file of a strategy says it requires."""
    text = (shipped() / "strategies" / f"{strategy}.yaml").read_text(encoding="utf-8")
    return tuple(YAML(typ="safe", pure=True).load(text).get("requires", ()))


@cache
def lacking(market: str, strategy: str) -> tuple[str, ...]:
    """Return what a strategy requires and a market has switched off."""
    values = market_of(market).values
    return tuple(name for name in needed_by(strategy) if not values[f"mechanisms.{name}"].value)


IN_ONE_OF = 6
"""`make test` tries every strategy in one market of so many, `make nightly` in the others."""
PAIRS = [
    pytest.param(market, strategy, id=f"{market}-{strategy}", marks=[pytest.mark.nightly] * ((i + j) % IN_ONE_OF > 0))
    for i, market in enumerate(MARKETS)
    for j, strategy in enumerate(STRATEGIES)
]


@pytest.mark.parametrize(("market", "strategy"), PAIRS)
def test_a_shipped_strategy_runs_alike_in_both_engines_or_is_refused_for_what_the_market_lacks(
    market: str, strategy: str
) -> None:
    if not (lacks := lacking(market, strategy)):
        both(small(market_of(market).with_strategy(strategy)), seed=3)
        return
    # Given a market without what the strategy requires, each lack is a fault, at the strategy's place, and no other is
    with pytest.raises(sim.ScenarioError) as refused:
        market_of(market).with_strategy(strategy)
    assert [(fault.file, fault.field, fault.text) for fault in refused.value.faults] == [
        (
            f"scenarios/strategies/{strategy}.yaml",
            "requires",
            f"'{strategy}' needs the mechanism '{name}', which is off in '{market}'; {CURE}",
        )
        for name in lacks
    ]
    # ... and the cure that they name is one, where somebody leaves at all
    cure = {f"mechanisms.{name}": True for name in lacks}
    try:
        cured = market_of(market).with_values(cure)
    except sim.ScenarioError:  # nobody leaves there: the fault names this cure
        cured = market_of(market).with_values(cure | {"leaving.chance": "5%"})
    assert cured.with_strategy(strategy).setting("200 days").phases


def test_each_shipped_strategy_runs_in_a_shipped_market_and_each_market_but_the_town_refuses_one() -> None:
    runs = {(market, strategy) for market in MARKETS for strategy in STRATEGIES if not lacking(market, strategy)}

    assert {strategy for _, strategy in runs} == set(STRATEGIES)
    assert [market for market in MARKETS if all((market, one) in runs for one in STRATEGIES)] == ["whole_town"]


def test_there_is_something_shipped_to_compare() -> None:
    assert MARKETS
    assert STRATEGIES


def planted(record: Record, table: str, field: str, row: int, change: float) -> Record:
    """Return a record with one number changed."""
    changed = getattr(record, table).copy()
    changed[field][row] += change
    return replace(record, **{table: changed})


def test_a_difference_is_told_in_words() -> None:
    # Given two records that differ in one amount, one time by the least step, or one row more
    record = compiled.run(world(quiet(), 20, 60.0), 1, 0)
    k = 7

    # Then the first differing row is named with both sides
    amount = difference(record, planted(record, "events", "amount", k, 1))
    assert amount.startswith(f"events differ first at row {k}:")
    assert f"{record.events['amount'][k] + 1} detail" in amount.splitlines()[-1]
    least = float(np.spacing(record.events["time"][k]))
    assert f"row {k}:" in difference(record, planted(record, "events", "time", k, least))
    assert "no row" in difference(record, replace(record, events=record.events[:-1]))
    assert "person 3: satisfaction" in difference(record, planted(record, "people", "satisfaction", 3, 0.5))
    ledger = record.ledger.copy()
    ledger[1, 2] += 1
    assert difference(record, replace(record, ledger=ledger)).startswith("ledger differs first at 1 GOODS")
    assert difference(record, replace(record, run_length=61.0)) != ""
    assert difference(record, record) == ""
