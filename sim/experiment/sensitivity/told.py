"""A study as plain JSON values: what terminal, page and notebooks tell, and what is kept in its folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any

import numpy as np

from sim.experiment.answer import unit_of
from sim.experiment.sensitivity.assumptions import Assumption
from sim.experiment.sensitivity.flips import Flip, Question, Turn
from sim.experiment.sensitivity.screening import differences
from sim.experiment.sensitivity.shares import Shares
from sim.experiment.sensitivity.study import Study
from sim.experiment.settle import SETTLED, Rule, hull
from sim.experiment.statistics import moments
from sim.experiment.verdict import Comparison

Json = dict[str, Any]
SCHEMA_VERSION = 1
NEAREST = 3


class Word(StrEnum):
    """How an answer stands to its assumptions."""

    ROBUST = "robust"
    HANGS = "hangs on"
    UNCLEAR = "unclear"
    OPEN = "open"


def told(study: Study, *, quick: bool) -> Json:
    """Return everything that a study found; whatever was not run yet is run."""
    experiment, plan = study.experiment, study.values.plan
    scenarios = (experiment.baseline, *experiment.alternatives)
    flips = study.winner_flips
    found: Json = {
        "schema_version": SCHEMA_VERSION,
        "experiment": experiment.name,
        "label": asdict(experiment.label),
        "response": experiment.responses[0],
        "unit": unit_of(plan, experiment.responses[0]),
        "run_length_days": plan.run.length,
        "judged_days": plan.run.judged,
        "seed": plan.run.seed,
        "level": plan.run.level,
        "quick": quick,
        "baseline": study.baseline,
        "scenarios": [{"name": one.name, "label": asdict(one.label)} for one in scenarios],
        "answer": _answer(len(study.best) == 1, flips, study) | {"winner": study.winner, "may_be_best": study.best},
        "winner_flips": [_flip(one, study) for one in flips],
        "strategies": [_strategy(line, study) for line in study.lines],
        "assumptions": _assumptions(study),
        "tornado": _tornado(study),
        "shares": {name: _shares(one, study.kept) for name, one in study.shares.items() if one is not None},
        "space": _space(study),
        "joint": _joint(study),
        "effort": asdict(study.effort),
    }
    return found | {"runs": study.runs}


def _value(one: Assumption, share: float, study: Study) -> str:
    return one.readable(share, study.experiment.baseline.market.currency)


def _flip(one: Flip, study: Study) -> Json:
    at = {"at": one.at, "low": one.low, "high": one.high}
    texts = {
        f"{name}_text": None if share is None else _value(one.assumption, share, study) for name, share in at.items()
    }
    base = _value(one.assumption, one.assumption.at_base, study)
    about = {"assumption": one.assumption.name, "base_text": base, "turn": str(one.turn), "rival": one.question.second}
    return about | at | texts | {"distance": one.distance if one.at is not None else None}


def _answer(settled: bool, flips: Sequence[Flip], study: Study) -> Json:
    """Return the word for an answer, and on what it hangs."""
    within = [one for one in flips if one.turn is Turn.WITHIN]
    unclear = [one for one in flips if one.turn is Turn.UNCLEAR]
    word = Word.HANGS if within else Word.UNCLEAR if unclear else Word.ROBUST
    return {
        "word": str(word if settled else Word.OPEN),
        "hangs_on": [_flip(one, study) for one in within],
        "unclear": [one.assumption.name for one in unclear],
    }


def _strategy(line: Comparison, study: Study) -> Json:
    """Return a strategy's difference at the values, and what turns its sign."""
    flips = study.of(Question(line.name, study.baseline, winner=False))
    own = study.strategies_of(line.name)
    costs = [one for one in flips if one.assumption.strategy in own and one.assumption.is_money]
    about = {name: getattr(line, name) for name in ("name", "difference", "low", "high", "pairs")}
    return (
        about
        | {"verdict": str(line.verdict)}
        | _answer(line.verdict in SETTLED, flips, study)
        | {"break_even": [_flip(one, study) for one in costs]}
    )


def _assumptions(study: Study) -> list[Json]:
    """Return what was screened, the one that moves most first, and what could not be varied."""
    why = {one.assumption: one.why for one in study.ends if one.why}
    seen = {one.assumption for one in study.ends}
    lines: list[tuple[Assumption, float | None, float | None]]
    lines = [(one.assumption, one.size, one.error) for one in study.screened]
    lines += [(one, None, None) for one in study.assumptions if one not in seen]
    return [
        {
            "name": one.name,
            "status": one.status,
            "source": one.source,
            "low_text": _value(one, 0.0, study),
            "base_text": _value(one, one.at_base, study),
            "high_text": _value(one, 1.0, study),
            "size": size,
            "error": error,
            "kept": one in study.kept,
            "pulled_in": why.get(one, "" if one in seen else "neither end can be"),
        }
        for one, size, error in lines
    ]


def _tornado(study: Study) -> list[Json]:
    """Return every strategy's difference at both ends of each range kept, and of its own numbers."""
    bars = sum(map(len, study.at_ends.values())) * (len(study.names) - 1)
    side = Rule(study.experiment.run.level, max(1, bars), one_look=True).side(study.effort.ends)
    found = []
    for one, ends in study.at_ends.items():
        for share, values in ends.items():
            for name, gap in differences(values, study.baseline).items() if values else ():
                if one.strategy and one.strategy not in study.strategies_of(name):
                    continue
                spread = moments([float(value) for value in gap if not np.isnan(value)])
                low, high = hull(spread, side)
                about = {
                    "assumption": one.name,
                    "strategy": name,
                    "share": share,
                    "value_text": _value(one, share, study),
                }
                found.append(about | {"difference": spread.mean, "low": low, "high": high})
    return found


def _shares(one: Shares, kept: Iterable[Assumption]) -> Json:
    pairs = sorted(zip(kept, one.each, strict=True), key=lambda pair: -pair[1].value)
    each = [{"assumption": a.name} | asdict(share) for a, share in pairs]
    return {"each": each, "noise": asdict(one.noise), "rest": asdict(one.rest), "sd": one.sd}


def _space(study: Study) -> Json:
    space = study.space
    pairs = sorted(zip(study.kept, space.knowing, strict=True), key=lambda pair: -pair[1].value)
    knowing = [{"assumption": a.name} | asdict(one) for a, one in pairs]
    return {
        "points": space.points,
        "replications": space.replications,
        "best": [{"name": one.name, "share": asdict(one.share), "regret": asdict(one.regret)} for one in space.best],
        "unclear": asdict(space.unclear),
        "knowing": knowing,
        "knowing_all": asdict(space.knowing_all),
    }


def _joint(study: Study) -> Json | None:
    if study.joint is None:
        return None
    step, rival, shares = study.joint
    return {"step": step, "rival": rival, "values": {one.name: _value(one, at, study) for one, at in shares.items()}}
