"""The audit's quick sums are exact, and a failed audit says which replication."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import audit
from sim.engine.run import engine as compiled
from sim.engine.run.tally import tally
from sim.model.events import Account, Kind
from sim.model.setting import LogLevel
from sim.record import EVENT, Record
from tests.engine.off import awake

AMOUNTS = st.lists(st.tuples(st.integers(0, 4), st.integers(-(2**50), 2**50)), min_size=1, max_size=50)


@given(AMOUNTS)
def test_sums_by_cell_are_exact_whatever_the_amounts(rows: list[tuple[int, int]]) -> None:
    # Given rows of (cell, amount)
    cells, amounts = np.array(rows, np.int64).T
    # Then the sums are those of Python's whole numbers
    expected = [sum(amount for cell, amount in rows if cell == k) for k in range(5)]
    assert audit.summed(cells, amounts, 5).tolist() == expected


@pytest.fixture
def in_three_pieces(monkeypatch: pytest.MonkeyPatch) -> Record:
    """Return a sound record whose log is audited in three pieces."""
    record = compiled.run(awake("first"), 1, 0)
    monkeypatch.setattr(audit, "PIECE", len(record.events) // 3 + 1)
    return audit.audited(record)


ODD = st.sampled_from([float("nan"), -0.5, 10.5])
ROWS = st.lists(
    st.tuples(
        st.one_of(st.integers(0, 40).map(lambda k: k / 4), st.integers(0, 40).map(lambda k: k / 4), ODD),
        st.integers(-1, 2), st.integers(-1, len(Kind)), st.integers(0, len(Account) - 1), st.integers(-1, 2),
        st.sampled_from([0, 0, 7, -(2**50)]),
    ),
    max_size=12,
)  # fmt: skip


@given(ROWS, st.booleans(), st.integers(1, 5))
def test_both_ways_through_a_log_find_the_same(rows: list[tuple[float, ...]], ordered: bool, piece: int) -> None:
    events = np.zeros(len(rows), EVENT)
    for k, name in enumerate(("time", "person", "kind", "account", "detail", "amount")):
        events[name] = [row[k] for row in rows]
    if ordered:
        events = events[np.lexsort((events["time"], events["person"], np.floor(events["time"])))]
    cells = (np.zeros(2 * len(Account), np.int64), np.zeros(len(Kind), np.int64))
    other = tuple(array.copy() for array in cells)
    months = np.array([k // 6 for k in range(12)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "PIECE", piece)
        found = audit.in_pieces(events, months, 10.0, *cells) if len(events) else audit.SOUND
    assert (tally(events, months, 10.0, *other) == audit.SOUND) == (found == audit.SOUND)
    if found == audit.SOUND:
        assert [array.tolist() for array in cells] == [array.tolist() for array in other]


@pytest.mark.parametrize("of_a_piece", [-1, 0, 1])
def test_a_row_that_runs_backwards_is_found_also_where_pieces_meet(in_three_pieces: Record, of_a_piece: int) -> None:
    events = in_three_pieces.events.copy()
    events["time"][audit.PIECE + of_a_piece] = 0.0

    with pytest.raises(audit.AuditFault, match="run backwards"):
        audit.audited(replace(in_three_pieces, events=events))


@pytest.mark.parametrize("time", [float("nan"), -1.0, 1e9, float("inf")])
def test_a_time_outside_the_run_is_found(in_three_pieces: Record, time: float) -> None:
    events = in_three_pieces.events.copy()
    events["time"][-1] = time

    with pytest.raises(audit.AuditFault, match="outside the run"):
        audit.audited(replace(in_three_pieces, events=events))


@pytest.mark.parametrize("piece", [0, 1, 2])
def test_money_that_is_missing_from_the_log_is_found_in_every_piece(in_three_pieces: Record, piece: int) -> None:
    events = in_three_pieces.events.copy()
    booked = np.flatnonzero(events["amount"])
    events["amount"][booked[booked >= piece * audit.PIECE][0]] += 1

    with pytest.raises(audit.AuditFault, match="ledger = log"):
        audit.audited(replace(in_three_pieces, events=events))


def test_a_failed_audit_names_the_replication() -> None:
    record = compiled.run(awake("first"), 1, 0, LogLevel.NONE)
    firm = record.firm.copy()
    firm[2] += 1

    with pytest.raises(audit.AuditFault, match=r"^seed 1, replication 0: audit 'ledger"):
        audit.audited(replace(record, firm=firm), "seed 1, replication 0")


def test_an_amount_outside_the_ledger_is_found(in_three_pieces: Record) -> None:
    short = replace(in_three_pieces, ledger=in_three_pieces.ledger[:-1])
    firm = short.firm - in_three_pieces.ledger[-1]

    with pytest.raises(audit.AuditFault, match="outside the ledger"):
        audit.audited(replace(short, firm=firm))
