"""One person: what does not change, what does, and what was added up. Declared once for both engines.

The annotations carry the storage type of the compiled engine; the reference engine uses the class itself.
Times are days, money is minor units, ``inf`` means never.
"""

from functools import cache
from typing import Annotated, get_type_hints

from sim.model.events import Account
from sim.model.parameters import Parameters

INFINITE = float("inf")
ACCOUNTS = len(Account)
CAUSES = 8

Real = Annotated[float, "f8"]
Whole = Annotated[int, "i8"]
Small = Annotated[int, "i1"]
Key = Annotated[int, "u8"]
Blame = Annotated[list[float], ("f8", CAUSES)]
Totals = Annotated[list[int], ("i8", ACCOUNTS)]


class Person:
    """A person of the market. Every field is a number; ``totals`` has one number per account."""

    key: Key
    number: Whole
    # traits
    rate: Real  # purchases per day
    basket: Real  # mean price, minor units
    attachment: Real  # standard normal
    leave_chance: Real
    entry: Real
    moves: Real  # time of moving away
    # times
    left: Real
    joined: Real
    first_purchase: Real
    last_purchase: Real
    last_failure: Real
    next_purchase: Real  # of a prospect: the time of joining
    next_talk: Real
    next_occasion: Real
    departure: Real  # earliest calendar hazard
    appointed: Real  # the same but for the pull of a rival, whose time moves
    # state
    satisfaction: Real
    inclination: Real
    advert_left: Real  # what is left of the threshold of advertising at advert_since
    advert_since: Real
    complaint_time: Real
    wait: Real
    talk_weight: Real  # tellings relative to talk.rate
    pull_left: Real  # what is left of the threshold of leaving for a rival at pull_since
    pull_since: Real
    pull_rate: Real  # since then, per day
    reference_level: Real  # price level that is expected
    price_gap: Real  # level of the last purchase above the reference, as a share of it
    hidden_share: Real  # of its quoted price, added at the till
    contagion_stock: Real  # exposures to friends who left, faded, at contagion_since
    contagion_since: Real
    contagion_left: Real  # what is left of the threshold of contagion at contagion_since
    purchases: Whole  # number of the next purchase; never restarts
    tellings: Whole  # number of the next telling out of the blue
    occasions: Whole  # number of the next category occasion
    price: Whole  # of the purchase under complaint
    voucher: Whole  # to be redeemed
    join_parent: Whole  # who told, -1 nobody
    join_occasion: Whole  # which telling
    departure_parent: Whole  # who makes her leave, if departure_kind says so
    departure_occasion: Whole  # by which telling, or by leaving after which purchase
    consulted: Whole  # how often she has asked around before joining
    # counts
    bought: Whole
    failures: Whole
    complaints: Whole
    resolved: Whole
    given_up: Whole
    praised: Whole
    warned: Whole
    status: Small
    route: Small
    cause: Small
    loss: Small
    departure_cause: Small
    departure_loss: Small  # what the type of loss will be; none: what the cause says
    appointed_cause: Small
    appointed_loss: Small
    departure_kind: Small  # WARNING or DEPARTURE if somebody else makes her leave; 0: the calendar
    case: Small
    severity: Small
    nature: Small
    mode: Small  # of the last failure
    again: Small  # the last failure came before the one before it was forgotten
    outcome: Small
    written: Small
    patient: Small  # patience has begun to run
    started: Small  # customer at the start of the run
    root: Small  # cause of the last failure while it is not removed
    blamed: Whole  # causes with at least a tenth of the blame when she left, bit k - 1 for cause k
    spell: Whole  # number of the first purchase since she last joined
    blame_time: Real  # when the blame was last faded
    silence: Real  # before the last purchase
    called: Real  # when the firm last called
    expectation: Real  # of service, in [0, 1]
    expectation_time: Real  # when it was last moved
    trust: Real
    calls: Whole
    blame: Blame
    strayed: Small  # the last occasion to buy went elsewhere
    # worth
    familiarity: Real  # in [0, 1]
    products: Whole  # held beside the first one
    partner: Whole  # the intermediary through whom she buys, -1 nobody
    led: Whole  # purchases of the intermediary at the departure that she follows; an intermediary's own at her last
    intermediary: Small
    notorious: Small  # has a bad name
    totals: Totals

    __slots__ = tuple(__annotations__)

    def __init__(self) -> None:
        zeros(self)


def storage(record: type) -> list[tuple[str, str, int]]:
    """Return (field, storage type, length) of a record class; length 0 for a plain number."""
    out = []
    for name, hint in get_type_hints(record, include_extras=True).items():
        (kind,) = hint.__metadata__
        out.append((name, kind, 0) if isinstance(kind, str) else (name, kind[0], kind[1]))
    return out


def zeros(record: object) -> None:
    """Set every field of a record to nothing, as the arrays of the compiled engine begin."""
    for name, kind, length in _fields(type(record)):  # type: ignore[arg-type]
        zero = 0.0 if kind == "f8" else 0
        setattr(record, name, [zero] * length if length else zero)


@cache
def _fields(record: type) -> tuple[tuple[str, str, int], ...]:
    return tuple(storage(record))


def parameter_storage() -> list[tuple[str, str, int]]:
    """Return (field, storage type, length) of the engines' flat record of parameters."""
    out = []
    for name, hint in get_type_hints(Parameters).items():
        value = Parameters.__dataclass_fields__[name].default
        if hint is int:
            out.append((name, "i8", 0))
        else:
            out.append((name, "f8", len(value) if isinstance(value, tuple) else 0))
    return out


__all__ = ["ACCOUNTS", "CAUSES", "INFINITE", "Person", "parameter_storage", "storage", "zeros"]
