"""Every word of tables, traces and plots, by key and language: one place to look them up.

Each language has every key. Faults are told in English only; keys, names and columns for machines are no words.
"""

from __future__ import annotations

from sim.experiment.chinese import ZH
from sim.experiment.chinese_responses import RESPONSES_ZH
from sim.experiment.chinese_selection import ZH_SELECTION
from sim.experiment.chinese_studies import ZH_STUDIES
from sim.experiment.chinese_why import ZH_WHY
from sim.experiment.english import EN
from sim.experiment.english_selection import EN_SELECTION
from sim.experiment.english_studies import EN_STUDIES
from sim.experiment.english_why import EN_WHY
from sim.experiment.errors import PlanError
from sim.model.drivers import Driver
from sim.model.events import Account, Kind, Route
from sim.model.members import Member
from sim.model.quantities import YEAR
from sim.response import RESPONSES
from sim.scenario.fault import shown

LISTED: dict[str, type[Member]] = {"event": Kind, "account": Account, "route": Route, "driver": Driver}
MEMBERS = [(f"{kind}.{one.name}", one) for kind, members in LISTED.items() for one in members]
CATALOG: dict[str, dict[str, str]] = {
    "en": EN
    | EN_SELECTION
    | EN_STUDIES
    | EN_WHY
    | {f"response.{name}": name for name in RESPONSES}
    | {key: one.english for key, one in MEMBERS},
    "zh": ZH | ZH_SELECTION | ZH_STUDIES | ZH_WHY | RESPONSES_ZH | {key: one.chinese for key, one in MEMBERS},
}
"""By language. English speaks of a response by its name, as commands do."""


def known_language(language: str) -> str:
    """Return a language if there are words in it.

    Raises
    ------
    PlanError
        For another one, with those there are.
    """
    if language not in tuple(CATALOG):
        raise PlanError(f"language: one of {', '.join(CATALOG)} (got '{shown(str(language))}')")
    return language


def words(key: str, language: str = "en", **values: object) -> str:
    """Return the words of a key with values filled in.

    Raises
    ------
    PlanError
        For a language that there are no words in.
    KeyError
        For an unknown key.

    Examples
    --------
    >>> words("verdict.better"), words("beside.early", first=30)
    ('better', 'first look at 30 pairs')
    """
    text = CATALOG[known_language(language)][key]
    return text.format(**values) if values else text


def span_word(days: float, language: str = "en") -> str:
    """Return a time in years or months where it is whole ones, else in days.

    Examples
    --------
    >>> span_word(1095.0), span_word(91.25), span_word(100.0), span_word(365.0, "zh")
    ('3 years', '3 months', '100 days', '1 年')
    """
    months = days * 12.0 / YEAR
    number_of, span = (months / 12.0, "year") if months % 12 == 0 else (months, "month")
    if not days or number_of != int(number_of):
        return words("span.days", language, n=f"{days:,.10g}")
    return words(f"span.{span}.{'one' if number_of == 1 else 'many'}", language, n=f"{int(number_of):,}")


def unit_word(unit: str, language: str = "en") -> str:
    """Return the word of a response's unit or of a currency; a currency's code where there is none.

    Examples
    --------
    >>> unit_word("CNY"), unit_word("CNY", "zh"), unit_word("XTS", "zh"), unit_word("count")
    ('CNY', '元', 'XTS', '')
    """
    return CATALOG[known_language(language)].get(f"unit.{unit}", unit)


def money(minor: float, code: str, decimals: int, *, sign: bool = False, language: str = "en") -> str:
    """Return minor units as money: grouped, without decimals where there are four digits before the point.

    Examples
    --------
    >>> money(-345588, "CNY", 2, sign=True), money(123456789, "CNY", 2), money(0, "CNY", 2)
    ('-3,456 CNY', '1,234,568 CNY', '0 CNY')
    """
    return f"{number(minor / 10**decimals, decimals, sign=sign)} {unit_word(code, language)}"


def number(value: float, decimals: int = 2, *, sign: bool = False) -> str:
    """Return a number grouped by thousands, with decimals only where they say something.

    Examples
    --------
    >>> number(1234.5), number(0.125, 3, sign=True), number(7.0), number(0.0, sign=True)
    ('1,234', '+0.125', '7', '0')
    """
    large = 1000
    places = 0 if value == int(value) or abs(value) >= large else decimals
    return f"{value:+,.{places}f}" if sign and value else f"{value:,.{places}f}"
