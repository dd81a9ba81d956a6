"""How much blame has a customer added up, by cause, and what does it do to the tie?"""

from sim.model.codes import Cause, Outcome, RecoveryLaw, Severity
from sim.model.flat import Parameters, Person
from sim.model.numerics import exp
from sim.model.quantities import MONTH, YEAR, Mechanism, Unit, declared, solved, switch
from sim.model.rules.complaints import is_resolved
from sim.model.storage import CAUSES, Blames, Real, Whole

TENTH = 0.1


class Blame(Mechanism):
    """Blame adds up by cause and wears off."""

    blame_on: int = switch(0, "blame adds up by cause and wears off")
    blame_span: float = declared(
        "blame.span",
        Unit.TIME,
        YEAR,
        "days after which about 37% of a customer's blame is left",
        low=1e-3,
        high=50 * YEAR,
        source="science 0: complaints are remembered for a short time (Knox & van Oest 2014); the span is assumed",
        lively=(1.0, 400.0),
        plausible=(MONTH, 3 * YEAR),
    )
    blame_major: float = declared(
        "blame.major",
        Unit.NUMBER,
        3.0,
        "blame of a major failure, in minor failures",
        high=100.0,
        lively=(0.0, 10.0),
        plausible=(1.0, 10.0),
    )
    blame_response: float = declared(
        "blame.response",
        Unit.NUMBER,
        2.0,
        "blame of a complaint that was not resolved, in minor failures",
        high=100.0,
        source="science A4: double deviation (Maxham & Netemeyer 2002); the number is assumed",
        lively=(0.0, 10.0),
        plausible=(0.0, 10.0),
    )
    blame_temper: float = declared(
        "blame.temper",
        Unit.NUMBER,
        0.50,
        "by how much a failure weighs more with somebody who blames the firm for twice what her like do, as a share",
        high=100.0,
        lively=(0.0, 2.0),
        plausible=(0.0, 1.0),
    )
    blame_mean: float = solved(1.0)  # blame that a failure adds, as is
    blame_rate: float = solved(0.0)  # failures a purchase, as is
    # of a person
    blamed: Whole  # causes with at least a tenth of the blame when she left, bit k - 1 for cause k
    blame_time: Real  # when the blame was last faded
    blame: Blames


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


def forgive(p: Parameters, c: Person, now: float) -> None:
    """Let an apology take a share of the blame of the failure that it is for.

    References
    ----------
    Mission row G11: who apologises takes responsibility and is forgiven. The share is assumed.
    """
    if p.blame_on and p.steps_on and p.recovery_apology and p.recovery_law == RecoveryLaw.JUSTICE:
        fade_blame(p, c, now)
        added = 1.0 if c.severity == Severity.MINOR else p.blame_major
        left = p.apology_blame * added * exp(-(now - c.last_failure) / p.blame_span)
        c.blame[c.nature - 1] = max(0.0, c.blame[c.nature - 1] - left)


def blame_total(c: Person) -> float:
    """Return all blame, in minor failures, as of when it was last faded."""
    total = 0.0
    for k in range(CAUSES):
        total += c.blame[k]
    return total


def usual_blame(p: Parameters, c: Person) -> float:
    """Return the mean blame, at a failure, of somebody who buys as often: what the failure adds, and what is left."""
    return p.blame_mean * (1.0 + c.rate * p.blame_rate * p.blame_span)


def blame_weight(p: Parameters, c: Person) -> float:
    """Return the power to which the factor of staying after a failure is raised: on average 1, never negative."""
    return max(0.0, 1.0 + p.blame_temper * (blame_total(c) / usual_blame(p, c) - 1.0))


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
