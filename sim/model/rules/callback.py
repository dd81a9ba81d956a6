"""Who is called back instead of waiting in the line?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch
from sim.model.rules.redial import SLOTS


class Callback(Mechanism):
    """The desk can call back who would wait long."""

    callback_on: int = switch(0, "the desk can call back who would wait long")
    callback_above: int = declared(
        "callback.above",
        Unit.COUNT,
        2,
        "people in the line from which on who comes is offered to be called back, keeping her place",
        high=10_000,
        owner=FIRM,
        lively=(0, 3),
        plausible=(1, 20),
    )
    callback_taken: float = declared(
        "callback.taken", Unit.SHARE, 0.6, "share who take the offer", plausible=(0.2, 0.9)
    )
    callback_reached: float = declared(
        "callback.reached", Unit.SHARE, 0.85, "share who can be reached when their turn comes", plausible=(0.5, 1.0)
    )
    callback_carry: float = declared(
        "callback.carry",
        Unit.SHARE,
        0.0,
        "share of those who wait at closing who are called back when the desk opens again, instead of being sent away",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )


def callback_draw(key: int, number: int, attempt: int, place: int) -> float:
    """Return a draw about being called back: 0 if the offer is taken, 1 if she is reached, 2 if after closing too."""
    return uniform(key, Purpose.CALLBACK, SLOTS * number + 4 * attempt + place)


def takes_callback(p: Parameters, key: int, number: int, attempt: int, before: int) -> bool:
    """Return whether a caller with so many in the line before her is offered to be called back and takes it."""
    if not p.callback_on or before < p.callback_above:
        return False
    return callback_draw(key, number, attempt, 0) < p.callback_taken


def is_reached_back(p: Parameters, key: int, number: int, attempt: int) -> bool:
    """Return whether somebody who is called back can be reached."""
    return callback_draw(key, number, attempt, 1) < p.callback_reached


def is_carried(p: Parameters, key: int, number: int, attempt: int) -> bool:
    """Return whether somebody who waits at closing will be called back."""
    return bool(p.callback_on) and callback_draw(key, number, attempt, 2) < p.callback_carry
