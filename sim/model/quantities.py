"""What a parameter is: its key, unit, bounds, meaning, owner, mechanism and source, declared once."""

from dataclasses import dataclass
from enum import Enum, IntEnum, StrEnum
from typing import Any, ClassVar

YEAR = 365.0
MONTH = YEAR / 12.0
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
    COUNTS = "counts"  # list of whole numbers, as many as `size`
    MONEYS = "moneys"  # list of money amounts -> minor units, as many as `size`


class Owner(StrEnum):
    """Who sets a value: the world, or the firm."""

    MARKET = "market"
    FIRM = "firm"
    DERIVED = "derived"


FIRM = Owner.FIRM


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
    lively
        Where random settings take it from: the bounds, unless these would make dull or endless runs.
    plausible
        The range within which we would not be surprised to find a shop's, for one element of a list; None: not said.
    anchor
        The default as a file would write it in baskets or agent-hours, which a market fills in; ``default`` and
        ``plausible`` are what that comes to at the built-in basket. Empty for what is no money, or none by default.
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
    lively: tuple[float, float]
    plausible: tuple[float, float] | None
    anchor: str

    @property
    def status(self) -> str:
        """What the default rests on, as a file would say it: an assumption if its source says so anywhere."""
        if "assumed" in self.source:
            return "assumed"
        return "data" if self.source.startswith("data") else "literature"


@dataclass(frozen=True, slots=True)
class Declared:
    """What a room says of one of its parameters; ``about`` is empty for a number that is solved when a file is read."""

    default: Any
    about: dict[str, Any]


class Given:
    """What rules are given: the base of the classes in which rooms declare their parameters.

    The classes only declare. Rules read all parameters from one flat record, :class:`sim.model.flat.Parameters`,
    which is written from the declarations (``python -m tools.flat``), so that mypy and editors know every field.
    """

    mechanism: ClassVar[str] = ""


class Mechanism(Given):
    """The parameters of a mechanism that can be switched; its name is that of the class, in small letters."""

    def __init_subclass__(cls) -> None:
        cls.mechanism = cls.__name__.lower()


def switch(default: int, meaning: str) -> Any:  # noqa: ANN401  stands for its value
    """Declare the switch of a mechanism."""
    return declared("", Unit.SWITCH, default, meaning)


def solved(default: float | tuple[float, ...]) -> Any:  # noqa: ANN401  stands for its value
    """Declare a number that nobody gives: it is solved from the others when a scenario is read."""
    return Declared(default, {})


def declared(
    key: str,
    unit: Unit,
    default: object,
    meaning: str,
    *,
    low: float = 0.0,
    high: float = 1.0,
    owner: Owner = Owner.MARKET,
    source: str = "assumed",
    choices: type[IntEnum] | None = None,
    size: int = 0,
    lively: tuple[float, float] | None = None,
    plausible: tuple[float, float] | None = None,
    anchor: str = "",
) -> Any:  # noqa: ANN401  stands for its value
    """Declare a parameter. Spans in days, rates per day, money in minor units.

    Sources: "science A2" and the like name sections of docs/sources.md; "assumed" is our own assumption, with a
    plausible range.
    """
    about = {
        "key": key,
        "unit": unit,
        "low": low,
        "high": high,
        "meaning": meaning,
        "owner": owner,
        "source": source,
        "choices": choices,
        "size": size,
        "lively": lively or (low, high),
        "plausible": plausible,
        "anchor": anchor,
    }
    return Declared(default, about)


def fields_of(room: type[Given]) -> dict[str, Declared]:
    """Return what a room declares, solved numbers too, by name, in the order of its text."""
    return {name: value for name, value in vars(room).items() if isinstance(value, Declared)}


def declarations(room: type[Given]) -> tuple[Parameter, ...]:
    """Return the parameters that a room declares, in the order of its text."""
    found = []
    for name, one in fields_of(room).items():
        if one.about:
            key = one.about["key"] or f"mechanisms.{room.mechanism}"
            mechanism = room.mechanism if one.about["key"] else ""
            about = one.about | {"key": key, "mechanism": mechanism}
            found.append(Parameter(name=name, default=one.default, **about))
    return tuple(found)
