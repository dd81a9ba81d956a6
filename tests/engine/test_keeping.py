"""Machine code on disk: only what is ours and whole is used; whatever else lies there costs time and nothing more."""

from __future__ import annotations

import json
import logging
import os
import pickle
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.engine.run import keeping

ROUND = """
import json, logging, sys
from pathlib import Path
logging.basicConfig(stream=sys.stderr, format="%(message)s")
from sim.engine.run import keeping, twin
twin.cache_folder = lambda: keeping.private_folder("here")

def double(x):
    return 2 * x

entry = twin.compiled_on_disk("compiling double")(double)
ready = twin.KEPT[-1].holds()
print(json.dumps([ready, twin.called(entry, 21), twin.KEPT[-1].holds(), str(twin.KEPT[-1].folder)]))
"""


def round_trip(cache: Path, **environment: str) -> tuple[bool, str]:
    """Let a new process compile or load a function; return whether it said that it compiles, and its folder."""
    done = subprocess.run(
        [sys.executable, "-c", ROUND],
        env={**os.environ, "SIM_CACHE": str(cache), **environment},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ready, answer, kept, folder = json.loads(done.stdout)
    assert (answer, kept) == (42, True)
    assert ready == ("compiling double" not in done.stderr)
    return ready, folder


def truncate(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    "harm", [flip, *(pytest.param(harm, marks=pytest.mark.nightly) for harm in (truncate, empty, remove))]
)
def test_damaged_machine_code_is_made_anew_and_never_run(harm: Callable[[Path], None], tmp_path: Path) -> None:
    # Given a function that one process has compiled and another has found ready
    assert round_trip(tmp_path / "cache") == (False, str(tmp_path / "cache" / "here"))
    assert round_trip(tmp_path / "cache")[0]

    # When its file is harmed
    (code,) = (tmp_path / "cache" / "here").glob("*.code")
    harm(code)

    # Then the next process is not told that it is ready, compiles, and heals the file
    assert not round_trip(tmp_path / "cache")[0]
    assert round_trip(tmp_path / "cache")[0]


class Trap:
    """What runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


def test_a_pickle_without_our_digest_is_not_opened(tmp_path: Path) -> None:
    round_trip(tmp_path / "cache")
    (code,) = (tmp_path / "cache" / "here").glob("*.code")

    code.write_bytes(pickle.dumps(Trap(tmp_path / "opened")))

    assert not round_trip(tmp_path / "cache")[0]
    assert not (tmp_path / "opened").exists()


def open_to_all(base: Path) -> None:
    base.mkdir()
    base.chmod(0o777)


def open_to_the_group(base: Path) -> None:
    base.mkdir()
    base.chmod(0o770)


def a_link(base: Path) -> None:
    base.with_name("elsewhere").mkdir(mode=0o700)
    base.symlink_to("elsewhere")


def a_link_within(base: Path) -> None:
    base.mkdir(mode=0o700)
    base.with_name("elsewhere").mkdir(mode=0o700)
    (base / "here").symlink_to("../elsewhere")


def leaf_open_to_all(base: Path) -> None:
    (base / "here").mkdir(parents=True)
    (base / "here").chmod(0o777)


def under_a_folder_of_all(base: Path) -> None:
    base.parent.chmod(0o777)
    base.mkdir(mode=0o700)


def somebody_elses(base: Path) -> None:
    if os.getuid():
        pytest.skip("only root can give a folder away")
    base.mkdir(mode=0o700)
    os.chown(base, 54321, 54321)


def somebody_elses_leaf(base: Path) -> None:
    somebody_elses(base)
    os.chown(base, 0, 0)
    (base / "here").mkdir(mode=0o700)
    os.chown(base / "here", 54321, 54321)


def a_file(base: Path) -> None:
    base.write_text("")


@pytest.mark.parametrize(
    "prepared",
    [
        open_to_all, open_to_the_group, a_link, a_link_within, leaf_open_to_all, under_a_folder_of_all,
        somebody_elses, somebody_elses_leaf, a_file,
    ],
)  # fmt: skip
def test_a_folder_that_others_could_have_filled_is_not_used(
    prepared: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath("up").mkdir()
    base = tmp_path / "up" / "cache"
    prepared(base)
    monkeypatch.setenv("SIM_CACHE", str(base))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    folder = keeping.private_folder("here")

    assert base not in folder.parents
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_where_no_usual_folder_is_private_a_new_one_serves_this_process_and_its_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name in ("cache", f"customer-lifecycle-sim-{os.getuid()}"):
        open_to_all(tmp_path / name)

    folder = keeping.private_folder("here")

    assert folder.parent.parent == tmp_path
    assert folder.parent.name not in ("cache", f"customer-lifecycle-sim-{os.getuid()}")
    assert keeping.private_folder("here") == folder  # as a worker, which has the same environment, finds it


def test_a_folder_of_ours_that_others_could_only_read_is_closed_and_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cache").mkdir(mode=0o755)
    monkeypatch.setenv("SIM_CACHE", str(tmp_path / "cache"))

    assert keeping.private_folder("here") == tmp_path / "cache" / "here"
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_a_disk_that_refuses_machine_code_is_said_and_nothing_half_written_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    class Code:
        def _reduce(self) -> tuple[int]:
            return (1,)

    kept = keeping.Kept(full, tmp_path, "")
    with caplog.at_level(logging.WARNING, "sim"):
        monkeypatch.setattr(Path, "replace", full)
        kept.save_overload("signature", Code())

    assert "No space left on device; the engine is compiled again next time" in caplog.text
    assert list(tmp_path.iterdir()) == []
    assert not kept.holds()
