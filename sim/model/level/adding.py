"""What adds leaving beside the everyday chance and stories: a rival, her offers, intermediaries, word."""

from sim.model.flat import Parameters
from sim.model.level.lifetable import Cell, Means, Table
from sim.model.numerics import expm1, log, log1p, logistic
from sim.model.rules.rivals import pull_of
from sim.model.special import normal_tail


def pulls(p: Parameters, table: Table, means: Means, heads: float, warnings: float) -> dict[str, float]:
    """Return what each mechanism adds to leaving, a customer and day, apart from factors of the everyday chance."""
    opening = table.opening
    found: dict[str, float] = {}
    if p.rivals_on and p.rivals_enters <= opening.history:
        found["rivals"] = pull_of(p, p.price_level if p.price_on else 1.0, 0.0)
    if p.poaching_on:
        found["poaching"] = means.offered / means.time
    customers = heads / max(1, opening.persons)
    if p.partners_on:
        reached = (1.0 - p.partners_share) * -expm1(p.partners_size * log1p(-min(0.999999, p.partners_share)))
        theirs = (means.everyday * p.partners_leaving + means.story) / means.time + table.calendar
        found["partners"] = reached * customers * p.partners_takes * theirs
    if p.talk_on and p.talk_defection > 0.0:
        found["defection"] = warnings * customers * p.talk_defection
    return found


def offers(p: Parameters, cells: list[Cell]) -> tuple[float, ...]:
    """Return the rate, per day, at which customers of each cell take a rival's offer: whoever looks worth one."""
    if not p.poaching_on:
        return ()
    takes = logistic(p.poaching_strength - (p.rivals_barrier if p.rivals_on else 0.0)) / p.poaching_every
    found = []
    for cell in cells:
        above = log(cell.rate / p.buying_rate * cell.basket) - log(max(1e-9, p.poaching_above))
        seen = normal_tail(-above / p.poaching_noise) if p.poaching_noise > 0.0 else float(above >= 0.0)
        found.append(seen * takes)
    return tuple(found)
