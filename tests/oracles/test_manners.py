"""Firm 42: manners on the telephone fall with the desk's load; its load as is, by Erlang's formula with impatience."""

from dataclasses import replace

import pytest

from sim.engine.run import engine as compiled
from sim.model.level.load import carried, usual_load
from sim.model.level.opening import Opening
from sim.model.parameters import Parameters
from sim.model.rules.complaints import answer_quality
from sim.model.rules.steps import load_felt, manners
from sim.model.setting import LogLevel
from sim.response import RESPONSES
from sim.scenario import load
from tests.engine.hand import contacts, desk, ended
from tests.model.somebody import somebody
from tests.oracles.formulas import erlang_a

P = replace(Parameters(), steps_on=1, desk_on=1, manners_usual=0.53, recovery_apology=1, recovery_empathy=1)


@pytest.mark.parametrize(("busy", "worth"), [(0.53, 1.0), (0.9, 0.815), (0.1, 1.215)])
def test_a_busier_desk_has_worse_manners_and_an_idler_one_better(busy: float, worth: float) -> None:
    """Half a point of the worth of an apology and empathy for each point of load; .35 of an answer's quality."""
    c = somebody(P, load=busy, severity=1, wait=0.0)
    usual = somebody(P, load=0.53, severity=1, wait=0.0)

    assert manners(P, c) == pytest.approx(worth)
    assert answer_quality(P, c) - answer_quality(P, usual) == pytest.approx(0.35 * (worth - 1.0))
    assert manners(replace(P, desk_on=0), c) == manners(replace(P, steps_on=0), c) == 1.0
    assert manners(replace(P, manners_load=2.0), somebody(P, load=1.0)) == pytest.approx(0.06)
    assert manners(replace(P, manners_load=2.0, manners_usual=0.1), c) == max(0.0, 1.0 - 2.0 * (busy - 0.1))


@pytest.mark.parametrize(
    ("rate", "served", "patience", "agents"), [(6.0, 1.0, 0.5, 5), (4.0, 1.0, 0.1, 5), (30.0, 0.5, 2.0, 1)]
)
def test_agents_who_are_busy_on_average_are_those_of_erlang_a(
    rate: float, served: float, patience: float, agents: int
) -> None:
    _, gives_up, _ = erlang_a(rate, served, patience, agents)

    assert carried(rate, served, patience, agents) == pytest.approx(rate * (1.0 - gives_up) / served, rel=1e-6)


def test_a_desk_without_patience_or_line_is_never_too_large_to_count() -> None:
    assert carried(1e4, 1.0, 1e-12, 3) == pytest.approx(3.0)
    assert carried(1e-6, 1.0, 1e12, 1) == pytest.approx(1e-6, rel=1e-5)


def test_the_load_as_is_is_that_of_the_shop() -> None:
    """Services of the shop are lognormal, not exponential: within two points of a year's use."""
    shop = load("corner_shop").with_values({"mechanisms.steps": True})
    setting = shop.setting("1 year")
    record = compiled.run(setting, 1, 0, LogLevel.ALL)
    usual = setting.phases[0][1].manners_usual

    assert 0.3 < usual < 0.5
    assert RESPONSES["desk_utilisation"].read(record, 0.0) == pytest.approx(usual, abs=0.02)
    assert usual_load(replace(setting.phases[0][1], desk_agents=0), Opening(2000)) == 0.0


def test_agents_feel_how_busy_they_were_this_week() -> None:
    """One contact of a quarter of a day on day 0: .25 e^(-n/7) (1 - e^(-1/7)) is felt n days after.

    The run ends with half a day, which counts as one.
    """
    p = desk(steps_on=1)

    for nights in (1, 2, 8):
        felt = ended(contacts(p, (0.1,), nights + 0.5)).state[0].load
        expected = load_felt(0.0, 0.25, 1.0)
        for _ in range(nights):
            expected = load_felt(expected, 0.0, 1.0)
        assert felt == pytest.approx(expected)
    assert load_felt(0.4, 0.0, 0.0) == 0.4
    assert load_felt(0.0, 1.0, 1.0) == pytest.approx(0.1331, abs=5e-5)
    assert ended(contacts(replace(p, steps_on=0), (0.1,), 2.5)).state[0].load == 0.0
