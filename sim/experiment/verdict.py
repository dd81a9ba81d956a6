"""From paired replications to an answer: a line for every alternative, and which scenarios may be the best.

Verdict, interval and forecast of a line come from one rule, :mod:`sim.experiment.settle`. Holm's p-values stand beside
them for whoever wants them; no verdict is read from them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sim.experiment.forecast import Forecast, forecast
from sim.experiment.packed import Number
from sim.experiment.settle import NOTHING_KNOWN, Evidence, Finding, Rule, Verdict, settle
from sim.experiment.statistics import Pairs, holm, p_value


@dataclass(frozen=True, slots=True)
class Comparison:
    """One alternative against the baseline, in one response.

    Parameters
    ----------
    difference, low, high
        Alternative - baseline and its interval, in the response's unit; an end is None where the interval is open.
        All intervals of one response hold together with ``level``, at every doubling from ``first_look`` pairs.
    indifference
        Differences up to this size do not matter; None if every one does.
    pairs, failed
        Pairs that count, and pairs that were lost to a failed replication.
    exact
        Whether the difference holds by construction: then low = high = difference and ``construction`` names the
        parameters that differ.
    informative, guarded
        Pairs that tell something; ``guarded`` if they are too few for a t interval, which was widened.
    share_bound
        The most that the share of pairs which differ can be, as far as chance allows.
    to_turn
        Of a guarded verdict: the least that a pair must bring on average, among the pairs that can differ, to turn it.
    one_customer
        The most that one customer brings in any replication compared; None if unknown.
    forecast
        When an open line is likely settled; None where nothing can be said.
    p_value
        Holm's, of the plain paired t test; None where no t exists.
    """

    name: str
    response: str
    difference: Number | None
    low: Number | None
    high: Number | None
    level: float
    first_look: int
    indifference: Number | None
    pairs: int
    failed: int
    exact: bool
    construction: tuple[str, ...]
    verdict: Verdict
    informative: int
    guarded: bool
    share_bound: float
    to_turn: Number | None
    one_customer: Number | None
    forecast: Forecast | None
    p_value: float | None

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain JSON values."""
        return asdict(self) | {"verdict": str(self.verdict), "construction": list(self.construction)}


def compare_series(
    response: str,
    pairs: Mapping[str, Pairs],
    rule: Rule,
    evidence: Mapping[str, Evidence] | None = None,
) -> tuple[Comparison, ...]:
    """Judge every alternative's pairs with the baseline.

    Parameters
    ----------
    response
        Name of what the pairs hold.
    pairs
        Differences by alternative.
    rule
        Its ``comparisons`` count for the whole family.
    evidence
        What is known beside the differences, by alternative.
    """
    known = {name: (evidence or {}).get(name, NOTHING_KNOWN) for name in pairs}
    found = {name: settle(given.differences, rule, known[name]) for name, given in pairs.items()}
    raw = {name: None if one.exact else p_value(one.spread) for name, one in found.items()}
    family = holm(_for_holm(raw[name], one) for name, one in found.items())
    adjusted = {name: p if raw[name] is not None else None for name, p in zip(found, family, strict=True)}
    return tuple(
        _line((name, response), (pairs[name], one, known[name]), rule, adjusted[name]) for name, one in found.items()
    )


def _for_holm(raw: float | None, found: Finding) -> float:
    """Return the p-value with which an alternative takes its place in the family; a sure difference has 0."""
    if raw is not None:
        return raw
    return 0.0 if found.exact and found.middle != 0 else 1.0


def _line(names: tuple[str, str], judged: tuple[Pairs, Finding, Evidence], rule: Rule, p: float | None) -> Comparison:
    """Return one alternative's line; pairs that were lost leave it open, and no number of pairs brings them back."""
    pairs, found, evidence = judged
    verdict = found.verdict if not pairs.failed or found.verdict is Verdict.TOO_EARLY else Verdict.NOT_SETTLED
    return Comparison(
        name=names[0],
        response=names[1],
        difference=_mean(found),
        low=_end(found.low),
        high=_end(found.high),
        level=rule.level,
        first_look=rule.first_look,
        indifference=rule.indifference,
        pairs=found.spread.n,
        failed=pairs.failed,
        exact=found.exact,
        construction=evidence.construction or () if found.exact else (),
        verdict=verdict,
        informative=found.informative,
        guarded=found.guarded,
        share_bound=found.share,
        to_turn=abs(found.middle) / found.share if found.guarded and found.spread.n else None,
        one_customer=evidence.one_customer,
        forecast=None if pairs.failed else forecast(found, rule, evidence),
        p_value=p,
    )


def _mean(found: Finding) -> Number | None:
    """Return the mean difference, an integer if it is one by construction."""
    return found.middle if found.exact else found.spread.mean


def _end(value: Number) -> Number | None:
    return value if math.isfinite(value) else None


def in_unit(line: Comparison, scale: Any) -> Comparison:  # noqa: ANN401 a function of numbers
    """Return a line with every amount put through ``scale``."""
    names = ("difference", "low", "high", "indifference", "to_turn", "one_customer")
    amounts = {name: value for name in names if (value := getattr(line, name)) is not None}
    told = line.forecast
    if told is not None and told.half_width is not None:
        told = replace(told, half_width=float(scale(told.half_width)))
    return replace(line, forecast=told, **{name: scale(value) for name, value in amounts.items()})


def may_be_best(
    names: Sequence[str], judged: Mapping[tuple[str, str], tuple[Pairs, Evidence]], rule: Rule
) -> list[str]:
    """Return the scenarios that no other one is shown to beat.

    Parameters
    ----------
    names
        All scenarios, the baseline among them.
    judged
        Differences second - first, and what is known of them, by pair of names; one order of each pair is enough.
    rule
        The rule of the table: the pair of a scenario and the baseline gives the same word here and there.
    """
    found = beaten(judged, rule)
    return [name for name in names if name not in found]


def beaten(judged: Mapping[tuple[str, str], tuple[Pairs, Evidence]], rule: Rule) -> dict[str, str]:
    """Return the scenarios that another one is shown to beat, and the first one that is; as :func:`may_be_best`."""
    found: dict[str, str] = {}
    for (first, second), (pairs, evidence) in judged.items():
        if not pairs.failed:
            verdict = settle(pairs.differences, rule, evidence).verdict
            if verdict in (Verdict.BETTER, Verdict.WORSE):
                loser, winner = (first, second) if verdict is Verdict.BETTER else (second, first)
                found.setdefault(loser, winner)
    return found


__all__ = ["Comparison", "beaten", "compare_series", "in_unit", "may_be_best"]
