from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Cause, Kind, Loss, Status
from sim.record import EVENT, Record, sorted_events
from sim.response import RESPONSES, responses_of
from sim.response.rivalry import lost_by, margin_to_rivals, share_of_wallet
from tests.response.conftest import Run

ON: dict[str, object] = {
    f"mechanisms__{name}": "true" for name in ("rivals", "poaching", "wallet", "dropping", "price")
} | {
    "rivals__rate": "3/year", "rivals__quality": 1, "poaching__strength": 0, "dropping__complaints": 1,
    "dropping__worth": "100 CNY", "dropping__every": 20,
}  # fmt: skip


@pytest.fixture(scope="module")
def record(run: Run) -> Record:
    return run(**ON)


def with_departures(record: Record, *details: int) -> Record:
    """Return a record whose log holds departures of these details only."""
    rows = np.zeros(len(details), EVENT)
    rows["kind"], rows["detail"], rows["person"] = Kind.DEPARTURE, details, np.arange(len(details))
    return replace(record, events=sorted_events(rows))


def test_losses_are_told_apart_by_what_was_appointed_and_else_by_the_cause(record: Record) -> None:
    # Given one poached, two dropped, one attracted by the rival, one for competition by the calendar, one for the price
    appointed = [128 * loss + 8 * Cause.COMPETITION + Status.RIVAL for loss in (Loss.POACHED, Loss.ATTRACTED)]
    dropped = 128 * Loss.DROPPED + 8 * Cause.INVOLUNTARY + Status.OUT
    calendar = [8 * Cause.COMPETITION + Status.OUT, 8 * Cause.PRICE + Status.RIVAL]
    made = with_departures(record, *appointed, dropped, dropped, *calendar)
    # Then
    assert [lost_by(made, loss) for loss in (Loss.POACHED, Loss.ATTRACTED, Loss.DROPPED)] == [1, 2, 2]
    assert lost_by(replace(made, complete=False), Loss.POACHED) is None


def test_log_and_people_tell_the_same_losses_where_nobody_left_twice(record: Record) -> None:
    departures = record.events[record.events["kind"] == Kind.DEPARTURE]["person"]
    people, once = record.people, np.bincount(departures, minlength=len(record.people)) == 1
    assert once.sum() > 20
    mine = replace(record, events=record.events[once[record.events["person"]] & (record.events["person"] >= 0)])
    for loss in (Loss.POACHED, Loss.ATTRACTED, Loss.DROPPED):
        assert lost_by(mine, loss) == np.count_nonzero(people["loss"][once] == loss) > 0


def test_the_share_of_wallet_counts_occasions_here_and_elsewhere(record: Record) -> None:
    own, elsewhere = int(record.counts[0, Kind.PURCHASE]), int(record.counts[0, Kind.ELSEWHERE])
    assert elsewhere > 0
    assert share_of_wallet(record) == own / (own + elsewhere)


def test_the_margin_that_went_to_rivals_is_that_of_those_who_are_there_at_the_end(record: Record) -> None:
    people = record.people
    gone = people[(people["status"] == Status.RIVAL) & np.isfinite(people["left"])]
    sales, goods = (int(record.ledger[:, account].sum()) for account in (Account.SALES, Account.GOODS))
    found = margin_to_rivals(record)
    assert found == pytest.approx((gone["rate"] * gone["basket"]).sum() * 365 * (sales + goods) / sales, abs=1.0)
    assert isinstance(found, int)
    assert found > 0
    assert margin_to_rivals(replace(record, ledger=np.zeros_like(record.ledger))) is None


def test_without_rivals_the_whole_wallet_is_the_firms(run: Run) -> None:
    found = responses_of(run(), 0.1)
    assert (found["share_of_wallet"], found["poached"], found["dropped"]) == (1.0, 0, 0)
    assert list(RESPONSES)[-1] == "margin_to_rivals"
