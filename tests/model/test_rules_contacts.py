"""Whom a programme of the firm's own is for, and when it has a round."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest

from sim.model.events import Account, Case, Status
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.contacts import AFTERSALE, GREETING, OFFER, PROGRAMMES, VISIT
from sim.model.rules.outreach import (
    contact_cost,
    has_round,
    is_meant,
    is_outreach_night,
    round_rate,
    suits,
    worth_on_file,
)
from tests.model.somebody import customer, off_share

P = replace(Parameters(), contacts_on=1, buying_rate=36 / YEAR, basket_mean=4800)
USUAL = 4800 * 36 / YEAR  # sales of an average customer a day


def test_rounds_come_as_often_as_is_said_the_first_after_half_the_time() -> None:
    p = replace(P, contact_visit=2 / YEAR, contact_aftersale=1.0)
    assert [day for day in range(730) if has_round(p, VISIT, day)] == [92, 274, 457, 639]
    assert all(has_round(p, AFTERSALE, day) == (day > 0) for day in range(30))
    assert not any(has_round(p, GREETING, day) for day in range(730))
    assert [is_outreach_night(replace(p, contact_aftersale=0.0), day) for day in (91, 92)] == [False, True]
    assert not is_outreach_night(replace(p, contacts_on=0), 92)


def test_every_programme_has_a_rate_of_its_own() -> None:
    names = [
        name for name in Parameters.__slots__ if name.startswith("contact_") and isinstance(getattr(P, name), float)
    ]
    names = [name for name in names if name not in ("contact_silent", "contact_until")]
    assert len(names) == PROGRAMMES
    for k, name in enumerate(names):
        assert [round_rate(replace(P, **{name: 0.3}), j) for j in range(PROGRAMMES)] == [
            0.3 * (j == k) for j in range(PROGRAMMES)
        ]


@pytest.mark.parametrize(
    ("times", "day", "joined", "worth"),
    [(2.0, 365, 0.0, 2.0), (2.0, 100, 50.0, 2.0 * 50.0 / 91.25), (1.0, 730, 365.0, 1.0)],
)
def test_the_file_tells_classes_by_sales_a_day_over_a_quarter_at_least(
    times: float, day: int, joined: float, worth: float
) -> None:
    c = customer(P, bought=9, first_purchase=joined)
    c.totals[Account.SALES] = round(times * USUAL * (day - joined))

    assert worth_on_file(P, c, day) == pytest.approx(worth, rel=1e-4)
    assert worth_on_file(P, customer(P, first_purchase=inf), day) == 0.0


def test_a_programme_is_for_who_is_on_file_at_large_good_enough_and_not_bound_already() -> None:
    p = replace(P, contact_visit=0.1, contact_until=0.4)

    def meant(**fields: float) -> bool:
        c = customer(p, **({"filed": 1, "bought": 9, "first_purchase": 0.0, "status": Status.CUSTOMER} | fields))
        c.totals[Account.SALES] = round(USUAL * 365.0 * 2.01)
        return is_meant(p, c, VISIT, 365)

    assert meant()
    assert meant(status=Status.RIVAL)  # nobody has told the firm
    assert not meant(filed=0)
    assert not meant(case=Case.WAITING)
    assert meant(bond=0.39)
    assert not meant(bond=0.4)
    assert not meant(first_purchase=-100.0)  # so her sales a day are less than twice the average


def test_an_offer_is_for_who_has_bought_since_the_round_before() -> None:
    p = replace(P, contact_offer=4 / YEAR)
    bought = [is_meant(p, customer(p, filed=1, last_purchase=x), OFFER, 200) for x in (200 - 91.3, 200 - 91.2, inf)]
    assert bought == [False, True, False]


def test_a_taste_lasts_and_as_many_have_it_as_is_said() -> None:
    people = [customer(P, number) for number in range(4000)]
    assert off_share(sum(suits(P, c, VISIT) for c in people), 4000, 0.7) < 5.8
    # another programme is another taste
    both = sum(suits(P, c, VISIT) and suits(P, c, GREETING) for c in people)
    assert off_share(both, 4000, 0.42) < 5.8


def test_a_contact_costs_its_minutes() -> None:
    assert contact_cost(replace(P, contact_wage=2400), VISIT) == 2400
    assert contact_cost(replace(P, contact_wage=2400), OFFER) == 80
