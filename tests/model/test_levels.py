"""What is solved when a market is read, held against numbers worked out apart and against its own statement."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite, log

import pytest
from hypothesis import given
from hypothesis import settings as trials
from hypothesis import strategies as st

from sim.model.attachment import solved
from sim.model.events import LeaveLaw, RateLaw, Severity
from sim.model.level.adding import accompanied
from sim.model.level.coming import joined_by_month, word
from sim.model.level.endings import complaint_share
from sim.model.level.fits import causes_and_modes, fresh_share, outcome_cells
from sim.model.level.lifetable import Pull, Table
from sim.model.level.opening import Opening
from sim.model.level.refused import UnsolvableLevel
from sim.model.level.solving import Solving, levels
from sim.model.parameters import Parameters
from sim.model.quantities import YEAR
from sim.model.rules.modes import cause_of_mode, share_of_harm, share_of_major
from tests.engine.scenarios import parameters

TOWN = Opening(2000)
SHOP = solved(
    replace(
        Parameters(), start_customers=0.5, start_rival=0.2, start_tenure=2 * YEAR,
        buying_rate=36 / YEAR, buying_rate_shape=3.0,
        leaving_chance=0.0015, leaving_to_rival=0.6, outcome_intention_to_behaviour=0.3, failure_rate=0.025,
        failure_major=0.25, hazard_rates=(0.0, 0.0, 0.015 / YEAR, 0.015 / YEAR, 0.0, 0.02 / YEAR, 0.0, 0.03 / YEAR),
        advertising_most=0.2 / YEAR, advertising_response=1.0, advertising_spend=400 / YEAR, talk_warn=1.0,
        care_most=0.001, care_response=0.3, care_spend=50 / YEAR, desk_on=0,
    )
)  # fmt: skip


def with_levels(p: Parameters, **changes: object) -> Parameters:
    """Return parameters with changes and all that is solved."""
    changed = solved(replace(p, **changes))  # type: ignore[arg-type]
    return replace(changed, **levels(changed, TOWN))


def test_the_life_table_gives_the_churn_and_purchases_that_runs_gave_for_the_corner_shop() -> None:
    # Given the shop as it was: .283 departures and 32.43 purchases a customer-year in 12 runs
    table = Table(SHOP, TOWN)
    joins, _, _ = joined_by_month(SHOP, TOWN, 0.28 / YEAR, word(SHOP, table, 36 / YEAR)[1])
    means = table.lived(Pull(), joins)

    assert YEAR * means.churn == pytest.approx(0.283, rel=0.01)
    assert YEAR * means.purchases / means.time == pytest.approx(32.43, rel=0.01)


def test_a_stated_churn_gives_the_chance_that_was_worked_out() -> None:
    # Given .75% failures, 17% churn, 8% of it by the calendar: a chance of .001204 after a purchase
    p = solved(replace(SHOP, failure_rate=0.0075, failure_major=0.23, level_churn=0.17))

    chance = levels(p, TOWN)["leaving_scale"] * p.leaving_chance - p.care_effect
    assert chance == pytest.approx(0.001204, rel=0.02)


@pytest.mark.parametrize("law", [LeaveLaw.CONSTANT, LeaveLaw.BETA])
@pytest.mark.parametrize("churn", [0.3, 0.5])
def test_all_leaving_together_comes_to_the_stated_churn(law: LeaveLaw, churn: float) -> None:
    p = solved(
        replace(
            SHOP, leaving_law=int(law), leaving_a=0.8, leaving_b=400.0, level_churn=churn, novelty_on=1, neglect_on=1
        )
    )
    found = Solving(p, TOWN)

    assert YEAR * found.means.churn == pytest.approx(churn, rel=1e-4)


def test_a_churn_below_what_leaves_by_the_calendar_is_refused_with_the_largest_part_named() -> None:
    p = solved(replace(SHOP, level_churn=0.06))
    with pytest.raises(UnsolvableLevel, match=r"'failures' alone makes 1\d\.\d% of customers leave in a year"):
        levels(p, TOWN)
    rivals = solved(replace(SHOP, rivals_on=1, rivals_rate=2 / YEAR, rivals_reach=1.0))
    with pytest.raises(UnsolvableLevel, match="'rivals' alone") as refused:
        levels(rivals, TOWN)
    assert refused.value.key == "mechanisms.rivals"


def test_a_stated_churn_is_met_where_nobody_left_of_her_own_accord() -> None:
    found = levels(solved(replace(SHOP, leaving_chance=0.0, level_churn=0.3)), TOWN)

    assert found["leaving_chance"] * found["leaving_scale"] == pytest.approx(
        levels(solved(replace(SHOP, level_churn=0.3)), TOWN)["leaving_scale"] * SHOP.leaving_chance, rel=1e-3
    )


def test_as_many_join_as_is_stated() -> None:
    # Given 1,000 prospects whom nothing but advertising wins, and nobody who comes back
    p = solved(
        replace(SHOP, level_joins=100 / YEAR, start_rival=0.0, leaving_to_rival=0.0, talk_on=0, hazard_rates=(0.0,) * 8)
    )
    found = levels(p, TOWN)

    # Then 300 in three years are 1,000 (1 - exp(-3 x rate))
    assert found["joining_scale"] * p.advertising_rate == pytest.approx(-log(0.7) / (3 * YEAR), rel=1e-4)


def test_who_stays_buys_as_often_as_without_a_rival() -> None:
    # Given a rival, who takes rare and frequent buyers alike, where those who buy often left more often
    found = Solving(solved(replace(SHOP, rivals_on=1)), TOWN)

    assert found.means.purchases / found.means.time == pytest.approx(found.usual, rel=1e-4)
    assert found.found["rate_scale"] < 0.99


def test_who_has_lost_her_intermediary_has_left_with_her() -> None:
    town = Opening(100, (10,) * 10)
    # Where nobody comes back, nobody is there without her
    assert accompanied(town, 0.0, [100.0] + [0.0] * 35, 0.001, 0.001) == pytest.approx(1.0)
    # When half are customers, at random, and nobody comes: a quarter without her stay, of a quarter with her fewer do
    stays = exp(-0.001 * YEAR / 12)
    assert accompanied(Opening(100), 0.5, [0.0], 0.002, 0.001) == pytest.approx(stays / (stays + 1.0))


def test_nothing_is_scaled_where_no_mechanism_moves_anything() -> None:
    found = levels(SHOP, TOWN)

    assert {found[name] for name in ("leaving_scale", "rate_scale", "basket_scale")} == {1.0}
    assert "hazard_rates" not in found


def test_a_rivals_pull_comes_off_the_calendars_competition_first() -> None:
    p = solved(replace(SHOP, rivals_on=1, rivals_rate=0.05 / YEAR, rivals_reach=1.0, satisfaction_on=0))
    found = levels(p, TOWN)
    pull = 0.05 * 0.2689414  # logistic(-1): the barrier, values being equal

    assert YEAR * (p.hazard_rates[5] - found["hazard_rates"][5]) == pytest.approx(pull, rel=1e-6)
    assert found["leaving_scale"] == pytest.approx(1.0, abs=1e-4)
    # When satisfaction moves it: customers are less satisfied than those are who buy most
    moody = levels(replace(p, satisfaction_on=1), TOWN)
    assert moody["hazard_rates"][5] < found["hazard_rates"][5]


def test_fresh_failures_leave_room_for_those_that_strike_once_more() -> None:
    p = replace(SHOP, root_repeat=0.2, root_lag=0.0, root_span=1e6)
    # Then .025 become .0200 where every cause lasts and nobody leaves
    assert 0.025 * fresh_share(p, [0.1], 0.025, 1.0) == pytest.approx(0.0200)
    # When half of them are removed, or three in four are gone before
    assert fresh_share(p, [0.1], 0.025, 0.5) == pytest.approx(0.9)
    lasting = replace(p, root_span=13.8629436)  # 1 - exp(-1.38629) = .75 at a purchase every ten days
    assert fresh_share(lasting, [0.1], 0.025, 1.0) == pytest.approx(0.85)


def test_harm_and_insults_come_out_of_the_cells_that_are_stated() -> None:
    p = replace(SHOP, outcome_intention_to_behaviour=1.0, causes_on=1, failure_harm=0.02, outcome_harm=0.02)
    assert outcome_cells(p, Severity.MAJOR)[0] == pytest.approx(0.0914, abs=5e-5)
    assert outcome_cells(p, Severity.MINOR) == pytest.approx(p.outcome_minor)
    insulting = replace(SHOP, outcome_intention_to_behaviour=1.0, insults_on=1, recovery_insult=0.5, insult_staying=0.8)
    assert outcome_cells(insulting, Severity.MAJOR)[1] == pytest.approx(0.19 / 0.9)
    with pytest.raises(ValueError, match="makes a cell of the outcome table"):
        outcome_cells(replace(insulting, outcome_minor=(0.5, 0.98, 0.98, 0.98)), Severity.MINOR)


def test_modes_keep_the_share_of_major_failures_and_of_harm() -> None:
    p = solved(replace(SHOP, modes_on=1, causes_on=1, failure_major=0.5))
    p = replace(p, **causes_and_modes(p))
    total = sum(p.failure_causes)
    major = harm = rest = 0.0
    weights = {m: p.mode_weights[m - 1] for m in range(1, 11)}
    by_cause = [sum(w for m, w in weights.items() if cause_of_mode(m) == k) for k in range(1, 9)]
    for mode, weight in weights.items():
        k = cause_of_mode(mode) - 1
        share = p.failure_causes[k] / total * weight / by_cause[k]
        major += share * share_of_major(p, mode)
        harm += share * share_of_major(p, mode) * share_of_harm(p, mode)
        rest += share
    assert major + (1.0 - rest) * p.failure_major == pytest.approx(0.5, rel=1e-6)
    assert harm + (1.0 - rest) * p.failure_major * p.failure_harm == pytest.approx(0.5 * p.failure_harm, rel=1e-6)


@pytest.mark.parametrize("severity", [Severity.MINOR, Severity.MAJOR])
def test_as_many_complain_as_stated_though_some_modes_are_complained_of_more(severity: Severity) -> None:
    """Without causes: core and encounter, seven modes; rudeness a logit louder."""
    p = solved(replace(SHOP, modes_on=1))
    p = replace(p, **causes_and_modes(p))
    fit = p.mode_voice_fit[0 if severity == Severity.MINOR else 1]
    stated = complaint_share(p, severity)
    found = total = 0.0
    for mode in range(1, 8):
        own = [m for m in range(1, 8) if cause_of_mode(m) == cause_of_mode(mode)]
        share = p.failure_encounter if cause_of_mode(mode) == 2 else 1.0 - p.failure_encounter
        weight = share * p.mode_weights[mode - 1] / sum(p.mode_weights[m - 1] for m in own)
        weight *= share_of_major(p, mode) if severity == Severity.MAJOR else 1.0 - share_of_major(p, mode)
        found += weight * complaint_share(p, severity, p.mode_voice[mode - 1] + fit)
        total += weight
    assert found / total == pytest.approx(stated, rel=1e-9)
    assert fit < -0.1
    plain = replace(p, mode_voice=(0.0,) * 10)
    assert causes_and_modes(plain)["mode_voice_fit"] == (0.0, 0.0)


@given(st.floats(0.5, 10.0))
def test_praises_are_so_many_times_the_warnings(ratio: float) -> None:
    table = Table(replace(SHOP, talk_ratio=ratio, talk_rate=0.0), TOWN)
    _, praises, warnings = word(table.p, table, 0.1)

    assert praises == pytest.approx(ratio * warnings, rel=1e-9)


@pytest.mark.parametrize("elasticity", [0.8, 1.5, 2.62])
def test_units_fall_by_the_stated_elasticity(elasticity: float) -> None:
    p = solved(replace(SHOP, price_on=1, price_elasticity=elasticity))
    found = Solving(p, TOWN)

    assert found.elasticity(found.found["price_leaving"]) == pytest.approx(elasticity, rel=2e-3)
    assert found.found["price_joining"] == pytest.approx(0.5 * found.found["price_leaving"])


def test_an_elasticity_beyond_what_leaving_can_bring_about_is_refused_with_the_most_there_is() -> None:
    p = solved(replace(SHOP, price_on=1, price_elasticity=9.0))
    with pytest.raises(UnsolvableLevel, match="at most, since many leave by the calendar") as refused:
        levels(p, TOWN)
    assert refused.value.key == "price.elasticity"


def test_an_elasticity_of_less_than_baskets_and_rates_alone_moves_nobody() -> None:
    assert with_levels(SHOP, price_on=1, price_elasticity=0.1).price_leaving == 0.0


@trials(max_examples=8)
@given(
    parameters(),
    st.sampled_from([Opening(0), Opening(1), Opening(50, (3, 2), as_customer=False, history=30), Opening(2000, (0,))]),
)
def test_whatever_is_stated_is_solved_with_finite_numbers_or_refused(p: Parameters, opening: Opening) -> None:
    try:
        found = levels(p, opening)
    except UnsolvableLevel:
        return
    for name, value in found.items():
        assert all(isfinite(x) and abs(x) < 1e9 for x in (value if isinstance(value, tuple) else (value,))), name


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"level_churn": 0.9, "buying_rate": 0.2 / YEAR}, "level.churn"),  # too few purchases
        ({"level_joins": 100 / YEAR, "talk_on": 0, "advertising_on": 0}, "level.joins"),  # nothing makes anybody join
        ({"level_joins": 900 / YEAR}, "level.joins"),  # more than there are prospects
        ({"causes_on": 1, "failure_harm": 1.0}, "failure.harm"),
        ({"insults_on": 1, "recovery_insult": 1.0, "insult_staying": 0.0}, "recovery.insult"),
        ({"wallet_on": 1, "wallet_share": 0.0, "wallet_satisfaction": 1e-9}, "wallet.share"),  # a rate without bound
    ],
)
def test_what_cannot_be_brought_about_is_refused_by_its_key(changes: dict[str, float], key: str) -> None:
    with pytest.raises(UnsolvableLevel) as refused:
        levels(solved(replace(SHOP, **changes)), TOWN)  # type: ignore[arg-type]
    assert refused.value.key == key


def test_where_nobody_buys_and_nothing_sells_levels_are_solved_all_the_same() -> None:
    found = levels(solved(replace(SHOP, buying_rate=0.0, causes_on=1, basket_mean=0, serving_on=1)), TOWN)

    assert found["failure_fresh"] == 1.0
    assert "serving_share" not in found


def test_where_everybody_buys_alike_the_table_needs_no_quantiles() -> None:
    table = Table(replace(SHOP, buying_rate_law=int(RateLaw.FIXED)), TOWN)
    assert (table.rates, len(table.cells)) == ([SHOP.buying_rate], 1)
