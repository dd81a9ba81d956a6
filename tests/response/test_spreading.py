"""Departures are counted to whoever left or warned."""

from collections.abc import Callable

from sim.model.events import Kind
from sim.record import Record
from sim.response.spreading import departures_after

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
