"""What goes to the terminal: results to stdout, log and progress to stderr, nothing that a terminal would obey."""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import pandas as pd
    from tqdm import tqdm

HEARTBEAT = 10.0
_LONGEST = 1_000_000
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def shown(text: str) -> str:
    """Return text escaped where a terminal would obey."""
    from sim.scenario import fault  # noqa: PLC0415 imported where used: `sim --help` stays quick

    return fault.shown(text, _LONGEST)


def told(text: str) -> None:
    """Write a result to stdout, line by line, escaped where a terminal would obey."""
    for line in text.split("\n"):
        sys.stdout.write(shown(line) + "\n")
    sys.stdout.flush()


def told_json(value: Any) -> None:  # noqa: ANN401 any JSON value
    """Write a JSON value to stdout, ASCII only, so that nothing in it is more than text."""
    sys.stdout.write(json.dumps(value, indent=1, allow_nan=False) + "\n")
    sys.stdout.flush()


def complain(text: str, head: str = "sim: ") -> None:
    """Write a line to stderr, escaped where a terminal would obey."""
    sys.stderr.write(shown(f"{head}{text}") + "\n")
    sys.stderr.flush()


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool) -> Iterator[str]:
    r"""Yield rows as lines of CSV; unless ``raw``, text that a spreadsheet would take for a formula begins with ``'``.

    Numbers are left alone: they are numbers to a spreadsheet too.

    References
    ----------
    OWASP, CSV Injection.

    Examples
    --------
    >>> "".join(csv_lines(["a", "b"], [["=1+1", -2]], raw=False))
    "a,b\n'=1+1,-2\n"
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    for row in chain([head], rows):
        writer.writerow(["" if cell is None else cell if raw else _harmless(cell) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def told_csv(head: Sequence[str], rows: Iterable[Sequence[object]], *, raw: bool = False, excel: bool = False) -> None:
    """Write CSV to stdout, in UTF-8 whatever the terminal's encoding; for Excel with the mark by which it knows UTF-8.

    Text for a terminal is escaped where one would obey.
    """
    lines = csv_lines(head, rows, raw=raw)
    if sys.stdout.isatty():
        told("".join(lines).rstrip("\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(codecs.BOM_UTF8 if excel else b"")
    sys.stdout.buffer.writelines(line.encode(errors="backslashreplace") for line in lines)
    sys.stdout.buffer.flush()


def told_frame(frame: pd.DataFrame, *, raw: bool = False, excel: bool = False) -> None:
    """Write a table of pandas as :func:`told_csv` does; what is missing is empty."""
    cells = frame.astype(object).where(frame.notna(), None)
    told_csv(list(frame.columns), cells.to_numpy().tolist(), raw=raw, excel=excel)


def form(*, json: bool, csv: bool, excel: bool, raw: bool) -> None:
    """Refuse options of output that exclude each other.

    Raises
    ------
    PlanError
        Two forms at once, or ``--raw`` without the CSV that it is about.
    """
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used

    if json + csv + excel > 1:
        raise PlanError("choose one of --json, --csv and --excel")
    if raw and not csv:
        raise PlanError("--raw: only with --csv; --json is as it is, and --excel is always safe")


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTIVE) else cell


class Progress:
    """Say how many replications are safe: a bar on a terminal, else a line every ten seconds if there are more.

    Use it as ``with Progress(quiet=...) as progress`` and hand it on as the callback ``progress(safe, planned)``.
    """

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self.safe, self.planned = 0, 0
        self.bar: tqdm[Any] | None = None
        self.stopped = threading.Event()

    def __call__(self, safe: int, planned: int) -> None:
        """Take note that so many replications are on disk."""
        self.safe, self.planned = safe, planned
        if self.bar is not None:
            self.bar.total = planned
            self.bar.n = safe
            self.bar.refresh()

    def __enter__(self) -> Self:
        if self.quiet:
            return self
        if sys.stderr.isatty():
            from tqdm.auto import tqdm  # noqa: PLC0415 imported where used

            self.bar = tqdm(total=0, unit=" replications", file=sys.stderr, leave=False)
        else:
            threading.Thread(target=self._beat, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: object, trace: TracebackType | None) -> None:
        self.stopped.set()
        if self.bar is not None:
            self.bar.close()

    def _beat(self) -> None:
        told = (0, 0)  # nothing while the engine is being compiled, which says so itself
        while not self.stopped.wait(HEARTBEAT):
            if told != (told := (self.safe, self.planned)):
                complain(f"{self.safe} of {self.planned} replications are safe")
