"""What may be called exact: keys that book to the firm alone, held by runs; and sequences that stop by the rule."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sim
from sim.experiment.carry_out import carry_out
from sim.experiment.construction import ONLY_BOOKED, construction_of
from sim.experiment.plan import BASELINE, Entry, entry_of, experiment_from, plan_of
from sim.experiment.replicate import worth_of_customers
from sim.experiment.result import result_in
from sim.experiment.settle import Verdict
from sim.experiment.store import rows
from sim.scenario import RunPlan, Scenario

PLAN = RunPlan(90.0)
CHANGES = {
    "mechanisms.programme": False,
    "programme.fixed": "90 CNY/month",
    "programme.once": "50 CNY",
    "channel.cost": "10 CNY/month",
    "desk.wage": "99 CNY/hour",
    "desk.overtime": 3,
    "desk.duties": "1 hour",
    "desk.duty_worth": "10%",
    "desk.fee": "2 CNY",
    "outside.value": "9 CNY",
    "standing.cost": "100 CNY/month",
}


@pytest.fixture(scope="module")
def base() -> Scenario:
    values = {"persons": 150, "failure.rate": "30%", "programme.fixed": "7 CNY/month", "need.mean": "2 hours"}
    return sim.load("corner_shop").with_values(values)


def entry(scenario: Scenario) -> Entry:
    return entry_of(scenario, BASELINE, PLAN)


@pytest.mark.parametrize("key", sorted(ONLY_BOOKED))
def test_a_key_that_books_to_the_firm_alone_changes_no_life(base: Scenario, key: str) -> None:
    changed = base.with_values({key: CHANGES[key]})

    before, after = sim.run(base, "90 days"), sim.run(changed, "90 days")

    assert before.record.people.tobytes() == after.record.people.tobytes()
    assert before.record.firm.tolist() != after.record.firm.tolist()
    assert key in (construction_of(entry(base), entry(changed)) or ())


def test_every_key_of_the_list_is_turned_above() -> None:
    assert CHANGES.keys() == ONLY_BOOKED


def test_another_key_beside_or_another_day_is_no_construction(base: Scenario) -> None:
    more = {"programme.fixed": "90 CNY/month", "desk.agents": 3}
    assert construction_of(entry(base), entry(base.with_values(more))) is None
    assert construction_of(entry(base), entry(base.with_values({"persons": 151}))) is None
    assert construction_of(entry(base), entry(base.with_values({"discount.rate": "3%"}))) is None
    assert construction_of(entry(base), entry(base.with_strategy("placebo"))) == ("programme.fixed",)


def test_a_strategy_of_the_same_values_under_another_name_is_equal_by_construction(base: Scenario) -> None:
    assert construction_of(entry(base), entry(base.with_strategy("identical").named("same"))) == ()


def test_the_worth_of_customers_is_what_the_people_table_adds_up_to(base: Scenario) -> None:
    record = sim.run(base, "90 days").record

    worth = worth_of_customers(record)

    assert worth["customers_total"] == int(record.people["totals"].sum())
    assert worth["customers_total"] + int(record.firm.sum()) == int(record.ledger.sum())
    assert worth["top_customer"] == max(abs(int(totals.sum())) for totals in record.people["totals"])


def test_a_rare_effect_is_not_settled_by_pairs_that_it_does_not_touch(tmp_path: Path) -> None:
    # Given a fee of one yuan and an apology that, among 120 customers in sixty days, helps about one pair in fifty
    shop = sim.load("corner_shop").with_values({"persons": 120, "recovery.apology": False, "failure.rate": "2.5%"})
    card = shop.with_strategy("apology_only", **{"programme.once": "1 CNY", "programme.fixed": "0 CNY/month"})
    card = card.named("card")

    found = sim.compare(shop, [card], run_length="60 days", replications=30, jobs=1, controls=False, out=tmp_path)

    # When all pairs that were drawn differ by the fee alone, then neither the fee nor its sign is the answer
    (line,) = found.lines
    assert line.informative < 10
    assert line.verdict is Verdict.NOT_SETTLED
    assert not found.settled
    assert line.low is not None
    assert line.high is not None
    assert line.low < -1 < 0 < line.high
    assert "touched a customer" in repr(found)


def test_until_settled_doubles_from_the_first_look_and_stops_where_the_words_say_so(
    base: Scenario, tmp_path: Path
) -> None:
    plan = plan_of(experiment_from(base, [base.with_strategy("placebo"), base.with_strategy("vouchers")], run=PLAN))
    plan = replace(plan, run=replace(PLAN, until_settled=True, replications=10, first_look=10, at_most=40))

    done = carry_out(plan, tmp_path, jobs=1)

    found = result_in(tmp_path)
    assert done.replications in (10, 20, 40)
    assert done.reached is found.settled
    assert found.replications == done.replications
    assert found.lines[0].exact


def test_shards_of_an_earlier_version_are_read_without_a_guard_and_say_so(base: Scenario, tmp_path: Path) -> None:
    # Given a folder whose shards lack the worth of customers
    found = sim.compare(base, ["vouchers"], run_length="30 days", replications=12, first_look=10, jobs=1, out=tmp_path)
    assert "earlier version" not in repr(found)
    for path in tmp_path.glob("shard-*.parquet"):
        pq.write_table(pq.ParquetFile(path).read().drop_columns(["customers_total", "top_customer"]), path)
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        path.rename(path.with_name(f"{path.stem.rpartition('-')[0]}-{digest}.parquet"))

    # When it is read
    old = result_in(tmp_path)

    # Then rows are there, nothing is known of customers, and the table says what follows
    assert {row["top_customer"] for row in rows(tmp_path)} == {None}
    assert old.lines[0].difference == found.lines[0].difference
    assert old.lines[0].one_customer is None
    assert "stored by an earlier version" in repr(old)
