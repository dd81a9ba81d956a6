"""A plugin for pytest: the reference engine alone, and nothing is compiled.

Who asks for the compiled engine gets the one to read, so tests of both run it twice. The environment variable
``STORY_PAGE`` names a file to take instead of the page of ``sim/model/story/`` of the same name.
"""

import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest


def take_page(path: Path) -> None:
    """Let a file be the page of the story that has its name, before anything reads the story."""
    name = f"sim.model.story.{path.stem}"
    spec = spec_from_file_location(name, path)
    if name in sys.modules or spec is None or spec.loader is None:
        raise ImportError(f"{name} is read already, or {path} is no module")
    sys.modules[name] = page = module_from_spec(spec)
    spec.loader.exec_module(page)


def stand_in(name: str, **contents: object) -> None:
    """Let a module with these contents be the one of a name."""
    sys.modules[name] = module = ModuleType(name)
    module.__dict__.update(contents)


def take_reference_engine() -> None:
    """Let the reference engine stand for the compiled one, and its way through the log that is audited."""
    from sim.engine.audit import in_pieces  # noqa: PLC0415  the page must be taken first
    from sim.engine.faults import BUDGET  # noqa: PLC0415
    from sim.engine.read.engine import Reference, run  # noqa: PLC0415

    stand_in(
        "sim.engine.run.engine",
        run=run,
        world_of=lambda setting, seed, replication, log_level: Reference(setting, seed, replication, log_level, BUDGET),
        simulate=lambda world, *_: (world.run(), world)[1],
        called=lambda entry, *arguments: entry(*arguments),
    )
    stand_in("sim.engine.run.tally", tally=in_pieces)
    sys.modules["sim.engine.run.twin"] = None  # type: ignore[assignment]  so importing the compiler fails


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Do it where pytest takes this for a plugin, before it reads any test; not where it only looks for doctests."""
    if page := os.environ.get("STORY_PAGE"):
        take_page(Path(page))
    take_reference_engine()
