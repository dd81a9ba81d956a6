# ruff: noqa: E501  tables read better on one line
"""Random settings over every switch and law, built from the declarations themselves."""

from dataclasses import replace
from enum import IntEnum
from typing import Any

from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import Network, RecoveryLaw, SpanLaw
from sim.model.parameters import MECHANISMS, PARAMETERS, Parameters
from sim.model.quantities import Owner, Parameter, Unit
from sim.model.setting import EntryAs, Setting

ALL_ON: dict[str, Any] = {f"{name}_on": 1 for name in MECHANISMS}
COMPLAINING: dict[str, Any] = {
    "failures_on": 1, "complaints_on": 1, "failure_rate": 0.7, "channel_ease": 3.0, "buying_rate": 0.3, "start_customers": 0.8,
    "leaving_chance": 0.02, "outcome_intention_to_behaviour": 0.1, "basket_mean": 2000, "retention_excess": 1.0, "blame_temper": 0.05,
    "neglect_weight": 0.2, "novelty_excess": 0.2, "outcome_harm": 0.9,
}  # fmt: skip
BUSY_DESK: dict[str, Any] = {
    "desk_agents": 2,
    "desk_wage": 5_000.0,
    "desk_overtime": 1.5,
    "need_mean": 0.3,
    "outside_rate": 5.0,
}
VOUCHERS: dict[str, Any] = COMPLAINING | {
    "recovery_law": RecoveryLaw.JUSTICE,
    "recovery_voucher": 1,
    "recovery_compensation": 1.0,
    "recovery_follow_up": 1,
    "recovery_insult": 0.2,
    "follow_up_lag": 2.0,
}
LIVELIER = (
    {},
    ALL_ON,
    COMPLAINING,
    VOUCHERS,
    ALL_ON | VOUCHERS,
    ALL_ON | COMPLAINING,
    ALL_ON | COMPLAINING | BUSY_DESK,
    ALL_ON | COMPLAINING | VOUCHERS,
)  # long stories are rare where every switch is a coin
GRID = 0.25  # of a day: a coarse grid makes ties


def number(about: Parameter) -> st.SearchStrategy[float]:
    """Return values of a parameter, its edges among them."""
    low, high = about.lively
    return st.one_of(st.just(float(low)), st.just(float(high)), st.floats(low, high, allow_subnormal=False))


def value(about: Parameter) -> st.SearchStrategy[Any]:
    """Return values of a parameter in its unit."""
    if about.unit is Unit.CHOICE:
        choices: type[IntEnum] | None = about.choices
        assert choices is not None
        return st.sampled_from([int(m) for m in choices])
    if about.unit is Unit.SWITCH:
        return st.integers(0, 1)
    if about.unit in (Unit.COUNT, Unit.MONEY):
        low, high = about.lively
        return st.integers(int(low), int(high))
    if about.unit is Unit.COUNTS:
        low, high = about.lively
        return st.tuples(*[st.integers(int(low), int(high)).map(float)] * about.size)
    if about.size:
        return st.tuples(*[number(about)] * about.size)
    return number(about)


def hours() -> st.SearchStrategy[tuple[float, float]]:
    """Return opening hours; one in four never closes, one in four never opens."""
    open_close = st.tuples(st.integers(0, 23), st.integers(1, 24)).map(lambda h: (min(h) / 24, max(h) / 24))
    return st.one_of(st.just((0.0, 1.0)), open_close, open_close, st.just((0.25, 0.25)))


def consistent(drawn: dict[str, Any]) -> Parameters:
    """Return solved parameters; shares that must sum to 1 are made to."""
    for name in ("recovery_weights", "recovery_mix"):
        total = sum(drawn[name]) or 1.0
        drawn[name] = tuple(x / total for x in drawn[name])
    if drawn["need_law"] == SpanLaw.NONE:
        drawn["need_law"] = SpanLaw.FIXED
    drawn["outcome_intention_to_behaviour"] = min(1.5, drawn["outcome_intention_to_behaviour"])
    drawn["complaint_attachment"] = round(drawn["complaint_attachment"], 1)
    drawn["outcome_selection_share"] = round(drawn["outcome_selection_share"], 1)
    return solved(replace(Parameters(), **drawn))


HARD_TO_SOLVE = {"outcome_minor", "outcome_major", "complaint_minor", "complaint_major", "complaint_attachment"}
FREE = [a for a in PARAMETERS if a.name not in HARD_TO_SOLVE | {"desk_opens", "desk_closes"}]
FIRM = [a.name for a in FREE if a.owner is Owner.FIRM]
VALUES = {a.name: value(a) for a in FREE}
ALL_FREE = st.fixed_dictionaries(VALUES)
HOURS = hours()


@st.composite
def parameters(draw: st.DrawFn) -> Parameters:
    """Return solved parameters: every switch and law, each value at the default, an edge or anywhere."""
    drawn = draw(ALL_FREE)
    drawn["complaint_minor"] = draw(st.sampled_from([0.05, 0.5]))
    drawn["complaint_major"] = draw(st.sampled_from([0.5, 0.9]))
    drawn["complaint_attachment"] = draw(st.sampled_from([0.0, 1.0, 2.0]))
    if drawn["complaint_attachment"] == 0.0:
        drawn["outcome_selection_share"] = 0.0  # nobody is selected: the loader refuses the rest
    drawn["desk_opens"], drawn["desk_closes"] = draw(HOURS)
    drawn |= draw(st.sampled_from(LIVELIER))
    if draw(st.booleans()):  # a coarse grid: fixed spans that meet at the same instants
        drawn.update(need_law=int(SpanLaw.FIXED), patience_law=int(SpanLaw.FIXED))
        drawn.update(need_mean=GRID * draw(st.integers(0, 4)), patience_mean=GRID * draw(st.integers(0, 4)))
        drawn.update(desk_skill=1.0, recovery_fast_factor=1.0)
    return consistent(drawn)


@st.composite
def next_phase(draw: st.DrawFn, p: Parameters) -> Parameters:
    """Return parameters that differ in what the firm can choose."""
    changes = {name: draw(VALUES[name]) for name in draw(st.lists(st.sampled_from(FIRM), max_size=8))}
    if draw(st.booleans()):
        changes["desk_opens"], changes["desk_closes"] = draw(HOURS)
    drawn = {a.name: getattr(p, a.name) for a in PARAMETERS} | changes
    return consistent(drawn)


@st.composite
def settings(draw: st.DrawFn, most_persons: int = 60, most_days: int = 250) -> Setting:
    """Return a setting: persons, run length (not always whole days), history, phases, entries, given contacts."""
    persons = draw(st.integers(1, most_persons))
    p = draw(parameters())
    if p.talk_network == Network.COMPLETE and draw(st.booleans()):
        persons = max(2, persons)
    history = draw(st.sampled_from([0, 0, 30, 365]))
    run_length = draw(st.one_of(st.integers(1, most_days), st.floats(0.5, most_days)))
    phases = [(0, p)]
    day = history
    for _ in range(draw(st.integers(0, 2))):
        day = max(1, day + draw(st.integers(0, 60)))
        if phases[-1][0] < day < history + run_length:
            phases.append((day, draw(next_phase(phases[-1][1]))))
    entries: tuple[int, ...] = ()
    if draw(st.booleans()):
        counts = draw(st.lists(st.integers(0, 3), max_size=40))
        while sum(counts) > persons:
            counts.pop()
        entries = tuple(counts)
    times = tuple(sorted(draw(st.lists(st.integers(0, 400).map(lambda k: GRID * k), max_size=60))))
    return Setting(
        persons=persons,
        run_length=float(run_length),
        history=history,
        phases=tuple(phases),
        entries=entries,
        entry_as=draw(st.sampled_from(EntryAs)),
        contact_times=draw(st.sampled_from([(), times])),
    )
