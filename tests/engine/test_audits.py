"""The audits that are always on see one unit too much, somebody lost, a complaint lost, a clock that runs back."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.engine.audit import AuditFault, audited, in_pieces
from sim.engine.run import engine as compiled
from sim.engine.run.tally import tally
from sim.model.events import Account, Case, Kind, Status
from sim.model.setting import LogLevel
from sim.record import Record
from tests.engine.off import awake

Plant = Callable[[Record], None]
TABLES = ("events", "ledger", "people", "firm", "counts", "heads", "workers")
PERSONAL = [
    Account.SALES, Account.GOODS, Account.HANDLING, Account.COMPENSATION, Account.FOLLOW_UP, Account.SERVING,
    Account.REWARDS, Account.ACQUISITION, Account.CALLS,
]  # fmt: skip
OF_THE_FIRM = [
    Account.CHANNEL, Account.WAGES, Account.OVERTIME, Account.ADVERTISING, Account.CARE, Account.PROGRAMME,
    Account.HIRING, Account.TRAINING, Account.RAISES,
]  # fmt: skip


@cache
def sound(log_level: LogLevel = LogLevel.ALL) -> Record:
    """Return a record in which every account has money in it, some complaint is open, and customers are left."""
    runs = (compiled.run(awake("first"), seed, 0, log_level) for seed in range(3, 1000))
    full = (r for r in runs if r.people["case"].any() and all(r.ledger[:, a].any() for a in PERSONAL + OF_THE_FIRM))
    return next(r for r in full if np.count_nonzero(r.people["products"]) > 1)


def copied(record: Record, **changes: Any) -> Record:  # noqa: ANN401  any table
    """Return a record with tables of its own."""
    return replace(record, **({name: getattr(record, name).copy() for name in TABLES} | changes))


def assert_caught(record: Record, audit: str) -> None:
    """Demand that an audit sees what was planted, both ways through the log."""
    for way in (in_pieces, tally):
        with pytest.raises(AuditFault, match=f"audit '{audit}"):
            audited(record, tally=way)


def test_a_sound_record_passes_at_every_level() -> None:
    for level in LogLevel:
        record = copied(sound(level))
        assert audited(record) is record
    assert all(sound().ledger[:, account].any() for account in PERSONAL + OF_THE_FIRM)


@pytest.mark.parametrize("level", LogLevel)
@pytest.mark.parametrize("account", PERSONAL + OF_THE_FIRM)
def test_one_unit_too_much_in_the_ledger_is_caught(account: Account, level: LogLevel) -> None:
    record = copied(sound(level))
    record.ledger[1, account] += 1

    assert_caught(record, "ledger = persons")


@pytest.mark.parametrize("account", PERSONAL)
def test_one_unit_too_much_in_the_total_of_a_person_is_caught(account: Account) -> None:
    record = copied(sound(LogLevel.NONE))
    record.people["totals"][17, account] += 1

    assert_caught(record, "ledger = persons")


@pytest.mark.parametrize("account", OF_THE_FIRM)
def test_one_unit_too_much_in_the_total_of_the_firm_is_caught(account: Account) -> None:
    record = copied(sound(LogLevel.NONE))
    record.firm[account] -= 1

    assert_caught(record, "ledger = persons")


@pytest.mark.parametrize("account", PERSONAL + OF_THE_FIRM)
def test_one_unit_too_much_in_the_log_is_caught(account: Account) -> None:
    record = copied(sound())
    k = np.flatnonzero((record.events["account"] == account) & (record.events["amount"] != 0))[0]
    record.events["amount"][k] += 1

    assert_caught(record, "ledger = log")


def test_one_unit_booked_alike_in_ledger_and_totals_but_not_logged_is_caught() -> None:
    record = copied(sound())
    record.ledger[1, Account.SALES] += 1
    record.people["totals"][17, Account.SALES] += 1

    assert_caught(record, "ledger = log")


def test_money_in_the_wrong_month_is_caught() -> None:
    record = copied(sound())
    record.ledger[1, Account.SALES] += 1
    record.ledger[2, Account.SALES] -= 1

    assert_caught(record, "ledger = log")


def test_money_in_the_wrong_account_is_caught() -> None:
    record = copied(sound())
    k = np.flatnonzero(record.events["account"] == Account.HANDLING)[0]
    record.events["account"][k] = Account.FOLLOW_UP

    assert_caught(record, "ledger = log")


def test_money_of_no_account_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    record.ledger[1, Account.NONE] += 1
    record.firm[Account.NONE] += 1

    assert_caught(record, "no money without an account")


def lose_customer(record: Record) -> None:
    record.people["status"][np.flatnonzero(record.people["status"] == Status.CUSTOMER)[0]] = Status.OUT


def count_person_twice(record: Record) -> None:
    record.heads[Status.PROSPECT] += 1


def lose_departure(record: Record) -> None:
    record.counts[0, Kind.DEPARTURE] -= 1


def lose_joining(record: Record) -> None:
    record.counts[0, Kind.JOIN] -= 1


def lose_customer_everywhere(record: Record) -> None:
    lose_customer(record)
    record.heads[Status.CUSTOMER] -= 1
    record.heads[Status.OUT] += 1


def lose_open_complaint(record: Record) -> None:
    record.people["case"][np.flatnonzero(record.people["case"])[0]] = Case.NONE


def invent_open_complaint(record: Record) -> None:
    record.people["case"][np.flatnonzero(record.people["case"] == Case.NONE)[0]] = Case.WAITING


def lose_closing(record: Record) -> None:
    record.counts[0, Kind.CLOSED] -= 1


def lose_giving_up(record: Record) -> None:
    record.counts[0, Kind.GIVE_UP] -= 1


def lose_withdrawal(record: Record) -> None:
    record.counts[0, Kind.WITHDRAWAL] -= 1


def lose_silence(record: Record) -> None:
    record.counts[0, Kind.SILENCE] -= 1


@pytest.mark.parametrize(
    ("plant", "audit"),
    [
        (lose_customer, "persons by status"),
        (count_person_twice, "persons by status"),
        (lose_customer_everywhere, "customers joined"),
        (lose_departure, "customers joined"),
        (lose_joining, "customers joined"),
        (lose_open_complaint, "complaints = ended"),
        (invent_open_complaint, "complaints = ended"),
        (lose_closing, "complaints = ended"),
        (lose_giving_up, "complaints = ended"),
        (lose_withdrawal, "complaints = ended"),
        (lose_silence, "failures = silent"),
    ],
)
def test_somebody_or_something_lost_is_caught_without_a_log(plant: Plant, audit: str) -> None:
    record = copied(sound(LogLevel.NONE))

    plant(record)

    assert_caught(record, audit)


def test_a_person_missing_from_the_table_is_caught() -> None:
    record = sound(LogLevel.NONE)

    assert_caught(copied(record, people=record.people[:-1].copy()), "persons by status")


def test_a_row_of_a_person_that_runs_back_is_caught() -> None:
    record = copied(sound())
    events = record.events
    days = np.floor(events["time"])
    pairs = (events["person"][1:] == events["person"][:-1]) & (days[1:] == days[:-1])
    k = np.flatnonzero(pairs & (events["time"][1:] > events["time"][:-1]))[0]
    events[[k, k + 1]] = events[[k + 1, k]]

    assert_caught(record, "clock")


def test_a_day_that_comes_before_an_earlier_one_is_caught() -> None:
    record = copied(sound())
    record.events[:] = record.events[::-1].copy()

    assert_caught(record, "clock")


@pytest.mark.parametrize("time", [-1e-9, 120.0 + 1e-9, np.nan, np.inf])
def test_a_time_outside_the_run_is_caught(time: float) -> None:
    record = copied(sound())
    record.events["time"][40] = time

    assert_caught(record, "clock")


@pytest.mark.parametrize("kind", [Kind.SILENCE, Kind.PRAISE, Kind.COMPLAINT])
def test_a_row_lost_or_doubled_is_caught(kind: Kind) -> None:
    record = sound()
    k = int(np.flatnonzero(record.events["kind"] == kind)[0])
    doubled = np.insert(np.arange(len(record.events)), k, k)

    for rows in (np.delete(record.events, k), record.events[doubled]):
        with pytest.raises(AuditFault, match=r"audit '(events counted|ledger = log)"):
            audited(copied(record, events=rows))


def test_a_fault_says_which_audit_and_both_numbers() -> None:
    record = copied(sound(LogLevel.NONE))
    record.people["bought"][3] -= 1
    counted = int(record.counts[0, Kind.PURCHASE])

    with pytest.raises(
        AuditFault, match=rf"^audit 'bought = rows of PURCHASE': {counted - 1} against {counted}; please report"
    ):
        audited(record)
