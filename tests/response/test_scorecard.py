"""A scorecard: customers for life and what customers and staff have of the firm, beside profit."""

from collections.abc import Callable

from sim.record import Record
from sim.response import RESPONSES
from sim.response.scorecard import scorecard
from tests.response.hand import leave, record_of, start

Run = Callable[..., Record]


def test_customers_for_life_stand_first_and_profit_is_one_line_of_several() -> None:
    # Given four customers of whom one left
    record = record_of(*(start(k) for k in range(4)), leave(9.0, 1))

    lines = scorecard(record)

    assert lines[0].response == "lifetime_customer_share"
    assert lines[0].value == RESPONSES["lifetime_customer_share"].read(record, 0.0) == 3 / 4
    assert [line.whom for line in lines if line.response == "profit"] == ["firm"]
    assert {line.whom for line in lines} == {"customers", "staff", "firm"}
    # Then staff who are not simulated have no value
    assert {line.value for line in lines if line.whom == "staff"} == {None}


def test_each_line_is_the_response_of_its_name(run: Run) -> None:
    record = run(mechanisms__staff=True, mechanisms__morale=True)

    for line in scorecard(record, 0.2):
        assert line.value == RESPONSES[line.response].read(record, 0.2)
        assert line.value is not None
