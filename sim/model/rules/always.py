"""What every market has: who buys how often and for how much, who leaves after how many purchases, and margins."""

from sim.model import events
from sim.model.codes import Status
from sim.model.flat import Parameters
from sim.model.quantities import FIRM, YEAR, Given, Unit, declared, solved
from sim.model.storage import Key, Real, Small, Totals, Whole


class Always(Given):
    """What every market and every firm has."""

    start_customers: float = declared(
        "start.customers",
        Unit.SHARE,
        0.5,
        "share of persons who are customers at the start",
        lively=(0.0, 1.0),
    )
    start_rival: float = declared(
        "start.rival",
        Unit.SHARE,
        0.0,
        "share of persons who are a rival's customers at the start",
        lively=(0.0, 0.5),
    )
    start_tenure: float = declared(
        "start.tenure",
        Unit.TIME,
        0.0,
        "mean tenure drawn for customers at the start; their traits are drawn as survivors of it; 0 days: all are new",
        high=50 * YEAR,
        lively=(0.0, 1500.0),
    )
    week_first: int = declared(
        "week.first",
        Unit.CHOICE,
        events.Weekday.MONDAY,
        "weekday of the first simulated day, the history's if there is one; for roster and outside.week",
        choices=events.Weekday,
    )
    buying_rate: float = declared(
        "buying.rate", Unit.RATE, 12 / YEAR, "mean purchase rate of a customer", high=1000.0, lively=(0.0, 0.5)
    )
    buying_rate_law: int = declared(
        "buying.rate_law", Unit.CHOICE, events.RateLaw.GAMMA, "how rates differ between persons", choices=events.RateLaw
    )
    buying_rate_shape: float = declared(
        "buying.rate_shape",
        Unit.NUMBER,
        2.0,
        "shape of the gamma law of rates: small is uneven",
        low=0.05,
        high=1e4,
        lively=(0.1, 20.0),
    )
    basket_mean: float = declared(
        "basket.mean", Unit.MONEY, 2000, "mean price of a purchase", high=1e12, lively=(0, 5000)
    )
    basket_personal_spread: float = declared(
        "basket.personal_spread",
        Unit.NUMBER,
        0.5,
        "coefficient of variation of personal mean baskets",
        high=10.0,
        lively=(0.0, 2.0),
    )
    basket_noise_spread: float = declared(
        "basket.noise_spread",
        Unit.NUMBER,
        0.5,
        "coefficient of variation of one person's baskets",
        high=10.0,
        lively=(0.0, 2.0),
    )
    leaving_law: int = declared(
        "leaving.law",
        Unit.CHOICE,
        events.LeaveLaw.CONSTANT,
        "how the personal chance of leaving differs",
        choices=events.LeaveLaw,
    )
    leaving_chance: float = declared(
        "leaving.chance", Unit.SHARE, 0.02, "chance of leaving after a trouble-free purchase, when constant"
    )
    leaving_a: float = declared(
        "leaving.a",
        Unit.NUMBER,
        0.8,
        "first shape of the beta law of leaving",
        low=0.05,
        high=1e3,
        lively=(0.1, 5.0),
    )
    leaving_b: float = declared(
        "leaving.b",
        Unit.NUMBER,
        2.4,
        "second shape of the beta law of leaving",
        low=0.05,
        high=1e3,
        lively=(0.1, 20.0),
    )
    leaving_after: int = declared(
        "leaving.after",
        Unit.CHOICE,
        events.DropOut.EVERY_PURCHASE,
        "after which purchases a person may leave",
        choices=events.DropOut,
    )
    leaving_to_rival: float = declared("leaving.to_rival", Unit.SHARE, 0.5, "share of leavers who go to a rival")
    leaving_causes: tuple[float, ...] = declared(
        "leaving.causes",
        Unit.NUMBERS,
        (0.2603, 0.2004, 0.1757, 0.1216, 0.1016, 0.0599, 0.0441, 0.0),
        "weights of the eight causes when nothing failed: core, encounter, price, inconvenience, response, "
        "competition, ethics, involuntary",
        size=8,
        high=1e6,
        source="science A6: Keaveney (1995) shares of mentions, as listed second-hand; involuntary has its own rate",
        lively=(0.0, 1.0),
    )
    level_churn: float = declared(
        "level.churn",
        Unit.SHARE,
        0.0,
        "departures a customer and year as is; above 0 the everyday chance of leaving is scaled so that all leaving "
        "together comes to it",
    )
    level_joins: float = declared(
        "level.joins",
        Unit.RATE,
        0.0,
        "customers who join as is; above 0 rates and chances of joining are scaled so that all joining together comes "
        "to it",
        high=1e6,
        lively=(0.0, 0.0),
        plausible=(0.0, 0.0),
    )
    rival_openness: float = declared(
        "rival.openness", Unit.SHARE, 0.3, "how much a rival's customer answers what moves a prospect"
    )
    goods_margin: float = declared("goods.margin", Unit.SHARE, 0.30, "margin of a basket", owner=FIRM)
    discount_rate: float = declared(
        "discount.rate", Unit.SHARE, 0.10, "effective yearly rate that profit is discounted at", owner=FIRM
    )
    standing_cost: float = declared(
        "standing.cost",
        Unit.MONEY_RATE,
        0.0,
        "rent, staff and whatever else costs the same whoever buys",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 1000.0),
        plausible=(0.0, 1e9),
    )
    basket_noise_variance: float = solved(0.0)
    leaving_scale: float = solved(1.0)  # of the personal chance of leaving
    rate_scale: float = solved(1.0)  # of the purchase rate
    joining_scale: float = solved(1.0)  # of the rates and chances of joining
    basket_scale: float = solved(1.0)  # of the mean price, where something moves it
    # what a customer is like after 0, 1, 2, 4, ... 1,024 purchases, as is
    path_satisfaction: tuple[float, ...] = solved((0.5,) * 12)
    path_expectation: tuple[float, ...] = solved((0.5,) * 12)
    path_trust: tuple[float, ...] = solved((0.0,) * 12)
    path_familiarity: tuple[float, ...] = solved((0.0,) * 12)
    market_closed: int = solved(0)  # nobody joins any more: what those who are there are worth is counted
    # of a person
    key: Key
    number: Whole
    rate: Real  # purchases per day
    basket: Real  # mean price, minor units
    attachment: Real  # standard normal
    own_attachment: Real  # the part of it that is nobody else's
    leave_chance: Real
    entry: Real
    left: Real
    joined: Real
    first_purchase: Real
    last_purchase: Real
    next_purchase: Real  # of a prospect: the time of joining
    departure: Real  # earliest calendar hazard
    appointed: Real  # the same but for the pull of a rival, whose time moves
    purchases: Whole  # number of the next purchase; never restarts
    departure_parent: Whole  # who makes her leave, if departure_kind says so
    departure_occasion: Whole  # by which telling, or by leaving after which purchase
    bought: Whole
    status: Small
    route: Small
    cause: Small
    driver: Small
    loss: Small
    departure_cause: Small
    departure_loss: Small  # what the type of loss will be; none: what the cause says
    appointed_cause: Small
    appointed_loss: Small
    departure_kind: Small  # WARNING or DEPARTURE if somebody else makes her leave; 0: the calendar
    started: Small  # customer at the start of the run
    totals: Totals


def openness(p: Parameters, status: int) -> float:
    """Return how far a person answers what moves prospects: wholly, or less as a rival's customer."""
    return p.rival_openness if status == Status.RIVAL else 1.0
