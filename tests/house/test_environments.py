"""Fits and pinned records hold whatever computes: other kernels of linear algebra, fewer features, threads, no data.

A whole environment is a matter of what a process finds when it starts, so each one is a process of its own.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

# numpy's own lists, which say by name what it can be told to leave unused.
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

# What an optimiser, linear algebra or a library of functions finds, and what none of them may touch.
HELD = (
    "tests/calibration",
    "tests/scenario/test_cdnow_markets.py",
    "tests/experiment/test_statistics.py",
    "tests/golden",
)
MULTIPLIES = "import numpy as np; np.ones((64, 64)) @ np.ones((64, 64))"
FOUND = tuple(name for name in __cpu_dispatch__ if __cpu_features__[name])
NO_FEATURE = {"NPY_DISABLE_CPU_FEATURES": " ".join(FOUND)}
# Read by glibc alone; its exp and log round otherwise without these.
OLD_LIBRARY = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"}
NO_DATA = {"SIM_DATA": os.devnull}


def threads(number: int) -> dict[str, str]:
    return {"OPENBLAS_NUM_THREADS": str(number), "OMP_NUM_THREADS": str(number)}


def kernel(name: str) -> dict[str, str]:
    return {"OPENBLAS_CORETYPE": name}


ENVIRONMENTS: dict[str, Mapping[str, str]] = {
    "Haswell's kernels on two threads": kernel("Haswell") | threads(2),
    "Prescott's kernels on one thread": kernel("Prescott") | threads(1),
    "no feature that numpy finds": NO_FEATURE,
    "an old library of functions, no data": OLD_LIBRARY | NO_DATA,
    "all of it": kernel("Prescott") | threads(1) | NO_FEATURE | OLD_LIBRARY | NO_DATA,
}


def started(arguments: tuple[str, ...], root: Path, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python with the environment of this process and ``given``, without what tells pytest about this run."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "HYPOTHESIS"))}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, env=kept | given, capture_output=True, text=True, check=False)


def kernel_of(root: Path, given: Mapping[str, str]) -> str | None:
    """Return the kernels that numpy multiplies with; None if it does not say, or this processor cannot run them."""
    done = started(("-c", MULTIPLIES), root, {"OPENBLAS_VERBOSE": "2", **given})
    said = re.search(r"^Core: (\w+)", done.stderr, flags=re.MULTILINE)
    return said[1] if said and done.returncode == 0 else None


def reason_to_skip(root: Path, given: Mapping[str, str]) -> str | None:
    """Return why an environment says nothing here, or None."""
    if given.get("NPY_DISABLE_CPU_FEATURES") == "":
        return "numpy finds no feature of this processor that it could leave unused"
    if "OPENBLAS_CORETYPE" in given:
        asked, found = given["OPENBLAS_CORETYPE"], kernel_of(root, given)
        if found is None or (found != asked and found == kernel_of(root, {"OPENBLAS_CORETYPE": ""})):
            return f"numpy's linear algebra has no kernels {asked} that run here"
    return None


@pytest.mark.nightly
@pytest.mark.parametrize("name", ENVIRONMENTS)
def test_fits_and_pinned_records_hold_in_this_environment(root: Path, name: str) -> None:
    # given
    environment = ENVIRONMENTS[name]
    if reason := reason_to_skip(root, environment):
        pytest.skip(reason)
    # when
    done = started(("-m", "pytest", "-q", "-p", "no:cacheprovider", *HELD), root, environment)
    # then
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_an_environment_reaches_the_process_that_computes(root: Path) -> None:
    script = "from numpy._core._multiarray_umath import __cpu_features__ as f; print(*(n for n in f if f[n]))"
    plain, bare = (started(("-W", "error", "-c", script), root, given) for given in ({}, NO_FEATURE))

    assert (plain.returncode, bare.returncode) == (0, 0), plain.stderr + bare.stderr
    assert set(FOUND) <= set(plain.stdout.split())
    assert not set(FOUND) & set(bare.stdout.split())
