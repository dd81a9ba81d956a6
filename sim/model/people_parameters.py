"""Who the people are, what they buy, how they complain and leave: the first half of the market's parameters.

Spans in days, rates per day, money in minor units. Sources: "science A2" and the like name sections of
docs/sources.md; "assumed" is our own assumption, with the bounds as its range.
"""

from dataclasses import dataclass

from sim.model.events import DropOut, LeaveLaw, RateLaw
from sim.model.quantities import YEAR, Unit, declared

TARP_MAJOR = (0.09, 0.19, 0.54, 0.82)
TARP_MINOR = (0.37, 0.46, 0.70, 0.95)
TARP = "TARP, as printed at fastcompany.com/663494 (second-hand; stated intention, 1979-86)"
MENTIONS = (44.3, 34.1, 29.9, 20.7, 17.3, 10.2, 7.5, 6.2)
KEAVENEY = (0.2603, 0.2004, 0.1757, 0.1216, 0.1016, 0.0599, 0.0441, 0.0)


@dataclass(frozen=True, slots=True)
class PeopleParameters:
    """The people: where they start, what they buy, how they complain and leave."""

    start_customers: float = declared(
        "start.customers", Unit.SHARE, 0.5, "share of persons who are customers at the start"
    )
    start_rival: float = declared(
        "start.rival", Unit.SHARE, 0.0, "share of persons who are a rival's customers at the start"
    )
    start_tenure: float = declared(
        "start.tenure",
        Unit.TIME,
        0.0,
        "mean tenure drawn for customers at the start; their traits are drawn as survivors of it; 0 days: all are new",
        high=50 * YEAR,
    )
    buying_rate: float = declared("buying.rate", Unit.RATE, 12 / YEAR, "mean purchase rate of a customer", high=1000.0)
    buying_rate_law: int = declared(
        "buying.rate_law", Unit.CHOICE, RateLaw.GAMMA, "how rates differ between persons", choices=RateLaw
    )
    buying_rate_shape: float = declared(
        "buying.rate_shape", Unit.NUMBER, 2.0, "shape of the gamma law of rates: small is uneven", low=0.05, high=1e4
    )
    basket_mean: float = declared("basket.mean", Unit.MONEY, 2000, "mean price of a purchase", high=1e12)
    basket_personal_spread: float = declared(
        "basket.personal_spread", Unit.NUMBER, 0.5, "coefficient of variation of personal mean baskets", high=10.0
    )
    basket_noise_spread: float = declared(
        "basket.noise_spread", Unit.NUMBER, 0.5, "coefficient of variation of one person's baskets", high=10.0
    )
    complaint_minor: float = declared(
        "complaint.minor",
        Unit.SHARE,
        0.05,
        "share of customers who complain after a minor failure, no channel helping",
        mechanism="complaints",
        source="science A1: small problems 3% to 5%",
        high=0.999,
        low=0.001,
    )
    complaint_major: float = declared(
        "complaint.major",
        Unit.SHARE,
        0.50,
        "share of customers who complain after a major failure, no channel helping",
        mechanism="complaints",
        source="science A1: about 50% complain to the front line (TARP, asq.org quality progress 2005/11)",
        high=0.999,
        low=0.001,
    )
    complaint_attachment: float = declared(
        "complaint.attachment",
        Unit.NUMBER,
        1.0,
        "logits of complaining per unit of attachment",
        high=5.0,
        mechanism="complaints",
    )
    complaint_satisfaction: float = declared(
        "complaint.satisfaction",
        Unit.NUMBER,
        0.0,
        "logits of complaining per unit of satisfaction above the middle",
        low=-10.0,
        high=10.0,
        mechanism="complaints",
    )
    complaint_written: float = declared(
        "complaint.written",
        Unit.SHARE,
        0.0,
        "share of complaints in writing: they keep their place overnight",
        mechanism="complaints",
    )
    outcome_major: tuple[float, ...] = declared(
        "outcome.major",
        Unit.SHARES,
        TARP_MAJOR,
        "share who stay after a major failure: silent, unresolved, resolved, resolved quickly",
        size=4,
        low=0.001,
        high=0.999,
        source=TARP,
        mechanism="failures",
    )
    outcome_minor: tuple[float, ...] = declared(
        "outcome.minor",
        Unit.SHARES,
        TARP_MINOR,
        "share who stay after a minor failure: silent, unresolved, resolved, resolved quickly",
        size=4,
        low=0.001,
        high=0.999,
        source=TARP,
        mechanism="failures",
    )
    outcome_reference: float = declared(
        "outcome.reference",
        Unit.SHARE,
        0.95,
        "share who stay after a trouble-free purchase, which the outcome table refers to",
        low=0.01,
        mechanism="failures",
    )
    outcome_selection_share: float = declared(
        "outcome.selection_share",
        Unit.SHARE,
        1.0,
        "share of the gap between silent and unresolved that is who complains, not what complaining does",
        mechanism="failures",
        source="assumed: the conservative end of science A2",
    )
    outcome_intention_to_behaviour: float = declared(
        "outcome.intention_to_behaviour",
        Unit.NUMBER,
        1.0,
        "how much of the stated gap in staying shows in behaviour",
        mechanism="failures",
    )
    outcome_paradox_on_loyalty: int = declared(
        "outcome.paradox_on_loyalty",
        Unit.SWITCH,
        0,
        "whether a good recovery may make staying likelier than no failure",
        mechanism="failures",
        source="science A4: found for satisfaction only (de Matos, Henrique & Rossi 2007)",
    )
    leaving_law: int = declared(
        "leaving.law", Unit.CHOICE, LeaveLaw.CONSTANT, "how the personal chance of leaving differs", choices=LeaveLaw
    )
    leaving_chance: float = declared(
        "leaving.chance", Unit.SHARE, 0.02, "chance of leaving after a trouble-free purchase, when constant"
    )
    leaving_a: float = declared(
        "leaving.a", Unit.NUMBER, 0.8, "first shape of the beta law of leaving", low=0.05, high=1e3
    )
    leaving_b: float = declared(
        "leaving.b", Unit.NUMBER, 2.4, "second shape of the beta law of leaving", low=0.05, high=1e3
    )
    leaving_after: int = declared(
        "leaving.after",
        Unit.CHOICE,
        DropOut.EVERY_PURCHASE,
        "after which purchases a person may leave",
        choices=DropOut,
    )
    leaving_to_rival: float = declared("leaving.to_rival", Unit.SHARE, 0.5, "share of leavers who go to a rival")
    leaving_causes: tuple[float, ...] = declared(
        "leaving.causes",
        Unit.NUMBERS,
        KEAVENEY,
        "weights of the eight causes when nothing failed: core, encounter, price, inconvenience, response, "
        "competition, ethics, involuntary",
        size=8,
        high=1e6,
        source="science A6: Keaveney (1995) shares of mentions, as listed second-hand; involuntary has its own rate",
    )
    hazard_rates: tuple[float, ...] = declared(
        "hazard.rates",
        Unit.RATES,
        (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02 / YEAR),
        "calendar rates of leaving by cause: core, encounter, price, inconvenience, response, competition, ethics, "
        "involuntary",
        size=8,
        high=1000.0,
        mechanism="hazards",
    )
    hazard_churn: float = declared(
        "hazard.churn",
        Unit.SHARE,
        0.0,
        "target share of customers who leave by the calendar in a year; above 0, it and hazard.shares take the place "
        "of hazard.rates",
        high=0.99,
        mechanism="hazards",
    )
    hazard_shares: tuple[float, ...] = declared(
        "hazard.shares",
        Unit.NUMBERS,
        MENTIONS,
        "weights of the eight causes in hazard.churn: core, encounter, price, inconvenience, response, competition, "
        "ethics, involuntary",
        size=8,
        high=1e6,
        mechanism="hazards",
        source="science A6: Keaveney (1995), percent of incidents that mention a cause, as listed second-hand",
    )
