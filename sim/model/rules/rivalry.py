"""What pulls a customer away, or pushes her: a rival to compare with, its offers, a scandal, the firm that drops her.

The pull of a rival is a hazard whose rate moves with her satisfaction and with prices and qualities; its threshold is
carried. Everything else appoints a time of leaving at 00:00 of a day. The earliest of all times is ``departure``.
"""

from sim.model.codes import Cause, Loss
from sim.model.flat import Parameters, Person
from sim.model.rules.clocks import appoint
from sim.model.rules.dropping import is_dropping_night, is_unwanted
from sim.model.rules.poaching import is_poaching_night
from sim.model.rules.rivals import feel_pull
from sim.model.rules.scandal import is_scandal, shake


def is_stirred(p: Parameters, day: int, begins: bool) -> bool:
    """Return whether something reaches the customers at 00:00 of a day; ``begins`` says that a phase does."""
    if p.rivals_on and (begins or day == p.rivals_enters):
        return True
    return is_scandal(p, day) or is_dropping_night(p, day) or is_poaching_night(p, day)


def stir(p: Parameters, c: Person, day: int) -> None:
    """Let the night reach a customer: the scandal, the firm's list of customers to drop, the rival's new pull."""
    if is_scandal(p, day):
        shake(p, c, day)
    if is_dropping_night(p, day) and is_unwanted(p, c):
        appoint(p, c, float(day), Cause.INVOLUNTARY, Loss.DROPPED)
    if p.rivals_on:
        feel_pull(p, c, float(day))
