"""Loading of scenarios by name or path."""

from __future__ import annotations

import os
from typing import Any

from sim.scenario import objects
from sim.scenario.arguments import FileName
from sim.scenario.document import named_in
from sim.scenario.door import checked
from sim.scenario.fault import Fault, Place, ScenarioError
from sim.scenario.files import given_file, named_file
from sim.scenario.records import Firm
from sim.scenario.scenario import Scenario
from sim.scenario.tree import Scalar


@checked
def load(name: FileName, firm: FileName | None = None) -> Scenario:
    """Return a market with a firm: the market's own unless another is named.

    Parameters
    ----------
    name
        Path of a market file, else the name of one in ./scenarios/markets, else of a shipped one.
    firm
        Name or path of a firm.

    Raises
    ------
    ArgumentError
        For what is no name or path.
    ScenarioError
        With all faults of all files that were read.

    Examples
    --------
    >>> load("corner_shop").market.currency.code
    'CNY'
    """
    path = given_file("market", os.fspath(name))
    return scenario_of(path, None if firm is None else Scalar(Place(os.fspath(firm)), os.fspath(firm)))


def scenario_of(path: str, firm: Scalar | None = None, referrer: Place | None = None) -> Scenario:
    """Return the scenario of a market file and a firm, with the faults of both at once."""
    faults: list[Fault] = []
    market = kept(faults, lambda: objects.market(path, referrer))
    named = firm if firm is not None else (market.firm if market is not None else named_in(path, "firm"))
    business = objects.NO_FIRM
    if named is not None:
        business = kept(faults, lambda: _firm(named)) or business
    if faults or market is None:
        raise ScenarioError(faults)
    return Scenario(market.name, market.label, market, business)


def _firm(named: Scalar) -> Firm:
    """Return the firm that is named in a file, or by a user."""
    if named.place.line:
        return objects.firm(named_file("firm", named, "firm", named.place.file), named.place)
    return objects.firm(given_file("firm", named.text))


def kept(faults: list[Fault], read: Any) -> Any:  # noqa: ANN401  any reader
    """Return what a reader returns; its faults are kept and None is returned."""
    try:
        return read()
    except ScenarioError as error:
        faults += error.faults
        return None
