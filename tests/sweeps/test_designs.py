"""Which values a sweep takes: factors as written, designs, files."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import sim
from sim.experiment.errors import PlanError
from sim.experiment.sweeps.designs import points_in, points_of
from sim.experiment.sweeps.factors import Factor, factors_of, vary_of
from sim.scenario import Scenario
from sim.scenario.units import Currency

CNY = Currency("CNY")


@pytest.fixture(scope="module")
def shop() -> Scenario:
    return sim.load("corner_shop")


def points(shop: Scenario, design: str, vary: dict[str, object], number: int | None = None) -> list[dict[str, str]]:
    return list(points_of(design, factors_of(vary, shop), number, CNY, 1))


def test_a_grid_holds_every_combination_of_values_and_levels_of_a_range(shop: Scenario) -> None:
    vary: dict[str, object] = {"failure.rate": "1%..3%", "buying.rate": ["36/year", "50/year"]}

    found = points(shop, "grid", vary, 3)

    assert [tuple(one.values()) for one in found] == [
        ("1%", "36/year"), ("1%", "50/year"), ("2%", "36/year"), ("2%", "50/year"), ("3%", "36/year"),
        ("3%", "50/year"),
    ]  # fmt: skip


def test_zip_takes_values_side_by_side_and_wants_as_many_of_each(shop: Scenario) -> None:
    both: dict[str, object] = {"failure.rate": "1%,2%", "buying.rate": "36/year,50/year"}

    assert points(shop, "zip", both)[1] == {"failure.rate": "2%", "buying.rate": "50/year"}
    with pytest.raises(PlanError, match=r"as many values of each \(failure.rate 2, buying.rate 1\)"):
        points(shop, "zip", both | {"buying.rate": "36/year"})


def test_one_at_a_time_begins_with_the_scenario_as_it_is(shop: Scenario) -> None:
    vary: dict[str, object] = {"failure.rate": "1%,2%", "buying.rate": "50/year"}

    assert points(shop, "one_at_a_time", vary) == [
        {}, {"failure.rate": "1%"}, {"failure.rate": "2%"}, {"buying.rate": "50/year"},
    ]  # fmt: skip


def test_a_key_alone_is_varied_over_its_declared_range(shop: Scenario) -> None:
    source = shop.values["basket.mean"].source

    low, high = (one["basket.mean"] for one in points(shop, "grid", {"basket.mean": None}, 2))

    assert (source.low, source.high) == (2500.0, 9000.0)
    assert (low, high) == ("25 CNY", "90 CNY")


@pytest.mark.parametrize("design", ["latin", "sobol"])
def test_samples_fill_each_range_evenly(shop: Scenario, design: str) -> None:
    found = points(shop, design, {"failure.rate": "0%..8%", "buying.rate": "10/year,20/year"}, 16)
    rates = sorted(float(one["failure.rate"].rstrip("%")) for one in found)

    # One sample in each sixteenth, and half of them at either listed value
    assert [int(rate / 0.5) for rate in rates] == list(range(16))
    assert sorted(one["buying.rate"] for one in found) == ["10/year"] * 8 + ["20/year"] * 8


def test_a_morris_trajectory_moves_one_key_at_a_time(shop: Scenario) -> None:
    keys = {"failure.rate": "0%..9%", "recovery.compensation": "0..3", "basket.mean": None}

    found = points(shop, "morris", dict(keys), 5)

    assert len(found) == 5 * (len(keys) + 1)
    for walk in (found[k : k + 4] for k in range(0, 20, 4)):
        moved = [{key for key in keys if one[key] != other[key]} for one, other in pairwise(walk)]
        assert sorted(key for step in moved for key in step) == sorted(keys)


def test_shares_of_money_and_counts_are_whole() -> None:
    assert Factor("basket.mean", low=Fraction(100), high=Fraction(103)).at(0.5, CNY) == "1.02 CNY"
    assert Factor("desk.agents", low=Fraction(1), high=Fraction(4)).at(0.49, CNY) == "2"


def test_lists_are_values_too(shop: Scenario) -> None:
    text = "[1, 0, 0, 0, 0, 0, 0, 0],[0, 1, 0, 0, 0, 0, 0, 0]"

    assert factors_of({"leaving.causes": text}, shop)[0].values == tuple(part + "]" for part in text[:-1].split("],"))


@pytest.mark.parametrize(
    ("vary", "text"),
    [
        ({"failure.rat": "1%"}, "failure.rat: unknown key; did you mean 'failure.rate'?"),
        ({"buying.rate_law": None}, "buying.rate_law: has no range; list values"),
        ({"failure.rate": "3%..1%"}, "failure.rate: the range 3%..1% has no width"),
        ({"failure.rate": "1..2 days"}, "failure.rate: "),
        ({"failure.rate": []}, "failure.rate: give one or more values"),
        ({"persons": None}, "persons: list values"),
        ({"contact.silent": 2}, "contact.silent: belongs to the mechanism 'contacts', which is off"),
    ],
)
def test_what_cannot_be_varied_is_refused_by_its_key(shop: Scenario, vary: dict[str, object], text: str) -> None:
    with pytest.raises(PlanError) as refused:
        factors_of(vary, shop)
    assert text in str(refused.value)


def test_what_vary_says_is_split_at_the_first_sign() -> None:
    assert vary_of(["failure.rate=1%,2%", "buying.rate"]) == {"failure.rate": "1%,2%", "buying.rate": None}
    for wrong in (["=1"], ["failure.rate="], ["a=1", "a=2"]):
        with pytest.raises(PlanError):
            vary_of(wrong)


@pytest.mark.parametrize(
    ("design", "number", "text"),
    [
        ("grit", None, "did you mean 'grid'"),
        ("sobol", 12, "must be a power of 2, such as 16"),
        ("grid", 1000, "more than"),
    ],
)
def test_designs_that_cannot_be_are_refused(shop: Scenario, design: str, number: int | None, text: str) -> None:
    with pytest.raises(PlanError, match=text):
        points(shop, design, {"failure.rate": None, "basket.mean": None}, number)


def test_a_file_is_a_design_one_column_a_key(tmp_path: Path) -> None:
    (tmp_path / "d.csv").write_text("failure.rate,buying.rate\n1%,36/year\n,50/year\n1%,36/year\n", "utf-8")
    pq.write_table(pa.table({"failure.rate": ["1%", None], "mechanisms.talk": [True, False]}), tmp_path / "d.parquet")

    assert points_in(tmp_path / "d.csv") == (
        {"failure.rate": "1%", "buying.rate": "36/year"}, {"buying.rate": "50/year"},
    )  # fmt: skip
    assert points_in(tmp_path / "d.parquet") == (
        {"failure.rate": "1%", "mechanisms.talk": "true"}, {"mechanisms.talk": "false"},
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "failure.rate\n", "a,a\n1,2\n", "a,b\n1\n", "a,\n1,2\n"])
def test_a_file_that_is_no_design_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "d.csv").write_text(text, "utf-8")

    with pytest.raises(PlanError, match=r"d\.csv"):
        points_in(tmp_path / "d.csv")


def test_scrambled_points_are_those_of_their_seed(shop: Scenario) -> None:
    factors = factors_of({"failure.rate": None}, shop)
    one, same, other = (points_of("sobol", factors, 8, CNY, seed) for seed in (1, 1, 2))

    assert one == same != other
    assert len({tuple(point.values()) for point in one}) == 8
    assert np.isfinite([float(point["failure.rate"].rstrip("%")) for point in one]).all()
