"""Why a strategy earns what it earns, told of a comparison: as text, table, JSON and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib import pyplot as plt

import sim
from sim.engine.audit import AuditFault
from sim.engine.run import engine as compiled
from sim.experiment.errors import PlanError
from sim.experiment.fates import FATES
from sim.experiment.fork import SAME, forks
from sim.experiment.result import ComparisonResult
from sim.model.events import Account, Kind
from sim.model.setting import LogLevel
from sim.scenario import Scenario
from tests.experiment.by_hand import rows_of, with_rows


@pytest.fixture(autouse=True)
def figures_are_closed() -> Iterator[None]:
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def base() -> Scenario:
    return sim.load("corner_shop").with_values({"persons": 40, "failure.rate": "30%"})


@pytest.fixture(scope="module")
def compared(base: Scenario) -> ComparisonResult:
    names = ["complaint_hotline", "price_rise"]
    return sim.compare(base, names, run_length="100 days", horizons="2 months", replications=6, jobs=1)


def test_the_ledger_explains_the_very_number_of_the_table(compared: ComparisonResult) -> None:
    for line in compared.lines:
        found = compared.ledger(line.name)

        assert found.difference.mean == line.difference
        assert len(found.pairs) == found.compared == line.pairs
        for split in (found.by_account, found.by_fork):
            assert sum(part.mean for part in split) == pytest.approx(line.difference)
        for part in (found.difference, *found.by_account, *found.by_fork, found.changed, *found.fates):
            assert part.low is not None
            assert part.high is not None
            assert part.low <= part.mean <= part.high
        assert min(part.low or 0.0 for part in found.fates) >= 0.0


def test_the_ledger_counts_the_months_that_are_judged(base: Scenario) -> None:
    found = sim.compare(base, "price_rise", run_length="100 days", primary="2 months", replications=3, jobs=1)

    assert found.ledger("price_rise").difference.mean == found.lines[0].difference


def test_the_first_pairs_are_run_again_and_not_more_than_asked(compared: ComparisonResult) -> None:
    found = compared.ledger("price_rise", replications=2)

    assert [one.replication for one in found.pairs] == [0, 1]
    assert "means over 2 pairs of the 6 compared" in repr(found)


def test_controls_have_the_ledgers_that_they_must_have(compared: ComparisonResult) -> None:
    identical, placebo = (compared.ledger(name) for name in ("identical", "placebo"))

    assert (identical.by_account, identical.by_fork, identical.changed.mean) == ((), (), 0)
    assert [part.name for part in (*placebo.by_account, *placebo.by_fork)] == ["programme", "firm"]
    assert placebo.changed.mean == 0


def test_the_fork_of_a_twin_is_that_of_the_ledger(compared: ComparisonResult) -> None:
    entries = (compared.plan.baseline, compared.plan.entry("price_rise"))
    one, other = (compiled.run(entry.setting, compared.plan.run.seed, 2, LogLevel.ALL) for entry in entries)

    found = forks(one.events, other.events, range(40))
    twins = [compared.twin(person, "price_rise", replication=2) for person in range(40)]

    assert [twin.fork for twin in twins] == [day if np.isfinite(day) else None for day in found.day]
    named = [None if kind == SAME else Kind(kind).name.lower() for kind in found.kind]
    assert [twin.fork_event for twin in twins] == named
    assert {None, "purchase"} <= set(named)
    assert "a purchase" in repr(twins[named.index("purchase")])


def test_rows_that_another_run_left_are_not_explained(compared: ComparisonResult) -> None:
    key = (compared.plan.entry("price_rise").key, 0)
    books = [list(month) for month in rows_of(compared)[key]["ledger"] or []]
    books[1][Account.SALES] += 1
    doctored = with_rows(compared, {key: {"ledger": books}})

    with pytest.raises(AuditFault, match="that of the rows"):
        doctored.ledger("price_rise")


def test_a_name_that_was_not_compared_has_no_ledger(compared: ComparisonResult) -> None:
    with pytest.raises(PlanError, match="did you mean 'price_rise'"):
        compared.ledger("price_rice")


def test_the_ledger_is_told_as_text_table_and_json_in_both_languages(compared: ComparisonResult) -> None:
    found = compared.ledger("price_rise")

    told, table = found.as_dict(), found.to_pandas("zh")

    assert "never add one to the other" in repr(found)
    assert "depends on the pairing" in found._repr_html_()
    assert "按首个分岔" in found.to_text("zh")
    assert re.findall("[A-Za-z]{2,}", found.to_text("zh")) == []
    assert [part["mean"] for part in told["parts"]] == table["mean"].tolist()
    assert {part["of"] for part in told["parts"]} == {"difference", "account", "fork", "lives", "fate"}
    assert [part["part"] for part in told["parts"] if part["of"] == "fate"] == list(FATES)


# ------------------------------------------------------------ drawn


def test_the_waterfall_ends_where_the_difference_is(compared: ComparisonResult) -> None:
    for by in ("account", "fork"):
        ax = compared.plot.waterfall("price_rise", by=by, language="zh")

        found = compared.ledger("price_rise")
        steps = [(bar.get_x(), bar.get_width()) for bar in ax.patches]
        assert len(steps) == 1 + len(found.by_account if by == "account" else found.by_fork)
        assert steps[-1] == (0.0, float(found.difference.mean))
        assert sum(steps[-2]) == pytest.approx(steps[-1][1])


def test_the_timeline_ends_at_the_difference_of_the_table_and_marks_when_it_is_paid_back(
    compared: ComparisonResult,
) -> None:
    ax = compared.plot.timeline("price_rise")

    line = next(one for one in ax.lines if len(one.get_xdata()) > 2)
    even = next(one for one in compared.break_even if one.name == "price_rise")
    judged = next(one for one in compared.lines if one.name == "price_rise")
    assert line.get_ydata()[-1] == pytest.approx(judged.difference)
    assert [list(one.get_xdata()) for one in ax.lines if one.get_marker() == "D"] == (
        [[even.month]] if even.month else []
    )


def test_the_timeline_of_an_account_is_what_was_booked_month_by_month(compared: ComparisonResult) -> None:
    ax = compared.plot.timeline("price_rise", response="sales", so_far=False)

    line = next(one for one in ax.lines if len(one.get_xdata()) > 2)
    rows, (one, other) = rows_of(compared), (compared.plan.baseline.key, compared.plan.entry("price_rise").key)
    sales = np.array(
        [
            [month[Account.SALES] for month in (rows[key, k]["ledger"] or [])[1:]]
            for k in range(6)
            for key in (one, other)
        ]
    )
    assert line.get_ydata() == pytest.approx((sales[1::2] - sales[::2]).mean(axis=0) / 100)


def test_a_timeline_of_what_was_not_compared_is_refused(compared: ComparisonResult) -> None:
    with pytest.raises(sim.ArgumentError, match="timeline: name"):
        compared.plot.timeline("placebo")
