"""The values of a scenario by section, so that keys complete in a notebook: ``base.failure.rate``."""

from __future__ import annotations

from collections.abc import Mapping

from sim.model.parameters import PARAMETERS
from sim.scenario.compose import Value
from sim.scenario.fault import meant, shown
from sim.scenario.show import source_text, table

SECTIONS: dict[str, tuple[str, ...]] = {}
for _parameter in PARAMETERS:
    _section, _, _name = _parameter.key.partition(".")
    SECTIONS[_section] = (*SECTIONS.get(_section, ()), _name)


class Section:
    """The values whose keys begin alike; each is an attribute."""

    def __init__(self, name: str, values: Mapping[str, Value]) -> None:
        self._name, self._values = name, values

    def __getattr__(self, name: str) -> Value:
        """Return a value with its source."""
        if name not in SECTIONS[self.__dict__["_name"]]:
            known = SECTIONS[self.__dict__["_name"]]
            raise AttributeError(f"no key '{shown(f'{self._name}.{name}')}'{meant(name, list(known))}")
        return self._values[f"{self._name}.{name}"]

    def __dir__(self) -> list[str]:
        """Return the names of the values."""
        return list(SECTIONS[self._name])

    def __repr__(self) -> str:
        """Return every value with its source in plain text."""
        values = (self._values[f"{self._name}.{name}"] for name in SECTIONS[self._name])
        return table([(shown(one.key), shown(one.written), source_text(one.source)) for one in values])
