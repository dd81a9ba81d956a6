"""Closed forms that the oracles hold the engines against, written apart from the package.

Sources are those of docs/sources.md; the letter and number of each is the section there.
"""

from collections.abc import Sequence
from math import comb, exp, expm1

import numpy as np
from scipy.special import betaln, gammaln, hyp2f1

MAJOR = (0.09, 0.19, 0.54, 0.82)
MINOR = (0.37, 0.46, 0.70, 0.95)


def leaving_per_purchase(
    fail: float, leave_ok: float, complain: float, stay: Sequence[float], mix: Sequence[float]
) -> float:
    """A5: the chance h of leaving per purchase, ``stay`` by outcome (silent, unresolved, resolved, fast)."""
    voiced = sum(share * (1.0 - s) for share, s in zip(mix, stay[1:], strict=True))
    return (1.0 - fail) * leave_ok + fail * ((1.0 - complain) * (1.0 - stay[0]) + complain * voiced)


def lifetime_value(h: float, margin: float, cost_per_purchase: float, rate: float, discount: float) -> float:
    """A5: value of a customer who has just come, continuous discounting; rate and discount per year."""
    return (margin - cost_per_purchase) / (1.0 - (1.0 - h) * rate / (rate + discount))


def erlang_c(load: float, agents: int) -> float:
    """E1: the chance of waiting in M/M/c, by Erlang's recursion."""
    blocked = 1.0
    for k in range(1, agents + 1):
        blocked = load * blocked / (k + load * blocked)
    return blocked / (1.0 - load / agents * (1.0 - blocked))


def erlang_a(rate: float, served: float, patience_rate: float, agents: int) -> tuple[float, float, float]:
    """E2: (P(wait), P(abandon), Lq) of M/M/c+M, by its birth and death chain."""
    states = agents + 2000
    logs = [0.0]
    for k in range(1, states):
        logs.append(logs[-1] + float(np.log(rate / (min(k, agents) * served + max(0, k - agents) * patience_rate))))
    weights = np.exp(np.array(logs) - max(logs))
    weights /= weights.sum()
    line = float((np.maximum(np.arange(states) - agents, 0) * weights).sum())
    return float(weights[agents:].sum()), patience_rate * line / rate, line


def first_delays(rate: float, served: float, n: int) -> list[float]:
    """E3: mean delays of the first n in M/M/1 from empty: ``E W_n = sum_{k<n} E max(S_k, 0) / k`` (Spitzer 1956).

    S_k is Erlang(k, served) minus Erlang(k, rate): when the k-th arrival phase is over, j service phases are too, with
    a negative binomial chance, and the k - j others are left.
    """
    arrival, service = rate / (rate + served), served / (rate + served)
    out = [0.0]
    for k in range(1, n):
        left = sum(comb(k + j - 1, j) * arrival**k * service**j * (k - j) for j in range(k)) / served
        out.append(out[-1] + left / k)
    return out


def bgnbd_pmf(x: int, t: float, r: float, alpha: float, a: float, b: float) -> float:
    """D2: P(X(t) = x) of BG/NBD (Fader, Hardie & Lee 2005, eq. 8)."""
    still, gone = alpha / (alpha + t), t / (alpha + t)

    def nbd(j: int) -> float:
        return float(np.exp(gammaln(r + j) - gammaln(r) - gammaln(j + 1))) * float(still**r * gone**j)

    p = float(np.exp(betaln(a, b + x) - betaln(a, b))) * nbd(x)
    if x > 0:
        p += float(np.exp(betaln(a + 1, b + x - 1) - betaln(a, b))) * (1.0 - sum(nbd(j) for j in range(x)))
    return p


def bgnbd_mean(t: float, r: float, alpha: float, a: float, b: float) -> float:
    """D2: E[X(t)] of BG/NBD (eq. 9)."""
    f = float(hyp2f1(r, b, a + b - 1.0, t / (alpha + t)))
    return float((a + b - 1.0) / (a - 1.0) * (1.0 - (alpha / (alpha + t)) ** r * f))


def constant_drop_out_mean(t: float, r: float, alpha: float, h: float) -> float:
    """D6: expected repeat purchases with gamma rates and a constant chance h of leaving after each of them."""
    return float((1.0 - (alpha / (alpha + h * t)) ** r) / h)


def sbg_survival(t: int, alpha: float, beta: float) -> float:
    """D4: share still there after t decisions (Fader & Hardie 2007)."""
    return float(np.exp(betaln(alpha, beta + t) - betaln(alpha, beta)))


def bass(t: float, p: float, q: float) -> float:
    """C1: share who have joined, complete mixing (Bass 1969)."""
    gone = exp(-(p + q) * t)
    return (1.0 - gone) / (1.0 + q / p * gone)


def bass_ring(t: float, p: float, q: float) -> float:
    """C2: share who have joined on a ring, each of two neighbours q / 2 (Fibich & Gibori 2010)."""
    return 1.0 - exp(-(p + q) * t - q * expm1(-p * t) / p)


def bass_pair(t: float, p: float, q: float) -> float:
    """C3: share who have joined in pairs (Fibich & Levin 2023)."""
    return 1.0 - exp(-2.0 * p * t) - p * (exp(-2.0 * p * t) - exp(-(p + q) * t)) / (q - p)


def bass_overnight(days: int, p: float, q: float) -> list[float]:
    """C1 by nights: shares who have joined at 00:00 of day 0, 1, ..., when word told on a day arrives overnight.

    Who is a prospect at 00:00 has heard convincing word on the day before with chance ``1 - exp(-heard)`` and joins at
    a uniform time of the day, unless advertising is first. p and q are per day. Simpson's rule within a day.
    """
    out = [0.0]
    prospects, heard = 1.0, 0.0
    for _ in range(days):
        told = -expm1(-heard)
        middle = prospects * exp(-0.5 * p) * (1.0 - 0.5 * told)
        end = prospects * exp(-p) * (1.0 - told)
        heard = q * (1.0 - (prospects + 4.0 * middle + end) / 6.0)
        prospects = end
        out.append(1.0 - prospects)
    return out


def bass_pair_overnight(days: int, p: float, q: float) -> float:
    """C3 by nights, at 00:00 of a day: word told before the day that has just passed has worked, later word has not."""
    return 1.0 - exp(-p) * (1.0 - bass_pair(days - 1.0, p, q))
