"""The answer in sentences: one for the experiment, one for every strategy, in plain words and rounded numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sim.experiment.answer import unit_of
from sim.experiment.plan import Plan
from sim.experiment.settle import Verdict
from sim.experiment.tables import beside
from sim.experiment.verdict import Comparison
from sim.report.catalog import Words, name_html
from sim.report.estimates import Estimate
from sim.report.numbers import about
from sim.response import RESPONSES, Unit

_ORDER = (
    Verdict.BETTER, Verdict.TOO_EARLY, Verdict.NOT_SETTLED, Verdict.NONE_SEEN, Verdict.NONE_THAT_MATTERS,
    Verdict.EXACTLY_EQUAL, Verdict.WORSE,
)  # fmt: skip
_PLAIN = (Verdict.NONE_SEEN, Verdict.NONE_THAT_MATTERS, Verdict.EXACTLY_EQUAL)


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer to one experiment in one response.

    Parameters
    ----------
    answer, sure
        The main sentence, and how sure it is; ``sure`` may be empty.
    sentences
        Verdict and sentence of every strategy, gains first.
    """

    question: str
    facts: str
    answer: Markup
    sure: str
    sentences: tuple[tuple[Verdict, Markup], ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says differences of one response in words.

    Parameters
    ----------
    labels
        Name for people by scenario name.
    """

    words: Words
    plan: Plan
    response: str
    labels: dict[str, str]

    @property
    def unit(self) -> str:
        """The unit that people read the response in."""
        return unit_of(self.plan, self.response)

    @property
    def tail(self) -> str:
        """The ending of keys: sentences about profit are special."""
        return "" if self.response == "profit" else ".other"

    @property
    def definition(self) -> str:
        """The response in words, without what is said after a semicolon."""
        return self.words(f"definition.{self.response}").partition(";")[0]

    def side(self, value: float) -> str:
        """Return a signed difference as '5,200 CNY more'."""
        if not value:
            return self.words("amount.none")
        key = "amount.more" if value > 0 else "amount.less"
        return self.words(key, amount=self.words.told(abs(value), self.unit))

    def interval(self, line: Comparison) -> str:
        """Return the interval of a line in words; both ends as amounts when they are on the same side."""
        if line.low is None or line.high is None or line.difference is None:
            return self.words("say.open")
        if line.exact:
            return self.words("say.exact")
        _, low, high = about(line.difference, line.low, line.high)
        if line.verdict in (Verdict.BETTER, Verdict.WORSE) and (low > 0) == (high > 0):
            low, high = sorted((abs(low), abs(high)))
            return self.words("say.between", low=self.bare(low), high=self.words.told(high, self.unit))
        return self.words("say.from", low=self.side(low), high=self.side(high))

    def bare(self, value: float) -> str:
        """Return an amount without its currency: the other end of the interval says it."""
        money = RESPONSES[self.response].unit is Unit.MONEY
        return self.words.told(value, "count" if money else self.unit)

    def beside(self, line: Comparison) -> str:
        """Return what stands beside the verdict of a line."""
        return beside(line, self.unit, self.words.language)

    def sentence(self, line: Comparison) -> Markup:
        """Return what is known about one strategy."""
        name, rest = name_html(self.labels[line.name]), self.beside(line)
        if line.verdict in (Verdict.BETTER, Verdict.WORSE):
            key = f"say.{line.verdict}{self.tail}"
            said = self.words.html(key, name=name, amount=self.amount(line), interval=self.interval(line))
            return said if not line.guarded else self.words.html("say.rests", said=said, rest=rest)
        if line.verdict in _PLAIN:
            return self.words.html(f"say.{line.verdict}", name=name, beside=rest)
        return self.words.html(f"say.{line.verdict}", name=name, interval=self.interval(line), beside=rest)

    def amount(self, line: Comparison) -> str:
        """Return the size of a difference, rounded no finer than its interval allows."""
        value = line.difference or 0.0
        if line.low is not None and line.high is not None and not line.exact:
            value = about(value, line.low, line.high)[0]
        return self.words.told(abs(value), self.unit)


def headline_of(speaker: Speaker, lines: Sequence[Comparison], today: Estimate | None, replications: int) -> Headline:
    """Return the answer of an experiment in one response.

    The strategy named first is the settled one with the largest gain; that it beats the other ones is not said.
    """
    words, tail = speaker.words, speaker.tail
    order = sorted(lines, key=lambda line: (_ORDER.index(line.verdict), -abs(line.difference or 0.0)))
    better = [line for line in order if line.verdict is Verdict.BETTER]
    run = speaker.plan.run
    span = words.span(run.length if speaker.tail else run.judged)
    about_response = {"span": span, "response": speaker.definition}
    if better:
        best = better[0]
        name = name_html(speaker.labels[best.name])
        answer = words.html(f"head.best{tail}", name=name, amount=speaker.amount(best), **about_response)
        sure = _sure(speaker, best, today)
    else:
        answer, sure = words.html(f"head.none{tail}" if lines else "head.nothing", **about_response), ""
    facts = words(
        f"head.facts{tail}",
        persons=f"{speaker.plan.baseline.setting.persons:,}",
        replications=words.counted("replications", replications),
        profit=words.told(_rounded(today), speaker.unit),
        value=words.told(_rounded(today), speaker.unit),
        **about_response,
    )
    sentences = tuple((line.verdict, speaker.sentence(line)) for line in order)
    return Headline(words(f"head.question{tail}", **about_response), facts, answer, sure, sentences)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rounded(one: Estimate | None) -> float | None:
    if one is None or not one.is_known or not one.half:
        return None if one is None else one.value
    return about(one.value, one.low, one.high)[0]


def _sure(speaker: Speaker, line: Comparison, today: Estimate | None) -> str:
    """Return how sure the main sentence is, and for profit what share of today's it is."""
    if line.exact or line.low is None or line.high is None or line.difference is None:
        return speaker.words("head.sure.exact")
    if line.difference < 0:
        return speaker.words("head.sure.between", interval=_capital(speaker.interval(line)))
    _, low, high = about(line.difference, line.low, line.high)
    ends = {"low": speaker.bare(low), "high": speaker.words.told(high, speaker.unit)}
    if speaker.tail or today is None or today.value <= 0:
        return speaker.words("head.sure", **ends)
    share = 100.0 * line.difference / today.value
    return speaker.words("head.sure.share", share=f"{share:.2g}%" if share < 100 else f"{share:,.0f}%", **ends)  # noqa: PLR2004
