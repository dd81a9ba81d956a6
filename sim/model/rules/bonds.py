"""What ties a customer, or wears the tie out: satisfaction, newness, neglect, blame."""

from sim.model.draws import uniform
from sim.model.numerics import exp, expm1, log
from sim.model.parameters import Parameters
from sim.model.person import CAUSES, INFINITE, Person
from sim.model.rules.recovery import is_resolved
from sim.model.rules.rivalry import WITHIN_THE_DAY, appoint, owe
from sim.model.words import Cause, Kind, Loss, Outcome, Purpose, Severity, Status

TENTH = 0.1


def retention_factor(p: Parameters, satisfaction: float) -> float:
    """Return the factor of staying at a satisfaction: from least to most along a power.

    References
    ----------
    Form: science B4; increasing returns: Mittal & Kamakura (2001).
    """
    risen = exp(p.retention_curve * log(satisfaction)) if satisfaction > 0.0 else 0.0
    return p.retention_least + (p.retention_most - p.retention_least) * risen


def novelty_factor(p: Parameters, c: Person) -> float:
    """Return by how much newness multiplies the chance of leaving; it fades with the purchases since joining."""
    since = c.purchases - 1 - c.spell
    return 1.0 + p.novelty_excess * exp(-since / p.novelty_fade)


def break_silence(c: Person, now: float) -> None:
    """Keep how long a customer had heard nothing before a purchase: neither bought, nor joined, nor been called."""
    heard = max(c.joined, c.called)
    if c.last_purchase < INFINITE:
        heard = max(heard, c.last_purchase)
    c.silence = now - heard


def neglect_factor(p: Parameters, c: Person) -> float:
    """Return by how much silence before the last purchase multiplies the chance of leaving."""
    return 1.0 - p.neglect_weight * expm1(-c.silence / p.neglect_span)


# Blame --------------------------------------------------------------------------------------------------------------


def fade_blame(p: Parameters, c: Person, now: float) -> None:
    """Let all blame wear off to the present."""
    left = exp(-(now - c.blame_time) / p.blame_span)
    for k in range(CAUSES):
        c.blame[k] *= left
    c.blame_time = now


def blame_failure(p: Parameters, c: Person, now: float) -> None:
    """Add the blame of a failure to its cause."""
    if p.blame_on:
        fade_blame(p, c, now)
        c.blame[c.nature - 1] += 1.0 if c.severity == Severity.MINOR else p.blame_major


def blame_response(p: Parameters, c: Person, now: float) -> None:
    """Add the blame of a complaint that closed unresolved to the response."""
    if p.blame_on and not is_resolved(c.outcome):
        fade_blame(p, c, now)
        insulted = c.outcome == Outcome.INSULTED
        c.blame[Cause.RESPONSE - 1] += p.blame_response * (p.insult_blame if insulted else 1.0)


def blame_total(c: Person) -> float:
    """Return all blame, in minor failures, as of when it was last faded."""
    total = 0.0
    for k in range(CAUSES):
        total += c.blame[k]
    return total


def patience_factor(p: Parameters, c: Person) -> float:
    """Return the factor of staying of somebody with more blame than she bears; 1 up to the tolerance."""
    return exp(-p.blame_temper * max(0.0, blame_total(c) - p.blame_tolerance))


def blamed_cause(c: Person, u: float) -> int:
    """Return a cause drawn in proportion to blame."""
    total = blame_total(c)
    reached = 0.0
    for k in range(CAUSES):
        reached += c.blame[k]
        if u * total < reached:
            return k + 1
    return c.nature


def blamed_causes(c: Person, decisive: int) -> int:
    """Return the causes of a departure, as bits: the decisive one, and all with a tenth of the blame."""
    total = blame_total(c)
    bits = 0
    place = 1
    for k in range(CAUSES):
        if k + 1 == decisive or c.blame[k] >= TENTH * total > 0.0:
            bits += place
        place *= 2
    return bits


# Calls --------------------------------------------------------------------------------------------------------------


def is_round_of_calls(p: Parameters, day: int) -> bool:
    """Return whether the firm calls the silent at 00:00 of a day."""
    return bool(p.calls_on) and day > 0 and day % max(1, int(p.call_every)) == 0


def is_called(p: Parameters, c: Person, day: int) -> bool:
    """Return whether a customer is called: silent for longer than her own past explains, and not called since."""
    if not is_round_of_calls(p, day):
        return False
    if c.status != Status.CUSTOMER or c.case or c.bought < 2 or c.called >= c.last_purchase:
        return False
    gap = (c.last_purchase - c.first_purchase) / (c.bought - 1)
    return day - c.last_purchase > p.call_after * gap


def call(p: Parameters, c: Person, day: int) -> bool:
    """Call a customer; return whether the call has woken her and she leaves later that day.

    References
    ----------
    Calls that wake: Ascarza, Iyengar & Schleicher (2016), science B8.
    """
    c.called = float(day)
    c.calls += 1
    u = uniform(c.key, Purpose.CALL, c.calls - 1)
    if u >= p.call_wakes:
        return False
    if appoint(p, c, day + WITHIN_THE_DAY * (u / p.call_wakes), Cause.ENCOUNTER, Loss.NONE):
        owe(c, Kind.CALL, c.number, c.calls - 1)
    return True
