"""What is wrong between values that are right by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.model.events import Weekday


def relations(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is wrong between values, as key and text; what does not count is not judged."""
    found = []
    if values["start.customers"] + values["start.rival"] > 1:
        found.append(
            ("start.rival", "customers and rival's customers are more than 100% of persons; lower one of them")
        )
    if values["talk.degree"] % 2:
        found.append(("talk.degree", "must be even; half of the contacts stand on each side"))
    found += [
        (key, f"adds up to {sum(values[key]):.6g}; must add up to 1")
        for key in ("recovery.weights", "recovery.mix")
        if abs(sum(values[key]) - 1) > 1e-9  # noqa: PLR2004 rounding of decimals
    ]
    found += [
        (key, "all weights are 0; at least one must be above 0")
        for key in ("leaving.causes", "outside.profile", "outside.week")
        if not sum(values[key]) > 0
    ]
    found += [
        (key, "must not fall: silent or unresolved, resolved, resolved quickly")
        for key in ("outcome.minor", "outcome.major")
        if not max(values[key][:2]) <= values[key][2] <= values[key][3]
    ]
    if values["mechanisms.failures"] and not any(key.startswith("outcome.") for key, _ in found):
        found += _unsolvable(values)
    if values["hazard.churn"] > 0 and values["level.churn"] > 0:
        found.append(("hazard.churn", "level.churn says how many leave in all; set one of the two to 0%"))
    if values["hazard.churn"] > 0:
        found += _unsolvable_rates(values)
    if values["mechanisms.desk"] and values["mechanisms.roster"]:
        if not any(sum(values[f"roster.{day.name.lower()}"]) for day in Weekday):
            found.append(
                ("mechanisms.roster", "nobody is ever at the desk; give agents in roster.monday to roster.sunday")
            )
    elif values["mechanisms.desk"] and not values["desk.opens"] < values["desk.closes"]:
        found.append(("desk.closes", "the desk closes before it opens; desk.opens must be earlier"))
    return found


def _unsolvable(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what keeps the outcome table from being solved for who complains and what recovery changes."""
    from sim.model.attachment import severity_solution, surveyed_cells  # noqa: PLC0415 heavy, and rarely needed

    attachment, selection = values["complaint.attachment"], values["outcome.selection_share"]
    major = surveyed_cells(values["outcome.table"], tuple(values["outcome.major"]))
    for severity, cells in (("minor", tuple(values["outcome.minor"])), ("major", major)):
        try:
            severity_solution(values[f"complaint.{severity}"], attachment, cells, selection)
        except ValueError as error:
            return [("complaint.attachment", str(error))]
    return []


def _unsolvable_rates(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what keeps calendar rates from being solved for a yearly churn."""
    from sim.model.attachment import calendar_rates  # noqa: PLC0415 heavy, and rarely needed

    try:
        calendar_rates(values["hazard.churn"], tuple(values["hazard.shares"]))
    except ValueError as error:
        return [("hazard.shares", str(error))]
    return []
