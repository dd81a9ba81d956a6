"""Whom who has left does the firm try to win back, how hard, with what, and does she return?"""

from sim.model import events
from sim.model.codes import Account, Loss, Purpose, Route
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import Real, Small, Whole

MOST_ATTEMPTS = 5
# Classes of customers on the firm's file
CLASS_A = 0
CLASS_B = 1
CLASS_C = 2


class Winback(Mechanism):
    """The firm tries to win back customers whom it knows to have left."""

    winback_on: int = switch(0, "the firm tries to win back customers whom it knows to have left")
    leaving_says: float = declared(
        "leaving.says", Unit.SHARE, 0.30, "share of those who leave who say so to the firm", plausible=(0.0, 1.0)
    )
    winback_reach: float = declared(
        "winback.reach", Unit.SHARE, 0.60, "chance that a try to win her back reaches her", plausible=(0.3, 0.9)
    )
    winback_willing: float = declared(
        "winback.willing",
        Unit.NUMBER,
        -1.5,
        "logits of returning on the day after leaving, the remedy and an apology apart",
        low=-20.0,
        high=20.0,
        plausible=(-4.0, 0.0),
    )
    winback_fits: float = declared(
        "winback.fits",
        Unit.NUMBER,
        1.5,
        "logits of returning that a remedy adds which fits why she left",
        low=-20.0,
        high=20.0,
        plausible=(0.5, 3.0),
    )
    winback_misfits: float = declared(
        "winback.misfits",
        Unit.NUMBER,
        -0.5,
        "logits of returning that a remedy adds which does not fit why she left",
        low=-20.0,
        high=20.0,
        plausible=(-1.5, 0.0),
    )
    winback_sorry: float = declared(
        "winback.sorry",
        Unit.NUMBER,
        0.5,
        "logits of returning that an apology adds",
        high=20.0,
        plausible=(0.0, 1.0),
    )
    winback_span: float = declared(
        "winback.span",
        Unit.TIME,
        180.0,
        "days since she left that take one logit of returning",
        low=1.0,
        high=50 * YEAR,
        lively=(1.0, 400.0),
        plausible=(60.0, 2 * YEAR),
    )
    winback_second: tuple[float, ...] = declared(
        "winback.second",
        Unit.NUMBERS,
        (1.0, 1.3, 0.8, 1.5),
        "what the everyday chance of leaving is multiplied by after returning for: service, price, upgrade, bundle",
        size=4,
        high=100.0,
        source="science B7: longest after an upgrade, shortest after a bundle (Kumar et al. 2015); sizes assumed",
        lively=(0.0, 3.0),
        plausible=(0.5, 2.0),
    )
    winback_class_a: float = declared(
        "winback.class_a",
        Unit.NUMBER,
        2.0,
        "sales from which on a customer is of class A, in an average customer's of the same time",
        high=1000.0,
        owner=FIRM,
        lively=(0.0, 3.0),
        plausible=(1.5, 4.0),
    )
    winback_class_b: float = declared(
        "winback.class_b",
        Unit.NUMBER,
        0.75,
        "sales from which on a customer is of class B if not of A; below it she is of class C",
        high=1000.0,
        owner=FIRM,
        lively=(0.0, 3.0),
        plausible=(0.3, 1.5),
    )
    winback_tries_a: int = declared(
        "winback.tries_a",
        Unit.COUNT,
        0,
        "times that the firm tries to win back somebody of class A",
        high=MOST_ATTEMPTS,
        owner=FIRM,
        plausible=(0, 5),
    )
    winback_tries_b: int = declared(
        "winback.tries_b",
        Unit.COUNT,
        0,
        "times that the firm tries to win back somebody of class B",
        high=MOST_ATTEMPTS,
        owner=FIRM,
        plausible=(0, 3),
    )
    winback_tries_c: int = declared(
        "winback.tries_c",
        Unit.COUNT,
        0,
        "times that the firm tries to win back somebody of class C",
        high=MOST_ATTEMPTS,
        owner=FIRM,
        plausible=(0, 1),
    )
    winback_cost_a: int = declared(
        "winback.cost_a",
        Unit.MONEY,
        1000,
        "cost of a try to win back somebody of class A",
        high=1e12,
        owner=FIRM,
        lively=(0, 2000),
        plausible=(200, 4000),
        anchor="1 agent-hours",
    )
    winback_cost_b: int = declared(
        "winback.cost_b",
        Unit.MONEY,
        170,
        "cost of a try to win back somebody of class B",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 1000),
        anchor="0.17 agent-hours",
    )
    winback_cost_c: int = declared(
        "winback.cost_c",
        Unit.MONEY,
        170,
        "cost of a try to win back somebody of class C",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(50, 1000),
        anchor="0.17 agent-hours",
    )
    winback_delay: float = declared(
        "winback.delay",
        Unit.TIME,
        14.0,
        "days from hearing that she has left to the first try, and from one try to the next",
        high=10 * YEAR,
        owner=FIRM,
        lively=(0.0, 20.0),
        plausible=(1.0, 90.0),
    )
    winback_listens: float = declared(
        "winback.listens",
        Unit.SHARE,
        0.60,
        "share of those reached who say why they left, because the firm hears them out",
        owner=FIRM,
        plausible=(0.0, 0.9),
    )
    winback_apology: int = declared(
        "winback.apology", Unit.SWITCH, 0, "the firm apologises to who has left", owner=FIRM
    )
    winback_remedy: int = declared(
        "winback.remedy",
        Unit.CHOICE,
        events.Remedy.BY_CAUSE,
        "what the firm offers who has left; by_cause: what fits why she left, or better service where it does not know",
        choices=events.Remedy,
        owner=FIRM,
    )
    winback_remedy_costs: tuple[float, ...] = declared(
        "winback.remedy_costs",
        Unit.NUMBERS,
        (0.1, 0.3, 0.3, 0.6),
        "what a remedy costs where she returns for it, in mean baskets: service, price, upgrade, bundle",
        size=4,
        high=1000.0,
        owner=FIRM,
        lively=(0.0, 1.0),
        plausible=(0.0, 2.0),
    )
    # of a person
    heard: Real  # when the firm heard that she has left; 0 while it has not, or she is a customer
    tries: Small  # to win her back, since then
    remedy: Small  # for which she returned the last time
    sold_before: Whole  # sales to her before she last joined


def says_so(p: Parameters, c: Person) -> bool:
    """Return whether somebody who has just left says so; whom the firm has dropped it knows about, and leaves alone."""
    return c.loss != Loss.DROPPED and uniform(c.key, Purpose.SAYS_SO, c.purchases) < p.leaving_says


def hear_gone(c: Person, now: float) -> None:
    """Let the firm hear that somebody has left, unless it knows already or has dropped her."""
    if c.heard == 0.0 and c.loss != Loss.DROPPED:
        c.heard = now
        c.tries = 0


def open_file(c: Person) -> None:
    """Let somebody who becomes a customer be one on the firm's file."""
    c.heard = 0.0
    c.sold_before = c.totals[Account.SALES]


def class_of(p: Parameters, c: Person) -> int:
    """Return the class of somebody who has left, by what she bought while she was a customer.

    Her sales are held against those of an average customer in the same time, and in no less than from one purchase to
    the next: who bought once and left at once is no customer of class A.
    """
    usual = p.basket_mean * max(1.0, p.buying_rate * (c.left - c.joined))
    sold = c.totals[Account.SALES] - c.sold_before
    if sold >= p.winback_class_a * usual:
        return CLASS_A
    return CLASS_B if sold >= p.winback_class_b * usual else CLASS_C


def tries_for(p: Parameters, group: int) -> int:
    """Return how often the firm tries to win back somebody of a class."""
    if group == CLASS_A:
        return p.winback_tries_a
    return p.winback_tries_b if group == CLASS_B else p.winback_tries_c


def try_cost(p: Parameters, group: int) -> int:
    """Return what a try to win back somebody of a class costs, in minor units."""
    if group == CLASS_A:
        return p.winback_cost_a
    return p.winback_cost_b if group == CLASS_B else p.winback_cost_c


def wins_back(p: Parameters) -> bool:
    """Return whether the firm tries to win anybody back; nobody comes where the market is closed."""
    if not p.winback_on or p.market_closed:
        return False
    return p.winback_tries_a + p.winback_tries_b + p.winback_tries_c > 0


def is_tried(p: Parameters, c: Person, day: int) -> bool:
    """Return whether the firm tries to win somebody back at 00:00 of a day.

    It does not know whether she has moved away: then it tries in vain.
    """
    if not wins_back(p) or c.heard == 0.0 or day < c.heard + (c.tries + 1) * p.winback_delay:
        return False
    return c.tries < tries_for(p, class_of(p, c))


def second_life(p: Parameters, c: Person) -> float:
    """Return what the everyday chance of leaving is multiplied by: 1 unless she was won back."""
    return p.winback_second[c.remedy] if c.route == Route.WIN_BACK else 1.0
