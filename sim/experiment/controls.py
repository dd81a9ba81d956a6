"""Negative controls: what must differ by exactly 0, and what must lose exactly what it costs.

The expected loss is computed from the parameters by the rule that books it, month by month, not from the run. Where
the cost depends on how many customers there are it is read from the ledger instead; then the control still shows
that nothing but this account moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sim.experiment.answer import PROFIT, Rows, exact_profit, replications_in, scale_of, scaled
from sim.experiment.plan import CONTROL, Entry, Plan
from sim.experiment.shard import Row
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


def _judged(plan: Plan, entry: Entry, rows: Rows) -> Control:
    pairs = [
        (before, after)
        for replication in replications_in(rows)
        if (before := rows.get((plan.baseline.key, replication))) is not None
        and (after := rows.get((entry.key, replication))) is not None
        and before["status"] == after["status"] == "done"
    ]
    if not pairs:
        return Control(entry.name, PROFIT, None, None, 0, None)
    rates = plan.baseline.rate, entry.rate
    found = [exact_profit(after, rates[1]) - exact_profit(before, rates[0]) for before, after in pairs]
    due = [expected_loss(plan.baseline, entry, before, after) for before, after in pairs]
    holds = found == due and all(_rest_is_same(entry.name, before, after) for before, after in pairs)
    scale = scale_of(plan, PROFIT)
    return Control(entry.name, PROFIT, _mean(found, scale), _mean(due, scale), len(pairs), holds)


def _mean(values: list[int], scale: Fraction) -> float:
    return scaled(values[0], scale) if len(set(values)) == 1 else float(Fraction(sum(values), len(values)) * scale)


def expected_loss(baseline: Entry, control: Entry, before: Row, after: Row) -> int:
    """Return what a pair must differ by, in units of 2^-40 minor units."""
    if control.name == IDENTICAL:
        return 0
    own, other = stated_cost(control.setting), stated_cost(baseline.setting)
    if own is not None and other is not None:
        months = [[a - b] for a, b in zip(own, other, strict=True)]
    else:
        ledgers = [(row["ledger"] or [])[1:] for row in (after, before)]
        months = [[a[Account.PROGRAMME] - b[Account.PROGRAMME]] for a, b in zip(*ledgers, strict=True)]
    return discounted(months, control.rate)


def stated_cost(setting: Setting) -> list[int] | None:
    """Return what the programme books each month by its parameters, negative; None if customers or phases decide."""
    _, p = setting.phases[0]
    if len(setting.phases) > 1 or p.programme_per_customer or p.programme_once:
        return None
    return [-standing_cost(p, Account.PROGRAMME, days, 0.0, 0.0) for days in month_lengths(setting)]


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


def _rest_is_same(name: str, before: Row, after: Row) -> bool:
    """Return whether no account but that of the programme moved; of an identical strategy, nothing at all."""
    if name == IDENTICAL:
        return before["digest"] == after["digest"]
    rest = [
        [
            [amount for account, amount in enumerate(month) if account != Account.PROGRAMME]
            for month in row["ledger"] or []
        ]
        for row in (before, after)
    ]
    return rest[0] == rest[1]


__all__ = ["IDENTICAL", "PLACEBO", "Control", "controls_of", "expected_loss", "month_lengths", "stated_cost"]
