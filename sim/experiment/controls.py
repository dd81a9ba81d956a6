"""Negative controls: what must differ by exactly 0, and what must lose exactly what it costs.

The expected loss is computed from the parameters by the rule that books it, month by month, not from the run. Where
the cost depends on how many customers there are it is read from the ledger instead; then the control still shows
that nothing but this account moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sim.experiment.answer import PROFIT, scale_of, scaled
from sim.experiment.packed import Number
from sim.experiment.plan import CONTROL, Entry, Plan
from sim.experiment.rows import Asked, Booked, Mark, Measure, Rows
from sim.experiment.statistics import paired_differences
from sim.model.events import Account
from sim.model.rules.books import month_of, standing_cost
from sim.model.setting import Setting
from sim.response.money import discounted

IDENTICAL, PLACEBO = "identical", "placebo"


@dataclass(frozen=True, slots=True)
class Control:
    """One negative control over all pairs.

    Parameters
    ----------
    name
        ``identical`` or ``placebo``.
    difference, expected
        In currency units of the response profit: the mean over pairs, and what it must be in each; None without pairs.
    pairs
        Number of pairs looked at.
    holds
        Whether every single pair differs by exactly what it must; None without pairs.
    """

    name: str
    response: str
    difference: float | None
    expected: float | None
    pairs: int
    holds: bool | None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return {name: getattr(self, name) for name in ("name", "response", "difference", "expected", "pairs", "holds")}


def controls_of(plan: Plan, rows: Rows) -> tuple[Control, ...]:
    """Return the verdict on every control of a plan."""
    return tuple(_judged(plan, entry, rows) for entry in plan.of_role(CONTROL))


def controls_need(plan: Plan) -> set[Asked]:
    """Return what the controls of a plan ask of the rows, so that they are read once."""
    found: set[Asked] = set()
    for control in plan.of_role(CONTROL):
        for entry in (plan.baseline, control):
            measures: tuple[Measure, ...] = (_rest(control), *_cost(plan.baseline, control))
            if not _rest_is_all(plan.baseline, control):
                measures = (Booked(entry.rate), *measures)
            found |= {(entry.key, measure) for measure in measures}
    return found


def _judged(plan: Plan, entry: Entry, rows: Rows) -> Control:
    def differences(*measures: Measure) -> Sequence[Number]:
        series = (rows.series(one.key, measure) for one, measure in zip((plan.baseline, entry), measures, strict=True))
        return paired_differences(*series).differences

    marks = differences(_rest(entry), _rest(entry))
    pairs, moved = len(marks), any(marks)
    del marks  # a million of them count
    if not pairs:
        return Control(entry.name, PROFIT, None, None, 0, None)
    if not moved and _rest_is_all(plan.baseline, entry):
        return Control(entry.name, PROFIT, 0, 0, pairs, holds=True)
    found = differences(Booked(plan.baseline.rate), Booked(entry.rate))
    cost = _cost(plan.baseline, entry)
    due = differences(*cost, *cost) if cost else [stated_loss(plan.baseline, entry)] * len(found)
    holds = not moved and all(is_so == must_be for is_so, must_be in zip(found, due, strict=True))
    scale = scale_of(plan, PROFIT)
    return Control(entry.name, PROFIT, _mean(found, scale), _mean(due, scale), len(found), holds)


def _mean(values: Sequence[Number], scale: Fraction) -> float:
    same = all(value == values[0] for value in values)
    return scaled(values[0], scale) if same else float(Fraction(sum(values)) / len(values) * scale)


def _rest(control: Entry) -> Mark:
    """Return what must not move: every account but that of the programme; of an identical strategy, nothing at all."""
    return Mark(None if control.name == IDENTICAL else Account.PROGRAMME)


def _rest_is_all(baseline: Entry, control: Entry) -> bool:
    """Return whether profit differs by 0 wherever the rest does not move: the whole record, and discounted alike."""
    return control.name == IDENTICAL and control.rate == baseline.rate


def _cost(baseline: Entry, control: Entry) -> tuple[Booked, ...]:
    """Return what reads a control's cost from the ledger; nothing where it is known beforehand."""
    known = control.name == IDENTICAL or None not in (stated_cost(control.setting), stated_cost(baseline.setting))
    return () if known else (Booked(control.rate, (Account.PROGRAMME,)),)


def stated_loss(baseline: Entry, control: Entry) -> int:
    """Return what every pair must differ by, in units of 2^-40 minor units, where it is known beforehand."""
    if control.name == IDENTICAL:
        return 0
    costs = (stated_cost(entry.setting) or [] for entry in (control, baseline))
    return discounted([[own - other] for own, other in zip(*costs, strict=True)], control.rate)


def stated_cost(setting: Setting) -> list[int] | None:
    """Return what the programme books each month by its parameters, negative; None if customers or phases decide."""
    _, p = setting.phases[0]
    if len(setting.phases) > 1 or p.programme_per_customer or p.programme_once:
        return None
    return [-standing_cost(p, Account.PROGRAMME, days, 0.0, 0.0, 0.0) for days in month_lengths(setting)]


def month_lengths(setting: Setting) -> list[float]:
    """Return the days of each month after the history; the last one may be a part."""
    lengths: list[float] = []
    day = setting.history
    while day < setting.end:
        month = month_of(day, setting.history)
        lengths += [0.0] * (month + 1 - len(lengths))
        lengths[month] += min(1.0, setting.end - day)
        day += 1
    return lengths


__all__ = ["IDENTICAL", "PLACEBO", "Control", "controls_need", "controls_of", "month_lengths", "stated_cost"]
