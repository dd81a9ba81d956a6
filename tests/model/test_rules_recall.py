from __future__ import annotations

from dataclasses import replace
from math import exp, sqrt

import pytest

from sim.model.draws import subject_key
from sim.model.events import Cause, Status
from sim.model.flat import Person
from sim.model.parameters import Parameters
from sim.model.rules.causes import plant_root
from sim.model.rules.recall import is_recall, is_recalled, mend
from tests.model.somebody import somebody

P = replace(Parameters(), recall_on=1, recall_every=90.0, recall_reach=0.95)


@pytest.mark.parametrize(("every", "days"), [(90.0, [90, 180, 270]), (0.0, []), (0.4, list(range(1, 300)))])
def test_a_recall_comes_every_so_many_days_but_the_first_and_none_where_there_is_none(
    every: float, days: list[int]
) -> None:
    assert [day for day in range(300) if is_recall(replace(P, recall_every=every), day)] == days
    assert not any(is_recall(replace(P, recall_on=0), day) for day in range(300))


def test_nineteen_of_twenty_who_have_bought_since_the_last_recall_are_reached() -> None:
    c = somebody(P, status=Status.CUSTOMER, bought=3, last_purchase=1e6)
    reached = sum(is_recalled(P, c, day) for day in range(10_000))

    assert reached == pytest.approx(9_500, abs=110)
    assert not is_recalled(replace(P, recall_reach=1.0), somebody(P, status=Status.RIVAL, bought=3), 90)


def test_of_flaws_sold_over_half_a_year_that_show_after_two_months_a_third_is_hidden_and_then_mended() -> None:
    """A purchase a day, 180 days, 60 until a flaw shows: 31.7% are hidden, and 95% of these are mended."""
    p, many, days = replace(P, causes_on=1, root_repeat=1.0, root_lag=60.0), 7_200, 180
    share = 60.0 / days * (1.0 - exp(-days / 60.0))
    people = [Person() for _ in range(many)]
    for k, c in enumerate(people):
        c.key, c.status, c.bought, c.last_purchase = subject_key(1, 0, k), Status.CUSTOMER, 1, 1e6
        c.nature = Cause.CORE
        plant_root(p, c, k % days)  # at the purchase of that day
    hidden = [c for c in people if c.root_due > days]
    mended = sum(mend(c) for c in hidden if is_recalled(p, c, days))

    assert share == pytest.approx(0.317, abs=5e-4)
    assert len(hidden) / many == pytest.approx(share, abs=5.8 * sqrt(share * (1.0 - share) / many))
    assert mended / len(hidden) == pytest.approx(0.95, abs=5.8 * sqrt(0.95 * 0.05 / len(hidden)))
    assert sum(c.root == Cause.CORE for c in hidden) == len(hidden) - mended
