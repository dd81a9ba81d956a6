"""A cell of a sweep: some values, and the scenarios that are run under them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination of values in a sweep.

    Parameters
    ----------
    number
        From 0.
    values
        What is varied, as (dotted key, text), sorted; what is as in the scenario is left out.
    names
        Of its scenarios in the plan, the baseline first; none if the values cannot be together.
    why
        Why they cannot be; empty if they can.
    """

    number: int
    values: tuple[tuple[str, str], ...]
    names: tuple[str, ...] = ()
    why: str = ""


def varied(cells: Iterable[Cell]) -> tuple[str, ...]:
    """Return the dotted keys that some cells vary, sorted."""
    return tuple(sorted({key for cell in cells for key, _ in cell.values}))
