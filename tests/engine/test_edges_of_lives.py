"""Lives at their edges: nobody, one person, everybody leaves, moving away from the desk, word of one day."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.draws import Purpose, uniform
from sim.model.events import Account, Case, Cause, Kind, Network, Normalise, Reception, RecoveryLaw, Route, Status
from sim.model.parameters import Parameters
from sim.record import Record
from tests.engine.hand import complainers, loyal, rows, story, unlike
from tests.engine.side_by_side import both
from tests.oracles.checks import quiet, world

MOVING = (0.0,) * 7 + (0.05,)


def talkers(**changes: object) -> Parameters:
    """Return parameters under which customers tell somebody every other day, and nothing else happens."""
    given = {
        "talk_on": 1,
        "talk_rate": 0.5,
        "talk_warn": 0.0,
        "praise_mean": 0.0,
        "buying_rate": 0.0,
    }
    return quiet(**(given | {"talk_network": Network.COMPLETE} | changes))


def test_with_all_rates_at_zero_nothing_happens() -> None:
    record = both(world(quiet(buying_rate=0.0, start_customers=0.4, start_rival=0.3), 50, 400.0))

    assert set(record.events["kind"].tolist()) == {Kind.JOIN}
    assert record.counts[0, Kind.JOIN] == record.heads[Status.CUSTOMER] > 0
    assert not record.ledger.any()


def test_where_nobody_is_ever_a_customer_there_is_no_event_and_no_money() -> None:
    record = both(world(quiet(start_customers=0.0, start_rival=0.5), 50, 400.0))

    assert len(record.events) == 0
    assert not record.ledger.any()
    assert record.heads[Status.PROSPECT] + record.heads[Status.RIVAL] == 50


def test_where_nobody_is_ever_a_customer_the_desk_and_the_network_stand_idle() -> None:
    p = talkers(start_customers=0.0, desk_on=1, complaints_on=1, failures_on=1, talk_network=Network.RING)
    record = both(world(p, 50, 40.0))

    assert len(record.events) == 0


def test_one_person_lives_alone() -> None:
    record = both(world(quiet(start_customers=1.0, buying_rate=0.5), 1, 100.0))

    assert len(record.people) == 1
    assert record.people["bought"][0] == record.counts[0, Kind.PURCHASE] > 20


@pytest.mark.parametrize("normalise", Normalise)
@pytest.mark.parametrize("network", Network)
def test_one_person_has_nobody_to_tell(network: Network, normalise: Normalise) -> None:
    record = both(world(talkers(start_customers=1.0, talk_network=network, talk_normalise=normalise), 1, 60.0))

    assert record.people["tellings"][0] > 10
    assert record.counts[0, Kind.PRAISE] == record.counts[0, Kind.WARNING] == 0


@pytest.mark.parametrize("network", [n for n in Network if n != Network.NONE])
def test_two_persons_can_only_tell_each_other(network: Network) -> None:
    record = both(world(talkers(start_customers=1.0, talk_network=network), 2, 60.0))

    told = record.events[record.events["kind"] == Kind.PRAISE]
    assert (told["detail"] == 1 - told["person"]).all()
    assert (len(told) > 20) == (network in (Network.COMPLETE, Network.PAIRS))


def test_when_everybody_leaves_each_leaves_at_her_first_decision() -> None:
    record = both(world(quiet(leaving_chance=1.0, start_customers=1.0, buying_rate=0.5), 80, 300.0))

    assert record.heads[Status.CUSTOMER] == 0
    assert (record.people["bought"] == 1).all()
    assert np.array_equal(record.people["left"], record.people["first_purchase"])
    assert record.counts[0, Kind.DEPARTURE] == 80


def test_after_everybody_has_left_only_the_books_go_on() -> None:
    p = quiet(leaving_chance=1.0, start_customers=1.0, buying_rate=5.0, care_on=1, care_spend=100.0, care_most=0.0)
    record = both(world(p, 20, 400.0))
    last = float(record.people["left"].max())

    assert last < 31
    assert not record.ledger[2:].any()
    assert record.ledger[1, Account.CARE] < 0


def departures_at_the_desk(p: Parameters, persons: int) -> Record:
    """Return the record of persons who complain when they enter and of whom some move away before the story closes."""
    return both(world(p, persons, 60.0, entries=(persons,)), seed=9)


@pytest.mark.parametrize(
    ("changes", "before"),
    [
        ({"desk_on": 1, "desk_agents": 0}, "COMPLAINT"),
        ({"desk_on": 1, "desk_agents": 200, "need_mean": 100.0}, "ANSWER"),
        ({"recovery_follow_up": 1, "follow_up_lag": 100.0}, "SERVED"),
    ],
    ids=["waiting", "in service", "during follow-up"],
)
def test_moving_away_withdraws_the_complaint(changes: dict[str, object], before: str) -> None:
    # Given that moving away is the only reason to leave, about once in 20 days
    p = complainers(hazards_on=1, hazard_rates=MOVING, recovery_weights=(1.0, 0.0, 0.0), buying_rate=0.0, **changes)
    record = departures_at_the_desk(p, 100)
    withdrawn = rows(record, Kind.WITHDRAWAL)

    # Then who moves before her story closes withdraws at that time, and that is the end of her story
    assert len(withdrawn) > 50
    for row in withdrawn:
        c = record.people[row["person"]]
        assert row["time"] == c["moves"] == c["left"]
        names = [name for name, _ in story(record, row["person"])]
        assert names[-3:] == [before, "WITHDRAWAL", "DEPARTURE"]
        assert (c["status"], c["cause"], c["case"]) == (Status.OUT, Cause.INVOLUNTARY, Case.NONE)
    stayed = record.people["moves"] >= 60.0
    assert (record.people["case"][stayed] > 0).all()


def test_an_agent_serves_on_when_the_complainer_has_moved_away() -> None:
    # Given one agent, services of four days, and complainers who may move away meanwhile
    p = complainers(hazards_on=1, hazard_rates=MOVING, desk_on=1, need_mean=4.0, buying_rate=0.0)
    record = departures_at_the_desk(p, 40)
    began = rows(record, Kind.ANSWER)
    gone = {int(row["person"]) for row in rows(record, Kind.WITHDRAWAL)} & {int(row["person"]) for row in began}

    # Then services follow each other as if nobody had gone, but nobody who is gone is taken
    assert gone
    starts = began["time"]
    ends = starts + 4.0
    assert np.array_equal(starts[1:], ends[:-1])
    assert len(starts) >= 8
    assert all(record.people["moves"][row["person"]] > row["time"] for row in began)


def test_somebody_who_moved_away_may_not_be_answered_for_a_later_purchase() -> None:
    """An end of service that comes after a departure must not touch whoever the person is by then."""
    p = complainers(
        desk_on=1, need_mean=3.0, desk_agents=5, hazards_on=1, hazard_rates=(0.0, 0.0, 0.2, 0, 0, 0, 0, 0.0),
        leaving_to_rival=1.0, rival_openness=1.0, advertising_on=1, advertising_most=2.0, advertising_spend=1e9,
    )  # fmt: skip
    record = both(world(p, 40, 60.0, entries=(40,)))
    answered = {(r["person"], r["occasion"]): r["time"] for r in rows(record, Kind.ANSWER)}
    served = rows(record, Kind.SERVED)

    assert record.counts[0, Kind.WITHDRAWAL] > 40
    assert (record.people["purchases"] > 2).any()
    assert len(served) > 20
    assert all(r["time"] == answered[r["person"], r["occasion"]] + 3.0 for r in served)


def test_word_of_one_day_arrives_good_before_bad_then_by_teller() -> None:
    # Given that half of the customers are content and tell so, half are not, and many tell the same prospect
    p = talkers(
        start_customers=0.8, talk_rate=3.0, talk_reception=Reception.HEADROOM, talk_headroom_praise=0.3,
        talk_headroom_blame=0.4, talk_inclination=0.1, talk_occasion_rate=0.0, satisfaction_on=1, failures_on=1,
        failure_rate=0.5, buying_rate=0.3, talk_warn=0.5, satisfaction_gain=0.1, satisfaction_minor=0.4,
        satisfaction_major=0.6, outcome_minor=(0.95,) * 4, outcome_major=(0.95,) * 4,
    )  # fmt: skip
    record = both(world(p, 40, 12.0))
    expected, mixed = inclinations_by_hand(record, good_first=True)
    wrong, _ = inclinations_by_hand(record, good_first=False)
    listeners = record.people["status"] == Status.PROSPECT

    # Then the inclinations are those of good before bad, and would be others the other way round
    assert mixed > 10
    assert np.array_equal(record.people["inclination"][listeners], expected[listeners])
    assert not np.array_equal(wrong[listeners], expected[listeners])


def inclinations_by_hand(record: Record, *, good_first: bool) -> tuple[np.ndarray, int]:
    """Return everybody's inclination from the log, and on how many days a prospect heard both good and bad."""
    inclination = np.full(len(record.people), 0.1)
    told = record.events[np.isin(record.events["kind"], (Kind.PRAISE, Kind.WARNING))]
    told = told[told["time"] < 11.0]  # what is told on the last day would arrive at the end
    heard: dict[tuple[int, int], set[int]] = {}
    sign = 1 if good_first else -1
    for r in sorted(told, key=lambda r: (int(r["time"]), sign * r["kind"], r["person"], r["occasion"])):
        k = int(r["detail"])
        if r["kind"] == Kind.PRAISE:
            inclination[k] += 0.3 * (1.0 - inclination[k])
        else:
            inclination[k] -= 0.4 * inclination[k]
        if record.people["status"][k] == Status.PROSPECT:
            heard.setdefault((k, int(r["time"])), set()).add(int(r["kind"]))
    return inclination, sum(len(kinds) == 2 for kinds in heard.values())


def test_who_is_told_joins_on_the_next_day_and_buys_at_once() -> None:
    p = talkers(start_customers=0.2, talk_conversion=1.0)
    record = both(world(p, 40, 30.0))
    joined = rows(record, Kind.JOIN)
    joined = joined[joined["detail"] == Route.TELLING]

    assert len(joined) > 20
    for row in joined:
        c = record.people[row["person"]]
        told = rows(record, Kind.PRAISE, row["parent_person"])
        told = told[told["occasion"] == row["parent_occasion"]][0]
        next_day = np.floor(told["time"]) + 1
        assert row["time"] == next_day + uniform(int(c["key"]), Purpose.JOIN_TIME, 0)
        assert c["first_purchase"] == row["time"]


def test_of_two_who_praise_on_one_day_the_earlier_joining_counts_once() -> None:
    record = both(world(talkers(start_customers=0.5, talk_rate=20.0, talk_conversion=1.0), 30, 5.0))

    joins = rows(record, Kind.JOIN)
    assert len(joins) == 30
    assert (joins["detail"] == Route.TELLING).sum() > 5
    assert np.array_equal(np.sort(joins["person"]), np.arange(30))


def test_entrants_come_on_their_day_and_who_comes_after_the_end_never_comes() -> None:
    record = both(world(quiet(buying_rate=0.0), 10, 3.0, entries=(2, 0, 3, 4)))

    entered = rows(record, Kind.ENTRY)
    assert np.floor(entered["time"]).tolist() == [0, 0, 2, 2, 2]
    assert sorted(entered["person"].tolist()) == [0, 1, 2, 3, 4]
    assert record.heads[Status.ABSENT] == 4
    assert record.people["bought"][:9].tolist() == [1] * 5 + [0] * 4


def test_under_a_measured_mix_of_one_outcome_everybody_has_that_outcome() -> None:
    p = complainers(
        recovery_law=RecoveryLaw.MIX, recovery_mix=(0.0, 1.0, 0.0), recovery_mix_costs=(100.0, 200.0, 300.0)
    )
    record = both(world(p, 20, 30.0, entries=(20,)))

    assert record.people["resolved"].sum() == record.counts[0, Kind.CLOSED] > 20
    assert (rows(record, Kind.SERVED)["amount"] == -200).all()


def test_in_a_closed_market_nobody_enters_or_is_won_and_who_is_there_buys_on() -> None:
    # Given somebody who is to enter on day 3, and a customer's neighbour whom advertising and occasions would bring in
    p = loyal(advertising_on=1, talk_on=1, talk_network=Network.NONE, talk_reception=Reception.HEADROOM, talk_rate=0.0,
              talk_inclination=1.0, start_customers=0.5)  # fmt: skip
    p = replace(p, advertising_rate=0.1, talk_occasion_rate=0.1)
    open_to_all = world(p, 20, 30.0, entries=(0, 0, 0, 1))
    closed = replace(open_to_all, phases=((0, p), (1, replace(p, market_closed=1))))

    before, record = both(open_to_all), both(closed)

    came = before.events[before.events["kind"] == Kind.JOIN]
    assert {Route.ENTRY, Route.ADVERTISING, Route.OCCASION} <= {Route(one) for one in came["detail"]}
    joins = record.events[record.events["kind"] == Kind.JOIN]
    assert {Route(one) for one in joins[joins["time"] >= 1.0]["detail"]} == set()
    assert not (record.events["kind"] == Kind.ENTRY).any()
    absent, others = record.people[0], record.people[record.people["status"] == Status.PROSPECT]
    assert not unlike(absent, status=Status.ABSENT, entry=float("inf"))
    assert len(others)
    assert np.isinf(others["next_occasion"]).all()
    assert np.isinf(others["next_purchase"]).all()
    stayed = record.people["status"] == Status.CUSTOMER
    assert (record.people["bought"][stayed] > 0).all()
