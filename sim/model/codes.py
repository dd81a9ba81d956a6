"""The members of all enumerations as plain integers, for the rules and for the engine to read.

Python finds a member of an enumeration in a multiple of the time of an attribute; an event asks for dozens.
"""

from enum import IntEnum
from typing import TYPE_CHECKING

from sim.model import draws, drivers, events, setting, worker


class Plain:
    """The members of an enumeration as attributes that are plain integers."""

    def __init__(self, enumeration: type[IntEnum]) -> None:
        for member in enumeration:
            setattr(self, member.name, int(member))

    if TYPE_CHECKING:  # a class that has this method at run time is asked three times as slowly

        def __getattr__(self, name: str) -> int: ...

    def __len__(self) -> int:
        return len(vars(self))


Account, Case, Cause = Plain(events.Account), Plain(events.Case), Plain(events.Cause)
Driver = Plain(drivers.Driver)
Curve, DropOut, Kind = Plain(events.Curve), Plain(events.DropOut), Plain(events.Kind)
Layout = Plain(events.Layout)
LeaveLaw, Loss, Network = Plain(events.LeaveLaw), Plain(events.Loss), Plain(events.Network)
Normalise, Outcome, RateLaw = Plain(events.Normalise), Plain(events.Outcome), Plain(events.RateLaw)
LogLevel, Mode = Plain(setting.LogLevel), Plain(events.Mode)
Reception, RecoveryLaw, Route = Plain(events.Reception), Plain(events.RecoveryLaw), Plain(events.Route)
Severity, SpanLaw, Status = Plain(events.Severity), Plain(events.SpanLaw), Plain(events.Status)
Turn, Post = Plain(events.Turn), Plain(events.Post)
Remedy, Sees = Plain(events.Remedy), Plain(events.Sees)
Stage = Plain(worker.Stage)
Purpose = Plain(draws.Purpose)

__all__ = [
    "Account",
    "Case",
    "Cause",
    "Curve",
    "Driver",
    "DropOut",
    "Kind",
    "Layout",
    "LeaveLaw",
    "LogLevel",
    "Loss",
    "Mode",
    "Network",
    "Normalise",
    "Outcome",
    "Plain",
    "Post",
    "Purpose",
    "RateLaw",
    "Reception",
    "RecoveryLaw",
    "Remedy",
    "Route",
    "Sees",
    "Severity",
    "SpanLaw",
    "Stage",
    "Status",
    "Turn",
]
