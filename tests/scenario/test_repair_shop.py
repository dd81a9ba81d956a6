"""The preset of repairs: most of what is complained about is poor work, not how staff behave."""

import numpy as np

from sim.engine.read import engine
from sim.model.events import Kind, Mode
from sim.model.setting import LogLevel
from sim.record import failure_mode
from sim.scenario import load

POOR_WORK = (Mode.INCOMPLETE, Mode.UNABLE, Mode.SEVERAL)


def complaints_by_mode(market: str, persons: int) -> dict[Mode, int]:
    """Return how many complaints there are in a year of how a failure showed."""
    scenario = load(market).with_values({"mechanisms.modes": True, "failure.rate": "8%", "persons": persons})
    events = engine.run(scenario.setting("1 year"), 1, 0, LogLevel.ALL).events
    said = events[events["kind"] == Kind.COMPLAINT][["person", "occasion"]].tolist()
    failed = events[events["kind"] == Kind.FAILURE]
    spoken = [key in set(said) for key in failed[["person", "occasion"]].tolist()]
    counts = np.bincount(failure_mode(failed["detail"][spoken]), minlength=len(Mode))
    return {mode: int(counts[mode]) for mode in Mode if mode}


def test_poor_work_is_complained_of_most_at_the_repair_shop_and_not_at_a_grocery() -> None:
    repairs, grocery = complaints_by_mode("repair", 1500), complaints_by_mode("corner_shop", 300)

    assert max(repairs, key=lambda mode: repairs[mode]) in POOR_WORK
    shares = [sum(found[mode] for mode in POOR_WORK) / sum(found.values()) for found in (repairs, grocery)]
    assert shares[0] > 0.8
    assert shares[1] < 0.75
