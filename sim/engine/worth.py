"""The compiled engine: what a purchase costs beside its goods, further products, and who follows an intermediary."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.twin import jit
from sim.engine.world import LEAVERS, PERSONS, note

Account, Kind = rule.Account, rule.Kind


@jit
def pay_for(w: Any, p: Any, c: Any, t: Any, n: Any, price: Any) -> None:
    """Pay what a purchase costs beside its goods: serving it, and a reward for buying."""
    if p.serving_on:
        cost = rule.serving_cost(p, c, n)
        note(w, t, Kind.SERVICE_COST, c.number, n, c.number, n, Kind.PURCHASE, Account.SERVING, -cost, 0)
    reward = rule.reward_amount(p, price) if p.reward_on else 0
    if reward:
        note(w, t, Kind.SERVICE_COST, c.number, n, c.number, n, Kind.PURCHASE, Account.REWARDS, -reward, 0)


@jit
def buy_another(w: Any, p: Any, c: Any, t: Any, n: Any) -> None:
    """Perhaps take one more product with a trouble-free purchase."""
    if rule.buys_another(p, c, n):
        c.products += 1
        note(w, t, Kind.CROSS_BUY, c.number, n, c.number, n, Kind.PURCHASE, 0, 0, c.products + 1)


@jit
def part_from_firm(w: Any, c: Any) -> None:
    """Give up further products; of an intermediary, remember that her customers are to hear of it overnight."""
    c.products = 0
    c.led = c.purchases if c.intermediary else 0
    w.n[LEAVERS] += c.intermediary


@jit
def lead_off(w: Any, p: Any, day: Any) -> None:
    """Let the end customers of intermediaries who left yesterday hear of it."""
    for i in range(w.n[PERSONS]):
        c = w.people[i]
        if c.partner >= 0 and rule.follows(p, c, w.people[c.partner], day):
            w.due[i] = rule.next_time(c)
    w.n[LEAVERS] = 0
