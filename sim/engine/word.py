"""The compiled engine's word of mouth: what is posted for the night, what it spreads, and what is said of the firm."""

from typing import Any

from sim.engine import twin as rule
from sim.engine.twin import jit
from sim.engine.world import BAD_WORD, GOOD_WORD, INDEX, PERSONS, POSTS, TOLD_BAD, TOLD_GOOD, TOLD_PUBLIC, note

Kind, Status = rule.Kind, rule.Status


@jit
def send(w: Any, kind: Any, sender: Any, occasion: Any, other: Any) -> None:
    """Post something for the night."""
    post = w.posts[w.n[POSTS]]
    post.telling = occasion
    post.teller = sender
    post.listener = other
    post.kind = kind
    w.n[POSTS] += 1


@jit
def go_public(w: Any, p: Any, c: Any, t: Any, pk: Any) -> None:
    """Make a complaint in vain public, perhaps."""
    n = c.purchases - 1
    if p.reputation_on and rule.goes_public(p, c, n):
        note(w, t, Kind.PUBLIC, c.number, n, c.number, n, pk, 0, 0, 0)


@jit
def likes_what_she_hears(w: Any, p: Any, c: Any) -> Any:
    """Ask around before joining; return whether she still joins."""
    return not p.reputation_on or rule.joins_after_asking(p, c, w.f[INDEX])


@jit
def spread(w: Any, p: Any, leaver: Any, occasion: Any, cause: Any, day: Any) -> None:
    """Let all contacts of somebody who left and are customers learn of it."""
    for k in range(w.starts[leaver], w.starts[leaver + 1]):
        other = w.contacts[k]
        c = w.people[other]
        if c.status == Status.CUSTOMER and rule.expose(p, c, leaver, occasion, cause, day):
            w.due[other] = rule.next_time(c)


@jit
def gather_word(w: Any, p: Any) -> None:
    """Add what was told since last night to the firm's reputation, which is fixed for the day."""
    n = w.n
    f = w.f
    told = w.counts[0]
    bad = rule.bad_word(p, told[Kind.WARNING] - n[TOLD_BAD], told[Kind.PUBLIC] - n[TOLD_PUBLIC])
    if p.reputation_notorious > 0.0:
        stains = 0
        for i in range(n[PERSONS]):
            if rule.is_stain(w.people[i]):
                stains += 1
        bad += p.reputation_stain * stains
    f[GOOD_WORD] = rule.gathered_word(p, f[GOOD_WORD], float(told[Kind.PRAISE] - n[TOLD_GOOD]))
    f[BAD_WORD] = rule.gathered_word(p, f[BAD_WORD], bad)
    n[TOLD_GOOD] = told[Kind.PRAISE]
    n[TOLD_BAD] = told[Kind.WARNING]
    n[TOLD_PUBLIC] = told[Kind.PUBLIC]
    f[INDEX] = rule.reputation_index(p, f[GOOD_WORD], f[BAD_WORD])
