"""Firm 44: what bond a programme keeps up, what that does to leaving, what the file knows, and when an offer pays."""

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from sim.model.events import Account, Kind, RateLaw
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.contacts import GREETING, PROGRAMMES, VISIT
from sim.model.rules.outreach import (
    LOST,
    PER_CONTACT,
    UNSUITED,
    bond_left,
    contact,
    fade_bond,
    get_to_know,
    is_contacted,
    known_after,
    programme_reach,
)
from sim.record import Record
from tests.model.somebody import customer
from tests.oracles.checks import assert_caught, assert_holds, mean_score, quiet, simulated, world

P = replace(Parameters(), contacts_on=1)
PERSONS = 3_000


def bond_after(a: float, g: float, d: float) -> float:
    """Return the mean bond after a round that reaches and suits with chance a and brings the bond g of the way."""
    return a * g / (1.0 - d * (1.0 - a * g))


def bond_mean(a: float, g: float, a_year: float) -> float:
    """Return the mean over time of a bond that fades by 1/e a year, with so many rounds a year."""
    d = exp(-1.0 / a_year)
    return bond_after(a, g, d) * (1.0 - d) * a_year


def all_at(values: tuple[float, ...], programme: int, value: float) -> tuple[float, ...]:
    """Return a list with one programme's number changed."""
    return (*values[:programme], value, *values[programme + 1 :])


def test_the_bonds_of_a_visit_and_a_greeting_and_what_they_do_to_leaving() -> None:
    """Where tastes were drawn anew each time: .2927 after one of two visits a year, .230 on the mean."""
    visit, greeting = ((P.contact_reach[k] * P.contact_fits[k], P.contact_bond[k]) for k in (VISIT, GREETING))

    assert bond_after(*visit, exp(-0.5)) == pytest.approx(0.2927, abs=5e-5)
    assert bond_mean(*visit, 2.0) == pytest.approx(0.230, abs=5e-4)
    for (a, g), a_year, left in ((visit, 2.0, 0.931), (greeting, 3.0, 0.957)):
        assert bond_left(P, customer(P, bond=bond_mean(a, g, a_year))) == pytest.approx(left, abs=5e-4)


def visited(p: Parameters, years: int = 8) -> list[float]:
    """Return everybody's bond after the last of two visits a year for some years."""
    found = []
    for number in range(PERSONS):
        c = customer(p, number, filed=1)
        for day in range(1, int(years * YEAR)):
            if is_contacted(p, c, VISIT, day):
                contact(p, c, VISIT, day)
        fade_bond(p, c, LAST)
        found.append(c.bond)
    return found


EVERYBODY = (0.0,) * PROGRAMMES
VISITS = replace(P, contact_visit=2 / YEAR, contact_from=EVERYBODY)
LAST = 8 * YEAR - 91.0  # the last of sixteen rounds, on day 2829


def test_simulated_visits_keep_up_the_bond_of_the_formula_and_tastes_that_last_split_it() -> None:
    """3,000 persons: catches a bond that is off by .015; a bond that fades twice as fast is seen."""
    anew = replace(VISITS, contact_reach=(0.56,) * PROGRAMMES, contact_fits=(1.0,) * PROGRAMMES)
    d = exp(-0.5)

    assert_holds({"tastes drawn anew": mean_score(visited(anew), bond_after(0.56, 0.25, d))})
    assert_caught(
        {"fades twice as fast": mean_score(visited(replace(anew, bond_fade=YEAR / 2)), bond_after(0.56, 0.25, d))}
    )
    # Tastes last: 7 of 10 have the bond of being reached 8 times of 10, the others none
    lasting = np.array(visited(VISITS))
    assert_holds(
        {
            "all": mean_score(lasting, 0.7 * bond_after(0.8, 0.25, d)),
            "whom it suits": mean_score(lasting[lasting > 0.0], bond_after(0.8, 0.25, d)),
            "suits": mean_score(lasting > 0.0, 0.7),
        }
    )


def test_what_the_file_knows_after_a_purchase() -> None:
    """36 purchases a year, 5% learnt at each, a life of two years: .793; rarely seen, hardly known."""
    rate = 36 / YEAR
    d = rate / (rate + 1.0 / P.crm_fade)
    after = P.crm_learn / (1.0 - d * (1.0 - P.crm_learn))
    draw = np.random.default_rng(3)

    def known(purchases: int) -> float:
        c, now = customer(P, 0), 0.0
        for gap in draw.exponential(1.0 / rate, purchases):
            now += float(gap)
            get_to_know(P, c, now)
        return c.known

    assert after == pytest.approx(0.793, abs=5e-4)
    assert_holds({"known": mean_score([known(300) for _ in range(400)], after)})
    # The mean over time, which customers at the start have: 2% less than after a purchase, and little at 4 a year
    assert known_after(P, rate, 1e6) == pytest.approx(36 * 0.05 / (36 * 0.05 + 0.5))
    assert known_after(P, rate, YEAR) == pytest.approx(0.783 * (1.0 - exp(-2.3)), abs=5e-4)
    assert known_after(P, 4 / YEAR, 1e6) == pytest.approx(0.2 / 0.7)


def test_leaders_who_stand_behind_it_make_a_programme_reach_more() -> None:
    """.75, 1 and 1.25 of every programme's effect at none, half and all of goals and example."""
    staffed = replace(P, staff_on=1, morale_on=1)
    factors = [
        programme_reach(replace(staffed, climate_goals=x, climate_example=x), VISIT) / 0.8 for x in (0.0, 0.5, 1.0)
    ]

    assert factors == pytest.approx([0.75, 1.0, 1.25])
    assert programme_reach(replace(P, climate_goals=0.0), VISIT) == 0.8
    assert programme_reach(replace(staffed, climate_goals=1.0, climate_example=1.0), GREETING) == 1.0


def offered(fits: float, **changes: float) -> Record:
    """Return a year of customers to whom an offer is made four times, which all of them hear."""
    p = quiet(
        start_customers=1.0, buying_rate=36 / YEAR, buying_rate_law=RateLaw.FIXED, basket_mean=4800, goods_margin=0.22,
        contacts_on=1, contact_offer=4 / YEAR, contact_wage=2400, contact_reach=(1.0,) * PROGRAMMES,
        contact_fits=(fits,) * PROGRAMMES, contact_wakes=(0.0,) * PROGRAMMES,
    )  # fmt: skip
    return simulated(world(replace(p, **changes), 20_000, YEAR))  # type: ignore[arg-type]


def gain(record: Record) -> float:
    """Return sales less goods and contacts."""
    return float(record.ledger[:, (Account.SALES, Account.GOODS, Account.OUTREACH)].sum())


def test_an_offer_pays_where_enough_of_its_hearers_care() -> None:
    """Two minutes at 24 an hour against 22% of 48 from one in five of those whom it suits: from .379 on."""
    turns = 2 / 60 * 24 / (0.2 * 0.22 * 48)
    usual = gain(offered(0.5, contact_offer=0.0))

    assert turns == pytest.approx(0.379, abs=5e-4)
    assert gain(offered(turns - 0.1)) < usual < gain(offered(turns + 0.1))


def test_a_file_that_is_used_spares_whom_it_knows_a_contact_that_would_not_suit() -> None:
    """Misfits reached: .36 of .9 greeted, less the half that is spared of what is known."""
    p = quiet(
        start_customers=1.0, buying_rate=36 / YEAR, buying_rate_law=RateLaw.FIXED, start_tenure=3.65e6, contacts_on=1,
        contact_greeting=12 / YEAR, crm_quality=0.5,
    )  # fmt: skip
    persons, rounds = 5_000, 12
    known = 36 * 0.05 / (36 * 0.05 + 0.5)
    for quality in (0.5, 0.0):
        record = simulated(world(replace(p, crm_quality=quality), persons, YEAR))
        rows = record.events[record.events["kind"] == Kind.CONTACTED]
        found = np.bincount(rows["person"][rows["detail"] % PER_CONTACT == UNSUITED], minlength=persons) / rounds
        assert_holds({f"{quality}": mean_score(found, 0.36 * (1.0 - quality * known))})
        assert not (rows["detail"] % PER_CONTACT == LOST).any()
