"""The table's entries for the desk: all contacts, apart from what becomes of complaints."""

from __future__ import annotations

from functools import partial

from sim.response import desk
from sim.response.declared import Unit, logged, plain

DESK = (
    logged("complaint_call_wait", Unit.HOURS,
           "mean wait of complaints by call until an agent takes them, closed hours too",
           plain(partial(desk.mean_wait, complaints=True)), "", higher_is_better=False),
    logged("complaint_letter_wait", Unit.HOURS,
           "mean wait of written complaints until an agent takes them, closed hours too",
           plain(partial(desk.mean_wait, complaints=True, letters=True)), "", higher_is_better=False),
    logged("desk_offered", Unit.COUNT, "contacts that came to the desk: complaints and others, calls and letters",
           plain(desk.offered), ""),
    logged("desk_letters", Unit.COUNT, "letters among the contacts that came to the desk",
           plain(partial(desk.offered, letters=True)), ""),
    logged("desk_answered", Unit.COUNT, "contacts that came to the desk and were taken by an agent",
           plain(desk.answered), ""),
    logged("desk_abandoned_share", Unit.SHARE, "contacts that gave up in the line as a share of all that came",
           plain(desk.abandoned_share), "", higher_is_better=False),
    logged("desk_service_level", Unit.SHARE,
           "calls answered within 5 minutes as a share of all calls: the service level of the desk",
           plain(desk.service_level), ""),
    logged("desk_wait", Unit.HOURS, "mean wait of all calls that were answered, closed hours too",
           plain(desk.mean_wait), "", higher_is_better=False),
    logged("desk_wait_p90", Unit.HOURS, "wait that 90% of all answered calls did not exceed",
           plain(desk.wait_not_exceeded), "", higher_is_better=False),
    logged("desk_letter_wait_p90", Unit.HOURS, "wait that 90% of all answered letters did not exceed",
           plain(partial(desk.wait_not_exceeded, letters=True)), "", higher_is_better=False),
    logged("desk_utilisation", Unit.RATIO,
           "time that agents spent with contacts over the time the desk was staffed, beyond 1 with overtime",
           plain(desk.utilisation), ""),
)  # fmt: skip

__all__ = ["DESK"]
