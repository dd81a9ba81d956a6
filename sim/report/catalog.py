"""Words for the page: by key and language, with names set apart so that no name can disturb the text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from sim.experiment.words import CATALOG as SHARED
from sim.experiment.words import known_language, unit_word
from sim.model.events import Account
from sim.model.parameters import PARAMETERS
from sim.model.quantities import YEAR
from sim.report.chinese import ZH
from sim.report.chinese_contacts import CONTACTS_ZH
from sim.report.chinese_parameters import PARAMETERS_ZH
from sim.report.chinese_problems import PROBLEMS_ZH
from sim.report.chinese_staff import STAFF_ZH
from sim.report.chinese_values import SOURCES_ZH, SPANS_ZH, VALUES_ZH
from sim.report.chinese_winback import WINBACK_ZH
from sim.report.english import EN
from sim.report.numbers import told
from sim.response import RESPONSES
from sim.scenario import Label
from sim.scenario.units import SPANS


def _keyed(head: str, texts: dict[str, str]) -> dict[str, str]:
    return {f"{head}.{name}": text for name, text in texts.items()}


def _declared() -> dict[str, str]:
    """Return the English words that stand in declarations: of parameters, their choices and sources, of responses."""
    choices = [choice.name.lower() for one in PARAMETERS if one.choices for choice in one.choices]
    return {
        **_keyed("parameter", {"persons": "people in the market"} | {one.key: one.meaning for one in PARAMETERS}),
        **_keyed("value", {"true": "yes", "false": "no"} | {name: name.replace("_", " ") for name in choices}),
        **_keyed("in", {span: span for span in SPANS}),
        **_keyed("from", {one.source: one.source for one in PARAMETERS}),
        **_keyed("definition", {name: "profit" if name == "profit" else r.definition for name, r in RESPONSES.items()}),
    }


_OWN_GROUPS = [one for one in Account if one.group == one.english and one is not Account.NONE]
CATALOG: dict[str, dict[str, str]] = {
    "en": _keyed("group", {one.group: one.english.capitalize() for one in _OWN_GROUPS}) | EN | _declared(),
    "zh": {
        **_keyed("group", {one.group: one.chinese for one in _OWN_GROUPS}),
        **ZH,
        **_keyed("parameter", PARAMETERS_ZH | STAFF_ZH | PROBLEMS_ZH | WINBACK_ZH | CONTACTS_ZH),
        **_keyed("value", VALUES_ZH),
        **_keyed("in", SPANS_ZH),
        **_keyed("from", SOURCES_ZH),
        **_keyed("definition", {name: SHARED["zh"][f"response.{name}"] for name in RESPONSES}),
    },
}
"""By language. The words of verdicts, causes and units are those of tables and notebooks (sim.experiment.words)."""
_WORD = re.compile("[A-Za-z]+")

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
        known_language(self.language)

    def __contains__(self, key: str) -> bool:
        """Return whether there are words for a key."""
        return key in CATALOG[self.language] or key in SHARED[self.language]

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

    def told(self, value: float | None, unit: str, *, sign: bool = False) -> str:
        """Return a number with its unit; a dash where there is none."""
        return told(value, unit, self.language, sign=sign)

    def value(self, text: str) -> str:
        """Return a value as a file writes it, in words that need no file.

        Examples
        --------
        >>> Words().value("small_world"), Words("zh").value("4 hours"), Words("zh").value("[1 CNY, 2 CNY/month]")
        ('small world', '4 小时', '[1 元, 2 元/月]')
        """
        key = f"value.{text}"
        return self.raw(key) if key in self else _WORD.sub(lambda found: self._unit(found[0]), text)

    def _unit(self, word: str) -> str:
        """Return a word of a value, which is a span or a currency; itself if it is neither, and in English."""
        span = f"in.{word.removesuffix('s')}"
        if self.language == "en":
            return word
        return self.raw(span) if span in self else unit_word(word, self.language)

    def money(self, code: str) -> str:
        """Return a currency's word."""
        return unit_word(code, self.language)

    def source(self, text: str) -> str:
        """Return who says so: a built-in source in this language, one of a file as it stands there."""
        return self.raw(f"from.{text}") if f"from.{text}" in self else text

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
