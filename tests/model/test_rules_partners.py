from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from sim.model.attachment import solved
from sim.model.events import Cause, Kind, Loss, Status
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.rules.partners import assign_partner, follows
from sim.model.rules.people import endow
from tests.model.somebody import LIMIT, off_share, somebody

P = solved(replace(Parameters(), partners_on=1, partners_share=0.2, partners_size=4))
N = 4000


def people(p: Parameters, many: int = N) -> list[Person]:
    """Return persons who know through whom they buy."""
    found, last = [somebody(p, number) for number in range(many)], -1
    for c in found:
        last = assign_partner(p, c, last)
    return found


def test_everybody_buys_through_the_nearest_intermediary_before_her_within_reach() -> None:
    found = people(P)
    dealers = {c.number for c in found if c.intermediary}
    assert off_share(len(dealers), N, 0.2) < LIMIT
    for c in found:
        near = [d for d in range(max(0, c.number - 4), c.number) if d in dealers]
        assert c.partner == (near[-1] if near and not c.intermediary else -1)


@pytest.mark.parametrize(("share", "dealers"), [(0.0, 0), (1.0, 50)])
def test_nobody_or_everybody_is_an_intermediary(share: float, dealers: int) -> None:
    found = people(replace(P, partners_share=share), 50)
    assert sum(c.intermediary for c in found) == dealers
    assert {c.partner for c in found} == {-1}


def test_an_intermediary_has_a_smaller_chance_of_leaving() -> None:
    p = replace(P, leaving_chance=0.08, partners_leaving=0.25)
    dealer, other = somebody(p, intermediary=1), somebody(p)
    endow(p, dealer, 0)
    endow(p, other, 0)
    assert (dealer.leave_chance, other.leave_chance) == (0.02, 0.08)


def pair(**of_customer: float) -> tuple[Person, Person]:
    """Return an intermediary who left on day 6 for the price, after 5 purchases, and a customer of hers."""
    dealer = somebody(P, 3, intermediary=1, left=6.4, cause=Cause.PRICE, led=5)
    fields = {"status": Status.CUSTOMER, "departure": 900.0, "partner": 3} | of_customer
    return dealer, somebody(P, 4, **fields)


def test_a_customer_follows_her_intermediary_on_the_day_after() -> None:
    dealer, c = pair()
    assert follows(P, c, dealer, 7)
    assert 7.0 < c.departure < 8.0
    assert (c.departure_cause, c.departure_kind) == (Cause.PRICE, Kind.DEPARTURE)
    assert (c.departure_parent, c.departure_occasion) == (dealer.number, 4)
    assert c.departure_loss == Loss.OTHER


@pytest.mark.parametrize("day", [5, 6, 8, 9])
def test_she_hears_of_it_once_in_the_night_after(day: int) -> None:
    dealer, c = pair()
    assert not follows(P, c, dealer, day)
    assert (c.departure, c.led) == (900.0, 0)


@pytest.mark.parametrize("fields", [{"status": Status.RIVAL}, {"status": Status.OUT}, {"departure": 7.0}])
def test_nobody_follows_who_is_no_customer_or_goes_before(fields: dict[str, float]) -> None:
    dealer, c = pair(**fields)
    assert not follows(P, c, dealer, 7)
    assert c.departure_loss == Loss.NONE


def test_somebody_whose_intermediary_never_left_follows_nobody() -> None:
    dealer, c = pair()
    dealer.left = inf
    assert not any(follows(P, c, dealer, day) for day in range(1, 20))


def test_a_share_follows() -> None:
    p = replace(P, partners_takes=0.3)
    hits = 0
    for number in range(N):
        dealer, c = pair()
        c.key = somebody(P, number).key
        hits += follows(p, c, dealer, 7)
    assert off_share(hits, N, 0.3) < LIMIT
