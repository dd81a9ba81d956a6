"""A try to win somebody back: does it reach her, does she say why she left, what is offered, does she return?"""

from sim.model.codes import Cause, Purpose, Remedy, Route, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import logistic, round_half_up
from sim.model.rules.clocks import WITHIN_THE_DAY

SPELL = 16
"""Number of a try: this times the number of her next purchase, plus the tries before."""
ETHICS = 0.5  # logits of any remedy for who left over ethics
BUNDLE = 0.8  # logits that two remedies at once add
# What a try finds
UNREACHED = 0
IN_VAIN = 1
WON = 2


def try_number(c: Person) -> int:
    """Return the number of the next try to win somebody back."""
    return SPELL * c.purchases + c.tries


def try_draw(c: Person, number: int, question: int) -> float:
    """Return the draw of a try: 0 whether it reaches her, 1 whether she says why, 2 whether she returns."""
    return uniform(c.key, Purpose.TRY, 4 * number + question)


def is_reached_gone(p: Parameters, c: Person, number: int) -> bool:
    """Return whether a try reaches who has left."""
    return try_draw(c, number, 0) < p.winback_reach


def told_cause(p: Parameters, c: Person) -> int:
    """Return why she left, if she says it when she is reached: at every try of an absence the same; else none."""
    return c.cause if try_draw(c, SPELL * c.purchases, 1) < p.winback_listens else Cause.NONE


def fitting_remedy(cause: int) -> int:
    """Return the remedy that fits why somebody left: better service where nothing is known, or nothing fits.

    References
    ----------
    Reasons of price and of service, with offers to match: Kumar, Bhagwat & Zhang (2015), science B7. Which of the
    eight causes goes with which offer is assumed.
    """
    if cause == Cause.PRICE or cause == Cause.COMPETITION:
        return Remedy.PRICE
    if cause == Cause.CORE or cause == Cause.INCONVENIENCE:
        return Remedy.UPGRADE
    return Remedy.SERVICE


def remedy_for(p: Parameters, told: int) -> int:
    """Return what the firm offers somebody who told it this cause, or none."""
    return fitting_remedy(told) if p.winback_remedy == Remedy.BY_CAUSE else p.winback_remedy


def match_logits(p: Parameters, remedy: int, cause: int) -> float:
    """Return the logits of returning that a remedy adds for why she left; a bundle is a price and an upgrade."""
    if cause == Cause.ETHICS:
        return ETHICS
    fitting = fitting_remedy(cause)
    if remedy == fitting or (remedy == Remedy.BUNDLE and fitting != Remedy.SERVICE):
        return p.winback_fits
    return p.winback_misfits


def return_probability(p: Parameters, c: Person, remedy: int, day: float) -> float:
    """Return the chance that somebody who is reached returns: 0 if she moved away or is out of the market.

    References
    ----------
    Mission rows K02 (apology), K04 (a remedy that fits). Form and sizes are assumed.
    """
    if c.status != Status.RIVAL or c.cause == Cause.INVOLUNTARY:
        return 0.0
    logits = p.winback_willing + match_logits(p, remedy, c.cause) - (day - c.left) / p.winback_span
    if remedy == Remedy.BUNDLE:
        logits += BUNDLE
    return logistic(logits + (p.winback_sorry if p.winback_apology else 0.0))


def answer_to_try(p: Parameters, c: Person, number: int, remedy: int, day: int) -> int:
    """Return what a try that reaches her brings; who returns joins later that day, unless she joins before anyway."""
    u = try_draw(c, number, 2)
    chance = return_probability(p, c, remedy, float(day))
    if u >= chance:
        return IN_VAIN
    time = day + WITHIN_THE_DAY * (u / chance)
    if time < c.next_purchase:
        c.next_purchase = time
        c.route = Route.WIN_BACK
        c.join_occasion = number
        c.remedy = remedy
    return WON


def remedy_cost(p: Parameters, c: Person) -> int:
    """Return what the remedy costs for which she returns, in minor units."""
    return round_half_up(p.winback_remedy_costs[c.remedy] * p.basket_mean)


def try_detail(found: int, group: int, remedy: int, told: int) -> int:
    """Return the detail of the row of a try: what it found + 4 x class + 16 x remedy + 64 x cause that was told."""
    return found + 4 * group + 16 * remedy + 64 * told
