"""SimPy's clock with absolute times and an order for ties."""

from collections.abc import Callable
from heapq import heappush
from typing import Any

import simpy

from sim.model.events import Turn

AFTER_IMMEDIATE = 2  # SimPy's own immediate events have priorities 0 and 1 and come first
FIRST = [AFTER_IMMEDIATE + (turn << 80) for turn in range(len(Turn))]


class Present:
    """The time of a clock, in the slot that SimPy calls ``_now``; nobody but SimPy sets it."""

    __slots__ = ("_now",)

    _now: float


class Clock(Present, simpy.Environment):
    """A SimPy environment whose events are set to a time of day, not to a delay.

    Equal times go by (turn, person, occasion), which is data; SimPy's order of creation never decides.

    Parameters
    ----------
    end
        Time at which the run ends; later events never happen.
    """

    now = vars(Present)["_now"]  # in days; the slot under its public name, found without a call

    def __init__(self, end: float) -> None:
        super().__init__()
        self.end = end

    def at(self, time: float, turn: int, person: int = -1, occasion: int = 0) -> simpy.Event:
        """Return an event that happens at an absolute time.

        Raises
        ------
        ValueError
            If the time has passed.
        """
        event = simpy.Event(self)
        if time < self._now:
            raise ValueError(f"event of turn {Turn(turn).name} set to {time} at {self._now}")
        if time < self.end:
            event._ok, event._value = True, None  # noqa: SLF001  as simpy.Timeout does
            order = FIRST[turn] if person < 0 and not occasion else FIRST[turn] + ((person + 1) << 48) + occasion
            queue: list[Any] = self._queue
            heappush(queue, (time, order, next(self._eid), event))
        return event

    def call(self, action: Callable[[], Any], time: float, turn: int, person: int = -1, occasion: int = 0) -> None:
        """Do something at an absolute time."""
        event = self.at(time, turn, person, occasion)
        if event.callbacks is not None:
            event.callbacks.append(lambda _: action())
