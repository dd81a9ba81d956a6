"""Values that are each allowed and together are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario import ScenarioError, check, load

Write = Callable[[str, str], str]
TOWN = "kind: market\nname: a\ncurrency: CNY\npersons: 100\nhazard:\n  churn: 20%\n"


def test_a_selection_that_attachment_cannot_bring_about_is_a_fault_with_a_cure() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("corner_shop").with_values({"complaint.attachment": "0.1"}).setting("30 days")
    assert "raise complaint.attachment or lower outcome.selection_share" in str(caught.value)


def test_the_same_attachment_does_where_nothing_is_selected() -> None:
    values = {"complaint.attachment": "0.1", "outcome.selection_share": "0%"}
    p = load("corner_shop").with_values(values).parameters(0)
    assert p.stay_slope_major == p.stay_slope_minor == 0.0


def test_a_churn_whose_causes_have_no_weight_is_a_fault_at_the_weights_with_a_cure(
    write: Write, faults_of: Callable[[Callable[[], object]], list[str]]
) -> None:
    path = write("markets/a.yaml", f"{TOWN}  shares: [0, 0, 0, 0, 0, 0, 0, 0]\n")
    cure = "all weights are 0; give a cause a weight, or set hazard.churn to 0 to use hazard.rates"
    line = f"{path}:7:11: hazard.shares: {cure}"
    assert [str(fault) for fault in check([path])] == [line]
    assert faults_of(lambda: load(path)) == [line]


@pytest.mark.parametrize("off", ["  churn: 0%\n", "  churn: 20%\nmechanisms: {hazards: false}\n"])
def test_causes_without_weight_are_no_fault_where_no_churn_is_solved(write: Write, off: str) -> None:
    text = TOWN.replace("  churn: 20%\n", f"  shares: [0, 0, 0, 0, 0, 0, 0, 0]\n{off}")
    assert check([write("markets/a.yaml", text)]) == []


def test_a_share_of_all_customers_cannot_leave_in_a_year(write: Write) -> None:
    path = write("markets/a.yaml", TOWN.replace("20%", "100%"))
    assert [str(fault).partition(";")[0] for fault in check([path])] == [f"{path}:6:10: hazard.churn: out of bounds"]


def test_solved_rates_are_shown_as_solved_and_are_those_that_are_run() -> None:
    # Given a preset on top of a market that states rates
    market = load("keaveney_cit")
    found = market.values["hazard.rates"]

    # Then what is shown is what is run, and the statement that no longer counts is told below
    assert found.value == market.parameters().hazard_rates != load("corner_shop").parameters().hazard_rates
    assert found.source.text == "solved from hazard.churn and hazard.shares"
    assert found.source.place.rpartition("/")[2].startswith("keaveney_cit.yaml:")
    lines = repr(market.why("hazard.rates")).splitlines()
    assert lines[0].startswith("hazard.rates = [0.0580")
    assert ["solved from" in line for line in lines[2:]] == [True, False]
    assert "corner_shop.yaml:" in lines[3]


def test_stated_rates_are_shown_as_stated() -> None:
    for market in (load("corner_shop"), load("keaveney_cit").with_values({"mechanisms.hazards": False})):
        assert "solved" not in repr(market.why("hazard.rates"))


@pytest.mark.parametrize("text", ["extends: {preset}\nhazard:\n  rates: {rates}\n", "{town}  rates: {rates}\n"])
def test_rates_stated_over_a_churn_are_a_fault_with_a_cure(write: Write, text: str) -> None:
    rates = "[0/year, 0/year, 0/year, 0/year, 0/year, 0/year, 0/year, 0.1/year]"
    preset = write("markets/preset.yaml", TOWN.replace("name: a", "name: preset"))
    head = "" if "{town}" in text else "kind: market\nname: a\ncurrency: CNY\npersons: 100\n"
    path = write("markets/a.yaml", head + text.format(preset="preset.yaml", rates=rates, town=TOWN))

    (fault,) = [str(fault) for fault in check([path])]
    assert fault.startswith(f"{path}:7:10: hazard.rates: does not count while hazard.churn is above 0; leave it out")
    assert preset


def test_rates_set_by_hand_over_a_churn_are_a_fault_and_a_churn_over_rates_is_none() -> None:
    rates = ["0/year"] * 8
    with pytest.raises(ScenarioError, match=r"set hazard\.churn to 0%"):
        load("keaveney_cit").with_values({"hazard.rates": rates})
    for market, values in (
        ("keaveney_cit", {"hazard.churn": "0%", "hazard.rates": rates}),
        ("keaveney_cit", {"mechanisms.hazards": False, "hazard.rates": rates}),
        ("corner_shop", {"hazard.churn": "10%", "level.churn": 0}),
    ):
        assert load(market).with_values(values).values["hazard.churn"]


def test_cells_beside_the_survey_that_takes_their_place_are_refused(tmp_path: Path) -> None:
    # Given a market with cells of its own, and the same with the survey of 2020 named too
    base = "kind: market\nname: a\ncurrency: CNY\npersons: 10\n"
    cells = "outcome.major: [0.5, 0.6, 0.7, 0.8]\n"
    (tmp_path / "stated.yaml").write_text(base + cells)
    (tmp_path / "both.yaml").write_text(base + cells + "outcome.table: rage_2020\n")
    (tmp_path / "heir.yaml").write_text("kind: market\nname: b\nextends: stated.yaml\noutcome.table: rage_2020\n")

    with pytest.raises(ScenarioError) as caught:
        load(str(tmp_path / "both.yaml"))
    assert "both.yaml:5:16: outcome.major: does not count while outcome.table names another survey" in str(caught.value)
    with pytest.raises(ScenarioError, match=r"outcome\.major: does not count"):
        load("corner_shop").with_values({"outcome.table": "rage_2020", "outcome.major": [0.5, 0.6, 0.7, 0.8]})
    # Then who names the survey later has its cells, and sees them
    heir = load(str(tmp_path / "heir.yaml")).values["outcome.major"]
    assert (heir.value, heir.source.text) == ((0.5, 0.28, 0.7, 0.8), "solved from outcome.table")


def test_the_unresolved_may_stay_less_than_the_silent_and_nobody_else_less_than_those_before() -> None:
    shop = load("corner_shop")

    assert shop.with_values({"outcome.major": [0.2, 0.1, 0.5, 0.6]}).parameters().stay_slope_major == 0.0
    for cells in ([0.2, 0.1, 0.15, 0.6], [0.2, 0.1, 0.5, 0.4]):
        with pytest.raises(ScenarioError, match="must not fall"):
            shop.with_values({"outcome.major": cells})
