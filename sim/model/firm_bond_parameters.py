"""What the firm does about its customers' ties: causes of failing, service, calls, pushing.

Declarations of the firm's parameters, second part. Spans in days, money in minor units.
"""

from dataclasses import dataclass

from sim.model.firm_parameters import FIRM, FirmParameters
from sim.model.quantities import YEAR, Unit, declared


@dataclass(frozen=True, slots=True)
class FirmBondParameters(FirmParameters):
    """What the firm does about its customers' ties: causes of failing, service, calls, pushing."""

    failure_causes: tuple[float, ...] = declared(
        "failure.causes",
        Unit.NUMBERS,
        (0.443, 0.341, 0.0, 0.0, 0.0, 0.0, 0.075, 0.0),
        "weights of the causes that failures belong to: core, encounter, price, inconvenience, response, competition, "
        "ethics, involuntary",
        size=8,
        high=1e6,
        owner=FIRM,
        mechanism="causes",
        source="science A6: Keaveney (1995) shares of mentions, as listed second-hand",
    )
    failure_remedies: tuple[float, ...] = declared(
        "failure.remedies",
        Unit.SHARES,
        (0.0,) * 8,
        "share of the failures of each cause that the firm has removed",
        size=8,
        owner=FIRM,
        mechanism="causes",
    )
    root_removal: float = declared(
        "root.removal",
        Unit.SHARE,
        0.50,
        "chance that resolving a complaint also removes the cause",
        owner=FIRM,
        mechanism="causes",
    )
    recovery_by_cause: tuple[float, ...] = declared(
        "recovery.by_cause",
        Unit.SHARES,
        (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0),
        "factor of the quality of a recovery by the cause of the failure",
        size=8,
        owner=FIRM,
        mechanism="causes",
        source="assumed: an apology alone does not mend what was dishonest",
    )
    recovery_apology_by_mode: tuple[float, ...] = declared(
        "recovery.apology_by_mode",
        Unit.SHARES,
        (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.7, 1.0, 0.0, 0.5),
        "what an apology and empathy are worth by the mode of the failure, in the order of mode.weights; it takes the "
        "place of recovery.by_cause",
        size=10,
        owner=FIRM,
        mechanism="modes",
        source="assumed: an apology alone does not mend what was dishonest, nor wholly what was unsafe or ignorant",
    )
    recovery_insult: float = declared(
        "recovery.insult",
        Unit.SHARE,
        0.10,
        "share of unresolved complaints whose answer blames the customer",
        owner=FIRM,
        mechanism="insults",
    )
    mode_weights: tuple[float, ...] = declared(
        "mode.weights",
        Unit.NUMBERS,
        (3.0, 1.0, 1.0, 3.0, 2.0, 3.0, 2.0, 1.0, 3.0, 1.0),
        "weights of modes within their cause: core incomplete, unable, several; encounter uncaring, impolite, "
        "unresponsive, ignorant; price billing; ethics dishonest, unsafe; without causes, core and encounter alone",
        size=10,
        high=1e6,
        owner=FIRM,
        mechanism="modes",
        source="assumed; the modes are those of the origin texts (mission D02 to D08, D20, D22)",
    )
    push_basket: float = declared(
        "push.basket",
        Unit.SHARE,
        0.10,
        "share by which pushing raises a basket",
        owner=FIRM,
        mechanism="pushing",
    )
    push_pressure: float = declared(
        "push.pressure",
        Unit.SHARE,
        0.05,
        "part of satisfaction that being pushed takes at each purchase",
        owner=FIRM,
        mechanism="pushing",
    )
    service_level: float = declared(
        "service.level", Unit.SHARE, 0.5, "mean service that customers meet", owner=FIRM, mechanism="expectation"
    )
    call_every: float = declared(
        "call.every",
        Unit.TIME,
        30.0,
        "days from one round of calls to the next",
        low=1.0,
        high=50 * YEAR,
        owner=FIRM,
        mechanism="calls",
    )
    call_after: float = declared(
        "call.after",
        Unit.NUMBER,
        3.0,
        "silence, in mean gaps of the customer's own past, that makes the firm call",
        low=0.01,
        high=1e3,
        owner=FIRM,
        mechanism="calls",
    )
    call_cost: int = declared(
        "call.cost", Unit.MONEY, 200, "cost of one call", high=1e12, owner=FIRM, mechanism="calls"
    )
    reward_share: float = declared(
        "reward.share", Unit.SHARE, 0.0, "share of each price that is paid back", owner=FIRM, mechanism="reward"
    )
    reward_frequency: float = declared(
        "reward.frequency",
        Unit.NUMBER,
        0.0,
        "how much more often customers buy while the programme runs, as a share of their rate",
        high=3.0,
        owner=FIRM,
        mechanism="reward",
        source="assumed; science B6: what heavy and light buyers seem to do may be regression to the mean",
    )
    acquire_cost: int = declared(
        "acquire.cost",
        Unit.MONEY,
        0,
        "cost of winning one customer, or winning one back, advertising apart",
        high=1e12,
        owner=FIRM,
        mechanism="acquisition",
    )
    interview_chance: float = declared(
        "interview.chance",
        Unit.SHARE,
        0.30,
        "share of those who left whom the firm asks and who say why",
        owner=FIRM,
        mechanism="interviews",
    )
    interview_cost: int = declared(
        "interview.cost",
        Unit.MONEY,
        300,
        "cost of one interview with somebody who left",
        high=1e12,
        owner=FIRM,
        mechanism="interviews",
    )
