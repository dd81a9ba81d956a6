"""Which part of what a customer buys does she buy here?"""

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import Mechanism, Unit, declared, switch
from sim.model.storage import Small


class Wallet(Mechanism):
    """Customers buy elsewhere too."""

    wallet_on: int = switch(0, "customers buy elsewhere too")
    wallet_share: float = declared(
        "wallet.share",
        Unit.SHARE,
        0.5,
        "share of occasions to buy that are the firm's for a customer without satisfaction",
        plausible=(0.2, 0.8),
    )
    wallet_satisfaction: float = declared(
        "wallet.satisfaction", Unit.SHARE, 0.4, "what full satisfaction adds to that share", plausible=(0.0, 0.8)
    )
    # of a person
    strayed: Small  # the last occasion to buy went elsewhere


def own_share(p: Parameters, c: Person) -> float:
    """Return the share of a customer's occasions to buy that are the firm's; rises with satisfaction."""
    return min(1.0, p.wallet_share + p.wallet_satisfaction * c.satisfaction)


def buys_elsewhere(p: Parameters, c: Person) -> bool:
    """Return whether the occasion to buy that has come goes elsewhere; who just joined came to buy."""
    if c.joined == c.next_purchase:
        return False
    return uniform(c.key, Purpose.WALLET, c.purchases) >= own_share(p, c)
