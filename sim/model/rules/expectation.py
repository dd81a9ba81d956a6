"""What does a customer expect, what does she meet, and what does the difference do to satisfaction and trust?"""

from sim.model.draws import uniform
from sim.model.numerics import expm1
from sim.model.parameters import Parameters
from sim.model.person import Person
from sim.model.quantiles import normal_quantile
from sim.model.rules.satisfaction import satisfaction_after_purchase
from sim.model.words import Purpose, Severity


def risen_expectation(p: Parameters, c: Person, now: float) -> float:
    """Return what is expected now: the market has raised it since it was last moved."""
    part = -expm1(-p.expectation_market * (now - c.expectation_time))
    return c.expectation + part * (1.0 - c.expectation)


def service_met(p: Parameters, c: Person, occasion: int) -> float:
    """Return the service that a trouble-free purchase brings, in [0, 1]."""
    noise = p.expectation_noise * normal_quantile(uniform(c.key, Purpose.SERVICE_MET, occasion))
    return min(1.0, max(0.0, p.service_level + noise))


def judge_service(p: Parameters, c: Person, now: float, occasion: int) -> None:
    """Let a trouble-free purchase be judged by what was expected.

    Service as expected changes nothing; better service raises satisfaction and, slowly, trust; worse lowers both.
    Then expectation moves towards what was met.
    """
    expected = risen_expectation(p, c, now)
    met = service_met(p, c, occasion)
    better = met - expected
    if p.satisfaction_on:
        c.satisfaction = min(1.0, max(0.0, c.satisfaction + p.expectation_effect * better))
    if better > 0.0:
        c.trust += min(1.0, p.trust_up * better) * (1.0 - c.trust)
    else:
        c.trust *= max(0.0, 1.0 + p.trust_down * better)
    c.expectation = expected + p.expectation_drift * (met - expected)
    c.expectation_time = now


def enjoy(p: Parameters, c: Person, now: float, occasion: int) -> None:
    """Let a trouble-free purchase move satisfaction, trust and expectation; pushing takes some of it."""
    c.satisfaction = satisfaction_after_purchase(p, c.satisfaction, Severity.NONE)
    if p.expectation_on:
        judge_service(p, c, now, occasion)
    if p.pushing_on and p.satisfaction_on:
        c.satisfaction *= 1.0 - p.push_pressure


def lose_trust(p: Parameters, c: Person) -> None:
    """Let a failure take trust."""
    if p.expectation_on:
        c.trust *= max(0.0, 1.0 - p.trust_down)
