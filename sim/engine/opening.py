"""The compiled engine before its first night."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.front import plan_outside, schedule
from sim.engine.nights import book_once, note_starters, set_up, wire_network
from sim.engine.twin import jit
from sim.engine.world import HISTORY, MONTH, PENDING

Turn = rule.Turn


@jit
def begin(w: Any, seed: Any, replication: Any, entries: Any, as_customer: Any, ties: Any) -> None:
    """Make everything ready for the first night."""
    p = w.p[0]
    key = rule.subject_key(seed, replication, -1)
    w.world[0] = key
    w.n[MONTH] = rule.month_of(0, w.n[HISTORY])
    w.n[PENDING] = -1
    if ties > 0:
        wire_network(p, w, key, ties)
    set_up(w, p, seed, replication, entries, as_customer)
    note_starters(w)
    if p.desk_on and rule.always_open(p):
        schedule(w, 0.0, Turn.OPENING, -1, 0, 0)
    plan_outside(w, p, 0.0, 0)
    book_once(w, p, 0, 0)
