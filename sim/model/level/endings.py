"""How failures end, in means: who speaks up, what the answer brings, who stays, and what it does to satisfaction."""

from dataclasses import dataclass

from sim.model.attachment import MASSES, NODES
from sim.model.codes import Outcome, RecoveryLaw, Severity
from sim.model.events import COLUMNS
from sim.model.flat import Parameters
from sim.model.numerics import logistic
from sim.model.quantiles import exponential
from sim.model.rules.complaints import recovery_quality

SPANS = 16  # quantiles of the back office


@dataclass(frozen=True, slots=True)
class Story:
    """One way in which a failure ends: its share of failures, the factor of staying, satisfaction a S + b after it."""

    share: float
    severity: int
    outcome: int
    stay: float
    a: float
    b: float

    @property
    def soured(self) -> bool:
        """Whether it was not put right."""
        return self.outcome in (Outcome.SILENT, Outcome.UNRESOLVED)


def cell_stay(p: Parameters, severity: int, outcome: int) -> float:
    """Return the mean factor of staying of a cell of the outcome table, harm and insults counted in."""
    stated = (p.outcome_minor if severity == Severity.MINOR else p.outcome_major)[outcome]
    factor = 1.0 - p.outcome_intention_to_behaviour * (1.0 - stated / p.outcome_reference)
    return max(0.0, factor if p.outcome_paradox_on_loyalty else min(1.0, factor))


def complaint_share(p: Parameters, severity: int) -> float:
    """Return the share of failures that are complained about."""
    if not p.complaints_on:
        return 0.0
    offset = p.complaint_offset_minor if severity == Severity.MINOR else p.complaint_offset_major
    offset += p.channel_ease
    found = sum(m * logistic(offset + p.complaint_attachment * x) for x, m in zip(NODES, MASSES, strict=True))
    return found / sum(MASSES)


def waits(p: Parameters) -> list[tuple[float, float]]:
    """Return (share, wait for the solution) of complaints, at no wait for the answer: quantiles of the back office."""
    later = 1.0 - p.recovery_first_contact
    if later <= 0.0:
        return [(1.0, 0.0)]
    mean = p.recovery_back_office * (p.recovery_fast_factor if p.recovery_fast_handling else 1.0)
    quantiles = [mean * exponential((k + 0.5) / SPANS) for k in range(SPANS)]
    return [(p.recovery_first_contact, 0.0), *((later / SPANS, wait) for wait in quantiles)]


def answers(p: Parameters, severity: int) -> tuple[tuple[float, int, float], ...]:
    """Return (share, outcome, mean quality) of the solutions of complaints, at no wait for the answer."""
    if p.recovery_law == RecoveryLaw.MIX:
        return tuple(
            (share, outcome, 1.0)
            for share, outcome in zip(p.recovery_mix, (Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.FAST), strict=True)
        )
    shares, lifts = [0.0] * len(COLUMNS), [0.0] * len(COLUMNS)
    for share, wait in waits(p):
        quality = recovery_quality(p, severity, wait, 1.0)
        late = (1.0 - quality) * p.follow_up_chance if p.recovery_follow_up else 0.0
        in_time = Outcome.FAST if wait <= p.recovery_tau_fast else Outcome.RESOLVED
        ends = ((Outcome.UNRESOLVED, 1.0 - quality - late), (Outcome.RESOLVED, late), (in_time, quality))
        for outcome, part in ends:
            shares[outcome] += share * part
            lifts[outcome] += share * part * (quality if outcome != Outcome.UNRESOLVED else 0.0)
    voiced = (Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.FAST)
    return tuple((shares[k], k, lifts[k] / shares[k] if shares[k] > 0.0 else 0.0) for k in voiced)


def stories(p: Parameters) -> tuple[Story, ...]:
    """Return how failures end; shares sum to 1."""
    harm = p.failure_harm if p.causes_on else 0.0
    falls = (p.satisfaction_minor, p.satisfaction_major, p.satisfaction_harm)
    shares = (1.0 - p.failure_major, p.failure_major * (1.0 - harm), p.failure_major * harm)
    insulted = p.recovery_insult * p.insult_satisfaction if p.insults_on else 0.0
    found = []
    for severity, share, fall in zip((Severity.MINOR, Severity.MAJOR, Severity.HARM), shares, falls, strict=True):
        a = 1.0 - fall if p.satisfaction_on else 1.0
        voiced = complaint_share(p, severity)
        found.append(Story(share * (1.0 - voiced), severity, Outcome.SILENT, cell_stay(p, severity, 0), a, 0.0))
        for part, outcome, quality in answers(p, severity):
            lift = p.satisfaction_recovery * quality if p.satisfaction_on and outcome != Outcome.UNRESOLVED else 0.0
            left = 1.0 - (insulted if outcome == Outcome.UNRESOLVED and p.satisfaction_on else 0.0)
            stay = cell_stay(p, severity, outcome)
            found.append(Story(share * voiced * part, severity, outcome, stay, a * (1.0 - lift) * left, lift * left))
    return tuple(one for one in found if one.share > 0.0)
