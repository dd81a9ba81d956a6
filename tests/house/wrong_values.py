"""Values that no kind of argument takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.experiment import arguments, plots
from sim.experiment.swept.api import VaryKind
from sim.scenario import Label, Precision, kinds
from sim.scenario import arguments as args
from sim.scenario.door import OrNone
from sim.scenario.kinds import Kind

NAN, INF, HUGE = float("nan"), float("inf"), 10**5000
ITSELF: list[Any] = []
ITSELF.append(ITSELF)
LABEL = Label("a")

NUMBERS: list[Any] = [True, False, None, NAN, INF, -INF, [1], "", object(), b"1", 1j, HUGE, -HUGE, {}, np.nan, LABEL]
WHOLE = [*NUMBERS, 1.5, 2.0, "3", "many", np.float64(1.0), np.array([1, 2]), np.True_, 2**70, "95%"]
SPANS = [*NUMBERS, -1, "365", "3 yeers", "-1 day", "1e12 years", 1e9, "long", ["1 day"]]
TRUTHS = [0, 1, 1.0, "no", "yes", None, [], {}, object()]
TEXTS: list[Any] = [None, 3, True, "", " ", " a", "a\nb", "\x1b[31m", b"a", [], {}, object(), "x" * 1000, NAN]
PATHS: list[Any] = [None, 3, 1.5, True, "", " ", "a\0b", b"a", {}, [], object(), LABEL]
LISTS = [
    None,
    3,
    True,
    {},
    {"a"},
    b"a",
    [None],
    [3],
    [["vouchers"]],
    ["vouchers", ""],
    ["vouchers", None],
    object(),
    LABEL,
]
MAPS = [None, 3, "failure.rate=1", ["failure.rate"], {3: 1}, {"failure.rate": object()}, {"failure.rate": None}]
MAPS += [{"failure.rate": HUGE}, {"failure.rate": ITSELF}, {"failure.rate": {1, 2}}]
PRECISIONS = [*NUMBERS, 0, 1, 1.5, "0%", "100%", "2", "2 days", Precision(), Precision(0.1, 1.0), Precision(2.0)]
PRECISIONS += [Precision("2%"), Precision(absolute=-1.0), Precision(absolute=HUGE), Precision(absolute=NAN)]  # type: ignore[arg-type]


def wrong(kind: Kind) -> list[Any]:
    """Return values that are not of a kind; a kind that is new here needs its own."""
    if isinstance(kind, OrNone):
        return [value for value in wrong(kind.kind) if value is not None]
    table: dict[type[Kind], Callable[[Any], list[Any]]] = {
        kinds.Whole: lambda one: [*WHOLE, one.low - 1, one.high + 1],
        kinds.Between: lambda one: [*NUMBERS, one.low, one.high, "95%", "0.95", -0.1, np.float64(one.high + 1)],
        kinds.Span: lambda _: SPANS,
        kinds.Truth: lambda _: TRUTHS,
        kinds.Text: lambda _: TEXTS,
        kinds.OneOf: lambda one: [*TEXTS, one.words[0].upper(), one.words[0] + "x", [one.words[0]], "cn"],
        kinds.Path: lambda _: PATHS,
        kinds.Named: lambda _: PATHS,
        kinds.Of: lambda _: [3, "x", {}, [], True, object()],
        kinds.Many: lambda one: [*LISTS, *([[]] if one.least else [])],
        args.Values: lambda _: MAPS,
        VaryKind: lambda _: [one for one in MAPS if one != {"failure.rate": None}],
        args.Value: lambda _: [None, object(), HUGE, ITSELF, {1}, b"1", 1j],
        plots.MonthlyKind: lambda _: [*TEXTS, "profits", "churn_rate"],
        arguments.MonthsKind: lambda _: [*SPANS, 3, 0, "90 days", "0 months"],
        arguments.PrecisionKind: lambda _: PRECISIONS,
        arguments.ResponseKind: lambda _: [*TEXTS[:-2], NAN, "proffit", ["profit"]],
    }
    return table[type(kind)](kind)
