"""The story of a failure: silence, complaint, answer, giving up; lives made by hand, with every row and field.

Customers buy for 20.00 first at 0.868, and 0.249 days after that story is closed once more; every purchase fails.
Satisfaction starts at 0.5; a minor failure takes a tenth of it.
"""

from dataclasses import replace
from math import exp
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Mode, Network, Outcome, Severity, SpanLaw
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from tests.engine.hand import NOTHING, Row, buys, failing, life, times, unlike, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FREE = (Account.NONE, 0)  # an event that costs nothing
START = (0.0, Kind.JOIN, 0, NOTHING, *FREE, 1)
T = times(5)
GAP = [waits(Purpose.GAP, n, 1.0) for n in range(5)]
MINOR = 16 * Severity.MINOR + Cause.CORE  # the detail of a failure
ANSWERED, REFUSED = (0.0, 0.0, 1.0), (1.0, 0.0, 0.0)  # weights of justice under which all are helped at once, or none
NIGHT = {"desk_on": 1, "desk_opens": 0.0, "desk_closes": 0.4, "complaint_written": 1.0, "need_mean": 0.25}
KIND = {"recovery_weights": (0.0, 1.0, 0.0), "recovery_apology": 1, "recovery_empathy": 1}  # it helps after any wait
NOBODY = {"desk_on": 1, "desk_agents": 0}
ETHICS, BILLS = ((0.0,) * (k - 1) + (1.0,) + (0.0,) * (8 - k) for k in (Cause.ETHICS, Cause.PRICE))


def then(p: Parameters, day: int, run_length: float, **changes: Any) -> Setting:  # noqa: ANN401  any field of Parameters
    """Return a world of one customer in which parameters change at 00:00 of a day."""
    return Setting(1, run_length, phases=((0, p), (day, replace(p, **changes))))


def fails(time: float, n: int, before: Kind = Kind.PURCHASE, detail: int = MINOR) -> list[Row]:
    """Return the rows of a purchase that fails, up to the failure."""
    return [*buys(time, n, before), (time, Kind.FAILURE, n, (Kind.PURCHASE, 0, n), *FREE, detail)]


def complains(time: float, n: int, cost: int = 0, written: int = 0) -> tuple[Any, ...]:
    """Return the row of a complaint."""
    return (time, Kind.COMPLAINT, n, (Kind.FAILURE, 0, n), Account.HANDLING, -cost, written)


def test_a_failure_in_silence_takes_satisfaction_and_the_next_purchase_is_planned() -> None:
    record = both(world(failing(complaints_on=0), 1, T[2]))

    assert life(record) == [START, *fails(T[1], 1), (T[1], Kind.SILENCE, 1, (Kind.FAILURE, 0, 1), *FREE, 0)]
    assert not unlike(
        record.people[0], failures=1, complaints=0, last_failure=T[1], severity=Severity.MINOR, nature=Cause.CORE,
        outcome=Outcome.SILENT, satisfaction=pytest.approx(0.45), again=0, root=0, mode=0, next_purchase=T[2],
    )  # fmt: skip


def test_a_complaint_is_paid_answered_compensated_and_closed() -> None:
    p = failing(complaint_cost=300, recovery_fast_handling=1, recovery_fast_cost=50, recovery_compensation=0.5)
    record = both(world(p, 1, T[2]))

    assert life(record) == [
        START,
        *fails(T[1], 1),
        complains(T[1], 1, 300),
        (T[1], Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, -50, Outcome.FAST),
        (T[1], Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), Account.COMPENSATION, -1000, 1000),
        (T[1], Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.FAST),
    ]
    assert not unlike(
        record.people[0], complaints=1, resolved=1, given_up=0, complaint_time=T[1], wait=0.0, written=0, price=2000,
        outcome=Outcome.FAST, case=Case.NONE, voucher=0, satisfaction=pytest.approx(0.45 + 0.5 * 0.55),
        next_purchase=T[2],
    )  # fmt: skip
    assert not record.firm.any()


def test_a_voucher_is_given_now_and_paid_at_the_next_purchase() -> None:
    # Given that nothing fails any more from day 1 on, and a price a tenth above the basket
    p = failing(
        recovery_compensation=0.5,
        recovery_voucher=1,
        price_on=1,
        price_level=1.1,
        price_loss=0.0,
        price_frequency=0.0,
        price_basket=0.0,
    )
    record, before = (both(then(p, 1, end, failure_rate=0.0)) for end in (T[3], T[2]))

    given, redeemed = (row for row in life(record) if row[1] in (Kind.COMPENSATION, Kind.VOUCHER))
    assert T[1] < 1.0 < T[2]
    assert given == (T[1], Kind.COMPENSATION, 1, (Kind.SERVED, 0, 1), *FREE, 1100)
    assert redeemed == (T[2], Kind.VOUCHER, 2, (Kind.PURCHASE, 0, 2), Account.VOUCHERS, -770, 1100)
    assert not unlike(before.people[0], voucher=1100, price=2200, outcome=Outcome.FAST, severity=Severity.MINOR)
    assert not unlike(record.people[0], voucher=0, bought=2, outcome=Outcome.SILENT, severity=Severity.NONE)


@pytest.mark.parametrize(("chance", "outcome"), [(1.0, Outcome.RESOLVED), (0.0, Outcome.UNRESOLVED)])
def test_a_follow_up_is_paid_and_closes_the_complaint(chance: float, outcome: Outcome) -> None:
    p = failing(
        recovery_weights=REFUSED, recovery_follow_up=1, follow_up_lag=0.5, follow_up_cost=90, follow_up_chance=chance
    )
    later = T[1] + 0.5
    record, before = both(world(p, 1, later + GAP[1])), both(world(p, 1, later))

    assert life(record)[5:] == [
        (T[1], Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.UNRESOLVED),
        (later, Kind.FOLLOW_UP, 1, (Kind.SERVED, 0, 1), Account.FOLLOW_UP, -90, outcome),
        (later, Kind.CLOSED, 1, (Kind.FOLLOW_UP, 0, 1), *FREE, outcome),
    ]
    assert not unlike(before.people[0], case=Case.FOLLOW_UP, outcome=Outcome.UNRESOLVED, resolved=0)
    assert not unlike(record.people[0], case=Case.NONE, outcome=outcome, resolved=int(chance))
    assert not unlike(record.people[0], satisfaction=pytest.approx(0.45), next_purchase=later + GAP[1])


def test_a_complaint_in_vain_goes_public_and_lifts_nothing() -> None:
    p = failing(recovery_weights=REFUSED, reputation_on=1, public_chance=1.0)
    changes: list[dict[str, Any]] = [{"recovery_weights": ANSWERED}, {"public_chance": 0.0}, {"reputation_on": 0}]
    record, *others = (both(world(replace(p, **change), 1, T[2])) for change in [{}, *changes])

    assert life(record)[6:] == [
        (T[1], Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.UNRESOLVED),
        (T[1], Kind.PUBLIC, 1, (Kind.CLOSED, 0, 1), *FREE, 0),
    ]
    assert not unlike(record.people[0], resolved=0, outcome=Outcome.UNRESOLVED, satisfaction=pytest.approx(0.45))
    assert [life(other)[-1][1] for other in others] == [Kind.CLOSED] * 3


def test_an_insult_takes_a_fifth_of_satisfaction_and_counts_as_twice_the_blame() -> None:
    p = failing(
        recovery_weights=REFUSED, insults_on=1, recovery_insult=1.0, recovery_follow_up=1, blame_on=1, blame_temper=0.0
    )
    record, no_mood = both(world(p, 1, T[2])), both(world(replace(p, satisfaction_on=0), 1, T[2]))

    assert life(record)[5:] == [
        (T[1], Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.INSULTED),
        (T[1], Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.INSULTED),
    ]
    assert not unlike(record.people[0], satisfaction=pytest.approx(0.45 * 0.8), resolved=0)
    assert record.people[0]["blame"].tolist() == [1.0, 0, 0, 0, 4.0, 0, 0, 0]
    assert no_mood.people[0]["satisfaction"] == 0.5


@pytest.mark.parametrize(("weights", "root"), [(ANSWERED, Cause.NONE), (REFUSED, Cause.ETHICS)])
def test_only_a_resolved_complaint_removes_the_root(weights: tuple[float, ...], root: Cause) -> None:
    p = failing(causes_on=1, failure_causes=ETHICS, root_removal=1.0, root_repeat=1.0, recovery_weights=weights)
    p = replace(p, recovery_by_cause=(1.0,) * 8)
    record = both(world(p, 1, T[2]))

    assert life(record)[:4] == [START, *fails(T[1], 1, detail=16 * Severity.MINOR + Cause.ETHICS)]
    assert not unlike(record.people[0], root=root, nature=Cause.ETHICS)


def test_blame_adds_up_by_cause_and_has_faded_when_a_purchase_closes() -> None:
    # Given blame of which 37% is left after a day, and nothing failing from day 1 on
    p = failing(recovery_weights=REFUSED, blame_on=1, blame_span=1.0, blame_temper=0.0)
    first, second = both(world(p, 1, T[2])), both(then(p, 1, T[3], failure_rate=0.0))
    left = exp(T[1] - T[2])

    assert first.people[0]["blame"].tolist() == [1.0, 0, 0, 0, 2.0, 0, 0, 0]
    assert second.people[0]["blame"].tolist() == pytest.approx([left, 0, 0, 0, 2.0 * left, 0, 0, 0])
    assert not unlike(second.people[0], blame_time=T[2])


def test_who_leaves_blames_the_decisive_cause_and_what_has_a_tenth_of_the_blame() -> None:
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, 0.5)
    p = failing(complaints_on=0, blame_on=1, blame_temper=0.0, hazards_on=1, hazard_rates=(0, 0, 0.5, 0, 0, 0, 0, 0))
    record, plain = both(world(p, 1, 99.0)), both(world(replace(p, blame_on=0), 1, 99.0))

    assert leaves > T[1]
    assert not unlike(record.people[0], left=leaves, cause=Cause.PRICE, blamed=0b101)
    assert plain.people[0]["blamed"] == 0


@pytest.mark.parametrize(("memory", "again", "part"), [(0.2, 0, 0.5), (0.3, 1, 0.0)])
def test_a_second_failure_that_the_first_is_remembered_at_is_not_made_good(
    memory: float, again: int, part: float
) -> None:
    assert T[2] - T[1] == pytest.approx(0.249, abs=0.0005)
    record = both(world(failing(satisfaction_memory=memory), 1, T[3]))

    mood = 0.9 * (0.45 + 0.5 * 0.55)
    assert not unlike(record.people[0], again=again, last_failure=T[2], failures=2, resolved=2)
    assert record.people[0]["satisfaction"] == pytest.approx(mood + part * (1.0 - mood))


@pytest.mark.parametrize(("harm", "severity", "left"), [(1.0, Severity.HARM, 0.1), (0.0, Severity.MAJOR, 0.6)])
def test_harm_takes_more_satisfaction_than_a_major_failure(harm: float, severity: Severity, left: float) -> None:
    p = failing(causes_on=1, failure_causes=ETHICS, failure_major=1.0, failure_harm=harm, recovery_weights=REFUSED)
    record = both(world(replace(p, outcome_harm=0.95), 1, T[2]))

    assert life(record)[3] == fails(T[1], 1, detail=16 * severity + Cause.ETHICS)[-1]
    assert not unlike(record.people[0], severity=severity, satisfaction=pytest.approx(0.5 * left))


@pytest.mark.parametrize(
    ("cause", "mode", "deadline", "outcome"),
    [
        (BILLS, Mode.BILLING, 0.13, Outcome.UNRESOLVED),
        (BILLS, Mode.BILLING, 0.14, Outcome.FAST),
        (ETHICS, Mode.DISHONEST, 0.13, Outcome.FAST),
        (ETHICS, Mode.UNSAFE, 0.13, Outcome.FAST),
    ],
)
def test_the_deadline_binds_wrong_bills_alone(
    cause: tuple[float, ...], mode: Mode, deadline: float, outcome: Outcome
) -> None:
    # Given a letter that is read after 0.132 days, and answers that help after any mode
    weights = tuple(float(k == mode) for k in range(1, 11))
    p = failing(**NIGHT, **KIND, causes_on=1, failure_causes=cause, modes_on=1, mode_weights=weights)
    p = replace(p, billing_deadline=deadline)
    record = both(world(replace(p, recovery_apology_by_mode=(1.0,) * 10), 1, 1.3))

    assert record.people[0]["wait"] == pytest.approx(0.132, abs=0.0005)
    detail = 64 * mode + 16 * Severity.MINOR + cause.index(1.0) + 1
    assert life(record)[3] == fails(T[1], 1, detail=detail)[-1]
    assert not unlike(record.people[0], mode=mode, outcome=outcome)


def test_a_failure_takes_trust_and_familiarity() -> None:
    # Given that nothing fails on day 0, when service is half above what is expected
    p = failing(
        complaints_on=0, failure_rate=0.0, familiarity_on=1, familiarity_basket=0.0, familiarity_rate=0.0,
        expectation_on=1, expectation_noise=0.0, expectation_market=0.0, service_level=1.0, trust_down=0.25,
    )  # fmt: skip
    record, before = (both(then(p, 1, end, failure_rate=1.0)) for end in (T[3], T[2]))

    assert not unlike(before.people[0], failures=0, trust=pytest.approx(0.1), familiarity=pytest.approx(0.05))
    assert not unlike(record.people[0], failures=1, trust=pytest.approx(0.075), familiarity=pytest.approx(0.035))


def test_a_letter_that_comes_at_night_is_answered_at_opening() -> None:
    p = failing(
        **NIGHT, recovery_weights=(0.0, 1.0, 0.0), recovery_apology=1, recovery_empathy=1, recovery_tau_fast=0.1
    )
    ends = (0.9, 1.1, 1.25 + GAP[1])
    waiting, served, record = (both(world(p, 1, end)) for end in ends)

    assert life(record)[4:] == [
        complains(T[1], 1, written=1),
        (1.0, Kind.ANSWER, 1, (Kind.COMPLAINT, 0, 1), *FREE, 0),
        (1.25, Kind.SERVED, 1, (Kind.COMPLAINT, 0, 1), Account.HANDLING, 0, Outcome.RESOLVED),
        (1.25, Kind.CLOSED, 1, (Kind.SERVED, 0, 1), *FREE, Outcome.RESOLVED),
    ]
    assert [r.people[0]["case"] for r in (waiting, served, record)] == [Case.WAITING, Case.SERVED, Case.NONE]
    assert not unlike(record.people[0], wait=1.0 - T[1], written=1, resolved=1, next_purchase=1.25 + GAP[1])


def test_where_the_desk_is_closed_down_nobody_waits_any_more() -> None:
    # Given two letters that wait for a morning, and no desk from day 3 on
    p = failing(**NIGHT)
    third = 2.25 + GAP[2]
    record, before = (both(then(p, 3, end, desk_on=0)) for end in (third + 1e-9, third))

    assert 1.4 < 1.25 + GAP[1] < 2.0
    assert third > 3.0
    assert not unlike(before.people[0], wait=2.0 - (1.25 + GAP[1]), complaints=2)
    assert not unlike(record.people[0], wait=0.0, complaints=3, outcome=Outcome.FAST, case=Case.NONE)


def test_who_gives_up_goes_public_is_less_satisfied_and_gives_up_the_next_time_too() -> None:
    p = failing(**NOBODY, patience_law=SpanLaw.FIXED, patience_mean=0.1, reputation_on=1, public_chance=1.0)
    p = replace(p, blame_on=1, blame_temper=0.0)
    once = T[1] + 0.1
    second = once + GAP[1]
    record, twice = both(world(p, 1, second)), both(world(p, 1, second + 0.1 + 1e-9))
    ends = [
        (once, Kind.GIVE_UP, 1, (Kind.COMPLAINT, 0, 1), *FREE, 0),
        (once, Kind.PUBLIC, 1, (Kind.GIVE_UP, 0, 1), *FREE, 0),
    ]

    assert life(record) == [START, *fails(T[1], 1), complains(T[1], 1), *ends]
    assert not unlike(
        record.people[0], given_up=1, resolved=0, case=Case.NONE, outcome=Outcome.UNRESOLVED, patient=1,
        satisfaction=pytest.approx(0.45 * 0.8), next_purchase=second,
    )  # fmt: skip
    assert record.people[0]["blame"].tolist() == pytest.approx([exp(-0.1 / 365.0), 0, 0, 0, 2.0, 0, 0, 0])
    assert [row[0] for row in life(twice) if row[1] == Kind.GIVE_UP] == [once, second + 0.1]


@pytest.mark.parametrize(
    ("changes", "after"),
    [
        ({"complaints_on": 0}, Kind.SILENCE),
        ({"recovery_weights": REFUSED}, Kind.CLOSED),
        (NOBODY | {"patience_law": SpanLaw.FIXED, "patience_mean": 0.0}, Kind.GIVE_UP),
    ],
)
def test_she_warns_others_after_her_story_has_closed(changes: dict[str, Any], after: Kind) -> None:
    p = failing(**changes, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0, talk_warn=5.0)
    record = both(world(p, 2, T[1] + 1e-9))

    warnings = [row for row in life(record) if row[1] == Kind.WARNING]
    assert warnings == [(T[1], Kind.WARNING, 512 + 2 * k, (after, 0, 1), *FREE, 1) for k in range(len(warnings))]
    assert record.people[0]["warned"] == len(warnings) > 0
