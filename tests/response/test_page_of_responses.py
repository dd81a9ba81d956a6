"""The page of responses says what the code declares."""

import re
from pathlib import Path

from sim.response import RESPONSES
from tools.responses import page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_the_one_that_the_tool_writes() -> None:
    written = (ROOT / "docs" / "responses.md").read_text(encoding="utf-8")
    assert written == page(), "python -m tools.responses writes it again"


def test_no_definition_breaks_the_table_and_rows_have_the_form_of_the_mission() -> None:
    for one in RESPONSES.values():
        assert "|" not in one.definition + one.name
        assert not one.definition.endswith(".")
        assert all(re.fullmatch(r"[A-Z]\d\d", row) for row in one.rows.split()), one.name
