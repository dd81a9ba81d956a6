"""Experiments that must not pass: each is answered by exactly the lines that its mistakes deserve."""

from collections.abc import Callable

import pytest

from sim.scenario import check
from tests.scenario.test_malformed_files import judge

E = "kind: experiment\nname: trial\nmarket: town\nalternatives: [plan]\nrun: {length: 30 days}\n"
HEAD = "kind: experiment\nname: trial\nmarket: town\n"

# text, and one "line:column: beginning" or "line:column: ...part" per fault that is expected
TABLE: list[tuple[str, list[str]]] = [
    (E.replace("town", "twon"), ["3:9: market: no market 'twon'; did you mean 'town'?"]),
    (E.replace("[plan]", "[pln]"), ["4:16: alternatives: no strategy 'pln'; did you mean 'plan'?"]),
    (E.replace("[plan]", "plan"), ["4:15: alternatives: write a list"]),
    (
        E.replace("[plan]", "[plan, plan]"),
        ["4:22: alternatives: 'plan' is given twice; first on line 4, column 16"],
    ),
    (
        E.replace("[plan]", "[{name: X}]"),
        ["4:16: alternatives: missing key 'strategies'", "4:23: alternatives: 'X' is no name"],
    ),
    (E.replace("[plan]", "[{name: x}]"), ["4:16: alternatives: missing key 'strategies'"]),
    (E.replace("30 days", "30"), ["5:15: run.length: needs a unit"]),
    (HEAD + "alternatives: [plan]\n", ["1:1: run: missing"]),
    (E.replace("{length", "{lenght"), ["5:7: unknown key 'run.lenght'; did you mean 'length'?"]),
    (E.replace("days}", "days, seed: -1}"), ["5:30: run.seed: out of bounds"]),
    (E.replace("days}", "days, level: 95}"), ["5:31: run.level: out of bounds"]),
    (E.replace("days}", "days, log: some}"), ["5:29: run.log: unknown word 'some'"]),
    (E.replace("days}", "days, precision: {}}"), ["5:35: run.precision: give either"]),
    (E.replace("days}", "days, replications: 0}"), ["5:38: run.replications: out of bounds"]),
    (E + "controls: maybe\n", ["6:11: controls: write true or false"]),
    (E + "goals: [{response: profit}]\n", ["6:1: 'goals' is not built yet"]),
    (E + "budget: 500 CNY\n", ["6:1: 'budget' is not built yet"]),
    (E + "gaols: []\n", ["6:1: unknown key 'gaols'"]),
    (E.replace("[plan]", "[]"), ["4:15: alternatives: is an empty list"]),
    (E.replace("[plan]", "[{name: x, strategies: []}]"), ["4:38: alternatives: is an empty list"]),
    (
        E.replace("[plan]", "[{name: x, strategies: [plan, plan]}]"),
        ["4:45: alternatives: 'plan' is given"],
    ),
    (
        E.replace("[plan]", "[{name: x, name: y, strategy: plan}]"),
        [
            "4:26: alternatives: 'name' is given twice; first on line 4, column 17",
            "4:35: ...did you mean 'strategies'?",
        ],
    ),
    (E.replace("[plan]", "[plan, ../strategies/plan.yaml]"), ["4:22: ...the name 'plan' is taken"]),
    (
        E.replace("[plan]", "[{name: x, strategies: [plan, ../strategies/plan.yaml]}]"),
        ["4:45: alternatives: the strategy 'plan' is there already"],
    ),
    (E + "baseline: plan\n", ["4:16: alternatives: the name 'plan' is taken by the baseline"]),
    (E + "baseline: []\n", ["6:11: baseline: is an empty list"]),
    (E + "responses: []\n", ["6:12: responses: is an empty list"]),
    (E + "responses: [profit, profit]\n", ["6:21: responses: 'profit' is given twice"]),
    (E + "responses: [profit, rpofit]\n", ["6:21: responses: unknown response 'rpofit'; did you"]),
    (
        E.replace("town", "twon") + "responses: [rpofit]\n",
        ["3:9: market: no market 'twon'", "6:13: responses: unknown response 'rpofit'"],
    ),
    (E + "sets: {}\n", ["6:7: sets: is empty"]),
    (E.replace("30 days", "0 days"), ["5:15: run.length: must be above 0 days"]),
    (E.replace("days}", "days, level: 100%}"), ["5:31: run.level: out of bounds"]),
    (E.replace("days}", "days, precision: {relative: 0%}}"), ["5:46: run.precision: out of bounds"]),
    (E.replace("days}", "days, precision: {absolute: 0}}"), ["5:46: run.precision: must be above 0"]),
    (
        E.replace("days}", "days, precision: {relative: 5%, relative: 6%}}"),
        ["5:50: run.precision: 'relative' is given twice; first on line 5, column 36"],
    ),
    (
        E + "sets: {buying.rte: 2/year}\n",
        ["6:8: unknown key 'buying.rte'; did you mean 'buying.rate'?"],
    ),
    (E + "sets: {persons: x}\n", ["6:17: persons: write a whole number"]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_every_mistake_of_an_experiment_gets_one_line_with_its_place(
    write: Callable[[str, str], str], text: str, expected: list[str]
) -> None:
    judge(write("experiments/a.yaml", text), expected)


def test_a_change_that_a_strategy_does_not_fit_is_told_at_the_strategy(write: Callable[[str, str], str]) -> None:
    path = write("experiments/a.yaml", E + "sets: {mechanisms.complaints: false}\n")

    (fault,) = check([path])

    assert str(fault).startswith(
        "scenarios/strategies/plan.yaml:4:21: recovery.apology: belongs to the mechanism 'complaints'"
    )
