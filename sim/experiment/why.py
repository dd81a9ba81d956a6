"""Why a strategy earns what it earns: its difference in profit part by part, and what became of whom.

Means over pairs that are run again with their whole logs, each with its interval. Fates and forks depend on the
pairing: other draws would touch other persons.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

from sim.engine.audit import agree
from sim.experiment.amounts import LONGEST, amount, interval
from sim.experiment.answer import PROFIT, exact_series, labels_of
from sim.experiment.arguments import Language
from sim.experiment.engines import computed
from sim.experiment.errors import PlanError
from sim.experiment.ledger import pair_of
from sim.experiment.parts import Part, Parts
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.size import check_entry
from sim.experiment.statistics import difference_series
from sim.experiment.words import number, words
from sim.model.setting import LogLevel
from sim.scenario.door import checked
from sim.scenario.fault import shown
from sim.scenario.show import padded, table_html, width_of

if TYPE_CHECKING:
    import pandas as pd

PAIRS = 30
"""Pairs that are run again unless others are asked for: seconds for some thousand customers and three years."""


@dataclass(frozen=True, eq=False, repr=False)
class CausalLedger(Parts):
    """Why an alternative's profit differs from the baseline's: two exact splits of the difference, and fates.

    Parameters
    ----------
    plan, entry
        What was run, and which of its scenarios this is about.
    pairs
        One for each replication that was run again.
    compared
        How many pairs the comparison holds.
    """

    @checked
    def to_pandas(self, language: Language = "en") -> pd.DataFrame:
        """Return both splits, the lives and the fates as a tidy table; what a row is about stands in ``of``."""
        import pandas as pd  # noqa: PLC0415 pandas is slow to import

        return pd.DataFrame(self.rows(language))

    @checked
    def rows(self, language: Language = "en") -> list[dict[str, Any]]:
        """Return that table as plain values: of, part, label, unit, mean, low, high, pairs."""
        money = self.plan.currency.code
        groups: dict[str, tuple[str, Iterable[Part]]] = {
            "difference": (money, [self.difference]),
            "account": (money, self.by_account),
            "fork": (money, self.by_fork),
            "lives": ("count", [self.changed, *self.lives.values()]),
            "fate": ("count", self.fates),
        }
        return [
            {"of": of, "part": part.name, "label": label_of(of, part.name, language), "unit": unit}
            | {"mean": part.mean, "low": part.low, "high": part.high, "pairs": len(self.pairs)}
            for of, (unit, parts) in groups.items()
            for part in parts
        ]

    @checked
    def as_dict(self, language: Language = "en") -> dict[str, Any]:
        """Return everything as plain JSON values; labels are in a language, all else is the same in each."""
        run = self.plan.run
        return {
            "alternative": self.entry.name,
            "baseline": self.plan.baseline.name,
            "pairs": len(self.pairs),
            "compared_pairs": self.compared,
            "persons": self.persons,
            "level": run.level,
            "parts": self.rows(language),
        }

    @property
    def _unit(self) -> str:
        return self.plan.currency.code

    @checked
    def title(self, language: Language = "en") -> str:
        """Return what is explained."""
        labels = labels_of(self.plan, language)
        name, baseline = (shown(labels[one.name], LONGEST) for one in (self.entry, self.plan.baseline))
        told = amount(self.difference.mean, self._unit, language)
        return words("why.title", language, name=name, baseline=baseline, amount=told)

    def _foot(self, language: Language = "en") -> list[str]:
        """Return what the tables rest on, how many lives changed, and what the tables do not say."""
        run, changed = self.plan.run, self.changed
        about = {"pairs": len(self.pairs), "compared": self.compared, "length": number(run.length), "seed": run.seed}
        heads = {
            "changed": amount(changed.mean, "count", language, sign=False),
            "interval": interval(changed, "count", language, sign=False),
            "persons": number(self.persons),
        }
        return [
            words("why.lives", language, **heads),
            words("why.basis", language, **about),
            words("why.splits", language, level=f"{100 * run.level:g}%"),
            words("why.forks", language),
            words("why.pairing", language),
        ]

    def _tables(self, language: Language = "en") -> list[list[tuple[str, ...]]]:
        """Return the two splits and the fates as tables, each with its head."""
        by_account = [
            (label_of("account", part.name, language), *self._amounts(part, language)) for part in self.by_account
        ]
        by_fork = [
            (
                label_of("fork", part.name, language),
                amount(self.lives[part.name].mean if part.name in self.lives else None, "count", language, sign=False),
                *self._amounts(part, language),
            )
            for part in self.by_fork
        ]
        by_fate = [
            (
                label_of("fate", part.name, language),
                amount(part.mean, "count", language, sign=False),
                interval(part, "count", language, sign=False),
            )
            for part in self.fates
        ]
        whole = label_of("account", "difference", language)
        sums = self._amounts(self.difference, language)
        changed = amount(self.changed.mean, "count", language, sign=False)
        heads = {key: words(f"why.head.{key}", language) for key in ("account", "fork", "fate", "lives", "persons")}
        money = (words("table.difference", language), words("table.interval", language))
        return [
            [(heads["account"], *money), *by_account, (whole, *sums)],
            [(heads["fork"], heads["lives"], *money), *by_fork, (whole, changed, *sums)],
            [(heads["fate"], heads["persons"], money[1]), *by_fate],
        ]

    def _amounts(self, part: Part, language: str) -> tuple[str, str]:
        return amount(part.mean, self._unit, language), interval(part, self._unit, language)

    @checked
    def to_text(self, language: Language = "en") -> str:
        """Return everything in plain text, in a language: ``en`` or ``zh``.

        Raises
        ------
        ArgumentError
            For another one.
        """
        tables = (_aligned(rows) for rows in self._tables(language))
        return "\n\n".join([self.title(language), *tables, "\n".join(self._foot(language))])

    def __repr__(self) -> str:
        """Return everything in plain text."""
        return self.to_text()

    def _repr_html_(self) -> str:
        """Return everything for a notebook."""
        titles = (self.title(), "", "")
        tables = (table_html(title, rows[0], rows[1:]) for title, rows in zip(titles, self._tables(), strict=True))
        return "".join([*tables, *(f"<p>{escape(text)}</p>" for text in self._foot())])


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows in columns, numbers to the right."""
    widths = [max(width_of(row[k]) for row in rows) for k in range(len(rows[0]))]
    last = len(widths) - 1
    lines = ((padded(cell, widths[k], right=0 < k < last) for k, cell in enumerate(row)) for row in rows)
    return "\n".join("  ".join(line).rstrip() for line in lines)


def label_of(of: str, name: str, language: str = "en") -> str:
    """Return what people call a part of a split, of the lives or of the fates.

    Examples
    --------
    >>> label_of("account", "sales"), label_of("lives", "departure"), label_of("fate", "saved")
    ('sales', 'leaving', 'saved by it')
    """
    key = {"account": f"account.{name.upper()}", "lives": f"fork.{name}"}.get(of, f"{of}.{name}")
    return words(f"why.{name}" if name in ("changed", "difference") else key, language)


def ledger_of(plan: Plan, rows: Rows, name: str, replications: int | None, engine: str) -> CausalLedger:
    """Return why a scenario of a plan differs from the baseline: the first pairs of the rows are run again.

    Parameters
    ----------
    replications
        How many at most; ``PAIRS`` if None. Those of which either run failed are left out.

    Raises
    ------
    PlanError
        Unknown scenario, no pair at all, or a log that is too large for this machine.
    AuditFault
        If a run is not the one that was stored.
    """
    entries = (plan.baseline, plan.entry(name))
    first, second = (exact_series(rows, entry, PROFIT) for entry in entries)
    stored = {one: int(value) for one, value in difference_series(first, second) if value is not None}
    if not stored:
        raise PlanError(f"{shown(name)}: no pair that could be run again")
    for entry in entries:
        check_entry(entry, LogLevel.ALL, engine)
    pairs = []
    for replication in islice(stored, PAIRS if replications is None else replications):
        a, b = (computed(engine, entry.setting, plan.run.seed, replication, LogLevel.ALL) for entry in entries)
        pairs.append(pair_of(replication, entries, (a, b)))
        agree("difference of the ledger = that of the rows", pairs[-1].difference, stored[replication])
    return CausalLedger(plan, entries[1], tuple(pairs), len(stored))


__all__ = ["PAIRS", "CausalLedger", "Part", "label_of", "ledger_of"]
