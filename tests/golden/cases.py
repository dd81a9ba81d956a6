# ruff: noqa: E501  settings as dense tables
"""Small settings whose records are pinned: what they are, and where their digests stand.

The values stand on defaults that are pinned too (``defaults.json``), so that another default in a declaration, which
is another scenario and no other model, leaves the digests as they are.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sim.model.attachment import solved
from sim.model.events import (
    Curve,
    DropOut,
    LeaveLaw,
    Network,
    Normalise,
    RateLaw,
    Reception,
    RecoveryLaw,
    SpanLaw,
)  # fmt: skip
from sim.model.parameters import MECHANISMS, PARAMETERS, Parameters
from sim.model.setting import EntryAs, LogLevel, Setting
from sim.record import MODEL_VERSION
from tests.engine.off import AWAKE, OTHER

FOLDER = Path(__file__).resolve().parent
DIGESTS, DEFAULTS = FOLDER / "digests.json", FOLDER / "defaults.json"
ADVICE = (
    "the same setting leaves another record. If that is meant, raise MODEL_VERSION in sim/record.py, run "
    "'python -m tools.golden' and say so in CHANGELOG.md; if not, find the change that did it"
)


class Case(NamedTuple):
    """A pinned run."""

    setting: Setting
    seed: int
    replication: int
    log_level: LogLevel


NAMES = {about.name for about in PARAMETERS}


def declared_defaults() -> dict[str, Any]:
    """Return the defaults of all declared parameters as they can stand in a JSON file."""
    plain = {about.name: about.default for about in PARAMETERS}
    return {name: list(x) if isinstance(x, tuple) else x for name, x in plain.items()}


def pinned_defaults() -> Mapping[str, Any]:
    """Return the pinned defaults; a parameter declared since then has the default of its declaration."""
    held = json.loads(DEFAULTS.read_text(encoding="utf-8")) if DEFAULTS.exists() else declared_defaults()
    return {name: tuple(x) if isinstance(x, list) else x for name, x in held.items()}


def given(**changes: Any) -> Parameters:  # noqa: ANN401  any field of Parameters
    """Return solved parameters."""
    return solved(
        replace(Parameters(), **({name: x for name, x in pinned_defaults().items() if name in NAMES} | changes))
    )


def case(p: Parameters, persons: int, days: float, level: LogLevel = LogLevel.ALL, **changes: Any) -> Case:  # noqa: ANN401
    """Return a pinned run; seed and replication depend on its size, so that they differ from run to run."""
    setting = Setting(persons=persons, run_length=days, **({"phases": ((0, p),)} | changes))
    return Case(setting, seed=1_000_003 * persons, replication=persons % 7, log_level=level)


ONLY: dict[str, Any] = {f"{name}_on": 0 for name in MECHANISMS}
BUSY: dict[str, Any] = {
    "outside_on": 1, "outside_rate": 8.0, "start_rival": 0.2, "buying_rate": 0.1, "failure_rate": 0.3, "complaint_major": 0.7,
    "complaint_minor": 0.3, "complaint_written": 0.2, "channel_cost": 10.0, "complaint_cost": 150, "need_mean": 0.05,
    "patience_mean": 0.03, "desk_wage": 9_000.0, "hazard_rates": (2e-4,) * 7 + (3e-3,), "talk_rate": 0.02, "follow_up_lag": 20.0, "advertising_spend": 20.0,
    "care_spend": 3.0, "programme_fixed": 40.0, "programme_per_customer": 0.5, "recovery_follow_up": 1, "follow_up_cost": 80,
    "recovery_compensation": 0.4, "recovery_apology": 1, "leaving_chance": 0.03, "outcome_intention_to_behaviour": 0.4,
}  # fmt: skip


def desk_cases() -> dict[str, Case]:
    """Return pinned runs in which the desk matters."""
    hours = {"desk_opens": 0.0, "desk_closes": 1.0}
    line = {
        "desk_on": 1,
        "outside_on": 1,
        "outside_rate": 40.0,
        "start_customers": 0.0,
        "need_mean": 0.04,
        "desk_agents": 2,
    }
    grid = {"need_law": SpanLaw.FIXED, "patience_law": SpanLaw.FIXED, "need_mean": 0.25, "patience_mean": 0.5}
    letters = {"complaint_written": 1.0, "recovery_voucher": 1, "recovery_fast_handling": 1, "recovery_empathy": 1}
    lognormal = {"need_law": SpanLaw.LOGNORMAL, "patience_law": SpanLaw.LOGNORMAL, "recovery_curve": Curve.ACCEPT}
    times = tuple(0.25 * (k // 3) for k in range(300))
    return {
        "an outside line that never closes": case(given(**(ONLY | line | hours)), 2, 40.0),
        "ties on a coarse grid": case(given(**(BUSY | grid | hours)), 40, 30.0, contact_times=times),
        "letters, vouchers, fast handling": case(given(**(BUSY | letters | lognormal)), 60, 120.0),
    }


def people_cases() -> dict[str, Case]:
    """Return pinned runs in which people differ, enter, leave and talk."""
    cdnow = {"buying_rate_law": RateLaw.GAMMA, "leaving_law": LeaveLaw.BETA, "leaving_after": DropOut.REPEAT_PURCHASES}
    headroom = {
        "talk_reception": Reception.HEADROOM,
        "talk_normalise": Normalise.LISTENER,
        "talk_network": Network.PREFERENTIAL,
    }
    mix = {"recovery_law": RecoveryLaw.MIX, "recovery_mix_costs": (100.0, 500.0, 900.0), "recovery_follow_up": 0}
    bass = {
        "talk_on": 1,
        "talk_network": Network.COMPLETE,
        "talk_rate": 0.1,
        "talk_conversion": 1.0,
        "start_customers": 0.02,
    }
    return {
        "buying and dropping out": case(given(**(ONLY | cdnow)), 100, 500.0, entries=(3, 0, 5, 90, 2)),
        "survivors at the start": case(given(**(BUSY | cdnow | {"start_tenure": 400.0})), 80, 90.5),
        "talk that moves inclinations": case(given(**(BUSY | headroom | {"talk_occasion_rate": 0.05})), 70, 150.0),
        "a rumour in a mixed crowd": case(given(**(ONLY | bass)), 150, 60.0),
        "a measured mix of outcomes": case(given(**(BUSY | mix)), 50, 200.0),
        "prospects who enter": case(given(**BUSY), 45, 100.0, entries=(1,) * 45, entry_as=EntryAs.PROSPECT),
    }


def run_cases() -> dict[str, Case]:
    """Return pinned runs with a history, with phases, with less than the whole log."""
    old, new = (
        given(**BUSY),
        given(**(BUSY | {"desk_agents": 3, "desk_closes": 0.9, "advertising_spend": 90.0, "programme_once": 700})),
    )
    phases = {"phases": ((0, old), (45, new), (80, old)), "history": 45}
    return {
        "a history and two changes": case(old, 90, 100.25, **phases),
        "a sample of the log": case(old, 120, 100.0, LogLevel.SAMPLE),
        "totals only": case(old, 110, 370.0, LogLevel.NONE),
    }


def side_cases() -> dict[str, Case]:
    """Return pinned runs in which every mechanism of the customer's side is awake."""
    return {
        "everything at once": case(given(**AWAKE), 60, 120.0),
        "everything at once, other laws": case(given(**(AWAKE | OTHER)), 75, 150.5),
        "everything but the desk, a sample of the log": case(
            given(**(AWAKE | {"desk_on": 0})), 90, 200.0, LogLevel.SAMPLE
        ),
    }


CASES: dict[str, Case] = desk_cases() | people_cases() | run_cases() | side_cases()


def pinned() -> dict[str, Any]:
    """Return the pinned version and digests."""
    content: dict[str, Any] = json.loads(DIGESTS.read_text(encoding="utf-8"))
    return content


def changed(version: str, was: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """Return a line for each pinned digest that changed or went without a new model version."""
    if version != MODEL_VERSION:
        return []
    return [
        f"'{name}': {digest[:12]} has become {now.get(name, 'none')[:12]}"
        for name, digest in was.items()
        if now.get(name) != digest
    ]
