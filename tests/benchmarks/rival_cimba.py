"""The common sub-model in cimba: processes in Python that it compiles. A prompt answer is all that recovers."""

import math
from collections.abc import Callable

import cimba
from cimba import random

from tests.benchmarks.in_c import common_setting

p = common_setting(1, 1.0).phases[0][1]  # cimba compiles the numbers in; persons and agents are the model's


def lognormal_law(mean: float, variance: float) -> tuple[float, float]:
    """Return mean and deviation of the logarithm."""
    return math.log(mean) - variance / 2, math.sqrt(variance)


RATE, SHAPE = p.buying_rate / p.buying_rate_shape, p.buying_rate_shape
BASKET, BASKET_SPREAD = lognormal_law(p.basket_mean, math.log1p(p.basket_personal_spread**2))
NOISE, NOISE_SPREAD = lognormal_law(1.0, p.basket_noise_variance)
NEED, NEED_SPREAD = lognormal_law(p.need_mean / p.desk_skill, math.log1p(p.need_spread**2))
FAILS, MAJOR, MARGIN, COST = p.failure_rate, p.failure_major, p.goods_margin, p.complaint_cost
SPEAKS_MINOR, SPEAKS_MAJOR = p.complaint_offset_minor, p.complaint_offset_major
PATIENCE, TAU, TAU_FAST, PROMPT = p.patience_mean, p.recovery_tau, p.recovery_tau_fast, p.recovery_weights[2]
STAY, REFERENCE, BEHAVIOUR = (
    1.0 - p.leaving_chance * p.leaving_scale,
    p.outcome_reference,
    p.outcome_intention_to_behaviour,
)
SLOPE_MINOR, SLOPE_MAJOR = p.stay_slope_minor, p.stay_slope_major
STAYS_MINOR, STAYS_MAJOR = p.stay_logit_minor, p.stay_logit_major
IMPATIENT = 17  # the signal of a timer


class Loyalty(cimba.Model):
    """Who stays."""

    @cimba.function
    def stay_probability(self, severity: int, outcome: int, attachment: float) -> float:
        if severity == 0:
            return STAY
        logit = STAYS_MAJOR[outcome] if severity == 2 else STAYS_MINOR[outcome]
        slope = SLOPE_MAJOR if severity == 2 else SLOPE_MINOR
        stated = 1.0 / (1.0 + math.exp(-(logit + slope * attachment)))
        return STAY * min(1.0, max(0.0, 1.0 + BEHAVIOUR * (stated - REFERENCE) / REFERENCE))


def model_of(persons: int, agents: int) -> cimba.Model:
    """Return the shop with so many persons and agents."""

    class Shop(Loyalty):
        desk: cimba.Resource = cimba.Resource(capacity=agents)
        happenings: cimba.Output[int]
        profit: cimba.Output[float]

        @cimba.process(copies=persons)
        def customer(self) -> None:
            rate = random.gamma(SHAPE, RATE)
            basket = random.lognormal(BASKET, BASKET_SPREAD)
            attachment = random.normal(0.0, 1.0)
            while True:
                cimba.hold(random.exponential(1.0 / rate))
                self.happenings += 1
                self.profit += math.floor(basket * random.lognormal(NOISE, NOISE_SPREAD) + 0.5) * MARGIN
                severity = 0
                outcome = 0
                if random.uniform(0.0, 1.0) < FAILS:
                    severity = 2 if random.uniform(0.0, 1.0) < MAJOR else 1
                    offset = SPEAKS_MAJOR if severity == 2 else SPEAKS_MINOR
                    if random.uniform(0.0, 1.0) < 1.0 / (1.0 + math.exp(-(offset + attachment))):
                        self.profit -= COST
                        came = cimba.now()
                        me = cimba.this_process()
                        me.timer_set(random.exponential(PATIENCE), IMPATIENT)
                        outcome = 1
                        if self.desk.acquire() != IMPATIENT:
                            me.timers_clear()
                            wait = cimba.now() - came
                            cimba.hold(random.lognormal(NEED, NEED_SPREAD))
                            self.desk.release()
                            if random.uniform(0.0, 1.0) < PROMPT * math.exp(-wait / TAU):
                                outcome = 3 if wait <= TAU_FAST else 2
                        self.happenings += 1
                if random.uniform(0.0, 1.0) >= self.stay_probability(severity, outcome, attachment):
                    break

    return Shop()


def runner(persons: int, agents: int, days: float) -> Callable[[int], int]:
    """Return a function of a seed that runs once and returns the number of happenings."""
    model = model_of(persons, agents)

    def run(seed: int) -> int:
        results = cimba.Experiment(model, replications=1, window=cimba.Window(duration=days), seed=seed + 1).run()
        return int(results[model].happenings.values.item())

    return run
