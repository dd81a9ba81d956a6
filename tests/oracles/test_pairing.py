"""F1: identical settings differ by nothing, and a change of one thing leaves all other draws as they were."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.attachment import solved
from sim.model.events import Kind
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from sim.record import Record
from tests.oracles.checks import SEED, assert_engines_agree, simulated, world

PERSONS = 2_000
DAYS = 730.0
BEFORE, AFTER = 0.05, 0.20


def shop(**changes: Any) -> Setting:  # noqa: ANN401
    """Return the default market with every mechanism awake."""
    p = replace(Parameters(), advertising_spend=100.0 / 365, failure_rate=BEFORE, hazard_rates=(1e-4,) * 8)
    return world(solved(replace(p, **changes)), PERSONS, DAYS)


def rows_of(record: Record, kind: Kind) -> dict[tuple[int, int], tuple[float, int]]:
    """Return (time, amount) of each person's rows of a kind, by (person, occasion)."""
    rows = record.events[(record.events["kind"] == kind) & (record.events["person"] >= 0)]
    return {(int(r["person"]), int(r["occasion"])): (float(r["time"]), int(r["amount"])) for r in rows}


def test_identical_settings_leave_identical_records() -> None:
    one, other = simulated(shop()), simulated(shop())

    assert one.digest() == other.digest()
    assert np.array_equal(one.ledger - other.ledger, np.zeros_like(one.ledger))


def test_another_seed_or_replication_leaves_another_record() -> None:
    """What the zero difference is held against: it is no constant."""
    same = {simulated(shop()).digest(), simulated(shop(), 1).digest(), compiled.run(shop(), SEED + 1, 0).digest()}

    assert len(same) == 3


def test_more_failures_leave_every_other_draw_as_it_was() -> None:
    """Baskets by (person, purchase), traits, and who would fail anyway; exact, over 5,000 common purchases."""
    few, many = simulated(shop()), simulated(shop(failure_rate=AFTER))
    bought_few, bought_many = rows_of(few, Kind.PURCHASE), rows_of(many, Kind.PURCHASE)
    common = bought_few.keys() & bought_many.keys()

    assert len(common) > 5_000
    assert all(bought_few[k][1] == bought_many[k][1] for k in common)
    for trait in ("key", "rate", "basket", "attachment", "leave_chance", "entry", "moves"):
        assert np.array_equal(few.people[trait], many.people[trait])
    failed_few, failed_many = rows_of(few, Kind.FAILURE), rows_of(many, Kind.FAILURE)
    assert all(k in failed_many for k in failed_few if k in common)
    assert len(failed_many) > 1.5 * len(failed_few)


def test_more_failures_move_only_purchases_whose_story_they_touch() -> None:
    """Until the first purchase that fails under one rate but not the other, a life is the same, second by second."""
    quiet_talk = {"talk_on": 0, "advertising_on": 0}
    few, many = simulated(shop(**quiet_talk)), simulated(shop(failure_rate=AFTER, **quiet_talk))
    bought_few, bought_many = rows_of(few, Kind.PURCHASE), rows_of(many, Kind.PURCHASE)
    failed = rows_of(many, Kind.FAILURE)
    first = dict(sorted(failed, reverse=True))
    before = [k for k in bought_few if k[1] <= first.get(k[0], 1 << 40)]

    assert len(before) > 3_000
    assert all(bought_many[k] == bought_few[k] for k in before)
    assert any(bought_many.get(k) != bought_few[k] for k in bought_few.keys() - set(before))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        (
            {"basket_mean": 3000},
            ["rate", "moves", "joined", "left", "bought", "failures", "complaints", "satisfaction"],
        ),
        ({"leaving_to_rival": 0.9}, ["rate", "moves", "basket", "attachment", "leave_chance"]),
        ({"need_mean": 0.05}, ["rate", "moves", "basket", "attachment", "leave_chance"]),
    ],
)
def test_a_change_of_one_thing_leaves_the_others_alone(change: dict[str, Any], same: list[str]) -> None:
    base, changed = simulated(shop()), simulated(shop(**change))

    assert base.digest() != changed.digest()
    for name in same:
        assert np.array_equal(base.people[name], changed.people[name])


def test_both_engines_keep_the_same_pairs() -> None:
    setting = replace(shop(), persons=60)

    assert_engines_agree(setting)
