"""What a shell completes: names of scenarios, strategies and responses, dotted keys."""

from __future__ import annotations

from collections.abc import Iterable


def _beginning(words: Iterable[str], begun: str) -> list[str]:
    return [word for word in words if word.startswith(begun)]


def questions(begun: str) -> list[str]:
    """Return the experiments and markets whose names begin so."""
    from sim.scenario.shelves import names_of  # noqa: PLC0415 imported where used

    return _beginning([*names_of("experiment"), *names_of("market")], begun)


def strategies(begun: str) -> list[str]:
    """Return the strategies whose names begin so."""
    from sim.scenario.shelves import names_of  # noqa: PLC0415

    return _beginning(names_of("strategy"), begun)


def keys(begun: str) -> list[str]:
    """Return the dotted keys that begin so, ready for their value."""
    from sim.model.parameters import PARAMETERS  # noqa: PLC0415

    return [f"{key}=" for key in _beginning((parameter.key for parameter in PARAMETERS), begun)]


def responses(begun: str) -> list[str]:
    """Return the responses whose names begin so."""
    from sim.response import RESPONSES  # noqa: PLC0415

    return _beginning(RESPONSES, begun)
