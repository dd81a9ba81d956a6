"""What would change the answer, as a page shows it: the answer, the tornado drawn, tables, what the names mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.experiment.amounts import amount
from sim.experiment.sensitivity.tables import Block, answers, bars_of, blocks, chosen_strategy, feet, labels
from sim.experiment.words import words as said
from sim.report.catalog import Words
from sim.report.figures import Mark, Scale, mark, scale_for


@dataclass(frozen=True, slots=True)
class Ends:
    """One assumption of the tornado: its name, what its ends bring with their marks, and all of it in words."""

    name: str
    ends: list[tuple[str, Mark]]
    text: str


@dataclass(frozen=True, slots=True)
class StudyShown:
    """A study as a page shows it; ``base`` is the place of the difference as assumed."""

    title: str
    answers: list[str]
    caption: str
    scale: Scale
    base: float
    bars: list[Ends]
    blocks: list[Block]
    names: Block
    feet: list[str]


def shown(told: dict[str, Any], words: Words) -> StudyShown:
    """Return a study in words of a page's language."""
    language, unit = words.language, told["unit"]
    chosen = chosen_strategy(told)
    base, bars = bars_of(told, chosen)
    scale = scale_for([(bar["low"], bar["high"]) for ends in bars.values() for bar in ends])
    rows = []
    for name, ends in bars.items():
        texts = [f"{bar['value_text']}: {amount(bar['difference'], unit, language)}" for bar in ends]
        marks = [mark(scale, bar["difference"], bar["low"], bar["high"]) for bar in ends]
        rows.append(Ends(name, list(zip(texts, marks, strict=True)), "; ".join([name, *texts])))
    difference = amount(base, unit, language)
    return StudyShown(
        said("sens.title", language), answers(told, language),
        said("sens.title.tornado", language, name=labels(told, language)[chosen], difference=difference),
        scale, scale.at(base), rows, blocks(told, language, drawn=True), _names(told, words), feet(told, language),
    )  # fmt: skip


def _names(told: dict[str, Any], words: Words) -> Block:
    """Return what the assumptions mean that are looked at closely: meaning, value, range, who says so."""
    looked_at = {bar["assumption"] for bar in told["tornado"]}
    rows: list[tuple[str, ...]] = []
    for one in told["assumptions"]:
        if one["name"] in looked_at:
            meaning = words(f"parameter.{one['name'].rpartition(': ')[2]}")
            ends = words("source.of", low=one["low_text"], high=one["high_text"])
            rows.append((one["name"], meaning, one["base_text"], ends, words(f"status.{one['status']}")))
    heads = ("source.number", "study.meaning", "source.value", "source.range", "source.status")
    return words("study.names"), tuple(words(head) for head in heads), rows
