"""Does somebody who gave up in the line call again, and when?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters
from sim.model.quantiles import exponential
from sim.model.quantities import HOUR, YEAR, Mechanism, Unit, declared, switch

MOST_REDIALS = 3
SLOTS = 16  # draws of its own that a contact has


class Redial(Mechanism):
    """Who gives up in the line may call again."""

    redial_on: int = switch(0, "who gives up in the line may call again")
    redial_chance: float = declared(
        "redial.chance",
        Unit.SHARE,
        0.3,
        "chance that somebody who gives up calls again, three times at most",
        source="assumed; of known callers who gave up at a bank's call centre, 47% called again within an hour, 69% "
        "within a day, of those served 13% and 38% (January 1999, docs/sources.md)",
        plausible=(0.0, 0.8),
    )
    redial_after: float = declared(
        "redial.after",
        Unit.TIME,
        HOUR / 6.0,
        "mean time until she does",
        high=YEAR,
        lively=(0.0, 2.0),
        plausible=(HOUR / 60.0, 1.0),
    )


def redial_draw(key: int, number: int, place: int) -> float:
    """Return a draw about a contact's calls: 2 k if she calls again after call k, 2 k + 1 when, 8 + k patience."""
    return uniform(key, Purpose.REDIAL, SLOTS * number + place)


def calls_again(p: Parameters, key: int, number: int, attempt: int) -> bool:
    """Return whether a contact of a subject calls again after giving up; ``attempt`` counts calls from 0."""
    return bool(p.redial_on) and attempt < MOST_REDIALS and redial_draw(key, number, 2 * attempt) < p.redial_chance


def redial_span(p: Parameters, key: int, number: int, attempt: int) -> float:
    """Return how long after giving up the next call comes."""
    return p.redial_after * exponential(redial_draw(key, number, 2 * attempt + 1))
