"""What adds leaving beside the everyday chance and stories: a rival, her offers, intermediaries, word."""

from collections.abc import Sequence

from sim.model.flat import Parameters
from sim.model.level.lifetable import MONTH, MONTHS, Cell, Means, Table
from sim.model.level.opening import Opening
from sim.model.numerics import exp, expm1, log, log1p, logistic
from sim.model.rules.rivals import pull_of, switching_barrier
from sim.model.special import normal_tail

NOBODY = 1e-12  # share of persons


def pulls(
    p: Parameters, table: Table, means: Means, joins: Sequence[float], warnings: float, followers: float
) -> dict[str, float]:
    """Return what each mechanism adds to leaving, a customer and day, apart from factors of the everyday chance.

    ``warnings`` are heard a customer and day; ``followers`` is what partners added in the means.
    """
    found: dict[str, float] = {}
    if p.rivals_on:
        found["rivals"] = means.attracted / means.time
    if p.poaching_on:
        found["poaching"] = means.offered / means.time
    if p.partners_on:
        reached = (1.0 - p.partners_share) * -expm1(p.partners_size * log1p(-min(0.999999, p.partners_share)))
        theirs = (means.everyday * p.partners_leaving + means.story + means.calendar) / means.time - followers
        along = accompanied(table.opening, p.start_customers, joins, means.churn - followers, theirs)
        found["partners"] = reached * along * p.partners_takes * theirs
    if p.talk_on and p.talk_defection > 0.0:
        found["defection"] = warnings * p.talk_defection
    return found


def attraction(p: Parameters, table: Table, means: Means) -> tuple[float, ...]:
    """Return the rate, per day, at which customers leave for a rival, by purchases since they joined."""
    if not p.rivals_on or p.rivals_enters > table.opening.history:
        return ()
    level = p.price_level if p.price_on else 1.0
    if not p.satisfaction_on or means.purchases <= 0.0:
        return (pull_of(p, level, 0.0),)
    usual = means.mood / means.purchases
    return tuple(pull_of(p, level, 2.0 * (one - usual)) for one in table.path.satisfaction)


def accompanied(opening: Opening, start: float, joins: Sequence[float], own: float, theirs: float) -> float:
    """Return the share of customers whose intermediary is a customer too, over the table's three years.

    More than customers are of all persons: who has lost her intermediary has left with her. Month by month for a pair,
    who come apart from each other, and leave at rates a day of their own.
    """
    s = start * (opening.persons - sum(opening.entries)) / max(1, opening.persons)
    both, alone, other = s * s, s * (1.0 - s), s * (1.0 - s)
    stays, they_stay = exp(-own * MONTH), exp(-theirs * MONTH)
    together = seen = 0.0
    for month, joined in enumerate(joins):
        alone *= stays
        other = other * they_stay + both * they_stay * (1.0 - stays)
        both *= stays * they_stay
        none = 1.0 - both - alone - other
        come = min(1.0, joined / max(1, opening.persons) / max(NOBODY, none + other))
        both += come * (alone + other) + come * come * none
        alone, other = (1.0 - come) * (alone + come * none), (1.0 - come) * (other + come * none)
        if month >= len(joins) - MONTHS:
            together, seen = together + both, seen + both + alone
    return together / seen if seen > 0.0 else 0.0


def offers(p: Parameters, cells: list[Cell]) -> tuple[float, ...]:
    """Return the rate, per day, at which customers of each cell take a rival's offer: whoever looks worth one."""
    if not p.poaching_on:
        return ()
    takes = logistic(p.poaching_strength - switching_barrier(p)) / p.poaching_every
    found = []
    for cell in cells:
        above = log(cell.rate / p.buying_rate * cell.basket) - log(max(1e-9, p.poaching_above))
        seen = normal_tail(-above / p.poaching_noise) if p.poaching_noise > 0.0 else float(above >= 0.0)
        found.append(seen * takes)
    return tuple(found)


def moves_leaving(p: Parameters) -> bool:
    """Return whether a mechanism is on that moves the chance of leaving or adds to it."""
    on = (
        p.retention_on, p.novelty_on, p.neglect_on, p.expectation_on, p.crossbuying_on, p.referral_on, p.rivals_on,
        p.poaching_on, p.partners_on, p.contagion_on and p.talk_on, p.talk_on and p.talk_defection > 0.0,
        p.familiarity_on,  # who buys more often decides more often
    )  # fmt: skip
    return any(on)
