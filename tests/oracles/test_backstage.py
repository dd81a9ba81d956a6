"""The back office: as many cases as come a day times the days that each takes, and what of it is felt at the front."""

from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
import pytest

from sim.model.draws import Purpose
from sim.model.events import Case, Cause, Kind
from sim.model.level.lifetable import Table
from sim.model.level.opening import Opening
from sim.model.level.standing import standing_as_is
from sim.model.parameters import Parameters
from sim.model.rules.backstage import strain
from sim.record import Record, failure_cause
from tests.engine.hand import draw, ended, failing, rows
from tests.engine.side_by_side import both
from tests.oracles.checks import (
    Floats,
    assert_holds,
    batch_means,
    mean_score,
    simulated,
    world,
)

PERSONS, FAILS, DAYS = 200, 0.1, 3_000


def behind(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers who complain of a tenth of their daily purchases; half is solved later, after 5 days."""
    given: dict[str, Any] = {"backstage_on": 1, "failure_rate": FAILS, "failure_encounter": 0.5, "satisfaction_on": 0}
    given |= {"recovery_first_contact": 0.5, "recovery_back_office": 5.0, "buying_rate": 1.0}
    return failing(**(given | changes))


def cases_by_day(record: Record) -> Floats:
    """Return how many cases wait for the back office at the beginning of each day."""
    change = np.zeros(ceil(record.end) + 2)
    passed = rows(record, Kind.PASSED_ON)
    ids = {(int(row["person"]), int(row["occasion"])) for row in passed}
    for row in passed:
        change[ceil(row["time"])] += 1.0
    for row in rows(record, Kind.SERVED):
        if (int(row["person"]), int(row["occasion"])) in ids:
            change[ceil(row["time"])] -= 1.0
    found: Floats = change.cumsum()
    return found


def encounters(record: Record) -> int:
    """Return how many failures were of the encounter."""
    return int((failure_cause(rows(record, Kind.FAILURE)["detail"]) == Cause.ENCOUNTER).sum())


def test_cases_as_is_are_those_of_a_day_times_the_days_each_takes() -> None:
    p = behind()
    usual = standing_as_is(p, Table(p, Opening(PERSONS)), 100.0, 1.0)["backstage_usual"]

    assert usual == pytest.approx(100.0 * FAILS * 0.5 * 5.0)
    quick = replace(p, recovery_fast_handling=1, recovery_fast_factor=0.5)
    assert standing_as_is(quick, Table(quick, Opening(PERSONS)), 100.0, 1.0)["backstage_usual"] == usual / 2.0


def test_in_a_run_as_many_cases_wait_as_littles_law_says() -> None:
    record = simulated(world(behind(), PERSONS, float(DAYS)))
    bought = record.counts[0, Kind.PURCHASE] / DAYS  # fewer than one a day: who has an open complaint does not buy

    assert_holds({"cases": mean_score(batch_means(cases_by_day(record)[:DAYS]), bought * FAILS * 0.5 * 5.0)})


@pytest.mark.parametrize(("leak", "cases", "times"), [(0.0, 9, 1.0), (1.0, 9, 3.0), (0.5, 9, 2.0), (1.0, 0, 0.0)])
def test_what_is_felt_is_what_leaks_of_what_is_above_the_usual(leak: float, cases: int, times: float) -> None:
    assert strain(behind(backstage_leak=leak, backstage_usual=3.0), cases) == times
    assert strain(behind(backstage_leak=leak, backstage_usual=0.0), cases) == 1.0


def test_who_keeps_the_stages_apart_has_as_many_failures_however_far_the_back_office_is_behind() -> None:
    # Given a back office with four times as many cases as is usual, or none
    late, none = {"backstage_usual": 10.0}, {"recovery_first_contact": 1.0}
    apart, idle, leaking = (
        simulated(world(behind(**given), PERSONS, 200.0)) for given in (late, none, late | {"backstage_leak": 1.0})
    )

    share = [encounters(record) / record.counts[0, Kind.PURCHASE] for record in (apart, idle, leaking)]
    assert share[:2] == pytest.approx([FAILS / 2.0] * 2, rel=0.06)
    assert share[2] > 1.5 * share[0]
    core = [(record.counts[0, Kind.FAILURE] - encounters(record)) / record.counts[0, Kind.PURCHASE]
            for record in (apart, leaking)]  # fmt: skip
    assert core[0] == pytest.approx(core[1], rel=0.1)


def test_a_life_under_strain_fails_as_the_cases_at_midnight_say() -> None:
    p = behind(failure_rate=0.5, failure_encounter=1.0, backstage_leak=0.5, backstage_usual=2.0)
    record = both(world(p, 8, 40.0))
    cases = cases_by_day(record)

    for person in range(8):
        bought = rows(record, Kind.PURCHASE, person)
        expected = [
            n for n, time in zip(bought["occasion"].tolist(), bought["time"].tolist(), strict=True)
            if draw(Purpose.FAILURE, n, person) < 0.5 * (0.5 + 0.5 * cases[int(time)] / 2.0)
        ]  # fmt: skip
        assert rows(record, Kind.FAILURE, person)["occasion"].tolist() == expected
    assert len(rows(record, Kind.FAILURE)) > 20


def test_a_case_whose_customer_moves_away_waits_no_longer() -> None:
    # Given customers who move away while the back office still has their cases
    gone = (0.0,) * 7 + (0.2,)
    p = behind(failure_rate=0.5, backstage_leak=1.0, recovery_back_office=99.0, hazards_on=1, hazard_rates=gone)
    one = ended(world(p, 12, 60.0))

    assert one.state[0].counts[Kind.WITHDRAWAL] > 3
    assert one.state[0].counts[Kind.PASSED_ON] > one.state[0].cases == sum(c.case == Case.PASSED_ON for c in one.people)
