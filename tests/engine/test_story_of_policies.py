"""The story of the manager's rules: what a survey or the desk tells, what the rule does, what then is so; by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on, satisfied to .5. The firm calls everybody on its file every night;
its rules act at the next 00:00.
"""

from dataclasses import replace
from math import floor
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind, Sees, Severity, SpanLaw, Status
from sim.model.parameters import Parameters
from sim.model.rules.outreach import PER_CONTACT, PER_NIGHT
from sim.model.rules.policies import AGENTS, LEVERS, QUALITY
from sim.model.rules.surveys import AT_SAYING, PART, TELEPHONE, WAYS
from sim.model.setting import Setting
from sim.record import Record, failure_cause, failure_severity
from tests.engine.hand import (
    NOTHING,
    Row,
    contacts,
    desk,
    draw,
    ended,
    life,
    loyal,
    of_contacts,
    posts,
    rows,
    unlike,
)
from tests.engine.side_by_side import both
from tests.oracles.checks import world

ASKED: dict[str, Any] = {
    "contacts_on": 1, "surveys_on": 1, "survey_telephone": 1.0, "survey_sample": 100, "survey_answer": (20.0,) * 3,
    "survey_noise": 0.0, "survey_slip": 0.0, "survey_haste": 0.0, "survey_reveals": (0.0,) * 3, "contact_wage": 0,
}  # fmt: skip
RULED: dict[str, Any] = {"policies_on": 1, "quality_on": 1, "policy_quality_step": 0.01, "policy_quality_most": 0.02}
LESS, SAME, MORE = 0, 1, 2


def reviewed(day: int, seen: float, act: int, right: int, lever: int = QUALITY) -> Row:
    """Return the row of a review: what is seen in millionths from -.5 on, what was done and what would be right."""
    detail = 16 * round(1e6 * (seen + 0.5)) + 4 * right + act
    return (float(day), Kind.POLICY, LEVERS * day + lever, NOTHING, Account.NONE, 0, detail)


def reviews(record: Record) -> list[Row]:
    """Return the rows of the manager's rules."""
    return [row for row in life(record, -1) if row[1] == Kind.POLICY]


def spent(record: Record) -> dict[int, set[int]]:
    """Return what was spent on the quality of purchases, by day."""
    found: dict[int, set[int]] = {}
    for row in life(record):
        if row[1] == Kind.PURCHASE:
            found.setdefault(floor(row[0]), set())
        if row[4] == Account.QUALITY:
            found[floor(row[0])].add(row[5])
    return found


def test_a_survey_that_tells_too_little_lets_more_be_spent_from_the_next_night_on_up_to_the_most() -> None:
    p = loyal(**ASKED, **RULED, policy_quality_below=0.6, policy_quality_above=0.7, buying_rate=4.0)
    record = both(world(p, 1, 6.0))

    assert reviews(record) == [reviewed(day, 0.5, MORE, MORE) for day in range(2, 6)]
    assert spent(record) == {0: set(), 1: set(), 2: {-20}, 3: {-40}, 4: {-40}, 5: {-40}}
    assert not unlike(ended(world(p, 1, 6.0)).state[0], more_quality=0.02, felt=500_000, answers=1, said=1_000_000)


def test_a_survey_that_tells_of_enough_takes_it_back_and_one_in_between_changes_nothing() -> None:
    little, calm, enough = (
        loyal(**ASKED, **RULED, policy_quality_below=below, policy_quality_above=above, buying_rate=4.0)
        for below, above in ((0.6, 0.7), (0.4, 0.6), (0.3, 0.4))
    )
    # Given a rule that from day 4 on is content with less
    record = both(Setting(1, 6.5, phases=((0, little), (4, enough))))

    assert reviews(both(world(calm, 1, 3.0))) == [reviewed(2, 0.5, SAME, SAME)]
    assert [row[6] % 4 for row in reviews(record)] == [MORE, MORE, LESS, LESS, LESS]
    assert spent(record) == {0: set(), 1: set(), 2: {-20}, 3: {-40}, 4: {-20}, 5: set(), 6: set()}


@pytest.mark.parametrize("sees", list(Sees))
def test_a_rule_goes_by_what_is_measured_unless_told_the_truth(sees: Sees) -> None:
    # Given that whatever is taken down is any number
    slips = {"survey_slip": 0.5, "survey_haste": 0.5}
    p = loyal(**(ASKED | slips), **RULED, policy_quality_below=0.6, policy_quality_above=0.7, policy_sees=sees)
    record = both(world(p, 1, 6.0))

    told = [draw(Purpose.SURVEY, PER_CONTACT * (PER_NIGHT * day + TELEPHONE) + AT_SAYING) for day in range(1, 5)]
    acts = [MORE if u < 0.6 else LESS if u > 0.7 else SAME for u in told]
    assert {MORE} < set(acts)
    if sees is Sees.TRUTH:
        assert reviews(record) == [reviewed(day, 0.5, MORE, MORE) for day in range(2, 6)]
    else:
        assert reviews(record) == [
            reviewed(k + 2, u, act, MORE) for k, (u, act) in enumerate(zip(told, acts, strict=True))
        ]


def test_without_an_answer_or_without_a_rule_nothing_is_reviewed() -> None:
    silent = ASKED | {"survey_answer": (-20.0,) * 3}
    for p in (loyal(**silent, **RULED), loyal(**ASKED, **(RULED | {"policy_quality_step": 0.0}))):
        assert reviews(both(world(p, 1, 4.0))) == []


# The desk -------------------------------------------------------------------------------------------------------------

BUSY: dict[str, Any] = {
    "policies_on": 1, "policy_agents_step": 1, "policy_agents_most": 1, "policy_every": 1, "desk_wage": 80.0,
    "patience_law": SpanLaw.FIXED, "patience_mean": 0.02,
}  # fmt: skip
CALLS = (0.3, 0.35, 0.4, 1.3, 1.35, 2.3, 2.35)


@pytest.mark.parametrize("hours", [{}, {"desk_opens": 0.25, "desk_closes": 0.75}])
def test_agents_come_after_a_day_on_which_many_gave_up_and_go_after_one_on_which_nobody_did(
    hours: dict[str, Any],
) -> None:
    record = both(contacts(desk(**BUSY, **hours), CALLS, 3.5))

    assert reviews(record) == [
        reviewed(1, 1 / 3, MORE, MORE, AGENTS),
        reviewed(2, 1.0, LESS, LESS, AGENTS),
        reviewed(3, 1 / 2, MORE, MORE, AGENTS),
    ]
    assert posts(record) == {0: 0, 3: 0, 4: 1, 5: 0}
    assert set(of_contacts(record, Kind.GIVE_UP)) == {1, 2, 6}
    # Paid: one agent on days 0 and 2, two on day 1 and the half of day 3
    paid = 1 + 2 + 1 + 2 * 0.5 if not hours else 0.5 * (1 + 2 + 1) + 2 * 0.25
    assert record.staffed == pytest.approx(paid)
    assert [row[5] for row in life(record, -1) if row[4] == Account.WAGES] == [-round(80.0 * paid)]
    assert ended(contacts(desk(**BUSY, **hours), CALLS, 3.5)).state[0].more_agents == 1


def test_a_strategy_without_the_rule_sends_the_agents_home_and_one_with_a_lower_bound_the_rest() -> None:
    # Given two agents on top from day 1 on, of whom another strategy lets one stay, or none
    given = BUSY | {"policy_agents_step": 2, "policy_agents_most": 2, "policy_agents_above": 1.0}
    p = desk(**given)
    for later, stay in ((desk(**(given | {"policy_agents_most": 1})), 1), (replace(p, policies_on=0), 0)):
        setting = Setting(1, 3.5, phases=((0, p), (2, later)), contact_times=(0.3, 0.35, 0.4, 2.3, 2.35, 2.4))
        record = both(setting)

        assert posts(record) == {0: 0} | {3 + k: k for k in range(1 + stay)}
        assert record.staffed == pytest.approx(1 + 3 + (1 + stay) + 0.5 * (1 + ended(setting).state[0].more_agents))


def test_a_week_without_a_contact_changes_nothing_and_a_roster_is_its_own_rule() -> None:
    quiet_week = both(contacts(desk(**BUSY), (), 3.5))
    roster = {"roster_on": 1, "roster_posts": 1, "roster_week": (1.0,) * 168}

    assert reviews(quiet_week) == []
    assert reviews(both(contacts(desk(**BUSY, **roster), CALLS, 3.5))) == []


# What matters ---------------------------------------------------------------------------------------------------------


def torn(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers whom every other purchase fails, by the core or the encounter alike, and who stay silent."""
    given: dict[str, Any] = {"failures_on": 1, "failure_rate": 0.5, "failure_major": 0.5, "outcome_minor": (0.95,) * 4}
    given |= {"outcome_major": (0.95,) * 4, "causes_on": 1, "root_repeat": 0.0, "failure_harm": 0.0}
    given |= {"failure_causes": (1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0), "satisfaction_on": 0}
    return loyal(**(given | {"importance_later": (2.0, 0.0) + (1.0,) * 6} | changes))


def test_what_matters_drifts_and_with_it_which_failures_are_major() -> None:
    p = torn(failure_rate=1.0, importance_from=2, importance_over=10.0)
    record = both(world(p, 1, 25.0))
    failed = rows(record, Kind.FAILURE)

    found = {int(row["occasion"]): (failure_cause(row["detail"]), failure_severity(row["detail"])) for row in failed}
    expected = {}
    for row in failed:
        n, day = int(row["occasion"]), floor(row["time"])
        cause = Cause.CORE if draw(Purpose.NATURE, n) < 0.5 else Cause.ENCOUNTER
        drift = min(1.0, max(0, day - 2) / 10.0)
        share = 0.5 * (1.0 + drift if cause is Cause.CORE else 1.0 - drift)
        expected[n] = (cause, Severity.MAJOR if draw(Purpose.SEVERITY, n) < share else Severity.MINOR)
    assert found == expected
    late = [severity for n, (cause, severity) in found.items() if cause == Cause.CORE and n > 12]
    assert set(late) == {Severity.MAJOR}


@pytest.mark.parametrize("sees", list(Sees))
def test_spending_goes_where_the_last_survey_shows_that_it_matters(sees: Sees) -> None:
    """One shown and one for each cause: weights 2 and 1, so that core gets as much more as halves its failures.

    By the truth the encounter does not matter on any day from the first on, and gets nothing.
    """
    p = torn(
        **(ASKED | {"survey_reveals": (1.0,) * 3}), policies_on=1, quality_on=1, policy_aim=1, policy_sees=sees,
        quality_spend=0.1, quality_half=0.1, quality_least=0.0, importance_over=0.5,
    )  # fmt: skip
    record = both(world(p, 1, 20.0))

    measured = {Cause.CORE: 0.5 * 2**-1.5, Cause.ENCOUNTER: 0.5 * 2**-0.5}
    aimed = {Cause.CORE: 0.5 * 2**-2, Cause.ENCOUNTER: 0.5} if sees is Sees.TRUTH else measured
    expected = []
    for row in rows(record, Kind.PURCHASE):
        n = int(row["occasion"])
        cause = Cause.CORE if draw(Purpose.NATURE, n) < 0.5 else Cause.ENCOUNTER
        if draw(Purpose.FAILURE, n) < (aimed[cause] if row["time"] >= 2.0 else 0.25):
            expected.append(n)
    assert rows(record, Kind.FAILURE)["occasion"].tolist() == expected
    assert len(expected) > 2


# The rival's customers ------------------------------------------------------------------------------------------------


def test_customers_of_the_rival_are_asked_too_and_the_firm_does_not_know_them() -> None:
    p = loyal(
        **(ASKED | {"contact_wage": 1200}),
        start_customers=0.0,
        start_rival=1.0,
        survey_rivals=5,
        rivals_satisfaction=0.9,
    )
    record = both(world(p, 1, 1.05))

    detail = PART * PART + 900_000 * PART + 1_400_000
    asked = (1.0, Kind.SURVEYED, PER_NIGHT + WAYS + TELEPHONE, NOTHING, Account.SURVEYS, -200, detail)
    assert life(record)[-1] == asked
    assert not unlike(record.people[0], status=Status.RIVAL, filed=0, satisfaction=0.5)
    assert Kind.SURVEYED not in {
        row[1] for row in life(both(world(loyal(**ASKED, start_customers=0.0, start_rival=1.0), 1, 1.05)))
    }
