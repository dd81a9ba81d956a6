"""Notebooks are committed without outputs, equal their twins, and keep their cells short."""

import ast
import statistics
from pathlib import Path

import jupytext
import nbformat

CELL_LIMIT = 15
MEDIAN_LIMIT = 4


def cells_of(notebook: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """Return kind and text of every cell."""
    return [(cell.cell_type, cell.source.strip()) for cell in notebook.cells]


def twin_faults(path: Path) -> list[str]:
    """Return what keeps a notebook and its twin from being the same text."""
    twin = path.with_suffix(".py")
    if not twin.is_file():
        return ["has no .py twin"]
    if cells_of(nbformat.read(path, as_version=4)) != cells_of(jupytext.read(twin, fmt="py:percent")):
        return ["differs from its twin; make them equal: jupytext --sync"]
    return []


def cell_faults(path: Path) -> list[str]:
    """Return what the cells of a notebook hold that they should not."""
    code = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    lengths = [len(cell.source.splitlines()) for cell in code]
    faults = []
    if any(cell.outputs or cell.execution_count is not None for cell in code):
        faults.append("holds outputs")
    if lengths and max(lengths) > CELL_LIMIT:
        faults.append(f"a cell of {max(lengths)} lines; at most {CELL_LIMIT}")
    if lengths and statistics.median(lengths) > MEDIAN_LIMIT:
        faults.append(f"a median of {statistics.median(lengths)} lines; at most {MEDIAN_LIMIT}")
    if any(isinstance(node, ast.FunctionDef) for cell in code for node in ast.walk(ast.parse(cell.source))):
        faults.append("defines a function; what is needed twice moves to sim/")
    return faults


def all_faults(folder: Path) -> list[str]:
    """Return a line for every fault of every notebook in the folder."""
    notebooks = [path for path in sorted(folder.rglob("*.ipynb")) if ".ipynb_checkpoints" not in path.parts]
    faults = [f"{path.name}: {fault}" for path in notebooks for fault in twin_faults(path) + cell_faults(path)]
    lonely = {path.with_suffix(".ipynb") for path in folder.rglob("*.py")} - set(notebooks)
    return faults + [f"{path.with_suffix('.py').name}: has no notebook" for path in sorted(lonely)]


def write_pair(folder: Path, *cells: str) -> Path:
    """Write a notebook of code cells and its equal twin; return the notebook's path."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    path = folder / "01_meet.ipynb"
    nbformat.write(notebook, path)
    jupytext.write(notebook, path.with_suffix(".py"), fmt="py:percent")
    return path


def test_every_notebook_is_clean_short_and_equal_to_its_twin(root: Path) -> None:
    assert not all_faults(root / "notebooks")


def test_a_clean_pair_has_no_fault(tmp_path: Path) -> None:
    write_pair(tmp_path, "import math", "math.pi")
    assert all_faults(tmp_path) == []


def test_a_notebook_that_was_edited_alone_is_found(tmp_path: Path) -> None:
    # Given a pair whose twin was edited by hand
    twin = write_pair(tmp_path, "import math", "math.pi").with_suffix(".py")
    twin.write_text(twin.read_text(encoding="utf-8").replace("math.pi", "math.e"), encoding="utf-8")
    # Then the pair is named
    assert [fault.split(";")[0] for fault in all_faults(tmp_path)] == ["01_meet.ipynb: differs from its twin"]


def test_a_notebook_or_a_twin_without_the_other_is_found(tmp_path: Path) -> None:
    write_pair(tmp_path, "1 + 1").with_suffix(".py").rename(tmp_path / "02_other.py")
    assert all_faults(tmp_path) == ["01_meet.ipynb: has no .py twin", "02_other.py: has no notebook"]


def test_outputs_long_cells_and_functions_are_found(tmp_path: Path) -> None:
    # Given a notebook that was run, with one long cell that defines a function
    path = write_pair(tmp_path, "def double(x):\n" + "    x = 2 * x\n" * CELL_LIMIT)
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].execution_count = 1
    nbformat.write(notebook, path)
    # Then each fault is named
    found = [fault.removeprefix("01_meet.ipynb: ").split()[0] for fault in all_faults(tmp_path)]
    assert found == ["holds", "a", "a", "defines"]
