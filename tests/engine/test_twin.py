"""The compiled twin: its cache knows every source, each rule is compiled once, and nothing falls back in silence."""

import ast
import math
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
import pytest

from sim.engine.read import engine as reference
from sim.engine.run import engine as compiled
from sim.engine.run import linking, twin
from sim.experiment.engines import engine_of
from tests.golden.cases import CASES

LOOK = """
import sys
from pathlib import Path
from sim.engine.run.twin import source_digest

root = Path("sim")
sources = sorted(root.glob("model/**/*.py")) + sorted(root.glob("engine/**/*.py")) + [root / "record.py"]
solved = [path for path in sources if path.parent == root / "model" / "level"]  # before an engine starts
sources = [path for path in sources if path not in solved]
first = source_digest()
unseen = []
for path in sources:
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\\n# one line more\\n", encoding="utf-8")
    if source_digest() == first:
        unseen.append(str(path))
    path.write_text(text, encoding="utf-8")
assert len(sources) > 25, sources
assert unseen == [], f"a change of these leaves the cache as it was: {unseen}"
assert source_digest() == first
new = root / "model" / "rules" / "newer.py"
new.write_text("", encoding="utf-8")
assert source_digest() != first
new.rename(root / "model" / "newer.py")
assert source_digest() != first
(root / "model" / "newer.py").unlink()
solved[0].write_text("# not part of the machine code\\n", encoding="utf-8")
assert source_digest() == first
(root / "response" / "money.py").write_text("# not part of the machine code\\n", encoding="utf-8")
assert source_digest() == first
print(first)
"""


def digest_seen(folder: Path, **environment: str) -> str:
    """Return the digest that a new interpreter sees in a copy of the sources, after planting changes in it."""
    done = subprocess.run(
        [sys.executable, "-c", LOOK], cwd=folder, env={**os.environ, **environment, "PYTHONPATH": str(folder)},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_cache_is_named_by_every_source_and_option(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "sim", tmp_path / "sim", ignore=shutil.ignore_patterns("__pycache__"))

    plain = digest_seen(tmp_path, SIM_BOUNDSCHECK="")
    checked = digest_seen(tmp_path, SIM_BOUNDSCHECK="1")

    assert len({plain, checked}) == 2
    assert twin.source_digest() in (plain, checked)  # the copy has the same text


def test_the_cache_folder_is_private_and_named_by_the_digest(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "cache"))

    folder = Path(twin.cache_folder())

    assert folder == tmp_path / "cache" / twin.source_digest()
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_a_cache_that_cannot_be_written_gives_way_to_a_temporary_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    occupied = tmp_path / "a file"
    occupied.write_text("")
    monkeypatch.setenv("SIM_CACHE", str(occupied))

    folder = Path(twin.cache_folder())

    assert folder.is_dir()
    assert occupied not in folder.parents


def test_a_function_has_one_form_for_all_integers() -> None:
    # Given a rule that is called with a constant, a small and a large integer
    inner = twin.jit(lambda x, y: x + y)
    narrow = np.zeros(1, np.int8)

    @numba.njit(**twin.OPTIONS)
    def outer(a, n):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return inner(1, n) + inner(2, 3) + inner(a[0], n) + inner(n, 4)

    # Then it is compiled once
    assert outer(narrow, 5) == 6 + 5 + 5 + 9
    assert len(inner.signatures) == 1


def test_whatever_the_setting_the_engine_is_compiled_once() -> None:
    for case in CASES.values():
        compiled.run(*case)

    assert len(compiled.simulate.signatures) == 1
    assert compiled.simulate.targetoptions["nopython"]


def test_every_rule_is_bound_to_a_compiled_form() -> None:
    names = {
        name
        for module in twin.RULE_MODULES
        for name, value in vars(module).items()
        if callable(value) and getattr(value, "__module__", "") == module.__name__ and not isinstance(value, type)
    }

    assert len(names) > 80
    assert [name for name in sorted(names) if not isinstance(getattr(twin, name), twin.OneForm)] == []


def test_numbers_are_taken_apart_and_put_together_as_by_the_c_library() -> None:
    @numba.njit  # type: ignore[untyped-decorator]
    def by_bits(x: float, e: int) -> tuple[float, int, float]:
        mantissa, exponent = twin.frexp(x)
        return mantissa, exponent, twin.ldexp(mantissa, e)

    least, most = 5e-324, sys.float_info.max
    numbers = [least, 3 * least, sys.float_info.min, 0.1, 0.5, math.nextafter(1.0, 0.0), 1.0, 2.0**53 + 2, most]
    powers = [-1000, -54, 0, 1, 1000, 1001, 1024]

    for x in numbers:
        for e in powers:
            mantissa, exponent = math.frexp(x)
            assert by_bits(x, e) == (mantissa, exponent, math.ldexp(mantissa, e))


def test_no_constant_of_the_rules_takes_the_place_of_one_of_the_twin() -> None:
    tree = ast.parse(Path(twin.__file__).read_text(encoding="utf-8"))
    own = {
        name.id
        for line in tree.body
        for name in ast.walk(line)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    bound = {
        name for module in twin.RULE_MODULES for name, value in vars(module).items() if isinstance(value, int | float)
    }

    assert own & bound == set()


def test_what_numba_cannot_compile_fails_aloud() -> None:
    # Given a rule that looks something up in a mapping of this module, which the dialect forbids
    forbidden = twin.jit(lambda x: os.environ.get("HOME", x))

    @numba.njit(**twin.OPTIONS)
    def outer(x):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        return forbidden(x)

    with pytest.raises(numba.core.errors.TypingError):
        outer(1)


def test_an_engine_is_the_one_that_was_asked_for() -> None:
    assert engine_of("compiled") is compiled.run
    assert engine_of("reference") is reference.run
    with pytest.raises(Exception, match="fastest"):
        engine_of("fastest")


CHECKED = """
import numba, numpy as np
from sim.engine.run import calendar, days, desk, engine as compiled, twin, world
from sim.engine.run.engine import simulate, world_of
from sim.model.setting import LogLevel
from tests.engine.off import WORLDS, awake
from tests.golden.cases import CASES, pinned

wrong = [name for name, case in CASES.items() if compiled.run(*case).digest() != pinned()["digests"][name]]
assert wrong == [], wrong
for name in WORLDS:
    for seed in range(20):
        for level in LogLevel:
            compiled.run(awake(name), seed, 0, level)
many = {
    name: len(f.signatures)
    for module in (twin, calendar, world, days, desk, compiled)
    for name, f in vars(module).items()
    if isinstance(f, twin.OneForm)
}
several = {"u64", "longer"}  # of integers with and without sign; of arrays of every kind
assert [name for name, n in many.items() if n > 1 and name not in several] == []
assert sum(n == 1 for n in many.values()) > 100
w = world_of(awake("first"), 1, 0, LogLevel.NONE)._replace(ledger=np.zeros(13, np.int64))
try:
    simulate(w, np.uint64(1), np.uint64(0), 1, 10**9)
except IndexError:
    print("the planted fault was seen")
"""
OTHER_NUMBA = """
from sim.engine.run import linking
linking.TRIED = "no version"
from sim.engine.run import engine as compiled, twin
from tests.golden.cases import CASES, pinned
assert twin.INNER_COMPILER is twin.ENTRY_COMPILER is linking.Compiler
assert all(compiled.run(*case).digest() == pinned()["digests"][name] for name, case in CASES.items())
"""
HYPOTHESIS = "tests/engine/test_engines_agree.py::test_engines_agree_on_random_settings"


@pytest.mark.nightly
def test_no_array_is_left_when_bounds_are_checked(root: Path, tmp_path: Path) -> None:
    """Compiles everything anew with bounds checking: pinned cases, worlds with everything awake, 100 random settings.

    The planted fault is a ledger that is too short.
    """
    environment = {**os.environ, "SIM_BOUNDSCHECK": "1", "SIM_CACHE": str(tmp_path), "PYTHONPATH": str(root)}
    script = [sys.executable, "-c", CHECKED]
    trials = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        HYPOTHESIS,
        "tests/engine/test_visiting_order.py",
    ]

    for command in (script, trials):
        done = subprocess.run(command, cwd=root, env=environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert command is trials or "the planted fault was seen" in done.stdout


def test_with_a_numba_that_was_not_tried_everything_is_linked_its_own_way() -> None:
    tried = linking.compilers(numba.__version__)

    assert tried == (linking.InnerCompiler, linking.EntryCompiler), "the locked numba is the one that was tried"
    assert linking.compilers("9.9.9") == (linking.Compiler, linking.Compiler)


@pytest.mark.nightly
def test_linked_numbas_own_way_the_engine_leaves_the_pinned_records(root: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "SIM_CACHE": str(tmp_path), "PYTHONPATH": str(root)}

    done = subprocess.run(
        [sys.executable, "-c", OTHER_NUMBA], cwd=root, env=environment, check=False, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stdout + done.stderr
