from __future__ import annotations

from dataclasses import replace
from math import exp, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.special import hyp1f1

from sim.model.attachment import solved
from sim.model.draws import Purpose, subject_key, uniform
from sim.model.events import LeaveLaw, RateLaw, Status
from sim.model.parameters import PARAMETERS, Parameters
from sim.model.quantiles import lognormal_value, normal_quantile
from sim.model.quantities import Owner, Parameter, Unit
from sim.model.rules.hazards import move_time
from sim.model.rules.people import create, endow, endow_survivor, entry_time, start_status
from sim.model.rules.start import settle
from tests.model.somebody import LIMIT, fields_of, off_cells, off_mean, somebody

P = replace(Parameters(), start_customers=0.5, start_rival=0.2)
N = 4000
SHARE = st.floats(0.0, 1.0)
TRAITS = ("key", "number", "rate", "basket", "attachment", "leave_chance", "entry", "moves", "status")


# ---------------------------------------------------------------- traits
def test_rates_follow_the_gamma_law_with_mean_and_shape() -> None:
    p = replace(P, buying_rate=0.03, buying_rate_shape=2.0)
    rates = []
    for number in range(N):
        c = somebody(p, number)
        endow(p, c, 0)
        rates.append(c.rate)
    # Then mean and variance are those of the law; a mean off by 7% would be found
    assert off_mean(rates, 0.03, 0.03 / 2.0**0.5) < LIMIT
    variance = 0.03**2 / 2.0
    assert off_mean([(rate - 0.03) ** 2 for rate in rates], variance, variance * (2.0 + 6.0 / 2.0) ** 0.5) < LIMIT


def test_chances_of_leaving_follow_the_beta_law() -> None:
    p = replace(P, leaving_law=int(LeaveLaw.BETA), leaving_a=0.8, leaving_b=2.4)
    chances = []
    for number in range(N):
        c = somebody(p, number)
        endow(p, c, 0)
        chances.append(c.leave_chance)
    assert all(0.0 <= chance <= 1.0 for chance in chances)
    assert off_mean(chances, 0.25, (0.25 * 0.75 / 4.2) ** 0.5) < LIMIT


def test_without_a_law_everybody_has_the_same_rate_and_chance() -> None:
    p = replace(P, buying_rate_law=int(RateLaw.FIXED), buying_rate=0.07, leaving_chance=0.03)
    c = somebody(p, 12)
    endow(p, c, 0)
    assert (c.rate, c.leave_chance) == (0.07, 0.03)


def test_baskets_and_attachment_have_their_means_and_spreads() -> None:
    p = replace(P, basket_mean=4800, basket_personal_spread=0.5)
    people = [somebody(p, number) for number in range(N)]
    assert off_mean([c.basket for c in people], 4800.0, 2400.0) < LIMIT
    assert off_mean([c.attachment for c in people], 0.0, 1.0) < LIMIT
    assert off_mean([c.attachment**2 for c in people], 1.0, 2.0**0.5) < LIMIT


def test_a_trait_is_the_one_draw_of_its_purpose() -> None:
    p = replace(P, basket_mean=4800, basket_personal_spread=0.5)
    for number in range(100):
        c = somebody(p, number)
        assert c.basket == lognormal_value(uniform(c.key, Purpose.BASKET_MEAN, 0), 4800.0, 0.5)
        assert c.attachment == normal_quantile(uniform(c.key, Purpose.ATTACHMENT, 0))
        assert entry_time(c.key, 30) == 30 + uniform(c.key, Purpose.ENTRY_TIME, 0)


@given(st.integers(0, 2**62), st.integers(0, 10**6), st.integers(0, 10**6))
def test_everybody_starts_with_her_own_key_and_nothing_planned(seed: int, replication: int, number: int) -> None:
    c = somebody(P, 1)
    create(P, c, seed, replication, number)
    assert (c.key, c.number) == (subject_key(seed, replication, number), number)
    assert {c.left, c.joined, c.first_purchase, c.last_purchase, c.next_purchase} == {inf}
    assert {c.next_talk, c.next_occasion, c.departure, -c.last_failure} == {inf}
    assert (c.satisfaction, c.inclination, c.talk_weight) == (P.satisfaction_start, P.talk_inclination, 1.0)
    assert (c.join_parent, c.join_occasion) == (-1, -1)


# ---------------------------------------------------------------- survivors
def test_survivors_have_the_chances_of_leaving_that_let_them_survive() -> None:
    # Given a fixed rate r, beta chances l and tenures T: l given T has density prod. to beta(l) exp(-r l T);
    # E exp(-x l) = 1F1(a; a + b; -x), so that the mean is the ratio a / (a + b) 1F1(a + 1; a + b + 1) / 1F1(a; a + b)
    a, b, rate, tenure = 0.8, 2.4, 0.1, 100.0
    p = replace(
        P,
        leaving_law=int(LeaveLaw.BETA),
        leaving_a=a,
        leaving_b=b,
        buying_rate_law=int(RateLaw.FIXED),
        buying_rate=rate,
        start_tenure=tenure,
    )

    def moment(k: int) -> float:
        scale = a / (a + b) * ((a + 1) / (a + b + 1) if k == 2 else 1.0)

        def given_tenure(t: float) -> float:
            x = rate * t
            return float(exp(-t / tenure) / tenure * scale * hyp1f1(a + k, a + b + k, -x) / hyp1f1(a, a + b, -x))

        return float(quad(given_tenure, 0.0, 40.0 * tenure, limit=200)[0])

    chances = []
    for number in range(2000):
        c = somebody(p, number)
        endow_survivor(p, c)
        chances.append(c.leave_chance)
    # Then the mean is that of survivors, far below the .25 of newcomers; an error of .02 would be found
    mean = moment(1)
    assert mean < 0.12
    assert off_mean(chances, mean, (moment(2) - mean * mean) ** 0.5) < LIMIT


def test_without_tenure_a_survivor_is_a_newcomer() -> None:
    p = replace(P, leaving_law=int(LeaveLaw.BETA), start_tenure=0.0)
    for number in range(50):
        new, survivor = somebody(p, number), somebody(p, number)
        endow(p, new, 0)
        endow_survivor(p, survivor)
        assert fields_of(new) == fields_of(survivor)


def test_a_tenure_that_nobody_survives_ends_the_search() -> None:
    p = replace(P, leaving_chance=1.0, buying_rate=1000.0, start_tenure=1e6)
    c = somebody(p)
    endow_survivor(p, c)
    assert c.rate > 0.0


# ---------------------------------------------------------------- where they start
def test_people_start_in_the_declared_shares() -> None:
    counts = [0] * len(Status)
    for number in range(N):
        counts[start_status(P, subject_key(1, 0, number))] += 1
    assert off_cells(counts, [0.0, 0.3, 0.5, 0.2, 0.0]) < LIMIT


def test_where_somebody_starts_is_her_one_draw_of_that_purpose() -> None:
    for number in range(200):
        key = subject_key(1, 0, number)
        u = uniform(key, Purpose.START, 0)
        wanted = Status.CUSTOMER if u < 0.5 else Status.RIVAL if u < 0.7 else Status.PROSPECT
        assert start_status(P, key) == wanted


@given(st.integers(0, 10**7), SHARE, SHARE)
def test_a_larger_share_of_customers_never_makes_one_of_them_something_else(
    number: int, one: float, other: float
) -> None:
    key = subject_key(1, 0, number)
    low, high = sorted((one, other))
    few, many = (start_status(replace(P, start_customers=share, start_rival=0.0), key) for share in (low, high))
    assert few != Status.CUSTOMER or many == Status.CUSTOMER


@pytest.mark.parametrize(
    ("customers", "rival", "status"),
    [(1.0, 0.0, Status.CUSTOMER), (0.0, 1.0, Status.RIVAL), (0.0, 0.0, Status.PROSPECT)],
)
def test_a_share_of_one_takes_everybody(customers: float, rival: float, status: Status) -> None:
    p = replace(P, start_customers=customers, start_rival=rival)
    assert {start_status(p, subject_key(1, 0, number)) for number in range(300)} == {status}


def test_moving_away_is_exponential_from_entry_on_and_never_without_its_rate() -> None:
    p = replace(P, hazard_rates=(0.5,) * 7 + (0.001,))
    times = [move_time(p, somebody(p, number, entry=50.0)) - 50.0 for number in range(N)]
    assert off_mean(times, 1000.0, 1000.0) < LIMIT
    assert move_time(replace(p, hazards_on=0), somebody(p)) == inf
    assert move_time(replace(p, hazard_rates=(0.5,) * 7 + (0.0,)), somebody(p)) == inf


@given(st.integers(0, 10**7), st.integers(0, 3650))
def test_who_enters_on_a_day_enters_within_it(number: int, day: int) -> None:
    assert day < entry_time(subject_key(1, 0, number), day) < day + 1


# ---------------------------------------------------------------- what a firm cannot choose
def other_value(q: Parameter) -> object:
    """Return another value than the default that a parameter may have."""
    if q.choices is not None:
        return int(next(choice for choice in q.choices if choice != q.default))
    if isinstance(q.default, tuple):
        return tuple(0.5 if value != 0.5 else 0.25 for value in q.default)
    if q.unit == Unit.SWITCH:
        return 1 - q.default
    return q.high if q.default != q.high else q.low


@pytest.mark.parametrize("q", [q for q in PARAMETERS if q.owner == Owner.FIRM], ids=lambda q: q.key)
def test_nothing_that_the_firm_chooses_moves_a_trait(q: Parameter) -> None:
    base = replace(P, hazard_rates=(0.0,) * 7 + (0.001,), start_tenure=300.0, leaving_law=int(LeaveLaw.BETA))
    other = solved(replace(base, **{q.name: other_value(q)}))
    for number in range(20):
        c, twin = somebody(base, number), somebody(other, number)
        settle(base, c)
        settle(other, twin)
        assert [getattr(c, name) for name in TRAITS] == [getattr(twin, name) for name in TRAITS]
