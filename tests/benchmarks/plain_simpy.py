"""The same story as a plain SimPy script: what one writes who has read SimPy's documentation and nothing of ours.

Processes, ``random``, a ``Resource`` for the desk, one generator a customer. Purchases and complaints are parts of it
(``yield from``): a process for each would cost twice as much. Buy, fail, keep silent or complain, wait with patience,
be recovered, tell others, leave. The rates are the model's; so are the rows written down. Left out, and
switched off in the model for the comparison: hours of the desk, other contacts, calendar hazards, advertising, care.
"""

import math
import random
from collections import defaultdict
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

from sim.model.parameters import Parameters

Process = Generator[simpy.Event, Any, None]
SILENT, UNRESOLVED, RESOLVED, FAST = range(4)


def logistic(x: float) -> float:
    """Return the logistic function."""
    return 1.0 / (1.0 + math.exp(-x))


def lognormal(rng: random.Random, mean: float, spread: float) -> float:
    """Return a lognormal draw with a mean and a coefficient of variation."""
    sigma = math.sqrt(math.log(1.0 + spread * spread))
    return mean * rng.lognormvariate(-0.5 * sigma * sigma, sigma)


@dataclass
class Customer:
    """A person of the market."""

    number: int
    rate: float
    basket: float
    attachment: float
    satisfaction: float
    is_customer: bool = False
    has_left: bool = False
    soured: bool = False
    bought: int = 0
    friends: list["Customer"] = field(default_factory=list)


class Shop:
    """A shop and its market.

    Parameters
    ----------
    p
        The model's parameters, solved.
    persons
        Number of persons in the market.
    keeps_log
        Whether to keep the rows, or only to count them.
    """

    def __init__(self, p: Parameters, persons: int, seed: int, *, keeps_log: bool) -> None:
        self.p = p
        self.env = simpy.Environment()
        self.rng = random.Random(seed)
        self.desk = simpy.Resource(self.env, capacity=max(1, p.desk_agents))
        self.keeps_log = keeps_log
        self.log: list[tuple[float, int, str, int]] = []
        self.counts: defaultdict[str, int] = defaultdict(int)
        self.profit = 0
        self.people = [self.newcomer(number) for number in range(persons)]
        for c in self.people:
            c.friends = [self.people[(c.number + k) % persons] for k in (-4, -3, -2, -1, 1, 2, 3, 4)]
            if self.rng.random() < p.start_customers:
                self.join(c, at_once=False)

    def newcomer(self, number: int) -> Customer:
        """Return a person with traits."""
        p, rng = self.p, self.rng
        rate = rng.gammavariate(p.buying_rate_shape, p.buying_rate / p.buying_rate_shape)
        basket = lognormal(rng, p.basket_mean, p.basket_personal_spread)
        return Customer(number, rate, basket, rng.gauss(0.0, 1.0), p.satisfaction_start)

    def note(self, c: Customer, kind: str, amount: int = 0) -> None:
        """Write down what happened."""
        self.counts[kind] += 1
        self.profit += amount
        if self.keeps_log:
            self.log.append((self.env.now, c.number, kind, amount))

    def join(self, c: Customer, *, at_once: bool) -> None:
        """Become a customer."""
        c.is_customer = True
        self.note(c, "join")
        self.env.process(self.life(c, at_once=at_once))
        if self.p.talk_on:
            self.env.process(self.chat(c))

    def life(self, c: Customer, *, at_once: bool) -> Process:
        """Buy again and again until leaving."""
        if not at_once:
            yield self.env.timeout(self.rng.expovariate(c.rate))
        while True:
            severe, outcome = yield from self.buy(c)
            if self.p.talk_on:
                self.talk(c, soured=bool(severe) and outcome in {SILENT, UNRESOLVED})
            if self.rng.random() >= self.stay_probability(c, severe, outcome):
                c.has_left = True
                self.note(c, "leave")
                return
            yield self.env.timeout(self.rng.expovariate(c.rate))

    def talk(self, c: Customer, *, soured: bool) -> None:
        """Tell some friends about a purchase."""
        c.soured = soured
        praise = self.p.praise_mean * c.satisfaction / self.p.satisfaction_bar
        mean = self.p.talk_warn if soured else praise
        for _ in range(self.poisson(mean)):
            self.tell(c)

    def poisson(self, mean: float) -> int:
        """Return a Poisson draw."""
        limit, count, product = math.exp(-mean), 0, self.rng.random()
        while product > limit:
            count += 1
            product *= self.rng.random()
        return count

    def stay_probability(self, c: Customer, severe: int, outcome: int) -> float:
        """Return the chance of staying: personal, times what failure and outcome leave of it."""
        p = self.p
        stay = 1.0 - p.leaving_chance * p.leaving_scale
        if severe:
            logit = p.stay_logit_major[outcome] if severe == 2 else p.stay_logit_minor[outcome]
            slope = p.stay_slope_major if severe == 2 else p.stay_slope_minor
            gap = logistic(logit + slope * c.attachment) - p.outcome_reference
            stay *= min(
                1.0, max(0.0, p.outcome_reference + p.outcome_intention_to_behaviour * gap) / p.outcome_reference
            )
        return stay

    def buy(self, c: Customer) -> Generator[simpy.Event, Any, tuple[int, int]]:
        """Buy once; return how bad it went and how it ended."""
        p, rng = self.p, self.rng
        price = round(lognormal(rng, c.basket, p.basket_noise_spread))
        c.bought += 1
        self.note(c, "purchase", price)
        self.note(c, "goods", -round(price * (1.0 - p.goods_margin)))
        if rng.random() >= p.failure_rate:
            c.satisfaction += p.satisfaction_gain * (1.0 - c.satisfaction)
            return 0, SILENT
        severe = 2 if rng.random() < p.failure_major else 1
        self.note(c, "failure")
        offset = p.complaint_offset_major if severe == 2 else p.complaint_offset_minor
        speaks = rng.random() < logistic(offset + p.complaint_attachment * c.attachment)
        c.satisfaction *= 1.0 - (p.satisfaction_major if severe == 2 else p.satisfaction_minor)
        if not speaks:
            self.note(c, "silence")
            return severe, SILENT
        outcome = yield from self.complain(c)
        return severe, outcome

    def complain(self, c: Customer) -> Generator[simpy.Event, Any, int]:
        """Wait for an agent, be served, perhaps be recovered; return the outcome."""
        p, rng, came = self.p, self.rng, self.env.now
        self.note(c, "complaint", -p.complaint_cost)
        with self.desk.request() as agent:
            got = yield agent | self.env.timeout(rng.expovariate(1.0 / p.patience_mean))
            if agent not in got:
                c.satisfaction *= 1.0 - p.satisfaction_give_up
                self.note(c, "give up")
                return UNRESOLVED
            wait = self.env.now - came
            self.note(c, "answer")
            yield self.env.timeout(lognormal(rng, p.need_mean, p.need_spread) / p.desk_skill)
        self.note(c, "served")
        quality = (
            p.recovery_weights[2] * math.exp(-wait / p.recovery_tau) + 0.5 * p.recovery_weights[1] * p.recovery_apology
        )
        self.note(c, "closed")
        if rng.random() >= quality:
            return UNRESOLVED
        c.satisfaction += p.satisfaction_recovery * quality * (1.0 - c.satisfaction)
        return FAST if wait <= p.recovery_tau_fast else RESOLVED

    def chat(self, c: Customer) -> Process:
        """Tell somebody out of the blue now and then."""
        while True:
            yield self.env.timeout(self.rng.expovariate(self.p.talk_rate))
            if c.has_left:
                return
            self.tell(c)

    def tell(self, c: Customer) -> None:
        """Tell one friend; praise may bring a prospect in, some time tomorrow."""
        friend = self.rng.choice(c.friends)
        good = not c.soured
        self.note(c, "praise" if good else "warning")
        if good and not friend.is_customer and self.rng.random() < self.p.talk_conversion:
            self.env.process(self.come(friend))

    def come(self, c: Customer) -> Process:
        """Come tomorrow and become a customer."""
        yield self.env.timeout(math.floor(self.env.now) + 1 - self.env.now + self.rng.random())
        if not c.is_customer:
            self.join(c, at_once=True)

    def run(self, days: float) -> int:
        """Run for some days; return the number of rows."""
        self.env.run(until=days)
        return sum(self.counts.values())
