"""The differences in one response as the page shows them: sentences, plot and table."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from sim.experiment.answer import PROFIT, unit_of
from sim.experiment.result import ComparisonResult
from sim.experiment.settle import Verdict
from sim.experiment.tables import beside, best, promises, together
from sim.experiment.verdict import Comparison
from sim.experiment.words import unit_word
from sim.report.catalog import Words, name_html
from sim.report.enough import Enough, enough_of
from sim.report.estimates import Estimate, mean_today
from sim.report.figures import Mark, Scale, mark, scale_for
from sim.report.headline import Headline, Speaker, headline_of
from sim.report.numbers import NOTHING, rounded, whole


@dataclass(frozen=True)
class Differences:
    """The differences in one response: sentences, plot and table."""

    result: ComparisonResult
    words: Words
    response: str
    labels: dict[str, str]

    @property
    def lines(self) -> list[Comparison]:
        """One line a strategy, in the order of the experiment."""
        return [line for line in self.result.lines if line.response == self.response]

    @property
    def speaker(self) -> Speaker:
        """Who says it in words."""
        return Speaker(self.words, self.result.plan, self.response, self.labels)

    @property
    def span(self) -> str:
        """The time that differences are told over, in words."""
        run = self.result.plan.run
        return self.words.span(run.judged if self.response == PROFIT else run.length)

    @property
    def unit(self) -> str:
        """The unit that people read the response in."""
        return unit_of(self.result.plan, self.response)

    @cached_property
    def today(self) -> Estimate | None:
        """The baseline's mean."""
        return mean_today(self.result, self.response)

    @cached_property
    def headline(self) -> Headline:
        """The answer in sentences."""
        found = headline_of(self.speaker, self.lines, self.today, self.result.replications)
        return replace(found, sure=f"{found.sure} {self.left_over}") if self.left_over else found

    @property
    def left_over(self) -> str:
        """What the strategy with the largest gain leaves at the end, if that is worth less than today; else nothing."""
        better = [line for line in self.lines if line.verdict is Verdict.BETTER and line.difference is not None]
        if self.response != PROFIT or not better:
            return ""
        best = max(better, key=lambda line: line.difference or 0.0).name
        after = {line.response: line for line in self.result.lines if line.name == best}
        worth, both = after.get("equity"), after.get("profit_and_equity")
        if worth is None or both is None or both.difference is None or worth.verdict is not Verdict.WORSE:
            return ""
        amount = Speaker(self.words, self.result.plan, worth.response, self.labels).amount(worth)
        total = Speaker(self.words, self.result.plan, both.response, self.labels).side(rounded(both.difference))
        return self.words("head.left", amount=amount, total=total)

    @cached_property
    def scale(self) -> Scale:
        """The scale of the plot."""
        spans = [(line.low, line.high) for line in self.lines]
        return scale_for((low, high) for low, high in spans if low is not None and high is not None)

    def mark(self, line: Comparison) -> Mark | None:
        """Return the place of a line on the scale; None without an interval."""
        if line.difference is None or line.low is None or line.high is None:
            return None
        return mark(self.scale, line.difference, line.low, line.high)

    @property
    def is_cut(self) -> bool:
        """Whether something lies beyond the scale."""
        marks = [self.mark(line) for line in self.lines]
        return any(m is not None and (m.off or m.cut_left or m.cut_right) for m in marks)

    @cached_property
    def enough(self) -> list[Markup]:
        """From how many complaints a year on strategies with fixed costs would pay that do not pay now."""
        return [self._needs(one) for one in enough_of(self.result)] if self.response == PROFIT else []

    def _needs(self, one: Enough) -> Markup:
        """Return what a strategy would need, in words."""
        told, name = self.words.told, name_html(self.labels[one.name])
        about = {
            "name": name,
            "fixed": told(rounded(one.fixed), self.unit),
            "now": told(rounded(one.complaints), "count"),
        }
        if not one.is_known:
            return self.words.html("enough.unknown", **about)
        mean, low, high = (told(rounded(one.needed(gain)), "count") for gain in one.gain)
        back = told(rounded(one.gain[0]), self.unit)
        return self.words.html("enough.from", back=back, needed=mean, low=high, high=low, **about)

    @property
    def together(self) -> list[str]:
        """What bundles of strategies bring beyond the sum of their parts."""
        return together(self.result, self.response, self.words.language)

    @property
    def axis(self) -> str:
        """What the scale of the plot shows."""
        plain = not unit_word(self.unit)
        key = "forest.axis.plain" if plain else "forest.axis"
        return self.words(key, response=self.speaker.definition, unit=unit_word(self.unit, self.words.language))

    def beside(self, line: Comparison) -> str:
        """Return what stands beside a verdict, as the table of the terminal says it."""
        return beside(line, self.unit, self.words.language)

    @property
    def promises(self) -> list[str]:
        """What the intervals promise, and what they cannot."""
        return promises(self.result, self.response, self.words.language)

    @property
    def best(self) -> str:
        """Which scenarios may be the best, by their names for people; empty while it is too early."""
        return self.words("list.comma").join(self.labels[name] for name in best(self.result, self.response))

    def short(self, value: float | None) -> str:
        """Return a number for the plot, whose scale says the unit."""
        return NOTHING if value is None else whole(value, self.unit, sign=True)
