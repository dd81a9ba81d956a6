"""The audit's quick sums are exact, and a failed audit says which replication."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine import audit, compiled
from sim.model.setting import LogLevel
from tests.engine.off import awake

AMOUNTS = st.lists(st.tuples(st.integers(0, 4), st.integers(-(2**50), 2**50)), min_size=1, max_size=50)


@given(AMOUNTS)
def test_sums_by_cell_are_exact_whatever_the_amounts(rows: list[tuple[int, int]]) -> None:
    # Given rows of (cell, amount)
    cells, amounts = np.array(rows, np.int64).T
    # Then the sums are those of Python's whole numbers
    expected = [sum(amount for cell, amount in rows if cell == k) for k in range(5)]
    assert audit.summed(cells, amounts, 5).tolist() == expected


def test_sums_go_on_over_the_end_of_a_piece() -> None:
    size = 2 * audit.PIECE + 3
    assert audit.summed(np.zeros(size, np.int64), np.full(size, -(2**40) - 1), 1).tolist() == [-size * (2**40 + 1)]


def test_a_failed_audit_names_the_replication() -> None:
    record = compiled.run(awake("first"), 1, 0, LogLevel.NONE)
    firm = record.firm.copy()
    firm[2] += 1

    with pytest.raises(audit.AuditFault, match=r"^seed 1, replication 0: audit 'ledger"):
        audit.audited(replace(record, firm=firm), "seed 1, replication 0")
