"""What can stop a run: a fault of the clock, a crowd, a spent budget, a failed audit."""

MEANINGS = {
    1: "the clock went back",
    2: "one person had more than 10,000 events in a day: look at buying.rate and talk.rate",
    3: "the budget of events is spent: run fewer persons or a shorter run length",
    4: "an audit failed",
}


class RunFault(Exception):  # noqa: N818  a word of the house: faults stop a run
    """A run was stopped; names the replication and the simulated time.

    Parameters
    ----------
    fault
        Number of the meaning.
    seed, replication
        The run.
    time
        Simulated days from the start of the history.
    detail
        What exactly, if there is more to say.
    """

    def __init__(self, fault: int, seed: int, replication: int, time: float, detail: str = "") -> None:
        self.fault = fault
        text = f"seed {seed}, replication {replication}, day {time:.6g}: {MEANINGS[fault]}"
        super().__init__(f"{text}: {detail}" if detail else text)

    def __reduce__(self) -> tuple[object, ...]:
        return (rebuilt, (self.fault, str(self)))


def rebuilt(fault: int, text: str) -> RunFault:
    """Return a fault that crossed a process border."""
    made = RunFault.__new__(RunFault)
    Exception.__init__(made, text)
    made.fault = fault
    return made
