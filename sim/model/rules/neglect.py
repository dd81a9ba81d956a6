"""What does it do to a customer to hear nothing?"""

from sim.model.flat import Parameters, Person
from sim.model.numerics import expm1
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import INFINITE, Real


class Neglect(Mechanism):
    """Customers who hear nothing leave more."""

    neglect_on: int = switch(0, "customers who hear nothing leave more")
    neglect_weight: float = declared(
        "neglect.weight",
        Unit.NUMBER,
        1.0,
        "by how much neglect raises the chance of leaving, relative to it",
        high=100.0,
        lively=(0.0, 5.0),
        plausible=(0.0, 5.0),
    )
    neglect_span: float = declared(
        "neglect.span",
        Unit.TIME,
        2 * MONTH,
        "days since purchase or call after which neglect is about 63% of its most",
        low=1e-3,
        high=50 * YEAR,
        lively=(1.0, 200.0),
        plausible=(7.0, 2 * YEAR),
    )
    # of a person
    silence: Real  # before the last purchase


def break_silence(c: Person, now: float) -> None:
    """Keep how long a customer had heard nothing before a purchase: neither bought, nor joined, nor been called."""
    heard = max(c.joined, c.called)
    if c.last_purchase < INFINITE:
        heard = max(heard, c.last_purchase)
    c.silence = now - heard


def neglect_factor(p: Parameters, c: Person) -> float:
    """Return by how much silence before the last purchase multiplies the chance of leaving."""
    return 1.0 - p.neglect_weight * expm1(-c.silence / p.neglect_span)
