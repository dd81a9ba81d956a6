"""What is installed, locked and shipped is what we meant."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from ruamel.yaml import YAML

LOCKS = ("requirements.lock", "requirements-dev.lock")

# Releases below these have known holes. Where no advisory can be reached, this is the check.
SAFETY_FLOORS = {"distributed": "2026.1.0", "jupyter-server": "2.20.0", "nbconvert": "7.17.1", "pyarrow": "14.0.1"}

# The libraries chosen. A new one needs a page in docs/decisions first.
RUN_TIME = {
    "jinja2",
    "loky",
    "matplotlib",
    "numba",
    "numpy",
    "pandas",
    "pyarrow",
    "ruamel-yaml",
    "scipy",
    "simpy",
    "tqdm",
    "typer",
}


def locked(text: str) -> dict[str, Requirement]:
    """Return the pinned requirements of a lock file by canonical name; refuse what is not pinned with hashes."""
    found = {}
    for entry in re.sub(r"\\\n", " ", text).splitlines():
        if not entry.strip() or entry.lstrip().startswith("#"):
            continue
        head, *digests = re.split(r"\s--hash=", entry)
        requirement = Requirement(head.strip())
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), f"not pinned: {head}"
        assert digests, f"no hash: {head}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest.strip()) for digest in digests), f"odd hash: {head}"
        found[canonicalize_name(requirement.name)] = requirement
    return found


def version_of(requirement: Requirement) -> str:
    """Return the version that a lock's line pins."""
    return str(requirement.specifier).removeprefix("==")


def below_floor(versions: dict[str, str]) -> list[str]:
    """Return the packages whose version is below the floor table."""
    return [
        f"{name} {versions[name]} < {floor}"
        for name, floor in SAFETY_FLOORS.items()
        if name in versions and Version(versions[name]) < Version(floor)
    ]


def build_wheel(root: Path, folder: Path) -> Path:
    """Build the wheel from a copy of the tree, as a fresh clone would."""
    source = folder / "source"
    source.mkdir(parents=True)
    for name in ("sim", "scenarios"):
        shutil.copytree(root / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(root / name, source / name)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(source)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_address_and_gives_hashes_for_every_requirement(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    assert locked(text)
    assert not re.search(r"://|^\s*-|@ |\s/\w", text.replace("    --hash=", "    "), flags=re.MULTILINE)


@pytest.mark.parametrize("planted", ["simpy==4.1.1\n", "simpy>=4 --hash=sha256:" + "0" * 64, "simpy==4 --hash=md5:0"])
def test_a_line_without_pin_or_hash_is_refused(planted: str) -> None:
    with pytest.raises(AssertionError, match=r"not pinned|no hash|odd hash"):
        locked(planted)


def test_the_locks_hold_what_pyproject_asks_for_and_the_build_backend(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    tools = project["project"]["optional-dependencies"]["dev"]
    for name, requirements in zip(LOCKS, (wanted, wanted + tools), strict=True):
        pins = locked((root / name).read_text(encoding="utf-8"))
        for requirement in map(Requirement, requirements):
            pin = pins[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version_of(pin)), f"{name}: {pin} does not fit {requirement}"


def test_the_lock_for_developers_repeats_the_one_for_users(root: Path) -> None:
    users, developers = (locked((root / name).read_text(encoding="utf-8")) for name in LOCKS)
    assert {name: str(pin) for name, pin in developers.items() if name in users} == {
        name: str(pin) for name, pin in users.items()
    }


def test_the_run_time_libraries_are_the_chosen_ones(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {canonicalize_name(Requirement(line).name) for line in project["dependencies"]} == RUN_TIME


def test_no_installed_or_locked_package_is_below_the_floor_table(root: Path) -> None:
    installed = {canonicalize_name(found.name): found.version for found in importlib.metadata.distributions()}
    assert not below_floor(installed)
    for name in LOCKS:
        pins = locked((root / name).read_text(encoding="utf-8"))
        assert not below_floor({package: version_of(pin) for package, pin in pins.items()})


def test_a_package_below_the_floor_table_is_found() -> None:
    assert below_floor({"pyarrow": "14.0.0", "nbconvert": "7.17.1"}) == ["pyarrow 14.0.0 < 14.0.1"]


def test_hooks_before_a_commit_are_local(root: Path) -> None:
    hooks = YAML(typ="safe", pure=True).load(root / ".pre-commit-config.yaml")
    assert {repository["repo"] for repository in hooks["repos"]} == {"local"}
    assert {hook["language"] for repository in hooks["repos"] for hook in repository["hooks"]} == {"system"}


def test_the_wheel_holds_the_package_its_types_and_every_scenario(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build_wheel(root, tmp_path)) as wheel:
        held = set(wheel.namelist())
    scenarios = {
        f"sim/_scenarios/{path.relative_to(root / 'scenarios').as_posix()}"
        for path in (root / "scenarios").rglob("*.yaml")
    }
    assert scenarios, "no scenario to ship"
    font = {f"sim/experiment/fonts/{name}" for name in ("SimSansSC-Regular.otf", "OFL.txt")}
    assert {"sim/__init__.py", "sim/py.typed", *font, *scenarios} <= held
    foreign = {name for name in held if not re.match(r"sim/|customer_lifecycle_sim-[^/]+\.dist-info/", name)}
    assert not foreign


@pytest.mark.nightly
def test_two_builds_of_the_wheel_are_byte_identical(root: Path, tmp_path: Path) -> None:
    first, second = (build_wheel(root, tmp_path / name).read_bytes() for name in ("first", "second"))
    assert first == second
