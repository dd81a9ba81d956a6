"""What a customer is like by number of purchases since she joined, in means and as is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sim.model.flat import Parameters
from sim.model.level.endings import Story
from sim.model.numerics import exp, expm1
from sim.model.quantities import YEAR
from sim.model.rules.retention import risen
from sim.model.special import normal_tail

LONGEST = 1025  # purchases, after which nothing changes
PEAK = 0.3989422804014327  # of the normal density


@dataclass(slots=True)
class Path:
    """What a customer is like by number of purchases since she joined, in means; factors as is, unscaled."""

    satisfaction: list[float] = field(default_factory=list)  # before the purchase
    expectation: list[float] = field(default_factory=list)
    trust: list[float] = field(default_factory=list)
    familiarity: list[float] = field(default_factory=list)
    mood: list[float] = field(default_factory=list)  # satisfaction after it
    leaving: list[float] = field(default_factory=list)  # factor of the chance of leaving after it
    basket: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)  # of the gap after it
    known: list[float] = field(default_factory=list)  # acquaintance


def path_of(p: Parameters, fails: float, ends: Sequence[Story], purchases: int) -> Path:
    """Return the path of those who stay: who fails and leaves takes her mood along."""
    path = Path()
    first, second = p.satisfaction_start, p.satisfaction_start * p.satisfaction_start
    expected, trust, familiar = p.expectation_start if p.expectation_on else 0.0, 0.0, 0.0
    gap = 1.0 / p.buying_rate if p.buying_rate > 0.0 else YEAR
    products = [1.0] + [0.0] * (p.cross_products - 1 if p.crossbuying_on else 0)
    stays = 1.0 - fails + fails * sum(one.share * one.stay for one in ends)
    for n in range(purchases):
        path.satisfaction.append(first)
        path.expectation.append(expected)
        path.trust.append(trust)
        path.familiarity.append(familiar)
        path.known.append(familiar if p.familiarity_on else n / (n + p.serve_half))
        held = sum(k * share for k, share in enumerate(products))
        path.basket.append((1.0 + p.familiarity_basket * familiar * p.familiarity_on) * (1.0 + p.cross_basket * held))
        # a purchase without trouble
        a, b, up, down = (
            (1.0 - p.satisfaction_gain, p.satisfaction_gain, 0.0, 0.0) if p.satisfaction_on else (1, 0, 0, 0)
        )
        if p.expectation_on:
            raised = expected - expm1(-p.expectation_market * gap) * (1.0 - expected)
            better = p.service_level - raised
            up, down = _parts(better, p.expectation_noise)
            b += p.expectation_effect * better if p.satisfaction_on else 0.0
            expected = raised + p.expectation_drift * better
        if p.pushing_on and p.satisfaction_on:
            a, b = a * (1.0 - p.push_pressure), b * (1.0 - p.push_pressure)
        branches = [(1.0 - fails, 1.0, a, b), *((fails * one.share, one.stay, one.a, one.b) for one in ends)]
        met = [_after(branches, first, second, stay=stay) for stay in (False, True)]
        mean, square = met[0]
        first, second = (x / stays for x in met[1])
        # what it leaves
        good = (1.0 - fails) / stays
        grown = trust + min(1.0, p.trust_up * up) * (1.0 - trust) - p.trust_down * down * trust
        broken = trust * max(0.0, 1.0 - p.trust_down)
        bond = (1.0 - fails) * grown + fails * broken
        trust = good * grown + (1.0 - good) * broken
        known = familiar + p.familiarity_gain * (1.0 - familiar)
        familiar = good * known + (1.0 - good) * familiar * (1.0 - p.familiarity_loss)
        products = _taken(products, p.cross_chance * (1.0 - fails)) if p.crossbuying_on else products
        path.mood.append(mean)
        path.rate.append(1.0 + p.familiarity_rate * familiar * p.familiarity_on)
        factor = 1.0
        if p.novelty_on:
            factor *= 1.0 + p.novelty_excess * exp(-n / p.novelty_fade)
        if p.expectation_on:
            factor *= 1.0 - p.trust_bond * bond
        if p.retention_on:
            factor *= 1.0 + p.retention_excess * (1.0 - _risen(p, mean, square))
        if p.crossbuying_on:
            factor *= _bound(products, 1.0 - p.cross_bond)
        path.leaving.append(factor)
    return path


def _after(branches: Sequence[tuple[float, float, float, float]], m: float, q: float, *, stay: bool) -> list[float]:
    """Return the mean and the mean square of satisfaction after a purchase, of all or of those who stay."""
    found = [0.0, 0.0]
    for share, stays, a, b in branches:
        weight = share * (stays if stay else 1.0)
        found[0] += weight * (a * m + b)
        found[1] += weight * (a * a * q + 2.0 * a * b * m + b * b)
    return found


def _risen(p: Parameters, mean: float, square: float) -> float:
    """Return the mean of satisfaction to the power of the curve, to second order in its spread."""
    if mean <= 0.0:
        return 0.0
    spread = max(0.0, square - mean * mean) / (mean * mean)
    k = p.retention_curve
    return min(1.0, max(0.0, risen(p, mean) * (1.0 + 0.5 * k * (k - 1.0) * spread)))


def _parts(mean: float, spread: float) -> tuple[float, float]:
    """Return the means of the positive and of the negative part of a normal number."""
    if spread <= 0.0:
        return max(0.0, mean), max(0.0, -mean)
    z = mean / spread
    up = spread * (PEAK * exp(-0.5 * z * z) + z * normal_tail(-z))
    return up, up - mean


def _taken(products: list[float], chance: float) -> list[float]:
    """Return shares of customers by products beside the first, after one more purchase."""
    moved = [share * chance for share in products[:-1]] + [0.0]
    return [
        share - out + (moved[k - 1] if k else 0.0) for k, (share, out) in enumerate(zip(products, moved, strict=True))
    ]


def _bound(products: list[float], left: float) -> float:
    """Return the mean of ``left`` to the power of products beside the first."""
    total = 0.0
    for share in reversed(products):
        total = share + left * total
    return total
