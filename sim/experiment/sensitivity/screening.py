"""Which of many assumptions matter: each end of each range alone, with few replications, for every strategy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiment.sensitivity.assumptions import Assumption
from sim.experiment.sensitivity.looks import Numbers

PULLS = (1.0, 0.5, 0.25)
"""Parts of the way to an end that are tried, the farthest first, where it cannot be."""
DOUBT = 2.0
"""Standard errors that an effect is lowered by before effects are ranked: what is noise shall not rank high."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of an assumption's range that can be looked at.

    Parameters
    ----------
    share
        Of the range; pulled towards the value where the end itself cannot be.
    why
        Why it was pulled; empty if it was not.
    """

    assumption: Assumption
    share: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Screened:
    """How much one assumption moves differences between scenarios, alone.

    Parameters
    ----------
    size, error
        Largest move of a strategy's difference to the baseline at either end, with its standard error.
    """

    assumption: Assumption
    size: float
    error: float

    @property
    def rank(self) -> float:
        """What assumptions are ranked by."""
        return self.size - DOUBT * self.error if self.size > DOUBT * self.error else self.size * 1e-9


def far_ends(assumptions: Sequence[Assumption]) -> list[End]:
    """Return both ends of every range, but for one that is the value itself."""
    return [End(one, far) for one in assumptions for far in (0.0, 1.0) if far != one.at_base]


def pulled(end: End, pull: float, why: str) -> End:
    """Return an end at a part of the way from the value to it."""
    return End(end.assumption, end.assumption.at_base + pull * (end.share - end.assumption.at_base), why)


def differences(found: Mapping[str, Numbers], baseline: str) -> dict[str, Numbers]:
    """Return every strategy's difference to the baseline, pair by pair."""
    return {name: values - found[baseline] for name, values in found.items() if name != baseline}


def screened(
    found: Sequence[tuple[End, Mapping[str, Numbers]]], base: Mapping[str, Numbers], baseline: str
) -> tuple[Screened, ...]:
    """Return how much each assumption moves, the one that moves most first.

    Parameters
    ----------
    found
        At each end, what every scenario brings.
    base
        What was found at the values themselves, with the same replications or more.
    """
    usual = differences(base, baseline)
    largest: dict[Assumption, Screened] = {}
    for end, there in found:
        one = end.assumption
        for name, values in differences(there, baseline).items():
            move = values - usual[name][: len(values)]
            moved = Screened(one, abs(float(np.nanmean(move))), standard_error(move))
            if one not in largest or moved.rank > largest[one].rank:
                largest[one] = moved
    return tuple(sorted(largest.values(), key=lambda line: -line.rank))


def standard_error(values: Numbers) -> float:
    """Return the standard error of a mean; infinite with fewer than two numbers."""
    whole = values[~np.isnan(values)]
    return float(whole.std(ddof=1) / np.sqrt(len(whole))) if len(whole) > 1 else float("inf")
