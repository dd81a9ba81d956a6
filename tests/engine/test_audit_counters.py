"""What persons have counted about themselves is held against counted rows: one too many or too few is seen."""

from functools import cache

import numpy as np
import pytest

from sim.engine.audit import audited
from sim.engine.run import engine as compiled
from sim.model.events import Kind, Outcome, Status
from sim.model.setting import LogLevel
from sim.record import Record
from tests.engine.off import awake
from tests.engine.test_audits import assert_caught, copied, sound


@cache
def sound_with_vouchers() -> Record:
    """Return a record in which some vouchers were redeemed and some are left."""
    record = compiled.run(awake("second"), 1, 0)
    assert record.people["voucher"].any()
    assert record.people["resolved"].any()
    assert record.counts[0, Kind.VOUCHER]
    return record


@pytest.mark.parametrize("one", [1, -1])
@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("bought", Kind.PURCHASE),
        ("failures", Kind.FAILURE),
        ("complaints", Kind.COMPLAINT),
        ("given_up", Kind.GIVE_UP),
        ("praised", Kind.PRAISE),
        ("warned", Kind.WARNING),
        ("calls", Kind.CALL),
        ("breaches", Kind.BREACH),
        ("overdue", Kind.BAD_DEBT),
        ("contacted", Kind.CONTACTED),
    ],
)
def test_one_too_many_or_too_few_in_a_counter_of_a_person_is_caught(field: str, kind: Kind, one: int) -> None:
    record = copied(sound(LogLevel.NONE))
    assert record.people[field].any()

    record.people[field][3] += one

    assert_caught(record, f"{field} = rows of {kind.name}")


def test_a_customer_who_is_not_on_the_firms_file_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    customers = np.flatnonzero(record.people["status"] == Status.CUSTOMER)
    assert record.people["filed"][customers].all()

    record.people["filed"][customers[1]] = 0

    assert_caught(record, "every customer is on the firm's file")


@pytest.mark.parametrize(("field", "kind"), [("generation", Kind.QUIT), ("hires", Kind.HIRED)])
def test_one_too_many_who_quit_or_were_hired_is_caught(field: str, kind: Kind) -> None:
    record = copied(sound(LogLevel.NONE))
    assert record.workers[field].any()
    record.workers[field][0] += 1

    assert_caught(record, f"staff: {field} = rows of {kind.name}")


def test_a_hire_for_a_post_that_is_held_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    record.workers["hires"][0] += 3
    record.counts[1, [Kind.HIRED, Kind.TRAINING]] += 3

    assert_caught(record, "staff: hired <= quit")


@pytest.mark.parametrize("kind", [Kind.FOUND, Kind.MENDED])
def test_more_problems_found_or_mended_than_there_are_are_caught(kind: Kind) -> None:
    record = copied(sound(LogLevel.NONE))
    record.counts[1, kind] = record.counts[1, Kind.ARISEN] + 1

    assert_caught(record, f"problems: {kind.name.lower()} <= arisen")


def test_more_reports_than_failures_are_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    record.counts[0, Kind.REPORT] = record.counts[0, Kind.FAILURE] + 1

    assert_caught(record, "reports <= failures")


def test_help_that_comes_to_more_than_have_complained_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    record.counts[0, Kind.DISPATCH] = record.counts[0, Kind.COMPLAINT] + 1

    assert_caught(record, "help came <= complaints")


@pytest.mark.parametrize("one", [1, -1])
def test_one_purchase_or_occasion_elsewhere_too_many_or_too_few_in_the_number_of_the_next_is_caught(one: int) -> None:
    record = copied(sound(LogLevel.NONE))
    record.people["purchases"][3] += one

    assert_caught(record, "purchases = bought")


def test_a_row_of_an_occasion_elsewhere_lost_from_the_counts_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    record.counts[0, Kind.ELSEWHERE] -= 1

    assert_caught(record, "purchases = bought")


@pytest.mark.parametrize(("field", "kind"), [("resolved", Kind.CLOSED), ("products", Kind.CROSS_BUY)])
def test_one_more_in_a_counter_than_there_can_be_is_caught(field: str, kind: Kind) -> None:
    # Given persons who count each row of a kind
    record = copied(sound(LogLevel.NONE))
    customer = np.flatnonzero(record.people["status"] == Status.CUSTOMER)[0]
    record.people[field][customer] += record.counts[0, kind] - record.people[field].sum()
    audited(record)

    # When one counts one row twice
    record.people[field][customer] += 1

    assert_caught(record, f"{field} <= rows of {kind.name}")


def test_a_product_that_somebody_who_left_still_has_is_caught() -> None:
    record = copied(sound(LogLevel.NONE))
    customer = np.flatnonzero(record.people["products"])[0]
    gone = np.flatnonzero(record.people["status"] != Status.CUSTOMER)[0]
    record.people["products"][[customer, gone]] += [-1, 1]

    assert_caught(record, "no products without a customer")


@pytest.mark.parametrize("one", [1, -1])
@pytest.mark.parametrize(("field", "audit"), [("resolved", "resolved = closed so"), ("voucher", "vouchers = given")])
def test_one_resolved_complaint_or_unit_of_a_voucher_too_much_is_caught_by_a_whole_log(
    field: str, audit: str, one: int
) -> None:
    record = copied(sound_with_vouchers())
    record.people[field][np.flatnonzero(record.people[field])[0]] += one

    assert_caught(record, audit)


def test_a_complaint_that_was_not_resolved_but_is_logged_so_is_caught() -> None:
    record = copied(sound())
    k = np.flatnonzero((record.events["kind"] == Kind.CLOSED) & (record.events["detail"] == Outcome.UNRESOLVED))[0]
    record.events["detail"][k] = Outcome.FAST

    assert_caught(record, "resolved = closed so")


@pytest.mark.parametrize("kind", [Kind.COMPENSATION, Kind.VOUCHER])
def test_a_voucher_of_another_value_in_the_log_is_caught(kind: Kind) -> None:
    record = copied(sound_with_vouchers())
    record.events["detail"][np.flatnonzero(record.events["kind"] == kind)[0]] += 1

    assert_caught(record, "vouchers = given")


@pytest.mark.parametrize("kind", [Kind.PASSED_ON, Kind.BROKEN])
def test_a_promise_of_which_nothing_came_is_caught(kind: Kind) -> None:
    # Given promises of which most are broken, and one whose complaint is not withdrawn afterwards
    record = copied(compiled.run(awake("first", promise_kept=0.2), 1, 0))
    audited(record)
    withdrawn = record.events[record.events["kind"] == Kind.WITHDRAWAL][["person", "occasion"]].tolist()
    rows = np.flatnonzero(record.events["kind"] == kind)
    k = next(k for k in rows if record.events[["person", "occasion"]][k].item() not in withdrawn)

    record.events["occasion"][k] += 10_000

    assert_caught(record, "promises = kept")
