"""What does a warning leave with somebody who is no customer? Doubt, which fades."""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp
from sim.model.quantiles import exponential
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.advertising import advert_rate, await_advert
from sim.model.rules.clocks import threshold_time
from sim.model.storage import Real, Whole


class Doubt(Mechanism):
    """Warnings leave doubt with those who are no customers."""

    doubt_on: int = switch(0, "warnings leave doubt with those who are no customers")
    doubt_prevents: float = declared(
        "doubt.prevents",
        Unit.NUMBER,
        0.55,
        "joins that a warning prevents, for each that a praise brings",
        high=10.0,
        source="assumed; direction: East, Hammond & Lomax (2008): praise moves somewhat more people than warnings",
        lively=(0.0, 3.0),
        plausible=(0.2, 1.5),
    )
    doubt_span: float = declared(
        "doubt.span",
        Unit.TIME,
        YEAR,
        "time in which doubt falls to 37%",
        low=0.1,
        high=100 * YEAR,
        lively=(0.1, 400.0),
        plausible=(MONTH, 3 * YEAR),
    )
    doubt_step: float = solved(0.0)  # part of the way to 1 by which a warning moves doubt
    # of a person
    doubt: Real  # at doubt_since
    doubt_since: Real
    consulted: Whole  # how often she has thought twice before joining


def doubt_now(p: Parameters, c: Person, now: float) -> float:
    """Return somebody's doubt, in [0, 1]."""
    return c.doubt * exp(-(now - c.doubt_since) / p.doubt_span) if c.doubt > 0.0 else 0.0


def begin_to_doubt(p: Parameters, c: Person, now: float) -> None:
    """Let a warning move doubt a part of the way to 1."""
    before = doubt_now(p, c, now)
    c.doubt = before + p.doubt_step * (1.0 - before)
    c.doubt_since = now


def thinks_twice(c: Person, answer: int) -> float:
    """Return a draw of somebody who thinks twice; each time has two, of even and of odd number."""
    return uniform(c.key, Purpose.HEARD, answer)


def doubts_too_much(p: Parameters, c: Person, now: float) -> bool:
    """Let somebody who is about to join think twice; return whether she does not join."""
    doubt = doubt_now(p, c, now)
    if doubt <= 0.0:
        return False
    c.consulted += 1
    return thinks_twice(c, 2 * (c.consulted - 1)) < doubt


def look_again(p: Parameters, c: Person, now: float, pull: float) -> None:
    """Let a prospect whom advertising had won start anew: with another threshold of advertising."""
    left = exponential(thinks_twice(c, 2 * (c.consulted - 1) + 1))
    await_advert(c, now, left, advert_rate(p, c.status, pull))
    c.next_purchase = threshold_time(now, left, c.advert_rate)
