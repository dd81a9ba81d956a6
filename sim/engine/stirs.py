"""The compiled engine's rivals: nights on which something reaches the customers, and purchases made elsewhere."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.twin import jit
from sim.engine.world import PERSONS, PHASE, is_short, note

Account, Kind, Status = rule.Account, rule.Kind, rule.Status


@jit
def stir_customers(w: Any, p: Any, day: Any, first: Any) -> Any:
    """Let the night reach every customer from ``first`` on; return how many persons are done.

    All, or fewer if the arrays must grow first.
    """
    persons = w.n[PERSONS]
    if not rule.is_stirred(p, day, w.phase_days[w.n[PHASE]] == day) and not rule.is_round_of_calls(p, day):
        return persons
    for i in range(first, persons):
        if is_short(w):
            return i
        c = w.people[i]
        if c.status == Status.CUSTOMER:
            before = c.departure
            rule.stir(p, c, day)
            if rule.is_offered(p, c, day):
                taken = rule.takes_offer(p, c, day)
                note(w, float(day), Kind.OFFER, i, day, -1, 0, -1, 0, 0, 1 if taken else 0)
            if rule.is_called(p, c, day):
                woken = rule.call(p, c, day)
                note(w, float(day), Kind.CALL, i, c.calls - 1, i, c.purchases - 1, Kind.PURCHASE, Account.CALLS,
                     -p.call_cost, 1 if woken else 0)  # fmt: skip
            if c.departure != before:
                w.due[i] = rule.next_time(c)
    return persons


@jit
def stray(w: Any, p: Any, c: Any, t: Any) -> None:
    """Buy elsewhere this time; the next occasion is planned as after a purchase."""
    n = c.purchases
    c.purchases = n + 1
    pk = Kind.ELSEWHERE if c.strayed else Kind.PURCHASE
    c.strayed = 1
    note(w, t, Kind.ELSEWHERE, c.number, n, c.number, n - 1, pk, 0, 0, rule.basket_price(p, c, n))
    c.next_purchase = rule.gap_end(p, c, t, n)
