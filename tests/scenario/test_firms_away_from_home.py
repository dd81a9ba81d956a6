"""Money in baskets and agent-hours, and a firm away from home: one currency, another basket, the same people."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

import sim
from sim.model.parameters import PARAMETERS
from sim.scenario import load

Write = Callable[[str, str], str]
Faults = Callable[[Callable[[], object]], list[str]]
MARKET = "kind: market\nname: {}\ncurrency: {}\npersons: 10\nbasket.mean: {}\n"
MONEY = ("desk.wage", "complaint.cost", "outside.value", "advertising.spend", "follow_up.cost")


def held(market: str, firm: str | None = None) -> dict[str, float]:
    """Return the firm's amounts of money in a market, in minor units."""
    values = load(market, firm=firm).values
    return {key: values[key].value for key in MONEY}


def test_a_firm_abroad_pays_and_asks_in_proportion_to_baskets_rounded_once(write: Write) -> None:
    # Given the corner shop, at home where a basket is 48 CNY, in a market where it is 30 EUR
    write("markets/abroad.yaml", MARKET.format("abroad", "EUR", "30 EUR"))

    shop = load("abroad", firm="corner_shop")

    assert shop.parameters().desk_wage == 24 * 1500
    assert shop.values["outside.value"].value == 188  # 3 CNY are 1.875 EUR
    assert shop.values["complaint.cost"].value == 313  # 5 CNY are 3.125 EUR
    why = repr(shop.why("desk.wage"))
    assert "24 CNY/hour -> 15 EUR/hour" in why
    assert "baskets 48 CNY : 30 EUR" in why
    assert "away from home: baskets 48 CNY : 30 EUR" in repr(shop)
    source = shop.values["desk.wage"].source
    assert (source.low, source.high) == (20 * 24 * 100 * 30 / 48, 45 * 24 * 100 * 30 / 48)


def test_lists_of_money_move_too_and_what_is_no_money_stays(write: Write) -> None:
    write("markets/abroad.yaml", MARKET.format("abroad", "EUR", "24 EUR"))

    abroad, home = load("abroad", firm="corner_shop"), load("corner_shop")

    assert abroad.values["recovery.mix_costs"].value == (100, 500, 750)
    assert "[2 CNY, 10 CNY, 15 CNY] -> [1 EUR, 5 EUR, 7.5 EUR]" in repr(abroad.why("recovery.mix_costs"))
    for key in ("goods.margin", "desk.agents", "desk.opens", "follow_up.lag", "desk.overtime"):
        assert abroad.values[key].value == home.values[key].value


def test_at_home_and_under_a_basket_set_by_hand_amounts_stay_as_they_are_written() -> None:
    home = load("corner_shop")

    dearer = home.with_values({"basket.mean": "96 CNY"})

    assert home.values["desk.wage"].written == "24 CNY/hour"
    assert dearer.values["desk.wage"].value == home.values["desk.wage"].value == 24 * 2400
    assert "away" not in repr(home)


def test_a_home_of_ones_own_may_name_the_firm_that_names_it(write: Write) -> None:
    write("markets/village.yaml", MARKET.format("village", "CNY", "10 CNY") + "firm: stand\n")
    write("firms/stand.yaml", "kind: firm\nname: stand\nhome: village\ndesk.wage: 20 CNY/hour\n")
    write("firms/branch.yaml", "kind: firm\nname: branch\nextends: stand\ncomplaint.cost: 1 CNY\n")
    write("markets/abroad.yaml", MARKET.format("abroad", "USD", "5 USD"))

    assert held("village")["desk.wage"] == 20 * 2400
    assert held("abroad", "branch")["desk.wage"] == 10 * 2400
    assert held("abroad", "branch")["complaint.cost"] == 50


def test_without_a_home_another_currency_is_refused_as_is_a_home_that_is_none(write: Write, faults_of: Faults) -> None:
    write("markets/abroad.yaml", MARKET.format("abroad", "EUR", "30 EUR"))
    write("markets/free.yaml", MARKET.format("free", "CNY", "0 CNY"))
    write("firms/stand.yaml", "kind: firm\nname: stand\ncomplaint.cost: 1 CNY\n")
    write("firms/lost.yaml", "kind: firm\nname: lost\nhome: nowhere\n")
    write("firms/free.yaml", "kind: firm\nname: free\nhome: free\n")

    assert "complaint.cost: is in CNY, the market counts in EUR" in faults_of(lambda: load("abroad", firm="stand"))[0]
    assert "home: " in faults_of(lambda: load("abroad", firm="lost"))[0]
    assert "the mean basket of 'free' is 0" in faults_of(lambda: load("abroad", firm="free"))[0]


# ------------------------------------------------------------ anchors


@pytest.mark.parametrize(
    ("changes", "hour"),
    [
        ({}, 25.0),  # nobody says what an hour costs: half a basket
        ({"desk.wage": "30 USD/hour"}, 30.0),
        ({"desk.wage": "30 USD/hour", "mechanisms.desk": False}, 25.0),
        ({"desk.wage": "0 USD/hour", "desk.fee": "3 USD"}, 25.0),  # others run the desk
        ({"desk.wage": "0.1 baskets/hour"}, 5.0),
    ],
)
def test_an_agent_hour_is_the_wage_and_half_a_basket_without_one(
    write: Write, changes: dict[str, object], hour: float
) -> None:
    write("markets/us.yaml", MARKET.format("us", "USD", "50 USD"))
    shop = load("us").with_values({**changes, "mechanisms.contacts": True, "complaint.cost": "1 agent-hours"})

    assert shop.parameters().complaint_cost == 100 * hour
    assert shop.parameters().contact_wage == 100 * hour


def test_a_default_in_baskets_is_what_it_comes_to_at_the_built_in_basket(write: Write) -> None:
    anchored = [p for p in PARAMETERS if p.anchor]
    built_in = load("town").values  # of 20 CNY, no wage

    assert {p.key: p.anchor for p in anchored} == {
        "serve.cost": "0.04 baskets",
        "recovery.fast_cost": "0.05 baskets", "acquire.cost": "0.05 baskets", "staff.wage": "1 agent-hours",
        "audit.cost": "0.125 baskets", "rule.fee_income": "0.04 baskets",
        "fix.cost": "80 agent-hours", "recall.cost": "1.5 agent-hours", "report.cost": "0.05 agent-hours",
        "contact.wage": "1 agent-hours", "winback.cost_a": "1 agent-hours", "winback.cost_b": "0.17 agent-hours",
        "winback.cost_c": "0.17 agent-hours", "stations.cost": "1 agent-hours/day", "dispatch.cost": "0.1 agent-hours",
    }  # fmt: skip
    assert [p.key for p in anchored if built_in[p.key].value != p.default] == []
    write("markets/us.yaml", MARKET.format("us", "USD", "50 USD"))
    assert {p.key: load("us").values[p.key].value for p in anchored} == {
        "serve.cost": 200, "recovery.fast_cost": 250, "acquire.cost": 250,
        "staff.wage": 2500, "audit.cost": 625, "rule.fee_income": 200,
        "fix.cost": 200_000, "recall.cost": 3750, "report.cost": 125,
        "contact.wage": 2500, "winback.cost_a": 2500, "winback.cost_b": 425, "winback.cost_c": 425,
        "stations.cost": 2500.0, "dispatch.cost": 250,
    }  # fmt: skip
    assert "0.05 agent-hours" in repr(load("us").why("report.cost"))


# ------------------------------------------------------------ the same people


def test_a_thousand_times_the_money_is_the_same_people_and_a_thousand_times_the_profit(write: Write) -> None:
    # Given the corner shop where all money is a thousand times as much, and answers to money a thousand times weaker
    home = load("corner_shop").with_values({"persons": 200})
    text = "kind: market\nname: rich\nextends: corner_shop\ncurrency: XTS\nbasket.mean: 48000 XTS\n"
    path = write("markets/rich.yaml", text)
    slower = {
        key: float(home.values[key].value) / 1000.0  # stated per currency unit
        for key in ("advertising.response", "care.response")
    }
    rich = load(path).with_values({"persons": 200, **slower})

    for strategy in (None, "five_step_recovery"):
        pair = [one.with_strategy(strategy) if strategy else one for one in (home, rich)]
        one, other = (sim.run(scenario, "1 year").record for scenario in pair)

        assert one.counts[0].tolist() == other.counts[0].tolist()
        for name in ("status", "joined", "left", "bought", "failures", "complaints", "praised", "satisfaction"):
            assert np.array_equal(one.people[name], other.people[name])
        profits = [int(record.ledger.sum()) for record in (one, other)]
        assert profits[1] == pytest.approx(1000 * profits[0], rel=1e-4)  # amounts are whole minor units
        assert abs(profits[0]) > 100_000
