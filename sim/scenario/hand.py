"""Values set by hand, in code or on the command line, read by the same grammar as files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from sim.model.limits import LARGEST_MARKET
from sim.model.parameters import PARAMETERS
from sim.model.quantities import Owner
from sim.scenario import given, leaves
from sim.scenario.compose import BY_KEY, overruled
from sim.scenario.fault import Fault, Place, ScenarioError, cure, fault, meant, shown
from sim.scenario.given import Written
from sim.scenario.leaves import Misread
from sim.scenario.records import Market
from sim.scenario.resolved import Resolved
from sim.scenario.tree import Scalar, from_python, lookalike

Some = TypeVar("Some", bound=Resolved)


def written(
    values: Mapping[str, object],
    place: Place,
    owners: tuple[Owner, ...],
    *,
    relative: bool = False,
    places: Mapping[str, Place] | None = None,
) -> tuple[Written, ...]:
    """Return values of the Python API or the command line as if a file had set them.

    Parameters
    ----------
    place, places
        Where they were said; where single keys stand, if in a file.

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
        odd = lookalike(Scalar(at_keys.get(key, node.place), str(key)))
        if odd:
            faults += [fault(at, "", text) for at, text in odd]
            continue
        if key not in known:
            other = cure(str(key)) or meant(key, known)
            other = f"; it is the {BY_KEY[key].owner}'s to set" if key in BY_KEY else other
            faults.append(fault(at_keys.get(key, node.place), "", f"unknown key '{shown(key)}'{other}"))
            continue
        try:
            found.append(given.value(node, BY_KEY[key], relative=relative))
        except Misread as misread:
            faults += [fault(at, key, text) for at, text in misread.findings]
    if faults:
        raise ScenarioError(faults)
    return tuple(found)


def market_with(market: Market, values: Mapping[str, object], place: Place) -> Market:
    """Return a market with other persons or history."""
    faults: list[Fault] = []
    for key, value in values.items():
        node = from_python(value, place)
        try:
            number = leaves.count(node, 0, LARGEST_MARKET) if key == "persons" else leaves.whole_days(node)
        except Misread as misread:
            faults += [fault(at, key, text) for at, text in misread.findings]
            continue
        if key == "persons" and sum(market.entries) > number:
            faults.append(fault(node.place, key, f"fewer than the {sum(market.entries)} persons who enter"))
        by_hand = (*market.by_hand, (key, node.place))
        if key == "persons":
            market = replace(market, persons=number, by_hand=by_hand)
        else:
            market = replace(market, history=number, by_hand=by_hand)
    if faults:
        raise ScenarioError(faults)
    return market


def with_values(
    scenario: Some,
    values: Mapping[str, object],
    said: Place,
    places: Mapping[str, Place] | None = None,
    *,
    as_is: bool = False,
) -> Some:
    """Return a scenario with values of market or firm set by hand.

    Parameters
    ----------
    said, places
        Where they are set; where single keys stand, if in a file.
    as_is
        Whether the firm's are its state, from which levels are solved, and no act.
    """
    own = {key: value for key, value in values.items() if key in ("persons", "history")}
    rest = {key: value for key, value in values.items() if key not in own}
    faults: list[Fault] = []
    new, market = tuple[Written, ...](), scenario.market
    try:
        new = written(rest, said, (Owner.MARKET, Owner.FIRM), places=places)
        new = tuple(replace(one, as_is=as_is) for one in new)
        faults += overruled(new, scenario.strategies)
    except ScenarioError as error:
        faults += error.faults
    try:
        market = market_with(market, own, said)
    except ScenarioError as error:
        faults += error.faults
    if faults:
        raise ScenarioError(faults)
    return replace(scenario, market=market, changes=(*scenario.changes, *new))
