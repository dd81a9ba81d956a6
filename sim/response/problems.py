"""What stands behind failures: how many problems there are, how many are found, and whether they come to a crisis."""

from __future__ import annotations

from sim.model.events import Kind
from sim.record import Record
from sim.response.declared import Unit, response
from sim.response.staffing import of_the_firm


@response(
    "problems_open",
    Unit.COUNT,
    "standing problems at the end, found ones that are not mended yet counted in",
    rows="F10 H08",
    higher_is_better=False,
)
def problems_open(record: Record) -> int | None:
    """Return how many problems stand at the end; None where problems are not simulated."""
    arisen, mended = (int(record.counts[1, kind]) for kind in (Kind.ARISEN, Kind.MENDED))
    return arisen - mended if arisen else None


@response("problems_found", Unit.COUNT, "problems that the firm has found", rows="E14 E20 F10 H01 H08 H23 M11")
def problems_found(record: Record) -> int | None:
    """Return how many problems the firm has found; None where problems are not simulated."""
    return of_the_firm(record, Kind.FOUND) if record.counts[1, Kind.ARISEN] else None


@response("crises", Unit.COUNT, "crises to which problems have grown", rows="F14", higher_is_better=False)
def crises(record: Record) -> int | None:
    """Return how many crises there were; None where problems are not simulated."""
    return of_the_firm(record, Kind.CRISIS) if record.counts[1, Kind.ARISEN] else None


__all__ = ["crises", "problems_found", "problems_open"]
