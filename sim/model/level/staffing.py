"""Staff as they are: how many posts are held, how raw and how able who serves is, in means."""

from typing import Any

from sim.model.flat import Parameters
from sim.model.numerics import exp
from sim.model.rules.incentives import gloom
from sim.model.rules.morale import MIDDLE, PAY_LIFTS, climate_lift, done_of_plans
from sim.model.rules.staff import VETERAN, best_of, learning_speed

PARTS = 4096  # quantiles of the best of some applicants


def mean_best(many: int) -> float:
    """Return the mean of the largest of so many standard normal numbers.

    Examples
    --------
    >>> [round(mean_best(n), 3) for n in (1, 3, 5)]
    [0.0, 0.846, 1.163]
    """
    return sum(best_of(many, (k + 0.5) / PARTS) for k in range(PARTS)) / PARTS


def staff_as_is(p: Parameters) -> dict[str, Any]:
    """Return what centres staff, by field.

    Tenures are exponential at one rate of quitting, and rawness fades at one speed: r = e^(-speed x tenure) has the
    mean leaving / (leaving + speed). A post is held for 1 / leaving of 1 / leaving + the time until the next is ready.
    """
    leaving = p.staff_turnover * exp(-p.staff_pay_effect * (p.staff_pay - 1.0))
    held = 1.0 / (1.0 + leaving * (p.staff_hiring + p.staff_training))
    speed = learning_speed(p, held * exp(-leaving * VETERAN))
    seen = p.staff_spread * p.staff_validity
    return {
        "staff_leaving": leaving,
        "staff_held": held,
        "staff_speed": speed,
        "staff_raw": held * leaving / (leaving + speed) + 1.0 - held,
        "staff_seen": seen,
        "staff_tried": p.staff_applicants,
        "staff_usual": seen * mean_best(p.staff_applicants),
        "fidelity_usual": done_of_plans(p),
        "morale_usual": min(1.0, max(0.0, MIDDLE + PAY_LIFTS * (p.staff_pay - 1.0) + climate_lift(p) - gloom(p))),
    }
