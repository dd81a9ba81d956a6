"""The four kinds of files: market, firm, strategy, experiment."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

from pydantic import Field

from sim.model.limits import AT_MOST, ENOUGH, FIRST_LOOK, LARGEST_MARKET, LARGEST_SEED, MOST_REPLICATIONS
from sim.model.parameters import MECHANISMS
from sim.model.quantities import Owner
from sim.scenario import leaves, parts
from sim.scenario.forms import Json, Section, built, leaf, made, ref
from sim.scenario.parts import STRING, listed, whole

COUNTS: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1}

Declared = tuple[Any, Any]


def field(kind: Any, meaning: str, default: object = None) -> Declared:  # noqa: ANN401  a type for pydantic
    """Return a field for a model; ``...`` as default means that the key is needed."""
    return kind, Field(default=default, description=meaning)


NAME = leaf(leaves.name, ref("name"))
PATH = leaf(leaves.reference, STRING)
LABEL = leaf(parts.label, parts.LABEL)
DAYS = leaf(leaves.whole_days, ref("time"))


def words(kind: str, of: str) -> dict[str, Declared]:
    """Return the fields that every kind has."""
    return {
        "kind": field(Literal[kind], f"what this file is: {kind}", ...),
        "name": field(NAME, "name of the file in experiments and results", ...),
        "label": field(LABEL, "title for people: a text, or en and zh"),
        "text": field(LABEL, f"what the {of} is about, in a few sentences: a text, or en and zh"),
        "extends": field(PATH, "a parent of the same kind, by name or path: maps are merged, lists replaced"),
    }


def _market() -> type[Section]:
    """Return the model of market files."""
    entries = made(
        "Entries",
        Section,
        {
            "as": field(leaf(parts.entry_as, {"enum": ["customer", "prospect"]}), "what entrants are at first"),
            "daily": field(
                leaf(partial(leaves.many, one=leaves.count), COUNTS),
                "entrants of day 0, 1, ...; in the order of persons",
                ...,
            ),
        },
    )
    times = leaf(leaves.reference, STRING)
    more = {
        "outside": {"times": field(times, "file of contact times, one number a line, rising; its unit is in times_in")}
    }
    more["outside"]["times_in"] = field(
        leaf(partial(leaves.word, known=("minutes", "hours", "days")), {"enum": ["minutes", "hours", "days"]}),
        "unit of the numbers in the file of contact times",
    )
    head = words("market", "market") | {
        "currency": field(leaf(parts.currency, parts.CURRENCY), "currency of all money, with its decimals", ...),
        "persons": field(
            leaf(partial(leaves.count, low=0, high=LARGEST_MARKET), whole(0, LARGEST_MARKET)),
            "persons of the closed market",
            ...,
        ),
        "firm": field(PATH, "default firm: a name, or a path relative to this file"),
        "history": field(DAYS, "time simulated before anything counts, in whole days; default 0 days"),
        "entries": field(entries | None, "persons who enter during the run; default: all are there from the start"),
    }
    return made("Market", built("MarketSections", Owner.MARKET, more), head)


def _strategy() -> type[Section]:
    """Return the model of strategy files."""
    mechanisms = leaf(
        partial(leaves.many, one=partial(leaves.word, known=MECHANISMS), distinct=True),
        listed({"enum": list(MECHANISMS)}),
    )
    head = words("strategy", "strategy") | {
        "requires": field(mechanisms, "mechanisms that the market must have switched on"),
        "starts": field(DAYS, "when it starts, in whole days after the end of history; default 0 days"),
        "sets": field(
            built("Sets", Owner.FIRM, relative=True), "what it changes: a value, {add: ...} or {times: ...}", ...
        ),
    }
    return made("Strategy", Section, head)


def _pairs(least: int) -> Any:  # noqa: ANN401 as `leaf` returns
    """Return the leaf of a number of replications."""
    return leaf(partial(leaves.count, low=least, high=MOST_REPLICATIONS), whole(least, MOST_REPLICATIONS))


def _run_plan() -> type[Section]:
    """Return the model of an experiment's run plan."""
    return made(
        "Run",
        Section,
        {
            "length": field(leaf(leaves.run_length, ref("time")), "simulated time that counts", ...),
            "replications": field(_pairs(1), "replications; default 30"),
            "precision": field(
                leaf(parts.precision, parts.PRECISION), "double replications until the intervals are this narrow"
            ),
            "until_settled": field(
                leaf(leaves.truth, {"type": "boolean"}), "double replications until every verdict is settled"
            ),
            "at_most": field(_pairs(2), f"replications at which doubling ends in any case; default {AT_MOST}"),
            "first_look": field(_pairs(ENOUGH), f"replications before which there is no verdict; default {FIRST_LOOK}"),
            "indifference": field(
                leaf(leaves.positive, {"type": "number", "exclusiveMinimum": 0}),
                "differences of the first response up to this size do not matter, in its unit",
            ),
            "seed": field(
                leaf(partial(leaves.count, high=LARGEST_SEED), whole(0, LARGEST_SEED)), "seed of all draws; default 1"
            ),
            "level": field(leaf(leaves.inner_share, ref("share")), "confidence level; default 95%"),
            "log": field(
                leaf(parts.log, {"enum": ["none", "sample", "all"]}), "how much of the event log is kept; default none"
            ),
        },
    )


def _experiment() -> type[Section]:
    """Return the model of experiment files."""
    names = leaf(partial(leaves.many, one=leaves.named, distinct=True), listed(ref("name")))
    head = words("experiment", "experiment")
    del head["extends"]
    head |= {
        "market": field(PATH, "market: a name, or a path relative to this file", ...),
        "firm": field(PATH, "firm; default: the market's own"),
        "baseline": field(leaf(parts.names, parts.NAMES), "strategies of the baseline; default: none"),
        "alternatives": field(
            leaf(partial(leaves.many, one=parts.alternative, distinct=True), listed(parts.ALTERNATIVE)),
            "strategies to compare: names, or {name: ..., strategies: [...]}",
            ...,
        ),
        "responses": field(names, "what is compared; default: profit"),
        "sets": field(
            leaf(leaves.any_map, {"type": "object", "minProperties": 1}),
            "values of market or firm that this experiment changes",
        ),
        "run": field(_run_plan(), "length, replications or precision, seed, level, log", ...),
        "controls": field(
            leaf(leaves.truth, {"type": "boolean"}),
            "add an identical strategy and a placebo that only costs money; default false",
        ),
    }
    return made("Experiment", Section, head)


MODELS: dict[str, type[Section]] = {
    "market": _market(),
    "firm": made("Firm", built("FirmSections", Owner.FIRM), words("firm", "firm")),
    "strategy": _strategy(),
    "experiment": _experiment(),
}
KINDS = tuple(MODELS)
