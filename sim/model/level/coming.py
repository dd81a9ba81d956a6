"""Word and joining, in means: what a customer tells, and who joins in each month."""

from sim.model.attachment import MASSES, shifted
from sim.model.codes import Cause, Outcome, Reception, Severity
from sim.model.flat import Parameters
from sim.model.level.lifetable import MONTH, MONTHS, Means, Table
from sim.model.level.opening import Opening
from sim.model.numerics import exp, expm1, logit


def word(p: Parameters, table: Table, buys: float) -> tuple[float, float, float]:
    """Return tellings after a purchase that left nothing to warn of, and praises and warnings a customer and day."""
    if not p.talk_on:
        return p.talk_praise, 0.0, 0.0
    sour = table.sour
    warnings = buys * sour * p.talk_warn + p.talk_rate * sour
    idle = p.talk_rate * (1.0 - sour)
    mean = p.talk_praise
    if p.talk_ratio > 0.0 and buys > 0.0 and 0.0 < sour < 1.0:
        mean = max(0.0, (p.talk_ratio * warnings - idle) / (buys * (1.0 - sour)))
    return mean, buys * (1.0 - sour) * mean + idle, warnings


def harm_fit(p: Parameters, table: Table) -> float:
    """Return what keeps the mean of tellings after what was not put right, though harm is told more widely."""
    sour = [one for one in table.ends if one.soured]
    total = sum(one.share for one in sour)
    harm = sum(one.share for one in sour if one.severity == Severity.HARM)
    more = 1.0 + (p.talk_harm - 1.0) * harm / total if total > 0.0 else 1.0
    return 1.0 / more if more > 0.0 else 1.0


def bad_word(p: Parameters, table: Table, means: Means, warnings: float) -> float:
    """Return the bad word of a customer and day: warnings, complaints gone public, and a share of bad names."""
    refused = table.fails * sum(x.share * x.aired for x in table.ends if x.outcome == Outcome.UNRESOLVED)
    aired = p.public_chance * p.public_reach * refused * means.purchases / max(1e-12, means.time)
    return warnings + aired + p.reputation_notorious * p.reputation_stain


def joined_by_month(
    p: Parameters, opening: Opening, churn: float, praises: float, eager: float = 1.0
) -> tuple[list[float], float, float]:
    """Return joins by month from the start of the history, mean customers, and mean joins a prospect and day.

    Means only: prospects answer advertising, occasions and praise; who leaves goes to a rival or out;
    anybody may move away.
    """
    months = MONTHS + -(-opening.history * 12 // 365)
    days = MONTH
    there = opening.persons - sum(opening.entries)
    customers, rivals = there * p.start_customers, there * p.start_rival
    prospects = there - customers - rivals
    rate = p.advertising_rate if p.advertising_on else 0.0
    if p.talk_on and p.talk_reception == Reception.HEADROOM:
        rate += p.talk_occasion_rate * p.talk_inclination
    moves = p.hazard_rates[Cause.INVOLUNTARY - 1] if p.hazards_on else 0.0
    to_rival, still = p.leaving_to_rival * max(0.0, churn - moves) / max(churn, moves, 1e-12), exp(-moves * days)
    entering = [0.0] * months
    for day, count in enumerate(opening.entries):
        entering[min(months - 1, int(day // days))] += count
    joins, heads, waiting = [], 0.0, 0.0
    for month in range(months):
        open_to = prospects + p.rival_openness * rivals
        told = 0.0
        if p.talk_on and p.talk_reception == Reception.CONVERSION:
            told = customers * praises * p.talk_conversion / max(1, opening.persons)
        each = -expm1(-(rate + told) * eager * days)
        new, back = prospects * each, p.rival_openness * rivals * each
        came = entering[month] if opening.as_customer else 0.0
        lost = customers * -expm1(-churn * days)
        joins.append(new + back + came)
        customers += new + back + came - lost
        prospects = (prospects - new) * still + (0.0 if opening.as_customer else entering[month])
        rivals = (rivals - back) * still + lost * to_rival
        if month >= months - MONTHS:
            heads += customers / MONTHS
            waiting += open_to / MONTHS
    within = sum(joins[months - MONTHS :]) / MONTHS / days
    return joins, heads, within / waiting if waiting > 0.0 else 0.0


def told_share(p: Parameters, opening: Opening, heads: float, praises: float) -> float:
    """Return the share of joins that come by telling."""
    if not p.talk_on or p.talk_reception != Reception.CONVERSION:
        return 0.0
    told = heads * praises * p.talk_conversion / max(1, opening.persons)
    by_advert = p.advertising_rate if p.advertising_on else 0.0
    return told / (told + by_advert) if told + by_advert > 0.0 else 0.0


def conversion_offset(p: Parameters) -> float:
    """Return the logits at which praise converts as many as stated, though the attached are won more easily."""
    share = p.talk_conversion
    if not 0.0 < share < 1.0:
        return 0.0
    return shifted(share, MASSES, p.talk_attachment) - logit(share)
