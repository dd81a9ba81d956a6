"""Contacts and bonds, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Account, Kind, Status
from sim.model.rules.contacts import EVENT, OFFER
from sim.model.rules.outreach import LOST, PER_CONTACT, ROUSED, SOLD, SUITED, UNSUITED
from sim.record import Record
from sim.response import RESPONSES
from sim.response.bonds import relation_table
from tests.response.hand import Row, record_of, start


def met(time: float, person: int, found: int, programme: int = OFFER) -> Row:
    return Row(time, person, Kind.CONTACTED, detail=PER_CONTACT * programme + found)


def read(record: Record, name: str) -> float | None:
    return RESPONSES[name].read(record, 0.0)


def test_contacts_are_wasted_on_who_has_left_and_on_whom_they_do_not_suit() -> None:
    found = (SUITED, SOLD, UNSUITED, ROUSED, LOST)
    rows = [met(60.0 + k, 0, one, EVENT) for k, one in enumerate(found)]
    record = record_of(start(0), met(10.0, 0, LOST), *rows, history=50, run_length=100.0)

    assert read(record, "contacts_made") == 5
    assert read(record, "contacts_wasted") == 3 / 5
    assert read(record, "contacts_sold") == 1 / 5
    assert read(replace(record, complete=False), "contacts_wasted") is None
    assert read(record_of(start(0)), "contacts_wasted") is None


def bound(bonds: list[float], sales: list[int]) -> Record:
    """Return a record of customers with bonds and sales; one more person is none, with the largest of both."""
    record = record_of(*(start(k) for k in range(len(bonds))), persons=len(bonds) + 1)
    record.people["bond"] = [*bonds, 1.0]
    record.people["totals"][:, Account.SALES] = [*sales, 10**6]
    record.people["expectation"] = [*(0.5 + bond for bond in bonds), 0.0]
    assert np.count_nonzero(record.people["status"] == Status.CUSTOMER) == len(bonds)
    return record


def test_the_bond_of_all_and_of_the_tenth_who_bought_for_most() -> None:
    twenty = bound([0.4, 0.05] + [0.1] * 18, [500, 900] + [7] * 18)

    assert read(twenty, "bond_mean") == pytest.approx((0.45 + 1.8) / 20)
    assert read(twenty, "bond_of_best") == pytest.approx(0.225)
    assert read(twenty, "best_without_bond") == 0.5
    assert read(twenty, "expectation_mean") == pytest.approx(0.5 + 2.25 / 20)
    nobody = record_of(persons=2)
    assert [read(nobody, name) for name in ("bond_mean", "bond_of_best", "best_without_bond", "expectation_mean")] == [
        None
    ] * 4


def test_a_review_of_relations_tells_four_kinds_by_bond_and_sales() -> None:
    found = relation_table(bound([0.5, 0.0, 0.2, 0.0, 0.0], [90, 80, 5, 4, 3]))

    assert found == {"strongest": 0.2, "to_strengthen": 0.2, "most_receptive": 0.2, "weakest": 0.4}
    assert relation_table(record_of(persons=1)) is None
