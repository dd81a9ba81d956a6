"""Worlds made by hand, in which one knows what must happen, and words for reading what did."""

from typing import Any

import numpy as np

from sim.engine.faults import BUDGET
from sim.engine.read.engine import Reference
from sim.engine.run import engine as compiled
from sim.model.draws import Purpose, subject_key, uniform
from sim.model.events import Account, Kind, RateLaw, SpanLaw
from sim.model.parameters import Parameters
from sim.model.quantiles import exponential
from sim.model.setting import LogLevel, Setting
from sim.model.world import State
from sim.record import Record, Table
from tests.oracles.checks import quiet, world

CERTAIN = 100.0  # logits: a chance of 1 in floating point
NOTHING = (-1, -1, 0)  # what comes before an event that nothing came before

Row = tuple[float, int, int, tuple[int, int, int], int, int, int]


def desk(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return a desk with one agent, always open, that serves outside contacts for a quarter of a day each."""
    given: dict[str, Any] = {"desk_on": 1, "outside_on": 1, "desk_agents": 1, "desk_opens": 0.0, "desk_closes": 1.0}
    given |= {"need_law": SpanLaw.FIXED, "need_mean": 0.25, "patience_law": SpanLaw.NONE, "start_customers": 0.0}
    return quiet(**(given | changes))


def contacts(p: Parameters, times: tuple[float, ...], run_length: float, **changes: Any) -> Setting:  # noqa: ANN401
    """Return a world of one prospect whose desk is reached from outside at given times."""
    return world(p, 1, run_length, contact_times=times, **changes)


def complainers(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return parameters under which every purchase goes wrong and everybody complains about it, once a year or so."""
    given: dict[str, Any] = {"failures_on": 1, "complaints_on": 1, "failure_rate": 1.0, "channel_ease": CERTAIN}
    given |= {"need_law": SpanLaw.FIXED, "patience_law": SpanLaw.NONE, "desk_opens": 0.0, "desk_closes": 1.0}
    given |= {"outcome_minor": (0.95,) * 4, "outcome_major": (0.95,) * 4, "complaint_attachment": 0.0}
    return quiet(**(given | changes))


def rows(record: Record, kind: Kind, person: int | None = None) -> Table:
    """Return the rows of a kind, of one person if asked, in the order of time."""
    found = record.events[record.events["kind"] == kind]
    if person is not None:
        found = found[found["person"] == person]
    return found[np.lexsort((found["occasion"], found["time"]))]


def story(record: Record, person: int) -> list[tuple[str, float]]:
    """Return what happened to a person: (kind, time)."""
    mine = record.events[record.events["person"] == person]
    return [(Kind(row["kind"]).name, float(row["time"])) for row in mine]


def of_contacts(record: Record, kind: Kind) -> dict[int, float]:
    """Return when a kind of event came to each outside contact."""
    return {int(r["occasion"]): float(r["time"]) for r in rows(record, kind, -1)}


def posts(record: Record) -> dict[int, int]:
    """Return which agent took each outside contact."""
    return {int(r["occasion"]): int(r["detail"]) for r in rows(record, Kind.ANSWER, -1)}


# Stories: every row of a life, and the fields that move ------------------------------------------------------------


def loyal(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers from the start who buy once a day or so for 20.00, of which goods cost 14.00, and stay."""
    return quiet(**({"start_customers": 1.0, "buying_rate": 1.0, "buying_rate_law": RateLaw.FIXED} | changes))


def failing(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return such customers whose purchases all fail a little by the core service; they complain and are helped."""
    given: dict[str, Any] = {"start_customers": 1.0, "buying_rate": 1.0, "buying_rate_law": RateLaw.FIXED}
    given |= {"failure_major": 0.0, "failure_encounter": 0.0, "recovery_weights": (0.0, 0.0, 1.0), "satisfaction_on": 1}
    return complainers(**(given | changes))


def draw(purpose: int, occasion: int, person: int = 0, seed: int = 1) -> float:
    """Return a draw of a person's, or of the world's, whose number is -1."""
    return uniform(subject_key(seed, 0, person), purpose, occasion)


def waits(purpose: int, occasion: int, rate: float, person: int = 0, seed: int = 1) -> float:
    """Return the days from one event to the next of a Poisson process at a rate."""
    return exponential(draw(purpose, occasion, person, seed)) / rate


def times(count: int, rate: float = 1.0, person: int = 0, seed: int = 1) -> list[float]:
    """Return 0 and the times of the first purchases of a customer from the start, whom nothing keeps from buying."""
    found = [0.0]
    for n in range(count):
        found.append(found[-1] + waits(Purpose.GAP, n, rate, person, seed))
    return found


def life(record: Record, person: int = 0) -> list[Row]:
    """Return a person's rows, or with -1 the firm's, in the order of the record.

    A row is (time, kind, occasion, what came before, account, amount, detail), what came before (kind, person,
    occasion).
    """
    names = [
        "time",
        "kind",
        "occasion",
        "parent_kind",
        "parent_person",
        "parent_occasion",
        "account",
        "amount",
        "detail",
    ]
    mine = record.events[record.events["person"] == person][names]
    return [(*row[:3], row[3:6], *row[6:]) for row in mine.tolist()]


def buys(time: float, n: int, before: Kind, person: int = 0) -> list[Row]:
    """Return the two rows of purchase ``n``, which follows the event before it of the kind ``before``."""
    root = n if before == Kind.JOIN else n - 1
    return [
        (time, Kind.PURCHASE, n, (before, person, root), Account.SALES, 2000, 0),
        (time, Kind.GOODS, n, (Kind.PURCHASE, person, n), Account.GOODS, -1400, 0),
    ]


def unlike(table: Any, **expected: Any) -> dict[str, tuple[Any, Any]]:  # noqa: ANN401  a person's row or a State
    """Return the fields that are not as expected: what they are, what they should be."""
    found = {name: table[name] if isinstance(table, np.void) else getattr(table, name) for name in expected}
    return {name: (found[name], value) for name, value in expected.items() if not np.all(found[name] == value)}


def ended(setting: Setting, seed: int = 1) -> Reference:
    """Return the world at the end of a run; the firm and the contacts from outside are the same in both engines."""
    one = Reference(setting, seed, 0, LogLevel.ALL, BUDGET)
    one.run()
    w = compiled.world_of(setting, seed, 0, LogLevel.ALL)
    w = compiled.called(compiled.simulate, w, np.uint64(seed), np.uint64(0), 1, BUDGET)
    assert not unlike(w.state[0], **{name: getattr(one.state[0], name) for name in State.__slots__})
    assert not any(unlike(w.outside[k], case=contact.case) for k, contact in enumerate(one.outside))
    return one
