"""What two scenarios can differ by at all: nothing, or only what is booked to the firm alone.

Equal numbers in a sample prove nothing, for the same customers meet the same luck in both scenarios and most of them
are touched by no change. Only settings that cannot differ are exactly equal.
"""

from __future__ import annotations

from dataclasses import fields, replace

from sim.experiment.plan import Entry
from sim.model.parameters import PARAMETERS, Parameters
from sim.model.setting import Setting

ONLY_BOOKED = frozenset(
    {
        "mechanisms.programme", "programme.fixed", "programme.once", "channel.cost", "desk.wage", "desk.overtime",
        "desk.duties", "desk.duty_worth", "desk.fee", "outside.value", "standing.cost",
    }
)  # fmt: skip
"""Keys that no rule reads but those which book to the firm; a test turns each of them in a run and looks."""
_KEYS = {parameter.name: parameter.key for parameter in PARAMETERS}


def construction_of(first: Entry, second: Entry) -> tuple[str, ...] | None:
    """Return the keys in which two scenarios differ if all of them book to the firm alone; else None.

    Empty if nothing differs. Names, labels and sources do not count, for an engine does not see them.
    """
    if first.digest == second.digest:
        return ()
    if first.rate != second.rate or _world(first.setting) != _world(second.setting):
        return None
    found = _differing(first.setting, second.setting)
    return tuple(sorted(found)) if found <= ONLY_BOOKED else None


def _world(setting: Setting) -> Setting:
    """Return a setting without its parameters."""
    return replace(setting, phases=())


def _differing(first: Setting, second: Setting) -> set[str]:
    """Return the keys of parameters that differ on any day; a number solved from others has its own field's name."""
    days = sorted({day for setting in (first, second) for day, _ in setting.phases})
    found: set[str] = set()
    for day in days:
        one, other = (_on(setting, day) for setting in (first, second))
        names = (field.name for field in fields(Parameters))
        found |= {_KEYS.get(name, name) for name in names if getattr(one, name) != getattr(other, name)}
    return found


def _on(setting: Setting, day: int) -> Parameters:
    """Return the parameters of a day."""
    return [parameters for start, parameters in setting.phases if start <= day][-1]
