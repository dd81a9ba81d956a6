"""Staff who are hired, learn and quit: closed forms of a post, at the inputs of the texts of origin."""

from dataclasses import replace
from math import exp
from typing import Any

import numpy as np
import pytest

from sim.model.level.staffing import mean_best, staff_as_is
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.by_cause import everyday_factor
from sim.model.rules.staff import quitting_rate, slips_of
from sim.model.setting import LogLevel
from sim.model.worker import Stage, Worker
from sim.response.staffing import employee_turnover
from tests.model.somebody import somebody
from tests.oracles.checks import (
    Floats,
    assert_caught,
    assert_engines_agree,
    assert_holds,
    mean_score,
    quiet,
    simulated,
    world,
)

YEARS, POSTS = 20.0, 100
LEAVING = (0.2603, 0.2004, 0.1757, 0.1216, 0.1016, 0.0599, 0.0441, 0.0)


def floor_of(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a floor without mentors, or with the changes, at its own as is."""
    p = quiet(**({"staff_on": 1, "staff_posts": POSTS, "staff_mentor": 0.0, "leaving_causes": LEAVING} | changes))
    return replace(p, **staff_as_is(p))


def rawness(p: Parameters, days: float) -> Floats:
    """Return the mean rawness of each post."""
    found: Floats = simulated(world(p, 1, days), 0, LogLevel.NONE).workers["raw_days"] / days
    return found


def at(**fields: float) -> Worker:
    """Return somebody at work."""
    a = Worker()
    for name, value in ({"stage": Stage.AT_WORK} | fields).items():
        setattr(a, name, value)
    return a


def test_the_closed_forms_have_the_numbers_of_the_texts() -> None:
    p = floor_of()
    of_incumbents = p.staff_leaving / (p.staff_leaving + p.staff_speed)

    assert of_incumbents == pytest.approx(0.1667, abs=5e-5)
    assert 1.0 - of_incumbents == pytest.approx(0.8333, abs=5e-5)
    assert p.staff_raw == pytest.approx(0.1932, abs=5e-5)
    assert p.staff_leaving * p.staff_held * YEAR == pytest.approx(0.2905, abs=5e-5)
    # With mentors, and the share of colleagues with two years among those who hold a post
    mentored = p.staff_leaving / (p.staff_leaving + p.staff_speed * (1.0 + 0.5 * exp(-0.6)))
    assert mentored == pytest.approx(0.1356, abs=1e-4)


def test_productivity_by_year_at_work_is_that_of_the_texts_and_none_before() -> None:
    """Years 1, 2, 3 after training: .48, .88, .97; 0 productivity in training and while somebody stands in."""
    speed = floor_of().staff_speed

    def productive(first: float, last: float) -> float:
        return 1.0 - (exp(-speed * first) - exp(-speed * last)) / (speed * (last - first))

    found = [productive((year - 1) * YEAR, year * YEAR) for year in (1, 2, 3)]
    assert found == pytest.approx([0.48, 0.88, 0.97], abs=5e-3)
    vacant = floor_of(staff_turnover=0.0, staff_training=1e6)
    record = simulated(world(replace(vacant, staff_held=0.0), 1, 100.0), 0, LogLevel.NONE)
    assert (record.workers["raw_days"] == 100.0).all()


@pytest.mark.parametrize(("many", "deviations"), [(1, 0.0), (3, 0.846), (5, 1.163)])
def test_the_best_of_some_applicants_is_so_many_deviations_better(many: int, deviations: float) -> None:
    assert mean_best(many) == pytest.approx(deviations, abs=5e-4)


def test_the_best_of_five_averts_seven_of_a_hundred_failures_of_the_encounter() -> None:
    """1.163 deviations x .4 x .15 = .070."""
    p = floor_of(staff_applicants=5)
    assert p.staff_usual == pytest.approx(0.070, abs=5e-4)
    assert slips_of(p, at(raw=p.staff_raw, able=p.staff_usual)) == pytest.approx(1.0 - 0.070, abs=5e-4)


def test_twice_the_turnover_has_the_consequences_of_the_texts() -> None:
    """Everyday leaving by 1.033: 1.032 on the page, whose weights of causes are not made to sum to 1."""
    usual, twice = floor_of(), floor_of(staff_turnover=0.6 / YEAR)
    slips = slips_of(usual, at(raw=twice.staff_raw))
    on = replace(usual, staff_on=1)

    assert twice.staff_raw == pytest.approx(0.330, abs=5e-4)
    assert slips == pytest.approx(1.159, abs=5e-4)
    assert 1.0 + 0.435 * (slips - 1.0) == pytest.approx(1.069, abs=5e-4)
    assert everyday_factor(on, somebody(on, slips=slips)) == pytest.approx(1.033, abs=5e-4)


def test_a_tenth_more_pay_keeps_a_quarter_of_those_who_would_quit() -> None:
    """.30 a year becomes .222; the better half alone with staff.best."""
    assert quitting_rate(floor_of(staff_pay=1.1), at()) * YEAR == pytest.approx(0.222, abs=5e-4)
    best = floor_of(staff_best=0.1, staff_drain=0.0)
    assert [quitting_rate(best, at(able=able)) * YEAR for able in (0.01, -0.01)] == pytest.approx(
        [0.222, 0.30], abs=5e-4
    )
    assert quitting_rate(floor_of(), at(able=0.1)) * YEAR == pytest.approx(0.33)


@pytest.mark.parametrize("many", [1, 5])
def test_a_long_run_of_many_posts_is_as_raw_and_as_able_as_the_closed_form(many: int) -> None:
    """100 posts over 20 years, each a sample; they begin as is, so that no warm-up is needed."""
    p = floor_of(staff_applicants=many, staff_drain=0.0)
    record = simulated(world(p, 1, YEARS * YEAR), 0, LogLevel.NONE)
    quits, years = record.workers["generation"], YEARS * POSTS

    assert_holds(
        {
            "raw": mean_score(record.workers["raw_days"] / (YEARS * YEAR), p.staff_raw),
            "able": mean_score(record.workers["able_days"] / (YEARS * YEAR), 0.0),
            "quits": mean_score(quits / YEARS, p.staff_leaving * p.staff_held * YEAR),
        }
    )
    assert employee_turnover(record) == quits.sum() / years


def test_posts_that_do_not_begin_as_is_are_seen() -> None:
    p = floor_of()
    assert_caught({"raw": mean_score(rawness(replace(p, staff_held=0.0), YEAR), p.staff_raw)})


def test_a_hire_costs_what_its_hours_cost() -> None:
    """20 hours to find somebody and one an applicant; 10 days of 5 paid hours, and 20 hours of a colleague: 91."""
    p = floor_of(staff_wage=2400, staff_turnover=2.0 / YEAR)
    record = simulated(world(p, 1, YEAR))
    hires = int(record.workers["hires"].sum())

    spent = -record.firm.sum()
    assert hires > POSTS
    assert spent == 91 * 2400 * hires
    assert np.isclose(spent / hires / 100, 2184.0)


def test_both_engines_tell_the_same_of_staff() -> None:
    assert_engines_agree(world(floor_of(staff_turnover=2.0 / YEAR, staff_posts=7), 5, YEAR))
