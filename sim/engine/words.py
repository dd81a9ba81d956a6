"""The model's words as plain integers, for the engine to read.

Python finds a member of an enumeration in a multiple of the time of a field of a named tuple; an event asks for dozens.
"""

from collections import namedtuple
from enum import IntEnum
from typing import Any

from sim.model import events


def plain(enumeration: type[IntEnum]) -> Any:
    """Return an enumeration as a named tuple of plain integers."""
    members = {m.name: int(m) for m in enumeration}
    return namedtuple(enumeration.__name__, members)(**members)  # noqa: PYI024  made from data


Account, Case, Kind = plain(events.Account), plain(events.Case), plain(events.Kind)
Normalise, Outcome, Route = plain(events.Normalise), plain(events.Outcome), plain(events.Route)
Severity, Status, Turn = plain(events.Severity), plain(events.Status), plain(events.Turn)

__all__ = ["Account", "Case", "Kind", "Normalise", "Outcome", "Route", "Severity", "Status", "Turn", "plain"]
