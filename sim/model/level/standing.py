"""Standing problems as they are: how fast each is found, and how many nobody has found, in means."""

from typing import Any

from sim.model.codes import Outcome
from sim.model.flat import Parameters
from sim.model.level.lifetable import Table
from sim.model.rules.problems import found_by_itself, found_per_purchase


def problems_as_is(p: Parameters, table: Table, bought: float, fresh: float) -> dict[str, Any]:
    """Return what holds the number of problems as it is, by field.

    Parameters
    ----------
    bought
        Purchases a day.
    fresh
        Share of failures that are no cause's second, among causes that are not removed.

    Each problem is found at the same rate h, and stands for ``fix.lag`` after that; so of N problems N / (1 + h lag)
    are not found, and as many arise as are found of these.
    """
    voiced = sum(one.share for one in table.ends if one.outcome != Outcome.SILENT)
    anew = table.fails * fresh * (p.failure_left if p.causes_on else 1.0)
    met = found_per_purchase(p, anew, voiced)
    sought = found_by_itself(p)
    return {
        "problems_met": met,
        "problems_sought": sought,
        "problems_hidden": p.problems_open / (1.0 + (bought * met + sought) * p.fix_lag),
    }
