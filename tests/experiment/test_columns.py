"""Every column says what it is, who can know it and in which unit; none says what was not so."""

import numpy as np
import pandas as pd
import pytest

import sim
from sim.experiment.columns import EVENTS, LEDGER, In, Part
from sim.experiment.columns_people import PEOPLE
from sim.experiment.frames import ledger_frame, people_frame
from sim.model.events import Case, Kind, Outcome, Route, Status
from sim.model.storage import ACCOUNTS, CAUSES
from sim.record import PERSON, Record
from sim.scenario.units import Currency
from tests.response.hand import Row, buy, join, leave, record_of, start

CNY = Currency("CNY")
TABLES = {"people": PEOPLE, "events": EVENTS, "ledger": LEDGER}


def whole(record: Record) -> pd.DataFrame:
    return people_frame(record, CNY, tuple(Part))


@pytest.fixture(scope="module")
def lived() -> sim.RunResult:
    """Return a run in which people are told, complain, leave, come back and move away."""
    shop = sim.load("corner_shop").with_values(
        {
            "persons": 150,
            "failure.rate": "25%",
            "hazard.rates": ["0/year"] * 7 + ["1/year"],
            "level.churn": 0,
            "mechanisms.price": False,
        }
    )
    return sim.run(shop, "200 days", engine="reference")


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_name_of_its_own_a_part_a_unit_and_a_meaning(table: str) -> None:
    columns = TABLES[table]

    assert len({column.name for column in columns}) == len(columns)
    for column in columns:
        assert isinstance(column.part, Part)
        assert isinstance(column.unit, In)
        assert column.meaning.strip(". ") == column.meaning != ""
        assert (column.codes is not None) == (column.unit is In.WORD) or table == "ledger"


def test_every_number_of_a_person_stands_in_exactly_one_column() -> None:
    told = [(column.field, column.place) for column in PEOPLE]

    assert {field for field, _ in told} == set(PERSON.names or ())
    assert len(told) == len(set(told))
    assert len([1 for field, _ in told if field == "totals"]) == ACCOUNTS - 1
    assert len([1 for field, _ in told if field == "blame"]) == CAUSES


def test_every_table_carries_the_dictionary_of_just_its_columns(lived: sim.RunResult) -> None:
    for frame in (lived.people, lived.people_with("hidden", "engine"), lived.events, lived.ledger):
        assert list(frame.attrs) == list(frame.columns)
        assert all(set(about) == {"part", "unit", "meaning"} for about in frame.attrs.values())
    assert lived.people.attrs["total_sales_cny"]["unit"] == "CNY"


def test_people_shows_what_the_firm_knows_and_other_parts_on_demand(lived: sim.RunResult) -> None:
    known, more = lived.people, lived.people_with("hidden")

    assert {about["part"] for about in known.attrs.values()} == {"known"}
    assert list(more.columns[: len(known.columns)]) == list(known.columns)
    assert {"satisfaction", "status", "cause", "rate_per_day"} <= set(more.columns) - set(known.columns)
    assert not any(name.startswith("pending") for name in more.columns)
    with pytest.raises(sim.ArgumentError, match="did you mean 'hidden'"):
        lived.people_with("hiden")


def test_nobody_has_a_cause_of_leaving_who_has_not_left(lived: sim.RunResult) -> None:
    people = lived.people_with("hidden")
    departed = set(lived.events.query("event == 'departure'")["person"])

    assert 0 < len(departed) < len(people)
    for column in ("cause", "loss"):
        assert set(people.loc[people[column] != "none", "person"]) == departed
    assert set(people.loc[people["left_days"].notna(), "person"]) == departed


def test_a_column_outside_the_engine_s_own_says_the_same_as_the_log(lived: sim.RunResult) -> None:
    people, log = lived.people_with("hidden").set_index("person"), lived.events.query("person >= 0")

    def last(event: str) -> pd.Series:
        return log[log["event"] == event].groupby("person")["time_days"].max().reindex(people.index)

    def number(event: str) -> pd.Series:
        return log[log["event"] == event].groupby("person").size().reindex(people.index, fill_value=0)

    times = {"joined": "join", "last_purchase": "purchase", "last_failure": "failure", "last_complaint": "complaint"}
    for column, event in (times | {"left": "departure"}).items():
        pd.testing.assert_series_equal(people[f"{column}_days"], last(event), check_names=False)
    counts = {"bought": "purchase", "failures": "failure", "complaints": "complaint", "praised": "praise"}
    for column, event in (counts | {"warned": "warning"}).items():
        assert (people[column] == number(event)).all(), column
    is_customer = people["status"] == "customer"
    assert ((people["route"] != "") == is_customer).all()
    told = people[people["told_by"] >= 0]
    assert len(told) > 0
    assert (told["route"] == "telling").all()
    assert (people.loc[people["complaints"] == 0, "last_complaint_price_cny"].isna()).all()


def test_the_outcome_is_that_of_a_failure_that_is_over() -> None:
    # Given five people: silent, complaining still, withdrawn by moving away, resolved, and one to whom nothing failed
    record = record_of(*(row for n in range(5) for row in (start(n), buy(1.0, n))), persons=5)
    people = record.people
    people["severity"], people["last_failure"] = (1, 1, 1, 1, 0), 1.0
    people["complaints"], people["complaint_time"] = (0, 1, 1, 1, 0), (0.0, 1.0, 1.0, 1.0, 0.0)
    people["case"] = (Case.NONE, Case.WAITING, Case.NONE, Case.NONE, Case.NONE)
    people["outcome"] = (Outcome.SILENT, Outcome.SILENT, Outcome.SILENT, Outcome.RESOLVED, Outcome.SILENT)

    assert whole(record)["outcome"].tolist() == ["silent", "", "", "resolved", ""]


def test_what_is_still_to_come_for_somebody_who_has_not_entered_is_not_told_as_a_fact() -> None:
    record = record_of(start(0), persons=2)
    record.people["status"][1], record.people["started"][1], record.people["entry"][1] = Status.ABSENT, 1, 500.0
    record.people["route"][1] = Route.ADVERTISING

    absent = whole(record).iloc[1]

    assert (absent["status"], absent["route"], absent["started"]) == ("absent", "", False)
    assert np.isnan(absent["entry_days"])


def test_the_history_is_a_row_apart_and_no_month() -> None:
    rows = (join(0.0, 0), buy(5.0, 0, 100), buy(40.0, 0, 30), buy(70.0, 0, 7), leave(71.0, 0))
    ledger = ledger_frame(record_of(*rows, history=30, run_length=60.0), CNY)

    sums = ledger.groupby(["period", "month"], dropna=False)["amount_cny"].sum()

    assert sums.to_dict() == {("history", pd.NA): 1.0, ("run", 1): 0.3, ("run", 2): 0.07}
    assert ledger.groupby("month")["amount_cny"].sum().sum() == pytest.approx(0.37)
    assert set(ledger_frame(record_of(*rows, run_length=90.0), CNY)["period"]) == {"run"}


def test_words_of_a_firm_s_own_rows_are_those_of_their_kinds() -> None:
    events = sim.experiment.frames.events_frame(record_of(Row(1.0, -1, Kind.CONTACT)), CNY)

    assert events[["event", "person", "parent_event"]].to_numpy().tolist() == [["contact", -1, ""]]
