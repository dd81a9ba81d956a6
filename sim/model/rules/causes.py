"""Is the cause of a failure still there, and which one was it?"""

from sim.model.codes import Cause, Purpose
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.storage import CAUSES, Small


class Causes(Mechanism):
    """Failures have causes that last, and can do harm."""

    causes_on: int = switch(0, "failures have causes that last, and can do harm")
    failure_harm: float = declared(
        "failure.harm",
        Unit.SHARE,
        0.02,
        "share of major failures that harm the customer, the family or belongings",
        plausible=(0.0, 0.1),
    )
    outcome_harm: float = declared(
        "outcome.harm", Unit.SHARE, 0.02, "share who stay after harm, whatever the answer", plausible=(0.0, 0.1)
    )
    satisfaction_harm: float = declared(
        "satisfaction.harm", Unit.SHARE, 0.90, "part of satisfaction that harm takes", plausible=(0.5, 1.0)
    )
    root_repeat: float = declared(
        "root.repeat",
        Unit.SHARE,
        0.20,
        "chance that the cause of the last failure makes a purchase fail again while it is not removed",
        plausible=(0.0, 0.6),
    )
    root_span: float = declared(
        "root.span",
        Unit.TIME,
        0.5 * YEAR,
        "days after which the cause of a failure is gone by itself",
        high=50 * YEAR,
        lively=(0.0, 400.0),
        plausible=(7.0, 2 * YEAR),
    )
    failure_causes: tuple[float, ...] = declared(
        "failure.causes",
        Unit.NUMBERS,
        (0.443, 0.341, 0.0, 0.0, 0.0, 0.0, 0.075, 0.0),
        "weights of the causes that failures belong to: core, encounter, price, inconvenience, response, competition, "
        "ethics, involuntary",
        size=8,
        high=1e6,
        owner=FIRM,
        source="science A6: Keaveney (1995) shares of mentions, as listed second-hand",
        lively=(0.0, 1.0),
        plausible=(0.0, 1.0),
    )
    failure_remedies: tuple[float, ...] = declared(
        "failure.remedies",
        Unit.SHARES,
        (0.0,) * 8,
        "share of the failures of each cause that the firm has removed",
        size=8,
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    root_removal: float = declared(
        "root.removal",
        Unit.SHARE,
        0.50,
        "chance that resolving a complaint also removes the cause",
        owner=FIRM,
        plausible=(0.0, 1.0),
    )
    recovery_by_cause: tuple[float, ...] = declared(
        "recovery.by_cause",
        Unit.SHARES,
        (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.5, 1.0),
        "factor of the quality of a recovery by the cause of the failure",
        size=8,
        owner=FIRM,
        source="assumed: an apology alone does not mend what was dishonest",
        plausible=(0.0, 1.0),
    )
    # of a person
    root: Small  # cause of the last failure while it is not removed


def root_is_awake(p: Parameters, c: Person, now: float) -> bool:
    """Return whether the cause of the last failure is still there: not removed, not gone by itself."""
    return c.root > 0 and now - c.last_failure < p.root_span


def failure_cause(p: Parameters, u: float) -> int:
    """Return the cause of a new failure, drawn by weight among those that are not removed."""
    total = 0.0
    for k in range(CAUSES):
        total += p.failure_causes[k] * (1.0 - p.failure_remedies[k])
    reached = 0.0
    for k in range(CAUSES):
        reached += p.failure_causes[k] * (1.0 - p.failure_remedies[k])
        if u * total < reached:
            return k + 1
    return Cause.CORE


def plant_root(p: Parameters, c: Person) -> None:
    """Let the cause of a failure stay until it is removed or gone by itself."""
    if p.causes_on:
        c.root = c.nature


def remove_root(p: Parameters, c: Person, occasion: int) -> None:
    """Let a resolved complaint remove the cause with a chance."""
    if p.causes_on and c.root > 0 and uniform(c.key, Purpose.ROOT, occasion) < p.root_removal:
        c.root = Cause.NONE
