"""How do staff feel? Customers' moods and the firm's climate move it, and it moves the encounter and who quits."""

from sim.model.codes import Stage
from sim.model.flat import Parameters
from sim.model.numerics import exp, round_half_up
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.incentives import gloom
from sim.model.rules.staff import pay_above
from sim.model.worker import Worker

MIDDLE = 0.5
"""Morale of staff who are paid and treated as is usual; the level of every item of the climate that is usual."""
PAY_LIFTS = 0.5
"""Morale that twice the pay adds: assumed."""
MEMORY = 30.0  # days for which staff remember whom they served
MILLION = 1_000_000
HOURS_A_MONTH = 12.0 / 60.0 / YEAR  # hours a day in a minute a month


class Morale(Mechanism):
    """Staff have a morale: customers and the firm's climate move it; it needs staff."""

    morale_on: int = switch(0, "staff have a morale, which customers and the firm's climate move; it needs staff")
    morale_span: float = declared(
        "morale.span",
        Unit.TIME,
        180.0,
        "time after which morale has gone about 63% of the way to where it is drawn",
        low=1.0,
        high=50 * YEAR,
        lively=(1.0, 100.0),
        plausible=(30.0, 2 * YEAR),
    )
    morale_mirror: float = declared(
        "morale.mirror",
        Unit.SHARE,
        0.5,
        "morale that wholly satisfied customers add over wholly dissatisfied ones, of those served in a month or so",
        source="science B9: customers' satisfaction came before that of staff (Getta 2011); the size is assumed",
        plausible=(0.0, 1.0),
    )
    morale_strength: float = declared(
        "morale.strength",
        Unit.SHARE,
        0.5,
        "share of the encounter's failures that half a morale averts or adds",
        plausible=(0.0, 1.0),
    )
    morale_quitting: float = declared(
        "morale.quitting",
        Unit.NUMBER,
        2.0,
        "logarithms of quitting less for a whole morale more",
        high=20.0,
        plausible=(0.0, 4.0),
    )
    climate_weights: tuple[float, ...] = declared(
        "climate.weights",
        Unit.SHARES,
        (0.10, 0.10, 0.06, 0.06, 0.06, 0.04, 0.08, 0.08),
        "morale between none and all of each item: respect, responsibility, honour, tolerance, equality, "
        "goals, example, voice",
        size=8,
        plausible=(0.0, 0.3),
    )
    climate_minutes: tuple[float, ...] = declared(
        "climate.minutes",
        Unit.NUMBERS,
        (0.0, 0.0, 20.0, 0.0, 0.0, 30.0, 60.0, 60.0),
        "minutes a month and post that all of each item takes, in the order of climate.weights",
        size=8,
        high=1e4,
        plausible=(0.0, 240.0),
    )
    climate_respect: float = declared(
        "climate.respect", Unit.SHARE, 0.5, "how much staff are respected", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_responsibility: float = declared(
        "climate.responsibility",
        Unit.SHARE,
        0.5,
        "how much staff answer together for what customers meet",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    climate_honour: float = declared(
        "climate.honour", Unit.SHARE, 0.5, "how much praise and honour are shared", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_tolerance: float = declared(
        "climate.tolerance", Unit.SHARE, 0.5, "how much mistakes are forgiven", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_equality: float = declared(
        "climate.equality", Unit.SHARE, 0.5, "how much all are treated alike", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_goals: float = declared(
        "climate.goals", Unit.SHARE, 0.5, "how much the firm's goals are told to all", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_example: float = declared(
        "climate.example", Unit.SHARE, 0.5, "how much leaders set an example", owner=FIRM, plausible=(0.0, 1.0)
    )
    climate_voice: float = declared(
        "climate.voice",
        Unit.SHARE,
        0.5,
        "how much staff are heard when they complain; they suggest twice as much where all are",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    morale_usual: float = solved(MIDDLE)  # as is
    fidelity_usual: float = solved(0.6 + 0.2 * MIDDLE + 0.2 * MIDDLE)  # as is


def climate_lift(p: Parameters) -> float:
    """Return the morale that the firm's climate adds to what is usual; 0 where every item is usual."""
    w = p.climate_weights
    lift = w[0] * (p.climate_respect - MIDDLE) + w[1] * (p.climate_responsibility - MIDDLE)
    lift += w[2] * (p.climate_honour - MIDDLE) + w[3] * (p.climate_tolerance - MIDDLE)
    lift += w[4] * (p.climate_equality - MIDDLE) + w[5] * (p.climate_goals - MIDDLE)
    return lift + w[6] * (p.climate_example - MIDDLE) + w[7] * (p.climate_voice - MIDDLE)


def done_of_plans(p: Parameters) -> float:
    """Return the share of what the firm plans that staff do: more where goals are told and leaders set an example."""
    return 0.6 + 0.2 * p.climate_goals + 0.2 * p.climate_example


def fidelity(p: Parameters) -> float:
    """Return what multiplies what an answer's words are worth and what is written up: 1 as is.

    References
    ----------
    That programmes are worth what managers' support makes of them: mission rows H06, H26. The sizes are assumed.
    """
    return done_of_plans(p) / p.fidelity_usual if p.morale_on and p.staff_on else 1.0


def climate_time(p: Parameters) -> float:
    """Return the hours a day and post that the firm's climate takes above what is usual; negative below."""
    m = p.climate_minutes
    minutes = m[0] * (p.climate_respect - MIDDLE) + m[1] * (p.climate_responsibility - MIDDLE)
    minutes += m[2] * (p.climate_honour - MIDDLE) + m[3] * (p.climate_tolerance - MIDDLE)
    minutes += m[4] * (p.climate_equality - MIDDLE) + m[5] * (p.climate_goals - MIDDLE)
    minutes += m[6] * (p.climate_example - MIDDLE) + m[7] * (p.climate_voice - MIDDLE)
    return minutes * HOURS_A_MONTH


def climate_cost(p: Parameters) -> float:
    """Return what the time for the firm's climate costs a day, in minor units, above what is usual."""
    return p.staff_wage * p.staff_posts * climate_time(p)


def morale_target(p: Parameters, a: Worker) -> float:
    """Return where a worker's morale is drawn, in [0, 1]: by pay and what for, the firm's climate, and whom she served.

    Insults count above those of as many customers as is: there are as many of them as persons who insult.

    References
    ----------
    That customers' satisfaction comes before that of staff: Getta (2011), science B9. Form and sizes are assumed.
    """
    target = MIDDLE + PAY_LIFTS * pay_above(p, a) + climate_lift(p) - gloom(p)
    if a.met > 0.0:
        target += p.morale_mirror * (a.liked / a.met - p.satisfaction_bar)
    if p.burdens_on:
        target -= p.burden_insult * (a.insults - p.burden_abusive * a.met)
    return min(1.0, max(0.0, target))


def feel(p: Parameters, a: Worker) -> None:
    """Let who is at work remember yesterday's customers, and her morale go a day's part of its way."""
    if a.stage != Stage.AT_WORK:
        return
    keep = exp(-1.0 / MEMORY)
    a.met = keep * a.met + a.served
    a.liked = keep * a.liked + a.pleased / MILLION
    a.insults = keep * a.insults + a.insulted
    a.served = 0
    a.pleased = 0
    a.insulted = 0
    a.morale += (morale_target(p, a) - a.morale) * (1.0 - exp(-1.0 / p.morale_span))


def start_feeling(p: Parameters, a: Worker) -> None:
    """Let who begins at a post, or stands in, have the morale that is usual and know no customers."""
    a.morale = p.morale_usual if p.morale_on else 0.0
    a.met = 0.0
    a.liked = 0.0
    a.insults = 0.0
    a.served = 0
    a.pleased = 0
    a.insulted = 0


def see_customer(a: Worker, satisfaction: float) -> None:
    """Let a worker see how satisfied somebody whom she has served is: in whole millionths, so that no order shows."""
    a.served += 1
    a.pleased += round_half_up(MILLION * satisfaction)


def curtness(p: Parameters, a: Worker) -> float:
    """Return what a worker's morale multiplies failures of the encounter by: 1 as is, more where it is low."""
    return max(0.0, 1.0 - 2.0 * p.morale_strength * (a.morale - p.morale_usual))
