"""Numbers and units: exact, strict, and the same after writing and reading."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.model.quantities import Unit
from sim.scenario.units import Amount, Currency, Wrong, amount, currency_of, exactly, number_of, written

CNY = Currency("CNY", 2)


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        ("0.15", Unit.SHARE, Fraction(3, 20)),
        ("15%", Unit.SHARE, Fraction(3, 20)),
        ("1e6", Unit.COUNT, Fraction(10**6)),
        ("-2.5", Unit.NUMBER, Fraction(-5, 2)),
        ("4 hours", Unit.TIME, Fraction(1, 6)),
        ("1 hour", Unit.TIME, Fraction(1, 24)),
        ("90 minutes", Unit.TIME, Fraction(1, 16)),
        ("3 years", Unit.TIME, Fraction(1095)),
        ("12 months", Unit.TIME, Fraction(365)),
        ("12/year", Unit.RATE, Fraction(12, 365)),
        ("12 per year", Unit.RATE, Fraction(12, 365)),
        ("20 CNY", Unit.MONEY, Fraction(20)),
        ("120 CNY/month", Unit.MONEY_RATE, Fraction(288, 73)),
        ("true", Unit.SWITCH, Fraction(1)),
    ],
)
def test_a_text_means_exactly_one_number(text: str, unit: Unit, number: Fraction) -> None:
    assert amount(text, unit).number == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "010",
            "1_000",
            "1:30",
            "nan",
            "NaN",
            "inf",
            "-inf",
            ".inf",
            "0x1F",
            "0o17",
            "0b1",
            "1e",
            "e6",
            "1e1000",
            "+1",
            ".5",
        ),
        *(
            "5.",
            "1,000",
            "1 000",
            "--1",
            "1-",
            "",
            " ",
            "1 ",
            " 1",
            "½",
            "\uff11",
            "٣",
            "1e6.0",
            "1/2",
            "0.5f",
            "1j",
            "None",
            "9" * 41,
        ),
    ],
)
def test_nothing_but_plain_decimals_is_a_number(text: str) -> None:
    with pytest.raises(Wrong):
        number_of(text)


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_decimal_is_read_without_rounding(digits: int, places: int) -> None:
    text = f"{'-' if digits < 0 else ''}{abs(digits) // 10**places}"
    if places:
        text += f".{abs(digits) % 10**places:0{places}d}"

    assert number_of(text) == Fraction(digits, 10**places)


@given(
    st.sampled_from([Unit.SHARE, Unit.NUMBER, Unit.TIME, Unit.RATE, Unit.MONEY_RATE]),
    st.floats(1e-6, 1e6) | st.just(0.0),
)
def test_what_is_written_reads_back_within_twelve_digits(unit: Unit, value: float) -> None:
    text = written(unit, value, CNY)

    back = exactly(amount(text, unit), {"CNY": Fraction(100)})

    assert float(back) == pytest.approx(value, rel=1e-10, abs=1e-300)


@given(st.integers(0, 10**11))
def test_money_reads_back_to_the_last_minor_unit(minor: int) -> None:
    for currency in (CNY, Currency("JPY", 0), Currency("KWD", 3)):
        text = written(Unit.MONEY, minor, currency)

        assert exactly(amount(text, Unit.MONEY), {currency.code: Fraction(currency.minor)}) == minor


def test_anchors_are_baskets_and_hours_of_an_agent() -> None:
    assert amount("0.5 baskets", Unit.MONEY) == Amount(Fraction(1, 2), "basket")
    assert amount("1 basket", Unit.MONEY) == Amount(Fraction(1), "basket")
    assert amount("2 agent-hours/day", Unit.MONEY_RATE) == Amount(Fraction(2), "agent-hour")


def test_currencies_have_their_usual_decimals() -> None:
    assert [currency_of(code).minor for code in ("JPY", "CNY", "KWD")] == [1, 100, 1000]
