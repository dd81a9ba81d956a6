"""The firm reaches out at 00:00, on its own account, to who is on its file."""

from sim.model.codes import Account, Kind
from sim.model.flat import Parameters, Person
from sim.model.rules.contacts import PROGRAMMES
from sim.model.rules.outreach import LOST, PER_CONTACT, contact, contact_cost, contact_number, is_contacted
from sim.model.story.writing import FIRM, NO_KIND, write
from sim.model.world import World


def reach_out(w: World, p: Parameters, c: Person, day: int) -> bool:
    """Let the firm's own programmes reach who is on its file, one after the other; return whether a customer was met.

    Who has left and told nobody is on it too: that costs as much, and then the firm knows.
    """
    met = False
    for k in range(PROGRAMMES):
        if is_contacted(p, c, k, day):
            found = contact(p, c, k, day)
            write(
                w, float(day), Kind.CONTACTED, c.number, contact_number(k, day), FIRM, 0, NO_KIND,
                Account.OUTREACH, -contact_cost(p, k), PER_CONTACT * k + found,
            )  # fmt: skip
            if found != LOST:
                met = True
    return met
