"""What a customer's worth grows by, by hand: who follows an intermediary, what is booked, and what ends with what."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.model.draws import Purpose, uniform
from sim.model.events import Account, Cause, Kind, Loss, RateLaw, Route, Status
from sim.model.parameters import Parameters
from sim.model.rules.clocks import WITHIN_THE_DAY
from sim.model.setting import Setting
from sim.record import Record
from tests.engine.hand import complainers, rows
from tests.engine.side_by_side import both
from tests.oracles.checks import quiet, world

DEALERS: dict[str, Any] = {"partners_on": 1, "partners_share": 0.2, "partners_leaving": 1.0, "start_customers": 1.0}


def led(record: Record) -> Any:  # noqa: ANN401  rows of the log
    """Return the departures that followed another person's."""
    left = rows(record, Kind.DEPARTURE)
    return left[left["parent_person"] != left["person"]]


def dealing(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a market of intermediaries in which people leave now and then for the price."""
    given = DEALERS | {"buying_rate": 0.1, "leaving_chance": 0.1, "leaving_causes": (0, 0, 1.0, 0, 0, 0, 0, 0)}
    return quiet(**(given | changes))


def test_who_follows_leaves_on_the_day_after_for_the_same_cause_as_another_loss() -> None:
    record = both(world(dealing(), 300, 200.0))
    people, found = record.people, led(record)

    assert len(found) > 30
    for row in found:
        c, dealer = people[row["person"]], int(row["parent_person"])
        [before] = [r for r in rows(record, Kind.DEPARTURE, dealer) if r["occasion"] == row["parent_occasion"]]
        assert c["partner"] == dealer
        assert row["parent_kind"] == Kind.DEPARTURE
        assert int(row["time"]) == int(before["time"]) + 1
        assert row["time"] % 1.0 == pytest.approx(
            WITHIN_THE_DAY * uniform(int(c["key"]), Purpose.PARTNER, 2 * int(row["parent_occasion"]) + 4)
        )
        assert row["detail"] // 8 % 16 == before["detail"] // 8 == Cause.PRICE
        assert c["loss"] == Loss.OTHER
    # Then nobody stays whose intermediary has left
    left = np.flatnonzero((people["intermediary"] == 1) & (people["left"] < 199.0))
    assert not np.isin(people["partner"][people["status"] == Status.CUSTOMER], left).any()


def test_nobody_follows_if_nobody_is_taken_along() -> None:
    record = both(world(dealing(partners_takes=0.0), 300, 200.0))

    assert len(led(record)) == 0
    assert not (record.people["loss"] == Loss.OTHER).any()


def test_customers_of_a_dealer_who_moved_away_go_to_rivals_too() -> None:
    p = dealing(leaving_chance=0.0, hazards_on=1, hazard_rates=(0.0,) * 7 + (0.005,), leaving_to_rival=0.5)
    record = both(world(p, 600, 200.0))

    found = led(record)
    assert set((found["detail"] % 128).tolist()) == {Cause.INVOLUNTARY * 8 + to for to in (Status.RIVAL, Status.OUT)}


def test_who_waits_at_the_desk_withdraws_the_complaint_and_follows() -> None:
    p = complainers(**DEALERS, desk_on=1, desk_agents=0, buying_rate=0.3, hazards_on=1,
                    hazard_rates=(0.0, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0, 0.0))  # fmt: skip
    record = both(world(p, 300, 150.0))

    gone = {(r["person"], r["time"]) for r in rows(record, Kind.WITHDRAWAL)}
    assert sum((r["person"], r["time"]) in gone for r in led(record)) > 10


def test_a_dealer_who_comes_back_on_the_day_she_left_has_taken_her_customers_along_all_the_same() -> None:
    # Given that everybody leaves at once for a rival, and that advertising brings them back within the day
    p = dealing(leaving_chance=0.3, buying_rate=1.0, leaving_to_rival=1.0, advertising_on=1, rival_openness=1.0)
    p = replace(p, advertising_rate=5.0)
    record = both(world(p, 200, 30.0))

    back = {(r["person"], int(r["time"])) for r in rows(record, Kind.JOIN) if r["time"] > 0}
    same_day = [r for r in rows(record, Kind.DEPARTURE) if (r["person"], int(r["time"])) in back]
    parents = {(int(r["parent_person"]), int(r["parent_occasion"])) for r in led(record)}
    departures = {(int(r["person"]), int(r["occasion"])) for r in rows(record, Kind.DEPARTURE)}
    assert same_day
    assert parents <= departures
    assert parents & {(int(r["person"]), int(r["occasion"])) for r in same_day}


def test_the_joining_row_carries_the_cost_of_winning_but_for_starters_and_entrants() -> None:
    p = quiet(
        acquisition_on=1, acquire_cost=700, start_customers=0.3, start_rival=0.2, advertising_on=1, leaving_chance=0.1
    )
    setting = replace(world(replace(p, advertising_rate=0.01), 200, 200.0), entries=(3, 0, 5))
    record = both(setting)

    joined = rows(record, Kind.JOIN)
    free = np.isin(joined["detail"], (Route.START, Route.ENTRY))
    assert set(joined["detail"].tolist()) == {Route.START, Route.ENTRY, Route.ADVERTISING}
    assert set(joined["amount"][free].tolist()) == set(joined["account"][free].tolist()) == {0}
    assert set(joined["amount"][~free].tolist()) == {-700}
    assert record.ledger[:, Account.ACQUISITION].sum() == -700 * int((~free).sum())


def test_products_end_at_the_most_and_are_given_up_with_the_firm() -> None:
    p = quiet(
        crossbuying_on=1, cross_chance=1.0, cross_products=3, start_customers=1.0, buying_rate=0.2, leaving_chance=0.02
    )
    record = both(world(p, 100, 200.0))
    people = record.people

    assert set(rows(record, Kind.CROSS_BUY)["detail"].tolist()) == {2, 3}
    gone = people["status"] != Status.CUSTOMER
    assert gone.any()
    assert set(people["products"][gone].tolist()) == {0}
    assert people["products"][~gone].max() == 2


def test_a_programme_that_ends_leaves_the_running_gap_and_no_other() -> None:
    p = quiet(reward_on=1, reward_share=0.1, reward_frequency=1.0, start_customers=1.0, buying_rate=0.1,
              buying_rate_law=RateLaw.FIXED)  # fmt: skip
    phases = ((0, p), (50, replace(p, reward_share=0.0, reward_frequency=0.0)))
    record, plain = (both(Setting(30, 200.0, phases=f)) for f in (phases, ((0, replace(p, reward_on=0)),)))

    paid = [r for r in rows(record, Kind.SERVICE_COST) if r["account"] == Account.REWARDS]
    assert all(r["time"] < 50.0 for r in paid)
    prices = {(r["person"], r["occasion"]): int(r["amount"]) for r in rows(record, Kind.PURCHASE)}
    assert all(abs(int(r["amount"])) == round(prices[r["person"], r["occasion"]] * 0.1) for r in paid)
    for person in range(30):
        with_it, without = (np.concatenate(([0.0], rows(r, Kind.PURCHASE, person)["time"])) for r in (record, plain))
        gaps, usual = np.diff(with_it), np.diff(without)
        some = min(len(gaps), len(usual))
        halved = with_it[:some] < 50.0
        assert gaps[:some][halved] == pytest.approx(usual[:some][halved] / 2.0)
        assert gaps[:some][~halved] == pytest.approx(usual[:some][~halved])
