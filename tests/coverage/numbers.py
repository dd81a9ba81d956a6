"""The number that a row states, and whether it stands where the row says that it is shown."""

import re
from collections.abc import Iterable
from pathlib import Path

from tests.coverage.calls import constants_of
from tools.coverage import Row, listed

NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?%?")
FRACTION = re.compile(r"(\d+)/(\d+)")
ASIDE = re.compile(r"\(.*?\)")
PLACE_IN_A_LIST = re.compile(r"(?P<what>[a-z]+ )?(?P<k>\d+)(?:/| of )(?P<n>\d+)\b")
CLAIM = re.compile(r"\*\*Claim\.\*\*.*?\n\n", re.DOTALL)
UNABLE = "not shown: "
"""How ``shows`` begins where the number cannot be shown; the reason follows."""


def values(number: str) -> set[float]:
    """Return what a number may stand as: 65% as 65 or .65."""
    plain = float(number.rstrip("%").replace(",", ""))
    return {plain, plain / 100} if number.endswith("%") else {plain}


def stated(claim: str) -> list[set[float]]:
    """Return the numbers of a claim, each with the values as which it may be shown; what is in brackets is left out.

    2/3 is one number, 80/20 are two shares.
    """
    text = ASIDE.sub("", claim)
    pairs = FRACTION.findall(text)
    parts = [{int(a) / int(b)} for a, b in pairs if int(a) < int(b)]
    shares = [values(f"{one}%") for a, b in pairs if int(a) >= int(b) for one in (a, b)]
    return parts + shares + [values(one) for one in NUMBER.findall(FRACTION.sub("", text))]


def only_a_place(row: Row, rows: Iterable[Row]) -> bool:
    """Return whether a row's number is its place in a list that the rows of its section hold from first to last."""
    told = PLACE_IN_A_LIST.match(row.number)
    if told is None:
        return False
    siblings = (PLACE_IN_A_LIST.match(one.number) for one in rows if one.section == row.section)
    seen = {int(one["k"]) for one in siblings if one and (one["what"], one["n"]) == (told["what"], told["n"])}
    return seen == set(range(1, int(told["n"]) + 1))


def standing_in(place: str, root: Path) -> set[float]:
    """Return the numbers that stand in a test, a scenario file, or a claim card below its claim."""
    file, _, test = place.partition("::")
    if test:
        constants = constants_of(root / file, test)
        found = {float(one) for one in constants if isinstance(one, int | float)}
        texts = [one for one in constants if isinstance(one, str)]
    else:
        found, texts = set[float](), [CLAIM.sub("", (root / file).read_text(encoding="utf-8"))]
    return found.union(*(values(number) for text in texts for number in NUMBER.findall(text)))


def unshown(row: Row, rows: Iterable[Row], root: Path) -> list[str]:
    """Return what a covered row's number lacks: a place that shows all of it, or the reason why there is none."""
    wanted = stated(row.number)
    if not wanted or only_a_place(row, rows):
        return [] if not row.shows else ["shows: there is no number to show"]
    if row.shows.startswith(UNABLE):
        return []
    if not row.shows:
        return [f"shows: where '{row.number}' is shown, or '{UNABLE}why'"]
    there = set[float]().union(*(standing_in(place, root) for place in listed(row.shows)))
    return [f"shows: no {sorted(one)} in {row.shows}" for one in wanted if not one & there]
