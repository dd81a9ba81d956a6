"""Where scenario files are looked for, and which files one of them may name.

A path inside a file is relative to that file and must stay, after all links are followed, inside the project folder:
the parent of the nearest folder called ``scenarios``, else the working directory, else the file's own folder.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from sim.scenario.characters import Unreadable, decoded, first_lookalike, instead
from sim.scenario.fault import Place, ScenarioError, fault, meant, shown
from sim.scenario.leaves import Misread, reference
from sim.scenario.tree import Scalar, lookalike

SUFFIXES = (".yaml", ".yml")
FOLDERS = {"market": "markets", "firm": "firms", "strategy": "strategies", "experiment": "experiments"}
SIMPLE = re.compile("[A-Za-z0-9_-]{1,64}")


def shipped() -> Path:
    """Return the folder of the scenarios that come with the package."""
    package = Path(__file__).resolve().parents[1]
    return package / "_scenarios" if (package / "_scenarios").is_dir() else package.parent / "scenarios"


def as_seen(path: str) -> str:
    """Return a path relative to the working directory."""
    try:
        return os.path.relpath(path)
    except (OSError, ValueError):  # another drive, or the working directory is gone
        return path


def project_of(path: str) -> str:
    """Return the real project folder of a file."""
    real = Path(os.path.realpath(path))
    for folder in real.parents:
        if folder.name == "_scenarios":
            return str(folder)
        if folder.name == "scenarios":
            return str(folder.parent)
    here = Path(os.path.realpath("."))
    return str(here if here in real.parents else real.parent)


def beside(path: str, named: Scalar, field: str, suffixes: tuple[str, ...] = SUFFIXES) -> str:
    """Return the real path of a file that another one names, relative to the latter.

    Raises
    ------
    ScenarioError
        At the place of the name: outside the project folder, wrong ending, or no such file.
    """
    try:
        reference(named)
    except Misread as misread:
        raise ScenarioError([fault(place, field, text) for place, text in misread.findings]) from None
    folder = os.path.dirname(os.path.realpath(path))  # noqa: PTH120 realpath is a text
    target = os.path.realpath(os.path.join(folder, named.text))  # noqa: PTH118
    project = project_of(path)
    if target != project and not target.startswith(project.rstrip(os.sep) + os.sep):
        raise ScenarioError(
            [fault(named.place, field, "leads outside the project folder; only files inside it can be named")]
        )
    odd = [] if os.path.lexists(target) else lookalike(named)  # a file may have them in its name
    if odd:
        raise ScenarioError([fault(place, field, text) for place, text in odd])
    if not target.endswith(suffixes):
        raise ScenarioError([fault(named.place, field, f"must end in {' or '.join(suffixes)}")])
    if not os.path.lexists(target):
        others = sorted(entry.name for entry in Path(target).parent.glob("*") if entry.name.endswith(suffixes))
        hint = meant(os.path.basename(named.text), others)  # noqa: PTH119
        raise ScenarioError([fault(named.place, field, f"no file '{shown(named.text)}'{hint}")])
    return target


def named_file(kind: str, named: Scalar, field: str = "", near: str = "") -> str:
    """Return the path of a file that is given by name, or by a path inside another file.

    Parameters
    ----------
    near
        The file that names it; a name is first looked for in the folders beside this file's folder, and never stands
        for that file itself.
    """
    if near and not SIMPLE.fullmatch(named.text):
        return beside(near, named, field)
    return _found(kind, named, field, near)


def given_file(kind: str, text: str) -> str:
    """Return the path of a file that a user gives: a path, or the name of one in ./scenarios, or of a shipped one."""
    place = Place(text)
    if not text or "\0" in text:
        raise ScenarioError([fault(Place("scenario"), "", "give a name or a path")])
    if os.path.isfile(text) or not SIMPLE.fullmatch(text):  # noqa: PTH113 a text
        if not os.path.lexists(text):
            raise ScenarioError([fault(place, "", "no such file; give a path, or the name of a scenario")])
        return text
    return _found(kind, Scalar(place, text), "", "")


def given_files(kinds: tuple[str, ...], text: str) -> list[str]:
    """Return every file of some kinds that a user gives by a name, in the order of the kinds.

    Raises
    ------
    ScenarioError
        If there is none.
    """
    if not SIMPLE.fullmatch(text):
        return [given_file(kinds[0], text)]
    found = [path for kind in kinds if (path := _first(kind, text, ""))]
    if not found:
        raise _unfound(kinds, Scalar(Place(text), text), "", "")
    return found


def folders(kind: str, near: str = "") -> list[Path]:
    """Return the folders in which names of a kind are looked for, first come first."""
    found = [Path("scenarios") / FOLDERS[kind], shipped() / FOLDERS[kind]]
    return [Path(os.path.realpath(near)).parent.parent / FOLDERS[kind], *found] if near else found


def _found(kind: str, named: Scalar, field: str, near: str) -> str:
    """Return the first file of a name."""
    path = _first(kind, named.text, near)
    if not path:
        raise _unfound((kind,), named, field, near)
    return path


def _first(kind: str, text: str, near: str) -> str:
    """Return the first file of a name, or an empty text."""
    paths = (folder / f"{text}{suffix}" for folder in folders(kind, near) for suffix in SUFFIXES)
    itself = os.path.realpath(near) if near else ""
    return next((str(path) for path in paths if path.is_file() and os.path.realpath(path) != itself), "")


def _unfound(kinds: tuple[str, ...], named: Scalar, field: str, near: str) -> ScenarioError:
    """Return the fault of a name that no file has, with what was probably meant."""
    places = [folder for kind in kinds for folder in folders(kind, near)]
    known = sorted({path.stem for folder in places for path in folder.glob("*") if path.suffix in SUFFIXES})
    hint = meant(named.text, known) or f"; put it into scenarios/{FOLDERS[kinds[0]]}/"
    beside_it = [f"{named.text}{suffix}" for suffix in SUFFIXES if near and _beside(near, named.text + suffix)]
    if beside_it:
        hint = f"; for the file in this folder write '{beside_it[0]}'"
    text = f"no {', '.join(kinds[:-1])}{' or ' if len(kinds) > 1 else ''}{kinds[-1]} '{shown(named.text)}'{hint}"
    return ScenarioError([fault(named.place, field, text)])


def _beside(path: str, name: str) -> bool:
    """Return whether a file lies in the folder of another one."""
    return (Path(os.path.realpath(path)).parent / name).is_file()


def contact_times(path: str, named: Scalar, span: float) -> tuple[float, ...]:
    """Return the rising times, in days, of a file with one number a line; messages never show its content.

    Parameters
    ----------
    span
        Days of one unit of the file.
    """
    from sim.scenario.reader import bytes_of  # noqa: PLC0415 the reader is heavy
    from sim.scenario.units import Wrong, number_of  # noqa: PLC0415

    field = "outside.times"
    target = beside(path, named, field, (".txt", ".csv"))
    try:
        content = decoded(bytes_of(target, named.place, field, 32 * 1024 * 1024))
    except Unreadable as error:
        raise ScenarioError([fault(named.place, field, f"line {error.line} of the file: {error}")]) from None
    times: list[float] = []
    for number, line in enumerate(content.split("\n"), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if odd := first_lookalike(text):
            raise ScenarioError([fault(named.place, field, f"line {number} of the file: {instead(odd)}")])
        try:
            times.append(float(number_of(text[:80])) * span)
        except Wrong:
            raise ScenarioError([fault(named.place, field, f"line {number} of the file is no plain number")]) from None
        if times[-1] < (times[-2] if len(times) > 1 else 0.0):
            raise ScenarioError([fault(named.place, field, f"line {number} of the file: times must rise from 0")])
    return tuple(times)
