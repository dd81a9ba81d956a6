"""The arguments of public calls about scenarios, each with its kind: what ``@checked`` reads."""

from __future__ import annotations

import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from sim.model.limits import LONGEST_RUN
from sim.scenario.kinds import Kind, Named, Path, Span, Text, Unfit, Whole, real, told
from sim.scenario.records import Strategy
from sim.scenario.tree import Items, Map, Scalar

DEEPEST_VALUE = 3
LARGEST_WRITTEN = 1e30  # a number in a file has at most 40 characters


class Values(Kind):
    """Values by dotted key, each as a file would write it."""

    wants = "a dictionary of values by dotted key, such as {'failure.rate': '5%'}"

    def read(self, value: Any) -> dict[str, Any]:  # noqa: ANN401
        """Return them as a dictionary."""
        if not isinstance(value, Mapping):
            raise self.refused(value)
        for key in value:
            if not isinstance(key, str):
                raise Unfit(f"keys must be texts, such as 'failure.rate' (got {told(key)})")
        return {str(key): Value().read_at(one, f"[{told(key)}]") for key, one in value.items()}


class Value(Kind):
    """One value as a file would write it."""

    wants = "a text as in a file, a number, True or False, or a list of them"

    def read(self, value: Any) -> Any:  # noqa: ANN401
        """Return it with numbers as Python's own."""
        return self.read_at(value, "")

    def read_at(self, value: Any, at: str, depth: int = 0) -> Any:  # noqa: ANN401
        """Return it; ``at`` says which of several it is."""
        given = value.tolist() if hasattr(value, "ndim") and hasattr(value, "tolist") else value
        if isinstance(given, Scalar | Items | Map | str | bool | float | Decimal):
            return given
        number = real(given)
        if number is not None and abs(number) < LARGEST_WRITTEN:
            return given
        if isinstance(given, list | tuple) and depth < DEEPEST_VALUE:
            return [self.read_at(one, at, depth + 1) for one in given]
        if isinstance(given, Mapping) and depth < DEEPEST_VALUE:
            return {str(key): self.read_at(one, at, depth + 1) for key, one in given.items()}
        unfit = self.refused(value)
        raise Unfit(unfit.text, at)


Day = Annotated[int, Whole(0, 2 * LONGEST_RUN)]
StrategyGiven = Annotated[str | os.PathLike[str] | Strategy, Named(Strategy, "a strategy, or the name or path of one")]
FileName = Annotated[str | os.PathLike[str], Path("the name or the path of a file")]
RunLength = Annotated[str | float, Span()]
OneValue = Annotated[object, Value()]
ValuesByKey = Annotated[Mapping[str, object], Values()]
Key = Annotated[str, Text("a dotted key such as 'failure.rate'")]
