"""Service near and far: how far customers live from the nearest station, how soon help is there, who is helped there.

None where there are no stations.
"""

from __future__ import annotations

import math

import numpy as np

from sim.model.events import Kind, Status
from sim.record import Record
from sim.response.counting import events_of, share
from sim.response.declared import Unit, response

HOURS = 24.0


@response(
    "distance_mean",
    Unit.KM,
    "mean distance of customers at the end from the nearest station",
    rows="N24 N25",
    higher_is_better=False,
)
def distance_mean(record: Record) -> float | None:
    """Return the mean distance of those who are customers at the end."""
    far = record.people["distance"][record.people["status"] == Status.CUSTOMER]
    return math.fsum(far.tolist()) / len(far) if far.any() else None


@response(
    "time_to_help",
    Unit.HOURS,
    "mean time from a complaint until help has come from the nearest station",
    rows="N23",
    higher_is_better=False,
    log=True,
)
def time_to_help(record: Record) -> float | None:
    """Return the mean hours from complaint to help, of complaints after the history to whom help came.

    Needs the complete log.
    """
    if not record.complete:
        return None
    began = {(int(row["person"]), int(row["occasion"])): row["time"] for row in events_of(record, Kind.COMPLAINT)}
    helped = events_of(record, Kind.DISPATCH)
    whose = zip(helped["person"].tolist(), helped["occasion"].tolist(), helped["time"].tolist(), strict=True)
    times = [time - began[person, n] for person, n, time in whose if (person, n) in began]
    return HOURS * math.fsum(times) / len(times) if times else None


@response(
    "on_the_spot_share",
    Unit.SHARE,
    "those who are helped on the spot as a share of all to whom help comes from a station",
    rows="N27",
    log=True,
)
def on_the_spot_share(record: Record) -> float | None:
    """Return who was helped on the spot as a share of all who were; needs the complete log."""
    if not record.complete:
        return None
    helped = events_of(record, Kind.DISPATCH)
    return share(int(np.count_nonzero(helped["detail"])), len(helped))


__all__ = ["distance_mean", "on_the_spot_share", "time_to_help"]
