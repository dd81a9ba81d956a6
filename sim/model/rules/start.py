"""How does everybody begin, at the start of the run or on a later day?"""

from collections.abc import Sequence
from math import floor

from sim.model.codes import Cause, Route, Status
from sim.model.flat import Parameters, Person
from sim.model.numerics import expm1
from sim.model.quantiles import poisson_quantile
from sim.model.rules.buying import gap_end
from sim.model.rules.causes import purchases_before, root_draw
from sim.model.rules.crossbuying import cross_draw
from sim.model.rules.failures import failure_nature
from sim.model.rules.hazards import move_time
from sim.model.rules.life import start_buying, start_looking
from sim.model.rules.outreach import known_after
from sim.model.rules.people import endow, endow_survivor, entry_time, start_status, tenure_at_start
from sim.model.rules.rivals import start_comparing

PATH = 12  # values of a path


def settle(p: Parameters, c: Person) -> None:
    """Let somebody be there from the start.

    A customer's earlier purchase counts as number 0, so that the first one of the run is a repeat purchase.
    """
    c.status = start_status(p, c.key)
    if c.status == Status.CUSTOMER and p.start_tenure > 0.0:
        endow_survivor(p, c)
    else:
        endow(p, c, 0)
    c.moves = move_time(p, c)
    if c.status == Status.CUSTOMER:
        c.started = 1
        c.purchases = 1
        start_buying(p, c, 0.0, Route.START)
        start_comparing(p, c, 0.0)
        if p.start_tenure > 0.0:
            remember(p, c)
        c.next_purchase = gap_end(p, c, 0.0, 0)
    else:
        start_looking(p, c, 0.0, 1.0)


def on_path(path: Sequence[float], purchases: float) -> float:
    """Return a value on a path of values after 0, 1, 2, 4, ... purchases: linear between, the last one beyond."""
    after = 1.0
    place = 1
    if purchases < 1.0:
        return path[0] + purchases * (path[1] - path[0])
    while purchases >= 2.0 * after and place + 1 < PATH:
        after *= 2.0
        place += 1
    if place + 1 >= PATH:
        return path[place]
    return path[place] + (purchases / after - 1.0) * (path[place + 1] - path[place])


def remember(p: Parameters, c: Person) -> None:
    """Let a customer at the start be like those who have bought for as long, as is: she is not newborn.

    Satisfaction, expectation, trust, familiarity and what the firm knows of her are the usual ones after so many
    purchases; products, a cause that waits to strike once more, and the blame that is left are drawn or usual, too.
    """
    tenure = tenure_at_start(p, c)
    purchases = c.rate * tenure
    if p.satisfaction_on:
        c.satisfaction = on_path(p.path_satisfaction, purchases)
    if p.growth_on:
        c.came = -tenure
    if p.novelty_on:
        c.spell = -floor(purchases)
    if p.expectation_on:
        c.expectation = on_path(p.path_expectation, purchases)
        c.trust = on_path(p.path_trust, purchases)
    if p.familiarity_on:
        c.familiarity = on_path(p.path_familiarity, purchases)
    if p.contacts_on:
        c.known = known_after(p, c.rate, tenure)
    if p.crossbuying_on:
        taken = poisson_quantile(cross_draw(c, 0), purchases * p.cross_chance)
        c.products = min(taken, p.cross_products - 1)
    if p.failures_on and p.blame_on:
        usual = p.blame_mean * c.rate * p.blame_rate * p.blame_span * -expm1(-tenure / p.blame_span)
        c.blame[Cause.CORE - 1] = usual
    if p.failures_on and p.causes_on:
        await_root(p, c)


def await_root(p: Parameters, c: Person) -> None:
    """Let a customer at the start have a cause that will strike once more, as often as is usual.

    So many wait as are planted a purchase times the purchases that one waits.
    """
    u = root_draw(c, 0)
    if u < p.root_waiting:
        c.root = failure_nature(p, c, 0)
        c.root_due = 1 + purchases_before(p, u / p.root_waiting)
        c.last_failure = 0.0


def await_entry(p: Parameters, c: Person, day: int, as_customer: int) -> None:
    """Let somebody enter on a later day; ``started`` keeps until then whether she comes as a customer."""
    c.status = Status.ABSENT
    endow(p, c, 0)
    c.entry = entry_time(c.key, day)
    c.moves = move_time(p, c)
    c.started = as_customer
