"""The study of an experiment's assumptions: screening, ends, the whole box, flips; each step in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from sim.experiment.answer import best_of, compared
from sim.experiment.errors import PlanError
from sim.experiment.plan import Plan
from sim.experiment.rows import Rows
from sim.experiment.sensitivity.assumptions import Assumption, assumptions_of
from sim.experiment.sensitivity.flips import Bracket, Flip, Question, bisected, judged
from sim.experiment.sensitivity.looks import Look, Numbers, Point, Where, look
from sim.experiment.sensitivity.screening import PULLS, End, Screened, differences, far_ends, pulled, screened
from sim.experiment.sensitivity.shares import Shares, shares_of
from sim.experiment.sensitivity.space import Space, nearest_flip, space_of
from sim.experiment.store import Stored
from sim.experiment.sweeps.building import NoCell, plan_of_cell
from sim.experiment.sweeps.designs import sobol_shares
from sim.experiment.verdict import Comparison
from sim.response import RESPONSES
from sim.scenario import Experiment
from sim.scenario.fault import meant, shown

VALUES, SCREENING, ENDS, SPACE, FLIPS, JOINT = "values", "screening", "ends", "space", "flips", "joint"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run.

    Parameters
    ----------
    values, screening, ends, each
        Replications at the values themselves, at every end in the screening, at the ends of those kept, and at each
        point of the box.
    kept
        Assumptions that are looked at closely.
    points
        Of the box, a power of 2.
    steps
        Halvings of an interval in which an answer turns.
    sharpest
        Times as many pairs as at ends, at most, where a flip is not known to 5% of the range after that; a power of 2.
    """

    values: int = 60
    screening: int = 4
    ends: int = 30
    each: int = 4
    kept: int = 12
    points: int = 256
    steps: int = 4
    sharpest: int = 8


FULL = Effort()
QUICK = Effort(values=30, screening=2, ends=12, each=2, kept=6, points=64, steps=0, sharpest=1)


@dataclass(eq=False)
class Study:
    """What is known of an experiment's assumptions, found step by step when it is asked for.

    Parameters
    ----------
    experiment
        The question.
    effort, where
        How much is run, and where.
    keys
        Names of the assumptions that are studied; all if empty.
    """

    experiment: Experiment
    effort: Effort
    where: Where
    keys: tuple[str, ...] = ()
    runs: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Refuse a question without alternatives or without assumptions."""
        if not self.experiment.alternatives:
            raise PlanError("sensitivity: nothing to compare; give an experiment, or a scenario with --strategy")
        self.assumptions = assumptions_of(self.experiment)
        if not self.assumptions:
            raise PlanError("sensitivity: no number of this experiment has a range; give ranges in its files")
        names = [one.name for one in self.assumptions]
        if unknown := [key for key in self.keys if key not in names]:
            raise PlanError(*(f"key: '{shown(key)}' is no assumption{meant(key, names)}" for key in unknown))
        self.assumptions = tuple(one for one in self.assumptions if not self.keys or one.name in self.keys)
        self.baseline = self.experiment.baseline.name
        self.names = (self.baseline, *(one.name for one in self.experiment.alternatives))
        self.more = RESPONSES[self.experiment.responses[0]].higher_is_better

    def _look(self, points: Sequence[Point], name: str, replications: int) -> Look:
        found = look(self.experiment, points, name, replications, self.where)
        self.runs += len(found.plan.keys) * replications
        return found

    @cached_property
    def values(self) -> Look:
        """The values themselves."""
        return self._look([Point({})], VALUES, max(self.effort.values, self.effort.ends))

    @property
    def base(self) -> Mapping[str, Numbers]:
        """What every scenario brings at the values."""
        return self.values.found[0]

    @cached_property
    def lines(self) -> tuple[Comparison, ...]:
        """Every strategy against the baseline at the values, as a comparison judges it."""
        plan, rows = self._compared
        return compared(plan, rows, plan.responses[0])

    @cached_property
    def best(self) -> list[str]:
        """The scenarios that may be best at the values."""
        plan, rows = self._compared
        return best_of(plan, rows, plan.responses[0])

    @cached_property
    def _compared(self) -> tuple[Plan, Rows]:
        plan = plan_of_cell(self.values.plan, self.values.plan.cells[0])
        rows = Rows(Stored(self.where.folder / VALUES), plan.keys, plan.run.replications)
        return plan, rows

    @cached_property
    def winner(self) -> str:
        """The scenario that is best at the values on average."""
        sign = 1.0 if self.more else -1.0
        return max(self.names, key=lambda name: sign * float(np.nanmean(self.base[name])))

    @cached_property
    def _screening(self) -> tuple[tuple[End, Mapping[str, Numbers]], ...]:
        """Every end that can be, pulled in as far as it takes, and what every scenario brings there."""
        todo, found = far_ends(self.assumptions), []
        for number, pull in enumerate(PULLS, start=1):
            ends = [one if pull == PULLS[0] else pulled(one, pull, one.why) for one in todo]
            try:
                seen = self._look(_alone(ends), f"{SCREENING}-{number}", self.effort.screening)
            except NoCell:
                continue
            found += [(end, values) for end, values in zip(ends, seen.found, strict=True) if values]
            whys = [seen.why(place) for place in range(len(ends))]
            todo = [replace(one, why=why) for one, why in zip(todo, whys, strict=True) if why]
            if not todo:
                break
        return tuple(found)

    @property
    def ends(self) -> tuple[End, ...]:
        """The ends of all ranges that can be looked at."""
        return tuple(end for end, _ in self._screening)

    @cached_property
    def screened(self) -> tuple[Screened, ...]:
        """How much each assumption moves alone, the one that moves most first."""
        return screened(self._screening, self.base, self.baseline)

    @cached_property
    def kept(self) -> tuple[Assumption, ...]:
        """The assumptions that move most; what a strategy chooses is none."""
        states = [one.assumption for one in self.screened if one.size > 0.0 and not one.assumption.is_choice]
        if not states:
            raise PlanError("sensitivity: no assumption about market or firm moves a difference; study others")
        return tuple(states[: self.effort.kept])

    @cached_property
    def own(self) -> tuple[Assumption, ...]:
        """The numbers of strategies, as far as they are not kept anyway."""
        return tuple(one for one in self.assumptions if one.strategy and one not in self.kept)

    @cached_property
    def at_ends(self) -> dict[Assumption, dict[float, Mapping[str, Numbers]]]:
        """What scenarios bring at the ends of the assumptions kept, and of the numbers of strategies."""
        chosen = [one for one in self.ends if one.assumption in (*self.kept, *self.own)]
        found = self._look(_alone(chosen), ENDS, self.effort.ends)
        by: dict[Assumption, dict[float, Mapping[str, Numbers]]] = {}
        for end, values in zip(chosen, found.found, strict=True):
            by.setdefault(end.assumption, {})[end.share] = values
        return by

    # ------------------------------------------------------------ the box

    @cached_property
    def box(self) -> tuple[tuple[float, float], ...]:
        """The lowest and the highest share that each assumption kept can have alone."""
        return tuple(
            (min([one.at_base, *self.at_ends[one]]), max([one.at_base, *self.at_ends[one]])) for one in self.kept
        )

    @cached_property
    def spread(self) -> tuple[Numbers, list[Mapping[str, Numbers]]]:
        """Points of the box that can be, in [0, 1], and what scenarios bring there."""
        x = sobol_shares(len(self.kept), self.effort.points, self.experiment.run.seed)
        found = self._look([Point(self._shares(row)) for row in x], SPACE, self.effort.each).found
        rows = [number for number, values in enumerate(found) if values]
        return x[rows], [found[number] for number in rows]

    def _shares(self, row: Iterable[float]) -> dict[Assumption, float]:
        """Return the shares of the ranges at a point of the box."""
        ends = zip(self.kept, self.box, row, strict=True)
        return {one: low + float(at) * (high - low) for one, (low, high), at in ends}

    @cached_property
    def shares(self) -> dict[str, Shares | None]:
        """Where the spread of each strategy's difference comes from."""
        x, found = self.spread
        every = [differences(one, self.baseline) for one in found]
        return {name: shares_of(x, np.array([one[name] for one in every])) for name in self.names[1:]}

    @cached_property
    def space(self) -> Space:
        """Where each scenario is best, regrets, and what knowing would be worth."""
        x, found = self.spread
        return space_of(x, found, self.names, more=self.more, seed=self.experiment.run.seed)

    # ------------------------------------------------------------ flips

    @cached_property
    def flips(self) -> tuple[Flip, ...]:
        """How each assumption turns the winner, and each strategy's sign."""
        judgements = [self._judged(*pair) for pair in self._questions()]
        brackets = [one for one in judgements if isinstance(one, Bracket)]
        bisections = bisected(brackets, self.effort.steps, self.effort.sharpest, self._at_step)
        return (*(one for one in judgements if isinstance(one, Flip)), *bisections)

    def _questions(self) -> list[tuple[Question, Assumption]]:
        """Return what may turn, with what may turn it."""
        signs = [Question(name, self.baseline, winner=False) for name in self.names[1:]]
        lead = [Question(self.winner, name, winner=True) for name in self.names if name != self.winner]
        known = {one.assumption for one in self.ends}
        kept = [(question, one) for question in (*lead, *signs) for one in self.kept if one in known]
        own = [
            (question, one)
            for question in signs
            for one in self.own
            if one.strategy in self.strategies_of(question.first)
        ]
        return [*kept, *((question, one) for question, one in own if one in known)]

    def strategies_of(self, name: str) -> set[str]:
        """Return the names of the strategies of an alternative."""
        scenario = next(one for one in self.experiment.alternatives if one.name == name)
        return {one.name for one in scenario.strategies}

    def _judged(self, question: Question, one: Assumption) -> Flip | Bracket:
        count = self.effort.ends
        base = {name: values[:count] for name, values in self.base.items()}
        ends = [(share, question.gap(found)) for share, found in self.at_ends[one].items()]
        return judged(question, one, question.gap(base), ends)

    def _at_step(self, points: list[Point], step: str, times: int) -> Sequence[Mapping[str, Numbers]]:
        return self._look(points, f"{FLIPS}-{step}", times * self.effort.ends).found

    @cached_property
    def joint(self) -> tuple[float, str, dict[Assumption, float]] | None:
        """The smallest step along all ranges at once that makes another scenario lead: step, who leads, where.

        Foretold by the fitted curves, then looked at. None if no step within the box does, or the look denies it.
        """
        x, found = self.spread
        base = [(one.at_base - low) / (high - low) for one, (low, high) in zip(self.kept, self.box, strict=True)]
        near = nearest_flip(x, found, self.winner, self.names, base, more=self.more)
        if near is None:
            return None
        _, rival, row = near
        there, only = self._shares(row), frozenset({self.winner, rival})
        parts = [k / 8 for k in range(1, 9)]
        points = [
            Point({one: one.at_base + part * (there[one] - one.at_base) for one in self.kept}, only) for part in parts
        ]
        looked = self._look(points, JOINT, self.effort.ends)
        sign = 1.0 if self.more else -1.0
        for point, values in zip(looked.points, looked.found, strict=True):
            if values and sign * float(np.nanmean(values[self.winner] - values[rival])) < 0.0:
                step = max(abs(share - one.at_base) for one, share in point.shares.items())
                return step, rival, dict(point.shares)
        return None

    def of(self, question: Question) -> list[Flip]:
        """Return the flips of one answer, the nearest first."""
        return sorted((one for one in self.flips if one.question == question), key=lambda one: one.distance)

    @property
    def winner_flips(self) -> list[Flip]:
        """The flips of the winner, for each assumption the nearest rival's, the nearest first."""
        every = sorted((one for one in self.flips if one.question.winner), key=lambda one: one.distance)
        return list({one.assumption: one for one in reversed(every)}.values())[::-1]


def _alone(ends: Iterable[End]) -> list[Point]:
    return [Point({one.assumption: one.share}) for one in ends]
