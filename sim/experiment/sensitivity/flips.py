"""Where an answer turns: values of one assumption at which a strategy's sign or the winner changes, by bisection.

All values are looked at with the same replications, so that the mean difference is one curve and its crossing of 0 one
point; how sure that point is, is the standard error of the difference there over the slope of the curve.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from sim.experiment.sensitivity.assumptions import Assumption
from sim.experiment.sensitivity.looks import Numbers, Point
from sim.experiment.sensitivity.screening import standard_error
from sim.model.quantities import Unit
from sim.scenario.compose import BY_KEY

SURE = 1.96  # standard errors of a 95% interval
CLEAR = 4.0  # standard errors that a slope is of
NEAR = 0.05  # half of an interval that is near enough, as a share of the range


class Turn(StrEnum):
    """Whether an answer turns."""

    WITHIN = "within its range"
    OUTSIDE = "outside it"
    NEVER = "never"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Question:
    """An answer that may turn: first is better than second, in the response's unit and direction.

    Parameters
    ----------
    winner
        Whether it is about which scenario is best; else about the sign of first against the baseline, second.
    """

    first: str
    second: str
    winner: bool

    def gap(self, found: Mapping[str, Numbers]) -> Numbers:
        """Return first - second, pair by pair."""
        return found[self.first] - found[self.second]


@dataclass(frozen=True, slots=True)
class Flip:
    """How one assumption turns one answer.

    Parameters
    ----------
    at
        Share of the range at which it turns; outside [0, 1] by the line through value and end, not run. None if it
        does not turn.
    low, high
        Its 95% interval by the pairs, as shares; None where there is none.
    """

    question: Question
    assumption: Assumption
    turn: Turn
    at: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def distance(self) -> float:
        """How far from the value it turns, as a share of the range; infinite if it does not."""
        return abs(self.at - self.assumption.at_base) if self.at is not None else float("inf")


@dataclass(slots=True)
class Bracket:
    """An interval of shares in which an answer turns: at ``near`` it is as at the value, at ``far`` the other way.

    ``whole`` is the slope of the whole way, from the value to the end.
    """

    question: Question
    assumption: Assumption
    near: float
    far: float
    gap_near: Numbers
    gap_far: Numbers
    whole: float = field(init=False)

    def __post_init__(self) -> None:
        """Take the slope before anything is halved."""
        self.whole = float(np.nanmean(self.gap_far) - np.nanmean(self.gap_near)) / (self.far - self.near)

    @property
    def middle(self) -> float:
        """The next share to look at."""
        return (self.near + self.far) / 2.0

    @property
    def point(self) -> Point:
        """The next point to look at, with the two scenarios that matter."""
        return Point({self.assumption: self.middle}, frozenset({self.question.first, self.question.second}))

    def halve(self, gap: Numbers) -> None:
        """Go on in the half in which the answer turns."""
        if np.sign(np.nanmean(gap)) == np.sign(np.nanmean(self.gap_near)):
            self.near, self.gap_near = self.middle, gap
        else:
            self.far, self.gap_far = self.middle, gap

    @property
    def slope(self) -> float:
        """The slope that makes an uncertain gap an uncertain share: the one where it turns if clear, else the whole."""
        step = self.gap_far - self.gap_near
        mean = float(np.nanmean(step))
        clear = abs(mean) > CLEAR * standard_error(step)
        own = mean / (self.far - self.near)
        return own if clear and own * self.whole > 0.0 else self.whole

    def half_width(self, gap: Numbers) -> float:
        """Return half of the interval that a gap with so much chance in it leaves, as a share of the range."""
        return SURE * standard_error(gap) / abs(self.slope) if self.slope else float("inf")

    def times(self, most: int) -> int:
        """Return how many times as many pairs would make it near enough: a power of 2, at most ``most``."""
        wanted = (self.half_width((self.gap_near + self.gap_far) / 2.0) / NEAR) ** 2
        return next((2**k for k in range(most.bit_length()) if 2**k >= wanted), most)

    def flip(self, sharp: Numbers | None) -> Flip:
        """Return the flip by the line through both ends, or by the gap at the middle that more pairs have shown."""
        if sharp is None:
            one, other = float(np.nanmean(self.gap_near)), float(np.nanmean(self.gap_far))
            at = self.near + (self.far - self.near) * one / (one - other)
            half = self.half_width((self.gap_near + self.gap_far) / 2.0)
        else:
            at, half = self.middle - float(np.nanmean(sharp)) / self.slope, self.half_width(sharp)
        low, high = max(0.0, at - half), min(1.0, at + half)
        return Flip(self.question, self.assumption, Turn.WITHIN, at, low, high)


def judged(
    question: Question, assumption: Assumption, base: Numbers, ends: Iterable[tuple[float, Numbers]]
) -> Flip | Bracket:
    """Return whether an answer turns between the value and the ends of an assumption's range.

    Parameters
    ----------
    base
        The gap at the value itself.
    ends
        Shares and the gaps there.

    Returns
    -------
    A bracket if the gap has clearly the other sign at an end, the nearer one if at both; else the flip as it is.
    """
    sign, found, beyond, unsure = np.sign(np.nanmean(base)), [], [], False
    for share, gap in ends:
        mean, error = float(np.nanmean(gap)), SURE * standard_error(gap)
        step = gap - base
        moves, scatter = float(np.nanmean(step)), SURE * standard_error(step)
        if mean * sign < -error:
            found.append(Bracket(question, assumption, assumption.at_base, share, base, gap))
        elif mean * sign < error:
            unsure = True
        elif moves * sign < -scatter:
            beyond.append(assumption.at_base + (share - assumption.at_base) * float(np.nanmean(base)) / -moves)
    if found:
        return min(found, key=lambda one: abs(one.far - one.near))
    if unsure:
        return Flip(question, assumption, Turn.UNCLEAR)
    possible = [share for share in beyond if _can_be(assumption, share)]
    if possible:
        return Flip(question, assumption, Turn.OUTSIDE, min(possible, key=lambda one: abs(one - assumption.at_base)))
    return Flip(question, assumption, Turn.NEVER)


def _can_be(assumption: Assumption, share: float) -> bool:
    """Return whether a value beyond the range is one that its key takes at all."""
    parameter, value = BY_KEY[assumption.key], float(assumption.value(share))
    if assumption.strategy or parameter.unit in (Unit.MONEY, Unit.MONEY_RATE):
        return value >= 0.0
    return parameter.low <= value <= parameter.high


def bisected(
    brackets: Sequence[Bracket],
    steps: int,
    most: int,
    look: Callable[[list[Point], str, int], Sequence[Mapping[str, Numbers]]],
) -> list[Flip]:
    """Return the flips in some brackets after so many halvings, all brackets in one look a step.

    Parameters
    ----------
    most
        Times as many pairs, a power of 2, with which a middle is looked at that is not near enough; 1: with none more.
    look
        Of some points, under a name and with so many times the usual pairs: what was found at each; nothing where
        values cannot be together.
    """
    for step in range(1, steps + 1):
        found = look([one.point for one in brackets], str(step), 1) if brackets else []
        for one, values in zip(brackets, found, strict=True):
            if values:
                one.halve(one.question.gap(values))
    sharp: dict[int, Numbers] = {}
    for times in [2**k for k in range(1, most.bit_length())]:
        wide = [one for one in brackets if one.times(most) == times]
        found = look([one.point for one in wide], f"sharp-{times}", times) if wide else []
        sharp |= {id(one): one.question.gap(values) for one, values in zip(wide, found, strict=True) if values}
    return [one.flip(sharp.get(id(one))) for one in brackets]
