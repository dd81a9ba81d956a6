"""The order in which the compiled engine visits people within a day changes nothing."""

from math import gcd

import pytest
from hypothesis import assume, given
from hypothesis import settings as trials
from hypothesis import strategies as st

import sim
from sim.engine.run import engine as compiled
from sim.model.events import Network
from sim.model.setting import LogLevel, Setting
from sim.record import Record
from tests.engine.off import WORLDS, awake
from tests.engine.scenarios import settings
from tests.engine.side_by_side import difference


def visited(setting: Setting, stride: int, seed: int = 1) -> Record:
    """Return the record of a run that visits people in steps of a stride."""
    return compiled.run(setting, seed, 0, LogLevel.ALL, stride=stride)


@pytest.mark.parametrize("stride", [7, 11, 29, 31, 53, 59])
@pytest.mark.parametrize("name", WORLDS)
def test_a_world_with_everything_awake_is_the_same_in_every_order(name: str, stride: int) -> None:
    setting = awake(name)
    assert gcd(stride, setting.persons) == 1

    assert difference(visited(setting, 1), visited(setting, stride)) == ""


@pytest.mark.parametrize("stride", [7, 151, 499])
def test_the_corner_shop_is_the_same_in_every_order(stride: int) -> None:
    setting = sim.load("corner_shop").with_values({"persons": "500"}).setting("1 year")

    assert difference(visited(setting, 1), visited(setting, stride)) == ""


def test_a_crowd_that_all_tell_each_other_is_the_same_backwards() -> None:
    # Given far more word of mouth a day than the post bag holds at first
    setting = awake("second", talk_rate=20.0, talk_network=Network.COMPLETE, talk_inclination=0.0)

    assert difference(visited(setting, 1), visited(setting, 59)) == ""


@trials(max_examples=40)
@given(settings(), st.integers(1, 59), st.integers(0, 2**63 - 1))
def test_random_worlds_are_the_same_in_every_order(setting: Setting, stride: int, seed: int) -> None:
    assume(gcd(stride, setting.persons) == 1)
    assume(stride < setting.persons)

    assert difference(visited(setting, 1, seed), visited(setting, stride, seed)) == ""


def test_a_stride_that_leaves_people_out_is_seen() -> None:
    """What the tests above are held against: a wrong order of visits does leave another record."""
    setting = awake("first")

    assert visited(setting, 2).digest() != visited(setting, 1).digest()
