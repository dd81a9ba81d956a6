"""Values set by hand, in code or on the command line, read by the same grammar as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.model.limits import LARGEST_MARKET
from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario import given, leaves
from sim.scenario.compose import BY_KEY
from sim.scenario.fault import Fault, Place, ScenarioError, fault, meant, shown
from sim.scenario.given import Written
from sim.scenario.leaves import Misread
from sim.scenario.records import Market
from sim.scenario.tree import from_python

BY_HAND = Place("with_values")
IN_CODE = Place("with_strategy")


def written(
    values: Mapping[str, object],
    place: Place,
    owners: tuple[Owner, ...],
    *,
    relative: bool = False,
    places: Mapping[str, Place] | None = None,
) -> tuple[Written, ...]:
    """Return values of the Python API or the command line as if a file had set them.

    Raises
    ------
    ScenarioError
        Unknown keys, keys of another owner, or values that their unit does not take.
    """
    found: list[Written] = []
    faults: list[Fault] = []
    known = [p.key for p in PARAMETERS if p.owner in owners]
    at_keys = places or {}
    for key, value in values.items():
        node = from_python(value, place)
        if key not in known:
            other = f"; it is the {BY_KEY[key].owner}'s to set" if key in BY_KEY else meant(key, known)
            faults.append(fault(at_keys.get(key, node.place), "", f"unknown key '{shown(key)}'{other}"))
            continue
        try:
            found.append(given.value(node, BY_KEY[key], relative=relative))
        except Misread as misread:
            faults += [fault(at, key, text) for at, text in misread.findings]
    if faults:
        raise ScenarioError(faults)
    return tuple(found)


def market_with(market: Market, values: Mapping[str, object]) -> Market:
    """Return a market with other persons or history."""
    for key, value in values.items():
        node = from_python(value, BY_HAND)
        try:
            number = leaves.count(node, 0, LARGEST_MARKET) if key == "persons" else leaves.whole_days(node)
        except Misread as misread:
            raise ScenarioError([fault(at, key, text) for at, text in misread.findings]) from None
        if key == "persons" and sum(market.entries) > number:
            raise ScenarioError([fault(node.place, key, f"fewer than the {sum(market.entries)} persons who enter")])
        by_hand = (*market.by_hand, (key, node.place))
        if key == "persons":
            market = replace(market, persons=number, by_hand=by_hand)
        else:
            market = replace(market, history=number, by_hand=by_hand)
    return market
