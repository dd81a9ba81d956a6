"""What can stop a run: a fault of the clock, a crowd, a spent budget; or an engine that this machine cannot run."""

from typing import Self

BUDGET = 4_000_000_000
"""Most events of a run unless it is told otherwise."""
MEANINGS = {
    1: "the clock went back",
    2: "one person had more than 10,000 events in a day: look at buying.rate and talk.rate",
    3: "the budget of events is spent: run fewer persons or a shorter run length",
}


class RunFault(Exception):  # noqa: N818  a word of the house: faults stop a run
    """A run was stopped; the text names the replication and the simulated time.

    Parameters
    ----------
    text
        What happened, where, and what to do.
    fault
        Number of the meaning.
    """

    def __init__(self, text: str, fault: int) -> None:
        super().__init__(text, fault)  # both, so that SimPy and pickle can make it again from its arguments
        self.fault = fault

    def __str__(self) -> str:
        return str(self.args[0])

    @classmethod
    def of(cls, fault: int, seed: int, replication: int, time: float) -> Self:
        """Return the fault of a meaning in one replication at a simulated time, in days."""
        return cls(f"seed {seed}, replication {replication}, day {time:.6g}: {MEANINGS[fault]}", fault)


class EngineUnavailable(Exception):  # noqa: N818  reads as what happened
    """The engine does not work in this environment; no replication is to blame. The text says why and what to do."""
