"""Worlds made by hand, in which one knows what must happen, and words for reading what did."""

from typing import Any

import numpy as np

from sim.model.events import Kind, SpanLaw
from sim.model.parameters import Parameters
from sim.model.setting import Setting
from sim.record import Record, Table
from tests.oracles.checks import quiet, world

CERTAIN = 100.0  # logits: a chance of 1 in floating point


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
