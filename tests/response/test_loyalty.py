"""The marks of loyalty, the two axes and the five classes."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from sim.model.events import Cause, Kind, Status
from sim.record import Record
from sim.response import RESPONSES, loyalty
from sim.response.loyalty import Loyalty
from tests.response.hand import Row, buy, join, leave, record_of, start

Run = Callable[..., Record]


def test_a_clockwork_is_perfectly_regular_and_two_gaps_are_the_least() -> None:
    # Given a clockwork, one with gaps 10 and 30 (mean 20, deviation sqrt 200), one with a single gap
    rows = [start(0), start(1), start(2), buy(1.0, 2), buy(9.0, 2)]
    rows += [buy(time, 0) for time in (5.0, 12.0, 19.0, 26.0)] + [buy(time, 1) for time in (10.0, 20.0, 50.0)]
    record = record_of(*rows)

    found = loyalty.regularity(record)

    assert found is not None
    assert found[0].tolist() == [0, 1]
    assert found[1].tolist() == [1.0, pytest.approx(20 / (20 + math.sqrt(200)))]
    assert loyalty.mean_regularity(record) == pytest.approx(found[1].mean())
    assert loyalty.mean_regularity(record_of(start(0), buy(1.0, 0))) is None


def test_people_who_buy_at_random_have_about_half_the_regularity(run: Run) -> None:
    # Given the shop's exponential gaps; many purchases a person, so that cv is near 1. Seen: .51
    score = loyalty.mean_regularity(run(days=1500, failure__rate="0%"))
    assert score == pytest.approx(0.5, abs=0.03)


def test_praise_is_counted_per_year_of_being_a_customer() -> None:
    # Given 730 + 365 days of customers
    record = record_of(
        start(0), start(1), leave(365.0, 1), *(Row(float(day), 0, Kind.PRAISE, detail=3) for day in range(6))
    )

    assert loyalty.praise_rate(record) == pytest.approx(6 / 3)
    assert loyalty.praise_rate(record_of()) is None


def test_an_offer_was_refused_unless_its_customer_left_for_the_competition_that_day() -> None:
    # Given four offers (another kind stands in for them): taken that day, left for another cause, left later, stayed
    record = record_of(
        *(start(k) for k in range(4)), *(Row(100.0, k, Kind.MOVE) for k in range(4)),
        leave(100.7, 0, Cause.COMPETITION), leave(100.7, 1, Cause.CORE), leave(101.0, 2, Cause.COMPETITION),
    )  # fmt: skip

    assert loyalty.refusal_share(record, Kind.MOVE) == 0.75
    assert loyalty.refusal_share(record_of(start(0)), Kind.MOVE) is None
    assert loyalty.refusal_share(replace(record, complete=False), Kind.MOVE) is None


def scored() -> Record:
    """Return four customers who come again 4, 3, 2 and 1 times; the first and the third are satisfied, others not."""
    record = record_of(
        *(start(k) for k in range(4)), *(buy(10.0 + n, k, occasion=n) for k in range(4) for n in range(4 - k))
    )
    record.people["satisfaction"] = [0.9, 0.2, 0.7, 0.1]
    return record


def test_the_axes_are_rank_of_coming_again_and_satisfaction() -> None:
    found = loyalty.axes(scored())

    assert found is not None
    assert found.behaviour.tolist() == [0.875, 0.625, 0.375, 0.125]
    assert found.attitude.tolist() == [0.9, 0.2, 0.7, 0.1]
    assert found.classes.tolist() == [Loyalty.TRUE, Loyalty.CAPTIVE, Loyalty.LATENT, Loyalty.NONE]
    assert found.score[0] == pytest.approx(math.sqrt(0.875 * 0.9))


@pytest.mark.parametrize(
    ("satisfaction", "often", "seldom"),
    [
        (0.0, Loyalty.CAPTIVE, Loyalty.NONE),
        (0.24, Loyalty.CAPTIVE, Loyalty.NONE),
        (0.25, Loyalty.HABIT, Loyalty.NONE),
        (0.5, Loyalty.HABIT, Loyalty.NONE),
        (0.51, Loyalty.TRUE, Loyalty.LATENT),
    ],
)
def test_who_comes_often_is_captive_by_habit_or_true(satisfaction: float, often: Loyalty, seldom: Loyalty) -> None:
    # Given two who come again 4 and 3 times, two who come again twice and once, all equally satisfied
    record = scored()
    record.people["satisfaction"] = satisfaction

    found = loyalty.axes(record)

    assert found is not None
    assert found.classes.tolist() == [often, often, seldom, seldom]


def test_the_captive_and_those_by_habit_are_counted_apart() -> None:
    # Given six customers who come again 6 to 1 times; of the three who come often one likes it, one does not
    record = record_of(
        *(start(k) for k in range(6)),
        *(buy(10.0 + n, k, occasion=n) for k in range(6) for n in range(6 - k)),
        persons=6,
    )
    record.people["satisfaction"] = [0.2, 0.4, 0.8, 0.1, 0.45, 0.9]

    shares = {name: RESPONSES[name].read(record, 0.0) for name in ("loyal_captive", "loyal_habit", "loyal_true")}

    assert shares == {name: pytest.approx(1 / 6) for name in shares}
    assert not RESPONSES["loyal_captive"].higher_is_better


def test_equal_rates_share_a_rank_and_the_purchase_of_joining_is_no_return() -> None:
    # Given two who never come again, one of whom joined by a purchase
    record = record_of(start(0), join(5.0, 1), buy(5.0, 1), start(2), leave(9.0, 2))
    found = loyalty.axes(record)

    assert found is not None
    assert found.person.tolist() == [0, 1]
    assert found.behaviour.tolist() == [0.5, 0.5]


def test_the_classes_of_a_real_run_hold_every_customer(run: Run) -> None:
    record = run(days=700, history="100 days")
    found = loyalty.axes(record)
    assert found is not None

    shares = [RESPONSES[f"loyal_{member.name.lower()}"].read(record, 0.0) or 0.0 for member in Loyalty]

    assert sum(shares) == pytest.approx(1.0)
    assert found.person.tolist() == np.flatnonzero(record.people["status"] == Status.CUSTOMER).tolist()
    assert found.behaviour.mean() == pytest.approx(0.5)
    assert 0.0 < (loyalty.loyalty_score(record) or 0.0) < 1.0


def test_without_customers_or_the_log_there_is_no_loyalty() -> None:
    for record in (record_of(persons=2), replace(scored(), complete=False)):
        assert loyalty.loyalty_score(record) is None
        assert loyalty.class_share(record, Loyalty.TRUE) is None


def offer(time: float, person: int, *, taken: bool = False) -> Row:
    return Row(time, person, Kind.OFFER, detail=int(taken), occasion=int(time))


def test_loyalty_under_offers_is_coming_again_and_refusing() -> None:
    # Given one who comes often and refuses twice, one who comes seldom, refuses and then leaves for an offer,
    # and two between whom nobody has tried
    record = record_of(
        *(start(k) for k in range(4)),
        *(buy(10.0 + n, 0, occasion=n) for n in range(8)),
        *(buy(10.0 + n, k, occasion=n) for k in (2, 3) for n in range(4)),
        offer(100.0, 0), offer(200.0, 0),
        offer(100.0, 1), offer(200.0, 1, taken=True), leave(200.5, 1, Cause.COMPETITION),
    )  # fmt: skip
    closeness = {0: 0.875, 1: 0.125}

    assert loyalty.loyalty_under_offers(record) == pytest.approx(
        (closeness[0] ** 0.5 + (closeness[1] * 0.5) ** 0.5) / 2
    )
    assert loyalty.refusal_share(record) == 3 / 4
    assert loyalty.loyalty_under_offers(record_of(start(0), buy(1.0, 0))) is None
    assert loyalty.loyalty_under_offers(replace(record, complete=False)) is None
