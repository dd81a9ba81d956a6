"""One shard: a batch of result rows in a Parquet file that never changes and is named by its own digest.

A row is keyed by (scenario, replication). ``scenario`` is the hex digest of everything but the replication that decides
the result: resolved scenario, run length, model version, seed. Neither engine, worker, host nor
timing has a place in a row, so a row is the same whoever computed it; a key that is not listed here is refused.
"""

from __future__ import annotations

import hashlib
import json
import math
import operator
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypedDict

from sim.experiment.errors import StoreDamaged

Key = tuple[str, int]
TEMPORARY = ".part"

_NAME_DIGITS = 12
_DIGEST_DIGITS = 32
_SCENARIO = re.compile(r"[0-9a-f]{8,128}")
_STATES = ("done", "failed")
_BEYOND_ALL = 10_000_000  # above every number of replications that may be planned
_REPAIR = "`sim repair` moves it away, then the same command computes its rows again"
_NEEDED = ("scenario", "replication", "status", "digest", "model_version", "responses")
_WORTH = ("customers_total", "top_customer")
_KNOWN = (*_NEEDED, "error", "ledger", *_WORTH)
_NAMES = "names"  # of the responses, for whoever looks for a row that holds some


class Row(TypedDict):
    """What one replication left: plain JSON values only.

    ``responses`` maps a name to an integer, a finite float, or None where the record gives the response no meaning.
    ``ledger`` is a nested list of integers or None. ``error`` says why a row is ``failed``; such a row has no digest.
    ``customers_total`` is everything booked to customers, ``top_customer`` the most that is booked to one of them,
    whatever its sign, both in minor units, history included; None in rows of an earlier version.
    """

    scenario: str
    replication: int
    status: str
    responses: dict[str, int | float | None]
    digest: str
    model_version: str
    error: str | None
    ledger: list[Any] | None
    customers_total: int | None
    top_customer: int | None


def checked_row(row: Mapping[str, Any]) -> Row:
    """Return the row in its one plain form, numbers of any library turned into Python's.

    Raises
    ------
    ValueError
        If a key is missing, unknown, or holds what a row may not hold; the message names the key.
    """
    if missing := [key for key in _NEEDED if key not in row]:
        raise ValueError(f"row: missing {', '.join(missing)}")
    if unknown := [key for key in row if key not in _KNOWN]:
        raise ValueError(f"row: unknown key {unknown[0]!r}; known are {', '.join(_KNOWN)}")
    if not (isinstance(row["scenario"], str) and _SCENARIO.fullmatch(row["scenario"])):
        raise ValueError(f"row: scenario: must be 8 to 128 hex digits in lower case (got {row['scenario']!r})")
    if row["status"] not in _STATES:
        raise ValueError(f"row: status: must be done or failed (got {row['status']!r})")
    replication = _integer("replication", row["replication"])
    if replication < 0:
        raise ValueError(f"row: replication: counts from 0 (got {replication})")
    error, ledger = row.get("error"), row.get("ledger")
    return Row(
        scenario=row["scenario"],
        replication=replication,
        status=row["status"],
        responses={
            _plain(name): _number(f"responses.{name}", value) for name, value in sorted(row["responses"].items())
        },
        digest=_plain(row["digest"]),
        model_version=_plain(row["model_version"]),
        error=None if error is None else _plain(error),
        ledger=None if ledger is None else [_ledger(part) for part in ledger],
        customers_total=_worth(row, "customers_total"),
        top_customer=_worth(row, "top_customer"),
    )


def failed_row(key: Key, model_version: str, error: str) -> Row:
    """Return the row of a replication that has no result, with one line that says why."""
    return Row(
        scenario=key[0],
        replication=key[1],
        status="failed",
        responses={},
        digest="",
        model_version=model_version,
        error=_plain(" ".join(error.split())),
        ledger=None,
        customers_total=None,
        top_customer=None,
    )


def row_line(row: Row) -> str:
    """Return the row as one line of JSON, always the same characters for the same row; floats by repr."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(value: object) -> str:
    """Return text that every file can hold: half characters that UTF-8 has no place for are written out."""
    return str(value).encode("utf-8", "backslashreplace").decode()


def _integer(place: str, value: Any) -> int:  # noqa: ANN401 anything may arrive here
    try:
        return operator.index(value)
    except TypeError:
        raise ValueError(f"row: {place}: must be an integer (got {value!r})") from None


def _number(place: str, value: Any) -> int | float | None:  # noqa: ANN401
    if value is None or (isinstance(value, float) and math.isfinite(value)):
        return None if value is None else float(value)
    if isinstance(value, float):
        raise ValueError(f"row: {place}: must be finite, or None if it has no meaning (got {value!r})")  # noqa: TRY004
    return _integer(place, value)


def _worth(row: Mapping[str, Any], name: str) -> int | None:
    value = row.get(name)
    return None if value is None else _integer(name, value)


def _ledger(part: Any) -> Any:  # noqa: ANN401
    return [_ledger(inner) for inner in part] if isinstance(part, list | tuple) else _integer("ledger", part)


def write_shard(folder: Path, rows: Sequence[Row], *, kept: bool = True) -> Path:
    """Write the rows as one new shard and return its path once it would survive a loss of power, if it is to be kept.

    Raises
    ------
    OSError
        Whatever the disk said; no shard is left half written, at most a temporary file.
    """
    content = encoded(rows)
    path = folder / _name(rows[0]["scenario"], rows[0]["replication"], content)
    write_whole(path, content, kept=kept)
    return path


def write_whole(path: Path, content: bytes, *, kept: bool = True) -> None:
    """Write a file so that it is there whole or not at all: temporary file, fsync, rename, fsync of the folder.

    What is not to be kept is not waited for.
    """
    temporary = path.with_name(f"{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if kept:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, path)  # noqa: PTH105 beside its os.fsync
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise
    if kept:
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames within a folder survive a loss of power."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_shard(path: Path) -> list[Row]:
    """Return the rows of a shard, its digest checked over the very bytes that are then read.

    Raises
    ------
    StoreDamaged
        If the file does not hold what its name says.
    OSError
        If it cannot be read.
    """
    found: list[Any] = _columns(path, _KNOWN)
    try:
        for flat in found:
            flat["responses"] = json.loads(flat["responses"])
            flat["ledger"] = None if flat["ledger"] is None else json.loads(flat["ledger"])
    except (ValueError, TypeError):
        raise StoreDamaged(f"{path}: damaged: a row is no JSON; {_REPAIR}", (path,)) from None
    return found


def read_states(path: Path) -> list[tuple[str, int, str, frozenset[str]]]:
    """Return scenario, replication, status and names of responses of each row; raise as `read_shard` does."""
    parted = lru_cache(maxsize=2)(lambda text: frozenset(text.split()))
    flat = _columns(path, (*_KNOWN[:3], _NAMES))
    if any(one[_NAMES] is None for one in flat):  # a shard of an earlier version
        flat = [one | {_NAMES: " ".join(one["responses"])} for one in read_shard(path)]
    found = [(one["scenario"], one["replication"], one["status"], parted(one[_NAMES])) for one in flat]
    if not all(0 <= replication < _BEYOND_ALL and state in _STATES for _, replication, state, _ in found):
        raise StoreDamaged(f"{path}: damaged: a replication or a status that no writer leaves; {_REPAIR}", (path,))
    return found


def _name(scenario: str, replication: int, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()[:_DIGEST_DIGITS]
    return f"shard-{scenario[:_NAME_DIGITS]}.{replication}-{digest}.parquet"


def encoded(rows: Sequence[Row]) -> bytes:
    """Return the Parquet bytes: keys as columns, so that any tool can read them, what is nested as JSON text."""
    import pyarrow as pa  # noqa: PLC0415 imported where used: `sim --help` stays quick
    import pyarrow.parquet as pq  # noqa: PLC0415

    nested = {"responses", "ledger"}
    columns = {
        key: [_text(row[key]) if key in nested else row[key] for row in rows]  # type: ignore[literal-required]
        for key in _KNOWN
    }
    columns[_NAMES] = [" ".join(row["responses"]) for row in rows]
    types = [(key, pa.int64() if key in ("replication", *_WORTH) else pa.string()) for key in columns]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=pa.schema(types)), sink, compression="zstd")
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _text(value: object) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _columns(path: Path, wanted: Sequence[str]) -> list[dict[str, Any]]:
    """Return the wanted columns row by row, after the bytes have stood against the file's name."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:_DIGEST_DIGITS]
    if not path.name.endswith(f"-{digest}.parquet"):
        raise StoreDamaged(f"{path}: damaged: the content has not the digest that the name says; {_REPAIR}", (path,))
    try:
        # not read_table: its scanner leaves a thread that can abort the interpreter's exit (apache/arrow#34314)
        whole = pq.ParquetFile(pa.BufferReader(content), pre_buffer=False)
        # shards of an earlier version hold no worth of customers, and no names of responses
        held = [key for key in wanted if key not in (*_WORTH, _NAMES) or key in whole.schema_arrow.names]
        table = whole.read(columns=held, use_threads=False).select(held)
        found: list[dict[str, Any]] = [dict.fromkeys(wanted) | flat for flat in table.to_pylist()]
        named = path.name == _name(found[0]["scenario"], found[0]["replication"], content)
    except (pa.ArrowException, LookupError, TypeError):
        raise StoreDamaged(f"{path}: damaged: not a shard of results; {_REPAIR}", (path,)) from None
    if not named:
        raise StoreDamaged(f"{path}: damaged: the name is not that of the first row; {_REPAIR}", (path,))
    return found
