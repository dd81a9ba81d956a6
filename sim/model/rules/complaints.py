"""Does the customer speak up, and what does the answer bring: an outcome, a cost, a lift?"""

from sim.model import events
from sim.model.codes import Curve, Mode, Outcome, Purpose, RecoveryLaw, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, expm1, logistic, round_half_up
from sim.model.quantiles import exponential
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.authority import YES_QUALITY, multiple_asked, multiple_paid, says_yes
from sim.model.rules.burdens import skill
from sim.model.rules.incentives import thoroughness, warmth
from sim.model.rules.insults import is_insulted
from sim.model.rules.modes import apology_worth, is_corrected_late, voice_of_mode
from sim.model.rules.morale import fidelity
from sim.model.rules.stations import is_on_the_spot
from sim.model.rules.steps import again_draw, felt_wait, manners, order_worth, wording_worth
from sim.model.storage import Real, Small, Whole

MOST_COMPENSATION = 1.5


class Complaints(Mechanism):
    """Customers can complain and be recovered."""

    complaints_on: int = switch(1, "customers can complain and be recovered")
    complaint_minor: float = declared(
        "complaint.minor",
        Unit.SHARE,
        0.05,
        "share of customers who complain after a minor failure, no channel helping",
        source="science A1: small problems 3% to 5%",
        high=0.999,
        low=0.001,
    )
    complaint_major: float = declared(
        "complaint.major",
        Unit.SHARE,
        0.50,
        "share of customers who complain after a major failure, no channel helping",
        source="science A1: about 50% complain to the front line (TARP, asq.org quality progress 2005/11)",
        high=0.999,
        low=0.001,
    )
    complaint_attachment: float = declared(
        "complaint.attachment", Unit.NUMBER, 1.0, "logits of complaining per unit of attachment", high=5.0
    )
    complaint_satisfaction: float = declared(
        "complaint.satisfaction",
        Unit.NUMBER,
        0.0,
        "logits of complaining per unit of satisfaction above the middle",
        low=-10.0,
        high=10.0,
    )
    complaint_written: float = declared(
        "complaint.written", Unit.SHARE, 0.0, "share of complaints in writing: they keep their place overnight"
    )
    recovery_tau: float = declared(
        "recovery.tau",
        Unit.TIME,
        3.0,
        "wait for the solution after which about 37% of the worth of promptness is left",
        low=1e-3,
        high=YEAR,
        lively=(0.01, 5.0),
    )
    recovery_tau_fast: float = declared(
        "recovery.tau_fast", Unit.TIME, 1.0, "longest wait for the solution that still counts as quick", high=YEAR
    )
    recovery_curve: int = declared(
        "recovery.curve",
        Unit.CHOICE,
        events.Curve.BY_SEVERITY,
        "shape of the answer to compensation",
        choices=events.Curve,
        source="science A3: Gelbrich, Gaethke & Gregoire (2015): S-shaped after rejection, concave after acceptance; "
        "that major failures are rejected is assumed",
    )
    recovery_weights: tuple[float, ...] = declared(
        "recovery.weights",
        Unit.SHARES,
        (0.45, 0.35, 0.20),
        "weights of distributive, interactional, procedural justice",
        size=3,
        source="order: Orsingher et al. (2010), science A3; the numbers are assumed",
    )
    follow_up_chance: float = declared(
        "follow_up.chance", Unit.SHARE, 0.3, "chance that a follow-up turns an unresolved complaint into a resolved one"
    )
    channel_ease: float = declared(
        "channel.ease",
        Unit.NUMBER,
        0.0,
        "logits that the firm's channel adds to complaining",
        low=-5.0,
        high=5.0,
        owner=FIRM,
    )
    channel_cost: float = declared(
        "channel.cost",
        Unit.MONEY_RATE,
        0.0,
        "standing cost of the channel",
        high=1e12,
        owner=FIRM,
        lively=(0.0, 100.0),
    )
    complaint_cost: int = declared(
        "complaint.cost",
        Unit.MONEY,
        0,
        "cost of handling one complaint, whatever its end",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
    )
    recovery_law: int = declared(
        "recovery.law",
        Unit.CHOICE,
        events.RecoveryLaw.JUSTICE,
        "outcomes by the five steps, or by a measured mix",
        choices=events.RecoveryLaw,
        owner=FIRM,
    )
    recovery_mix: tuple[float, ...] = declared(
        "recovery.mix",
        Unit.SHARES,
        (0.4, 0.4, 0.2),
        "measured shares: unresolved, resolved, resolved quickly",
        size=3,
        owner=FIRM,
    )
    recovery_mix_costs: tuple[float, ...] = declared(
        "recovery.mix_costs",
        Unit.MONEYS,
        (0.0, 0.0, 0.0),
        "cost of each outcome of the measured mix",
        size=3,
        high=1e12,
        owner=FIRM,
        lively=(0.0, 500.0),
    )
    recovery_apology: int = declared("recovery.apology", Unit.SWITCH, 0, "step 1: apologise", owner=FIRM)
    recovery_fast_handling: int = declared(
        "recovery.fast_handling", Unit.SWITCH, 0, "step 2: urgent reinstatement, first in line and quicker", owner=FIRM
    )
    recovery_empathy: int = declared("recovery.empathy", Unit.SWITCH, 0, "step 3: show empathy", owner=FIRM)
    recovery_compensation: float = declared(
        "recovery.compensation",
        Unit.NUMBER,
        0.0,
        "step 4: symbolic atonement, paid back as a multiple of the price",
        high=5.0,
        owner=FIRM,
        lively=(0.0, 2.0),
    )
    recovery_follow_up: int = declared(
        "recovery.follow_up", Unit.SWITCH, 0, "step 5: follow up when it was not resolved", owner=FIRM
    )
    recovery_voucher: int = declared(
        "recovery.voucher",
        Unit.SWITCH,
        0,
        "compensation as a voucher for the next purchase instead of cash",
        owner=FIRM,
    )
    recovery_fast_factor: float = declared(
        "recovery.fast_factor",
        Unit.NUMBER,
        0.7,
        "service time and time of the back office under fast handling, as a multiple",
        low=0.01,
        owner=FIRM,
    )
    recovery_fast_cost: int = declared(
        "recovery.fast_cost",
        Unit.MONEY,
        100,
        "extra cost of a complaint under fast handling",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        anchor="0.05 baskets",
    )
    recovery_first_contact: float = declared(
        "recovery.first_contact",
        Unit.SHARE,
        0.7,
        "share of complaints that are settled at the answer; the others go through a back office",
        owner=FIRM,
        source="SQM Group (sqmgroup.com, call center customer experience research): 70% solved at the first call, "
        "59% in one contact over all channels, North America",
        plausible=(0.59, 0.75),
    )
    recovery_back_office: float = declared(
        "recovery.back_office",
        Unit.TIME,
        5.0,
        "mean days that the back office takes, shorter under fast handling",
        high=YEAR,
        owner=FIRM,
        lively=(0.0, 20.0),
        plausible=(1.0, 30.0),
    )
    follow_up_lag: float = declared(
        "follow_up.lag",
        Unit.TIME,
        7.0,
        "days from the solution to the follow-up",
        high=YEAR,
        owner=FIRM,
        lively=(0.0, 30.0),
    )
    follow_up_cost: int = declared(
        "follow_up.cost", Unit.MONEY, 0, "cost of one follow-up", high=1e12, owner=FIRM, lively=(0, 500)
    )
    recovery_fit: float = solved(1.0)  # what makes as many complaints be resolved, as is, as without broken promises
    complaint_offset_minor: float = solved(0.0)
    complaint_offset_major: float = solved(0.0)
    # of a person
    complaint_time: Real
    price: Whole  # of the purchase under complaint
    voucher: Whole  # to be redeemed
    complaints: Whole
    resolved: Whole
    given_up: Whole
    case: Small
    outcome: Small
    written: Small


def complaint_logits(p: Parameters, severity: int, attachment: float, satisfaction: float) -> float:
    """Return the logits of complaining: they rise with severity, attachment and the firm's channel.

    References
    ----------
    Form: science A1. Offsets are solved from the declared shares (``sim.model.attachment``).
    """
    offset = p.complaint_offset_minor if severity == Severity.MINOR else p.complaint_offset_major
    mood = p.complaint_satisfaction * (satisfaction - 0.5)
    return offset + p.complaint_attachment * attachment + p.channel_ease + mood


def complaint_probability(p: Parameters, severity: int, attachment: float, satisfaction: float) -> float:
    """Return the chance that a customer complains about a failure of any mode."""
    return logistic(complaint_logits(p, severity, attachment, satisfaction))


def complains(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether the customer complains about the failed purchase ``occasion``."""
    if not p.complaints_on:
        return False
    logits = complaint_logits(p, c.severity, c.attachment, c.satisfaction) + voice_of_mode(p, c)
    return uniform(c.key, Purpose.COMPLAINT, occasion) < logistic(logits)


def is_written(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a complaint comes in writing."""
    return uniform(c.key, Purpose.WRITTEN, occasion) < p.complaint_written


def back_office_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return the days from the answer to the solution of a complaint: 0 if it is settled at the answer.

    Else exponential, and shorter under fast handling. One draw decides both, so that settling more at the answer makes
    nobody wait longer. A measured mix of outcomes knows no times: all is settled at the answer. What is put right on
    the spot needs no back office.

    References
    ----------
    A case can take longer than its first contact: SQM Group. That the rest is exponential is assumed.
    """
    if p.recovery_law == RecoveryLaw.MIX or p.recovery_first_contact >= 1.0 or is_on_the_spot(p, c):
        return 0.0
    u = uniform(c.key, Purpose.BACK_OFFICE, occasion)
    if u < p.recovery_first_contact:
        return 0.0
    quicker = p.recovery_fast_factor if p.recovery_fast_handling else 1.0
    left = (u - p.recovery_first_contact) / (1.0 - p.recovery_first_contact)
    return p.recovery_back_office * quicker * exponential(left)


def compensation_answer(p: Parameters, severity: int, multiple: float) -> float:
    """Return distributive justice of paying back a multiple of the price: rises, and stops at 1.5 prices.

    References
    ----------
    Shapes: Gelbrich, Gaethke & Gregoire (2015); no gain beyond 150%: Haesevoets et al. (2017); science A3.
    """
    x = min(multiple, MOST_COMPENSATION)
    if x <= 0.0:
        return 0.0
    if p.recovery_curve == Curve.REJECT or (p.recovery_curve == Curve.BY_SEVERITY and severity != Severity.MINOR):
        return logistic((x - 0.9) / 0.15)
    return -expm1(-x / 0.4)


def recovery_quality(p: Parameters, severity: int, wait: float, worth: float) -> float:
    """Return the chance that a complaint is resolved: weighted distributive, interactional and procedural justice.

    Never rises with the wait, which runs from the complaint to its solution. ``worth`` is what an apology or empathy is
    worth, in [0, 1].

    References
    ----------
    Order of the weights: Orsingher, Valentini & de Angelis (2010); the numbers are assumed (science A3).
    """
    return justice(p, severity, wait, worth, multiple_asked(p))


def justice(p: Parameters, severity: int, wait: float, worth: float, multiple: float) -> float:
    """Return the chance that a complaint is resolved when a multiple of the price is paid back."""
    distributive = compensation_answer(p, severity, multiple)
    interactional = 0.0
    if p.recovery_apology:
        interactional += 0.5 * wording_worth(p)
    if p.recovery_empathy:
        interactional += 0.5 * order_worth(p) * (p.desk_skill if p.desk_on else 1.0)
    interactional *= warmth(p) * fidelity(p)
    procedural = exp(-felt_wait(p, wait) / p.recovery_tau)
    w = p.recovery_weights
    quality = w[0] * distributive + w[1] * interactional * worth + w[2] * procedural
    quality = min(1.0, p.recovery_fit * thoroughness(p) * quality)
    return max(quality, YES_QUALITY) if says_yes(p) else quality


def answer_quality(p: Parameters, c: Person) -> float:
    """Return the quality of the answer to a customer's complaint; some causes, and customers, are harder to mend.

    A failure that has a mode is mended by its mode's rule instead: what an apology is worth after it. Who is hard to
    please is pleased by skill, or where the answer is always yes.
    """
    quality = justice(p, c.severity, c.wait, apology_worth(p, c) * manners(p, c), multiple_paid(p, c))
    if p.causes_on and c.mode == Mode.NONE:
        quality = min(1.0, quality * p.recovery_cause_fit * p.recovery_by_cause[c.nature - 1])
    if p.burdens_on and c.difficult and not says_yes(p):
        quality *= skill(p, c.raw)
    return quality


def recovery_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome of a complaint; some of those who are not helped are blamed for their trouble."""
    return blamed_outcome(p, c, occasion, uniform(c.key, Purpose.RECOVERY, occasion))


def again_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome of a complaint that was refused and is heard again: a draw of its own for every round."""
    return blamed_outcome(p, c, occasion, again_draw(c, occasion, 1))


def blamed_outcome(p: Parameters, c: Person, occasion: int, u: float) -> int:
    """Return the outcome that a draw brings, or that she is blamed for her trouble."""
    outcome = answered_outcome(p, c, u)
    if outcome == Outcome.UNRESOLVED and p.insults_on and is_insulted(p, c, occasion):
        return Outcome.INSULTED
    return outcome


def answered_outcome(p: Parameters, c: Person, u: float) -> int:
    """Return the outcome that a solution brings: unresolved, resolved, or resolved quickly."""
    if is_corrected_late(p, c):
        return Outcome.UNRESOLVED
    if p.recovery_law == RecoveryLaw.MIX:
        if u < p.recovery_mix[0]:
            return Outcome.UNRESOLVED
        return Outcome.RESOLVED if u < p.recovery_mix[0] + p.recovery_mix[1] else Outcome.FAST
    if u >= answer_quality(p, c):
        return Outcome.UNRESOLVED
    return Outcome.FAST if c.wait <= p.recovery_tau_fast else Outcome.RESOLVED


def is_resolved(outcome: int) -> bool:
    """Return whether a complaint with this outcome was resolved."""
    return outcome == Outcome.RESOLVED or outcome == Outcome.FAST


def answer_cost(p: Parameters, outcome: int) -> int:
    """Return what an answer costs, in minor units, apart from wages and compensation."""
    if p.recovery_law == RecoveryLaw.MIX:
        return round_half_up(p.recovery_mix_costs[outcome - 1 if is_resolved(outcome) else 0])
    return p.recovery_fast_cost if p.recovery_fast_handling else 0


def compensation_amount(p: Parameters, price: int) -> int:
    """Return what is paid back, in cash or as a voucher, in minor units."""
    return 0 if p.recovery_law == RecoveryLaw.MIX else round_half_up(multiple_asked(p) * price)


def is_followed_up(p: Parameters, outcome: int) -> bool:
    """Return whether an unresolved complaint is taken up once more."""
    return bool(p.recovery_follow_up) and p.recovery_law == RecoveryLaw.JUSTICE and outcome == Outcome.UNRESOLVED


def follow_up_outcome(p: Parameters, c: Person, occasion: int) -> int:
    """Return the outcome after a follow-up, unless a promise was broken."""
    if uniform(c.key, Purpose.FOLLOW_UP, occasion) < p.follow_up_chance:
        return Outcome.RESOLVED
    return Outcome.UNRESOLVED


def perceived_quality(p: Parameters, c: Person) -> float:
    """Return the quality of a recovery as it moves satisfaction: 0 when it was not resolved."""
    if not is_resolved(c.outcome):
        return 0.0
    return 1.0 if p.recovery_law == RecoveryLaw.MIX else answer_quality(p, c)
