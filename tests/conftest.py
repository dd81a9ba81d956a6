"""What all tests share: the profiles of hypothesis, the folder of real data, pictures without a screen."""

import os
import signal
from pathlib import Path

import matplotlib as mpl
import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]

# No screen is needed, and a figure never waits for a person.
mpl.use("Agg")

# `ci` asks the same questions on every run: a change is judged, not the luck of the day. `nightly` looks further.
_SLOW_IS_NO_FAULT = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", derandomize=True, deadline=None, max_examples=25, database=None, suppress_health_check=_SLOW_IS_NO_FAULT
)
settings.register_profile(
    "nightly", deadline=None, max_examples=1000, print_blob=True, suppress_health_check=_SLOW_IS_NO_FAULT
)


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile: HYPOTHESIS_PROFILE if set, else `nightly` for `-m nightly`, else `ci`. Hear Ctrl-C."""
    # What a shell starts in the background ignores Ctrl-C, and so would the commands that tests interrupt.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    chosen = "nightly" if config.getoption("markexpr") == "nightly" else "ci"
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", chosen))


@pytest.fixture
def row_by_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each row in a shard of its own, however quickly it was computed, so that a test can take one away."""
    monkeypatch.setattr("sim.experiment.executor.WORTH_A_SHARD", 0.0)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder of real data: SIM_DATA, else ../shared/data beside the repository; skip without it."""
    folder = Path(os.environ.get("SIM_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        pytest.skip(f"no real data: set SIM_DATA to its folder (looked for {folder})")
    return folder
