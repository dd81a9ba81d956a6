"""``sim trace``, ``replay``, ``status``, ``results``, ``repair`` and ``report``: what a folder of results holds."""

from __future__ import annotations

import importlib
import json as json_module
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, form, shown, told, told_csv, told_json

if TYPE_CHECKING:
    from sim.experiment.plan import Entry, Plan


def trace(
    name: Annotated[
        str,
        typer.Argument(
            metavar="DIR|EXPERIMENT|SCENARIO",
            help="Whose plan gives length and seed.",
            autocompletion=completing.questions,
        ),
    ],
    person: o.Person,
    strategy: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which scenario. [default: the baseline]")
    ] = None,
    against: Annotated[
        str | None, typer.Option(metavar="NAME", help="The same person in this scenario, beside.")
    ] = None,
    replication: o.Replication = 0,
    seed: o.Seed = None,
    run_length: o.RunLength = None,
    engine: o.Engine = "compiled",
    json: o.Json = False,
    lang: o.Lang = "en",
) -> None:
    """Tell one person's life event by event, or the same person's two lives side by side."""
    from sim.experiment.trace import traced  # noqa: PLC0415 imported where used
    from sim.experiment.words import known_language  # noqa: PLC0415

    known_language(lang)
    plan = _plan_named(name, [one for one in (strategy, against) if one], seed, run_length)
    entries = [plan.baseline if strategy is None else plan.entry(strategy)]
    entries += [plan.entry(against)] if against is not None else []
    found = traced(
        tuple(entries), plan.currency, person=person, seed=plan.run.seed, replication=replication, engine=engine
    )
    if json:
        table = found.told(lang)
        told_json(
            {
                "schema_version": 1,
                "fork_day": found.fork,
                "fork_event": found.fork_event,
                "events": table.to_dict(orient="records"),
            }
        )
    else:
        told(found.to_text(lang))


def _plan_named(name: str, strategies: list[str], seed: int | None, run_length: str | None) -> Plan:
    """Return the plan of a folder, of an experiment, or of a scenario with some strategies."""
    from sim.cli.question import Asked, holds_results, loaded, plan_asked  # noqa: PLC0415
    from sim.experiment.description import plan_in  # noqa: PLC0415
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.scenario import Experiment  # noqa: PLC0415

    if holds_results(name):
        if seed is not None or run_length is not None:
            raise PlanError(f"{name} holds results of its own seed and run length; leave --seed and --run-length out")
        return plan_in(Path(name))
    found = loaded(name)
    names = [] if isinstance(found, Experiment) else [one for one in strategies if one != found.name]
    return plan_asked([name], Asked(strategies=names, seed=seed, run_length=run_length))


def replay(
    folder: o.Folder,
    identity: Annotated[str, typer.Argument(metavar="ID", help="Scenario and replication, such as baseline_name.3")],
    engine: o.Engine = "compiled",
    json: o.Json = False,
) -> None:
    """Run one replication again and check that it leaves the stored row, bit for bit."""
    from sim.experiment.description import plan_in  # noqa: PLC0415
    from sim.experiment.executor import attempt  # noqa: PLC0415
    from sim.experiment.lines import json_lines  # noqa: PLC0415
    from sim.experiment.store import rows  # noqa: PLC0415
    from sim.record import MODEL_VERSION  # noqa: PLC0415

    plan = plan_in(folder)
    entry, replication = _identified(plan, identity)
    stored = next(
        (row for row in rows(folder) if (row["scenario"], row["replication"]) == (entry.key, replication)), None
    )
    again = attempt(
        (entry.key, replication), plan.task(entry, engine, stored["responses"] if stored else ()), MODEL_VERSION
    )
    same = None if stored is None else _plain(stored) == _plain(again)
    if json:
        line = next(one for one in json_lines(plan, [again]) if one["scenario"] == entry.name)
        told_json({"schema_version": 1, "same": same, "row": line})
    else:
        state = {None: "is not stored yet", True: "is the same as the stored row", False: "DIFFERS from the stored row"}
        what = again["digest"] or again["error"]
        told(f"{entry.name}.{replication}: {what}\nreplication {replication} of {entry.name} {state[same]}")
    raise typer.Exit(1 if same is False else 0)


def _plain(row: object) -> str:
    """Return a row as text that is equal for equal rows only."""
    return json_module.dumps(row, sort_keys=True)


def _identified(plan: Plan, identity: str) -> tuple[Entry, int]:
    """Return the scenario and the replication of an id: name or first digits of the key, a dot, the number."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415

    found = re.fullmatch(r"(.+)\.([0-9]{1,9})", identity)
    if found is None:
        raise PlanError(f"id: write scenario.replication, such as {plan.baseline.name}.0 (got '{shown(identity)}')")
    digits = 8
    by_key = [entry for entry in plan.entries if len(found[1]) >= digits and entry.key.startswith(found[1])]
    return (by_key[0] if by_key else plan.entry(found[1])), int(found[2])


def status(folder: o.Folder, json: o.Json = False, csv: o.Csv = False) -> None:
    """Say how many replications of each scenario are done, have failed, or are missing, and how long those take."""
    from sim.experiment.description import plan_in  # noqa: PLC0415
    from sim.experiment.pace import seconds_a_row  # noqa: PLC0415
    from sim.experiment.result import asked_for  # noqa: PLC0415
    from sim.experiment.store import held  # noqa: PLC0415
    from sim.experiment.swept.outlook import span  # noqa: PLC0415
    from sim.scenario.show import table  # noqa: PLC0415

    form(json=json, csv=csv, excel=False, raw=False)
    plan, found = plan_in(folder), held(folder)
    planned = asked_for(plan, found.most)
    lines = []
    for entry in plan.entries:
        state = found.status(((entry.key, replication) for replication in range(planned)), plan.stored)
        lines.append({"name": entry.name, "role": entry.role} | state._asdict())
    whole = found.status(((key, replication) for key in plan.keys for replication in range(planned)), plan.stored)
    kept, pace = len(found) - whole.done - whole.failed, seconds_a_row(folder)
    left = None if pace is None else whole.missing * pace
    if json:
        total = whole._asdict() | {"other_rows": kept, "seconds_left": left}
        told_json({"schema_version": 1, "planned": planned, "scenarios": lines, "total": total})
        return
    if csv:
        told_csv(list(lines[0]), [list(line.values()) for line in lines])
        return
    if not plan.cells:
        head = ("scenario", "role", "done", "failed", "missing")
        told(table([head, *(tuple(map(str, line.values())) for line in lines)]) + "\n")
    cells = f" in {len(plan.cells)} cells" if plan.cells else ""
    told(f"{whole.done} done, {whole.failed} failed, {whole.missing} left{cells}; {kept} other rows are kept")
    if whole.missing:
        told(f"left: {'unknown' if left is None else f'about {span(left)} at the pace of the latest rows'}")


def results(
    folder: o.Folder,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One line of JSON a replication; this is the default.")
    ] = False,
    csv: o.Csv = False,
    excel: o.Excel = False,
    raw: o.Raw = False,
    lang: o.Lang = "en",
) -> None:
    """Write every stored row with its scenario's name and label; equal experiments give equal lines."""
    from sim.experiment.description import plan_in  # noqa: PLC0415
    from sim.experiment.lines import json_lines, table_columns, table_lines  # noqa: PLC0415
    from sim.experiment.store import held, rows  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415

    form(json=jsonl, csv=csv, excel=excel, raw=raw)
    known_language(lang)
    plan = plan_in(folder)
    if csv or excel:
        names = held(folder).all_names
        lines = (list(line.values()) for line in table_lines(plan, rows(folder), names, lang))
        told_csv(table_columns(plan, names), lines, raw=raw, excel=excel)
    else:
        to_terminal = sys.stdout.isatty()
        for one in json_lines(plan, rows(folder), lang):
            line = json_module.dumps(one, ensure_ascii=False, allow_nan=False)
            sys.stdout.write((shown(line) if to_terminal else line) + "\n")
        sys.stdout.flush()
    raise typer.Exit(_missing(folder))


def _missing(folder: Path) -> int:
    """Say on stderr how many rows a folder lacks; return the exit code."""
    from sim.experiment.description import plan_in  # noqa: PLC0415
    from sim.experiment.result import asked_for  # noqa: PLC0415
    from sim.experiment.store import held  # noqa: PLC0415

    plan, found = plan_in(folder), held(folder)
    keys = {entry.key for entry in plan.entries}
    planned = asked_for(plan, found.most)
    missing = found.status(((key, one) for key in keys for one in range(planned)), plan.stored).missing
    if missing:
        complain(f"{missing} replications are missing in {folder}; the command that made the folder computes them")
    return int(missing > 0)


def repair(folder: o.Folder) -> None:
    """Move damaged files away, so that the same command computes their rows again."""
    from sim.experiment.store import repair as moved_by_repair  # noqa: PLC0415

    moved = moved_by_repair(folder)
    for name in moved:
        told(f"moved to {folder / 'damaged' / name}")
    told("nothing is damaged" if not moved else "run the same command again: it computes what is missing")


def report(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of results; one page for all.")],
    lang: o.Lang = "en",
    out: Annotated[Path | None, typer.Option(help="File of the page. [default: DIR.html]")] = None,
    card: Annotated[
        bool, typer.Option("--card", help="Hold the market against published figures; runs it again for that.")
    ] = False,
) -> None:
    """Write one HTML page about one or several folders of results."""
    from sim.cli.question import name_missing  # noqa: PLC0415
    from sim.experiment.errors import PlanError  # noqa: PLC0415
    from sim.experiment.result import result_in  # noqa: PLC0415
    from sim.experiment.words import known_language  # noqa: PLC0415

    known_language(lang)
    path = out if out is not None else folders[0].with_name(f"{folders[0].name}.html")
    if not path.parent.is_dir():
        raise PlanError(f"--out: there is no folder {path.parent}; make it, or give another file")
    found = [result_in(folder) for folder in folders]
    page = importlib.import_module("sim.report.page")
    page.write(found, path, lang, with_card=card)
    complain(f"page in {path}")
    for result in found:
        name_missing(result)
    raise typer.Exit(int(any(result.missing for result in found)))
