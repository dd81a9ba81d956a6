"""A response is declared over the function that reads it, and the table gathers what is declared."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

import sim.response
from sim.record import Record
from sim.response import RESPONSES, Unit
from sim.response.declared import DECLARED, Reach, declared_in, each, response
from tests.response.hand import record_of, start


def test_all_that_the_modules_declare_is_in_the_table_once() -> None:
    # Given every module of the floor
    names = [f"sim.response.{module.name}" for module in iter_modules(sim.response.__path__)]
    for name in names:
        import_module(name)

    # When their declarations are counted
    declared = [one.name for name in names for one in declared_in(name)]

    # Then none is missing in the table, and no two have one name
    assert sorted(declared) == sorted(RESPONSES)


def test_several_names_over_one_function_stand_in_the_order_of_the_text() -> None:
    # Given a function under single names and a family
    @response("first", Unit.COUNT, "1", factor=1)
    @each(response(f"times_{n}", Unit.COUNT, f"{n}", factor=n) for n in (2, 3))
    @response("last", Unit.DAYS, "4", log=True, rows="A01", higher_is_better=False, reach=Reach.HEAD, factor=4)
    def length(record: Record, factor: int) -> float:
        return factor * record.run_length

    found = declared_in(__name__)
    del DECLARED[__name__]

    # When they are read
    record = record_of(start(0), run_length=10.0)
    read = {one.name: one.read(record, 0.1) for one in found}

    # Then each has what was given to it, and the function is what it was
    assert list(read.items()) == [("first", 10.0), ("times_2", 20.0), ("times_3", 30.0), ("last", 40.0)]
    assert length(record, 5) == 50.0
    last = found[-1]
    assert (last.needs_log, last.rows, last.higher_is_better, last.reach) == (True, "A01", False, Reach.HEAD)


def test_only_a_function_that_has_a_rate_gets_it() -> None:
    @response("doubled", Unit.RATE, "twice the rate", factor=2)
    def times(_record: Record, rate: float, factor: int) -> float:
        return factor * rate

    (declared,) = DECLARED.pop(__name__).values()

    assert declared.read(record_of(start(0)), 0.25) == 0.5


@pytest.mark.parametrize("given", [{}, {"kind": 1, "knd": 2}])
def test_an_argument_that_the_function_does_not_take_or_lacks_is_refused_when_declared(given: dict[str, int]) -> None:
    def read(_record: Record, kind: int) -> int:
        return kind

    with pytest.raises(TypeError, match=r"'kind'|'knd'"):
        response("wrong", Unit.COUNT, "wrong", **given)(read)
    assert __name__ not in DECLARED
