"""How often do the firm's rules get in a customer's way, at purchases and where she complains, and what comes of it?"""

from math import floor

from sim.model.codes import Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import log
from sim.model.quantities import FIRM, HOUR, Mechanism, Unit, declared, solved, switch

MINUTE = HOUR / 60.0
AT_PROOF = 0  # places in rule.effort
AT_HOURS = 1
AT_QUEUE = 2
AT_APPOINTMENT = 3
AT_FEE = 4
AT_IDENTIFY = 5
AT_FORM = 6
AT_HANDOFF = 7
PER_PURCHASE = 8  # occasions of a purchase


class Friction(Mechanism):
    """The firm's rules get in customers' way."""

    friction_on: int = switch(0, "the firm's rules get in customers' way")
    rule_effort: tuple[float, ...] = declared(
        "rule.effort",
        Unit.SHARES,
        (0.05, 0.05, 0.02, 0.05, 0.08, 0.02, 0.03, 0.05),
        "part of satisfaction that a rule takes when it bites: proof, hours, queue, appointment, fee at purchases, as "
        "inconvenience; identify, form, handoff at complaints",
        size=8,
        plausible=(0.0, 0.2),
    )
    rule_proof: float = declared(
        "rule.proof",
        Unit.SHARE,
        0.02,
        "share of purchases at which a proof is asked for",
        owner=FIRM,
        plausible=(0.0, 0.2),
    )
    rule_hours: float = declared(
        "rule.hours",
        Unit.SHARE,
        0.05,
        "share of purchases for which the opening hours are in the way",
        owner=FIRM,
        plausible=(0.0, 0.3),
    )
    rule_queue: float = declared(
        "rule.queue", Unit.SHARE, 0.60, "share of purchases with a wait in a queue", owner=FIRM, plausible=(0.1, 0.9)
    )
    rule_appointment: float = declared(
        "rule.appointment",
        Unit.SHARE,
        0.0,
        "share of purchases that wait for an appointment",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    rule_fee: float = declared(
        "rule.fee",
        Unit.SHARE,
        0.03,
        "share of purchases on which a fee is charged that only a rule asks for",
        owner=FIRM,
        plausible=(0.0, 0.2),
    )
    rule_fee_income: int = declared(
        "rule.fee_income",
        Unit.MONEY,
        80,
        "such a fee",
        high=1e12,
        owner=FIRM,
        lively=(0, 500),
        plausible=(20, 500),
        anchor="0.04 baskets",
    )
    rule_identify: float = declared(
        "rule.identify",
        Unit.SHARE,
        0.50,
        "share of complaints at which a customer has to say a number first",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    rule_form: float = declared(
        "rule.form", Unit.SHARE, 0.20, "share of complaints that need a form", owner=FIRM, plausible=(0.0, 1.0)
    )
    rule_handoff: float = declared(
        "rule.handoff",
        Unit.SHARE,
        0.10,
        "chance that a complaint is handed on, and that it is handed on again",
        high=0.95,
        owner=FIRM,
        plausible=(0.0, 0.6),
    )
    rule_identify_time: float = declared(
        "rule.identify_time",
        Unit.TIME,
        0.5 * MINUTE,
        "agent's time for a number",
        high=HOUR,
        owner=FIRM,
        plausible=(0.1 * MINUTE, 3 * MINUTE),
    )
    rule_form_time: float = declared(
        "rule.form_time",
        Unit.TIME,
        3.0 * MINUTE,
        "agent's time for a form",
        high=HOUR,
        owner=FIRM,
        plausible=(MINUTE, 15 * MINUTE),
    )
    rule_handoff_time: float = declared(
        "rule.handoff_time",
        Unit.TIME,
        1.0,
        "days that being handed on takes each time, before an agent hears the complaint",
        high=30.0,
        owner=FIRM,
        lively=(0.0, 5.0),
        plausible=(0.1, 7.0),
    )
    friction_base: float = solved(0.0)  # load of purchases as is
    friction_need_fit: float = solved(1.0)  # what is left of the time a complaint needs, rules apart, as is


def friction_load(p: Parameters) -> float:
    """Return what the firm's rules are worth at a purchase, in parts of satisfaction: bites times effort.

    Examples
    --------
    >>> from sim.model.parameters import Parameters
    >>> round(friction_load(Parameters()), 4)
    0.0179
    """
    e = p.rule_effort
    shop = p.rule_proof * e[AT_PROOF] + p.rule_hours * e[AT_HOURS] + p.rule_queue * e[AT_QUEUE]
    return shop + p.rule_appointment * e[AT_APPOINTMENT] + p.rule_fee * e[AT_FEE]


def inconvenience(p: Parameters, c: Person) -> float:
    """Return what multiplies leaving for inconvenience: the load of the firm's rules and of the way, over that as is.

    References
    ----------
    Mission rows D14 and E19: waiting and needless rules drive customers away. The form is assumed.
    """
    load = 0.0
    usual = 0.0
    if p.friction_on:
        load = friction_load(p)
        usual = p.friction_base
    if p.stations_on:
        load += p.distance_effort * c.distance
        usual += p.distance_effort * p.distance_usual
    return load / usual if usual > 0.0 else 1.0


def bites(c: Person, occasion: int, rule: int, chance: float) -> bool:
    """Return whether a rule that is drawn bites at purchase ``occasion`` or its complaint."""
    return uniform(c.key, Purpose.RULE, PER_PURCHASE * occasion + rule) < chance


def fee_due(p: Parameters, c: Person, occasion: int) -> int:
    """Return the fee that a rule asks for on a purchase, in minor units."""
    return p.rule_fee_income if bites(c, occasion, AT_FEE, p.rule_fee) else 0


def handoffs(p: Parameters, c: Person, occasion: int) -> int:
    """Return how often a complaint is handed on: geometric."""
    if p.rule_handoff <= 0.0:
        return 0
    return floor(log(uniform(c.key, Purpose.HANDOFF, occasion)) / log(p.rule_handoff))


def rules_time(p: Parameters, c: Person, occasion: int) -> float:
    """Return the agent's days that rules add to a complaint."""
    asked = p.rule_identify_time if bites(c, occasion, AT_IDENTIFY, p.rule_identify) else 0.0
    return asked + (p.rule_form_time if bites(c, occasion, AT_FORM, p.rule_form) else 0.0)


def annoy(p: Parameters, c: Person, occasion: int, times: int) -> None:
    """Let the rules that bite at a complaint, and being handed on some times, take satisfaction."""
    if not p.satisfaction_on:
        return
    e = p.rule_effort
    if bites(c, occasion, AT_IDENTIFY, p.rule_identify):
        c.satisfaction *= 1.0 - e[AT_IDENTIFY]
    if bites(c, occasion, AT_FORM, p.rule_form):
        c.satisfaction *= 1.0 - e[AT_FORM]
    for _ in range(times):
        c.satisfaction *= 1.0 - e[AT_HANDOFF]


def calm_left(p: Parameters) -> float:
    """Return the mean of what the rules at a complaint leave of satisfaction."""
    if not p.friction_on:
        return 1.0
    e = p.rule_effort
    asked = (1.0 - p.rule_identify * e[AT_IDENTIFY]) * (1.0 - p.rule_form * e[AT_FORM])
    return asked * (1.0 - p.rule_handoff) / (1.0 - p.rule_handoff * (1.0 - e[AT_HANDOFF]))
