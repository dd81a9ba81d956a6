"""How does service compare with what was expected, and what does that do to satisfaction and trust?"""

from sim.model.codes import Purpose, Severity
from sim.model.draws import uniform
from sim.model.flat import Parameters, Person
from sim.model.numerics import expm1
from sim.model.quantiles import normal_quantile
from sim.model.quantities import FIRM, YEAR, Mechanism, Unit, declared, switch
from sim.model.rules.satisfaction import satisfaction_after_purchase
from sim.model.storage import Real


class Expectation(Mechanism):
    """Service is judged by what was expected, and trust grows by it."""

    expectation_on: int = switch(0, "service is judged by what was expected, and trust grows by it")
    expectation_start: float = declared(
        "expectation.start", Unit.SHARE, 0.5, "service that everybody expects at first", plausible=(0.3, 0.7)
    )
    expectation_drift: float = declared(
        "expectation.drift",
        Unit.SHARE,
        0.10,
        "part of the way by which expectation moves to what was met",
        plausible=(0.01, 0.5),
    )
    expectation_market: float = declared(
        "expectation.market",
        Unit.RATE,
        0.02 / YEAR,
        "rate at which the market raises what is expected, part of the way to 1",
        high=1.0,
        lively=(0.0, 0.01),
        plausible=(0.0, 0.2 / YEAR),
    )
    expectation_noise: float = declared(
        "expectation.noise", Unit.NUMBER, 0.10, "spread of the service met", high=1.0, plausible=(0.0, 0.3)
    )
    expectation_effect: float = declared(
        "expectation.effect",
        Unit.NUMBER,
        0.20,
        "change of satisfaction per unit of service above or below what was expected",
        high=5.0,
        plausible=(0.0, 1.0),
    )
    delight_above: float = declared(
        "delight.above",
        Unit.SHARE,
        0.0,
        "service above what was expected that is still no more than that: what is beyond it delights",
        source="assumed; that customers tolerate a zone: Zeithaml, Berry & Parasuraman (1993)",
        plausible=(0.0, 0.3),
    )
    delight_weight: float = declared(
        "delight.weight",
        Unit.NUMBER,
        1.0,
        "what a unit of service that delights counts, in units of service below what is adequate",
        high=10.0,
        source="assumed; mission row N02: what exceeds expectations counts more",
        plausible=(0.0, 4.0),
    )
    adequate_below: float = declared(
        "adequate.below",
        Unit.SHARE,
        0.0,
        "service below what was expected that is adequate still",
        source="assumed; that customers tolerate a zone: Zeithaml, Berry & Parasuraman (1993)",
        plausible=(0.0, 0.3),
    )
    trust_up: float = declared(
        "trust.up",
        Unit.NUMBER,
        0.20,
        "part of the way to 1 by which trust grows per unit of service above what was expected",
        high=5.0,
        source="mission B12: loyalty forms slowly; the number is assumed",
        plausible=(0.02, 1.0),
    )
    trust_down: float = declared(
        "trust.down",
        Unit.NUMBER,
        1.0,
        "part of trust that a unit of service below what was expected takes; a failure takes it for the whole unit",
        high=5.0,
        plausible=(0.2, 5.0),
    )
    trust_bond: float = declared(
        "trust.bond", Unit.SHARE, 0.50, "part of the chance of leaving that full trust takes off", plausible=(0.0, 0.8)
    )
    service_level: float = declared(
        "service.level", Unit.SHARE, 0.5, "mean service that customers meet", owner=FIRM, plausible=(0.3, 0.8)
    )
    service_process: float = declared(
        "service.process",
        Unit.NUMBER,
        0.0,
        "service that customers meet above its mean where who serves makes no slip in the encounter; as much below it "
        "where she makes twice as many as is usual; needs staff",
        high=1.0,
        plausible=(0.0, 0.5),
    )
    # of a person
    expectation: Real  # of service, in [0, 1]
    expectation_time: Real  # when it was last moved
    trust: Real


def risen_expectation(p: Parameters, c: Person, now: float) -> float:
    """Return what is expected now: the market has raised it since it was last moved."""
    part = -expm1(-p.expectation_market * (now - c.expectation_time))
    return c.expectation + part * (1.0 - c.expectation)


def service_met(p: Parameters, c: Person, occasion: int) -> float:
    """Return the service that a trouble-free purchase brings, in [0, 1].

    It is better where the firm knows whom it serves, and where who serves, by what she knows and how she feels, slips
    less: the process beside the result (mission row N04).
    """
    noise = p.expectation_noise * normal_quantile(uniform(c.key, Purpose.SERVICE_MET, occasion))
    personal = p.personal_gain * c.known - p.personal_tour * c.familiarity if p.contacts_on else 0.0
    process = p.service_process * (1.0 - c.slips) if p.staff_on else 0.0
    return min(1.0, max(0.0, p.service_level + personal + process + noise))


def service_felt(p: Parameters, better: float) -> float:
    """Return what service better than expected by so much, or worse, counts: nothing from adequate up to delight.

    References
    ----------
    Zone of tolerance: Zeithaml, Berry & Parasuraman (1993). Delight: Oliver, Rust & Varki (1997).
    """
    if better > p.delight_above:
        return p.delight_weight * (better - p.delight_above)
    return min(0.0, better + p.adequate_below)


def judge_service(p: Parameters, c: Person, now: float, occasion: int) -> None:
    """Let a trouble-free purchase be judged by what was expected.

    Service as expected changes nothing; what delights raises satisfaction and, slowly, trust; what is less than
    adequate lowers both. Then expectation moves towards what was met.
    """
    expected = risen_expectation(p, c, now)
    met = service_met(p, c, occasion)
    better = service_felt(p, met - expected)
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
