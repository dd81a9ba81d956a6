"""Strategies over a market and a firm: order-free, or a conflict that names both places."""

import pickle
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.parameters import Parameters
from sim.scenario import Label, Scenario, ScenarioError, Strategy, load, load_experiment
from sim.scenario.fault import Place
from sim.scenario.given import How, Written
from sim.scenario.units import Amount

Write = Callable[[str, str], str]
Faults = Callable[[Callable[[], object]], list[str]]
S = "kind: strategy\nname: {0}\nsets:\n  "


def change(name: str, how: How, number: Fraction, key: str = "recovery.compensation") -> Strategy:
    place = Place(f"{name}.yaml", 4, 3)
    one = Written(key, how, (Amount(number),), str(number), place)
    return Strategy(name, Label(name), "", place, (), 0, (one,))


relative = st.tuples(st.sampled_from([How.ADD, How.TIMES]), st.decimals(0, 1, places=3).map(Fraction))


@given(st.lists(relative, max_size=6), st.randoms())
def test_adds_and_times_compose_in_any_order(changes: list[tuple[How, Fraction]], random: object) -> None:
    # given
    base = load("corner_shop").with_values({"recovery.compensation": "0.1"})
    strategies = [change(f"s{k}", how, number) for k, (how, number) in enumerate(changes)]
    shuffled = list(strategies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    added = sum((n for how, n in changes if how is How.ADD), Fraction(1, 10))
    for how, number in changes:
        added *= number if how is How.TIMES else 1
    if added > 5:
        return

    # when
    one, other = base, base
    for strategy in strategies:
        one = one.with_strategy(strategy)
    for strategy in shuffled:
        other = other.with_strategy(strategy)

    # then: (base + sum of adds) x product of times, rounded once
    assert one.values["recovery.compensation"].value == float(added)
    assert one.parameters() == other.parameters()
    assert one.digest == other.digest


@pytest.mark.parametrize(
    ("first", "second"), [("0.5", "0.6"), ("0.5", "{add: 0.1}"), ("{times: 2}", "0.5"), ("0.5", "0.5")]
)
def test_two_that_cannot_be_combined_are_a_conflict_with_both_places(
    write: Write, faults_of: Faults, first: str, second: str
) -> None:
    one = write("strategies/one.yaml", S.format("one") + f"recovery.compensation: {first}\n")
    two = write("strategies/two.yaml", S.format("two") + f"goods.margin: 30%\n  recovery: {{compensation: {second}}}\n")
    base = load("town").with_strategy("one")

    lines = faults_of(lambda: base.with_strategy("two"))

    assert len(lines) == 1
    assert lines[0].startswith(f"{two}:5:")
    assert f"{one}:4:" in lines[0]
    assert "recovery.compensation" in lines[0]


def test_a_strategy_in_another_currency_is_refused_and_anchors_fit_every_market(
    write: Write, faults_of: Faults
) -> None:
    # given: the wage is 30 dollars an hour, the mean basket 50 dollars
    market = "kind: market\nname: {}\ncurrency: USD\npersons: 10\nbasket.mean: 50 USD\n"
    write("markets/us.yaml", market.format("us"))
    base = load("us").with_values({"desk.wage": "30 USD/hour"})
    euro = write("strategies/euro.yaml", S.format("euro") + "complaint.cost: 3 EUR\n")
    text = S.format("anchor") + "complaint.cost: 0.5 baskets\n  channel.cost: {add: 2 agent-hours/day}\n"
    write("strategies/anchor.yaml", text)

    # when
    anchored = base.with_strategy("anchor").parameters()

    # then
    assert anchored.complaint_cost == 2500
    assert anchored.channel_cost == 6000.0
    assert faults_of(lambda: base.with_strategy("euro"))[0].startswith(f"{euro}:4:19: complaint.cost: is in EUR")


@pytest.mark.usefixtures("write")
def test_values_of_the_call_replace_the_strategys_own() -> None:
    base = load("town")

    changed = base.with_strategy(
        "plan", **{"recovery.apology": False, "recovery.compensation": 0.5, "desk.agents": {"add": 2}}
    )

    assert changed.parameters().recovery_apology == 0
    assert changed.parameters().recovery_compensation == 0.5
    assert changed.parameters().desk_agents == 3
    assert changed.values["recovery.apology"].source.place == "with_strategy"


@pytest.mark.usefixtures("write")
def test_wrong_values_of_a_call_are_all_named_at_once(faults_of: Faults) -> None:
    base = load("town")

    lines = faults_of(
        lambda: base.with_strategy("plan", **{"recovery.apolgy": True, "basket.mean": "3 CNY", "goods.margin": 3})
    )

    assert len(lines) == 3
    assert "did you mean 'recovery.apology'?" in lines[0]
    assert "it is the market's to set" in lines[1]
    assert "goods.margin: out of bounds" in lines[2]


def test_a_result_out_of_bounds_is_named_at_the_change(write: Write, faults_of: Faults) -> None:
    path = write("strategies/much.yaml", S.format("much") + "goods.margin: {times: 9}\n")

    lines = faults_of(lambda: load("town").with_strategy("much"))

    assert lines == [f"{path}:4:25: goods.margin: out of bounds; a share such as 0.15 or 15%, from 0% to 100%"]


def test_half_an_agent_is_refused(write: Write, faults_of: Faults) -> None:
    write("strategies/half.yaml", S.format("half") + "desk.agents: {times: 0.5}\n")

    assert "desk.agents: out of bounds (0.5)" in faults_of(lambda: load("town").with_strategy("half"))[0]


def test_a_strategy_without_its_mechanism_is_refused(write: Write, faults_of: Faults) -> None:
    path = write("strategies/needy.yaml", "kind: strategy\nname: needy\nrequires: [talk]\nsets: {}\n")
    base = load("town").with_values({"mechanisms.talk": "false"})

    lines = faults_of(lambda: base.with_strategy("needy"))

    assert lines[0].startswith(f"{path}: requires: 'needy' needs the mechanism 'talk', which is off in 'town'")


def test_starts_make_phases_in_which_single_costs_count_up(write: Write) -> None:
    # given: a year of history; one strategy from its end, one 30 days later
    write("markets/old.yaml", "kind: market\nname: old\ncurrency: CNY\npersons: 10\nhistory: 1 year\n")
    write("strategies/a.yaml", S.format("a") + "programme.once: {add: 10 CNY}\n")
    write("strategies/b.yaml", S.format("b") + "programme.once: {add: 3 CNY}\n  goods.margin: 40%\nstarts: 30 days\n")

    # when
    phases = load("old").with_strategy("b").with_strategy("a").setting("1 year").phases

    # then
    assert [(day, p.programme_once, p.goods_margin) for day, p in phases] == [
        (0, 0, 0.3),
        (365, 1000, 0.3),
        (395, 1300, 0.4),
    ]


def test_a_strategy_that_changes_nothing_makes_no_phase_and_no_new_digest(write: Write) -> None:
    write("markets/old.yaml", "kind: market\nname: old\ncurrency: CNY\npersons: 10\nhistory: 1 year\n")
    base = load("old")

    same = base.with_strategy(change("same", How.TIMES, Fraction(1), "goods.margin"))

    assert len(same.phases) == 1
    assert same.digest == base.digest


def test_a_parents_maps_are_merged_and_its_lists_replaced(write: Write) -> None:
    text = "kind: market\nname: a\ncurrency: CNY\npersons: 10\ntalk: {degree: 6, warn: 0.5}\nentries: {daily: [1, 2]}\n"
    write("markets/a.yaml", text)
    write("markets/b.yaml", "kind: market\nname: b\nextends: a.yaml\ntalk.warn: 0.7\nentries: {daily: [3]}\n")

    child = load("b")

    assert (child.name, child.market.persons, child.market.entries) == ("b", 10, (3,))
    assert (child.parameters().talk_degree, child.parameters().talk_warn) == (6, 0.7)
    assert child.values["talk.degree"].source.place == "scenarios/markets/a.yaml:5:16"
    assert child.values["talk.warn"].source.place == "scenarios/markets/b.yaml:4:12"


def test_contact_times_come_in_days_from_a_file_inside_the_project(write: Write) -> None:
    write("calls.txt", "# one working day\n12\n\n18\n36\n")
    text = "kind: market\nname: a\ncurrency: CNY\npersons: 10\noutside: {times: ../calls.txt, times_in: hours}\n"
    write("markets/a.yaml", text + "mechanisms.outside: true\n")

    scenario = load("a")

    assert scenario.setting("2 days").contact_times == (0.5, 0.75, 1.5)
    assert scenario.with_values({"mechanisms.outside": False}).setting("2 days").contact_times == ()


def test_an_experiment_holds_its_scenarios_and_its_plan(write: Write) -> None:
    write("strategies/cost.yaml", S.format("cost") + "programme.fixed: {add: 3 CNY/day}\n")
    path = write(
        "experiments/trial.yaml",
        "kind: experiment\nname: trial\nmarket: town\nfirm: shop\nbaseline: plan\n"
        "alternatives: [{name: both, strategies: [plan, cost]}, ../strategies/cost.yaml]\n"
        "responses: [profit, customers]\n"
        "sets: {persons: 50, talk.degree: 6}\n"
        "run: {length: 2 years, replications: 8, precision: {relative: 5%}, seed: 7, level: 90%, log: all}\n",
    )

    experiment = load_experiment(path)

    assert experiment.baseline.name == "plan"
    assert [a.name for a in experiment.alternatives] == ["both", "cost"]
    assert experiment.alternatives[0].market.persons == 50
    assert experiment.alternatives[0].parameters().talk_degree == 6
    assert experiment.responses == ("profit", "customers")
    assert (experiment.run.length, experiment.run.replications, experiment.run.seed) == (730.0, 8, 7)
    assert experiment.run.precision is not None
    assert experiment.run.precision.relative == 0.05
    assert experiment.with_values({"persons": 40}).baseline.market.persons == 40


def test_controls_come_from_the_shipped_strategies(write: Write) -> None:
    text = "kind: experiment\nname: trial\nmarket: town\nalternatives: [plan]\nrun: {length: 30 days}\ncontrols: true\n"
    path = write("experiments/trial.yaml", text)

    identical, placebo = load_experiment(path).controls

    assert identical.digest == load("town").digest
    assert [c.key for c in placebo.diff(load("town"))] == ["programme.fixed"]


@pytest.mark.usefixtures("write")
def test_defaults_of_the_model_hold_where_nothing_is_said() -> None:
    parameters = load("town").setting(1.0).phases[0][1]

    assert parameters.goods_margin == Parameters().goods_margin
    assert parameters.recovery_weights == Parameters().recovery_weights


@pytest.mark.usefixtures("write")
def test_an_unknown_scenario_is_refused_with_a_proposal(faults_of: Faults) -> None:
    assert faults_of(lambda: load("twon")) == ["twon: no market 'twon'; did you mean 'town'?"]
    assert faults_of(lambda: load("town").with_strategy("pln")) == ["pln: no strategy 'pln'; did you mean 'plan'?"]


@pytest.mark.usefixtures("write")
def test_a_scenario_error_survives_a_pipe() -> None:
    with pytest.raises(ScenarioError) as caught:
        load("twon")

    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301 our own bytes
    assert isinstance(load("town"), Scenario)
