"""What moved her stands with whoever left: lives made by hand, alike in both engines."""

from dataclasses import replace
from typing import Any

import pytest

from sim.model.drivers import Driver
from sim.model.events import Cause, Kind, Status
from sim.model.rules.contacts import PROGRAMMES
from tests.engine.hand import failing, life, loyal, unlike
from tests.engine.side_by_side import both
from tests.oracles.checks import world

FINAL: dict[str, Any] = {"outcome_minor": (0.001,) * 4, "outcome_major": (0.001,) * 4, "outcome_reference": 1.0}
MOVES: dict[str, Any] = {"hazards_on": 1, "hazard_rates": (0.0,) * 7 + (0.5,)}

WOKEN: dict[str, Any] = {"contacts_on": 1, "contact_call": 1.0, "contact_silent": 0.01}
WOKEN |= {"contact_reach": (1.0,) * PROGRAMMES, "contact_fits": (0.0,) * PROGRAMMES}
WOKEN |= {"contact_wakes": (1.0,) * PROGRAMMES}


def leaving(**changes: Any) -> Any:  # noqa: ANN401  any field of Parameters
    """Return customers from the start who leave for good."""
    return loyal(**({"leaving_to_rival": 0.0} | changes))


@pytest.mark.parametrize(
    ("p", "driver", "cause"),
    [
        (failing(**FINAL, complaints_on=0), Driver.FAILURE, Cause.CORE),
        (failing(**FINAL, recovery_weights=(1.0, 0.0, 0.0)), Driver.RESPONSE, Cause.RESPONSE),
        (leaving(leaving_chance=1.0, leaving_causes=(1.0,) + (0.0,) * 7), Driver.EVERYDAY, Cause.CORE),
        (leaving(**MOVES), Driver.MOVING, Cause.INVOLUNTARY),
        (leaving(**WOKEN), Driver.CALL, Cause.ENCOUNTER),
        (leaving(scandal_on=1, scandal_day=2, scandal_leaving=1.0), Driver.SCANDAL, Cause.ETHICS),
        (leaving(dropping_on=1, dropping_every=2, dropping_complaints=0, dropping_worth=10**9), Driver.DROPPED,
         Cause.INVOLUNTARY),
    ],
)  # fmt: skip
def test_who_leaves_has_a_driver_beside_the_cause(p: Any, driver: Driver, cause: Cause) -> None:  # noqa: ANN401
    record = both(world(p, 1, 20.0))

    assert [row[1] for row in life(record)].count(Kind.DEPARTURE) == 1
    assert not unlike(record.people[0], driver=driver, cause=cause)


def test_who_stays_and_a_prospect_who_moves_away_have_no_driver() -> None:
    stays, prospect = (
        both(world(loyal(), 1, 20.0)),
        both(world(replace(leaving(**MOVES), start_customers=0.0), 1, 20.0)),
    )

    assert not unlike(stays.people[0], driver=Driver.NONE, status=Status.CUSTOMER)
    assert not unlike(prospect.people[0], driver=Driver.NONE, status=Status.OUT)
