"""The common sub-model in salabim, with generators; traits and the chance of staying are those of the SimPy script."""

import math
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import salabim

from sim.model.parameters import Parameters
from tests.benchmarks.plain_simpy import FAST, RESOLVED, SILENT, UNRESOLVED, Customer, Shop, logistic, lognormal

salabim.yieldless(False)  # noqa: FBT003  its only argument


class Life(salabim.Component):
    """A customer's life."""

    def setup(self, c: Customer, shop: Shop, desk: salabim.Resource) -> None:
        self.c, self.shop, self.desk = c, shop, desk

    def process(self) -> Iterator[Any]:
        """Buy again and again until leaving."""
        c, shop, p, rng = self.c, self.shop, self.shop.p, self.shop.rng
        while True:
            yield self.hold(rng.expovariate(c.rate))
            price = round(lognormal(rng, c.basket, p.basket_noise_spread))
            shop.note(c, "purchase", price)
            shop.note(c, "goods", -round(price * (1.0 - p.goods_margin)))
            severe, outcome = 0, SILENT
            if rng.random() < p.failure_rate:
                severe = 2 if rng.random() < p.failure_major else 1
                shop.note(c, "failure")
                offset = p.complaint_offset_major if severe == 2 else p.complaint_offset_minor
                if rng.random() < logistic(offset + p.complaint_attachment * c.attachment):
                    outcome = yield from self.complain(self.env.now())
                else:
                    shop.note(c, "silence")
            if rng.random() >= shop.stay_probability(c, severe, outcome):
                shop.note(c, "leave")
                return

    def complain(self, came: float) -> Iterator[Any]:
        """Wait for an agent, be served, perhaps be recovered; return the outcome."""
        c, shop, p, rng = self.c, self.shop, self.shop.p, self.shop.rng
        shop.note(c, "complaint", -p.complaint_cost)
        yield self.request(self.desk, fail_delay=rng.expovariate(1.0 / p.patience_mean))
        if self.failed():
            shop.note(c, "give up")
            return UNRESOLVED
        wait = self.env.now() - came
        shop.note(c, "answer")
        yield self.hold(lognormal(rng, p.need_mean, p.need_spread) / p.desk_skill)
        self.release(self.desk)
        shop.note(c, "served")
        shop.note(c, "closed")
        if rng.random() >= p.recovery_weights[2] * math.exp(-wait / p.recovery_tau):
            return UNRESOLVED
        return FAST if wait <= p.recovery_tau_fast else RESOLVED


def run(p: Parameters, persons: int, days: float, seed: int) -> Shop:
    """Run once; return the shop, which has counted."""
    shop = Shop(replace(p, start_customers=0.0), persons, seed, keeps_log=False)  # SimPy has nobody to let live
    env = salabim.Environment(trace=False, random_seed=seed)
    desk = salabim.Resource("desk", capacity=p.desk_agents, monitor=False)
    for c in shop.people:
        Life(c=c, shop=shop, desk=desk, mode=None)
    env.run(till=days)
    return shop
