"""How failures end, in means: who speaks up, what the answer brings, who stays, and what it does to satisfaction."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import sqrt
from typing import NamedTuple

from sim.model.attachment import MASSES, NODES
from sim.model.codes import Outcome, RecoveryLaw, Severity
from sim.model.flat import Parameters
from sim.model.level.stations import ways
from sim.model.numerics import exp, log, log1p, logistic
from sim.model.quantiles import exponential
from sim.model.rules.authority import multiple_asked, says_yes, tier
from sim.model.rules.burdens import pleased_share
from sim.model.rules.complaints import justice
from sim.model.rules.friction import calm_left
from sim.model.rules.incentives import false_share
from sim.model.rules.steps import ROUNDS, felt_wait
from sim.model.special import normal_tail

SPANS = 16  # quantiles of the back office
PASSES, CLOSE, MOST_FIT = 60, 1e-12, 16.0
LEAST_FELT = 1e-9  # of a wait
SELDOM = 1e-12


@dataclass(frozen=True, slots=True)
class Story:
    """One way in which a failure ends: its share of failures, the factor of staying, satisfaction a S + b after it."""

    share: float
    severity: int
    outcome: int
    stay: float
    a: float
    b: float
    aired: float = 1.0  # factor of the chance of going public

    @property
    def soured(self) -> bool:
        """Whether it was not put right."""
        return self.outcome in (Outcome.SILENT, Outcome.UNRESOLVED)


def cell_stay(p: Parameters, severity: int, outcome: int) -> float:
    """Return the mean factor of staying of a cell of the outcome table, harm and insults counted in."""
    stated = (p.outcome_minor if severity == Severity.MINOR else p.outcome_major)[outcome]
    factor = 1.0 - p.outcome_intention_to_behaviour * (1.0 - stated / p.outcome_reference)
    return max(0.0, factor if p.outcome_paradox_on_loyalty else min(1.0, factor))


def complaint_share(p: Parameters, severity: int, more: float = 0.0) -> float:
    """Return the share of failures that are complained about, so many logits more than is usual."""
    if not p.complaints_on:
        return 0.0
    offset = p.complaint_offset_minor if severity == Severity.MINOR else p.complaint_offset_major
    offset += p.channel_ease + more
    found = sum(m * logistic(offset + p.complaint_attachment * x) for x, m in zip(NODES, MASSES, strict=True))
    return found / sum(MASSES)


def waits(p: Parameters) -> list[tuple[float, float, bool]]:
    """Return (share, wait for the solution, whether it is promised) of complaints, at no wait in the line.

    Quantiles of the back office; what is handed on has the wait that is worth as much as its own on average, and so has
    help that comes from stations.
    """
    at_once = [(1.0, 0.0, False)]
    later = 1.0 - p.recovery_first_contact
    mean = p.recovery_back_office * (p.recovery_fast_factor if p.recovery_fast_handling else 1.0)
    solved = [(p.recovery_first_contact, 0.0, False)] if later > 0.0 else at_once
    if later > 0.0:
        solved += [(later / SPANS, mean * exponential((k + 0.5) / SPANS), mean > 0.0) for k in range(SPANS)]
    tau = felt_tau(p)
    solved = [
        (part * share, days + wait, promised)
        for part, days, near in ways(p, tau)
        for share, wait, promised in (at_once if near else solved)
    ]
    if not p.friction_on or p.rule_handoff <= 0.0:
        return solved
    often = p.rule_handoff
    left = (1.0 - often) / (1.0 - often * exp(-p.rule_handoff_time / tau))
    handed = p.rule_handoff_time - tau * log(left)
    return [
        *((share * (1.0 - often), wait, promised) for share, wait, promised in solved),
        *((share * often, wait + handed, promised) for share, wait, promised in solved),
    ]


def felt_tau(p: Parameters) -> float:
    """Return the wait after which about 37% of promptness is left, apologies for waits counted in."""
    return p.recovery_tau / max(LEAST_FELT, felt_wait(p, 1.0))


def decisions(p: Parameters) -> list[tuple[float, float, float]]:
    """Return (share, wait for somebody above, multiple of the price paid back) of complaints.

    Prices are lognormal, the limit is that of staff of mean rawness; the wait is the one that is worth as much as an
    exponential one on average, and who is refused gets the limit at the mean price of those above it.
    """
    asked, limit = multiple_asked(p), p.authority_limit * tier(p, p.staff_raw)
    spread = sqrt(log1p(p.basket_personal_spread * p.basket_personal_spread) + p.basket_noise_variance)
    if not p.authority_on or says_yes(p) or asked <= 0.0:
        return [(1.0, 0.0, asked)]
    above, price = float(asked > limit), 1.0
    if spread > 0.0 and limit > 0.0:
        place = log(limit / asked) / spread + 0.5 * spread
        above = normal_tail(place)
        price = normal_tail(place - spread) / above if above > SELDOM else 1.0
    tau = felt_tau(p)
    wait = tau * log1p(p.approval_delay / tau)
    granted = above * p.approval_grants
    return [(1.0 - above, 0.0, asked), (granted, wait, asked), (above - granted, wait, limit / price)]


class Answer(NamedTuple):
    """One way in which a complaint ends: its share, its outcome, the quality that moves satisfaction, and more.

    Parameters
    ----------
    left
        What a broken promise leaves of satisfaction.
    aired
        Factor of the chance of going public.
    """

    share: float
    outcome: int
    quality: float
    left: float = 1.0
    aired: float = 1.0


def answers(p: Parameters, severity: int) -> tuple[Answer, ...]:
    """Return how complaints end, at no wait for the answer; promises broken and rounds in vain counted in."""
    if p.recovery_law == RecoveryLaw.MIX:
        outcomes = (Outcome.UNRESOLVED, Outcome.RESOLVED, Outcome.FAST)
        return tuple(Answer(share, outcome, 1.0) for share, outcome in zip(p.recovery_mix, outcomes, strict=True))
    found: dict[tuple[int, bool], list[float]] = {}
    for (share, wait, promised), (some, longer, multiple) in product(waits(p), decisions(p)):
        broken = 1.0 - p.promise_kept if p.steps_on and promised else 0.0
        for part, in_vain in ((share * some * (1.0 - broken), False), (share * some * broken, True)):
            for one in _ends(p, severity, wait + longer, multiple, in_vain=in_vain):
                sums = found.setdefault((one.outcome, in_vain), [0.0, 0.0, 0.0])
                for k, what in enumerate((1.0, one.quality, one.aired)):
                    sums[k] += part * one.share * what
    left = 1.0 - p.satisfaction_minor
    return tuple(
        Answer(share, outcome, lift / share, left if in_vain else 1.0, aired / share)
        for (outcome, in_vain), (share, lift, aired) in sorted(found.items())
        if share > 0.0
    )


def _ends(p: Parameters, severity: int, wait: float, multiple: float, *, in_vain: bool) -> Iterator[Answer]:
    """Yield how complaints end whose solution takes so long, or does not come: at once, followed up, heard again."""
    pleased = 1.0 if says_yes(p) else pleased_share(p)

    def brought(share: float, now: float) -> Answer:
        quality = justice(p, severity, now, 1.0, multiple) * pleased
        return Answer(share * quality, Outcome.FAST if now <= p.recovery_tau_fast else Outcome.RESOLVED, quality)

    first = brought(0.0 if in_vain else 1.0, wait)
    yield first
    left, now = 1.0 - first.share, wait
    if p.recovery_follow_up:
        now += p.follow_up_lag
        called = left * (1.0 - false_share(p))
        late = brought(called * p.promise_caught, now)
        if not in_vain:
            late = Answer(called * p.follow_up_chance, Outcome.RESOLVED, first.quality)
        yield late
        left -= late.share
    rounds = ROUNDS if p.steps_on else 0
    for k in range(rounds):
        yield Answer(left * (1.0 - p.again_chance), Outcome.UNRESOLVED, 0.0, aired=float(1 << k))
        now += p.again_after
        again = brought(left * p.again_chance, now)
        yield again
        left = left * p.again_chance - again.share
    yield Answer(left, Outcome.UNRESOLVED, 0.0, aired=float(1 << rounds))


def resolved_share(p: Parameters) -> float:
    """Return the share of complaints that are resolved."""
    minor = (1.0 - p.failure_major) * complaint_share(p, Severity.MINOR)
    major = p.failure_major * complaint_share(p, Severity.MAJOR)
    solved = [sum(one.share for one in answers(p, k) if one.quality > 0.0) for k in (Severity.MINOR, Severity.MAJOR)]
    return (minor * solved[0] + major * solved[1]) / (minor + major) if minor + major > 0.0 else 0.0


def recovery_fit(p: Parameters, plain: Parameters) -> float:
    """Return what the quality of an answer is multiplied by so that as many complaints are resolved as plainly.

    Where not even perfect answers would do, they are perfect; 1 where nothing is resolved.
    """
    target, fit = resolved_share(plain), 1.0
    for _ in range(PASSES):
        found = resolved_share(replace(p, recovery_fit=fit))
        if found <= 0.0 or fit >= MOST_FIT or abs(target / found - 1.0) < CLOSE:
            break
        fit = min(MOST_FIT, fit * target / found)
    return fit


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
        for part, outcome, quality, broken, aired in answers(p, severity):
            lift = p.satisfaction_recovery * quality if p.satisfaction_on and outcome != Outcome.UNRESOLVED else 0.0
            left = 1.0 - (insulted if outcome == Outcome.UNRESOLVED and p.satisfaction_on else 0.0)
            stay = cell_stay(p, severity, outcome)
            slope = a * (broken * calm_left(p) if p.satisfaction_on else 1.0) * (1.0 - lift) * left
            found.append(Story(share * voiced * part, severity, outcome, stay, slope, lift * left, aired))
    return tuple(one for one in found if one.share > 0.0)
