"""How a study looks in a terminal and in a notebook: the answer in words, what turns it, and the numbers behind it."""

from __future__ import annotations

from html import escape
from typing import Any

from sim.experiment.amounts import LONGEST, amount
from sim.experiment.words import span_word, words
from sim.scenario.fault import shown
from sim.scenario.show import table, table_html

Json = dict[str, Any]
Block = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
NEAREST, LISTED = 3, 5


def study_text(told: Json, language: str = "en") -> str:
    """Return a study in plain text."""
    parts = [*answers(told, language), ""]
    for title, head, rows in blocks(told, language):
        parts += [title, table([head, *rows]), ""]
    return "\n".join([*parts, *feet(told, language)])


def study_html(told: Json, language: str = "en") -> str:
    """Return a study for a notebook, in the same words."""
    lines = [f"<p>{escape(line)}</p>" for line in answers(told, language)]
    lines += [table_html(*block) for block in blocks(told, language)]
    return "".join([*lines, *(f"<p>{escape(line)}</p>" for line in feet(told, language))])


def labels(told: Json, language: str) -> dict[str, str]:
    """Return what people call every scenario; the baseline is the firm as it is."""
    other = "en" if language == "zh" else "zh"
    found = {one["name"]: one["label"][language] or one["label"][other] or one["name"] for one in told["scenarios"]}
    return {name: shown(label, LONGEST) for name, label in found.items()} | {
        told["baseline"]: words("sens.baseline", language)
    }


def answers(told: Json, language: str = "en") -> list[str]:
    """Return in sentences who is best and on what that hangs, the first flips foremost."""
    names, answer = labels(told, language), told["answer"]
    comma = words("list.comma", language)
    best = comma.join(names[one] for one in answer["may_be_best"])
    key = f"sens.{answer['word'].replace(' ', '_')}"
    unclear = comma.join(answer["unclear"])
    by = {"response": words(f"response.{told['response']}", language), "span": span_word(told["judged_days"], language)}
    found = [words(key, language, winner=names[answer["winner"]], best=best, unclear=unclear, **by)]
    found += [_turns(one, names, language) for one in answer["hangs_on"][:NEAREST]]
    if len(answer["hangs_on"]) > NEAREST:
        found.append(words("sens.more", language, count=len(answer["hangs_on"]) - NEAREST))
    if told["joint"] is not None:
        step = f"{100 * told['joint']['step']:.0f}%"
        found.append(words("sens.joint", language, step=step, rival=names[told["joint"]["rival"]]))
    return found


def _turns(flip: Json, names: dict[str, str], language: str) -> str:
    """Return in a sentence at which value of an assumption another scenario leads."""
    return words(
        "sens.flip", language, assumption=flip["assumption"], at=flip["at_text"], base=flip["base_text"],
        span=_span(flip), rival=names[flip["rival"]],
    )  # fmt: skip


def _span(flip: Json) -> str:
    return f"[{flip['low_text']}, {flip['high_text']}]" if flip["low_text"] is not None else "-"


def blocks(told: Json, language: str = "en", *, drawn: bool = False) -> list[Block]:
    """Return the tables: title, head, rows; without the tornado where it is drawn."""
    names, unit = labels(told, language), told["unit"]
    return [
        _strategies(told, names, unit, language),
        *_break_even(told, names, language),
        *([] if drawn else [_tornado(told, names, unit, language)]),
        _shares(told, names, unit, language),
        _space(told, names, unit, language),
        _knowing(told, unit, language),
    ]


def _head(language: str, *keys: str) -> tuple[str, ...]:
    return tuple(words(key, language) for key in keys)


def _strategies(told: Json, names: dict[str, str], unit: str, language: str) -> Block:
    rows: list[tuple[str, ...]] = []
    for one in told["strategies"]:
        turned = [f"{flip['assumption']} {flip['at_text']}" for flip in one["hangs_on"][:NEAREST]]
        more = len(one["hangs_on"]) - NEAREST
        turned += [words("sens.more.short", language, count=more)] if more > 0 else []
        turned += [words("sens.unclear.short", language, count=len(one["unclear"]))] if one["unclear"] else []
        rows.append(
            (
                names[one["name"]], amount(one["difference"], unit, language),
                words(f"verdict.{one['verdict']}", language), words(f"sens.word.{one['word']}", language),
                words("list.comma", language).join(turned),
            )
        )  # fmt: skip
    head = _head(language, "table.strategy", "table.difference", "table.verdict", "sens.head.word", "sens.head.turns")
    return words("sens.title.strategies", language), head, rows


def _break_even(told: Json, names: dict[str, str], language: str) -> list[Block]:
    """Return the break-even of what each strategy costs, if any costs anything that has a range."""
    rows: list[tuple[str, ...]] = [
        (
            names[one["name"]], flip["assumption"].partition(": ")[2] or flip["assumption"], flip["base_text"],
            flip["at_text"] or "-", words(f"sens.turn.{flip['turn']}", language),
        )
        for one in told["strategies"]
        for flip in one["break_even"]
    ]  # fmt: skip
    head = _head(language, "table.strategy", "sens.head.cost", "sens.head.base", "sens.head.even", "sens.head.turn")
    return [(words("sens.title.even", language), head, rows)] if rows else []


def _tornado(told: Json, names: dict[str, str], unit: str, language: str) -> Block:
    """Return the widest bars of the strategy that leads, else of the first one."""
    chosen = chosen_strategy(told)
    base, by = bars_of(told, chosen)
    rows: list[tuple[str, ...]] = []
    for name, bars in by.items():
        cells = [f"{bar['value_text']}: {amount(bar['difference'], unit, language)}" for bar in bars]
        rows.append((name, *cells, *[""] * (2 - len(cells))))
    title = words("sens.title.tornado", language, name=names[chosen], difference=amount(base, unit, language))
    return title, _head(language, "sens.head.assumption", "sens.head.low", "sens.head.high"), rows


def bars_of(told: Json, strategy: str) -> tuple[float, dict[str, list[Json]]]:
    """Return a strategy's difference as assumed, and its bars by assumption: widest first, each from low to high."""
    base = float(next(one["difference"] for one in told["strategies"] if one["name"] == strategy))
    by: dict[str, list[Json]] = {}
    for bar in sorted(told["tornado"], key=lambda bar: bar["share"]):
        if bar["strategy"] == strategy:
            by.setdefault(bar["assumption"], []).append(bar)
    return base, dict(sorted(by.items(), key=lambda pair: -_width(pair[1], base)))


def chosen_strategy(told: Json) -> str:
    """Return the strategy that leads; the first one where the firm as it is leads."""
    winner = str(told["answer"]["winner"])
    return winner if winner != told["baseline"] else str(told["strategies"][0]["name"])


def _width(bars: list[Json], base: float) -> float:
    ends = [float(bar["difference"]) for bar in bars] + [base]
    return max(ends) - min(ends)


def _percent(share: Json) -> str:
    return f"{100 * share['value']:.0f}% [{100 * share['low']:.0f}, {100 * share['high']:.0f}]"


def _shares(told: Json, names: dict[str, str], unit: str, language: str) -> Block:
    rows: list[tuple[str, ...]] = []
    for name, one in told["shares"].items():
        parts = "; ".join(f"{part['assumption']} {_percent(part)}" for part in one["each"][:NEAREST])
        rows.append(
            (
                names[name],
                amount(one["sd"], unit, language, sign=False),
                parts,
                _percent(one["rest"]),
                _percent(one["noise"]),
            )
        )
    keys = ("table.strategy", "sens.head.sd", "sens.head.shares", "sens.head.rest", "sens.head.noise")
    return words("sens.title.shares", language), _head(language, *keys), rows


def _space(told: Json, names: dict[str, str], unit: str, language: str) -> Block:
    space = told["space"]
    rows: list[tuple[str, ...]] = [
        (names[one["name"]], _percent(one["share"]), _money(one["regret"], unit, language)) for one in space["best"]
    ]
    rows.append((words("sens.hidden", language), _percent(space["unclear"]), ""))
    head = _head(language, "table.strategy", "sens.head.best", "sens.head.regret")
    return words("sens.title.space", language), head, rows


def _money(one: Json, unit: str, language: str) -> str:
    middle, low, high = (amount(one[name], unit, language, sign=False) for name in ("value", "low", "high"))
    return f"{middle} [{low}, {high}]"


def _knowing(told: Json, unit: str, language: str) -> Block:
    space = told["space"]
    rows: list[tuple[str, ...]] = [
        (one["assumption"], _money(one, unit, language)) for one in space["knowing"][:LISTED]
    ]
    rows.append((words("sens.all", language), _money(space["knowing_all"], unit, language)))
    return words("sens.title.knowing", language), _head(language, "sens.head.assumption", "sens.head.worth"), rows


def feet(told: Json, language: str = "en") -> list[str]:
    """Return what the tables rest on, and what was left out."""
    effort, kept = told["effort"], sum(one["kept"] for one in told["assumptions"])
    found = [
        words(
            "sens.foot", language, runs=f"{told['runs']:,}", all=len(told["assumptions"]), kept=kept,
            ends=effort["ends"], points=told["space"]["points"], each=effort["each"],
        )
    ]  # fmt: skip
    if told["quick"]:
        found.append(words("sens.foot.quick", language))
    pulled = [one["name"] for one in told["assumptions"] if one["pulled_in"]]
    if pulled:
        found.append(words("sens.foot.pulled", language, names=words("list.comma", language).join(pulled)))
    return found
