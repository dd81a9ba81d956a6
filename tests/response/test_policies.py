"""What the manager's rules did, counted by hand."""

from dataclasses import replace

from sim.model.events import Kind
from sim.model.rules.policies import AGENTS, LEVERS, QUALITY
from sim.record import Record
from sim.response import RESPONSES
from tests.response.hand import Row, record_of, start

LESS, SAME, MORE = 0, 1, 2
NAMES = ("policies_fired", "wrong_policies", "false_policies", "missed_policies")


def review(day: int, act: int, right: int, lever: int = QUALITY) -> Row:
    return Row(float(day), -1, Kind.POLICY, detail=16 * 1_250_000 + 4 * right + act, occasion=LEVERS * day + lever)


def read(record: Record) -> list[float | None]:
    return [RESPONSES[name].read(record, 0.0) for name in NAMES]


def test_rules_are_wrong_where_the_truth_would_have_them_do_something_else() -> None:
    rows = (
        review(10, MORE, SAME),  # in the history
        review(60, MORE, SAME),  # a false trigger
        review(61, SAME, LESS),  # wrong, and neither
        review(62, SAME, MORE),  # missed
        review(63, MORE, MORE),
        review(64, SAME, SAME),
        review(65, MORE, MORE, AGENTS),  # the desk's own log is no survey
    )
    record = record_of(start(0), *rows, history=50, run_length=100.0)

    assert read(record) == [3, 3 / 5, 1 / 3, 1 / 2]
    assert read(replace(record, complete=False)) == [None] * 4


def test_without_an_occasion_to_be_wrong_no_share_is_told() -> None:
    assert read(record_of(start(0), run_length=100.0)) == [0, None, None, None]
    assert read(record_of(start(0), review(60, SAME, SAME), run_length=100.0)) == [0, 0.0, 0.0, None]
