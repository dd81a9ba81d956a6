"""Departures are counted to whoever left or warned; the word, and how far harm is told."""

from collections.abc import Callable
from dataclasses import replace

from sim.model.events import Cause, Kind, Severity
from sim.record import Record
from sim.response.spreading import departures_after, good_word_share, sales_of_the_warned, told_of_harm
from tests.response.hand import Row, leave, record_of, start

Run = Callable[..., Record]


def test_departures_count_to_the_contact_who_left_or_who_warned(run: Run) -> None:
    on = {"mechanisms__contagion": True, "contagion__boost": 5, "talk__defection": "3%", "leaving__chance": "3%"}
    record, off = run(days=600, **on), run(days=600)

    assert (departures_after(off, Kind.DEPARTURE), departures_after(off, Kind.WARNING)) == (0, 0)
    for kind in (Kind.DEPARTURE, Kind.WARNING):
        assert (departures_after(record, kind) or 0) > 0
    left = record.events[(record.events["kind"] == Kind.DEPARTURE) & (record.events["parent_kind"] == Kind.DEPARTURE)]
    before = record.events[record.events["kind"] == Kind.DEPARTURE]
    known = {(int(r["person"]), int(r["occasion"])): float(r["time"]) for r in before}
    # Then every such row names a departure of another person on an earlier day
    for row in left:
        assert row["parent_person"] != row["person"]
        assert int(known[int(row["parent_person"]), int(row["parent_occasion"])]) < int(row["time"])


def test_who_leaves_for_a_warning_takes_along_what_she_would_have_bought() -> None:
    # Given rates of .1 and baskets of 10.00; one leaves for the other's warning, one of herself, one would move away
    record = record_of(start(0), start(1), start(2), start(3), leave(100.0, 0), leave(200.0, 1), leave(630.0, 2))
    warned = (record.events["kind"] == Kind.DEPARTURE) & (record.events["person"] != 1)
    record.events["parent_kind"][warned], record.events["parent_person"][warned] = Kind.WARNING, 3
    record.people["moves"][0] = 130.0

    assert sales_of_the_warned(record) == round(0.1 * 1000 * (30.0 + 100.0))
    assert sales_of_the_warned(record_of(start(0), leave(9.0, 0))) == 0
    assert sales_of_the_warned(replace(record, complete=False)) is None


def test_three_good_words_to_one_bad_are_three_quarters() -> None:
    told = [Row(float(day), 0, kind, detail=1) for day, kind in enumerate([Kind.PRAISE] * 3 + [Kind.WARNING])]

    assert good_word_share(record_of(start(0), *told)) == 3 / 4
    assert good_word_share(record_of(start(0))) is None


def test_better_work_makes_a_better_name(run: Run) -> None:
    name, better = (good_word_share(run(failure__rate=share)) for share in ("20%", "5%"))

    assert name is not None
    assert better is not None
    assert better > name


def test_harm_is_told_apart_from_other_failures() -> None:
    # Given harm at the second purchase, told to two; a major failure at the third, told to one
    def fail(time: float, occasion: int, how: Severity) -> Row:
        return Row(time, 0, Kind.FAILURE, detail=16 * how + Cause.CORE, occasion=occasion)

    told = [Row(2.0, 0, Kind.WARNING, detail=1, occasion=k) for k in (2, 4)] + [Row(3.0, 0, Kind.WARNING, occasion=6)]
    record = record_of(start(0), fail(2.0, 1, Severity.HARM), fail(3.0, 2, Severity.MAJOR), *told)
    warnings = record.events["kind"] == Kind.WARNING
    record.events["parent_occasion"][warnings] = [1, 1, 2]

    assert told_of_harm(record) == 2.0
    assert told_of_harm(record_of(start(0), fail(3.0, 2, Severity.MAJOR))) is None
