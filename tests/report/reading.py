"""Read a page the way a browser would, as far as tests need it."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

VOID = {"meta", "link", "br"}
Attributes = dict[str, str]


class Page(HTMLParser):
    """Elements, names and text of a page.

    ``elements`` are (tag, attributes, ancestors' tags), ``names`` the texts of the elements that hold a name.
    """

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, Attributes, tuple[str, ...]]] = []
        self.names: list[str] = []
        self.text: list[str] = []
        self.style = ""
        self.title = ""
        self._open: list[str] = []
        self.faults: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.elements.append((tag, found, tuple(self._open)))
        if tag not in VOID:
            self._open.append(tag)
        if tag == "bdi":
            self.names.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}, tuple(self._open)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "bdi":
            self.names[-1] += data
        if inside == "style":
            self.style += data
        elif inside == "title":
            self.title += data
        else:
            self.text.append(data)

    @property
    def words(self) -> str:
        """All text with single spaces."""
        return " ".join("".join(self.text).split())

    @property
    def tags(self) -> Counter[str]:
        """How often each tag occurs."""
        return Counter(tag for tag, _, _ in self.elements)

    def all(self, tag: str) -> list[Attributes]:
        """Return the attributes of all elements of a tag."""
        return [attributes for found, attributes, _ in self.elements if found == tag]
