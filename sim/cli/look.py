"""``sim doctor``, ``check``, ``show`` and ``schema``: look before running."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import sim
from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, told, told_json
from sim.cli.question import loaded, response_names

if TYPE_CHECKING:
    from sim.scenario import Experiment, Scenario

_LIBRARIES = ("numba", "numpy", "pandas", "pyarrow", "scipy", "simpy", "matplotlib", "ruamel.yaml", "loky")


def doctor(json: o.Json = False) -> None:
    """Say what is installed: libraries, engines, cores, fonts."""
    import importlib.metadata  # noqa: PLC0415 imported where used
    import platform  # noqa: PLC0415

    from sim.experiment.engines import ENGINES, cores, readiness  # noqa: PLC0415
    from sim.scenario.files import shipped  # noqa: PLC0415

    facts = {"sim": sim.__version__, "python": platform.python_version(), "platform": platform.platform()}
    facts |= {name: importlib.metadata.version(name) for name in _LIBRARIES}
    for name in ENGINES:
        facts[f"engine {name}"] = readiness(name)
    facts |= {"cores": str(cores()), "scenarios": str(shipped())} | _lettering()
    if json:
        told_json({"schema_version": 1} | facts)
        return
    width = max(map(len, facts))
    told("\n".join(f"{name.ljust(width)}  {fact}" for name, fact in facts.items()))


def _lettering() -> dict[str, str]:
    """Return which characters figures can draw."""
    from sim.experiment import typeface  # noqa: PLC0415 matplotlib is slow to import

    try:
        own = f"{typeface.FAMILY} of the package: {len(typeface.covered()):,} characters, among them all of GB 2312"
    except OSError as fault:
        own = f"MISSING: {typeface.FILE} ({fault}); install the package again"
    further = ", ".join(typeface.system_fonts()) or "none: a box is drawn"
    return {"font of figures": own, "for other characters": further}


def check(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Scenario files, or folders of them.")],
) -> None:
    """Check scenario files: all faults at once, each with file, line and column."""
    from sim.scenario import check as faults_in  # noqa: PLC0415 imported where used

    faults = faults_in(paths, response_names)
    for fault in faults:
        complain(str(fault), head="")
    if faults:
        raise typer.Exit(2)
    told("no faults")


def show(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="A market or an experiment: name or path.", autocompletion=completing.questions
        ),
    ],
    strategies: o.Strategies = None,
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    diff: Annotated[str | None, typer.Option(metavar="OTHER", help="Only what changes from this scenario.")] = None,
    why: Annotated[str | None, typer.Option(metavar="KEY", help="Where one value comes from.")] = None,
) -> None:
    """Show every value of a scenario and where it comes from."""
    from sim.scenario import Experiment  # noqa: PLC0415
    from sim.scenario.show import listing, table  # noqa: PLC0415

    found = loaded(name, sets or (), as_is=as_is)
    if isinstance(found, Experiment) and diff is None and why is None:
        told(_experiment_text(found))
        return
    scenario = _scenario(found, strategies or ())
    if why is not None:
        told(repr(scenario.why(why)))
    elif diff is not None:
        told(repr(scenario.diff(_scenario(loaded(diff), ()))))
    else:
        told(table([(key, value, source) for key, value, source, _ in listing(scenario)]))


def _scenario(found: Scenario | Experiment, strategies: list[str] | tuple[str, ...]) -> Scenario:
    """Return a scenario, an experiment's baseline, with some strategies on it."""
    from sim.scenario import Experiment  # noqa: PLC0415

    scenario = found.baseline if isinstance(found, Experiment) else found
    for strategy in strategies:
        scenario = scenario.with_strategy(strategy)
    return scenario


def _experiment_text(experiment: Experiment) -> str:
    """Return the baseline's card and what each alternative changes."""
    head = f"{experiment.name}: {experiment.label.of('en')}"
    changes = [repr(one.diff(experiment.baseline)) for one in (*experiment.alternatives, *experiment.controls)]
    return "\n\n".join([head, repr(experiment.baseline), *changes])


def schema() -> None:
    """Write the JSON Schema of scenario files."""
    from sim.scenario.schema import schema_text  # noqa: PLC0415

    sys.stdout.write(schema_text())
