"""The arguments of public calls about experiments, each with its kind: what ``@checked`` reads.

A new argument of a call is a line here, or an annotation that is here already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Annotated, Any

from sim.experiment.columns import Part
from sim.experiment.engines import ENGINES
from sim.experiment.words import CATALOG
from sim.model.limits import ENOUGH, LARGEST_MARKET, LARGEST_SEED, MOST_JOBS, MOST_REPLICATIONS
from sim.model.quantities import Unit
from sim.model.setting import LogLevel
from sim.response import RESPONSES
from sim.scenario import Experiment, Precision, Scenario, Strategy
from sim.scenario.door import OrNone
from sim.scenario.fault import meant, shown
from sim.scenario.kinds import (
    Between,
    Kind,
    Many,
    Named,
    Of,
    OneOf,
    Path,
    Span,
    Unfit,
    Whole,
    misread,
    plain,
    told,
)
from sim.scenario.units import Wrong, amount, months_in

SEED = Whole(0, LARGEST_SEED)
REPLICATION = Whole(0, MOST_REPLICATIONS - 1)
REPLICATIONS = Whole(1, MOST_REPLICATIONS)
PERSON = Whole(0, LARGEST_MARKET - 1)
JOBS = Whole(1, MOST_JOBS)
LEVEL = Between(0.0, 1.0, such_as=0.95)
SHARE = Between(0.0, 1.0, such_as=0.02)
POSITIVE = Between(0.0, float("inf"), such_as=100.0)
AT_MOST = Whole(2, MOST_REPLICATIONS)
FIRST_LOOK = Whole(ENOUGH, MOST_REPLICATIONS)
ENGINE = OneOf(tuple(ENGINES))
LOG = OneOf(tuple(level.name.lower() for level in LogLevel))
RUN_LENGTH = Span()

_BASELINE = ((Experiment, "give its .baseline, or one of its .alternatives"),)
_ALTERNATIVE = Named(Scenario | Strategy, "a scenario, a strategy, or the name or path of a strategy", _BASELINE)


class PrecisionKind(Kind):
    """How narrow intervals must be: a share of the baseline as number or percentage, or a `Precision`."""

    wants = "a share of the baseline such as 0.02 or '2%'"

    def read(self, value: Any) -> Precision:  # noqa: ANN401
        """Return a `Precision`."""
        if isinstance(value, Precision):
            return self._whole(value)
        given = plain(value)
        if isinstance(given, str):
            try:
                given = float(amount(given.strip(), Unit.SHARE).number)
            except Wrong as wrong:
                raise misread(wrong, value) from None
        try:
            return Precision(relative=SHARE.read(given))
        except Unfit:
            raise self.refused(value, "above 0% and below 100%") from None

    def _whole(self, value: Precision) -> Precision:
        if (value.relative is None) == (value.absolute is None):
            both = f"{told(value.relative)} and {told(value.absolute)}"
            raise Unfit(f"needs either relative or absolute (got {both})")
        for name, kind in (("relative", SHARE), ("absolute", POSITIVE)):
            try:
                OrNone(kind).read(getattr(value, name))
            except Unfit as unfit:
                raise Unfit(unfit.text, f".{name}") from None
        return value


class MonthsKind(Kind):
    """A time of whole months: a text with its unit, or a number of days; as a number of months."""

    wants = "a time of whole months such as '3 months' or '1 year'"

    def read(self, value: Any) -> int:  # noqa: ANN401
        """Return months."""
        days = Span().read(value)
        found = months_in(Fraction(days).limit_denominator(1200))
        if found is None:
            raise self.refused(value)
        return found


class ResponseKind(Kind):
    """The name of a response."""

    wants = "the name of a response, such as 'profit'"

    def read(self, value: Any) -> str:  # noqa: ANN401
        """Return the name."""
        given = plain(value)
        if not isinstance(given, str) or not given:
            raise self.refused(value)
        if given not in RESPONSES:
            raise Unfit(f"unknown response '{shown(given)}'{meant(given, list(RESPONSES))}")
        return str(given)


RESPONSES_GIVEN = Many(ResponseKind(), least=1)
PRECISION = PrecisionKind()
MONTHS = MonthsKind()
HORIZONS = Many(MONTHS)
RUN_NUMBERS = {
    "replications": REPLICATIONS,
    "at_most": OrNone(AT_MOST),
    "seed": SEED,
    "level": LEVEL,
    "first_look": FIRST_LOOK,
    "indifference": OrNone(POSITIVE),
}
"""The kinds of the numbers of a `RunPlan`, wherever they come from."""

Market = Annotated[
    Scenario | str | os.PathLike[str], Named(Scenario, "a scenario, or the name or path of a market", _BASELINE)
]
Base = Annotated[
    Scenario | Experiment | str | os.PathLike[str],
    Named(Scenario | Experiment, "a scenario, an experiment, or the name or path of one"),
]
Other = Annotated[Scenario | Strategy | str | os.PathLike[str], _ALTERNATIVE]
Others = Annotated[
    Scenario | Strategy | str | os.PathLike[str] | Iterable[Scenario | Strategy | str | os.PathLike[str]],
    Many(_ALTERNATIVE),
]
Responses = Annotated[str | Iterable[str], RESPONSES_GIVEN]
OneResponse = Annotated[str, ResponseKind()]
Seed = Annotated[int, SEED]
Replication = Annotated[int, REPLICATION]
Replications = Annotated[int, REPLICATIONS]
PersonNumber = Annotated[int, PERSON]
Jobs = Annotated[int, JOBS]
Level = Annotated[float, LEVEL]
HowPrecise = Annotated[float | str | Precision, PRECISION]
AtMost = Annotated[int, AT_MOST]
FirstLook = Annotated[int, FIRST_LOOK]
Indifference = Annotated[float, POSITIVE]
Primary = Annotated[str | float, MONTHS]
Horizons = Annotated[str | Iterable[str], HORIZONS]
EngineName = Annotated[str, ENGINE]
Log = Annotated[str, LOG]
Folder = Annotated[str | os.PathLike[str], Path("the path of a folder")]
Progress = Annotated[Callable[[int, int], None], Of(Callable, "a function of (safe, planned)")]
PeoplePart = Annotated[str, OneOf(tuple(map(str, Part)))]
Language = Annotated[str, OneOf(tuple(CATALOG))]
