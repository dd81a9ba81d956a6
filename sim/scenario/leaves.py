"""Reading one value of a scenario file: texts, words, times, and the values of parameters with their source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeVar

from sim.model.limits import LONGEST_RUN
from sim.model.quantities import Unit
from sim.scenario.fault import Place, meant, shown
from sim.scenario.tree import Items, Map, Node, Scalar, described, lookalike, twice
from sim.scenario.units import WRITTEN, Amount, Wrong, amount, months_in, number_of

LONGEST_TEXT = 2000
NAME = "[a-z][a-z0-9_]{0,63}"
UNQUOTED = re.compile(
    r"(?i:yes|no|on|off|y|n|true|false|null|~)|[-+]?[.]?[0-9][0-9_.,:]*(?:e[-+]?[0-9]+)?|0[xob][0-9a-f_]+|[-+]?[.](?i:inf|nan)"
)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
T = TypeVar("T")


class Misread(ValueError):  # noqa: N818 reads as what it says
    """A value that is not what its key asks for.

    Parameters
    ----------
    findings
        Place and text (what; what is allowed), one for each fault.
    """

    def __init__(self, findings: Sequence[tuple[Place, str]]) -> None:
        super().__init__(*findings)
        self.findings = list(findings)


def other(node: Node, what: str) -> Misread:
    """Return what to raise for a node of another kind: it is named, or the character that makes it another kind."""
    return Misread(lookalike(node) or [(node.place, f"write {what}, got {described(node)}")])


def _text(node: Node, what: str) -> Scalar:
    """Return a node that is a text, empty only in quotes, with whatever characters."""
    if isinstance(node, Scalar) and (node.text or not node.plain):
        return node
    raise other(node, what)


def _scalar(node: Node, what: str) -> Scalar:
    """Return a node that is a text of plain characters, empty only in quotes."""
    one = _text(node, what)
    if odd := lookalike(one):
        raise Misread(odd)
    return one


def fields(
    node: Node,
    readers: Mapping[str, Callable[[Node], object]],
    needed: Sequence[str] = (),
    wrong: Iterable[tuple[Place, str]] = (),
) -> dict[str, Any]:
    """Return the values of a map by key; every key that is unknown, given twice, missing or misread is a finding.

    Parameters
    ----------
    readers
        For each key that is known, what reads its value.
    wrong
        What is known to be wrong already.
    """
    if not isinstance(node, Map):
        raise other(node, f"a map with {', '.join(readers)}")
    findings, found, first = list(wrong), dict[str, Any](), dict[str, Scalar]()
    strays = [key for key, _ in node.entries if key.text not in readers]  # one of them may be meant for a missing one
    for key, value in node.entries:
        odd = lookalike(key)
        if odd:
            findings += odd
        elif key.text in first:
            findings.append((key.place, f"'{shown(key.text)}' is {twice(first[key.text])}"))
        elif key.text not in readers:
            findings.append((key.place, f"unknown key '{shown(key.text)}'{meant(key.text, list(readers))}"))
        else:
            first[key.text] = key
            try:
                found[key.text] = readers[key.text](value)
            except Misread as misread:
                findings += misread.findings
    for name in needed:
        if name not in first and not strays:
            findings.append((node.place, f"missing key '{name}'; known: {', '.join(readers)}"))
    if findings:
        raise Misread(findings)
    return found


def text(node: Node) -> str:
    """Return a text; what YAML would take for a number or a truth needs quotes."""
    one = _text(node, "a text")
    if not one.text.strip():
        raise Misread([(one.place, "is empty; write a text, or leave the key out")])
    if one.plain and UNQUOTED.fullmatch(one.text):
        raise Misread([(one.place, f"'{shown(one.text)}' reads as a number or a truth; put the text in quotes")])
    if CONTROL.search(one.text):
        raise Misread([(one.place, "control characters are not allowed in a text")])
    if len(one.text) > LONGEST_TEXT:
        raise Misread([(one.place, f"a text has at most {LONGEST_TEXT} characters")])
    return one.text


def word(node: Node, known: Sequence[str]) -> str:
    """Return one of the known words."""
    one = _scalar(node, f"one of {', '.join(known)}")
    if one.text not in known:
        raise Misread([(one.place, f"unknown word '{shown(one.text)}'{meant(one.text, known)}")])
    return one.text


def name(node: Node) -> str:
    """Return a name that is also fit for a file: small letters, digits, underscores."""
    one = _scalar(node, "a name")
    if not re.fullmatch(NAME, one.text) or UNQUOTED.fullmatch(one.text):
        what = f"'{shown(one.text)}' is no name"
        raise Misread([(one.place, f"{what}; a small letter first, then small letters, digits and _, at most 64")])
    return one.text


def reference(node: Node) -> Scalar:
    """Return the name or path of another file, with its place."""
    one = _text(node, "a name or a path relative to this file")
    if not one.text.strip():
        raise Misread([(one.place, "is empty; write a name or a path, or leave the key out")])
    if CONTROL.search(one.text) or "\\" in one.text or "://" in one.text or one.text.startswith(("/", "~")):
        raise Misread([(one.place, "must be a name, or a path relative to this file, inside the project folder")])
    return one


def truth(node: Node) -> bool:
    """Return true or false."""
    return bool(one_amount(node, Unit.SWITCH).number)


def named(node: Node) -> Scalar:
    """Return a name with its place."""
    return Scalar(node.place, name(node))


def run_length(node: Node) -> Fraction:
    """Return a time in days, above 0."""
    days = span(node)
    if not days:
        raise Misread([(node.place, "must be above 0 days; nothing happens in no time")])
    return days


def span(node: Node) -> Fraction:
    """Return a time in days, not below 0."""
    days = one_amount(node, Unit.TIME).number
    if days < 0:
        raise Misread([(node.place, "a time cannot be below 0 here")])
    if days > LONGEST_RUN:
        raise Misread([(node.place, f"too long; at most {LONGEST_RUN:,} days, which are 1,000 years")])
    return days


def whole_days(node: Node) -> int:
    """Return a time of whole days."""
    days = span(node)
    if days.denominator != 1:
        near = round(float(days))
        raise Misread([(node.place, f"must be whole days; write '{near} days' or '{near + 1} days'")])
    return int(days)


def months(node: Node) -> int:
    """Return the whole months of a time, of which a year has 12; at least one."""
    found = months_in(span(node))
    if found is None:
        raise Misread([(node.place, "must be whole months, as the books are; write '3 months' or '1 year'")])
    return found


def count(node: Node, low: int = 0, high: int = 10**9) -> int:
    """Return a whole number within bounds."""
    number = one_amount(node, Unit.COUNT).number
    if not low <= number <= high:
        raise Misread([(node.place, f"out of bounds; a whole number from {low} to {high}")])
    return int(number)


def positive(node: Node) -> float:
    """Return a bare number above 0."""
    one = _scalar(node, WRITTEN[Unit.NUMBER])
    try:
        found = float(number_of(one.text))
    except Wrong as wrong:
        raise Misread([(one.place, str(wrong))]) from None
    if not found > 0:
        raise Misread([(one.place, "must be above 0")])
    return found


def inner_share(node: Node) -> float:
    """Return a share that is neither nothing nor everything."""
    value = one_amount(node, Unit.SHARE).number
    if not 0 < value < 1:
        raise Misread([(node.place, f"out of bounds; {WRITTEN[Unit.SHARE]}, above 0% and below 100%")])
    return float(value)


def any_map(node: Node) -> Map:
    """Return a map, whatever its keys."""
    if not isinstance(node, Map):
        raise other(node, "a map of keys")
    if not node.entries:
        raise Misread([(node.place, "is empty; write keys below it, or leave it out")])
    return node


def many(node: Node, one: Callable[[Node], T], *, distinct: bool = False) -> tuple[T, ...]:
    """Return a list of at least one element, each read by ``one``; ``distinct`` texts do not come twice."""
    if not isinstance(node, Items):
        raise other(node, "a list such as [a, b]")
    if not node.items:
        raise Misread([(node.place, "is an empty list, which says nothing; write at least one element")])
    found, wrong, first = [], list[tuple[Place, str]](), dict[str, Scalar]()
    for item in node.items:
        try:
            found.append(one(item))
        except Misread as misread:
            wrong += misread.findings
        if distinct and isinstance(item, Scalar) and first.setdefault(item.text, item) is not item:
            wrong.append((item.place, f"'{shown(item.text)}' is {twice(first[item.text])}"))
    if wrong:
        raise Misread(wrong)
    return tuple(found)


def one_amount(node: Node, unit: Unit) -> Amount:
    """Return one amount of a unit; a number in quotes is refused."""
    one = _scalar(node, WRITTEN[unit])
    bare = unit in (Unit.SHARE, Unit.NUMBER, Unit.COUNT, Unit.SWITCH)
    if not one.plain and (bare or UNQUOTED.fullmatch(one.text)):
        raise Misread([(one.place, f"remove the quotes; write {WRITTEN[unit]}")])
    try:
        return amount(one.text, unit)
    except Wrong as wrong:
        raise Misread([(one.place, str(wrong))]) from None
