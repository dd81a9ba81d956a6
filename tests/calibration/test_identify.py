"""What a log does not determine is said with its reason and gets no number, and no other log gets CDNOW's source."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from sim.calibration import fit_cdnow, fragment
from sim.calibration.__main__ import main
from sim.calibration.cdnow import ORIGIN, PUBLISHED, SAMPLE, source_of
from sim.calibration.identify import estimated
from sim.calibration.likelihood import FloatArray

PERSONS = 200
NIGHTLY = pytest.mark.nightly
Leaves = Callable[[np.random.Generator], float]
Price = Callable[[np.random.Generator, int], float]


def log_of(folder: Path, leaves: Leaves, price: Price, seed: int = 3, repeats: bool = True) -> Path:
    """Write a log of persons who buy at a personal rate and leave after a purchase with a personal chance."""
    generator = np.random.default_rng(seed)
    lines = ["id,date,amount"]
    for person in range(PERSONS):
        day, rate, leave = int(generator.integers(84)), generator.gamma(0.8, 1 / 30), leaves(generator)
        while day < 546:
            lines.append(f"{person:04d},{ORIGIN + timedelta(days=day)},{price(generator, person):.2f}")
            gone = not repeats or generator.random() < leave
            day += 1000 if gone else 1 + int(min(generator.exponential(1 / rate), 1000))
    path = folder / "my_shop.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def some_leave(generator: np.random.Generator) -> float:
    return generator.beta(0.9, 2.5)


def nobody_leaves(_: np.random.Generator) -> float:
    return 0.0


def varied(generator: np.random.Generator, person: int) -> float:
    personal = 0.6 * np.random.default_rng(person).standard_normal()
    return 30 * float(np.exp(personal + 0.5 * generator.standard_normal()))


def alike(generator: np.random.Generator, _: int) -> float:
    return 30 * float(np.exp(0.5 * generator.standard_normal()))


def constant(_: np.random.Generator, __: int) -> float:
    return 9.99


def numbers(text: str) -> dict[str, object]:
    return dict(YAML(typ="safe").load(text))


@pytest.mark.parametrize("seed", [3, *(pytest.param(seed, marks=NIGHTLY) for seed in range(4, 24))])
def test_where_nobody_leaves_drop_out_is_not_determined_and_buying_is(tmp_path: Path, seed: int) -> None:
    # given
    fit = fit_cdnow(log_of(tmp_path, nobody_leaves, varied, seed))
    # when
    text = fragment(fit)
    # then: no number for a and b, whatever the search ended on; r is near the truth
    found = numbers(text)
    assert "purchasing.a" not in found
    assert "purchasing.b" not in found
    assert "# purchasing.a: not determined: " in text
    assert abs(np.log(fit.purchasing.r.value / 0.8)) < 4 * fit.purchasing.r.standard_error / fit.purchasing.r.value
    assert {"purchasing.r", "purchasing.alpha", "basket.mean"} <= set(found)


@pytest.mark.parametrize(("price", "mean"), [(constant, 9.99), pytest.param(alike, 30 * np.exp(0.125), marks=NIGHTLY)])
def test_prices_that_tell_no_persons_apart_leave_the_spread_of_persons_open_and_stop_no_other_fit(
    tmp_path: Path, price: Price, mean: float
) -> None:
    text = fragment(fit_cdnow(log_of(tmp_path, some_leave, price)))

    found = numbers(text)
    assert "gamma_gamma.q" not in found
    assert "# gamma_gamma.q: not determined: " in text
    assert found["basket_moments.mean"] == pytest.approx(mean, rel=0.1)
    assert {"purchasing.r", "purchasing.a", "purchasing.b"} <= set(found)


def test_a_log_in_which_nobody_comes_again_says_so_of_each_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = log_of(tmp_path, some_leave, varied, repeats=False)

    assert main([str(path)]) == 0

    out, err = capsys.readouterr()
    found = numbers(out)
    assert [key for key in found if key.split(".")[0] in {"purchasing", "gamma_gamma", "basket_moments"}] == []
    assert found["cohort.persons"] == PERSONS
    told = {line.partition(":")[0]: line for line in err.splitlines()}
    assert "nobody bought twice" in told["basket_moments.mean"]
    assert "do not identify" in told["purchasing.r"] or "converged" in told["purchasing.r"]


def test_each_number_has_the_source_of_its_own_log(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = log_of(tmp_path, some_leave, varied)

    assert main([str(path), "Orders of my shop, 2024"]) == 0
    told = capsys.readouterr().out

    own = told.replace("Orders of my shop, 2024", source_of(path))
    assert "CDNOW" not in own
    lines = [line for line in own.splitlines() if not line.startswith("#")]
    assert {line.partition("source: ")[2].partition(";")[0] for line in lines} == {
        "my_shop.csv",
        "assumed: the log does not identify it",
    }


def test_a_log_of_which_nothing_is_said_is_named_by_its_file_and_the_published_one_by_its_paper(
    tmp_path: Path, data_folder: Path
) -> None:
    published = data_folder / "cdnow" / SAMPLE
    lines = published.read_text(encoding="utf-8").splitlines()
    (tmp_path / "copy.csv").write_text("\n".join(lines), encoding="utf-8-sig")
    (tmp_path / SAMPLE).write_text("\n".join(lines[:-1]), encoding="utf-8")

    assert source_of(published) == source_of(tmp_path / "copy.csv") == PUBLISHED
    assert source_of(tmp_path / SAMPLE) == SAMPLE


def test_one_of_two_parameters_is_determined_while_the_other_is_not() -> None:
    # given a likelihood that a second parameter does not enter
    def total(values: FloatArray) -> float:
        return float(400 * np.log(values[0]) - values[0] * 1600)

    # when
    found = estimated(total, [(1.0, 1.0), (1.0, 7.0)])
    # then
    assert found.estimates[0].value == pytest.approx(0.25, rel=1e-5)
    assert found.estimates[0].standard_error == pytest.approx(0.0125, rel=1e-3)
    assert np.isnan(found.estimates[1].value)
    assert found.estimates[1].reason == "a value 100 times as large fits the data as well"


def test_a_parameter_with_one_open_end_is_not_determined() -> None:
    # given a likelihood that falls towards 0 and stays flat above
    def total(values: FloatArray) -> float:
        return float(-100 / (1 + values[0]) - 400 * (np.log(values[1])) ** 2)

    # when
    found = estimated(total, [(50.0, 2.0)])
    # then
    assert found.estimates[0].reason
    assert found.estimates[1].value == pytest.approx(1, rel=1e-4)
