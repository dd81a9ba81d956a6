"""A study of a market whose break-even cost is known in closed form, and of what it keeps and refuses."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

import sim
from sim.cli import main
from sim.experiment.errors import PlanError
from sim.experiment.sensitivity.assumptions import assumed, assumptions_of
from sim.experiment.sensitivity.looks import Where
from sim.experiment.sensitivity.result import FILE, study_in
from sim.experiment.sensitivity.study import Effort, Study
from sim.experiment.sensitivity.tables import study_text
from sim.experiment.sensitivity.told import told
from sim.experiment.swept.result import sweep_in
from sim.report.catalog import Words
from sim.report.studies import shown
from sim.scenario import Experiment
from tests.oracles.formulas import MAJOR, leaving_per_purchase

# Science A5: 4 purchases a year, a twentieth of them fail badly, half of those complain, a margin of 20 each
RATE, MARGIN, FAIL, LEAVE, COMPLAIN, DISCOUNT = 4.0, 20.0, 0.05, 0.05, 0.5, 0.1
MARKET = """
kind: market
name: a5
currency: {code: CNY, decimals: 2}
persons: 400
firm: a5_firm.yaml
mechanisms:
  {failures: true, complaints: true, advertising: false, care: false, desk: false, hazards: false, programme: false,
   satisfaction: false, talk: false}
start: {customers: 100%, tenure: 0 days}
buying: {rate: 4/year, rate_law: fixed}
basket: {mean: {value: 20 CNY, range: [10 CNY, 30 CNY], status: assumed}, personal_spread: 0, noise_spread: 0}
complaint: {minor: 50%, major: 50%, attachment: 0}
leaving: {chance: 5%}
outcome: {selection_share: 0%, intention_to_behaviour: 1}
"""
FIRM = """
kind: firm
name: a5_firm
goods.margin: 100%
discount.rate: {value: 10%, status: data}
failure: {rate: {value: 5%, range: [1%, 9%], status: assumed}, major: 100%, encounter: 0%}
complaint.cost: 0 CNY
recovery: {law: mix, mix: [100%, 0%, 0%], mix_costs: [0 CNY, 0 CNY, 0 CNY]}
"""
STRATEGY = """
kind: strategy
name: resolve
requires: [complaints]
sets:
  recovery.mix: [0%, 100%, 0%]
  complaint.cost: {value: 20 CNY, range: [0 CNY, 200 CNY], status: assumed}
"""
TINY = Effort(values=30, screening=2, ends=20, each=2, kept=2, points=32, steps=2)


def break_even() -> float:
    """Return the cost of a resolved complaint at which it is worth what it keeps: the CLV of both firms is one."""
    lost, kept = (leaving_per_purchase(FAIL, LEAVE, COMPLAIN, MAJOR, mix) for mix in ((1, 0, 0), (0, 1, 0)))
    fades = RATE / (RATE + DISCOUNT)
    return MARGIN * (1.0 - (1.0 - (1.0 - kept) * fades) / (1.0 - (1.0 - lost) * fades)) / (FAIL * COMPLAIN)


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> Experiment:
    folder = tmp_path_factory.mktemp("a5")
    for name, text in (("a5", MARKET), ("a5_firm", FIRM), ("resolve", STRATEGY)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    (folder / "ask.yaml").write_text(
        "kind: experiment\nname: ask\nmarket: a5.yaml\nalternatives: [resolve.yaml]\nresponses: [profit]\n"
        "run: {length: 20 years, replications: 30, seed: 1}\ncontrols: false\n",
        "utf-8",
    )
    return sim.load_experiment(folder / "ask.yaml")


@pytest.fixture(scope="module")
def study(question: Experiment, tmp_path_factory: pytest.TempPathFactory) -> Study:
    return Study(question, TINY, Where(tmp_path_factory.mktemp("study"), jobs=1))


def test_what_has_a_range_and_is_no_data_is_assumed(question: Experiment) -> None:
    names = {one.name for one in assumptions_of(question)}

    assert {"basket.mean", "failure.rate", "resolve: complaint.cost"} <= names
    assert "discount.rate" not in names  # measured
    assert "complaint.cost" not in names  # the firm's file gives no range
    assert not any(name.startswith(("desk.", "talk.", "price.")) for name in names)  # their mechanisms are off


def test_assumptions_at_their_values_change_nothing(question: Experiment) -> None:
    same = assumed(question, {one: one.at_base for one in assumptions_of(question)})

    assert same.baseline.digest == question.baseline.digest
    assert [one.digest for one in same.alternatives] == [one.digest for one in question.alternatives]


def test_a_number_of_a_strategy_moves_that_strategy_alone(question: Experiment) -> None:
    cost = next(one for one in assumptions_of(question) if one.name == "resolve: complaint.cost")

    dear = assumed(question, {cost: 1.0})

    assert dear.baseline.digest == question.baseline.digest
    assert dear.alternatives[0].parameters().complaint_cost == 20_000
    assert cost.text(1.0, question.baseline.market.currency) == "200 CNY"


def test_a_number_of_the_firm_s_file_moves_all_scenarios_and_levels_are_solved_again() -> None:
    question = sim.load_experiment("demo_corner")
    rate = next(one for one in assumptions_of(question) if one.name == "failure.rate")

    fewer = assumed(question, {rate: 0.0})

    assert {one.parameters().failure_rate for one in (fewer.baseline, *fewer.alternatives)} == {0.002}
    assert fewer.baseline.levels["leaving_scale"] != question.baseline.levels["leaving_scale"]


def test_the_break_even_of_resolving_is_the_closed_form(study: Study) -> None:
    (flip,) = [
        one for one in study.flips if one.assumption.name == "resolve: complaint.cost" and not one.question.winner
    ]
    assert flip.at is not None
    assert flip.high is not None
    found = 200.0 * flip.at

    # Within 3.3 standard errors, which are less than a seventh of it
    error = 200.0 * (flip.high - flip.at) / 1.96
    assert found == pytest.approx(break_even(), abs=3.3 * error)
    assert error < 0.15 * break_even()


def test_what_is_told_is_plain_and_can_be_read_in_both_languages(study: Study) -> None:
    found = json.loads(json.dumps(told(study, quick=True), allow_nan=False))

    assert found["answer"]["word"] in ("robust", "hangs on", "unclear", "open")
    kept = {one["name"] for one in found["assumptions"] if one["kept"]}
    assert {one["assumption"] for one in found["tornado"]} == kept | {"resolve: complaint.cost"}
    text = study_text(found)
    assert "resolve" in text
    assert "complaint.cost" in text
    assert "盈亏平衡" in study_text(found, "zh")
    assert found["runs"] > 0


def test_a_study_goes_on_from_its_folder_and_finds_the_same(study: Study) -> None:
    first = told(study, quick=True)
    shards = sorted(study.where.folder.rglob("shard-*.parquet"))
    shards[0].unlink()

    again = told(Study(study.experiment, TINY, study.where), quick=True)

    assert again == first
    assert len(list(study.where.folder.rglob("shard-*.parquet"))) >= len(shards)


def test_a_question_without_strategies_or_without_ranges_is_refused(question: Experiment, tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="nothing to compare"):
        sim.sensitivity(question.baseline, out=tmp_path)
    with pytest.raises(PlanError, match="no study here"):
        study_in(tmp_path)


def test_each_step_is_a_sweep_that_can_be_read(study: Study) -> None:
    assert study.at_ends

    ends = sweep_in(study.where.folder / "ends")

    cells = json.loads(json.dumps(ends.as_dict(), allow_nan=False))["cells"]
    assert {key for cell in cells for key in cell["values"]} == {one.name for one in study.at_ends}
    assert any(cell["numbers"]["resolve: complaint.cost"] == "200 CNY" for cell in cells)
    assert "200 CNY" in ends.to_text()
    assert len(ends.results) > 0


def test_a_page_draws_the_ends_of_each_range_and_says_what_the_names_mean(study: Study) -> None:
    page = {
        language: shown(json.loads(json.dumps(told(study, quick=True))), Words(language)) for language in ("en", "zh")
    }

    # Then the cost of a complaint, which the strategy alone bears, is a bar from its cheap to its dear end
    cost = next(one for one in page["en"].bars if one.name == "resolve: complaint.cost")
    cheap, dear = (mark.place for _, mark in cost.ends)
    assert dear < page["en"].base < cheap
    assert [text.partition(":")[0] for text, _ in cost.ends] == ["0 CNY", "200 CNY"]
    meanings = {language: {row[0]: row[1:] for row in one.names[2]} for language, one in page.items()}
    assert set(meanings["en"]) >= {one.name for one in page["en"].bars}
    meaning, _, ends, status = meanings["en"]["resolve: complaint.cost"]
    assert (meaning, ends) == ("cost of handling one complaint, whatever its end", "from 0 CNY to 200 CNY")
    assert status == "assumed"
    assert meanings["zh"]["resolve: complaint.cost"][0] == "处理一次投诉的成本，无论结果如何"


def test_the_command_writes_a_table_of_a_study_as_csv(
    study: Study, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(study, quick=True)
    (study.where.folder / FILE).write_text(json.dumps(found), "utf-8")
    monkeypatch.setattr(sys, "argv", ["sim", "sensitivity", str(study.where.folder), "--csv", "shares"])

    with pytest.raises(SystemExit):
        main()

    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {line["strategy"] for line in lines} == {"resolve"}
    assert {"(rest)", "(chance)"} < {line["assumption"] for line in lines}
