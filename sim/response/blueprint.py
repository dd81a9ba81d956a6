"""The steps of the service as a customer walks through them: who gets to each, how long she waits there, what fails."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.events import Kind, Outcome
from sim.record import Record, Table
from sim.response.counting import events_of, share

HOURS = 24.0
MOST_OCCASIONS = 1 << 32


class Step(NamedTuple):
    """A step of the service.

    Parameters
    ----------
    reached
        How often customers got there.
    share
        Of purchases; None without one.
    hours
        Mean time from getting there to getting on, of those who did; None if nobody did.
    fails
        How often it failed there: that the customer got no further, or got on without help.
    """

    reached: int
    share: float | None
    hours: float | None
    fails: int


def blueprint(record: Record) -> dict[str, Step] | None:
    """Return the steps in their order, after the history; None without the complete log.

    What fails at ``purchase``: it goes wrong; ``telling``: she keeps silent about that; ``line``: she gives up there;
    ``desk``: she is answered in vain; ``back_office``: what was promised does not come, or does not help;
    ``follow_up``: nor does that.
    """
    if not record.complete:
        return None
    at = {kind: _times(record, kind) for kind in _KINDS}
    served = events_of(record, Kind.SERVED)
    served = served[served["person"] >= 0]
    in_vain = _identity(served[np.isin(served["detail"], _IN_VAIN)])
    passed = at[Kind.PASSED_ON]
    answered, solved = _first(at[Kind.SERVED], passed), _first(at[Kind.SERVED], at[Kind.BROKEN])
    later = np.isin(in_vain, passed[0])
    followed = events_of(record, Kind.FOLLOW_UP)
    steps = (
        ("purchase", at[Kind.PURCHASE], at[Kind.PURCHASE], len(at[Kind.FAILURE][0])),
        ("telling", at[Kind.FAILURE], at[Kind.COMPLAINT], len(at[Kind.SILENCE][0])),
        ("line", at[Kind.COMPLAINT], at[Kind.ANSWER], len(at[Kind.GIVE_UP][0])),
        ("desk", at[Kind.ANSWER], answered, int(np.count_nonzero(~later))),
        ("back_office", passed, solved, len(at[Kind.BROKEN][0]) + int(np.count_nonzero(later))),
        ("follow_up", solved, at[Kind.FOLLOW_UP], int(np.count_nonzero(np.isin(followed["detail"], _IN_VAIN)))),
    )
    purchases = len(at[Kind.PURCHASE][0])
    found = {}
    for name, came, went, fails in steps:
        reached = len(at[Kind.FOLLOW_UP][0]) if name == "follow_up" else len(came[0])
        found[name] = Step(reached, share(reached, purchases), _mean_wait(came, went), fails)
    return found


_KINDS = (
    Kind.PURCHASE, Kind.FAILURE, Kind.SILENCE, Kind.COMPLAINT, Kind.ANSWER, Kind.GIVE_UP, Kind.SERVED, Kind.PASSED_ON,
    Kind.BROKEN, Kind.FOLLOW_UP,
)  # fmt: skip
_IN_VAIN = (Outcome.UNRESOLVED, Outcome.INSULTED)
_Times = tuple[Table, Table]


def _identity(rows: Table) -> Table:
    """Return one number for each row of a person: whose it is, and at which purchase."""
    found: Table = rows["person"].astype(np.int64) * MOST_OCCASIONS + rows["occasion"]
    return found


def _times(record: Record, kind: Kind) -> _Times:
    """Return the stories to which something happened after the history, in order, and when."""
    rows = events_of(record, kind)
    rows = rows[rows["person"] >= 0]
    stories = _identity(rows)
    order = np.argsort(stories, kind="stable")
    return stories[order], rows["time"][order]


def _first(one: _Times, other: _Times) -> _Times:
    """Return when the first of two things happened to each story to which either did."""
    stories, times = np.concatenate((one[0], other[0])), np.concatenate((one[1], other[1]))
    order = np.lexsort((times, stories))
    found, first = np.unique(stories[order], return_index=True)
    return found, times[order][first]


def _mean_wait(came: _Times, went: _Times) -> float | None:
    """Return the mean hours from one thing to the other, over stories to which both happened."""
    _, before, after = np.intersect1d(came[0], went[0], return_indices=True)
    return HOURS * float((went[1][after] - came[1][before]).mean()) if len(before) else None


__all__ = ["Step", "blueprint"]
