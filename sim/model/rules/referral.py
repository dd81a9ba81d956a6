"""How does a customer differ who came because somebody told her? For as long as she stays."""

from sim.model.codes import Route
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch


class Referral(Mechanism):
    """Recommended customers differ from others."""

    referral_on: int = switch(0, "recommended customers differ from others")
    referral_leaving: float = declared(
        "referral.leaving",
        Unit.NUMBER,
        0.85,
        "chance of leaving of a recommended customer, as a multiple",
        high=5.0,
        source="assumed; direction: Schmitt, Skiera & Van den Bulte (2011), science C",
        plausible=(0.6, 1.0),
    )
    referral_basket: float = declared(
        "referral.basket",
        Unit.NUMBER,
        1.0,
        "basket of a recommended customer, as a multiple",
        high=5.0,
        source="assumed; direction: Schmitt, Skiera & Van den Bulte (2011), science C",
        plausible=(0.9, 1.2),
    )


def is_referred(p: Parameters, c: Person) -> bool:
    """Return whether a customer came because of what she was told.

    Either a telling won her, or she joined at an occasion with more inclination than everybody has at first.
    """
    return c.route == Route.TELLING or (c.route == Route.OCCASION and c.inclination > p.talk_inclination)


def personal_leave_chance(p: Parameters, c: Person) -> float:
    """Return the personal chance of leaving after a trouble-free purchase, in [0, 1].

    References
    ----------
    Referred customers stay longer: Schmitt, Skiera & Van den Bulte (2011), science C; the size is assumed.
    """
    if p.referral_on and is_referred(p, c):
        return min(1.0, c.leave_chance * p.referral_leaving)
    return c.leave_chance


def personal_basket(p: Parameters, c: Person) -> float:
    """Return the personal mean of a basket, in minor units."""
    return c.basket * p.referral_basket if p.referral_on and is_referred(p, c) else c.basket
