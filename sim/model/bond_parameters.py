"""What ties customers: causes of failing, blame, satisfaction and staying, expectation and trust, neglect.

Declarations of the market's parameters, last part. Spans in days, rates per day, money in minor units.
"""

from dataclasses import dataclass

from sim.model.quantities import YEAR, Unit, declared
from sim.model.rival_parameters import RivalParameters

MONTH = YEAR / 12.0


@dataclass(frozen=True, slots=True)
class BondParameters(RivalParameters):
    """What ties customers: causes of failing, blame, satisfaction and staying, expectation and trust, neglect."""

    failure_harm: float = declared(
        "failure.harm",
        Unit.SHARE,
        0.02,
        "share of major failures that harm the customer, the family or belongings",
        mechanism="causes",
    )
    outcome_harm: float = declared(
        "outcome.harm", Unit.SHARE, 0.02, "share who stay after harm, whatever the answer", mechanism="causes"
    )
    satisfaction_harm: float = declared(
        "satisfaction.harm", Unit.SHARE, 0.90, "part of satisfaction that harm takes", mechanism="causes"
    )
    mode_major: tuple[float, ...] = declared(
        "mode.major",
        Unit.NUMBERS,
        (0.5, 2.0, 2.0, 0.5, 1.0, 0.5, 1.0, 1.0, 2.0, 2.0),
        "factor of the share of failures that are major by mode, in the order of mode.weights",
        size=10,
        high=1e3,
        mechanism="modes",
    )
    mode_harm: tuple[float, ...] = declared(
        "mode.harm",
        Unit.NUMBERS,
        (1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 1.0, 10.0),
        "factor of the share of major failures that harm by mode, in the order of mode.weights; counts with causes",
        size=10,
        high=1e3,
        mechanism="modes",
    )
    need_by_mode: tuple[float, ...] = declared(
        "need.by_mode",
        Unit.NUMBERS,
        (1.0, 1.0, 1.5, 1.0, 1.0, 2.0, 1.5, 1.0, 1.0, 1.0),
        "factor of the time that an agent needs for a complaint by mode of the failure, in the order of mode.weights",
        size=10,
        high=100.0,
        mechanism="modes",
    )
    billing_deadline: float = declared(
        "billing.deadline",
        Unit.TIME,
        0.5,
        "days after which an answer no longer corrects a wrong bill; bills go wrong only with causes",
        high=50 * YEAR,
        mechanism="modes",
    )
    insult_staying: float = declared(
        "insult.staying",
        Unit.SHARE,
        0.90,
        "factor of the chance of staying after an answer that blames the customer, over an unresolved complaint",
        mechanism="insults",
    )
    insult_satisfaction: float = declared(
        "insult.satisfaction",
        Unit.SHARE,
        0.20,
        "part of satisfaction that an answer takes which blames the customer",
        mechanism="insults",
    )
    insult_blame: float = declared(
        "insult.blame",
        Unit.NUMBER,
        2.0,
        "blame of an answer that blames the customer, in unresolved complaints; counts with blame",
        low=1.0,
        high=100.0,
        mechanism="insults",
    )
    root_repeat: float = declared(
        "root.repeat",
        Unit.SHARE,
        0.20,
        "chance that the cause of the last failure makes a purchase fail again while it is not removed",
        mechanism="causes",
    )
    root_span: float = declared(
        "root.span",
        Unit.TIME,
        0.5 * YEAR,
        "days after which the cause of a failure is gone by itself",
        high=50 * YEAR,
        mechanism="causes",
    )
    blame_span: float = declared(
        "blame.span",
        Unit.TIME,
        YEAR,
        "days after which about 37% of a customer's blame is left",
        low=1e-3,
        high=50 * YEAR,
        mechanism="blame",
        source="science 0: complaints are remembered for a short time (Knox & van Oest 2014); the span is assumed",
    )
    blame_major: float = declared(
        "blame.major", Unit.NUMBER, 3.0, "blame of a major failure, in minor failures", high=100.0, mechanism="blame"
    )
    blame_response: float = declared(
        "blame.response",
        Unit.NUMBER,
        2.0,
        "blame of a complaint that was not resolved, in minor failures",
        high=100.0,
        mechanism="blame",
        source="science A4: double deviation (Maxham & Netemeyer 2002); the number is assumed",
    )
    blame_tolerance: float = declared(
        "blame.tolerance", Unit.NUMBER, 3.0, "blame that a customer bears", high=1e3, mechanism="blame"
    )
    blame_temper: float = declared(
        "blame.temper",
        Unit.NUMBER,
        0.10,
        "fall of the logarithm of the chance of staying per unit of blame above the tolerance",
        high=100.0,
        mechanism="blame",
    )
    retention_least: float = declared(
        "retention.least", Unit.SHARE, 0.90, "factor of staying at satisfaction 0", mechanism="retention"
    )
    retention_most: float = declared(
        "retention.most", Unit.SHARE, 1.0, "factor of staying at satisfaction 1", mechanism="retention"
    )
    retention_curve: float = declared(
        "retention.curve",
        Unit.NUMBER,
        3.0,
        "exponent of satisfaction: above 1 in competitive markets, below 1 where customers are captive",
        low=0.05,
        high=20.0,
        mechanism="retention",
        source="science B4: form after Jones & Sasser (1995), Mittal & Kamakura (2001); the number is assumed",
    )
    novelty_excess: float = declared(
        "novelty.excess",
        Unit.NUMBER,
        1.0,
        "by how much more likely a new customer leaves than an old one, relative to it",
        high=100.0,
        mechanism="novelty",
        source="assumed: science D4 shows the same pattern from differences between persons alone",
    )
    novelty_fade: float = declared(
        "novelty.fade",
        Unit.NUMBER,
        5.0,
        "purchases after which about 37% of that is left",
        low=0.01,
        high=1e4,
        mechanism="novelty",
    )
    expectation_start: float = declared(
        "expectation.start", Unit.SHARE, 0.5, "service that everybody expects at first", mechanism="expectation"
    )
    expectation_drift: float = declared(
        "expectation.drift",
        Unit.SHARE,
        0.10,
        "part of the way by which expectation moves to what was met",
        mechanism="expectation",
    )
    expectation_market: float = declared(
        "expectation.market",
        Unit.RATE,
        0.02 / YEAR,
        "rate at which the market raises what is expected, part of the way to 1",
        high=1.0,
        mechanism="expectation",
    )
    expectation_noise: float = declared(
        "expectation.noise", Unit.NUMBER, 0.10, "spread of the service met", high=1.0, mechanism="expectation"
    )
    expectation_effect: float = declared(
        "expectation.effect",
        Unit.NUMBER,
        0.20,
        "change of satisfaction per unit of service above or below what was expected",
        high=5.0,
        mechanism="expectation",
    )
    trust_up: float = declared(
        "trust.up",
        Unit.NUMBER,
        0.20,
        "part of the way to 1 by which trust grows per unit of service above what was expected",
        high=5.0,
        mechanism="expectation",
        source="mission B12: loyalty forms slowly; the number is assumed",
    )
    trust_down: float = declared(
        "trust.down",
        Unit.NUMBER,
        1.0,
        "part of trust that a unit of service below what was expected takes; a failure takes it for the whole unit",
        high=5.0,
        mechanism="expectation",
    )
    trust_bond: float = declared(
        "trust.bond",
        Unit.SHARE,
        0.50,
        "part of the chance of leaving that full trust takes off",
        mechanism="expectation",
    )
    neglect_weight: float = declared(
        "neglect.weight",
        Unit.NUMBER,
        1.0,
        "by how much neglect raises the chance of leaving, relative to it",
        high=100.0,
        mechanism="neglect",
    )
    neglect_span: float = declared(
        "neglect.span",
        Unit.TIME,
        2 * MONTH,
        "days since purchase or call after which neglect is about 63% of its most",
        low=1e-3,
        high=50 * YEAR,
        mechanism="neglect",
    )
    call_wakes: float = declared(
        "call.wakes",
        Unit.SHARE,
        0.04,
        "chance that a call wakes a sleeping customer who then leaves",
        mechanism="calls",
        source="science B8: churn 10% of the called against 6% (Ascarza, Iyengar & Schleicher 2016)",
    )
    mirror_drift: float = declared(
        "mirror.drift",
        Unit.SHARE,
        0.30,
        "part of the way by which staff's morale moves in a month to their customers' satisfaction",
        mechanism="mirror",
        source="science B9: customers' satisfaction came before that of staff (Getta 2011); the size is assumed",
    )
    mirror_strength: float = declared(
        "mirror.strength",
        Unit.SHARE,
        0.30,
        "share of failures that the best morale averts and the worst adds",
        mechanism="mirror",
    )
    interview_needed: float = declared(
        "interview.needed",
        Unit.NUMBER,
        30.0,
        "answers after which about 63% of a cause's failures are avoided",
        low=0.01,
        high=1e6,
        mechanism="interviews",
    )
