from __future__ import annotations

from dataclasses import replace

import pytest

from sim.model.events import Status
from sim.model.parameters import Parameters
from sim.model.rules.recall import is_recall, is_recalled
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
