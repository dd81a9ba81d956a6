"""Does a customer leave, why, and where to? One decision a purchase, when its story closes."""

from sim.model.codes import Cause, Driver, DropOut, Kind, Loss, Outcome, Purpose, Severity, Status
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp, log, logistic
from sim.model.rules.blame import blame_weight, blamed_cause
from sim.model.rules.by_cause import cause_factor, everyday_factor, moves_a_cause
from sim.model.rules.complaints import is_resolved
from sim.model.rules.crossbuying import bond_factor
from sim.model.rules.neglect import neglect_factor
from sim.model.rules.novelty import novelty_factor
from sim.model.rules.outreach import bond_left
from sim.model.rules.price import deceit_added, demand_left, level_for, price_added, price_relief
from sim.model.rules.referral import personal_leave_chance
from sim.model.rules.retention import retention_factor
from sim.model.rules.winback import second_life
from sim.model.storage import CAUSES


def base_leave_probability(p: Parameters, c: Person) -> float:
    """Return the personal chance of leaving after a trouble-free purchase, less what care takes off it.

    Every product beside the first one, and a bond, take a share of what is left. What moves one cause moves its part.
    """
    chance = personal_leave_chance(p, c) if p.referral_on else c.leave_chance
    if p.care_on:
        chance = chance - p.care_effect if chance > p.care_effect else 0.0
    if moves_a_cause(p):
        chance *= everyday_factor(p, c)
    if p.winback_on:
        chance *= second_life(p, c)
    if p.contacts_on:
        chance *= bond_left(p, c)
    return chance * bond_factor(p, c) if p.crossbuying_on else chance


def stay_factor(p: Parameters, severity: int, outcome: int, attachment: float) -> float:
    """Return by how much a failure and its outcome multiply the chance of staying.

    1 without a failure; at most 1 unless ``outcome.paradox_on_loyalty``. An answer that blames the customer multiplies
    what an unresolved complaint leaves.

    References
    ----------
    Outcome table: TARP (science A2). Reference share and selection: docs/model.md, "Leaving".
    """
    if severity == Severity.NONE:
        return 1.0
    if outcome == Outcome.INSULTED:
        return p.insult_staying * cell_factor(p, severity, Outcome.UNRESOLVED, attachment)
    return cell_factor(p, severity, outcome, attachment)


def cell_factor(p: Parameters, severity: int, outcome: int, attachment: float) -> float:
    """Return by how much a cell of the outcome table multiplies the chance of staying; after harm, all are alike."""
    if severity == Severity.HARM:
        return min(1.0, p.outcome_harm / p.outcome_reference)
    if severity == Severity.MAJOR:
        logit_stay = p.stay_logit_major[outcome] + p.stay_slope_major * attachment
    else:
        logit_stay = p.stay_logit_minor[outcome] + p.stay_slope_minor * attachment
    stated = logistic(logit_stay)
    stay = p.outcome_reference + p.outcome_intention_to_behaviour * (stated - p.outcome_reference)
    factor = max(0.0, stay / p.outcome_reference)
    return factor if p.outcome_paradox_on_loyalty else min(1.0, factor)


def calm_leave_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer leaves if nothing failed: the personal chance, and what moves it."""
    leave = base_leave_probability(p, c)
    if p.novelty_on:
        leave *= novelty_factor(p, c)
    if p.neglect_on:
        leave *= neglect_factor(p, c)
    if p.expectation_on:
        leave *= 1.0 - p.trust_bond * c.trust
    if p.retention_on:
        leave *= retention_factor(p, c.satisfaction)
    return leave if leave < 1.0 else 1.0


def story_factor(p: Parameters, c: Person) -> float:
    """Return by how much the story of the last purchase multiplies the chance of staying; 1 without a failure.

    With blame, the story of somebody who has more to blame the firm for than her like weighs more, and less if less.
    """
    if c.severity == Severity.NONE:
        return 1.0
    factor = stay_factor(p, c.severity, c.outcome, c.attachment)
    if p.blame_on and factor > 0.0:
        factor = exp(blame_weight(p, c) * log(factor))
    return factor


def usual_leave_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer leaves when the story of a purchase closes, whatever she paid."""
    stay = (1.0 - calm_leave_probability(p, c)) * story_factor(p, c)
    return 1.0 - stay if stay < 1.0 else 0.0


def relieved_probability(p: Parameters, c: Person, usual: float) -> float:
    """Return a chance of leaving at the customer's price, less what a price below the reference takes off."""
    dearer = 1.0 / demand_left(p.price_leaving, level_for(p, c))
    return max(0.0, min(1.0, usual * dearer) - price_relief(p, c))


def priced_probability(p: Parameters, c: Person, usual: float) -> float:
    """Return a chance of leaving at the customer's price, in [0, 1]."""
    if not p.price_on:
        return usual
    return min(1.0, relieved_probability(p, c, usual) + price_added(p, c) + deceit_added(p, c))


def leave_probability(p: Parameters, c: Person) -> float:
    """Return the chance that a customer leaves when the story of a purchase closes, in [0, 1]."""
    return priced_probability(p, c, usual_leave_probability(p, c))


def decides_to_leave(p: Parameters, c: Person, occasion: int) -> bool:
    """Return whether a customer leaves after purchase ``occasion``."""
    if occasion == 0 and p.leaving_after == DropOut.REPEAT_PURCHASES:
        return False
    return uniform(c.key, Purpose.LEAVE, occasion) < leave_probability(p, c)


def weighted_cause(p: Parameters, c: Person, u: float) -> int:
    """Return a cause of leaving though nothing failed, drawn by weight and by what moves each cause."""
    total = 0.0
    for k in range(CAUSES):
        total += p.leaving_causes[k] * cause_factor(p, c, k + 1)
    reached = 0.0
    for k in range(CAUSES):
        reached += p.leaving_causes[k] * cause_factor(p, c, k + 1)
        if u * total < reached:
            return k + 1
    return Cause.CORE


def leave_cause(p: Parameters, c: Person, occasion: int) -> int:
    """Return the decisive cause of a decision to leave: prices and what else there was, each by its part of the chance.

    A price above the reference is the price, a till that adds to the quote is ethics (mission rows D09, D10, D12).
    """
    u = uniform(c.key, Purpose.CAUSE, occasion)
    if not p.price_on:
        return usual_cause(p, c, u)
    usual = relieved_probability(p, c, usual_leave_probability(p, c))
    deceit = deceit_added(p, c)
    priced = usual + price_added(p, c)
    reached = u * (priced + deceit)
    if reached < usual:
        return usual_cause(p, c, reached / usual)
    return Cause.ETHICS if deceit > 0.0 and reached >= priced else Cause.PRICE


def usual_cause(p: Parameters, c: Person, u: float) -> int:
    """Return the decisive cause of leaving whatever the price.

    The part of the chance that was there without the failure goes to the everyday causes. The rest goes to the
    failure: to the response if it was complained about and not resolved, else to what had failed. With blame, it goes
    to a cause drawn in proportion to the customer's blame.
    """
    everyday = 1.0
    if c.severity != Severity.NONE:
        everyday = min(1.0, calm_leave_probability(p, c) / usual_leave_probability(p, c))
    if u < everyday:
        return weighted_cause(p, c, u / everyday)
    if p.blame_on:
        return blamed_cause(c, (u - everyday) / (1.0 - everyday))
    return c.nature if c.outcome == Outcome.SILENT or is_resolved(c.outcome) else Cause.RESPONSE


def leave_driver(p: Parameters, c: Person, occasion: int) -> int:
    """Return what moved a customer who decided to leave.

    A draw splits the chance of leaving by telescoping: first what is left with each factor at its least (full
    satisfaction, no newness, full trust, no silence, the market's price), then what each factor adds in the order of
    :class:`sim.model.drivers.Driver`, then the story of the purchase. So whatever is at its least moves nobody.
    """
    u = uniform(c.key, Purpose.DRIVER, occasion) * leave_probability(p, c)
    driver = Driver.EVERYDAY
    reached = base_leave_probability(p, c)
    trusting = 1.0 - p.trust_bond if p.expectation_on else 1.0
    if p.retention_on:
        driver = Driver.DISSATISFACTION if u >= reached * trusting else driver
        reached *= retention_factor(p, c.satisfaction)
    if p.novelty_on:
        driver = Driver.NEWNESS if u >= reached * trusting else driver
        reached *= novelty_factor(p, c)
    if p.expectation_on:
        driver = Driver.EXPECTATION if u >= reached * trusting else driver
        reached *= 1.0 - p.trust_bond * c.trust
    if p.neglect_on:
        driver = Driver.NEGLECT if u >= reached else driver
    calm = calm_leave_probability(p, c)
    if p.price_on:
        driver = Driver.PRICE if u >= calm else driver
    if c.severity != Severity.NONE and u >= priced_probability(p, c, calm):
        driver = story_driver(p, c, u, calm)
    return driver


def story_driver(p: Parameters, c: Person, u: float, calm: float) -> int:
    """Return what of a purchase's story moved a customer to leave: what is beyond ``calm``, the chance without it.

    The response, if she complained and was not helped; else the failure. Beyond it, what she has to blame the firm for.
    """
    stay = (1.0 - calm) * stay_factor(p, c.severity, c.outcome, c.attachment)
    if p.blame_on and u >= priced_probability(p, c, 1.0 - stay):
        return Driver.BLAME
    return Driver.FAILURE if c.outcome == Outcome.SILENT or is_resolved(c.outcome) else Driver.RESPONSE


def appointed_driver(c: Person) -> int:
    """Return what moves a customer who leaves as appointed: whose event it was, else the calendar.

    The calendar's causes but moving away are everyday life: nothing in the model says what is behind them.
    """
    driver = Driver.MOVING if c.departure_cause == Cause.INVOLUNTARY else Driver.EVERYDAY
    if c.departure_kind == Kind.WARNING:
        driver = Driver.WARNING
    if c.departure_kind == Kind.DEPARTURE:
        driver = Driver.CONTAGION
    if c.departure_kind == Kind.CALL:
        driver = Driver.CALL
    if c.departure_kind == Kind.CONTACTED:
        driver = Driver.CONTACT
    if c.departure_loss == Loss.ATTRACTED:
        driver = Driver.RIVAL
    if c.departure_loss == Loss.POACHED:
        driver = Driver.OFFER
    if c.departure_loss == Loss.DROPPED:
        driver = Driver.DROPPED
    if c.departure_loss == Loss.OTHER:
        driver = Driver.PARTNER
    if c.departure_loss == Loss.LEFT:
        driver = Driver.SCANDAL
    if c.departure_loss == Loss.FORCED:
        driver = Driver.DISTANCE
    if c.departure_kind == Kind.CRISIS:
        driver = Driver.CRISIS
    return driver


def loss_type(cause: int) -> int:
    """Return the type of loss that a cause belongs to."""
    if cause == Cause.INVOLUNTARY:
        return Loss.FORCED
    return Loss.ATTRACTED if cause == Cause.COMPETITION else Loss.LEFT


def loss_of(c: Person, cause: int) -> int:
    """Return the type of loss of somebody who leaves now: what was appointed, else what the cause says."""
    if c.departure_loss:
        return c.departure_loss
    return loss_type(cause)


def departure_detail(c: Person, cause: int, to: int) -> int:
    """Return the detail of the row of a departure: 128 x appointed type of loss + 8 x cause + destination."""
    return c.departure_loss * 128 + cause * 8 + to


def destination(p: Parameters, c: Person, cause: int) -> int:
    """Return where a leaver goes: to the rival who won her, out of the market if forced, else to a rival by a share.

    Who is dropped by the firm, left behind when it moves, or follows her intermediary, is still in the market.
    """
    if c.departure_loss == Loss.ATTRACTED or c.departure_loss == Loss.POACHED:
        return Status.RIVAL
    if cause == Cause.INVOLUNTARY and c.departure_loss == Loss.NONE:
        return Status.OUT
    u = uniform(c.key, Purpose.DESTINATION, c.purchases)
    return Status.RIVAL if u < p.leaving_to_rival else Status.OUT
