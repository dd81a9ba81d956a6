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
LEAST = 1e-12  # share who stay after a purchase
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


class Usual:
    """The usual customer who has stayed so far: what she is like, and what a purchase changes."""

    def __init__(self, p: Parameters, fails: float, ends: Sequence[Story]) -> None:
        self.p, self.fails, self.ends = p, fails, ends
        self.stays = max(LEAST, 1.0 - fails + fails * sum(one.share * one.stay for one in ends))
        self.gap = 1.0 / p.buying_rate if p.buying_rate > 0.0 else YEAR
        self.satisfaction, self.square = p.satisfaction_start, p.satisfaction_start * p.satisfaction_start
        self.expected = p.expectation_start if p.expectation_on else 0.0
        self.trust = self.bond = self.familiar = 0.0
        self.products = [1.0] + [0.0] * (p.cross_products - 1 if p.crossbuying_on else 0)

    def note(self, path: Path, n: int) -> None:
        """Write down what she is like before purchase n."""
        p = self.p
        path.satisfaction.append(self.satisfaction)
        path.expectation.append(self.expected)
        path.trust.append(self.trust)
        path.familiarity.append(self.familiar)
        path.known.append(self.familiar if p.familiarity_on else n / (n + p.serve_half))
        held = sum(k * share for k, share in enumerate(self.products))
        knows = p.familiarity_basket * self.familiar if p.familiarity_on else 0.0
        path.basket.append((1.0 + knows) * (1.0 + p.cross_basket * held))

    def buy(self) -> tuple[float, float]:
        """Let her buy; return the mean and the mean square of satisfaction of all, also of those who then leave."""
        p, fails = self.p, self.fails
        a, b = (1.0 - p.satisfaction_gain, p.satisfaction_gain) if p.satisfaction_on else (1.0, 0.0)
        if p.expectation_on:
            better = self.judge()
            b += p.expectation_effect * better if p.satisfaction_on else 0.0
        if p.pushing_on and p.satisfaction_on:
            a, b = a * (1.0 - p.push_pressure), b * (1.0 - p.push_pressure)
        branches = [(1.0 - fails, 1.0, a, b), *((fails * one.share, one.stay, one.a, one.b) for one in self.ends)]
        every, staying = (_after(branches, self.satisfaction, self.square, stay=stay) for stay in (False, True))
        self.satisfaction = min(1.0, max(0.0, staying[0] / self.stays))
        self.square = min(self.satisfaction, max(self.satisfaction * self.satisfaction, staying[1] / self.stays))
        good = (1.0 - fails) / self.stays
        known = self.familiar + p.familiarity_gain * (1.0 - self.familiar)
        self.familiar = good * known + (1.0 - good) * self.familiar * (1.0 - p.familiarity_loss)
        if p.crossbuying_on:
            self.products = _taken(self.products, p.cross_chance * (1.0 - fails))
        return min(1.0, max(0.0, every[0])), every[1]

    def judge(self) -> float:
        """Let service move expectation and trust; return what it counts above or below what was expected."""
        p = self.p
        raised = self.expected - expm1(-p.expectation_market * self.gap) * (1.0 - self.expected)
        better = p.service_level - raised
        plain = _parts(better, p.expectation_noise)
        up = p.delight_weight * _parts(better - p.delight_above, p.expectation_noise)[0]
        down = _parts(better + p.adequate_below, p.expectation_noise)[1]
        self.expected = raised + p.expectation_drift * better
        grown = min(1.0, p.trust_up * up) * (1.0 - self.trust) + max(0.0, 1.0 - p.trust_down * down) * self.trust
        broken = self.trust * max(0.0, 1.0 - p.trust_down)
        good = (1.0 - self.fails) / self.stays
        self.bond = (1.0 - self.fails) * grown + self.fails * broken
        self.trust = good * grown + (1.0 - good) * broken
        return better + (up - plain[0]) - (down - plain[1])  # so that a zone of no width leaves no trace

    def leaving(self, n: int, mean: float, square: float) -> float:
        """Return what multiplies the chance of leaving after purchase n."""
        p, factor = self.p, 1.0
        if p.novelty_on:
            factor *= 1.0 + p.novelty_excess * exp(-n / p.novelty_fade)
        if p.expectation_on:
            factor *= 1.0 - p.trust_bond * self.bond
        if p.retention_on:
            factor *= 1.0 + p.retention_excess * (1.0 - _risen(p, mean, square))
        if p.crossbuying_on:
            factor *= _bound(self.products, 1.0 - p.cross_bond)
        return factor


def path_of(p: Parameters, fails: float, ends: Sequence[Story], purchases: int) -> Path:
    """Return the path of those who stay: who fails and leaves takes her mood along."""
    path, usual = Path(), Usual(p, fails, ends)
    for n in range(purchases):
        usual.note(path, n)
        mean, square = usual.buy()
        path.mood.append(mean)
        path.rate.append(1.0 + (p.familiarity_rate * usual.familiar if p.familiarity_on else 0.0))
        path.leaving.append(usual.leaving(n, mean, square))
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
    if mean * mean <= 0.0:
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
