"""Two exact splits of one difference in profit, forks of lives, fates of persons: pair by pair."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from sim.engine.audit import AuditFault
from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.experiment import ledger
from sim.experiment.fates import FATES, Fate
from sim.experiment.fork import SAME, Forks, forks
from sim.experiment.ledger import ACCOUNTS, FORKS, Pair, pair_of
from sim.experiment.plan import Entry
from sim.model.events import Account, Kind, Route, Status
from sim.model.rules.books import FIXED_POINT, discount_weight, month_of
from sim.model.setting import LogLevel, Setting
from sim.record import EVENT, PERSON, Record, sorted_events
from sim.scenario import Label
from tests.engine.scenarios import next_phase, settings

RATE = 0.1


class Worlds(NamedTuple):
    """Two settings of one market, and what the profit of each counts."""

    settings: tuple[Setting, Setting]
    rates: tuple[float, float]
    months: int | None


@st.composite
def worlds(draw: st.DrawFn, most_persons: int = 40, most_days: int = 150) -> Worlds:
    """Return a market under two firms; now and then they discount differently, or only the first months count."""
    one = draw(settings(most_persons, most_days))
    other = replace(one, phases=tuple((day, draw(next_phase(p))) for day, p in one.phases))
    rates = draw(st.sampled_from([(RATE, RATE), (0.0, 0.0), (RATE, 0.05)]))
    return Worlds((one, other), rates, draw(st.sampled_from([None, None, 1, 3])))


def entry(rate: float, months: int | None) -> Entry:
    """Return what a pair asks of an entry of a plan: its rate and the months that count."""
    nothing: Any = None
    return Entry("one", Label("one"), "alternative", "", rate, nothing, "", months=months)


def lives_of(record: Record) -> dict[int, list[tuple[Any, ...]]]:
    """Return everybody's rows, time and kind first, as the log has them."""
    names = ("time", "kind", *(name for name in EVENT.names or () if name not in ("time", "kind")))
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in record.events:
        found.setdefault(int(row["person"]), []).append(tuple(row[name].item() for name in names))
    return found


def read_plainly(world: Worlds, records: tuple[Record, Record]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Return money by fork, lives by fork and persons by fate, read row by row, in other words than the program's."""
    lives = [lives_of(record) for record in records]
    money, heads, fate = Counter[str](), Counter[str](), Counter[str]()
    for person in range(-1, len(records[0].people)):
        one, other = (set(life.get(person, [])) for life in lives)
        fork = min(one ^ other, default=None)
        name = "firm" if person < 0 else "unchanged" if fork is None else Kind(fork[1]).name.lower()
        money[name] += worth(world, records, person, 1) - worth(world, records, person, 0)
        heads[name] += person >= 0
        if person >= 0:
            fate[fate_of(records, person)] += 1
    return money, heads, fate


def worth(world: Worlds, records: tuple[Record, Record], person: int, which: int) -> int:
    """Return what was booked to somebody, or nobody, in the months that count, discounted, in 2^-40 minor units."""
    record, rate, total = records[which], world.rates[which], 0
    for row in record.events[record.events["person"] == person]:
        day = int(row["time"])
        month = int(row["detail"]) - 1 if row["kind"] == Kind.BOOKING else month_of(day, record.history)
        if month >= 0 and (world.months is None or month < world.months):
            total += int(row["amount"]) * discount_weight(rate, month)
    return total


def fate_of(records: tuple[Record, Record], person: int) -> str:
    """Return what became of somebody, by counting joins and departures one by one."""
    found = []
    for record in records:
        here = was = False
        for row in record.events[record.events["person"] == person]:
            was |= here and row["time"] >= record.history
            here = {Kind.JOIN: True, Kind.DEPARTURE: False}.get(row["kind"], here)
            was |= here and row["time"] >= record.history
        found.append((was or here, here))
    (one, stays), (other, still) = found
    if not (one and other):
        return str(Fate.NEVER if one == other else Fate.NOT_JOINED if one else Fate.JOINED_BY_IT)
    return str({(1, 1): Fate.STAYS, (0, 0): Fate.LOST, (0, 1): Fate.SAVED, (1, 0): Fate.LOST_BY_IT}[stays, still])


def as_read_plainly(world: Worlds, records: tuple[Record, Record]) -> bool:
    """Return whether the ledger of a pair says what a plain reading says; demand that both splits sum to the unit."""
    entries = (entry(world.rates[0], world.months), entry(world.rates[1], world.months))
    pair = pair_of(0, entries, records)
    profits = [
        sum(sum(month) * discount_weight(rate, k) for k, month in enumerate(record.ledger[1:].tolist()[: world.months]))
        for record, rate in zip(records, world.rates, strict=True)
    ]
    assert sum(pair.account) == sum(pair.fork) == pair.difference == profits[1] - profits[0]
    assert sum(pair.lives) == sum(pair.fate) == len(records[0].people)
    money, heads, fate = read_plainly(world, records)
    return (
        Counter(dict(zip(FORKS, pair.fork, strict=True))) == money
        and Counter(dict(zip(FORKS, pair.lives, strict=True))) == heads
        and Counter(dict(zip(map(str, FATES), pair.fate, strict=True))) == fate
    )


def run(engine: Any, world: Worlds, seed: int) -> tuple[Record, Record]:  # noqa: ANN401 a module
    one, other = (engine.run(setting, seed, 0, LogLevel.ALL) for setting in world.settings)
    return one, other


# ------------------------------------------------------------ splits of random pairs


@trials(max_examples=6)
@given(worlds(), st.integers(0, 2**63 - 1))
def test_both_splits_sum_to_the_unit_and_say_what_a_plain_reading_says(world: Worlds, seed: int) -> None:
    assert as_read_plainly(world, run(reference, world, seed))


@pytest.mark.nightly
@trials(max_examples=200)
@given(worlds(60, 400), st.integers(0, 2**63 - 1))
def test_both_splits_sum_to_the_unit_on_many_pairs(world: Worlds, seed: int) -> None:
    assert as_read_plainly(world, run(compiled, world, seed))


@trials(max_examples=3)
@given(worlds(), st.integers(0, 2**63 - 1))
def test_the_same_world_twice_has_a_ledger_of_nothing(world: Worlds, seed: int) -> None:
    one = run(reference, world, seed)[0]

    pair = pair_of(0, (entry(RATE, None), entry(RATE, None)), (one, one))

    assert not any(pair.account)
    assert not any(pair.fork)
    assert pair.changed == 0
    assert {fate for fate, heads in zip(FATES, pair.fate, strict=True) if heads} <= {Fate.STAYS, Fate.LOST, Fate.NEVER}


# ------------------------------------------------------------ lives made by hand

Row = tuple[float, Kind, int, int, Account]
START: Row = (0.0, Kind.JOIN, Route.START, 0, Account.NONE)
JOIN: Row = (20.0, Kind.JOIN, Route.OCCASION, 0, Account.NONE)
BUYS: Row = (40.0, Kind.PURCHASE, 0, 100, Account.SALES)
LEAVES: Row = (50.0, Kind.DEPARTURE, int(Status.RIVAL), 0, Account.NONE)
BACK: Row = (60.0, Kind.JOIN, Route.OCCASION, 0, Account.NONE)


def record(*lives: list[Row], history: int = 0, firm: int = 0) -> Record:
    """Return the record of a hundred days in which everybody has a life; the firm pays something in the third month."""
    rows = [(person, *row) for person, life in enumerate(lives) for row in life]
    events = np.zeros(len(rows) + bool(firm), EVENT)
    books = np.zeros((5, len(Account)), np.int64)
    for place, (person, time, kind, detail, amount, account) in enumerate(rows):
        events[place] = (time, 0, -1, amount, detail, person, -1, kind, -1, account)
        books[1 + month_of(int(time), history), account] += amount
    if firm:
        events[-1] = (99.0, 0, -1, firm, 3, -1, -1, Kind.BOOKING, -1, Account.WAGES)
        books[3, Account.WAGES] += firm
    people = np.zeros(len(lives), PERSON)
    for person, life in enumerate(lives):
        last = [row[1] for row in life if row[1] in (Kind.JOIN, Kind.DEPARTURE)][-1:]
        people["status"][person] = Status.CUSTOMER if last == [Kind.JOIN] else Status.PROSPECT
    nothing = np.zeros(0, np.int64)
    return Record(sorted_events(events), books, people, nothing, nothing, nothing, history, 100.0, complete=True)


def pair(one: Record, other: Record) -> Pair:
    return pair_of(0, (entry(0.0, None), entry(0.0, None)), (one, other))


@pytest.mark.parametrize(
    ("one", "other", "fate"),
    [
        ([START], [START, BUYS], Fate.STAYS),
        ([START, LEAVES], [START, BUYS, LEAVES], Fate.LOST),
        ([START, LEAVES], [START], Fate.SAVED),
        ([START], [START, LEAVES], Fate.LOST_BY_IT),
        ([], [JOIN], Fate.JOINED_BY_IT),
        ([JOIN], [], Fate.NOT_JOINED),
        ([], [], Fate.NEVER),
        # who comes back is there, and who joined and left again was in it all the same
        ([START, LEAVES], [START, LEAVES, BACK], Fate.SAVED),
        ([START, LEAVES, BACK], [START], Fate.STAYS),
        ([], [JOIN, LEAVES], Fate.JOINED_BY_IT),
        ([JOIN, LEAVES], [], Fate.NOT_JOINED),
    ],
)
def test_everybody_is_in_the_class_of_how_both_lives_end(one: list[Row], other: list[Row], fate: Fate) -> None:
    found = pair(record(one), record(other)).fate

    assert [name for name, heads in zip(FATES, found, strict=True) if heads] == [fate]


def test_who_was_lost_in_the_history_is_in_the_run_only_where_she_comes_back() -> None:
    gone, back = [START, LEAVES], [START, LEAVES, (70.0, *BACK[1:])]

    found = pair(record(gone, gone, history=65), record(gone, back, history=65)).fate

    assert (found[FATES.index(Fate.NEVER)], found[FATES.index(Fate.JOINED_BY_IT)]) == (1, 1)


def test_each_life_gives_its_whole_difference_to_its_first_fork_and_the_firm_keeps_its_own() -> None:
    # Given one who is saved and buys once more, one who pays another price, one who is alike, and higher wages
    later: Row = (70.0, Kind.PURCHASE, 0, 30, Account.SALES)
    dear: Row = (40.0, Kind.PURCHASE, 0, 120, Account.SALES)
    baseline = record([START, BUYS, LEAVES], [START, BUYS, later], [START, BUYS], firm=-40)
    alternative = record([START, BUYS, later], [START, dear], [START, BUYS], firm=-45)

    found = pair(baseline, alternative)

    by_fork = {name: amount / FIXED_POINT for name, amount in zip(FORKS, found.fork, strict=True) if amount}
    by_account = {name: amount / FIXED_POINT for name, amount in zip(ACCOUNTS, found.account, strict=True) if amount}
    assert by_fork == {"departure": 30.0, "purchase": -10.0, "firm": -5.0}
    assert by_account == {"sales": 20.0, "wages": -5.0}
    assert found.changed == 2


def test_a_fork_is_the_first_event_that_the_other_life_has_not() -> None:
    silent: Row = (40.0, Kind.SILENCE, 0, 0, Account.NONE)
    complains: Row = (40.0, Kind.COMPLAINT, 0, 0, Account.NONE)
    fails: Row = (40.0, Kind.FAILURE, 0, 0, Account.NONE)
    serving: Row = (40.0, Kind.SERVICE_COST, 0, -1, Account.SERVING)
    one = record([fails, silent], [BUYS, fails, serving], [BUYS], [BUYS, LEAVES], [BUYS])
    other = record([fails, complains], [BUYS, serving], [BUYS, LEAVES], [BUYS], [BUYS])

    found = forks(one.events, other.events, range(5))

    assert found.kind.tolist() == [Kind.SILENCE, Kind.FAILURE, Kind.DEPARTURE, Kind.DEPARTURE, SAME]
    assert found.day.tolist() == [40.0, 40.0, 50.0, 50.0, np.inf]
    assert found.shared.tolist() == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("field", [name for name in EVENT.names or () if name not in ("person", "kind")])
def test_events_that_differ_in_anything_are_a_fork(field: str) -> None:
    one, other = record([BUYS]).events, record([BUYS]).events
    other[field] += 1

    found = forks(one, other, range(1))

    assert (found.kind.tolist(), found.shared.tolist()) == ([Kind.PURCHASE], [0])


def test_a_person_whom_one_market_lacks_has_an_empty_life_there() -> None:
    found = pair(record([START]), record([START], [JOIN, BUYS]))

    assert (found.changed, found.lives[Kind.JOIN], found.fork[Kind.JOIN]) == (1, 1, 100 * FIXED_POINT)


# ------------------------------------------------------------ what is wrong is seen


def test_a_wrong_attribution_is_seen_by_the_plain_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given forks that name what both lives have instead of where they part
    def planted(one: Any, other: Any, persons: range) -> Forks:  # noqa: ANN401
        right = forks(one, other, persons)
        return replace(right, kind=np.where(right.kind == SAME, SAME, np.int64(Kind.JOIN)))

    records = record([START, BUYS, LEAVES]), record([START, BUYS])
    nothing: Any = None
    world = Worlds((nothing, nothing), (RATE, RATE), None)
    assert as_read_plainly(world, records)

    monkeypatch.setattr(ledger, "forks", planted)

    assert not as_read_plainly(world, records)


def test_an_amount_that_only_the_books_have_stops_the_ledger() -> None:
    wrong = record([START, BUYS])
    wrong.ledger[2, Account.SALES] += 1

    with pytest.raises(AuditFault, match="by first fork = by account"):
        pair(record([START, BUYS]), wrong)
