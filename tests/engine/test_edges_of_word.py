"""Word of mouth beyond joining, in worlds so small that one knows what must happen."""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pytest

from sim.model.draws import Purpose
from sim.model.events import Account, Cause, Kind, Network, Route, SpanLaw, Status
from sim.model.numerics import logistic
from sim.model.parameters import Parameters
from sim.model.quantiles import normal_quantile, poisson_quantile
from sim.record import Record
from tests.engine.hand import complainers, draw, failing, life, loyal, rows, times
from tests.engine.side_by_side import both
from tests.oracles.checks import quiet, world

CERTAIN = 1e6  # exposures: who is exposed leaves within the day


def pairs(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return customers in pairs who buy every ten days or so, and of whom whoever is left alone leaves within a day."""
    given: dict[str, Any] = {"start_customers": 1.0, "buying_rate": 0.1, "leaving_chance": 0.2, "leaving_to_rival": 0.0}
    given |= {"talk_on": 1, "talk_network": Network.PAIRS, "contagion_on": 1, "contagion_boost": CERTAIN}
    return quiet(**(given | changes))


def left_on_account(record: Record, kind: Kind) -> Any:  # noqa: ANN401  a table
    """Return the departures whose cause is an event of somebody else."""
    found = rows(record, Kind.DEPARTURE)
    return found[found["parent_kind"] == kind]


def test_who_is_exposed_leaves_on_the_next_day_with_the_leavers_cause() -> None:
    # Given customers whose everyday causes are of two kinds
    p = pairs(leaving_causes=(0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0))

    record = both(world(p, 40, 200.0), seed=4)

    followed = left_on_account(record, Kind.DEPARTURE)
    assert len(followed) > 10
    cause = {int(r["person"]): int(r["detail"]) // 8 for r in rows(record, Kind.DEPARTURE)}
    left = record.people["left"]
    for row in followed:
        me, other = int(row["person"]), int(row["parent_person"])
        assert other == me ^ 1
        assert cause[me] == cause[other]
        assert np.floor(left[other]) + 1.0 <= left[me] < np.floor(left[other]) + 2.0
    assert {cause[int(r["person"])] for r in followed} == {Cause.PRICE, Cause.ETHICS}


def test_with_complete_mixing_or_without_talk_nobody_is_exposed() -> None:
    for change in ({"talk_network": Network.COMPLETE}, {"talk_on": 0}):
        record = both(world(pairs(**change), 40, 200.0), seed=4)

        assert len(rows(record, Kind.DEPARTURE)) > 20
        assert len(left_on_account(record, Kind.DEPARTURE)) == 0


def test_a_complaint_in_the_line_is_dropped_when_a_contact_has_left() -> None:
    # Given a desk where nobody is ever answered, and pairs of whom one moves away in between
    p = complainers(
        desk_on=1, desk_agents=0, start_customers=1.0, buying_rate=0.2, talk_on=1, talk_network=Network.PAIRS,
        talk_rate=0.0, talk_warn=0.0, praise_mean=0.0, contagion_on=1, contagion_boost=CERTAIN,
        leaving_chance=0.3, hazards_on=1, hazard_rates=(0.0, 0.0, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0), leaving_to_rival=0.5,
    )  # fmt: skip

    record = both(world(p, 40, 100.0), seed=4)

    followed = left_on_account(record, Kind.DEPARTURE)
    dropped = {(int(r["person"]), float(r["time"])) for r in rows(record, Kind.WITHDRAWAL)}
    assert sum((int(r["person"]), float(r["time"])) in dropped for r in followed) >= 5


def test_a_letter_in_the_line_is_dropped_when_a_warning_is_heard() -> None:
    # Given everybody waiting for an answer, telling everybody of it out of the blue
    p = complainers(
        desk_on=1, desk_agents=0, start_customers=1.0, buying_rate=1.0, talk_on=1, talk_network=Network.COMPLETE,
        talk_rate=0.05, talk_warn=0.0, praise_mean=0.0, satisfaction_start=0.1, talk_defection=0.5,
        leaving_to_rival=0.0, complaint_written=1.0, patience_law=SpanLaw.NONE,
    )  # fmt: skip

    record = both(world(p, 40, 60.0), seed=4)

    warned = left_on_account(record, Kind.WARNING)
    assert len(warned) > 10
    dropped = {(int(r["person"]), float(r["time"])) for r in rows(record, Kind.WITHDRAWAL)}
    assert sum((int(r["person"]), float(r["time"])) in dropped for r in warned) > 10
    told = {(int(r["person"]), int(r["occasion"])): r for r in rows(record, Kind.WARNING)}
    for row in warned:
        telling = told[int(row["parent_person"]), int(row["parent_occasion"])]
        assert telling["detail"] == row["person"]
        assert np.floor(telling["time"]) + 1.0 == np.floor(row["time"])


def test_who_comes_back_has_left_the_old_reasons_behind() -> None:
    # Given leavers who all go to a rival and are won back by advertising at once
    p = pairs(leaving_to_rival=1.0, advertising_on=1, rival_openness=1.0, advertising_most=5.0, advertising_spend=1e9)

    record = both(world(p, 30, 150.0), seed=4)

    assert len(left_on_account(record, Kind.DEPARTURE)) > 10
    joined = np.bincount(rows(record, Kind.JOIN)["person"], minlength=30)
    assert joined.max() > 2
    here = record.people[record.people["status"] == Status.CUSTOMER]
    assert (here["departure"] > 149.0).all()


def test_every_refused_complaint_goes_public_once_and_names_how_it_ended() -> None:
    p = complainers(desk_on=0, start_customers=1.0, buying_rate=0.2, reputation_on=1, public_chance=1.0)

    record = both(world(p, 20, 60.0), seed=4)

    public, closed = rows(record, Kind.PUBLIC), rows(record, Kind.CLOSED)
    refused = closed[closed["detail"] == 1]
    assert len(public) == len(refused) > 20
    assert np.array_equal(public["time"], refused["time"])
    assert (public["parent_kind"] == Kind.CLOSED).all()


@pytest.mark.parametrize("easier", [True, False])
def test_where_contacts_are_alike_praise_wins_who_is_attached_and_not_who_is_not(easier: bool) -> None:
    # Given two whose attachments correlate by .6, so that 2 sqrt(.9) sqrt(.1) of it is shared, and one telling
    p = loyal(
        start_customers=0.5, buying_rate=0.2, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0, praise_mean=1.0,
        talk_conversion=0.5, talk_attachment=2.0,
    )  # fmt: skip

    def attachment(seed: int) -> float:
        own, hers = (normal_quantile(draw(Purpose.ATTACHMENT, 0, who, seed)) for who in (1, 0))
        return sqrt(0.9) * own + sqrt(0.1) * hers

    def fits(seed: int) -> bool:
        t, u = times(2, 0.2, 0, seed), draw(Purpose.RECEPTION, 512, 0, seed)
        here = [draw(Purpose.START, 0, who, seed) < 0.5 for who in (0, 1)] == [True, False]
        once = poisson_quantile(draw(Purpose.TALK_COUNT, 1, 0, seed), 1.0) == 1 and t[2] > t[1] + 2.0
        alike = logistic(2.0 * attachment(seed))
        return here and once and (0.5 <= u < alike if easier else alike <= u < 0.5)

    seed = next(seed for seed in range(999) if fits(seed))
    joins = int(times(1, 0.2, 0, seed)[1]) + 1 + draw(Purpose.JOIN_TIME, 0, 1, seed)
    alike, apart = (both(world(replace(p, talk_homophily=h), 2, joins + 1e-9), seed) for h in (0.6, 0.0))
    won, left = (alike, apart) if easier else (apart, alike)

    assert alike.people["attachment"][1] == pytest.approx(attachment(seed))
    assert life(won, 1)[:1] == [(joins, Kind.JOIN, 0, (Kind.PRAISE, 0, 512), Account.NONE, 0, Route.TELLING)]
    assert life(left, 1) == []


@pytest.mark.parametrize(("harm", "times_as_many"), [(1.0, 3.0), (0.0, 1.0)])
def test_harm_is_told_to_so_many_times_as_many(harm: float, times_as_many: float) -> None:
    p = failing(causes_on=1, failure_major=1.0, failure_harm=harm, complaints_on=0)
    p = replace(p, talk_on=1, talk_network=Network.PAIRS, talk_rate=0.0, talk_warn=4.0, talk_harm=3.0)
    record = both(world(p, 2, times(1)[1] + 1e-9))

    told = poisson_quantile(draw(Purpose.TALK_COUNT, 1), 4.0 * times_as_many)
    assert record.people[0]["warned"] == told > 0
