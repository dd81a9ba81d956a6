"""Does a purchase go wrong, and how badly?"""

from math import floor

from sim.model import setting
from sim.model.codes import Cause, Mode, Purpose, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.quantities import FIRM, Mechanism, Unit, declared, solved, switch
from sim.model.rules.by_cause import cause_factor, moves_a_cause
from sim.model.rules.causes import drifts, failure_cause, importance, strikes_again
from sim.model.rules.modes import drawn_mode, share_of_harm, share_of_major
from sim.model.storage import Real, Small, Whole


class Failures(Mechanism):
    """Purchases can go wrong."""

    failures_on: int = switch(1, "purchases can go wrong")
    outcome_major: tuple[float, ...] = declared(
        "outcome.major",
        Unit.SHARES,
        (0.09, 0.19, 0.54, 0.82),
        "share who stay after a major failure: silent, unresolved, resolved, resolved quickly",
        size=4,
        low=0.001,
        high=0.999,
        source="TARP, as printed at fastcompany.com/663494 (second-hand; stated intention, 1979-86)",
    )
    outcome_minor: tuple[float, ...] = declared(
        "outcome.minor",
        Unit.SHARES,
        (0.37, 0.46, 0.70, 0.95),
        "share who stay after a minor failure: silent, unresolved, resolved, resolved quickly",
        size=4,
        low=0.001,
        high=0.999,
        source="TARP, as printed at fastcompany.com/663494 (second-hand; stated intention, 1979-86)",
    )
    outcome_table: int = declared(
        "outcome.table",
        Unit.CHOICE,
        setting.OutcomeTable.TARP_1979,
        "survey that says what complaining in vain does: as outcome.major says, or after a major failure 22 points "
        "less than silence",
        choices=setting.OutcomeTable,
        source="the Rage study of 2020 (csl.wpcarey.asu.edu customer-rage): minus 22 points, where TARP 1979 had plus "
        "10; that staying moves like brand loyalty is assumed",
    )
    outcome_reference: float = declared(
        "outcome.reference",
        Unit.SHARE,
        0.95,
        "share who stay after a trouble-free purchase, which the outcome table refers to",
        low=0.01,
    )
    outcome_selection_share: float = declared(
        "outcome.selection_share",
        Unit.SHARE,
        1.0,
        "share of the gap between silent and unresolved that is who complains, not what complaining does",
        source="assumed: the conservative end of science A2",
    )
    outcome_intention_to_behaviour: float = declared(
        "outcome.intention_to_behaviour", Unit.NUMBER, 1.0, "how much of the stated gap in staying shows in behaviour"
    )
    outcome_paradox_on_loyalty: int = declared(
        "outcome.paradox_on_loyalty",
        Unit.SWITCH,
        0,
        "whether a good recovery may make staying likelier than no failure",
        source="science A4: found for satisfaction only (de Matos, Henrique & Rossi 2007)",
    )
    failure_rate: float = declared("failure.rate", Unit.SHARE, 0.05, "chance that a purchase goes wrong", owner=FIRM)
    failure_major: float = declared("failure.major", Unit.SHARE, 0.30, "share of failures that are major", owner=FIRM)
    failure_encounter: float = declared(
        "failure.encounter",
        Unit.SHARE,
        0.435,
        "share of failures in the encounter with staff, the others in the core service",
        owner=FIRM,
        source="science A6: 34.1 of 44.3 + 34.1 (Keaveney 1995, second-hand)",
    )
    stay_logit_minor: tuple[float, ...] = solved((0.0, 0.0, 0.0, 0.0))
    stay_logit_major: tuple[float, ...] = solved((0.0, 0.0, 0.0, 0.0))
    stay_slope_minor: float = solved(0.0)
    stay_slope_major: float = solved(0.0)
    # of a person
    last_failure: Real
    slips: Real  # what who served her last multiplies failures of the encounter by
    curt: Real  # the part of it that morale has
    failures: Whole
    severity: Small
    nature: Small


def fresh_failure_chance(p: Parameters, left: float) -> float:
    """Return the chance that a purchase fails, with causes: that it fails anew, where nothing moves a cause.

    ``left`` is what standing problems and spending on quality multiply it by; what the firm has removed fails no more.
    """
    chance = min(1.0, p.failure_rate * left)
    if p.causes_on:
        chance *= p.failure_left * p.failure_fresh
    return chance


def fails_anew(p: Parameters, c: Person, occasion: int, left: float) -> bool:
    """Return whether the purchase ``occasion`` goes wrong by no cause from before.

    What would be the cause is drawn apart, so that cause k fails f_k phi_k of purchases, f_k being its part as is and
    phi_k :func:`sim.model.rules.by_cause.cause_factor`; and whatever moves one cause leaves the failures of the others
    as they are.
    """
    chance = fresh_failure_chance(p, left)
    if moves_a_cause(p):
        chance *= cause_factor(p, c, failure_nature(p, c, occasion))
    return uniform(c.key, Purpose.FAILURE, occasion) < chance


def failure_severity(p: Parameters, c: Person, occasion: int, left: float) -> int:
    """Return the severity of what went wrong with the purchase ``occasion``, the last one: none, minor, major or harm.

    ``left`` multiplies the chance that it fails anew. With causes, one that strikes once more makes it fail.
    """
    if not p.failures_on:
        return Severity.NONE
    again = p.causes_on and strikes_again(p, c, occasion)
    if not again and not fails_anew(p, c, occasion, left):
        return Severity.NONE
    v = uniform(c.key, Purpose.SEVERITY, occasion)
    mode = failure_mode(p, c, occasion)
    major = share_of_major(p, mode)
    if drifts(p):
        major = min(1.0, major * importance(p, failure_nature(p, c, occasion), floor(c.last_purchase)))
    if v >= major:
        return Severity.MINOR
    return Severity.HARM if p.causes_on and v < major * share_of_harm(p, mode) else Severity.MAJOR


def failure_nature(p: Parameters, c: Person, occasion: int) -> int:
    """Return the cause that a failure belongs to; without causes, the core service or the encounter with staff."""
    u = uniform(c.key, Purpose.NATURE, occasion)
    if not p.causes_on:
        return Cause.ENCOUNTER if u < p.failure_encounter else Cause.CORE
    return c.root if strikes_again(p, c, occasion) else failure_cause(p, u)


def failure_mode(p: Parameters, c: Person, occasion: int) -> int:
    """Return the mode of a failure: that of the failure before if it comes again, else one of its cause's; or none."""
    if not p.modes_on:
        return Mode.NONE
    if p.causes_on and strikes_again(p, c, occasion):
        return c.mode
    return drawn_mode(p, c, failure_nature(p, c, occasion), occasion)


def failure_detail(c: Person) -> int:
    """Return the detail of a failure's row: 64 x mode + 16 x severity + cause."""
    return c.mode * 64 + c.severity * 16 + c.nature
