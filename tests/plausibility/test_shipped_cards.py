"""Cards of the shipped markets: what lies outside what is published has its reason in the market's file."""

import pytest

import sim
from sim.scenario.files import shipped

MARKETS = sorted(path.stem for path in (shipped() / "markets").glob("*.yaml"))
OF_NO_TRADE = {"tough_market", "repair"}


@pytest.mark.nightly
@pytest.mark.parametrize("market", MARKETS)
def test_what_lies_outside_what_is_published_has_its_reason_in_the_file(market: str) -> None:
    found = sim.card(market)

    assert found.unexplained == []  # never move the published ranges
    assert bool(found.trades) == (market not in OF_NO_TRADE)
