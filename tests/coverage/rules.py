"""What a covered row must name before it counts: the rule of docs/coverage.csv, kind by kind."""

import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from sim.response import RESPONSES
from tests.coverage.calls import called_by, known, module_of
from tests.coverage.flips import STRATEGY, flip_of, needs_of
from tests.coverage.numbers import UNABLE, unshown
from tools.coverage import FLIPPED, Row, listed

TEST = re.compile(r"tests/[\w/]+\.py::test_\w+")
CARD = re.compile(r"docs/claims/(?P<id>[A-O]\d\d)\.md")
RUNS = re.compile(r"notebooks/\w+\.ipynb|scenarios/experiments/\w+\.yaml")
WORD = re.compile(r"docs/glossary\.md#[\w ]+")
PLAYED = re.compile(r"scenarios/strategies/\w+\.yaml")
WORLD = re.compile(r"scenarios/markets/\w+\.yaml")
FORMS = (TEST, CARD, RUNS, WORD, PLAYED, WORLD)
MEETS = {"K": TEST, "V": CARD, "X": RUNS, "T": RUNS, "O": WORD, "S": PLAYED}
VERDICT = re.compile(r"\*\*Recorded verdict: (input|emerges|does not emerge|depends)\.\*\*")


def words_of(glossary: Path) -> set[str]:
    """Return the words that a glossary's table explains."""
    lines = glossary.read_text(encoding="utf-8").splitlines()
    return {line.split("|")[1].strip() for line in lines if line.startswith("| ")}


def missing(place: str, root: Path) -> str:
    """Return what is wrong with a named place; empty if it is there."""
    if not any(form.fullmatch(place) for form in FORMS):
        return f"{place} is no place that can be looked up"
    file, _, inside = place.partition("::")
    file, _, word = file.partition("#")
    path = root / file
    if not path.is_file():
        return f"no file {file}"
    if inside and inside not in module_of(path).functions:
        return f"no test {inside} in {file}"
    if word and word not in words_of(path):
        return f"no line '{word}' in {file}"
    return ""


def uncollected(places: Iterable[str], root: Path) -> list[str]:
    """Return the tests among some places that pytest does not collect when it is called as `make test` calls it."""
    tests = sorted({place for place in places if TEST.fullmatch(place)})
    files = sorted({place.partition("::")[0] for place in tests})
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *files]
    said = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True).stdout
    collected = {line.partition("[")[0] for line in said.splitlines()}
    return [test for test in tests if test not in collected]


def uncalled(row: Row, root: Path) -> list[str]:
    """Return what is wrong with the responses of a row of kind K."""
    if "K" not in row.kinds:
        return ["reads: only a row of kind K has responses to call"] if row.reads else []
    if not row.reads:
        return ["K: no response is named"]
    tests = [place.partition("::") for place in row.places if TEST.fullmatch(place)]
    called = set[str]().union(*(called_by(root / file, test) for file, _, test in tests))
    strangers = [f"K: there is no response '{name}'" for name in listed(row.reads) if not known(name)]
    return strangers or [f"K: no named test calls {name}" for name in listed(row.reads) if name not in called]


def unflipped(row: Row, keys: Iterable[str]) -> list[str]:
    """Return what is wrong with the flip of a row of kind M, P or S."""
    if not row.kinds & FLIPPED:
        return []
    if not (row.flip and row.response in RESPONSES and row.sign in {"+", "-", "0"}):
        return [f"{'/'.join(sorted(row.kinds & FLIPPED))}: no flip with a known response and a sign"]
    flip = flip_of(row)
    strangers = {flip.key, *needs_of(row)} - {*keys, STRATEGY}
    found = [f"flip: there is no parameter '{key}'" for key in sorted(strangers)]
    if row.kinds & FLIPPED == {"S"} and flip.key != STRATEGY:
        found.append("S: the flip is a parameter's, not the strategy's")
    if row.sign == "0" and not any(map(TEST.fullmatch, row.places)):
        found.append("flip: a sign of 0 shows no direction, and no test does")
    if flip.key == STRATEGY and flip.after not in row.strategies:
        found.append(f"S: the flip's strategy is not among the places: {flip.after}")
    return found


def unjudged(row: Row, root: Path) -> list[str]:
    """Return what is wrong with the claim card of a row of kind V."""
    cards = [(one["id"], root / place) for place in row.places if (one := CARD.fullmatch(place))]
    if "V" not in row.kinds:
        return []
    if [name for name, _ in cards] != [row.id]:
        return [f"V: no card {row.id}"]
    return [] if VERDICT.search(cards[0][1].read_text(encoding="utf-8")) else [f"V: {row.id} records no verdict"]


def gaps(row: Row, rows: Iterable[Row], root: Path, keys: Iterable[str]) -> list[str]:
    """Return everything for want of which a covered row may not count; empty if it may."""
    places = (*row.places, *(() if row.shows.startswith(UNABLE) else listed(row.shows)))
    if gone := [wrong for place in places if (wrong := missing(place, root))]:
        return gone
    unmet = [kind for kind, form in MEETS.items() if kind in row.kinds and not any(map(form.fullmatch, row.places))]
    return [
        *(f"{kind}: nothing of this kind is named" for kind in unmet),
        *uncalled(row, root),
        *unflipped(row, keys),
        *unjudged(row, root),
        *unshown(row, rows, root),
    ]


def shared(rows: Iterable[Row]) -> dict[tuple[str, ...], list[str]]:
    """Return the flips that serve more than one row: key, response, sign, and for a strategy its name."""
    found = defaultdict(list)
    for row in rows:
        if row.flip:
            flip = flip_of(row)
            name = flip.after if flip.key == STRATEGY else ""
            found[flip.key, name, row.response, row.sign].append(row.id)
    return {flip: served for flip, served in found.items() if len(served) > 1}
