from datetime import timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from sim.calibration import CdnowFit, fit_cdnow, fragment
from sim.calibration.__main__ import main
from sim.calibration.bgnbd import BgNbd, log_likelihood
from sim.calibration.cdnow import ORIGIN, SAMPLE
from sim.calibration.transactions import read_log, summarise


@lru_cache(maxsize=1)
def fitted(folder: Path) -> CdnowFit:
    return fit_cdnow(folder)


@pytest.fixture
def fit(data_folder: Path) -> CdnowFit:
    return fitted(data_folder)


@pytest.fixture(scope="module")
def small_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a made-up log of 600 persons in the sample's format, for a machine without the data."""
    generator = np.random.default_rng(11)
    lines = ["master_id,id,date,cds,amount"]
    for person in range(600):
        day, rate, leaves = int(generator.integers(84)), generator.gamma(0.8, 1 / 60), generator.beta(0.9, 2.5)
        personal = 30 * np.exp(0.4 * generator.standard_normal())
        while day < 546:
            amount = personal * np.exp(0.5 * generator.standard_normal())
            lines.append(f"{person},{person:04d},{ORIGIN + timedelta(days=day)},1,{amount:.2f}")
            day += 1 + int(generator.exponential(1 / rate)) if generator.random() > leaves else 1000
    folder = tmp_path_factory.mktemp("shop")
    (folder / SAMPLE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


# ------------------------------------------------------------------ the sample


def test_purchasing_is_the_published_fit(fit: CdnowFit) -> None:
    bought = fit.purchasing.parameters
    assert (bought.r, bought.alpha / 7, bought.a, bought.b) == pytest.approx((0.2426, 4.4136, 0.7929, 2.4259), abs=6e-5)
    assert fit.log_likelihood_weeks == pytest.approx(-9582.43, abs=5e-3)
    assert fit.purchasing.spread < 1e-6


def test_standard_errors_are_those_of_the_curvature_in_natural_parameters(fit: CdnowFit, data_folder: Path) -> None:
    # given the log-likelihood in the natural parameters, where the fit itself works with logarithms
    summary = summarise(read_log(data_folder / "cdnow" / SAMPLE, ORIGIN), 273)
    history = (summary.repeats, summary.last.astype(np.float64), summary.observed.astype(np.float64))
    top = np.array(fit.purchasing.parameters[:4])
    steps = np.diag(0.004 * top)

    def total(values: np.ndarray) -> float:
        return float(log_likelihood(BgNbd(*values.tolist()), *history).sum())

    # when
    curvature = [
        [
            (total(top + i + j) - total(top + i - j) - total(top - i + j) + total(top - i - j))
            / (4 * i.max() * j.max())
            for j in steps
        ]
        for i in steps
    ]
    errors = np.sqrt(np.diag(np.linalg.inv(-np.array(curvature))))
    # then
    bought = fit.purchasing
    assert [e.standard_error for e in (bought.r, bought.alpha, bought.a, bought.b)] == pytest.approx(errors, rel=1e-3)


def test_service_market_has_smaller_personal_drop_out(fit: CdnowFit) -> None:
    a_and_b = [(service.parameters.a, service.parameters.b) for service in fit.service]
    assert a_and_b == [pytest.approx((0.523, 1.803), abs=6e-4), pytest.approx((0.420, 1.553), abs=6e-4)]
    assert [service.parameters.extra_stay for service in fit.service] == [0.97, 0.955]


def test_counts_are_the_published_ones(fit: CdnowFit) -> None:
    assert fit.histogram == (1411, 439, 214, 100, 62, 38, 29, 64)
    assert (fit.persons, fit.rows, fit.purchases, fit.zero_purchases) == (2357, 6919, 6696, 8)
    assert sum(fit.entries) == 2357
    assert (sum(fit.weekly[:39]), sum(fit.weekly[39:])) == (2457, 1882)


def test_holdout_is_missed_by_twelve_per_cent_as_published(fit: CdnowFit) -> None:
    assert fit.holdout.actual == 1882
    assert fit.holdout.expected == pytest.approx(1653, abs=0.5)
    assert fit.holdout.absolute_error == pytest.approx(0.7855, abs=5e-5)
    # 2.58% is printed; its way to count days is not. Ours gives 2.63%; half a day more for everyone gives 2.57%.
    assert fit.holdout.curve_error == pytest.approx(0.0258, abs=1e-3)


def test_expected_curve_and_histogram_stay_near_the_calibration_data(fit: CdnowFit) -> None:
    assert fit.expected_cumulative[38] == pytest.approx(2457, rel=0.02)
    assert sum(fit.expected_histogram) == pytest.approx(2357)
    assert fit.expected_histogram == pytest.approx(fit.histogram, rel=0.13)


def test_gamma_gamma_is_the_published_fit(fit: CdnowFit) -> None:
    found = (fit.gamma_gamma.p.value, fit.gamma_gamma.q.value, fit.gamma_gamma.v.value)
    assert found == pytest.approx((6.2496, 3.7442, 15.4435), abs=2e-4)


def test_mean_basket_lies_between_the_persons_mean_and_the_purchases_mean(fit: CdnowFit) -> None:
    # Those who buy more often also spend more each time; the engine's independent draws do not hold that.
    assert fit.basket.mean.value == pytest.approx(32.588, abs=1e-3)
    assert fit.basket_moments.mean.value == pytest.approx(32.755, abs=1e-3)
    assert fit.mean_per_purchase > fit.basket_moments.mean.high
    assert fit.basket.mean.low < fit.basket_moments.mean.value < fit.basket.mean.high


def test_top_fifth_holds_the_published_shares(fit: CdnowFit) -> None:
    assert (fit.top_purchases, fit.top_spend) == pytest.approx((0.571, 0.674), abs=5e-4)


# ------------------------------------------------------------------ any folder


def test_fragment_is_yaml_that_gives_back_the_fit(small_shop: Path) -> None:
    # given
    fit = fitted(small_shop)
    # when
    read = YAML(typ="safe").load(fragment(fit))
    # then: estimates to a hundredth of their standard error, other numbers to six digits
    for key, estimate in (("purchasing.alpha", fit.purchasing.alpha), ("basket.mean", fit.basket.mean)):
        assert read[key] == pytest.approx(estimate.value, abs=estimate.standard_error / 100)
    assert read["service_955.extra_stay"] == 0.955
    assert read["holdout.expected"] == pytest.approx(fit.holdout.expected, rel=1e-5)
    assert read["cohort.entries"] == list(fit.entries)
    assert read["cohort.weekly_repeats"] == list(fit.weekly)
    assert read["holdout.actual"] == fit.holdout.actual


def test_every_value_of_the_fragment_names_its_source(small_shop: Path) -> None:
    text = fragment(fitted(small_shop))
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) == len(YAML(typ="safe").load(text))
    assert [line for line in lines if "  # " not in line or "source: " not in line] == []


def test_command_writes_the_fragment_to_standard_output(small_shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(small_shop)]) == 0
    assert capsys.readouterr().out == fragment(fitted(small_shop))


def test_command_without_data_says_what_to_give(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
    assert main([str(tmp_path)]) == 2
    assert SAMPLE in capsys.readouterr().err
