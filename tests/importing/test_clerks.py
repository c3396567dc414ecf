"""What clerks do to a register, and what they are told: read where it can be, else one clear sentence."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from leadledger.importing import read_register
from tests.importing.making import A_CALL, CALL, calls, events, refused, workbook

SHEET = "r.xlsx, sheet 来电登记"
STAFF = [["工号", "姓名", "入职日期"], ["zhang", "张伟", "2026-01-01 08:00"]]


def a_call(**changes: Any) -> list[Any]:
    return [changes.get(heading, cell) for heading, cell in zip(CALL, A_CALL, strict=True)]


def notices(path: Path) -> list[str]:
    return [one.replace(f"{path.parent}/", "") for one in read_register(path).notices]


@pytest.mark.parametrize(
    ("heading", "cell", "field", "expected"),
    [
        ("日期", "２０２６年３月５日", "occurred_at", "2026-03-05T10:05:00+08:00"),
        ("日期", "'2026-03-05", "occurred_at", "2026-03-05T10:05:00+08:00"),
        ("时间", "上午9点", "occurred_at", "2026-03-01T09:00:00+08:00"),
        ("时间", "９：０５", "occurred_at", "2026-03-01T09:05:00+08:00"),
        ("时间", "傍晚6点半", "occurred_at", "2026-03-01T18:30:00+08:00"),
        ("客户编号", " C001\u3000", "customer", "C001"),
        ("客户编号", "Ｃ００１－２", "customer", "C001-2"),
        ("客户编号", "'1001", "customer", "1001"),
        ("客户编号", 1001.0, "customer", "1001"),
        ("客户编号", "\ufeffC001\u200b", "customer", "C001"),
        ("电话", "１３８　００１３　８０００", "phone", "+8613800138000"),
        ("电话", "'13800138000", "phone", "+8613800138000"),
    ],
)  # fmt: skip
def test_what_is_meant_is_read(heading: str, cell: Any, field: str, expected: str, tmp_path: Path) -> None:
    [text] = events(read_register(calls(tmp_path / "r.xlsx", a_call(**{heading: cell}))))
    assert json.loads(text)[field] == expected


A_DATE = "expected a date such as 2026-03-05, 2026/3/5, 2026.3.5 or 2026年3月5日, or a date and a time such as 2026-03-05 14:30"


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        ("日期", "46086", f"column 日期 (A): '46086' stands there, {A_DATE} (as the number of a day it would be 2026-03-05: format the cells as dates)"),
        ("日期", 46086, f"column 日期 (A): '46086' stands there, {A_DATE} (as the number of a day it would be 2026-03-05: format the cells as dates)"),
        ("日期", "昨天", f"column 日期 (A): '昨天' stands there, {A_DATE}"),
        ("时间", "24:00", "column 时间 (B): '24:00' stands there, expected a time of day such as 14:30 (midnight is 00:00 of the next day)"),
        ("时间", dt.timedelta(days=1), "column 时间 (B): '1900-01-01' stands there, expected a time of day such as 14:30 (midnight is 00:00 of the next day)"),
        ("客户编号", None, "column 客户编号 (C): is empty: expected a number or name"),
        ("置业顾问", "张伟、李娜", "column 置业顾问 (D): '张伟、李娜' stands there, expected one name"),
    ],
)  # fmt: skip
def test_what_may_mean_two_things_is_refused(heading: str, cell: Any, sentence: str, tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", a_call(**{heading: cell}))
    assert [said.replace("1 day, 0:00:00", "1900-01-01") for said in refused(path)] == [f"{SHEET}, row 2, {sentence}"]


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"来电登记": [["花园来电登记表"], ["2026年3月"], CALL, A_CALL]})
    assert notices(path) == [f"{SHEET}: row 3 was taken for the headings, below '花园来电登记表', '2026年3月'"]


def test_headings_may_stand_in_two_rows(tmp_path: Path) -> None:
    rows = [["日期", "时间", "客户信息", None, "置业顾问"], [None, None, "客户编号", "电话"], ["2026-03-01", "10:05", "c1", "13800138000", "li"]]  # fmt: skip
    path = workbook(tmp_path / "r.xlsx", {"来电登记": rows}, merge=[("来电登记", "A1:A2"), ("来电登记", "C1:D1")])
    reading = read_register(path)
    assert [json.loads(text)["phone"] for text in events(reading)] == ["+8613800138000"]
    assert reading.notices == ()


def test_headings_again_and_notes_are_passed_over_and_said(tmp_path: Path) -> None:
    english = ["Date", "Time", "Customer no.", "Agent", "Phone"]
    path = calls(tmp_path / "r.xlsx", english, A_CALL, CALL, ["注：三月"], ["制表：张伟", None, "审核:李娜"])
    assert len(read_register(path).lines) == 1
    assert notices(path) == [
        f"{SHEET}, row 2: repeats the headings, and was passed over",
        f"{SHEET}, row 4: repeats the headings, and was passed over",
        f"{SHEET}, row 5: '注：三月' was taken for a note, not an entry",
        f"{SHEET}, row 6: '制表：张伟' was taken for a note, not an entry",
    ]


def test_a_row_with_one_text_alone_is_refused_in_one_sentence(tmp_path: Path) -> None:
    assert refused(calls(tmp_path / "r.xlsx", A_CALL, ["以上为三月数据"])) == [
        f"{SHEET}, row 3: nothing but '以上为三月数据' stands there: expected one entry a row"
    ]


def test_misspelt_headings_and_names_are_named_with_what_may_be_meant(tmp_path: Path) -> None:
    rows = [[*CALL[:4], "联系电活"], [*A_CALL[:3], "张玮", "13800138000"]]
    path = workbook(tmp_path / "r.xlsx", {"来电登记": rows, "员工": STAFF})
    assert notices(path) == [
        f"{SHEET}: kept in details, since the mapping does not know them: 联系电活 (E) (or is '联系电话' meant?)",
        f"{SHEET}, row 2, column 置业顾问 (D): '张玮' is not in the staff register, and was taken for an id (or is '张伟' meant?)",
    ]
    assert refused(calls(path, A_CALL, heading=[*CALL[:2], "客户编码", *CALL[3:]])) == [
        f"{SHEET}: expected headings in one of the first 10 rows, and found none for 客户编号 (row 1 has '客户编码')"
    ]


def test_hidden_columns_and_rows_are_read_and_said(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL, [*A_CALL[:2], "c2", "li", None])
    book = openpyxl.load_workbook(path)
    book["来电登记"].column_dimensions["C"].hidden = True
    book["来电登记"].row_dimensions[3].hidden = True
    book.save(path)
    assert len(read_register(path).lines) == 2
    assert notices(path) == [f"{SHEET}: hidden columns were read: 客户编号 (C)", f"{SHEET}: hidden rows were read: 3"]


def test_a_next_appointment_may_tell_the_day_only(tmp_path: Path) -> None:
    rows = [["日期", "客户", "接待人", "下次预约"], ["2026-03-05 10:00", "c1", "li", "2026-03-08"]]
    path = workbook(tmp_path / "r.xlsx", {"来访登记": rows})
    [text] = events(read_register(path))
    assert json.loads(text)["next_appointment"] == "2026-03-08T12:00:00+08:00"
    assert notices(path) == ["r.xlsx, sheet 来访登记: 1 row tells the day only, and 12:00 was taken"]


def test_an_empty_cell_that_may_be_empty_takes_the_value_above_only_when_merged(tmp_path: Path) -> None:
    rows = [["日期", "移交人", "移交原因", "客户编号", "抽中人", "抽签种子", "主持人"]]
    rows += [["2026-03-05", "zhang", "长假", customer, "li", seed, "manager"] for customer, seed in (("c1", "s"), ("c2", None), ("c3", None))]  # fmt: skip
    path = workbook(tmp_path / "r.xlsx", {"客户移交": rows}, merge=[("客户移交", "F2:F3")])
    assert [json.loads(text).get("seed") for text in events(read_register(path))] == ["s", "s", None]
