"""What stands as it is: problems, how fast each is found, and cases at the back office, in means."""

from typing import Any

from sim.model.codes import Outcome, RecoveryLaw
from sim.model.flat import Parameters
from sim.model.level.lifetable import Table
from sim.model.level.stations import share_near
from sim.model.rules.problems import found_by_itself, found_per_purchase


def standing_as_is(p: Parameters, table: Table, bought: float, fresh: float) -> dict[str, Any]:
    """Return what holds the number of problems as it is, and the cases that wait for the back office, by field.

    Each problem is found at the same rate h, and stands for ``fix.lag`` after that; so of N problems N / (1 + h lag)
    are not found, and as many arise as are found of these. Cases are those of a day times the days that each takes.

    Parameters
    ----------
    bought
        Purchases a day.
    fresh
        Share of failures that are no cause's second, among causes that are not removed.
    """
    found: dict[str, Any] = {}
    voiced = sum(one.share for one in table.ends if one.outcome != Outcome.SILENT)
    if p.backstage_on:
        later = 0.0 if p.recovery_law == RecoveryLaw.MIX else 1.0 - p.recovery_first_contact
        later *= 1.0 - share_near(p)
        takes = p.recovery_back_office * (p.recovery_fast_factor if p.recovery_fast_handling else 1.0)
        found["backstage_usual"] = bought * table.fails * voiced * later * takes
    if p.problems_on:
        anew = table.fails * fresh * (p.failure_left if p.causes_on else 1.0)
        met, sought = found_per_purchase(p, anew, voiced), found_by_itself(p)
        found |= {
            "problems_met": met,
            "problems_sought": sought,
            "problems_hidden": p.problems_open / (1.0 + (bought * met + sought) * p.fix_lag),
        }
    return found
