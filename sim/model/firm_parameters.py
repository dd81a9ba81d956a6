"""What the firm chooses: prices, quality, desk, recovery, advertising, care, and what they cost.

Declarations of the firm's parameters, first part. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.events import RecoveryLaw
from sim.model.pricing_parameters import PricingParameters
from sim.model.quantities import HOUR, YEAR, Owner, Unit, declared

FIRM = Owner.FIRM


@dataclass(frozen=True, slots=True)
class FirmParameters(PricingParameters):
    """The firm: prices, quality, desk, recovery, advertising, care, and what they cost."""

    goods_margin: float = declared("goods.margin", Unit.SHARE, 0.30, "margin of a basket", owner=FIRM)
    discount_rate: float = declared(
        "discount.rate", Unit.SHARE, 0.10, "effective yearly rate that profit is discounted at", owner=FIRM
    )
    failure_rate: float = declared(
        "failure.rate", Unit.SHARE, 0.05, "chance that a purchase goes wrong", owner=FIRM, mechanism="failures"
    )
    failure_major: float = declared(
        "failure.major", Unit.SHARE, 0.30, "share of failures that are major", owner=FIRM, mechanism="failures"
    )
    failure_encounter: float = declared(
        "failure.encounter",
        Unit.SHARE,
        0.435,
        "share of failures in the encounter with staff, the others in the core service",
        owner=FIRM,
        mechanism="failures",
        source="science A6: 34.1 of 44.3 + 34.1 (Keaveney 1995, second-hand)",
    )
    channel_ease: float = declared(
        "channel.ease",
        Unit.NUMBER,
        0.0,
        "logits that the firm's channel adds to complaining",
        low=-5.0,
        high=5.0,
        owner=FIRM,
        mechanism="complaints",
    )
    channel_cost: float = declared(
        "channel.cost",
        Unit.MONEY_RATE,
        0.0,
        "standing cost of the channel",
        high=1e12,
        owner=FIRM,
        mechanism="complaints",
    )
    complaint_cost: int = declared(
        "complaint.cost",
        Unit.MONEY,
        0,
        "cost of handling one complaint, whatever its end",
        high=1e12,
        owner=FIRM,
        mechanism="complaints",
    )
    desk_agents: int = declared(
        "desk.agents", Unit.COUNT, 1, "agents at the desk", high=10_000, owner=FIRM, mechanism="desk"
    )
    desk_opens: float = declared(
        "desk.opens", Unit.TIME, 9 * HOUR, "opening time, hours after midnight", high=1.0, owner=FIRM, mechanism="desk"
    )
    desk_closes: float = declared(
        "desk.closes",
        Unit.TIME,
        18 * HOUR,
        "closing time, hours after midnight; 0 to 24 hours never closes",
        high=1.0,
        owner=FIRM,
        mechanism="desk",
    )
    desk_wage: float = declared(
        "desk.wage",
        Unit.MONEY_RATE,
        0.0,
        "pay of one agent while the desk is open",
        high=1e12,
        owner=FIRM,
        mechanism="desk",
    )
    desk_overtime: float = declared(
        "desk.overtime", Unit.NUMBER, 1.5, "pay after closing, in wages", high=10.0, owner=FIRM, mechanism="desk"
    )
    desk_skill: float = declared(
        "desk.skill",
        Unit.SHARE,
        1.0,
        "skill of the agents: divides service time, multiplies empathy",
        low=0.01,
        owner=FIRM,
        mechanism="desk",
    )
    recovery_law: int = declared(
        "recovery.law",
        Unit.CHOICE,
        RecoveryLaw.JUSTICE,
        "outcomes by the five steps, or by a measured mix",
        choices=RecoveryLaw,
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_mix: tuple[float, ...] = declared(
        "recovery.mix",
        Unit.SHARES,
        (0.4, 0.4, 0.2),
        "measured shares: unresolved, resolved, resolved quickly",
        size=3,
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_mix_costs: tuple[float, ...] = declared(
        "recovery.mix_costs",
        Unit.MONEYS,
        (0.0, 0.0, 0.0),
        "cost of each outcome of the measured mix",
        size=3,
        high=1e12,
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_apology: int = declared(
        "recovery.apology", Unit.SWITCH, 0, "step 1: apologise", owner=FIRM, mechanism="complaints"
    )
    recovery_fast_handling: int = declared(
        "recovery.fast_handling",
        Unit.SWITCH,
        0,
        "step 2: urgent reinstatement, first in line and quicker",
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_empathy: int = declared(
        "recovery.empathy", Unit.SWITCH, 0, "step 3: show empathy", owner=FIRM, mechanism="complaints"
    )
    recovery_compensation: float = declared(
        "recovery.compensation",
        Unit.NUMBER,
        0.0,
        "step 4: symbolic atonement, paid back as a multiple of the price",
        high=5.0,
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_follow_up: int = declared(
        "recovery.follow_up",
        Unit.SWITCH,
        0,
        "step 5: follow up when it was not resolved",
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_voucher: int = declared(
        "recovery.voucher",
        Unit.SWITCH,
        0,
        "compensation as a voucher for the next purchase instead of cash",
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_fast_factor: float = declared(
        "recovery.fast_factor",
        Unit.NUMBER,
        0.7,
        "service time under fast handling, as a multiple",
        low=0.01,
        owner=FIRM,
        mechanism="complaints",
    )
    recovery_fast_cost: int = declared(
        "recovery.fast_cost",
        Unit.MONEY,
        0,
        "extra cost of a complaint under fast handling",
        high=1e12,
        owner=FIRM,
        mechanism="complaints",
    )
    follow_up_lag: float = declared(
        "follow_up.lag",
        Unit.TIME,
        7.0,
        "days from the answer to the follow-up",
        high=YEAR,
        owner=FIRM,
        mechanism="complaints",
    )
    follow_up_cost: int = declared(
        "follow_up.cost", Unit.MONEY, 0, "cost of one follow-up", high=1e12, owner=FIRM, mechanism="complaints"
    )
    advertising_spend: float = declared(
        "advertising.spend",
        Unit.MONEY_RATE,
        0.0,
        "advertising per prospect (and rival's customer)",
        high=1e12,
        owner=FIRM,
        mechanism="advertising",
    )
    care_spend: float = declared(
        "care.spend", Unit.MONEY_RATE, 0.0, "care per customer", high=1e12, owner=FIRM, mechanism="care"
    )
    programme_fixed: float = declared(
        "programme.fixed",
        Unit.MONEY_RATE,
        0.0,
        "standing cost of a strategy",
        high=1e12,
        owner=FIRM,
        mechanism="programme",
    )
    programme_per_customer: float = declared(
        "programme.per_customer",
        Unit.MONEY_RATE,
        0.0,
        "cost of a strategy per customer",
        high=1e12,
        owner=FIRM,
        mechanism="programme",
    )
    programme_once: int = declared(
        "programme.once",
        Unit.MONEY,
        0,
        "cost of a strategy when it starts",
        high=1e12,
        owner=FIRM,
        mechanism="programme",
    )
