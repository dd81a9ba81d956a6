"""Morale: how it moves, what it moves, and what the mirror of customers and staff comes to."""

from dataclasses import replace
from math import exp
from typing import Any

import pytest

from sim.model.events import Severity
from sim.model.level.staffing import staff_as_is
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.complaints import justice
from sim.model.rules.morale import climate_lift, climate_time, curtness, fidelity, morale_target
from sim.model.rules.problems import is_reported
from sim.model.rules.staff import quitting_rate
from sim.model.setting import LogLevel
from sim.model.worker import Stage, Worker
from tests.model.somebody import somebody
from tests.oracles.checks import quiet, simulated, world

USUAL_SATISFACTION = 0.817
ITEMS = ("respect", "responsibility", "honour", "tolerance", "equality", "goals", "example", "voice")


def feeling(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a floor with morale, at its own as is."""
    given: dict[str, Any] = {"staff_on": 1, "morale_on": 1, "satisfaction_bar": USUAL_SATISFACTION}
    p = quiet(**(given | changes))
    return replace(p, **staff_as_is(p))


def at(morale: float, seen: float = USUAL_SATISFACTION, able: float = 0.0) -> Worker:
    """Return somebody at work who has met customers of a mean satisfaction."""
    a = Worker()
    a.stage, a.morale, a.met, a.liked, a.able = Stage.AT_WORK, morale, 1.0, seen, able
    return a


def test_the_loop_of_customers_and_staff_is_weak() -> None:
    """Gain: mirror x 2 strength x S (1 - S) x share of the encounter = .033: what moves staff grows by 1.034."""
    p, step = feeling(), 1e-6
    to_staff = (morale_target(p, at(0.5, USUAL_SATISFACTION + step)) - morale_target(p, at(0.5))) / step
    to_failures = -(curtness(p, at(0.5 + step)) - curtness(p, at(0.5))) / step
    to_customers = USUAL_SATISFACTION * (1.0 - USUAL_SATISFACTION) * 0.435

    gain = to_staff * to_failures * to_customers
    assert gain == pytest.approx(0.033, abs=5e-4)
    assert 1.0 / (1.0 - gain) == pytest.approx(1.034, abs=5e-4)


def test_staff_as_they_are_move_nothing() -> None:
    p = feeling(staff_pay=1.1, climate_respect=0.7)

    assert p.morale_usual == pytest.approx(0.5 + 0.05 + 0.02)
    assert morale_target(p, at(p.morale_usual)) == pytest.approx(p.morale_usual)
    assert curtness(p, at(p.morale_usual)) == 1.0
    assert quitting_rate(p, at(p.morale_usual)) == pytest.approx(p.staff_leaving)


def test_sullen_staff_double_the_failures_of_the_encounter_at_full_strength() -> None:
    """A failure rate of .3, all of the encounter, strength 1, morale 0: .60."""
    p = feeling(morale_strength=1.0)
    assert 0.3 * curtness(p, at(0.0)) == pytest.approx(0.60)
    assert curtness(p, at(1.0)) == 0.0


@pytest.mark.parametrize(
    ("item", "lift"), list(zip(ITEMS, (0.05, 0.05, 0.03, 0.03, 0.03, 0.02, 0.04, 0.04), strict=True))
)
def test_an_item_of_the_climate_moves_morale_by_its_weight_both_ways(item: str, lift: float) -> None:
    high, low = (feeling(**{f"climate_{item}": level}) for level in (1.0, 0.0))
    assert climate_lift(high) == pytest.approx(lift)
    assert climate_lift(low) == pytest.approx(-lift)


@pytest.mark.parametrize(
    ("item", "minutes"),
    [("respect", 0), ("honour", 10), ("goals", 15), ("example", 30), ("equality", 0), ("voice", 30)],
)
def test_an_item_of_the_climate_takes_its_time_above_what_is_usual(item: str, minutes: int) -> None:
    hours_a_year = climate_time(feeling(**{f"climate_{item}": 1.0})) * YEAR
    assert hours_a_year == pytest.approx(minutes / 60 * 12)


@pytest.mark.parametrize(("level", "times"), [(0.0, 0.75), (0.5, 1.0), (1.0, 1.25)])
def test_what_leaders_live_up_to_is_done(level: float, times: float) -> None:
    """Goals and example at 0, 50 and 100%: .75, 1 and 1.25 of what an answer's words are worth and of reports."""
    p = replace(feeling(recovery_apology=1, recovery_empathy=1), climate_goals=level, climate_example=level)
    spoken = replace(p, recovery_weights=(0.0, 0.5, 0.0))

    assert fidelity(p) == pytest.approx(times)
    assert justice(spoken, Severity.MINOR, 0.0, 1.0, 0.0) == pytest.approx(0.5 * times)
    told, c = replace(p, report_share=0.4), somebody(p)
    heard = sum(is_reported(told, c, n, speaks=True) for n in range(10_000))
    assert heard == pytest.approx(4_000 * times, abs=150)
    assert fidelity(replace(p, staff_on=0)) == fidelity(replace(p, morale_on=0)) == 1.0


def test_morale_comes_nearer_to_where_it_is_drawn_as_the_closed_form_says() -> None:
    """D (1 - e^(-t / span)) after t nights, D = .1 for a fifth more pay, and nobody quits."""
    p = feeling(staff_turnover=0.0, start_customers=0.0)
    raised = replace(p, staff_pay=1.2)
    for nights in (1, 180, 720):
        setting = replace(world(p, 1, float(nights)), phases=((0, raised),))
        found = simulated(setting, 0, LogLevel.NONE).workers["morale"]
        assert found == pytest.approx(0.5 + 0.1 * (1.0 - exp(-nights / 180)))


def test_better_morale_keeps_staff() -> None:
    p = feeling(staff_drain=0.0)
    assert quitting_rate(p, at(0.6)) / quitting_rate(p, at(0.5)) == pytest.approx(exp(-0.2))
