"""How many complaints a programme with fixed costs would need to pay."""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiment.answer import PROFIT, exact_series, scale_of
from sim.experiment.plan import ALTERNATIVE
from sim.experiment.result import ComparisonResult
from sim.experiment.rows import Booked
from sim.experiment.settle import Verdict
from sim.experiment.statistics import paired_differences
from sim.model.events import Account
from sim.model.quantities import YEAR

FIXED = (Account.CHANNEL, Account.PROGRAMME)
"""What is paid for a strategy however many complain."""


@dataclass(frozen=True, slots=True)
class Enough:
    """A strategy that does not pay as it is, in currency units and complaints a year.

    Parameters
    ----------
    fixed
        What it costs however many complain.
    complaints
        A year, under it.
    gain
        What comes back of the fixed cost, mean and interval.
    """

    name: str
    fixed: float
    complaints: float
    gain: tuple[float, float, float]

    def needed(self, gain: float) -> float:
        """Return the complaints a year from which on it pays, if each brings back as much as now."""
        return self.complaints * self.fixed / gain

    @property
    def is_known(self) -> bool:
        """Whether anything is known to come back."""
        return self.gain[1] > 0.0


def enough_of(result: ComparisonResult) -> list[Enough]:
    """Return the alternatives with fixed costs that are not shown to pay, and what they would need."""
    plan, found = result.plan, list[Enough]()
    lines = {line.name: line for line in result.lines if line.response == PROFIT}
    years = plan.run.length / YEAR
    for entry in plan.of_role(ALTERNATIVE):
        line = lines.get(entry.name)
        if line is None or line.verdict is Verdict.BETTER or None in (line.difference, line.low, line.high):
            continue
        both = (plan.baseline, entry)
        booked = (result.rows.series(one.key, Booked(one.rate, FIXED, one.months)) for one in both)
        costs = paired_differences(*booked).differences
        said = [x for x in exact_series(result.rows, entry, "complaints").values() if x is not None]
        if not costs or not said:
            continue
        fixed = -float(sum(costs) * scale_of(plan, PROFIT) / len(costs))
        ends = tuple(float(x) + fixed for x in (line.difference, line.low, line.high) if x is not None)
        if fixed > 0.0 and sum(said) > 0 and len(ends) == 3:  # noqa: PLR2004 mean and both ends
            found.append(Enough(entry.name, fixed, float(sum(said)) / len(said) / years, ends))
    return found
