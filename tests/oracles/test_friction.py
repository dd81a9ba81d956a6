"""Firm 39: the load of rules, what it does to leaving for inconvenience, and hand-offs, against closed forms."""

from dataclasses import replace
from math import exp
from typing import Any

import numpy as np
import pytest

from sim.model.events import Cause, Kind, RecoveryLaw, Severity
from sim.model.flat import Person
from sim.model.level.endings import resolved_share, waits
from sim.model.parameters import Parameters
from sim.model.rules.by_cause import cause_factor, everyday_factor
from sim.model.rules.friction import calm_left, friction_load, inconvenience
from tests.oracles.checks import (
    Scores,
    assert_caught,
    assert_holds,
    mean_score,
    newcomers,
    quiet,
    share_score,
    simulated,
)
from tests.oracles.one_failure import one_failure

PERSONS = 40_000
P = replace(Parameters(), friction_on=1, friction_base=0.0179)
NO_QUEUE = replace(P, rule_queue=0.0)


def test_the_load_is_bites_times_effort_and_queues_are_two_thirds_of_it() -> None:
    assert [friction_load(p) for p in (P, NO_QUEUE)] == pytest.approx([0.0179, 0.0059])
    assert inconvenience(NO_QUEUE, Person()) == pytest.approx(0.33, abs=5e-4)
    assert 0.015 * inconvenience(NO_QUEUE, Person()) == pytest.approx(0.0049, abs=5e-5)
    assert friction_load(replace(P, rule_appointment=1.0)) == pytest.approx(0.0179 + 0.05)


def test_without_queues_everyday_leaving_falls_by_two_thirds_of_its_part() -> None:
    c = Person()
    assert everyday_factor(P, c) == pytest.approx(1.0)
    assert everyday_factor(NO_QUEUE, c) == pytest.approx(0.9154, abs=5e-5)  # of all parts; .9185 if they summed to 1
    assert 1.0 - 0.1216 * (1.0 - inconvenience(NO_QUEUE, Person())) == pytest.approx(0.9185, abs=5e-5)
    assert [cause_factor(NO_QUEUE, c, k) for k in Cause if k not in (Cause.NONE, Cause.INCONVENIENCE)] == [1.0] * 7


def left_in_a_year(p: Parameters) -> tuple[int, int]:
    """Return how many left in a life of one purchase, and how many of them for inconvenience."""
    people = simulated(newcomers(p, PERSONS, 1.0)).people
    return int((people["cause"] > 0).sum()), int((people["cause"] == Cause.INCONVENIENCE).sum())


def test_as_many_leave_and_for_inconvenience_as_the_parts_say() -> None:
    """40,000 decisions at .30: catches 1.3 points of leaving and .7 of its cause; queues left as they are are seen."""
    p = quiet(buying_rate=0.0, leaving_chance=0.30, friction_on=1, friction_base=0.0179, rule_queue=0.0, rule_fee=0.0)
    part = 0.1216 / 0.9636
    phi = friction_load(p) / 0.0179

    def scores(one: Parameters) -> Scores:
        left, inconvenienced = left_in_a_year(one)
        return {
            "left": share_score(left, PERSONS, 0.30 * (1.0 - part + part * phi)),
            "inconvenience": share_score(inconvenienced, PERSONS, 0.30 * part * phi),
        }

    assert_holds(scores(p))
    assert_caught(scores(replace(p, rule_queue=0.60)))


def handed(often: float, **changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return lives of one failure that everybody complains about, in which promptness alone resolves; tau 3 days."""
    given: dict[str, Any] = {"recovery_law": RecoveryLaw.JUSTICE, "channel_ease": 99.0, "recovery_first_contact": 1.0}
    given |= {"recovery_weights": (0.0, 0.0, 1.0), "friction_on": 1, "rule_handoff": often, "recovery_follow_up": 0}
    return one_failure(Severity.MINOR, 0.5, **(given | changes))


@pytest.mark.parametrize(
    ("often", "prompt", "mean", "twice"), [(0.40, 0.841, 0.667, 0.16), (0.05, 0.985, 0.0526, 0.0025)]
)
def test_hand_offs_are_geometric_and_cost_promptness_a_day_each(
    often: float, prompt: float, mean: float, twice: float
) -> None:
    """40,000 complaints: catches 1.1 points of promptness at 40%, .03 hand-offs, 1.1 points of several."""
    left = (1.0 - often) / (1.0 - often * exp(-1.0 / 3.0))
    record = simulated(newcomers(handed(often), PERSONS, 90.0))
    times = record.events[record.events["kind"] == Kind.HANDOFF]["detail"].astype(np.float64)
    every = np.concatenate([times, np.zeros(PERSONS - len(times))])

    assert left == pytest.approx(prompt, abs=5e-4)
    assert often / (1.0 - often) == pytest.approx(mean, abs=5e-4)
    assert_holds(
        {
            "prompt": share_score(int(record.people["resolved"].sum()), int(record.counts[0, Kind.CLOSED]), left),
            "mean": mean_score(every, often / (1.0 - often)),
            "several": share_score(int((times > 1.0).sum()), PERSONS, twice),
        }
    )


def test_the_table_of_endings_knows_hand_offs_exactly_in_promptness() -> None:
    p = handed(0.40, recovery_first_contact=1.0)
    left = 0.6 / (1.0 - 0.4 * exp(-1.0 / 3.0))

    assert sum(share for share, *_ in waits(p)) == pytest.approx(1.0)
    assert resolved_share(p) == pytest.approx(left, rel=1e-9)


def test_what_rules_leave_of_the_satisfaction_of_who_complains() -> None:
    p = replace(P, rule_handoff=0.4)
    hand_offs = sum(0.6 * 0.4**k * 0.95**k for k in range(200))

    assert calm_left(p) == pytest.approx((1.0 - 0.5 * 0.02) * (1.0 - 0.2 * 0.03) * hand_offs)
    assert calm_left(replace(p, friction_on=0)) == 1.0
