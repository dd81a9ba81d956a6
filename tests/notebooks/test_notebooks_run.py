"""Every notebook is executed from the first cell to the last, in a kernel of the interpreter that runs the tests."""

import re
from pathlib import Path

import nbformat
import pytest
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SLOW = (
    "02_compare_strategies",
    "03_meet_a_real_shop",
    "04_what_loyalty_is_worth",
    "05_why_they_leave",
    "06_what_a_lost_customer_costs",
    "07_what_would_change_my_mind",
    "08_more_is_not_always_better",
    "09_trust_an_average",
    "10_the_desk",
    "11_the_mirror",
    "12_five_steps",
)
"""Notebooks that `make nightly` runs."""
RUN = [pytest.param(path, id=path.stem, marks=[pytest.mark.nightly] * (path.stem in SLOW)) for path in NOTEBOOKS]

# What the prose of a notebook relies on, as its cells print it; everything else may change with the scenarios.
SAYS = {
    "01_meet_one_customer": [r"missing: 0\.00 CNY", r"'reference': '(\w+)', 'compiled': '\1'"],
    "02_compare_strategies": ["not settled", r"must differ by exactly 0, differs by 0 CNY +holds"],
    "03_meet_a_real_shop": [r"[678] of 8 classes", r"which is -\d+%", "not settled"],
    "04_what_loyalty_is_worth": [
        r"\['worse', 'better'\]",
        r"3\d% of sales are lost, and [23]\d\d% of profit",
        r"[5-9]\d% of them were satisfied",
    ],
    "05_why_they_leave": [
        r"52% of the failures go",
        r"1\d% of the churn goes",
        r"no_blame +1\d\.\d",
        r"eight_causes +1\d\.\d",
        r"4 +0\.2\d +0\.3\d",
        r"6\d% of the churn is left; 1\d% is fate",
        r"'all alike': False, 'all different': True",
    ],
    "06_what_a_lost_customer_costs": [
        r"26,000 USD; with those she tells 91,000 to 156,000 USD",
        r"5,029 USD, 19% of her sales",
        r"should go 3\.[6-9]\d others, and 3\.[3-7]",
        r"[1-4]% of the sum is left",
        r"jack_apologises +\+.* USD +\[\+.* better",
        r"1\d\.\d without an answer, ([89]|10)\.\d with one",
    ],
    "07_what_would_change_my_mind": [
        r"By profit over 3 years, the firm as it is is best as assumed; that hangs on assumptions",
        r"Prevent failures leads when failure\.rate is (0\.9|1)",
    ],
    "08_more_is_not_always_better": [r"'satisfaction': 0\.04, 'profit': 0\.005"],
    "09_trust_an_average": [r"from [0-9,]+ to [0-9,]+ CNY", "too early"],
    "10_the_desk": [
        r"60\.0 +0\.1[5-9]\d +0\.5\d",  # a sixth hangs up, and the desk is busy half of its time
        r"120\.0 +0\.3\d+ +0\.8\d",
        r"3\.0 +0\.0 +-\d+\.0 +-\d+\.0\n10\.0 +\d+\.0 +\d+\.0 +-\d+\.0\n30\.0 +\d+\.0 +\d+\.0 +\d+\.0",
        r"the second person pays': [34]\d",
    ],
    "11_the_mirror": [
        r"morale_mean +0\.00\d",
        r"failures +[78]\d\.\d",
        r"(keep_the_best|right_people|staff_first|train_and_mentor)( +-?\d[\d.]*){2} +-\d+",
    ],
    "12_five_steps": [
        r"compensation +0\.0\d+ +-[01]\.\d+ +-\d",
        r"apology +0\.1\d+ +-1\.\d+ +1\d\d\d",
        r"'rank of all five': [4-9], 'rank of none': 2\d",
    ],
}


@pytest.fixture(autouse=True)
def _nothing_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the kernel away from the user's profile, and let it find the package without an installation."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("PYTHONPATH", str(FOLDER.parent))


class OwnKernel(AsyncKernelManager):
    """A kernel of this very interpreter: no kernel need be installed anywhere, and none that is gets in."""

    def _kernel_spec_manager_default(self) -> KernelSpecManager:
        return KernelSpecManager(kernel_dirs=[])


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook with its outputs; raise CellExecutionError at the first cell that fails."""
    # A cell may have to wait for the engine to be compiled.
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        kernel_manager_class=OwnKernel,
        timeout=900,
        resources={"metadata": {"path": str(FOLDER)}},
    )
    return client.execute()


def outputs_of(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return every output that is a value or a picture."""
    return [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]


@pytest.mark.parametrize("path", RUN)
def test_notebook_runs_and_says_what_its_prose_relies_on(path: Path) -> None:
    # When
    outputs = outputs_of(executed(nbformat.read(path, as_version=4)))
    # Then there is something to look at, and the text fits what is seen
    assert any("image/png" in output for output in outputs)
    text = "\n".join(output.get("text/plain", "") for output in outputs)
    assert [phrase for phrase in SAYS[path.stem] if not re.search(phrase, text)] == []


def test_every_notebook_that_is_listed_is_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == sorted(SAYS)


def test_a_cell_that_fails_is_reported() -> None:
    # Given a notebook whose second cell divides by zero
    cells = [nbformat.v4.new_code_cell("import sim"), nbformat.v4.new_code_cell("1 / 0")]
    # Then
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        executed(nbformat.v4.new_notebook(cells=cells))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_says_at_the_start_what_for_and_ends_with_tasks(path: Path) -> None:
    prose = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert all(word in prose[0] for word in ("*You will*", "*You will learn*", "*You need*"))
    assert "*On your own*" in prose[-1]
