"""What lies ready by name: markets, firms, strategies, experiments; names complete in a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Generic, TypeVar

from sim.scenario.document import document
from sim.scenario.fault import meant, shown
from sim.scenario.files import FOLDERS, SUFFIXES, shipped
from sim.scenario.records import Label
from sim.scenario.show import table, table_html

T = TypeVar("T")


def names_of(kind: str) -> dict[str, Path]:
    """Return the files of a kind by name, sorted: those in ./scenarios, and those that come with the package."""
    found: dict[str, Path] = {}
    for folder in (shipped(), Path("scenarios")):
        here = folder / FOLDERS[kind]
        paths = sorted(here.iterdir()) if here.is_dir() else []
        found |= {path.stem: path for path in paths if path.suffix in SUFFIXES}
    return dict(sorted(found.items()))


def about(kind: str, path: Path) -> tuple[Label, Label]:
    """Return label and text of a file; raise ScenarioError with its faults."""
    model = document(str(path), kind).model
    return model.label or Label(en=model.name), model.text or Label()


class Shelf(Mapping[str, T], Generic[T]):
    """Everything of a kind, by name or as attributes: ``sim.strategies.vouchers`` is ``sim.strategies["vouchers"]``.

    Parameters
    ----------
    kind
        ``market``, ``firm``, ``strategy`` or ``experiment``.
    load
        Returns what a name stands for.
    """

    def __init__(self, kind: str, load: Callable[[str], T]) -> None:
        self._kind, self._load = kind, load

    def __getitem__(self, name: str) -> T:
        """Return what a name stands for.

        Raises
        ------
        KeyError
            There is none of that name.
        ScenarioError
            Faults in its file.
        """
        if name not in names_of(self._kind):
            raise KeyError(f"no {self._kind} '{shown(str(name))}'{meant(str(name), list(self))}")
        return self._load(name)

    def __getattr__(self, name: str) -> T:
        """Return what a name stands for."""
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as unknown:
            raise AttributeError(unknown.args[0]) from None

    def __dir__(self) -> list[str]:
        """Return the names beside what every mapping has."""
        return sorted({*super().__dir__(), *self})

    def __iter__(self) -> Iterator[str]:
        """Go through the names in order."""
        return iter(names_of(self._kind))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(names_of(self._kind))

    def _rows(self) -> list[tuple[str, str]]:
        return [(name, shown(about(self._kind, path)[0].of("en", name))) for name, path in names_of(self._kind).items()]

    def __repr__(self) -> str:
        """Return names and labels in plain text."""
        return table([(self._kind, "label"), *self._rows()])

    def _repr_html_(self) -> str:
        """Return names and labels for a notebook."""
        return table_html(f"{len(self)} of kind {self._kind}", (self._kind, "label"), self._rows())
