"""What the firm cannot choose: the declarations of the market's parameters, second half.

Spans in days, rates per day, money in minor units. Sources as in :mod:`sim.model.people_parameters`.
"""

from dataclasses import dataclass

from sim.model.events import Curve, Network, Normalise, Reception, SpanLaw
from sim.model.people_parameters import PeopleParameters
from sim.model.quantities import HOUR, YEAR, Unit, declared


@dataclass(frozen=True, slots=True)
class MarketParameters(PeopleParameters):
    """The market: its people, their satisfaction and patience, their talk, their answer to spending."""

    satisfaction_start: float = declared(
        "satisfaction.start", Unit.SHARE, 0.5, "satisfaction of everybody at first", mechanism="satisfaction"
    )
    satisfaction_gain: float = declared(
        "satisfaction.gain",
        Unit.SHARE,
        0.02,
        "part of the way to 1 that a trouble-free purchase brings",
        mechanism="satisfaction",
    )
    satisfaction_minor: float = declared(
        "satisfaction.minor",
        Unit.SHARE,
        0.10,
        "part of satisfaction that a minor failure takes",
        mechanism="satisfaction",
    )
    satisfaction_major: float = declared(
        "satisfaction.major",
        Unit.SHARE,
        0.40,
        "part of satisfaction that a major failure takes",
        mechanism="satisfaction",
    )
    satisfaction_recovery: float = declared(
        "satisfaction.recovery",
        Unit.SHARE,
        0.50,
        "part of the way to 1 that a perfect recovery brings",
        mechanism="satisfaction",
    )
    satisfaction_give_up: float = declared(
        "satisfaction.give_up",
        Unit.SHARE,
        0.20,
        "part of satisfaction that giving up in the line takes",
        mechanism="satisfaction",
    )
    satisfaction_memory: float = declared(
        "satisfaction.memory",
        Unit.TIME,
        0.5 * YEAR,
        "days after a failure in which recovering from another one brings no satisfaction",
        high=50 * YEAR,
        mechanism="satisfaction",
        source="science A4: no paradox after a second failure (Maxham & Netemeyer 2002); the span is assumed",
    )
    patience_law: int = declared(
        "patience.law",
        Unit.CHOICE,
        SpanLaw.EXPONENTIAL,
        "law of patience in the line",
        choices=SpanLaw,
        mechanism="desk",
    )
    patience_mean: float = declared(
        "patience.mean", Unit.TIME, HOUR, "mean patience in the line", high=YEAR, mechanism="desk"
    )
    patience_spread: float = declared(
        "patience.spread",
        Unit.NUMBER,
        1.0,
        "coefficient of variation of lognormal patience",
        high=10.0,
        mechanism="desk",
    )
    need_law: int = declared(
        "need.law",
        Unit.CHOICE,
        SpanLaw.LOGNORMAL,
        "law of the service that a contact needs",
        choices=SpanLaw,
        mechanism="desk",
    )
    need_mean: float = declared(
        "need.mean",
        Unit.TIME,
        0.25 * HOUR,
        "mean service that a contact needs from a fully skilled agent",
        high=YEAR,
        mechanism="desk",
    )
    need_spread: float = declared(
        "need.spread",
        Unit.NUMBER,
        1.2,
        "coefficient of variation of the lognormal need",
        high=10.0,
        mechanism="desk",
        source="January 1999 bank call centre, cited in docs/sources.md: 1.24",
    )
    outside_rate: float = declared(
        "outside.rate",
        Unit.RATE,
        0.0,
        "contacts at the desk that come from outside the model",
        high=1e7,
        mechanism="outside",
    )
    outside_profile: tuple[float, ...] = declared(
        "outside.profile",
        Unit.NUMBERS,
        (1.0,) * 24,
        "weights of the 24 hours of the day",
        size=24,
        high=1e6,
        mechanism="outside",
    )
    recovery_tau: float = declared(
        "recovery.tau",
        Unit.TIME,
        3.0,
        "wait after which about 37% of the worth of promptness is left",
        low=1e-3,
        high=YEAR,
        mechanism="complaints",
    )
    recovery_tau_fast: float = declared(
        "recovery.tau_fast",
        Unit.TIME,
        1.0,
        "longest wait that still counts as quick",
        high=YEAR,
        mechanism="complaints",
    )
    recovery_curve: int = declared(
        "recovery.curve",
        Unit.CHOICE,
        Curve.BY_SEVERITY,
        "shape of the answer to compensation",
        choices=Curve,
        source="science A3: Gelbrich, Gaethke & Gregoire (2015): S-shaped after rejection, concave after acceptance; "
        "that major failures are rejected is assumed",
        mechanism="complaints",
    )
    recovery_weights: tuple[float, ...] = declared(
        "recovery.weights",
        Unit.SHARES,
        (0.45, 0.35, 0.20),
        "weights of distributive, interactional, procedural justice",
        size=3,
        source="order: Orsingher et al. (2010), science A3; the numbers are assumed",
        mechanism="complaints",
    )
    follow_up_chance: float = declared(
        "follow_up.chance",
        Unit.SHARE,
        0.3,
        "chance that a follow-up turns an unresolved complaint into a resolved one",
        mechanism="complaints",
    )
    talk_network: int = declared(
        "talk.network", Unit.CHOICE, Network.SMALL_WORLD, "who can tell whom", choices=Network, mechanism="talk"
    )
    talk_degree: int = declared(
        "talk.degree", Unit.COUNT, 8, "contacts of a person (mean), even", low=2, high=1000, mechanism="talk"
    )
    talk_rewiring: float = declared(
        "talk.rewiring", Unit.SHARE, 0.1, "share of rewired contacts in a small world", mechanism="talk"
    )
    talk_normalise: int = declared(
        "talk.normalise",
        Unit.CHOICE,
        Normalise.TELLER,
        "whose tellings sum to talk.rate",
        choices=Normalise,
        mechanism="talk",
    )
    talk_rate: float = declared(
        "talk.rate", Unit.RATE, 0.5 / YEAR, "tellings of a customer out of the blue", high=100.0, mechanism="talk"
    )
    talk_base: float = declared(
        "talk.base", Unit.NUMBER, 0.02, "mean number of tellings after an experience", high=20.0, mechanism="talk"
    )
    talk_praise: float = declared(
        "talk.praise", Unit.NUMBER, 0.5, "tellings per unit of satisfaction above neutral", high=20.0, mechanism="talk"
    )
    talk_blame: float = declared(
        "talk.blame",
        Unit.NUMBER,
        1.0,
        "tellings per unit of satisfaction below neutral",
        high=20.0,
        mechanism="talk",
        source="twice talk.praise: science C 'Model' 1, consistent with East, Hammond & Wright (2007) 3:1",
    )
    talk_neutral: float = declared(
        "talk.neutral", Unit.SHARE, 0.5, "satisfaction at which a telling turns from blame to praise", mechanism="talk"
    )
    talk_reception: int = declared(
        "talk.reception",
        Unit.CHOICE,
        Reception.CONVERSION,
        "what a telling does to a listener",
        choices=Reception,
        mechanism="talk",
    )
    talk_conversion: float = declared(
        "talk.conversion",
        Unit.SHARE,
        0.125,
        "chance that praise makes a prospect join",
        mechanism="talk",
        source="science C: about 1 in 8 recommendations converts (Keller Fay, second-hand)",
    )
    talk_headroom_praise: float = declared(
        "talk.headroom_praise",
        Unit.SHARE,
        0.25,
        "part of the way to 1 by which praise moves the inclination",
        mechanism="talk",
    )
    talk_headroom_blame: float = declared(
        "talk.headroom_blame", Unit.SHARE, 0.20, "part of the inclination that blame takes", mechanism="talk"
    )
    talk_inclination: float = declared(
        "talk.inclination", Unit.SHARE, 0.05, "inclination of a prospect at first", mechanism="talk"
    )
    talk_occasion_rate: float = declared(
        "talk.occasion_rate",
        Unit.RATE,
        2 / YEAR,
        "rate at which a prospect meets an occasion to join",
        high=100.0,
        mechanism="talk",
    )
    rival_openness: float = declared(
        "rival.openness", Unit.SHARE, 0.3, "how much a rival's customer answers what moves a prospect"
    )
    advertising_most: float = declared(
        "advertising.most",
        Unit.RATE,
        0.5 / YEAR,
        "rate of joining that unlimited advertising would bring",
        high=100.0,
        mechanism="advertising",
    )
    advertising_response: float = declared(
        "advertising.response",
        Unit.NUMBER,
        0.1,
        "curvature of the answer to advertising, per currency unit a prospect and year",
        high=1e6,
        mechanism="advertising",
    )
    care_most: float = declared(
        "care.most", Unit.SHARE, 0.01, "fall of the chance of leaving that unlimited care would bring", mechanism="care"
    )
    care_response: float = declared(
        "care.response",
        Unit.NUMBER,
        0.1,
        "curvature of the answer to care, per currency unit a customer and year",
        high=1e6,
        mechanism="care",
    )
