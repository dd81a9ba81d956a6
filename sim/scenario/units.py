"""Numbers and units as files write them: a small grammar, exact fractions in, model values out.

A number is ``12``, ``0.5`` or ``1e6``; nothing else. Times, rates and money carry their unit; a share may be a
percentage. Money is in a currency or in an anchor: ``0.5 baskets`` (the market's mean basket), ``2 agent-hours`` (the
desk's wage).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sim.model.quantities import DAYS, YEAR, Parameter, Unit
from sim.scenario.fault import nearest, shown

NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,2})?"
LONGEST_NUMBER = 40
SPANS = {name: Fraction(days) if name in ("day", "week", "year") else Fraction(0) for name, days in DAYS.items()}
SPANS |= {"minute": Fraction(1, 1440), "hour": Fraction(1, 24), "month": Fraction(int(YEAR), 12)}
ANCHORS = {"basket": "basket", "baskets": "basket", "agent-hour": "agent-hour", "agent-hours": "agent-hour"}
ELEMENT = {
    Unit.SHARES: Unit.SHARE, Unit.RATES: Unit.RATE, Unit.NUMBERS: Unit.NUMBER, Unit.COUNTS: Unit.COUNT,
    Unit.MONEYS: Unit.MONEY,
}  # fmt: skip
WRITTEN = {
    Unit.SHARE: "a share such as 0.15 or 15%",
    Unit.NUMBER: "a number such as 0.5 or 12",
    Unit.COUNT: "a whole number such as 200",
    Unit.TIME: "a time with its unit, such as '4 hours' or '3 days'",
    Unit.RATE: "a rate with its unit, such as '12/year'",
    Unit.MONEY: "an amount with its currency, such as '20 CNY'",
    Unit.MONEY_RATE: "an amount per time, such as '120 CNY/month'",
    Unit.SWITCH: "true or false",
}
_PATTERN = re.compile(rf"({NUMBER}) *(%?)(?: *([A-Za-z]+(?:-[A-Za-z]+)?))?(?: *(?:/|per ) *([A-Za-z]+))?")
NO_DECIMALS = frozenset(["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"])
THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])


class Wrong(ValueError):  # noqa: N818 reads as what it says
    """A text that is not what its unit asks for; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact number, and what it counts.

    Parameters
    ----------
    number
        In model units (days, per day), or in units of ``of`` (per day for a money rate).
    of
        A currency code, ``basket``, ``agent-hour``, or empty.
    """

    number: Fraction
    of: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency: its code, and how many decimals its minor unit has."""

    code: str = "CNY"
    decimals: int = 2

    @property
    def minor(self) -> int:
        """Return the minor units of one currency unit."""
        return int(10**self.decimals)


def currency_of(code: str) -> Currency:
    """Return a currency with its usual decimals (ISO 4217)."""
    return Currency(code, 0 if code in NO_DECIMALS else 3 if code in THREE_DECIMALS else 2)


def number_of(text: str) -> Fraction:
    """Return the exact value of a number.

    Raises
    ------
    Wrong
        For anything but plain decimals: ``010``, ``1_000``, ``.5``, ``nan`` and the like.

    Examples
    --------
    >>> number_of("2.5"), number_of("1e3")
    (Fraction(5, 2), Fraction(1000, 1))
    """
    if len(text) > LONGEST_NUMBER:
        raise Wrong(f"a number has at most {LONGEST_NUMBER} characters")
    if not re.fullmatch(NUMBER, text):
        raise Wrong(f"a number such as 0.5, 12 or 1e6 is needed, got '{shown(text)}'")
    return Fraction(text)


@lru_cache(maxsize=4096)
def amount(text: str, unit: Unit) -> Amount:
    """Return what a text says, for one element of a unit.

    Raises
    ------
    Wrong
        If the text does not follow the grammar of its unit.

    Examples
    --------
    >>> amount("4 hours", Unit.TIME).number, amount("0.5 baskets", Unit.MONEY)
    (Fraction(1, 6), Amount(number=Fraction(1, 2), of='basket'))
    """
    if unit is Unit.SWITCH:
        if text not in ("true", "false"):
            raise Wrong(f"write {WRITTEN[unit]}, got '{shown(text)}'")
        return Amount(Fraction(int(text == "true")))
    found = _PATTERN.fullmatch(text) if len(text) <= 2 * LONGEST_NUMBER else None
    if found is None or len(found[1]) > LONGEST_NUMBER:
        raise Wrong(f"write {WRITTEN[unit]}, got '{shown(text)}'{_why(text)}")
    number, percent, word, per = Fraction(found[1]), found[2], found[3] or "", found[4] or ""
    if percent and unit is not Unit.SHARE:
        raise Wrong(f"a percentage cannot stand here; write {WRITTEN[unit]}")
    if unit in (Unit.SHARE, Unit.NUMBER, Unit.COUNT):
        return _bare(number, percent, word or per, unit)
    if unit is Unit.TIME:
        _only(unit, text, allowed=not per, needed=word)
        return Amount(number * _span(word))
    if unit is Unit.RATE:
        _only(unit, text, allowed=not word, needed=per)
        return Amount(number / _span(per))
    return _money(number, word, per, unit, text)


def _bare(number: Fraction, percent: str, word: str, unit: Unit) -> Amount:
    """Return a number without unit."""
    if word:
        raise Wrong(f"no unit belongs here; write {WRITTEN[unit]}")
    if unit is Unit.COUNT and number.denominator != 1:
        raise Wrong(f"write {WRITTEN[unit]}")
    return Amount(number / 100 if percent else number)


def _money(number: Fraction, word: str, per: str, unit: Unit, text: str) -> Amount:
    """Return money, or money per time."""
    _only(unit, text, allowed=bool(per) == (unit is Unit.MONEY_RATE), needed=word)
    of = ANCHORS.get(word, word)
    if of == word and not re.fullmatch("[A-Z]{3}|basket|agent-hour", word):
        near = nearest(word, ANCHORS)
        hint = f"did you mean '{near}'?" if near else "write a currency code such as CNY, 'baskets' or 'agent-hours'"
        raise Wrong(f"unknown money '{shown(word)}'; {hint}")
    return Amount(number / _span(per) if per else number, of)


def _only(unit: Unit, text: str, *, allowed: bool, needed: str) -> None:
    """Refuse a text whose unit is missing or of another kind."""
    if not needed:
        raise Wrong(f"needs a unit; write {WRITTEN[unit]}, not a bare '{shown(text)}'")
    if not allowed:
        raise Wrong(f"write {WRITTEN[unit]}, got '{shown(text)}'")


def _span(word: str) -> Fraction:
    """Return the days of a unit of time, singular or plural."""
    name = word if word in SPANS else word.removesuffix("s")
    if name not in SPANS:
        near = nearest(word, [*SPANS, *(f"{span}s" for span in SPANS)])
        hint = f"did you mean '{near}'?" if near else f"known: {', '.join(SPANS)}"
        raise Wrong(f"unknown unit '{shown(word)}'; {hint}")
    return SPANS[name]


def months_in(days: Fraction) -> int | None:
    """Return the whole months that days are; None for a part of a month, or none.

    Examples
    --------
    >>> months_in(Fraction(365, 4)), months_in(Fraction(90)), months_in(Fraction(0))
    (3, None, None)
    """
    found = days / SPANS["month"]
    return int(found) if found > 0 and found.denominator == 1 else None


def _why(text: str) -> str:
    """Return a hint for numbers that other formats would take."""
    if len(text) > LONGEST_NUMBER:
        return f"; a number has at most {LONGEST_NUMBER} characters"
    if re.match(r"[+.]|[-+]?0[0-9xob]|[-+]?[0-9.]*[:_]", text):
        return "; plain decimals only, such as 10, 0.5 or 1e6"
    return ""


def held(parameter: Parameter, amounts: tuple[Amount, ...], worth: Mapping[str, Fraction]) -> Any:  # noqa: ANN401
    """Return a value as the model holds it: of the type of the declared default, rounded once.

    Parameters
    ----------
    worth
        Minor units of one currency unit, one basket, one agent-hour.

    Raises
    ------
    Wrong
        For a currency that is not the market's, a broken count, or a value out of bounds.
    """
    exact = tuple(exactly(one, worth) for one in amounts)
    return settled(parameter, exact)


def exactly(one: Amount, worth: Mapping[str, Fraction]) -> Fraction:
    """Return an amount in model units, still exact."""
    if not one.of:
        return one.number
    if one.of not in worth:
        code = next(code for code in worth if code.isupper())
        cure = f"write {code}, an anchor such as '0.5 baskets', or the firm's home"
        raise Wrong(f"is in {one.of}, the market counts in {code}; {cure}")
    return one.number * worth[one.of]


def settled(parameter: Parameter, exact: tuple[Fraction, ...]) -> Any:  # noqa: ANN401
    """Return exact numbers as the model holds them, within the declared bounds; halves are rounded up."""
    if parameter.unit is Unit.CHOICE:
        return int(exact[0])
    whole = parameter.unit in (Unit.MONEY, Unit.MONEYS)
    counts = ELEMENT.get(parameter.unit, parameter.unit) is Unit.COUNT
    broken = counts and any(x.denominator != 1 for x in exact)
    rounded = [(2 * x.numerator + x.denominator) // (2 * x.denominator) if whole else x for x in exact]
    numbers = [x.numerator / x.denominator for x in rounded]
    if broken or not all(parameter.low <= x <= parameter.high for x in numbers):
        got = ", ".join(plainly(float(x)) for x in exact) if counts else ""
        raise Wrong(f"out of bounds{f' ({got})' if got else ''}; {allowed(parameter)}")
    if parameter.size:
        return tuple(numbers)
    return int(rounded[0]) if isinstance(parameter.default, int) else numbers[0]


def allowed(parameter: Parameter, currency: Currency | None = None) -> str:
    """Return what a parameter takes, in words: kind, bounds, length."""
    unit = ELEMENT.get(parameter.unit, parameter.unit)
    if unit is Unit.CHOICE and parameter.choices is not None:
        return "one of " + ", ".join(choice.name.lower() for choice in parameter.choices)
    kind = WRITTEN[unit]
    if parameter.size:
        kind = f"a list of {parameter.size}, each {kind}"
    if unit is Unit.SWITCH:
        return kind
    if unit in (Unit.MONEY, Unit.MONEY_RATE) and currency is None:
        return f"{kind}, not below 0" if parameter.low >= 0 else kind
    money = currency or Currency()
    low, high = written(unit, parameter.low, money), written(unit, parameter.high, money)
    if unit is Unit.RATE:
        low, high = f"{plainly(parameter.low)}/day", f"{plainly(parameter.high)}/day"
    return f"{kind}, from {low} to {high}"


def written(unit: Unit, value: float, currency: Currency) -> str:
    """Return a held value the way a file would write it, in the unit that makes it short.

    Examples
    --------
    >>> written(Unit.TIME, 1 / 6, Currency()), written(Unit.RATE, 12 / 365, Currency())
    ('4 hours', '1/month')
    """
    if unit is Unit.SHARE:
        return f"{plainly(value, 2)}%"
    if unit is Unit.SWITCH:
        return "true" if value else "false"
    if unit is Unit.MONEY:
        return f"{plainly(value, -currency.decimals)} {currency.code}"
    if unit in (Unit.NUMBER, Unit.COUNT):
        return plainly(value)
    order = ("day", "hour", "minute", "week", "month", "year") if unit is Unit.TIME else tuple(reversed(SPANS))
    tries = [(plainly(_scaled(value, unit, span)), span) for span in order]
    number, span = min(tries, key=lambda pair: len(pair[0]))
    if unit is Unit.TIME:
        return f"{number} {span}{'' if number == '1' else 's'}"
    money = f" {currency.code}" if unit is Unit.MONEY_RATE else ""
    if money:
        number = plainly(float(number), -currency.decimals)
    return f"{number}{money}/{span}"


def _scaled(value: float, unit: Unit, span: str) -> float:
    """Return days in spans, or a rate per span."""
    days = float(SPANS[span])
    return value / days if unit is Unit.TIME else value * days


def plainly(value: float, shift: int = 0) -> str:
    """Return a number with at most twelve digits and no exponent unless it is huge; ``shift`` moves the point."""
    text = f"{Decimal(f'{value:.12g}').scaleb(shift).normalize():f}" if abs(value) < 1e15 else f"{value:g}"  # noqa: PLR2004
    return "0" if text in ("-0", "") else text
