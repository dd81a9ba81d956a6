"""What do staff gain and lose who push customers to buy more?"""

from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch


class Pushing(Mechanism):
    """Staff push customers to buy more."""

    pushing_on: int = switch(0, "staff push customers to buy more")
    push_basket: float = declared(
        "push.basket", Unit.SHARE, 0.10, "share by which pushing raises a basket", owner=FIRM, plausible=(0.0, 0.3)
    )
    push_pressure: float = declared(
        "push.pressure",
        Unit.SHARE,
        0.05,
        "part of satisfaction that being pushed takes at each purchase",
        owner=FIRM,
        plausible=(0.0, 0.2),
    )
