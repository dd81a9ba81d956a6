"""How does everybody begin, at the start of the run or on a later day?"""

from sim.model.codes import Route, Status
from sim.model.flat import Parameters, Person
from sim.model.rules.buying import gap_end
from sim.model.rules.hazards import move_time
from sim.model.rules.life import start_buying, start_looking
from sim.model.rules.people import endow, endow_survivor, entry_time, start_status
from sim.model.rules.rivals import start_comparing


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
        c.next_purchase = gap_end(p, c, 0.0, 0)
    else:
        start_looking(p, c, 0.0)


def await_entry(p: Parameters, c: Person, day: int, as_customer: int) -> None:
    """Let somebody enter on a later day; ``started`` keeps until then whether she comes as a customer."""
    c.status = Status.ABSENT
    endow(p, c, 0)
    c.entry = entry_time(c.key, day)
    c.moves = move_time(p, c)
    c.started = as_customer
