"""The parameters of a scenario: the market's, the firm's, the switches, and what is solved from them at load.

One class in three layers: :class:`BondParameters` and its bases (what the firm cannot choose), the firm's own up to
:class:`FirmBondParameters`, and :class:`Parameters` (the switches and the derived numbers). Engines read a flat record.
"""

from dataclasses import dataclass

from sim.model.firm_bond_parameters import FirmBondParameters
from sim.model.quantities import Parameter, Unit, declarations, declared


@dataclass(frozen=True, slots=True)
class Parameters(FirmBondParameters):
    """Everything that a rule may read: market, firm, switches, and the numbers solved at load."""

    failures_on: int = declared("mechanisms.failures", Unit.SWITCH, 1, "purchases can go wrong")
    complaints_on: int = declared("mechanisms.complaints", Unit.SWITCH, 1, "customers can complain and be recovered")
    desk_on: int = declared("mechanisms.desk", Unit.SWITCH, 1, "complaints wait for agents; off: answered at once")
    outside_on: int = declared("mechanisms.outside", Unit.SWITCH, 0, "the desk has other contacts")
    hazards_on: int = declared("mechanisms.hazards", Unit.SWITCH, 1, "customers can leave by the calendar")
    satisfaction_on: int = declared("mechanisms.satisfaction", Unit.SWITCH, 1, "satisfaction moves with experience")
    talk_on: int = declared("mechanisms.talk", Unit.SWITCH, 1, "people tell each other")
    advertising_on: int = declared("mechanisms.advertising", Unit.SWITCH, 1, "advertising brings prospects in")
    care_on: int = declared("mechanisms.care", Unit.SWITCH, 1, "care keeps customers")
    programme_on: int = declared("mechanisms.programme", Unit.SWITCH, 1, "a strategy has costs of its own")
    causes_on: int = declared("mechanisms.causes", Unit.SWITCH, 0, "failures have causes that last, and can do harm")
    modes_on: int = declared("mechanisms.modes", Unit.SWITCH, 0, "failures show in ways of different weight")
    insults_on: int = declared("mechanisms.insults", Unit.SWITCH, 0, "an answer can put the blame on the customer")
    blame_on: int = declared("mechanisms.blame", Unit.SWITCH, 0, "blame adds up by cause and wears off")
    retention_on: int = declared("mechanisms.retention", Unit.SWITCH, 0, "satisfaction moves the chance of staying")
    novelty_on: int = declared("mechanisms.novelty", Unit.SWITCH, 0, "new customers leave more than old ones")
    expectation_on: int = declared(
        "mechanisms.expectation", Unit.SWITCH, 0, "service is judged by what was expected, and trust grows by it"
    )
    neglect_on: int = declared("mechanisms.neglect", Unit.SWITCH, 0, "customers who hear nothing leave more")
    calls_on: int = declared("mechanisms.calls", Unit.SWITCH, 0, "the firm calls customers who have been silent")
    pushing_on: int = declared("mechanisms.pushing", Unit.SWITCH, 0, "staff push customers to buy more")
    familiarity_on: int = declared("mechanisms.familiarity", Unit.SWITCH, 0, "who knows the firm buys more")
    growth_on: int = declared("mechanisms.growth", Unit.SWITCH, 0, "what customers spend grows with the years")
    serving_on: int = declared("mechanisms.serving", Unit.SWITCH, 0, "serving a purchase costs, less with known people")
    crossbuying_on: int = declared("mechanisms.crossbuying", Unit.SWITCH, 0, "customers can hold several products")
    reward_on: int = declared("mechanisms.reward", Unit.SWITCH, 0, "the firm can pay for frequent buying")
    acquisition_on: int = declared("mechanisms.acquisition", Unit.SWITCH, 0, "winning a customer costs")
    partners_on: int = declared("mechanisms.partners", Unit.SWITCH, 0, "some persons buy through intermediaries")
    mirror_on: int = declared("mechanisms.mirror", Unit.SWITCH, 0, "staff serve as satisfied customers make them feel")
    interviews_on: int = declared("mechanisms.interviews", Unit.SWITCH, 0, "the firm asks those who left, and learns")
    failure_left: float = 0.0
    rivals_on: int = declared("mechanisms.rivals", Unit.SWITCH, 0, "a rival attracts customers")
    poaching_on: int = declared("mechanisms.poaching", Unit.SWITCH, 0, "the rival makes offers to customers")
    price_on: int = declared("mechanisms.price", Unit.SWITCH, 0, "prices are held against a reference")
    wallet_on: int = declared("mechanisms.wallet", Unit.SWITCH, 0, "customers buy elsewhere too")
    dropping_on: int = declared("mechanisms.dropping", Unit.SWITCH, 0, "the firm drops customers")
    scandal_on: int = declared("mechanisms.scandal", Unit.SWITCH, 0, "a scandal shakes customers")
    contagion_on: int = declared(
        "mechanisms.contagion", Unit.SWITCH, 0, "leaving spreads along the ties of talk; without talk there are none"
    )
    reputation_on: int = declared(
        "mechanisms.reputation", Unit.SWITCH, 0, "prospects ask around before they join; refused complaints go public"
    )
    referral_on: int = declared("mechanisms.referral", Unit.SWITCH, 0, "recommended customers differ from others")
    basket_noise_variance: float = 0.0
    complaint_offset_minor: float = 0.0
    complaint_offset_major: float = 0.0
    stay_logit_minor: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    stay_logit_major: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
    stay_slope_minor: float = 0.0
    stay_slope_major: float = 0.0
    advertising_rate: float = 0.0
    care_effect: float = 0.0
    outside_total: float = 0.0


PARAMETERS: tuple[Parameter, ...] = declarations(Parameters)
MECHANISMS: tuple[str, ...] = tuple(
    p.key.removeprefix("mechanisms.") for p in PARAMETERS if p.key.startswith("mechanisms.")
)
