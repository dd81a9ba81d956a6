from dataclasses import replace

import numpy as np
import pytest

import sim
from sim.model.events import Kind
from sim.record import EVENT, Record, sorted_events
from sim.response.buying import cumulative_repeats, repeat_histogram


@pytest.fixture(scope="module")
def a_year() -> Record:
    shop = sim.load("corner_shop").with_values({"persons": "40"})
    return sim.run(shop, "1 year", engine="reference").record


def with_purchases(record: Record, *purchases: tuple[int, float]) -> Record:
    """Return a record whose log holds these (person, time) only, the goods of each purchase beside it."""
    rows = np.zeros(2 * len(purchases), EVENT)
    rows["person"], rows["time"] = np.repeat(np.array(purchases).T, 2, axis=1)
    rows["kind"] = [Kind.PURCHASE, Kind.GOODS] * len(purchases)
    return replace(record, events=sorted_events(rows))


def test_people_are_counted_by_what_they_bought_after_the_first_time(a_year: Record) -> None:
    # Given one who bought once, two who bought twice, one who bought four times; the rest never did
    record = with_purchases(
        a_year, (3, 1.5), (5, 2.0), (5, 9.0), (6, 0.0), (6, 0.5), (9, 1.0), (9, 2.0), (9, 3.0), (9, 4.0)
    )
    # Then
    assert repeat_histogram(record, end=10.0).tolist() == [1, 2, 0, 1, 0, 0, 0, 0]
    assert repeat_histogram(record, end=10.0, top=2).tolist() == [1, 2, 1]


def test_a_purchase_at_exactly_the_end_does_not_count(a_year: Record) -> None:
    # Given
    record = with_purchases(a_year, (0, 1.0), (0, 7.0), (1, 7.0))
    # Then person 1 has not bought yet, and person 0 has not come back yet
    assert repeat_histogram(record, end=7.0, top=1).tolist() == [1, 0]
    assert cumulative_repeats(record, [7.0, np.nextafter(7.0, 8.0)]).tolist() == [0, 1]


def test_the_first_purchase_is_no_repeat_in_whatever_order_people_came(a_year: Record) -> None:
    # Given a person with a higher number who came before one with a lower number
    record = with_purchases(a_year, (8, 1.0), (2, 5.0), (8, 6.0), (2, 20.0))
    # Then only the second purchase of each counts, at its own time
    assert cumulative_repeats(record, [5.5, 6.5, 20.5, 0.0]).tolist() == [0, 1, 2, 0]


def test_nobody_who_buys_leaves_empty_counts(a_year: Record) -> None:
    record = replace(a_year, events=np.zeros(0, EVENT))
    assert repeat_histogram(record, end=365.0, top=3).tolist() == [0, 0, 0, 0]
    assert cumulative_repeats(record, [365.0]).tolist() == [0]


def test_histogram_and_curve_of_a_real_run_tell_the_same_total(a_year: Record) -> None:
    # Given the people table, which counts for itself
    bought = a_year.people["bought"]
    # When nobody can exceed the top
    counts = repeat_histogram(a_year, end=365.0, top=500)
    # Then
    assert counts.sum() == np.count_nonzero(bought)
    assert counts @ np.arange(501) == cumulative_repeats(a_year, [365.0])[0] == bought.sum() - np.count_nonzero(bought)


def test_a_record_without_its_whole_log_is_refused(a_year: Record) -> None:
    part = replace(a_year, complete=False)
    with pytest.raises(ValueError, match="log='all'"):
        repeat_histogram(part, end=365.0)
    with pytest.raises(ValueError, match="log='all'"):
        cumulative_repeats(part, [365.0])
