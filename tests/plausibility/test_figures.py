"""Each figure of a card against numbers worked out by hand."""

import math

import pytest

from sim.plausibility.card import ratio
from sim.plausibility.figures import CARD
from sim.response import RESPONSES

FIGURES = {one.key: one for one in CARD}
DISCOUNT = 0.1


def test_every_figure_reads_responses_that_there_are_and_no_others() -> None:
    class Watched(dict[str, float]):
        def __missing__(self, name: str) -> float:
            asked.add(name)
            return 1.0

    for one in CARD:
        asked: set[str] = set()
        if one.read is not None:
            values = (Watched(), Watched()) if one.lever else (Watched(),)
            with_zero = one.key in {"won_back", "retention"}
            try:
                one.read(values, DISCOUNT)
            except ZeroDivisionError:
                assert with_zero
        assert asked == set(one.names) <= RESPONSES.keys(), one.key


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("churn", [{"departures": 20, "customer_years": 100}], 1 - math.exp(-0.2)),
        ("moving", [{"departures_involuntary": 4, "customer_years": 100}], 0.04),
        ("complaint_share", [{"complaints": 3, "failures": 12}], 0.25),
        (
            "won_back",
            [{"left_after_unresolved": 0.5, "left_after_resolved": 0.2, "left_after_no_failure": 0.1}],
            0.75,
        ),
        ("wait", [{"desk_wait_open": 0.05}], 180.0),
        ("praise_to_warnings", [{"praise": 6, "warnings": 2}], 3.0),
        ("margin", [{"sales": 1000, "goods": -780}], 0.22),
        ("wages", [{"wages": -100, "overtime": -20, "sales": 1000}], 0.12),
        ("profit", [{"profit_undiscounted": 30, "sales": 1000}], 0.03),
        ("winning_cost", [{"advertising": -300, "acquisition": -100, "joins": 8, "value_per_year_new": 200}], 0.25),
        ("price_quarter", [{"sales_in_quarter": 97 * 1.1}, {"sales_in_quarter": 103 * 0.9}], -0.3),
        ("advertising_year", [{"sales_in_year": 1012}, {"sales_in_year": 988}], 0.12),
    ],
)
def test_a_figure_is_what_its_definition_says(key: str, values: list[dict[str, float]], expected: float) -> None:
    read = FIGURES[key].read
    assert read is not None

    found, _ = ratio([read(tuple(values), DISCOUNT)])

    assert found == pytest.approx(expected)


def test_value_answers_retention_as_its_formula_does() -> None:
    # Given nine in ten retained, and a thousandth more and less of that; the closed form is (1 + i) / (1 + i - r)
    kept = [0.9 * 1.001, 0.9 * 0.999]
    values = [{"departures": -math.log(r), "customer_years": 1.0, "value_per_year": 50.0} for r in kept]
    read = FIGURES["retention"].read
    assert read is not None

    found, _ = ratio([read(tuple(values), DISCOUNT)])

    assert found == pytest.approx(1.1 / (1.1 - 0.9), rel=1e-4)


def test_a_ratio_is_that_of_sums_with_the_interval_of_a_ratio() -> None:
    # Given residuals -1, 1 of a ratio of 1/2 over a mean denominator of 4; t of one degree at 95% is 12.706
    value, half = ratio([(0.0, 2.0), (4.0, 6.0)])

    assert value == 0.5
    assert half == pytest.approx(12.7062 * math.sqrt(2.0) / math.sqrt(2.0) / 4.0, rel=1e-5)
    assert ratio([(1.0, 4.0)]) == (0.25, None)
    assert ratio([]) == (None, None) == ratio([(1.0, 0.0), (2.0, 0.0)])
