"""The common sub-model: as a setting of the program, and as a kernel in C (kernel.c), where there is a compiler."""

import ctypes
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

import sim
from sim.model.events import Account, Kind
from sim.model.parameters import MECHANISMS, Parameters
from sim.model.setting import Setting
from sim.record import Record, month_count

COMPILER = shutil.which("cc")
FLAGS = ("-O2", "-ffp-contract=off", "-std=c11", "-shared", "-fPIC")  # nothing that may change a bit
SOURCE = Path(__file__).with_name("kernel.c")
ON = {"failures", "complaints", "desk"}
KINDS = (
    Kind.PURCHASE, Kind.GOODS, Kind.FAILURE, Kind.SILENCE, Kind.COMPLAINT,
    Kind.ANSWER, Kind.SERVED, Kind.GIVE_UP, Kind.CLOSED, Kind.DEPARTURE,
)  # fmt: skip
ACCOUNTS = (Account.SALES, Account.GOODS, Account.HANDLING)
HAPPENINGS = [KINDS.index(kind) for kind in (Kind.PURCHASE, Kind.SERVED, Kind.GIVE_UP)]
REALS = (
    "buying_rate", "buying_rate_shape", "basket_mean", "basket_personal_spread", "basket_noise_variance",
    "goods_margin", "failure_rate", "failure_major", "complaint_offset_minor", "complaint_offset_major",
    "complaint_attachment", "patience_mean", "need_mean", "need_spread", "desk_skill", "recovery_tau",
    "recovery_tau_fast", "leaving_chance", "outcome_reference", "outcome_intention_to_behaviour",
    "stay_slope_minor", "stay_slope_major",
)  # fmt: skip
SEQUENCES = {"recovery_weights": 3, "stay_logit_minor": 4, "stay_logit_major": 4}
WHOLES = ("desk_agents", "complaint_cost")

Wholes = NDArray[np.int64]


class Given(ctypes.Structure):
    """The parameters as kernel.c lays them out."""

    _fields_ = (
        *((name, ctypes.c_double) for name in REALS),
        *((name, ctypes.c_double * length) for name, length in SEQUENCES.items()),
        *((name, ctypes.c_int64) for name in WHOLES),
    )


@dataclass(frozen=True)
class Counted:
    """What a run of the sub-model comes to: events by ``KINDS``, booked amounts by ``ACCOUNTS``."""

    counts: Wholes
    booked: Wholes

    @property
    def happenings(self) -> int:
        """Purchases, ends of services and visitors who gave up: what moves the clock."""
        return int(self.counts[HAPPENINGS].sum())


def common_setting(persons: int, days: float, **changes: object) -> Setting:
    """Return the corner shop with the sub-model alone: all are customers, two agents for 10,000 persons' complaints.

    ``changes`` are values by key, with ``__`` for a dot.
    """
    agents = max(1, round(persons * 36 / 365 * 0.04 / 24 / 0.9 / 0.95))
    values: dict[str, object] = {f"mechanisms.{name}": name in ON for name in MECHANISMS}
    values |= {"start.customers": "100%", "start.rival": "0%", "start.tenure": "0 days", "persons": persons}
    values |= {"failure.rate": "8%", "complaint.minor": "50%", "complaint.major": "50%", "complaint.written": "0%"}
    values |= {"need.mean": "60 minutes", "patience.mean": "12 hours", "desk.agents": agents}
    values |= {"desk.opens": "0 hours", "desk.closes": "24 hours", "level.churn": 0, "leaving.chance": "0.15%"}
    values |= {"recovery.first_contact": "100%", "recovery.apology": False, "recovery.compensation": 0}
    values |= {name.replace("__", "."): value for name, value in changes.items()}
    return sim.load("corner_shop").with_values(values).setting(days)


def counted(record: Record) -> Counted:
    """Return what a run of the program comes to in the sub-model."""
    return Counted(record.counts[0][list(KINDS)], record.ledger.sum(axis=0)[list(ACCOUNTS)])


def given(p: Parameters) -> Given:
    """Return the parameters for C."""
    return Given(
        **{name: getattr(p, name) for name in (*REALS, *WHOLES)},
        **{name: (ctypes.c_double * length)(*getattr(p, name)) for name, length in SEQUENCES.items()},
    )


def kernel() -> Callable[..., Counted]:
    """Compile the kernel; return a function of (setting, seed, replication), ``is_by_day`` and the persons' rates."""
    with TemporaryDirectory() as folder:
        library = Path(folder) / "kernel.so"
        subprocess.run([COMPILER or "cc", *FLAGS, "-o", library, SOURCE, "-lm"], check=True)
        loaded = ctypes.CDLL(str(library))  # stays loaded when its file is gone

    def run(
        setting: Setting, seed: int, replication: int, *, is_by_day: bool, rates: NDArray[np.float64] | None = None
    ) -> Counted:
        counts = np.zeros(len(KINDS), np.int64)
        ledger = np.zeros((month_count(0, setting.run_length), len(ACCOUNTS)), np.int64)
        loaded.run(
            ctypes.byref(given(setting.phases[0][1])), ctypes.c_int64(setting.persons),
            ctypes.c_double(setting.run_length), ctypes.c_uint64(seed), ctypes.c_uint64(replication),
            ctypes.c_int64(is_by_day), None if rates is None else rates.ctypes.data_as(ctypes.c_void_p),
            counts.ctypes.data_as(ctypes.c_void_p), ledger.ctypes.data_as(ctypes.c_void_p),
        )  # fmt: skip
        return Counted(counts, ledger.sum(axis=0))

    return run
