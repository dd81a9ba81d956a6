"""The benchmarks run, and the plain script tells the same story as the model; how fast is for nobody to assert here."""

import pytest

from sim.engine.run import engine as compiled
from sim.model.events import Kind
from tests.benchmarks.__main__ import main
from tests.benchmarks.measures import plain_setting
from tests.benchmarks.plain_simpy import Shop

ALIKE = {
    Kind.PURCHASE: "purchase", Kind.FAILURE: "failure", Kind.SILENCE: "silence", Kind.COMPLAINT: "complaint",
    Kind.DEPARTURE: "leave",
}  # fmt: skip


@pytest.mark.nightly
def test_every_table_but_the_cold_start_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick"]) == 0

    printed = capsys.readouterr().out
    assert all(f"\n({letter}) " in printed for letter in "acdeghij")
    assert "nan" not in printed


def test_the_plain_script_tells_the_same_story_in_the_same_numbers() -> None:
    # Given 1,000 persons for a year in both
    setting = plain_setting(1_000, 365.0)
    shop = Shop(setting.phases[0][1], 1_000, 7, keeps_log=True)
    shop.run(365.0)
    kinds = [row[2] for row in shop.log]

    # Then the counts that make the work lie within 20% (or 30 events) of each other
    counts = compiled.run(setting, 1, 0).counts[0]
    for kind, word in ALIKE.items():
        assert abs(kinds.count(word) - counts[kind]) < 0.2 * counts[kind] + 30, word
