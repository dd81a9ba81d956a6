"""Varied values as tables hold them: money in currency units, times in days, rates per year, words for choices."""

from __future__ import annotations

from sim.experiment.sweeps.factors import OWN
from sim.model.quantities import YEAR, Unit
from sim.model.setting import Setting
from sim.scenario.compose import BY_KEY
from sim.scenario.given import NUMERIC
from sim.scenario.show import value_text
from sim.scenario.units import Currency

_MONEY, _RATE = (Unit.MONEY, Unit.MONEY_RATE), (Unit.RATE, Unit.MONEY_RATE)


def number_in(key: str, setting: Setting, currency: Currency) -> float | str:
    """Return the value of a key in a setting; a text for choices, switches and lists."""
    if key in OWN:
        return float(getattr(setting, key))
    parameter, value = BY_KEY[key], getattr(setting.phases[0][1], BY_KEY[key].name)
    if parameter.unit not in NUMERIC:
        return value_text(key, value, currency)
    scale = (YEAR if parameter.unit in _RATE else 1.0) / (currency.minor if parameter.unit in _MONEY else 1)
    return float(f"{value * scale:.12g}")  # what a file says, without the last digits of a division


def unit_in_tables(key: str, currency: Currency) -> str:
    """Return the unit of :func:`number_in`; empty for a plain number or a text."""
    if key in OWN:
        return "days" if key == "history" else ""
    if key not in BY_KEY:
        return ""
    words = {
        Unit.SHARE: "share", Unit.TIME: "days", Unit.RATE: "per year", Unit.MONEY: currency.code,
        Unit.MONEY_RATE: f"{currency.code} per year",
    }  # fmt: skip
    return words.get(BY_KEY[key].unit, "")
