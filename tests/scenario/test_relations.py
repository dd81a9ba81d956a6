"""Values that are each allowed and together are not."""

import pytest

from sim.scenario import ScenarioError, load


def test_a_selection_that_attachment_cannot_bring_about_is_a_fault_with_a_cure() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("corner_shop").with_values({"complaint.attachment": "0.1"}).setting("30 days")
    assert "raise complaint.attachment or lower outcome.selection_share" in str(caught.value)


def test_the_same_attachment_does_where_nothing_is_selected() -> None:
    values = {"complaint.attachment": "0.1", "outcome.selection_share": "0%"}
    p = load("corner_shop").with_values(values).parameters(0)
    assert p.stay_slope_major == p.stay_slope_minor == 0.0
