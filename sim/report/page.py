"""Write one HTML page about one or several comparisons: a single file without scripts that asks nobody for anything."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

import sim
from sim.experiment.errors import StoreError
from sim.experiment.result import ComparisonResult, result_in
from sim.experiment.shard import write_whole
from sim.plausibility import shown as cards
from sim.plausibility.card import card_of
from sim.plausibility.figures import REPLICATIONS as CARD_REPLICATIONS
from sim.record import MODEL_VERSION
from sim.report.catalog import Words, name_html, visible
from sim.report.numbers import whole
from sim.report.sections import Section
from sim.report.sources import origins_of
from sim.report.why_they_leave import causes_of
from sim.scenario import RunPlan

if TYPE_CHECKING:
    from sim.scenario import Experiment

Source = ComparisonResult | str | os.PathLike[str]
TEMPLATES = Path(__file__).parent / "templates"
REPLICATIONS_RUN_AGAIN = 3


def html(
    source: Source | Sequence[Source],
    lang: str = "en",
    *,
    experiments: Sequence[Experiment | None] = (),
    run_again: int = REPLICATIONS_RUN_AGAIN,
    engine: str = "compiled",
    with_card: bool = False,
) -> str:
    """Return the page about one or several comparisons as text; the same input gives the same text.

    Parameters
    ----------
    source
        A comparison or the folder of one, or several of them.
    lang
        Language of the page; names of scenarios are taken in this language too.
    experiments
        What the files say, in the order of the sources; looked up by name where it is not given. Needed for the
        sources of numbers only: values are those that were run.
    run_again
        How many replications of each scenario are run again to count why customers leave; 0 for none.
    engine
        Which engine does that; it leaves no trace on the page.
    with_card
        Whether to hold today's market against published figures, if its file is found; runs it again for that.

    Raises
    ------
    PlanError
        Unknown language or engine.
    StoreMissing, StoreDamaged, StoreError
        A folder that holds no comparison.
    """
    words = Words(lang)
    several = [source] if isinstance(source, ComparisonResult | str | os.PathLike) else list(source)
    results = [one if isinstance(one, ComparisonResult) else result_in(Path(one)) for one in several]
    given = [*experiments, *[None] * len(results)]
    sections = []
    for number, result in enumerate(results, 1):
        origins, causes = origins_of(result.plan, given[number - 1]), causes_of(result, run_again, engine)
        today = origins.as_run(result.plan.baseline) if with_card else None
        card = None if today is None else card_of(today, _like(result.plan.run), engine=engine)
        sections.append(Section(number, result, origins, causes, words, card))
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(w=words, told=words.told, whole=whole, name=name_html, cards=cards, with_card=with_card)
    about = {"sim": sim.__version__, "model": MODEL_VERSION, "python": platform.python_version()}
    return visible(environment.get_template("page.html").render(sections=sections, about=about))


def _like(run: RunPlan) -> RunPlan:
    """Return how a card's market is run that stands beside a comparison: for as long, from the same seed."""
    return RunPlan(run.length, CARD_REPLICATIONS, seed=run.seed)


def write(
    source: Source | Sequence[Source],
    path: str | os.PathLike[str],
    lang: str = "en",
    *,
    experiments: Sequence[Experiment | None] = (),
    run_again: int = REPLICATIONS_RUN_AGAIN,
    engine: str = "compiled",
    with_card: bool = False,
) -> Path:
    """Write the page about one or several comparisons, whole or not at all, and return its path.

    Parameters are those of :func:`html`; missing folders are made.

    Raises
    ------
    StoreError
        The file cannot be written.
    """
    text = html(source, lang, experiments=experiments, run_again=run_again, engine=engine, with_card=with_card)
    target = Path(path)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, text.encode("utf-8"))
    except OSError as fault:
        raise StoreError(f"{target}: {fault.strerror}; the page is not written") from None
    return target
