"""How a command begins and ends: every kind of fault in a line and an exit code.

Exit codes: 0 done, 1 finished with failed replications or a bug, 2 wrong usage or scenario, 3 environment,
``--require-settled`` not met or no winner of ``sim select``, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import sim
from sim.cli.console import complain


def main() -> None:
    """Run the command line; every fault ends in a line on stderr and the right exit code, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        if sys.argv[1:] == ["--version"]:  # asked often, by scripts: not even the commands are imported
            sys.stdout.write(f"{sim.__version__}\n")
            sys.stdout.flush()
            sys.exit(0)
        _run()
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


def _run() -> None:
    """Do what was typed."""
    import logging  # noqa: PLC0415 imported where used

    from sim.cli.app import app  # noqa: PLC0415

    logging.basicConfig(format="sim: %(message)s", stream=sys.stderr)
    logging.getLogger("sim").setLevel(logging.INFO)
    app(prog_name="sim")


def _leave(code: str | int | None) -> NoReturn:
    """End the process, at once if a computation that was interrupted still runs in it."""
    aside = sys.modules.get("sim.engine.run.aside")  # who has not imported it computes nothing
    if aside is not None and aside.is_computing():
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
