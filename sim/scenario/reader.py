"""From bytes to a tree with positions, without believing anything: caps first, then characters, then tokens.

Nothing is constructed by YAML type: no anchors, aliases, tags, directives, second documents. The tree is built in a
loop over the parser's events, so depth costs no stack.
"""

from __future__ import annotations

import os
import re
import stat
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.scanner import Scanner
from ruamel.yaml.tokens import (
    AliasToken,
    AnchorToken,
    BlockEndToken,
    BlockMappingStartToken,
    BlockSequenceStartToken,
    DirectiveToken,
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    TagToken,
)

from sim.scenario.characters import LOOKALIKE, Unreadable, decoded, instead
from sim.scenario.fault import Place, ScenarioError, fault
from sim.scenario.lookalikes import Stop, culprits
from sim.scenario.tree import Items, Map, Node, Scalar, lookalike

LARGEST_FILE = 128 * 1024
DEEPEST = 12
MOST_TOKENS = 20_000
UNSUITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
REFUSED = {
    AliasToken: "aliases (*name) are not allowed; write the value out",
    AnchorToken: "anchors (&name) are not allowed; write the value out",
    TagToken: "tags (!name) are not allowed; write the plain value",
    DirectiveToken: "directives (%...) are not allowed; remove the line",
}
_NO_YAML = (YAMLError, ValueError, IndexError, AttributeError, AssertionError, OverflowError, TypeError)
OPENING = (BlockMappingStartToken, BlockSequenceStartToken, FlowMappingStartToken, FlowSequenceStartToken)
ENDING = (BlockEndToken, FlowMappingEndToken, FlowSequenceEndToken)


class _Refused(Exception):  # noqa: N818 never leaves this module
    """A token that scenario files may not hold."""

    def __init__(self, mark: Any, text: str) -> None:  # noqa: ANN401  ruamel's marks carry no types
        super().__init__(text)
        self.mark = mark
        self.text = text


class _GuardedScanner(Scanner):
    """The scanner, stopping at the first token that a scenario file may not hold."""

    depth = 0
    tokens_given = 0

    def get_token(self) -> Any:  # noqa: ANN401
        """Return the next token, or refuse it."""
        token = super().get_token()
        self.tokens_given += 1
        if isinstance(token, OPENING):
            self.depth += 1
        elif isinstance(token, ENDING):
            self.depth -= 1
        if self.depth > DEEPEST:
            raise _Refused(token.start_mark, f"nested too deep; at most {DEEPEST} levels")
        if self.tokens_given > MOST_TOKENS:
            raise _Refused(token.start_mark, f"too many entries; at most {MOST_TOKENS} YAML tokens")
        if type(token) in REFUSED:
            raise _Refused(token.start_mark, REFUSED[type(token)])
        return token


def bytes_of(path: str, place: Place, field: str = "", largest: int = LARGEST_FILE) -> bytes:
    """Return the content of a regular file of at most ``largest`` bytes.

    Raises
    ------
    ScenarioError
        Missing, unreadable, too large, or not a regular file (folder, device, pipe, socket).
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "impossible name"
        raise ScenarioError([fault(place, field, f"cannot be read ({reason})")]) from None
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode):
        os.close(handle)
        raise ScenarioError([fault(place, field, "not a regular file; give a file, not a folder, pipe or device")])
    with os.fdopen(handle, "rb") as file:
        data = file.read(largest + 1) if about.st_size <= largest else b""
    if about.st_size > largest or len(data) > largest:
        raise ScenarioError([fault(place, field, f"too large; at most {largest // 1024} KiB")])
    return data


def text_of(data: bytes, file: str) -> str:
    """Return strict UTF-8 text without control characters; a byte order mark at the start is left out.

    Raises
    ------
    ScenarioError
        With the line and column of the first byte or character that does not fit.
    """
    try:
        text = decoded(data)
    except Unreadable as error:
        raise ScenarioError([fault(Place(file, error.line, error.col), "", str(error))]) from None
    text = text.replace("\r\n", "\n")
    wrong = UNSUITABLE.search(text)
    if wrong:
        place = _place_of(text, wrong.start(), file)
        name = f"U+{ord(wrong.group()):04X}"
        what = "a byte order mark" if name == "U+FEFF" else f"the control character {name}"
        raise ScenarioError([fault(place, "", f"{what} is not allowed; remove it")])
    return text


@lru_cache(maxsize=64)
def tree_of(data: bytes, file: str) -> Map:
    """Return the tree of one file.

    Parameters
    ----------
    data
        The bytes of the file.
    file
        Its name for messages.

    Raises
    ------
    ScenarioError
        With the place of the first thing that is no plain YAML.
    """
    text = text_of(data, file)
    try:
        root = _built(_events(text), file, text)
    except _Refused as refused:
        raise ScenarioError([fault(_at(refused.mark, file), "", refused.text)]) from None
    except MarkedYAMLError as error:
        place = _at(error.problem_mark or error.context_mark, file)
        odd = [fault(_place_of(text, at, file), "", instead(text[at])) for at in culprits(text, _stop)]
        raise ScenarioError(odd or [fault(place, "", _translated(error))]) from None
    except _NO_YAML:
        raise ScenarioError([fault(Place(file, 1, 1), "", "not YAML; see the examples in scenarios/")]) from None
    if not isinstance(root, Map):
        where = root.place if root else Place(file)
        text = "a map of keys is needed; begin with a line such as 'kind: market'"
        told = (lookalike(root) if root else []) or [(where, text)]
        raise ScenarioError([fault(place, "", what) for place, what in told])
    return root


def _events(text: str) -> Any:  # noqa: ANN401  ruamel's events carry no types
    """Return the parser's events of a text."""
    yaml = YAML(typ="safe", pure=True, plug_ins=[])
    yaml.Scanner = _GuardedScanner
    return yaml.parse(text)


def _stop(text: str) -> Stop | None:
    """Return where the parser stops in a text, or None if it does not."""
    try:
        for _ in _events(text):
            pass
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        begins = error.context_mark or mark
        return Stop(begins.line, mark.line, mark.column) if mark is not None else Stop()
    except (_Refused, *_NO_YAML):
        return Stop()
    return None


def _place_of(text: str, at: int, file: str) -> Place:
    """Return line and column of an index of a text."""
    return Place(file, text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def _at(mark: Any, file: str) -> Place:  # noqa: ANN401
    """Return the place of one of ruamel's marks, which count from 0."""
    return Place(file, mark.line + 1, mark.column + 1) if mark is not None else Place(file)


def _translated(error: MarkedYAMLError) -> str:
    """Return a parser's complaint as what and what is allowed, without quoting the file."""
    problem = " ".join(str(error.problem or error.context or "not YAML").split())
    words = problem.split("\\t")[0] if "\\t" in problem else problem
    if "\\t" in problem:
        return "a tab cannot stand here; indent with spaces"
    if "cannot start any token" in words:
        return "this character cannot begin a value; put the text in quotes"
    if "mapping values are not allowed" in words:
        return "a second ':' on one line; check the indentation, or put the text in quotes"
    if "could not find expected ':'" in words:
        return "a key without ':'; write 'key: value'"
    return f"not YAML: {re.sub(r'[^ -~]', '?', words)[:120]}; check brackets, quotes and indentation"


def _built(events: Any, file: str, text: str) -> Node | None:  # noqa: ANN401
    """Return the tree that parser events describe, or None for an empty file."""
    open_nodes: list[tuple[Place, list[Node], bool]] = []
    root: Node | None = None
    documents = 0
    for event in events:
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise _Refused(event.start_mark, "a second document is not allowed; one file holds one thing")
        if isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            open_nodes.append((_at(event.start_mark, file), [], isinstance(event, MappingStartEvent)))
            continue
        if isinstance(event, ScalarEvent):
            odd = LOOKALIKE.search(text, event.start_mark.index, event.end_mark.index)
            where = _place_of(text, odd.start(), file) if odd else None
            node: Node = Scalar(_at(event.start_mark, file), event.value, event.style in (None, ""), where)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            place, children, is_map = open_nodes.pop()
            node = _map(place, children) if is_map else Items(place, tuple(children))
        elif isinstance(event, AliasEvent):
            raise _Refused(event.start_mark, REFUSED[AliasToken])
        else:
            continue
        if open_nodes:
            open_nodes[-1][1].append(node)
        else:
            root = node
    return root


def _map(place: Place, children: list[Node]) -> Map:
    """Return a map of keys and values that alternate in ``children``; a key must be a text."""
    entries = []
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise ScenarioError([fault(key.place, "", "a key must be a word, not a list or a map")])
        nothing = isinstance(value, Scalar) and value.plain and not value.text
        entries.append((key, Scalar(key.place, "") if nothing else value))
    return Map(place, tuple(entries))
