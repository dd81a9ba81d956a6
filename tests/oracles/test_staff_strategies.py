"""Each strategy for staff beside a placebo of equal cost: what it does is not the doing of money spent."""

import numpy as np
import pytest

from sim.engine.run import engine as compiled
from sim.model.events import Account
from sim.model.setting import LogLevel
from sim.record import Record
from sim.response import RESPONSES
from sim.scenario import Scenario
from tests.coverage.base import corner_shop

STAFF = (Account.HIRING, Account.TRAINING, Account.RAISES, Account.CLIMATE, Account.PROGRAMME)
COSTS = (*STAFF, Account.OUTREACH, Account.REPORTS, Account.FIXES)
HOME = {"mechanisms.staff": True, "mechanisms.morale": True, "persons": 300, "staff.turnover": "1/year"}
UNLIKE = {"staff.drain": 3, "staff.spread": "30%", "staff.validity": "100%", "staff.posts": 40}  # staff differ widely
MOVES = {
    "train_and_mentor": ("staff_productivity", {}),
    "right_people": ("staff_quality", UNLIKE),
    "keep_the_best": ("staff_quality", UNLIKE),
    "staff_first": ("morale_mean", {}),
    "share_responsibility": ("morale_mean", {}),
    "share_honour": ("morale_mean", {}),
    "one_family": ("morale_mean", {}),
    "leader_visits": ("morale_mean", {"mechanisms.contacts": True, "mechanisms.problems": True}),
}


def runs(scenario: Scenario) -> list[Record]:
    """Return the records of eight replications of a year."""
    setting = scenario.setting("1 year")
    return [compiled.run(setting, 3, k, LogLevel.NONE) for k in range(8)]


def read(records: list[Record], name: str) -> np.ndarray:
    """Return a response of each record."""
    return np.array([RESPONSES[name].read(record, 0.1) for record in records], np.float64)


def spent(records: list[Record]) -> float:
    """Return what staff and programmes cost in each record, mean, in minor units."""
    return float(np.mean([-record.ledger[:, COSTS].sum() for record in records]))


@pytest.mark.parametrize("name", MOVES)
def test_a_strategy_moves_what_a_placebo_of_equal_cost_does_not(name: str) -> None:
    response, values = MOVES[name]
    base = corner_shop(HOME | values)
    usual, played = runs(base), runs(base.with_strategy(name))
    cost = spent(played) - spent(usual)
    monthly = {"programme.fixed": f"{max(0.0, cost) / 100 / 12:.2f} CNY/month"}
    placebo = runs(base.with_strategy("placebo", **monthly))

    assert (read(placebo, response) == read(usual, response)).all()
    assert read(placebo, "profit_undiscounted") == pytest.approx(
        read(usual, "profit_undiscounted") - max(0.0, cost), abs=100
    )
    moved = read(played, response) - read(placebo, response)
    assert moved.mean() > 2.0 * moved.std(ddof=1) / np.sqrt(len(moved))
    if name != "right_people":  # its search costs little beside the hires that chance spares or adds
        assert cost > 0.0
