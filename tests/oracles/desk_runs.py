"""A desk that serves an outside stream only, and what its log says of each contact."""

from typing import Any

import numpy as np

from sim.model.events import Kind, SpanLaw
from sim.model.parameters import Parameters
from sim.record import Record
from tests.oracles.checks import Floats, quiet

MINUTE = 1.0 / 1440.0


def desk(rate: float, served: float, agents: int, patience_rate: float = 0.0, **changes: Any) -> Parameters:  # noqa: ANN401
    """Return parameters of M/M/c (+M) with rates per minute, always open, nobody else at the desk."""
    laws: dict[str, Any] = {
        "outside_rate": rate / MINUTE,
        "need_law": SpanLaw.EXPONENTIAL,
        "need_mean": MINUTE / served,
        "patience_law": SpanLaw.EXPONENTIAL if patience_rate else SpanLaw.NONE,
        "patience_mean": MINUTE / patience_rate if patience_rate else MINUTE,
    }
    always = {"desk_on": 1, "outside_on": 1, "desk_agents": agents, "desk_opens": 0.0, "desk_closes": 1.0}
    return quiet(**(always | laws | {"start_customers": 0.0} | changes))


def times_of(record: Record, kind: Kind, contacts: int) -> Floats:
    """Return when a kind of event came to each outside contact, in minutes; nan if it did not."""
    out = np.full(contacts, np.nan)
    rows = record.events[(record.events["person"] == -1) & (record.events["kind"] == kind)]
    out[rows["occasion"]] = rows["time"] / MINUTE
    return out


def contact_waits(record: Record) -> tuple[Floats, Floats, Floats]:
    """Return (arrival, wait, gave up: 0 or 1) of each outside contact whose wait had ended before the end.

    Times in minutes. Contacts after the first one that was still waiting at the end are left out.
    """
    contacts = int(record.counts[1, Kind.CONTACT])
    arrival = times_of(record, Kind.CONTACT, contacts)
    answered = times_of(record, Kind.ANSWER, contacts)
    gave_up = times_of(record, Kind.GIVE_UP, contacts)
    ended = np.where(np.isnan(answered), gave_up, answered)
    open_ones = np.flatnonzero(np.isnan(ended))
    n = int(open_ones[0]) if len(open_ones) else contacts
    return arrival[:n], (ended - arrival)[:n], np.isnan(answered[:n]).astype(np.float64)
