"""What a card holds: every figure of a market, and how it lies to the published ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.plausibility.figures import Figure
from sim.plausibility.published import Published, Word, held_against
from sim.scenario import Label


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure of a market.

    Parameters
    ----------
    value, half
        Its mean over replications, and half the width of the 95% interval of that; None where there is none.
    rows, word
        The published figures for it, and how it lies to them; no rows where there is no value.
    reason
        Why it lies outside, as the market's file says; None if it does not say.
    """

    figure: Figure
    value: float | None
    half: float | None
    rows: tuple[Published, ...]
    word: Word
    reason: Label | None = None

    @property
    def is_unexplained(self) -> bool:
        """Whether it lies outside, and the market's file does not say why."""
        return self.word is Word.OUTSIDE and self.reason is None

    def as_dict(self, language: str = "en") -> dict[str, Any]:
        """Return it as plain JSON values."""
        names = ("id", "low", "central", "high", "unit", "ours", "trade", "response", "status", "source", "caveat")
        against = [
            {name: getattr(row, name) for name in names}
            | {"word": str(held_against(self.value, row, self.half or 0.0))}
            for row in self.rows
            if self.value is not None
        ]
        return {
            "line": self.figure.line,
            "figure": self.figure.key,
            "value": self.value,
            "half_width": self.half,
            "unit": self.figure.unit,
            "word": str(self.word),
            "reason": self.reason.of(language) if self.reason else None,
            "published": against,
        }


@dataclass(frozen=True, eq=False, repr=False)
class Found:
    """What was found about a market; :class:`sim.plausibility.card.Card` adds how it is shown.

    Parameters
    ----------
    trades
        Of the market's file; without one there is nothing to hold its figures against.
    failed
        Replications that failed, and are left out.
    """

    name: str
    label: Label
    trades: tuple[str, ...]
    findings: tuple[Finding, ...]
    replications: int
    run_length: float
    seed: int
    failed: int = 0

    def __getitem__(self, key: str) -> Finding:
        """Return the finding of a figure."""
        return next(one for one in self.findings if one.figure.key == key)

    @property
    def unexplained(self) -> list[str]:
        """The figures that lie outside without a reason in the market's file."""
        return [one.figure.key for one in self.findings if one.is_unexplained]


__all__ = ["Finding", "Found"]
