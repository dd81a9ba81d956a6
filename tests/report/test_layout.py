"""No column of a page is out of sight, on a telephone, a tablet or a desk; its commands name no machine."""

import subprocess
from pathlib import Path

import pytest

import sim
from sim import Scenario
from sim.report import page
from sim.report.numbers import portable
from tests.report.reading import Page
from tests.report.test_page import CHROMIUM, OPTIONS

WIDTHS = (390, 768, 1280)
MEASURE = """<!doctype html><meta charset="utf-8"><body>{frames}<script>
addEventListener("load", () => {{
  const found = [...document.querySelectorAll("iframe")].map(frame => {{
    const page = frame.contentDocument, all = [...page.querySelectorAll("td, th")];
    const out = all.filter(cell => cell.getBoundingClientRect().right > page.documentElement.clientWidth + 1);
    return [frame.width, all.length > 20, out.length].join(" ");
  }});
  document.body.textContent = "found: " + found.join(", ");
}});
</script></body>"""


@pytest.fixture(scope="module")
def html(base: Scenario) -> str:
    """Return the page of a comparison in which many accounts move."""
    names = ("apology_only", "vouchers", "more_desk_agents", "care_instead_of_advertising", "five_step_recovery")
    alternatives = [base.with_strategy(name) for name in names]
    result = sim.compare(base, alternatives, run_length="70 days", replications=2, engine="reference", jobs=1)
    return page.html(result, run_again=1, engine="reference")


def test_every_cell_says_its_head_where_heads_are_out_of_sight(html: str) -> None:
    shown = Page(html)
    cells = shown.all("td")

    assert all(cell.get("data-head") for cell in cells)
    assert {"difference", "interval", "pairs", "verdict"} <= {cell["data-head"].lower() for cell in cells}
    assert [a["class"] for a in shown.all("table") if "class" in a] == ["many", "wide"]
    assert shown.style.count("content: attr(data-head)") == 2


@pytest.mark.nightly
@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium")
def test_no_cell_lies_beyond_the_edge_of_the_page(html: str, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(html, "utf-8")
    frames = "".join(f'<iframe src="page.html" width="{width}" height="900"></iframe>' for width in WIDTHS)
    (tmp_path / "measure.html").write_text(MEASURE.format(frames=frames), "utf-8")
    files = ("--allow-file-access-from-files", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom")
    command = [CHROMIUM, *OPTIONS, *files, "--window-size=1600,1000", (tmp_path / "measure.html").as_uri()]

    told = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120).stdout

    assert "found: " + ", ".join(f"{width} true 0" for width in WIDTHS) in told


def test_a_path_from_the_root_is_told_as_seen_from_here() -> None:
    here = Path.cwd()

    assert portable(str(here / "results" / "a")) == str(Path("results") / "a")
    assert portable(str(here.parent / "elsewhere" / "a")) == "a"
    assert [portable(word) for word in ("corner_shop", "--set", "results/a")] == ["corner_shop", "--set", "results/a"]
