"""What does care for customers take off the chance of leaving?"""

from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch


class Care(Mechanism):
    """Care keeps customers."""

    care_on: int = switch(1, "care keeps customers")
    care_most: float = declared(
        "care.most", Unit.SHARE, 0.01, "fall of the chance of leaving that unlimited care would bring"
    )
    care_response: float = declared(
        "care.response",
        Unit.NUMBER,
        0.1,
        "curvature of the answer to care, per currency unit a customer and year",
        high=1e6,
    )
    care_spend: float = declared(
        "care.spend", Unit.MONEY_RATE, 0.0, "care per customer", high=1e12, owner=FIRM, lively=(0.0, 20.0)
    )
    care_effect: float = solved(0.0)
