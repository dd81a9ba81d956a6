"""Words for the page: by key and language, with names set apart so that no name can disturb the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from sim.experiment.engines import PlanError
from sim.experiment.words import CATALOG as SHARED
from sim.model.quantities import YEAR
from sim.report.english import EN
from sim.scenario import Label
from sim.scenario.fault import shown

CATALOG: dict[str, dict[str, str]] = {"en": EN}
"""By language. The words of verdicts, causes and units are those of tables and notebooks (sim.experiment.words)."""

_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"} | {0x7F: 0x2421}
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Return text that HTML can hold: control characters as their pictures, what is no character as U+FFFD.

    Everything else stays as it is, character by character.

    Examples
    --------
    >>> visible("a\0b\ud800") == "a\u2400b\ufffd"
    True
    """
    return _NO_CHARACTER.sub("\ufffd", text.translate(_PICTURES))


def name_html(text: str) -> Markup:
    """Return a name for people, escaped and kept apart from the direction of the text around it.

    Examples
    --------
    >>> name_html("<b>")
    Markup('<bdi class="name">&lt;b&gt;</bdi>')
    """
    return Markup('<bdi class="name">{}</bdi>').format(visible(text))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    Parameters
    ----------
    language
        One that the catalog has.

    Raises
    ------
    PlanError
        For another one, with those there are.
    """

    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse a language that has no dictionary."""
        if self.language not in CATALOG:
            raise PlanError(f"lang: one of {', '.join(CATALOG)} (got '{shown(self.language)}')")

    def __contains__(self, key: str) -> bool:
        """Return whether there are words for a key."""
        return key in CATALOG[self.language] or key in SHARED.get(self.language, {})

    def raw(self, key: str) -> str:
        """Return the words of a key, braces and all; KeyError where there are none."""
        own = CATALOG[self.language]
        return own[key] if key in own else SHARED[self.language][key]

    def __call__(self, key: str, **values: object) -> str:
        """Return the words of a key as plain text with values filled in."""
        return self.raw(key).format(**values)

    def html(self, key: str, **values: object) -> Markup:
        """Return the words of a key with values filled in, each escaped unless it is markup."""
        return escape(self.raw(key)).format(**values)

    def counted(self, key: str, n: int, **values: object) -> str:
        """Return the words of a number of things."""
        return self(f"{key}.{'one' if n == 1 else 'many'}", n=f"{n:,}", **values)

    def name(self, label: Label, otherwise: str) -> str:
        """Return a label in this language."""
        return label.of(self.language, otherwise)

    def span(self, days: float) -> str:
        """Return a time in words.

        Examples
        --------
        >>> Words().span(1095.0), Words().span(546.0), Words().span(10.5)
        ('3 years', '78 weeks', '10.5 days')
        """
        week = 7
        if days and days % YEAR == 0:
            return self.counted("span.years", int(days // YEAR))
        if days and days % week == 0:
            return self("span.weeks", n=f"{int(days // week):,}")
        return self("span.days", n=f"{days:,.10g}")
