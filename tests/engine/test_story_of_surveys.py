"""The story of being asked: who is sampled, who answers, who is gone; lives by hand.

Customers buy for 20.00 at 0.868, 1.117 and so on, satisfied to .5. The firm calls everybody on its file every night.
"""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Case, Cause, Kind, Status
from sim.model.numerics import round_half_up
from sim.model.parameters import Parameters
from sim.model.quantiles import normal_quantile
from sim.model.rules.outreach import PER_CONTACT, PER_NIGHT
from sim.model.rules.surveys import AT_SAMPLING, AT_SAYING, INTERVIEW, MISSED, PART, TELEPHONE
from sim.record import Record
from tests.engine.hand import Row, draw, failing, life, loyal, times, waits
from tests.engine.side_by_side import both
from tests.oracles.checks import world

NOTHING = (-1, -1, 0)
T = times(3)
SURE = (20.0, 20.0, 20.0)
FELT = 500_000 * PART
ANSWERS = PART * PART


def asked(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return such customers whom the firm asks every night by telephone, who answer, and say what they feel."""
    given: dict[str, Any] = {"contacts_on": 1, "surveys_on": 1, "survey_telephone": 1.0, "survey_sample": 100}
    given |= {"survey_answer": SURE, "survey_noise": 0.0, "survey_slip": 0.0, "survey_haste": 0.0, "contact_wage": 1200}
    return loyal(**(given | {"survey_reveals": (0.0, 0.0, 0.0)} | changes))


def lived(p: Parameters, end: float, persons: int = 1) -> Record:
    """Return the record that both engines leave."""
    return both(world(p, persons, end))


def row(day: int, detail: int, way: int = TELEPHONE, cost: int = 200) -> Row:
    """Return the row of being asked."""
    return (float(day), Kind.SURVEYED, PER_NIGHT * day + way, NOTHING, Account.SURVEYS, -cost, detail)


def decides(day: int, which: int, way: int = TELEPHONE, person: int = 0) -> float:
    """Return a draw of being asked."""
    return draw(Purpose.SURVEY, PER_CONTACT * (PER_NIGHT * day + way) + which, person)


def test_who_is_asked_says_what_she_feels_and_the_firm_does_not_see_the_truth_in_its_own_row() -> None:
    record = lived(asked(), 1.05)

    assert life(record)[-1] == row(1, ANSWERS + FELT + 1_000_000)
    assert life(record, -1) == [(1.0, Kind.WAVE, PER_NIGHT + TELEPHONE, NOTHING, Account.NONE, 0, 500_000)]
    assert record.people[0]["satisfaction"] == 0.5


def test_who_does_not_answer_costs_as_much() -> None:
    record = lived(asked(survey_answer=(-20.0,) * 3), 1.05)

    assert life(record)[-1] == row(1, FELT)


def test_what_is_taken_down_is_off_by_noise_or_anything_where_it_slips() -> None:
    u = decides(1, AT_SAYING)
    noisy = lived(asked(survey_noise=0.1), 1.05)
    # One of one customer: so large a part is asked that haste counts in full
    slips = lived(asked(survey_slip=0.5, survey_haste=0.5), 1.05)

    assert life(noisy)[-1] == row(1, ANSWERS + FELT + round_half_up(1e6 * (1.0 + 0.1 * normal_quantile(u))))
    assert life(slips)[-1] == row(1, ANSWERS + FELT + round_half_up(1e6 * (u + 0.5)))


def test_a_sample_asks_its_part_of_those_on_file() -> None:
    p = asked(survey_sample=2, start_customers=1.0)
    record = lived(p, 1.05, persons=4)
    found = [k for k in range(4) if any(one[1] == Kind.SURVEYED for one in life(record, k))]

    assert found == [k for k in range(4) if decides(1, AT_SAMPLING, person=k) < 0.5]
    assert 0 < len(found) < 4


def test_an_interview_asks_typical_customers_and_shows_what_failed_them() -> None:
    interviews: dict[str, Any] = {"survey_telephone": 0.0, "survey_interview": 1.0, "survey_typical": 1}
    interviews |= {"survey_reveals": (0.0, 0.0, 1.0)}
    fails: dict[str, Any] = {"failures_on": 1, "failure_rate": 1.0, "failure_encounter": 1.0}
    fails |= {"outcome_minor": (0.95,) * 4, "outcome_major": (0.95,) * 4, "outcome_intention_to_behaviour": 0.01}
    calm, record, fewer = (
        lived(asked(**(interviews | other)), 1.05) for other in ({}, fails, fails | {"survey_questions": 1})
    )
    shown = int(life(calm)[-1][6]) // (2 * ANSWERS)

    assert life(calm)[-1][2] == PER_NIGHT + INTERVIEW
    assert life(calm)[-1][5] == -1800
    assert shown in {int(cause) for cause in Cause if cause}
    assert int(life(record)[-1][6]) // (2 * ANSWERS) == Cause.ENCOUNTER
    assert int(life(fewer)[-1][6]) // (2 * ANSWERS) == 0


def test_who_left_in_silence_is_asked_in_vain_once() -> None:
    rate = 0.4
    leaves = waits(Purpose.HAZARD + Cause.PRICE - 1, 1, rate)
    assert leaves < 2.0
    p = asked(hazards_on=1, hazard_rates=(0, 0, rate, 0, 0, 0, 0, 0), leaving_to_rival=0.0)
    record = lived(p, 5.5)

    assert life(record)[-1] == row(2, MISSED)
    assert [one[6] for one in life(record, -1)] == [500_000, 0, 0, 0, 0]
    assert record.people[0]["filed"] == 0
    assert record.people[0]["status"] == Status.OUT


def test_who_has_a_complaint_open_is_not_asked() -> None:
    p = failing(contacts_on=1, surveys_on=1, survey_telephone=1.0, recovery_first_contact=0.0, recovery_back_office=1e3)
    record = lived(p, 1.05)

    assert record.people[0]["case"] == Case.PASSED_ON
    assert Kind.SURVEYED not in {one[1] for one in life(record)}


@pytest.mark.parametrize("off", ["contacts_on", "surveys_on"])
def test_without_a_file_nobody_is_asked(off: str) -> None:
    record = lived(replace(asked(), **{off: 0}), 1.05)  # type: ignore[arg-type]

    assert Kind.WAVE not in {one[1] for one in life(record, -1)}
    assert Kind.SURVEYED not in {one[1] for one in life(record)}
