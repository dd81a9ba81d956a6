"""One experiment as the page shows it: everything that its template needs, in words and places."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup

from sim.experiment.answer import labels_of
from sim.experiment.controls import IDENTICAL, Control
from sim.experiment.horizon_tables import HorizonTable, horizon_tables
from sim.experiment.plan import ALTERNATIVE, Entry
from sim.experiment.result import ComparisonResult
from sim.experiment.sensitivity.result import study_beside
from sim.model.events import Cause
from sim.model.setting import OutcomeTable
from sim.plausibility.card import Card
from sim.report import studies
from sim.report.catalog import Words, name_html
from sim.report.differences import Differences
from sim.report.estimates import Estimate, Fate, Split, fate_columns, fates_of, mean_today, moving, split_of
from sim.report.figures import Mark, Scale, mark, scale_for, shares
from sim.report.numbers import exactly, portable, whole
from sim.report.sources import Origins, Stated, changes_of, in_use, numbers_of, starts_of, tally
from sim.report.why_they_leave import Causes, Cells, cells_of, targets_of
from sim.response.equity import EQUITY
from sim.scenario.compose import BY_KEY

PROFIT = "profit"
_SURVEYED = (BY_KEY["outcome.major"].default, BY_KEY["outcome.minor"].default)


@dataclass(frozen=True)
class Section:
    """One experiment.

    Parameters
    ----------
    number
        From 1; makes the anchors of a page unique.
    card
        Of today's market, if it was asked for and its file was found.
    """

    number: int
    result: ComparisonResult
    origins: Origins
    causes: Causes
    words: Words
    card: Card | None = None

    @cached_property
    def labels(self) -> dict[str, str]:
        """Name for people of every scenario; the baseline is the shop as it is."""
        plan = self.result.plan
        return labels_of(plan, self.words.language) | {plan.baseline.name: self.words("today.long")}

    @property
    def title(self) -> Markup:
        """The experiment's name for people."""
        return name_html(self.plain_title)

    @property
    def plain_title(self) -> str:
        """The experiment's name as plain text."""
        return self.words.name(self.result.plan.label, self.result.plan.name)

    @property
    def alternatives(self) -> tuple[Entry, ...]:
        """The strategies."""
        return self.result.plan.of_role(ALTERNATIVE)

    @property
    def level(self) -> str:
        """The level of intervals in percent."""
        return f"{100 * self.result.plan.run.level:g}%"

    @property
    def span(self) -> str:
        """The run length in words."""
        return self.words.span(self.result.plan.run.length)

    @cached_property
    def differences(self) -> list[Differences]:
        """The compared responses, the first one foremost."""
        return [Differences(self.result, self.words, name, self.labels) for name in self.result.responses]

    @property
    def beside(self) -> list[HorizonTable]:
        """Profit at other horizons and when strategies have paid for themselves, if that was asked."""
        return horizon_tables(self.result, self.labels, self.words.language)

    @cached_property
    def study(self) -> studies.StudyShown | None:
        """What would change the answer, where a study lies beside the rows; the full one if there are two."""
        found = self.result.folder and study_beside(self.result.folder)
        return studies.shown(found.told, self.words) if found else None

    @property
    def is_broken(self) -> bool:
        """Whether a control failed."""
        return any(control.holds is False for control in self.result.controls)

    @cached_property
    def splits(self) -> dict[str, Split]:
        """How profit differences split, by strategy."""
        found = (split_of(self.result, entry) for entry in self.alternatives)
        return {split.name: split for split in found if split is not None}

    @property
    def groups(self) -> list[str]:
        """The groups of accounts that move."""
        return moving(list(self.splits.values()))

    @cached_property
    def money_scale(self) -> Scale:
        """The scale that all bars of the section share."""
        bars = [part for split in self.splits.values() for part in split.bars.values()]
        return scale_for(part.ends for part in bars)

    def bars(self, split: Split) -> list[tuple[str, Estimate, Mark]]:
        """Return the bars of a strategy: group, estimate, place."""
        return [(key, part, mark(self.money_scale, part.value, *part.ends)) for key, part in split.bars.items()]

    def plus_minus(self, part: Estimate, unit: str) -> str:
        """Return the half width of an interval; empty where there is none."""
        return f"± {whole(part.half, unit)}" if part.is_known and (part.half or part.value) else ""

    def part_text(self, part: Estimate) -> str:
        """Return an amount of money with its interval in words."""
        code = self.result.plan.currency.code
        if not part.is_known:
            return self.words.told(part.value, code, sign=True)
        ends = (self.words.told(end, code, sign=True) for end in (part.value, part.low, part.high))
        value, low, high = ends
        return self.words("say.part", value=value, low=low, high=high)

    @property
    def cause_caption(self) -> str:
        """What the table of causes rests on."""
        n = len(self.causes.replications)
        return self.words("cause.caption.one") if n == 1 else self.words("cause.caption", replications=n)

    @property
    def reasons(self) -> list[tuple[str, list[str], list[tuple[Markup, Cells]]]]:
        """The tables of causes and of drivers: caption, heads, and rows by scenario."""
        found, tables = self.causes, []
        for family, caption, codes, counts in (
            ("cause", self.cause_caption, found.seen, found.counts),
            ("driver", self.words("driver.caption"), found.moving, found.drivers),
        ):
            rows = [(name_html(self.labels[name]), cells_of(counted, codes)) for name, counted in counts]
            heads = [self.words(f"{family}.{code.name}") for code in codes]
            tables.append((caption, heads, rows))
        return tables

    @property
    def cause_targets(self) -> list[tuple[str, float, list[float | None]]]:
        """Cause, its target share and the share it had in every scenario; empty where a market gives rates instead."""
        targets = targets_of(in_use(self.result.plan.baseline))
        causes = [cause for cause in Cause if cause in targets or (targets and cause in self.causes.seen)]
        names = [name for name, _ in self.causes.counts]
        found = ([self.causes.share(name, cause) for name in names] for cause in causes)
        return [(c.name, targets.get(c, 0.0), shares) for c, shares in zip(causes, found, strict=True)]

    @property
    def target_caption(self) -> str:
        """What the table of target shares says."""
        churn = in_use(self.result.plan.baseline).hazard_churn
        return self.words("cause.shares", churn=f"{100 * churn:g}%")

    @cached_property
    def fates(self) -> list[Fate]:
        """What becomes of customers, today first."""
        return fates_of(self.result)

    @property
    def fate_columns(self) -> list[tuple[str, str]]:
        """Name and unit of the columns of the customers' table."""
        return fate_columns(self.result.plan, self.fates)

    @property
    def customers_at_start(self) -> str:
        """How many customers there are at first; empty if none or unknown."""
        found = mean_today(self.result, "customers_at_start")
        return f"{found.value:,.0f}" if found is not None and found.value else ""

    @cached_property
    def numbers(self) -> list[Stated]:
        """Every number that today's scenario rests on."""
        return numbers_of(self.result.plan, self.origins)

    @property
    def statuses(self) -> list[tuple[str, int, float, float]]:
        """Status, count, and place and width in a bar, in percent."""
        counts = tally(self.numbers)
        places = shares(list(counts.values()))
        return [(status, n, *place) for (status, n), place in zip(counts.items(), places, strict=True)]

    @property
    def count_text(self) -> str:
        """How many numbers are assumed."""
        counts = tally(self.numbers)
        unknown = counts.get("unknown", 0)
        key = "source.count.unknown" if unknown else "source.count"
        return self.words(key, n=counts.get("assumed", 0), m=len(self.numbers), k=unknown)

    def changes(self, entry: Entry) -> list[Stated]:
        """Return what a strategy changes."""
        return changes_of(self.result.plan, entry, self.origins)

    def starts(self, entry: Entry) -> int:
        """Return the day on which a strategy starts."""
        return starts_of(self.result.plan, entry)

    def value_text(self, one: Stated) -> str:
        """Return a value; yes or no for a switch."""
        return self.words.value(one.value)

    def change_text(self, one: Stated) -> str:
        """Return a change: from what to what."""
        return self.words("strategies.to", before=self.words.value(one.before), after=self.words.value(one.value))

    def range_text(self, one: Stated) -> str:
        """Return the stated range of a number; empty if there is none."""
        low, high = self.words.value(one.low), self.words.value(one.high)
        return self.words("source.of", low=low, high=high) if one.low else ""

    def status_text(self, one: Stated) -> str:
        """Return status and range of a number in brackets."""
        status, known = self.words(f"status.{one.status}"), self.range_text(one)
        key = "strategies.source.range" if known else "strategies.source"
        return self.words(key, status=status, range=known)

    def about(self, entry: Entry) -> str:
        """Return what the files say about a strategy, if they were found."""
        scenario = self.origins.of(entry)
        return " ".join(self.words.name(s.text, "") for s in scenario.strategies) if scenario is not None else ""

    @property
    def about_market(self) -> str:
        """What the files say about the market."""
        scenario = self.origins.of(self.result.plan.baseline)
        return self.words.name(scenario.market.text, "") if scenario is not None else ""

    def control_says(self, control: Control) -> str:
        """Return what a control must do and does."""
        if control.holds is None:
            return self.words("control.unknown")
        sign = -1 if control.name != IDENTICAL else 1
        currency, language = self.result.plan.currency, self.words.language
        found = {"difference": control.difference, "expected": control.expected}
        values = {k: exactly(sign * (v or 0.0), currency.code, currency.decimals, language) for k, v in found.items()}
        pairs = self.words.counted("control.pairs", control.pairs)
        return self.words("control.said", what=self.words(f"control.{control.name}.says", **values), pairs=pairs)

    @property
    def market_caveat(self) -> str:
        """What must be known about the market before any number is read; empty if nothing is."""
        key = f"caveat.market.{self.result.plan.market}"
        return self.words(key) if key in self.words else ""

    @property
    def caveats(self) -> list[Markup]:
        """What to keep in mind."""
        w, plan = self.words, self.result.plan
        p = in_use(plan.baseline)
        found = [w.html("caveat.studied" if self.study else "caveat.chance"), w.html("caveat.model")]
        share = f"{100 * p.outcome_intention_to_behaviour:g}%"
        if p.failures_on and p.outcome_table == OutcomeTable.RAGE_2020:
            found.append(w.html("caveat.rage", share=share))
        elif p.failures_on and (p.outcome_major, p.outcome_minor) == _SURVEYED:
            found.append(w.html("caveat.outcome", share=share))
        if PROFIT in self.result.responses:
            found.append(w.html("caveat.discount", rate=f"{100 * p.discount_rate:g}%"))
        found.append(w.html("caveat.after", span=self.span))
        return found

    @property
    def commands(self) -> list[str]:
        """The commands that make this page again; where no command asked the question, the one for the folder."""
        plan, folder, known = self.result.plan, self.result.folder, self.origins.experiment
        where = portable(str(folder)) if folder is not None else f"results/{plan.name}-{plan.digest[:8]}"
        report = shlex.join(["sim", "report", where])
        if plan.asked:
            words = [portable(word) for word in plan.asked]
            verb = "run" if len(words) > 1 and not words[1].startswith("-") else "compare"
            return [shlex.join(["sim", verb, *words, "--out", where]), report]
        if known is None:
            return [report]
        asked = ["--replications", str(self.result.replications), "--seed", str(plan.run.seed)]
        length = ["--run-length", f"{plan.run.length:.10g} days"]
        asked += length if plan.run.length != known.run.length else []
        asked += ["--level", self.level] if plan.run.level != known.run.level else []
        names = tuple(name for name in self.result.responses if name in known.responses or name not in EQUITY)
        asked += [w for name in names for w in ("--response", name)] if names != tuple(known.responses) else []
        return [shlex.join(["sim", "compare", plan.name, *asked, "--out", where]), report]
