"""What a parameter is: its key, unit, bounds, meaning, owner, mechanism and source, declared once."""

from dataclasses import dataclass, field, fields
from enum import Enum, IntEnum, StrEnum
from typing import Any

YEAR = 365.0
HOUR = 1.0 / 24.0
DAYS = {"minute": HOUR / 60.0, "hour": HOUR, "day": 1.0, "week": 7.0, "month": YEAR / 12.0, "year": YEAR}


class Unit(Enum):
    """How a value is written in a file and held inside the model.

    The comment gives: as written -> as held.
    """

    SHARE = "share"  # 0.15 or 15% -> number in [0, 1]
    NUMBER = "number"  # 1.5 -> 1.5
    COUNT = "count"  # 200 -> int
    TIME = "time"  # 4 hours -> days
    RATE = "rate"  # 12/year -> per day
    MONEY = "money"  # 20 CNY -> int, minor units
    MONEY_RATE = "money rate"  # 120 CNY/month -> minor units per day
    CHOICE = "choice"  # a word -> member of an IntEnum
    SWITCH = "switch"  # true or false -> 1 or 0
    SHARES = "shares"  # list of shares, as many as `size`
    RATES = "rates"  # list of rates -> per day, as many as `size`
    NUMBERS = "numbers"  # list of numbers, as many as `size`
    MONEYS = "moneys"  # list of money amounts -> minor units, as many as `size`


class Owner(StrEnum):
    """Who sets a value: the world, or the firm."""

    MARKET = "market"
    FIRM = "firm"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Parameter:
    """The one declaration of a parameter.

    Parameters
    ----------
    name
        Name inside the model, for example ``failure_rate``.
    key
        Place in a scenario file, for example ``failure.rate``.
    unit, default, low, high
        Unit, and values as held inside the model (days, per day, minor units).
    meaning
        One sentence for the table of parameters and the editor.
    owner
        Who may set it.
    mechanism
        The mechanism it belongs to; empty when it always counts.
    source
        Where the default comes from, or "assumed".
    choices
        The words of a choice.
    size
        Length of a list.
    """

    name: str
    key: str
    unit: Unit
    default: Any
    low: float
    high: float
    meaning: str
    owner: Owner
    mechanism: str
    source: str
    choices: type[IntEnum] | None
    size: int


def declared(
    key: str,
    unit: Unit,
    default: object,
    meaning: str,
    *,
    low: float = 0.0,
    high: float = 1.0,
    owner: Owner = Owner.MARKET,
    mechanism: str = "",
    source: str = "assumed",
    choices: type[IntEnum] | None = None,
    size: int = 0,
) -> Any:  # noqa: ANN401  a dataclass field stands for its value
    """Declare a parameter as a dataclass field that carries its own description."""
    about = {
        "key": key,
        "unit": unit,
        "low": low,
        "high": high,
        "meaning": meaning,
        "owner": owner,
        "mechanism": mechanism,
        "source": source,
        "choices": choices,
        "size": size,
    }
    return field(default=default, metadata=about)


def declarations(record: type) -> tuple[Parameter, ...]:
    """Return the parameters that a record class declares, in the order of its text."""
    return tuple(Parameter(name=f.name, default=f.default, **f.metadata) for f in fields(record) if "key" in f.metadata)
