"""The command line: every command's name, and how each kind of fault ends.

Exit codes: 0 done, 1 finished with failed replications or a bug, 2 wrong usage or scenario, 3 environment or
``--require-settled`` not met, 130 interrupted. Slow libraries are imported where they are used.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import Annotated, NoReturn

import typer

import sim
from sim.cli import folder, listing, look, runs
from sim.cli.console import complain, told

app = typer.Typer(
    name="sim",
    help="Simulate customers who buy, meet failures, complain, leave and talk, and compare retention strategies.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)

for command in (
    look.doctor,
    look.check,
    look.show,
    look.schema,
    runs.run,
    runs.compare,
    folder.trace,
    folder.replay,
    folder.status,
    folder.results,
    folder.repair,
    folder.report,
):
    app.command()(command)
app.command("list")(listing.list_)


def _version(wanted: bool) -> None:
    if wanted:
        told(sim.__version__)
        raise typer.Exit


@app.callback()
def root(
    _version_wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Simulate customers who buy, meet failures, complain, leave and talk, and compare retention strategies."""


def main() -> None:
    """Run the command line; every fault ends in a line on stderr and the right exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    logging.basicConfig(format="sim: %(message)s", stream=sys.stderr)
    logging.getLogger("sim").setLevel(logging.INFO)
    try:
        app(prog_name="sim")
    except SystemExit as stop:
        _leave(stop.code)
    except KeyboardInterrupt:
        complain("interrupted")
        _leave(130)
    except BrokenPipeError:  # the reader of our output is gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _leave(0)
    except Exception as fault:  # noqa: BLE001 whatever it is, it ends in a line
        _leave(_ended(fault))


def _leave(code: str | int | None) -> NoReturn:
    """End the process, at once if a computation that was interrupted still runs in it."""
    from sim.engine.run.aside import is_computing  # noqa: PLC0415

    if is_computing():
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)
    sys.exit(code)


def _ended(fault: Exception) -> int:
    """Say what went wrong and return the exit code."""
    from sim.scenario import ScenarioError, SimError  # noqa: PLC0415

    if os.environ.get("SIM_TRACEBACK"):
        raise fault
    if isinstance(fault, SimError):
        for line in str(fault).splitlines():
            complain(line, head="" if isinstance(fault, ScenarioError) else "sim: ")
        return fault.exit_code
    if isinstance(fault, OSError | MemoryError):
        where = f"{fault.filename}: " if isinstance(fault, OSError) and fault.filename else ""
        text = (fault.strerror if isinstance(fault, OSError) else "") or type(fault).__name__
        complain(f"{where}{text}")
        return 3
    complain(f"a fault of the program: {type(fault).__name__}: {fault}")
    complain("please report it with the command; SIM_TRACEBACK=1 shows where it happened")
    return 1
