"""A small project to write scenario files into."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import ScenarioError

MARKET = "kind: market\nname: town\ncurrency: CNY\npersons: 100\n"
FIRM = "kind: firm\nname: shop\n"
STRATEGY = "kind: strategy\nname: plan\nsets:\n  recovery.apology: true\n"
EXPERIMENT = "kind: experiment\nname: trial\nmarket: town\nalternatives: [plan]\nrun: {length: 30 days}\n"
Write = Callable[[str, str], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Return a function that writes a file of a project whose folder is the working directory."""
    for name, text in (("markets/town", MARKET), ("firms/shop", FIRM), ("strategies/plan", STRATEGY)):
        path = tmp_path / "scenarios" / f"{name}.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "scenarios" / "experiments").mkdir()
    monkeypatch.chdir(tmp_path)

    def written(name: str, text: str) -> str:
        path = Path("scenarios") / name
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return str(path)

    return written


@pytest.fixture
def faults_of() -> Callable[[Callable[[], object]], list[str]]:
    """Return a function that gives the lines of the ScenarioError that a call raises."""

    def lines(call: Callable[[], object]) -> list[str]:
        with pytest.raises(ScenarioError) as caught:
            call()
        assert caught.value.exit_code == 2
        return str(caught.value).splitlines()

    return lines
