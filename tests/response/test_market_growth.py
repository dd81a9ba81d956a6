"""The market's growth counts who is in it at both ends of a run, whatever they buy and from whom."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.events import Kind, Status
from sim.model.quantities import YEAR
from sim.model.setting import EntryAs, LogLevel
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario import load
from tests.response.hand import Row, leave, record_of, start


def growth(record: Record) -> float | int | None:
    return RESPONSES["market_growth"].read(record, 0.1)


def with_absent(record: Record, absent: int) -> Record:
    """Return a record some of whose prospects have not entered yet."""
    heads = record.heads.copy()
    heads[[Status.PROSPECT, Status.ABSENT]] += (-absent, absent)
    return replace(record, heads=heads)


def entered(number: int, first: int) -> list[Row]:
    return [Row(10.0 + k, first + k, Kind.ENTRY) for k in range(number)]


def test_four_who_become_six_in_two_years_grow_by_a_root_of_one_and_a_half() -> None:
    # Given eight persons: four at the start, three who enter, one who never does; one leaves the market
    rows = [start(0), *entered(3, first=4), leave(50.0, 0, to=Status.OUT)]
    record = with_absent(record_of(*rows, persons=8, run_length=730.0), 1)

    assert growth(record) == pytest.approx(sqrt(6 / 4) - 1)
    assert growth(replace(record, complete=False, events=record.events[:0])) == growth(record)


def test_who_enters_or_leaves_before_the_history_ends_does_not_count() -> None:
    # Given the same eight, and a history that ends when two have entered
    rows = [start(0), *entered(3, first=4), leave(50.0, 0, to=Status.OUT)]
    record = with_absent(record_of(*rows, persons=8, history=12, run_length=730.0), 1)

    # Then six were there when it ended, one more came, one left
    assert growth(record) == pytest.approx(0.0, abs=1e-12)
    assert growth(with_absent(record_of(*rows[:-1], persons=8, history=12, run_length=730.0), 1)) == pytest.approx(
        sqrt(7 / 6) - 1
    )
    assert growth(replace(record, complete=False, events=record.events[:0])) is None


def test_who_goes_to_a_rival_stays_in_the_market_and_who_goes_out_does_not() -> None:
    to_rival, out = (record_of(start(0), leave(9.0, 0, to=to), run_length=YEAR) for to in (Status.RIVAL, Status.OUT))

    assert growth(to_rival) == 0.0
    assert growth(out) == pytest.approx(-1 / 4)


def test_a_market_that_empties_shrinks_by_all_of_it() -> None:
    rows = [row for k in range(4) for row in (start(k), leave(9.0, k, to=Status.OUT))]
    assert growth(record_of(*rows)) == -1.0


def test_growth_from_nobody_and_in_no_time_is_none() -> None:
    one_more = entered(1, first=3)

    assert growth(record_of(*entered(4, first=0))) is None
    assert growth(record_of(run_length=0.0)) is None
    assert growth(record_of(persons=0)) is None
    # A third more within a thousandth of a day would be more than any number in a year
    assert growth(record_of(*one_more, run_length=0.001)) is None
    assert growth(record_of(*one_more, run_length=YEAR)) == pytest.approx(1 / 3)


def test_growth_of_a_real_run_is_that_of_its_persons_with_the_log_or_without() -> None:
    # Given 40 of 120 persons who enter in 200 days, of which 100 are run
    shop = load("corner_shop").with_values({"persons": 120})
    shop = replace(shop, market=replace(shop.market, entries=(1, 0, 0, 0, 0) * 40, entry_as=EntryAs.PROSPECT))
    whole, totals = (compiled.run(shop.setting(100.0), 3, 0, level) for level in (LogLevel.ALL, LogLevel.NONE))

    # When persons are counted one by one
    status = whole.people["status"]
    entrants = np.unique(whole.events["person"][whole.events["kind"] == Kind.ENTRY])
    first = set(range(120)) - set(entrants.tolist()) - set(np.flatnonzero(status == Status.ABSENT).tolist())
    last = np.count_nonzero((status != Status.ABSENT) & (status != Status.OUT))

    # Then the market grew from the first to the last in 100 days
    assert (len(first), len(entrants)) == (80, 20)
    assert growth(whole) == growth(totals) == pytest.approx((last / 80) ** (YEAR / 100) - 1)
