"""The keys of the four kinds of files: market, firm, strategy, experiment."""

from __future__ import annotations

from functools import partial

from sim.model.limits import AT_MOST, ENOUGH, FIRST_LOOK, LARGEST_MARKET, LARGEST_SEED, MOST_REPLICATIONS
from sim.model.parameters import MECHANISMS
from sim.model.quantities import Owner
from sim.scenario import leaves, parts
from sim.scenario.forms import Json, Leaf, Section, ref, sections
from sim.scenario.parts import STRING, listed, whole
from sim.scenario.trades import FIGURES, TRADES, trades
from sim.scenario.tree import Scalar

COUNTS: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1}
NAME = partial(Leaf, leaves.name, ref("name"))
PATH = partial(Leaf, leaves.reference, STRING)
LABEL = partial(Leaf, parts.label, parts.LABEL)
DAYS = partial(Leaf, leaves.whole_days, ref("time"))
MONTHS = partial(Leaf, leaves.months, ref("time"))
TRUTH = partial(Leaf, leaves.truth, {"type": "boolean"})

Keys = dict[str, Leaf | Section]


def words(kind: str) -> Keys:
    """Return the keys that every kind has."""
    return {
        "kind": Leaf(_kind, {"const": kind}, f"what this file is: {kind}", needed=True),
        "name": NAME("name of the file in experiments and results", needed=True),
        "label": LABEL("title for people: a text, or en and zh"),
        "text": LABEL(f"what the {kind} is about, in a few sentences: a text, or en and zh"),
        "extends": PATH("a parent of the same kind, by name or path: maps are merged, lists replaced"),
    }


def _kind(node: Scalar) -> str:
    """Return the kind, which has been looked at before anything else is read."""
    return node.text


def _one_of(known: tuple[str, ...]) -> partial[Leaf]:
    """Return the leaf of one of some words."""
    return partial(Leaf, partial(leaves.word, known=known), {"enum": list(known)})


def _market() -> Section:
    """Return the keys of market files."""
    entries: Keys = {
        "as": Leaf(parts.entry_as, {"enum": ["customer", "prospect"]}, "what entrants are at first"),
        "daily": Leaf(
            partial(leaves.many, one=leaves.count),
            COUNTS,
            "entrants of day 0, 1, ...; in the order of persons",
            needed=True,
        ),
    }
    outside = {
        "times": PATH("file of contact times, one number a line, rising; its unit is in times_in"),
        "times_in": _one_of(("minutes", "hours", "days"))("unit of the numbers in the file of contact times"),
    }
    head: Keys = {
        "currency": Leaf(parts.currency, parts.CURRENCY, "currency of all money, with its decimals", needed=True),
        "persons": Leaf(
            partial(leaves.count, low=0, high=LARGEST_MARKET),
            whole(0, LARGEST_MARKET),
            "persons of the closed market",
            needed=True,
        ),
        "firm": PATH("default firm: a name, or a path relative to this file"),
        "history": DAYS("time simulated before anything counts, in whole days; default 0 days"),
        "trade": Leaf(
            trades,
            {"anyOf": [{"enum": list(TRADES)}, listed({"enum": list(TRADES)})]},
            "trade whose published figures `sim card` holds the market against; of several, the first one that has any",
        ),
        "card": Section(
            {figure: LABEL("why it lies outside") for figure in FIGURES},
            "for figures of `sim card` that lie outside the published ones: why",
        ),
        "entries": Section(entries, "persons who enter during the run; default: all are there from the start"),
    }
    return Section({**sections(Owner.MARKET, {"outside": outside}), **words("market"), **head})


def _firm() -> Section:
    """Return the keys of firm files."""
    home = PATH("market in whose money amounts are written; elsewhere they go by the mean basket there to that at home")
    return Section({**sections(Owner.FIRM), **words("firm"), "home": home})


def _strategy() -> Section:
    """Return the keys of strategy files."""
    mechanisms = partial(leaves.many, one=partial(leaves.word, known=MECHANISMS), distinct=True)
    own: Keys = {
        "requires": Leaf(
            mechanisms, listed({"enum": list(MECHANISMS)}), "mechanisms that the market must have switched on"
        ),
        "starts": DAYS("when it starts, in whole days after the end of history; default 0 days"),
        "sets": Section(
            sections(Owner.FIRM, relative=True), "what it changes: a value, {add: ...} or {times: ...}", needed=True
        ),
    }
    return Section(words("strategy") | own)


def _pairs(least: int) -> partial[Leaf]:
    """Return the leaf of a number of replications."""
    return partial(Leaf, partial(leaves.count, low=least, high=MOST_REPLICATIONS), whole(least, MOST_REPLICATIONS))


def _run_plan() -> Section:
    """Return the keys of an experiment's run plan."""
    seed = partial(leaves.count, high=LARGEST_SEED)
    keys: Keys = {
        "length": Leaf(leaves.run_length, ref("time"), "simulated time that counts", needed=True),
        "primary": MONTHS("whole months that profit is judged over; default: all of the length"),
        "horizons": Leaf(
            partial(leaves.many, one=leaves.months),
            listed(ref("time")),
            "other whole months after which profit is told too, each at most the length",
        ),
        "equity": Leaf(
            leaves.run_length,
            ref("time"),
            "how long the run goes on to tell what the customers left at its end are worth; default: not at all",
        ),
        "replications": _pairs(1)("replications; default 30"),
        "precision": Leaf(parts.precision, parts.PRECISION, "double replications until the intervals are this narrow"),
        "until_settled": TRUTH("double replications until every verdict is settled"),
        "at_most": _pairs(2)(f"replications at which doubling ends in any case; default {AT_MOST}"),
        "first_look": _pairs(ENOUGH)(f"replications before which there is no verdict; default {FIRST_LOOK}"),
        "indifference": Leaf(
            leaves.positive,
            {"type": "number", "exclusiveMinimum": 0},
            "differences of the first response up to this size do not matter, in its unit",
        ),
        "seed": Leaf(seed, whole(0, LARGEST_SEED), "seed of all draws; default 1"),
        "level": Leaf(leaves.inner_share, ref("share"), "confidence level; default 95%"),
        "log": Leaf(
            parts.log,
            {"enum": ["none", "all"]},
            "responses of the event log that rows hold: all, or none but those asked for; default none",
        ),
    }
    return Section(keys, "length, horizons, replications or precision, seed, level, log", needed=True)


def _experiment() -> Section:
    """Return the keys of experiment files."""
    keys = words("experiment")
    del keys["extends"]
    keys |= {
        "market": PATH("market: a name, or a path relative to this file", needed=True),
        "firm": PATH("firm; default: the market's own"),
        "baseline": Leaf(parts.names, parts.NAMES, "strategies of the baseline; default: none"),
        "alternatives": Leaf(
            partial(leaves.many, one=parts.alternative, distinct=True),
            listed(parts.ALTERNATIVE),
            "strategies to compare: names, or {name: ..., strategies: [...]}",
            needed=True,
        ),
        "responses": Leaf(
            partial(leaves.many, one=leaves.named, distinct=True),
            listed(ref("name")),
            "what is compared; default: profit",
        ),
        "sets": Leaf(
            leaves.any_map,
            {"type": "object", "minProperties": 1},
            "values of market or firm that this experiment changes",
        ),
        "run": _run_plan(),
        "controls": TRUTH("add an identical strategy and a placebo that only costs money; default false"),
    }
    return Section(keys)


MODELS = {
    "market": _market(),
    "firm": _firm(),
    "strategy": _strategy(),
    "experiment": _experiment(),
}
KINDS = tuple(MODELS)
