"""What surveys see, against what is so: answers, the mean they tell, and which error of it comes from where.

The error of a mean is what the sample misses by chance, what those who do not answer take with them, and what is taken
down wrong; the three add up. What is felt stands in the rows, so that it can be held against what is said.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim.model.events import Kind
from sim.model.rules.outreach import PER_NIGHT
from sim.model.rules.surveys import LEAST_SAID, MISSED, PART, WAYS
from sim.record import Record, Table
from sim.response.counting import events_of, rows_of
from sim.response.declared import Unit, each, response
from sim.response.memory import once

MILLION = 1e6


class Seen(NamedTuple):
    """What all answers after the history say, and where the error of it comes from."""

    answers: int
    shown: int  # that show what matters to her
    said: float
    work: float  # what is said less what those feel who say it
    silence: float  # what those feel who answer less what those feel who were asked
    sampling: float  # what those feel who were asked less what all customers felt that night


@once
def seen_of(record: Record) -> Seen | None:
    """Return what surveys have seen; None without an answer, and without the complete log."""
    if not record.complete:
        return None
    rows = events_of(record, Kind.SURVEYED)
    rows = rows[(rows["detail"] != MISSED) & (rows["occasion"] % PER_NIGHT < WAYS)]
    felt, said = rows["detail"] // PART % PART / MILLION, rows["detail"] % PART / MILLION + LEAST_SAID
    answers = rows["detail"] // (PART * PART) % 2 == 1
    if not answers.any():
        return None
    waves = waves_of(record)
    order = np.argsort(waves["occasion"])
    place = order[np.searchsorted(waves["occasion"][order], rows["occasion"])]
    truth = waves["detail"][place] / MILLION
    shown: Table = rows["detail"] // (2 * PART * PART) > 0
    return Seen(
        int(np.count_nonzero(answers)),
        int(np.count_nonzero(shown)),
        float(said[answers].mean()),
        float(said[answers].mean() - felt[answers].mean()),
        float(felt[answers].mean() - felt.mean()),
        float(felt.mean() - truth.mean()),
    )


@each(
    response(name, Unit.COUNT, what, rows=rows, log=True, field=field)
    for name, what, rows, field in (
        ("survey_answers", "answers to the firm's surveys", "M03", "answers"),
        (
            "causes_shown",
            "answers to the firm's surveys that show what matters to the customer",
            "M01 M02 M06",
            "shown",
        ),
    )
)
def counted(record: Record, field: str) -> int | None:
    """Return one of the counts: 0 where nobody has answered; None without the complete log."""
    if not record.complete:
        return None
    found = seen_of(record)
    return 0 if found is None else int(getattr(found, field))


@each(
    response(name, unit, what, rows=rows, log=True, field=field)
    for name, unit, what, rows, field in (
        ("seen_satisfaction", Unit.SCORE, "mean satisfaction that answers to surveys tell", "M03", "said"),
        ("survey_sampling_error", Unit.RATIO, "what the sampled feel less what all customers feel", "M04", "sampling"),
        ("survey_silence_error", Unit.RATIO, "what those feel who answer less what the sampled feel", "M04", "silence"),
        ("survey_work_error", Unit.RATIO, "what is taken down less what those feel who answer", "M04 M05", "work"),
    )
)
def seen(record: Record, field: str) -> float | None:
    """Return what answers tell, or a part of its error; None without an answer."""
    found = seen_of(record)
    return None if found is None else float(getattr(found, field))


@response(
    "survey_error",
    Unit.SCORE,
    "distance of the mean satisfaction that answers tell from that of all customers when they were asked",
    rows="M05",
    higher_is_better=False,
    log=True,
)
def survey_error(record: Record) -> float | None:
    """Return the sum of the three errors without its sign; None without an answer."""
    found = seen_of(record)
    return None if found is None else abs(found.sampling + found.silence + found.work)


@response(
    "satisfaction_gap",
    Unit.RATIO,
    "mean satisfaction that answers of the firm's own customers tell, less that of the rival's",
    rows="M09",
    log=True,
)
def satisfaction_gap(record: Record) -> float | None:
    """Return how far the firm is ahead of its rival as surveys see it; None unless both have answered."""
    found = seen_of(record)
    if found is None:
        return None
    rows = events_of(record, Kind.SURVEYED)
    told = rows["detail"][(rows["occasion"] % PER_NIGHT >= WAYS) & (rows["detail"] >= PART * PART)]
    return found.said - float((told % PART / MILLION + LEAST_SAID).mean()) if len(told) else None


@response(
    "survey_age", Unit.DAYS, "days since the firm last asked customers", rows="M07", higher_is_better=False, log=True
)
def survey_age(record: Record) -> float | None:
    """Return the days from the last survey to the end; None if there was none, and without the complete log."""
    if not record.complete:
        return None
    waves = waves_of(record)
    return float(record.end - waves["time"].max()) if len(waves) else None


def waves_of(record: Record) -> Table:
    """Return the rows of surveys that began after the history: the firm's, one a survey."""
    rows = rows_of(record, Kind.WAVE)
    found: Table = rows[rows["time"] >= record.history]
    return found


__all__ = ["Seen", "counted", "satisfaction_gap", "seen", "seen_of", "survey_age", "survey_error", "waves_of"]
