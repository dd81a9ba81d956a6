"""``sim run`` and ``sim compare``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli import completing
from sim.cli import options as o
from sim.cli.console import complain, form, told, told_csv, told_json
from sim.cli.question import (
    Asked,
    carried_out,
    folder_of,
    holds_results,
    horizons_of,
    level_of,
    name_missing,
    plan_asked,
    tell_counts,
)

if TYPE_CHECKING:
    from sim.experiment.result import ComparisonResult
    from sim.experiment.why import CausalLedger

_COLUMNS = (
    "experiment", "baseline", "name", "label", "response", "unit", "difference", "low", "high", "level", "first_look",
    "pairs", "failed", "verdict", "informative", "guarded", "p_value",
)  # fmt: skip


def run(
    names: Annotated[
        list[str],
        typer.Argument(metavar="EXPERIMENT|SCENARIO...", help="Names or paths.", autocompletion=completing.questions),
    ],
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    strategies: o.Strategies = None,
    responses: o.Responses = None,
    seed: o.Seed = None,
    replications: o.Replications = None,
    precision: o.Precision = None,
    until_settled: o.UntilSettled = None,
    at_most: o.AtMost = None,
    run_length: o.RunLength = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    executor: o.Executor = "local",
    scheduler: o.Scheduler = None,
    out: o.Out = None,
    shard: o.Shard = None,
    json: o.Json = False,
    quiet: o.Quiet = False,
) -> None:
    """Run one experiment, or one or many scenarios; the same command goes on where it was stopped."""
    asked = Asked(
        sets or (),
        strategies or (),
        responses or (),
        seed,
        replications,
        precision,
        until_settled,
        at_most,
        run_length,
        as_is=as_is or None,
    )
    from sim.experiment.result import result_of  # noqa: PLC0415 imported where used

    plan = plan_asked(names, asked)
    folder = folder_of(plan, out)
    done = carried_out(
        plan, folder, engine=engine, jobs=jobs, executor=executor, scheduler=scheduler, quiet=quiet, shard=shard
    )
    tell_counts(folder, done, json=json)
    if done.status.failed:
        _name_failures(result_of(plan, folder, replications=done.replications))
    raise typer.Exit(1 if done.status.failed else 0)


def compare(
    name: Annotated[
        str,
        typer.Argument(
            metavar="EXPERIMENT|SCENARIO|DIR",
            help="Name, path, or folder of results.",
            autocompletion=completing.questions,
        ),
    ],
    sets: o.Sets = None,
    as_is: o.AsIs = False,
    strategies: o.Strategies = None,
    responses: o.Responses = None,
    seed: o.Seed = None,
    replications: o.Replications = None,
    precision: o.Precision = None,
    until_settled: o.UntilSettled = None,
    at_most: o.AtMost = None,
    run_length: o.RunLength = None,
    level: o.Level = None,
    first_look: o.FirstLook = None,
    indifference: o.Indifference = None,
    primary: o.Primary = None,
    horizons: o.Horizons = None,
    equity: o.Equity = None,
    engine: o.Engine = "compiled",
    jobs: o.Jobs = None,
    executor: o.Executor = "local",
    scheduler: o.Scheduler = None,
    out: o.Out = None,
    ranking: Annotated[
        bool, typer.Option("--ranking", help="Tell every scenario against every other one too.")
    ] = False,
    require_settled: Annotated[bool, typer.Option(help="Exit with 3 unless every verdict is settled.")] = False,
    why: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Tell what a strategy's difference in profit is made of; runs pairs again."),
    ] = None,
    json: o.Json = False,
    csv: o.Csv = False,
    excel: o.Excel = False,
    raw: o.Raw = False,
    lang: o.Lang = "en",
    quiet: o.Quiet = False,
) -> None:
    """Compare every strategy with the baseline: differences with intervals, verdicts, negative controls."""
    from sim.experiment.words import known_language  # noqa: PLC0415 imported where used

    known_language(lang)
    form(json=json, csv=csv, excel=excel, raw=raw)
    asked = Asked(
        sets or (), strategies or (), responses or (), seed, replications, precision, until_settled, at_most,
        run_length, level, first_look, indifference, primary=primary, horizons=horizons or (),
        equity=equity, as_is=as_is or None,
    )  # fmt: skip
    if holds_results(name):
        result = _read(Path(name), asked)
    else:
        where: dict[str, Any] = {"executor": executor, "scheduler": scheduler}
        result = _run(name, asked, out, engine=engine, jobs=jobs, where=where, quiet=quiet, why=why)
    ledger = None if why is None else _explained(result, why, engine=engine, quiet=quiet)
    ranks = [result.ranking(name) for name in result.responses] if ranking else []
    if json:
        more: dict[str, Any] = {} if ledger is None else {"why": ledger.as_dict(lang)}
        more |= {"rankings": [one.as_dict(lang) for one in ranks]} if ranking else {}
        told_json(result.as_dict(lang) | more)
    elif csv or excel:
        _write_csv(result, ledger, lang, raw=raw, excel=excel)
    else:
        texts = [result.to_text(lang)] + ([] if ledger is None else [ledger.to_text(lang)])
        told("\n\n".join([*texts, *(one.to_text(lang) for one in ranks)]))
    _name_failures(result)
    name_missing(result)
    if not quiet and result.folder is not None:
        complain(f"results in {result.folder}; `sim report {result.folder}` writes the page")
    raise typer.Exit(_exit_code(result, require_settled=require_settled))


def _read(folder: Path, asked: Asked) -> ComparisonResult:
    """Return the comparison of what a folder holds; nothing is run."""
    from sim.experiment.errors import PlanError  # noqa: PLC0415 imported where used
    from sim.experiment.result import result_in  # noqa: PLC0415

    if asked.changes_what_is_run:
        raise PlanError(f"{folder} holds results already; options that change what is run belong to an experiment")
    return result_in(
        folder,
        tuple(asked.responses),
        level=level_of(asked.level),
        indifference=asked.indifference,
        horizons=horizons_of(asked.horizons),
    )


def _run(
    name: str,
    asked: Asked,
    out: Path | None,
    *,
    engine: str,
    jobs: int | None,
    where: dict[str, Any],
    quiet: bool,
    why: str | None,
) -> ComparisonResult:
    """Run what is missing and return the comparison; a name that it will not hold is refused first."""
    from sim.experiment.result import result_of  # noqa: PLC0415

    plan = plan_asked([name], asked)
    if why is not None:
        plan.entry(why)
    folder = folder_of(plan, out)
    done = carried_out(plan, folder, engine=engine, jobs=jobs, quiet=quiet, **where)
    return result_of(plan, folder, replications=done.replications)


def _explained(result: ComparisonResult, name: str, *, engine: str, quiet: bool) -> CausalLedger:
    """Return why a strategy differs from the baseline, after a word on the wait."""
    from sim.experiment.why import PAIRS  # noqa: PLC0415 imported where used

    if not quiet:
        complain(f"running {min(PAIRS, result.replications)} pairs again with their whole logs")
    return result.ledger(name, engine=engine)


def _write_csv(result: ComparisonResult, ledger: CausalLedger | None, lang: str, *, raw: bool, excel: bool) -> None:
    """Write one line for every response and alternative, what was set by hand in columns of its own.

    Of a ledger its lines take their place: a file is one table. For Excel heads and words are in the language, else in
    keys.
    """
    from sim.experiment.lines import set_keys  # noqa: PLC0415 imported where used
    from sim.experiment.words import words  # noqa: PLC0415

    if ledger is not None:
        parts = ledger.rows(lang)
        names = [words(f"column.{column}", lang) if excel else column for column in parts[0]]
        told_csv(names, [list(part.values()) for part in parts], raw=raw, excel=excel)
        return
    found, keys = result.as_dict(lang), set_keys(result.plan)
    about = {"experiment": found["experiment"], "baseline": found["baseline"]}
    lines = [about | line | {key: line["set"].get(key) for key in keys} for line in found["alternatives"]]
    head: tuple[str, ...] = _COLUMNS
    if excel:
        head = tuple(words(f"column.{column}", lang) for column in _COLUMNS)
        lines = [line | _in_words(line, lang) for line in lines]
    columns = (*_COLUMNS, *keys)
    told_csv((*head, *keys), [[line[column] for column in columns] for line in lines], raw=raw, excel=excel)


def _in_words(line: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Return what a line holds as keys, in words."""
    from sim.experiment.words import unit_word, words  # noqa: PLC0415 imported where used

    found = {key: words(f"{key}.{line[key]}", lang) for key in ("response", "verdict")}
    return found | {"unit": unit_word(line["unit"], lang)}


def _name_failures(result: ComparisonResult) -> None:
    """Name failed replications on stderr, each with the command that runs it again."""
    listed = 5
    for line in result.failures[:listed]:
        complain(f"failed: {line}; again: sim replay {result.folder} {line.partition(':')[0]}")
    if len(result.failures) > listed:
        complain(f"failed: {len(result.failures) - listed} more; `sim results {result.folder}` lists them")


def _exit_code(result: ComparisonResult, *, require_settled: bool) -> int:
    """Return 1 if a replication or a control failed or is missing, 3 if a verdict is open and none may be, else 0."""
    if result.failed or result.missing or any(control.holds is False for control in result.controls):
        return 1
    return 3 if require_settled and not result.settled else 0
