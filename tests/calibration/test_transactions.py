from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sim.calibration.transactions import PurchaseLog, entry_counts, read_log, summarise, weekly_repeats

ORIGIN = date(1997, 1, 1)


def written(folder: Path, *lines: str, header: str = "id,date,cds,amount") -> Path:
    path = folder / "log.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def log_of(*purchases: tuple[int, int]) -> PurchaseLog:
    person, day = np.array(sorted(purchases), dtype=np.int64).T
    return PurchaseLog(ORIGIN, day.size, 0, person, day, np.full(day.size, 100))


def test_purchases_of_one_person_on_one_day_are_one_purchase_of_the_summed_amount(tmp_path: Path) -> None:
    # given
    path = written(tmp_path, "b,1997-01-03,1,12.00", "a,1997-01-02,1,5", "b,1997-01-03,5,77.07", "b,1997-01-04,1,0.0")
    # when
    log = read_log(path, ORIGIN)
    # then
    assert log.person.tolist() == [0, 1, 1]
    assert log.day.tolist() == [1, 2, 3]
    assert log.cents.tolist() == [500, 8907, 0]
    assert (log.rows, log.zero_rows, log.persons) == (4, 1, 2)
    assert log.first.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a,1997-02-30,1,5.00", "1997-02-30"),
        ("a,1997-01-02,1,five", "five"),
        ("a,1997-01-02", "unreadable"),
        ("a,1996-12-31,1,5.00", "from 1997-01-01 on"),
        ("a,1997-01-02,1,-5.00", "-5.00"),
        ("a,1997-01-02,1,5.005", "whole cents"),
        ("a,1997-01-02,1,NaN", "NaN"),
    ],
)
def test_faulty_line_is_refused_with_file_and_line(tmp_path: Path, line: str, fault: str) -> None:
    # given
    path = written(tmp_path, "a,1997-01-01,1,5.00", line)
    # when, then
    with pytest.raises(ValueError, match=rf"log\.csv:3: .*{fault}"):
        read_log(path, ORIGIN)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("id,date,amount\na,1997-01-01,\uff15.00\n", r":2:14: .*U\+FF15.* '5'"),
        ("id,date,amount\na,1997-01-01,5\u300200\n", r":2:15: .*U\+3002.* '\.'"),
        ("id,date,amount\na,1997\uff0d01-01,5.00\n", r":2:7: .*U\+FF0D.* '-'"),
        ("id,date,amount\na,1997-01-01\uff0c5.00\n", r":2:13: .*U\+FF0C.* ','"),
        ("id\uff0cdate\uff0camount\na,1997-01-01,5.00\n", r":1:3: .*U\+FF0C.* ','"),
    ],
)
def test_a_character_that_only_looks_plain_is_named_where_it_stands(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "log.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=rf"log\.csv{fault}"):
        read_log(path, ORIGIN)


def test_a_log_from_excel_is_read_with_its_mark_and_refused_in_other_encodings(tmp_path: Path) -> None:
    # given: a name with a full-width bracket is a name like any other
    text = "id,date,amount\n\u6e29\uff08\u4e00\uff09,1997-01-01,5.00\n"
    path = tmp_path / "log.csv"
    # when, then
    path.write_text(text, encoding="utf-8-sig")
    assert read_log(path, ORIGIN).cents.tolist() == [500]
    for data, named in (
        (text.encode("gbk"), r":2:1: not UTF-8, but GBK"),
        (text.encode("utf-16"), r":1:1: UTF-16"),
        (b"PK\x03\x04" + bytes(range(99)), r":1:1: a zip file, such as an Excel workbook \(\.xlsx\)"),
    ):
        path.write_bytes(data)
        with pytest.raises(ValueError, match=rf"log\.csv{named}.* save it as UTF-8"):
            read_log(path, ORIGIN)


def test_missing_column_and_empty_log_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="missing column amount"):
        read_log(written(tmp_path, "a,1997-01-01", header="id,date"), ORIGIN)
    with pytest.raises(ValueError, match="holds no purchases"):
        read_log(written(tmp_path), ORIGIN)


def test_calibration_ends_before_its_last_day_and_holdout_begins_there() -> None:
    # given one person with purchases on the edges of calibration [0, 10) and hold-out [10, 15)
    log = log_of((0, 2), (0, 9), (0, 10), (0, 14), (0, 15), (1, 9))
    # when
    summary = summarise(log, 10, 5)
    # then
    assert summary.first_day.tolist() == [2, 9]
    assert summary.repeats.tolist() == [1, 0]
    assert summary.last.tolist() == [7, 0]
    assert summary.observed.tolist() == [7, 0]
    assert summary.holdout.tolist() == [2, 0]
    assert summary.histogram(1) == (1, 1)


def test_person_who_enters_after_calibration_is_refused() -> None:
    with pytest.raises(ValueError, match="1 persons first bought on day 10 or later"):
        summarise(log_of((0, 2), (1, 10)), 10)


def test_repeat_on_day_seven_belongs_to_the_second_week() -> None:
    # given
    log = log_of((0, 0), (0, 6), (0, 7), (1, 3), (1, 20), (1, 21))
    # when, then
    assert weekly_repeats(log, 3) == (1, 1, 1)
    assert entry_counts(log) == (1, 0, 0, 1)


def test_sample_has_the_published_counts(data_folder: Path) -> None:
    # given
    log = read_log(data_folder / "cdnow" / "cdnow_sample_1of10.csv", ORIGIN)
    # when
    summary = summarise(log, 273, 273)
    # then
    assert (log.persons, log.rows, log.zero_rows) == (2357, 6919, 8)
    assert summary.repeats.sum() == 2457
    assert summary.holdout.sum() == 1882
    assert summary.histogram() == (1411, 439, 214, 100, 62, 38, 29, 64)
    assert sum(weekly_repeats(log, 78)) == 2457 + 1882
    assert sum(entry_counts(log)) == 2357


def test_published_summary_agrees_with_the_log_person_by_person(data_folder: Path) -> None:
    # given
    log = read_log(data_folder / "cdnow" / "cdnow_sample_1of10.csv", ORIGIN)
    published = np.loadtxt(
        data_folder / "cdnow" / "cdnow_customers_summary_with_transactions.csv", delimiter=",", skiprows=1
    )
    # when
    summary = summarise(log, 273)
    # then: it is in weeks, rounded to two decimals
    assert summary.repeats == pytest.approx(published[:, 1], abs=0)
    assert summary.last / 7 == pytest.approx(published[:, 2], abs=0.00501)
    assert summary.observed / 7 == pytest.approx(published[:, 3], abs=0.00501)


def test_whole_cohort_has_eighty_amounts_of_zero(data_folder: Path) -> None:
    log = read_log(data_folder / "cdnow" / "cdnow_master.csv", ORIGIN)
    assert (log.persons, log.rows, log.zero_rows) == (23570, 69659, 80)
