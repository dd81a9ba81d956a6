"""What does the firm pay for buying often?"""

from sim.model.flat import Parameters
from sim.model.numerics import round_half_up
from sim.model.quantities import FIRM, Mechanism, Unit, declared, switch


class Reward(Mechanism):
    """The firm can pay for frequent buying."""

    reward_on: int = switch(0, "the firm can pay for frequent buying")
    reward_share: float = declared(
        "reward.share", Unit.SHARE, 0.0, "share of each price that is paid back", owner=FIRM, plausible=(0.0, 0.05)
    )
    reward_frequency: float = declared(
        "reward.frequency",
        Unit.NUMBER,
        0.0,
        "how much more often customers buy while the programme runs, as a share of their rate",
        high=3.0,
        owner=FIRM,
        source="assumed; science B6: what heavy and light buyers seem to do may be regression to the mean",
        plausible=(0.0, 0.3),
    )


def reward_amount(p: Parameters, price: int) -> int:
    """Return what the programme pays back for a purchase, in minor units; 0 while none runs."""
    return round_half_up(p.reward_share * price)
