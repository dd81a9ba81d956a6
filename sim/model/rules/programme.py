"""What does a strategy cost that has costs of its own?"""

from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch


class Programme(Mechanism):
    """A strategy has costs of its own."""

    programme_on: int = switch(1, "a strategy has costs of its own")
    programme_fixed: float = declared(
        "programme.fixed",
        Unit.MONEY_RATE,
        0.0,
        "standing cost of a strategy",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 100.0),
    )
    programme_per_customer: float = declared(
        "programme.per_customer",
        Unit.MONEY_RATE,
        0.0,
        "cost of a strategy per customer",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 5.0),
    )
    programme_once: int = declared(
        "programme.once",
        Unit.MONEY,
        0,
        "cost of a strategy when it starts",
        high=1e12,
        owner=FIRM,
        lively=(0, 5000),
    )
