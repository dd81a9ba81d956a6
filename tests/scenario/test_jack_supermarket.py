"""Mrs Smith at Jack's supermarket: 50 x 52 x 10 by hand, and what the engine says."""

import numpy as np

from sim.engine.run import engine as compiled
from sim.model.events import Account
from sim.model.setting import LogLevel
from sim.scenario import load, load_experiment
from tests.oracles.checks import assert_caught, assert_holds, mean_score

BASKET, WEEKS, YEARS = 50, 52, 10
WORTH = BASKET * WEEKS * YEARS
RUNS = 200


def spent(**values: object) -> np.ndarray:
    """Return what each resident spent in ten years, in USD, over all runs."""
    changes = {key.replace("__", "."): value for key, value in values.items()}
    setting = load("jack_supermarket").with_values(changes).setting(f"{YEARS} years")
    runs = (compiled.run(setting, 1, k, LogLevel.NONE).people["totals"] for k in range(RUNS))
    return np.concatenate([totals[:, Account.SALES] for totals in runs]) / 100


def scores(found: np.ndarray) -> dict[str, float]:
    """Score the mean; visits are Poisson, so its deviation is known."""
    return {"spent": mean_score(found, WORTH, BASKET * (WEEKS * YEARS) ** 0.5)}


def test_one_resident_spends_26000_in_ten_years() -> None:
    """4,000 lives of ten years, standard error 18 USD: catches a worth off by .4%."""
    assert WORTH == 26_000
    assert_holds(scores(spent()))


def test_a_visit_more_a_year_is_seen() -> None:
    assert_caught(scores(spent(buying__rate="53/year")))


def test_the_experiment_makes_something_of_her_worth() -> None:
    """Under the experiment some residents leave, so that there is something to keep."""
    experiment = load_experiment("jack_supermarket")
    run = compiled.run(experiment.baseline.setting("10 years"), 1, 0, LogLevel.NONE)

    assert (run.people["cause"] > 0).any()
    assert [one.name for one in experiment.alternatives] == ["jack_apologises"]
