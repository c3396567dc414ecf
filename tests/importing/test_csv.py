"""CSV files as offices save them: encodings told apart by headings, delimiters, and what is no CSV."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadledger.importing import read_register
from tests.importing.making import events, refused

SIMPLIFIED = '日期,客户编号,置业顾问,备注\r\n2026年3月5日,c1,张三,"看房，\n再来"\r\n'
TRADITIONAL = "日期,客戶編號,置業顧問,備註\r\n2026年3月5日,c1,張三,看房\r\n"
ENGLISH = "Date,Customer,Agent,Note\n2026-03-05,c1,张三,再来\n"


@pytest.mark.parametrize(
    ("text", "encoding", "notice"),
    [
        (SIMPLIFIED, "utf-8", None), (SIMPLIFIED, "utf-8-sig", None), (SIMPLIFIED, "utf-16", "UTF-16"), (SIMPLIFIED, "gb18030", "GB18030"),
        (SIMPLIFIED, "gbk", "GB18030"), (TRADITIONAL, "big5", "Big5"), (TRADITIONAL, "cp950", "Big5"), (TRADITIONAL, "utf-8", None),
        (TRADITIONAL.replace("看房", "看房啲"), "big5hkscs", "Big5-HKSCS"), (TRADITIONAL, "gb18030", "GB18030"),
    ],
)  # fmt: skip
def test_the_encoding_is_told_by_known_headings(text: str, encoding: str, notice: str | None, tmp_path: Path) -> None:
    path = tmp_path / "来电登记.csv"
    path.write_bytes(text.encode(encoding))
    reading = read_register(path)
    [one] = events(reading)
    assert json.loads(one)["agent"] in {"张三", "張三"}
    assert json.loads(one)["note"].startswith("看房")
    said = [f"{path}: read as {notice}"] if notice else []
    assert list(reading.notices) == [*said, f"{path}, sheet 来电登记: 1 row tells the day only, and 12:00 was taken"]


def test_headings_that_do_not_tell_the_encoding_ask_for_it(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(ENGLISH.encode("gb18030"))
    assert refused(path) == [
        "calls.csv may be in GB18030 or Big5-HKSCS, and its headings do not tell which: name it with --encoding"
    ]
    [one] = events(read_register(path, encoding="gb18030"))
    assert json.loads(one)["note"] == "再来"
    path.write_bytes("甲,乙\n1,2\n".encode("gb18030"))
    assert refused(path) == [
        "calls.csv: no known heading shows which encoding it is in: name it with --encoding (utf-8, gb18030, big5 …)"
    ]


def test_an_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(SIMPLIFIED.encode("gb18030"))
    assert refused(path, encoding="utf-8") == [
        "calls.csv is not in the encoding utf-8 (byte 0xc8 at 0): name another with --encoding"
    ]
    for name in ("klingon", "zip", "rot13"):
        assert refused(path, encoding=name) == [
            f"'{name}' is not an encoding: expected for example utf-8, gb18030 or big5"
        ]
    path.write_bytes(b"\xef\xbb\xbf" + SIMPLIFIED.encode("gb18030"))
    assert refused(path) == ["calls.csv begins as UTF-8 but is not (byte 0xc8 at 3): name its encoding with --encoding"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs(delimiter: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_text(ENGLISH.replace(",", delimiter), encoding="utf-8")
    assert len(read_register(path).lines) == 1


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "来电登记.csv"
    path.write_text(SIMPLIFIED + "\r\n3/5,c2,李四,\r\n", encoding="utf-8")
    assert refused(path) == [
        "来电登记.csv, sheet 来电登记, row 4, column 日期 (A): '3/5' stands there, "
        "expected a date such as 2026-03-05, 2026/3/5, 2026.3.5 or 2026年3月5日, or a date and a time such as 2026-03-05 14:30"
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "calls.csv is empty: expected a row of headings and rows under it"),
        (b" \n", "calls.csv is empty: expected a row of headings and rows under it"),
        (b"PK\x03\x04\0\0\0", "calls.csv is not a text file (it holds zero bytes): expected CSV"),
        (b"Date,Customer\x01\n", "calls.csv, line 1: is not a text file (it holds the control character 1): expected CSV"),
        (b'Date,Customer,Agent\n2026-03-05,"c1,zhang\n', "calls.csv, row 2: not CSV (unexpected end of data): expected every quote to be closed"),
        (b"Date,Customer,Agent\n2026-03-05,c1," + b"x" * 10_000_000, "calls.csv, row 2: a cell holds more than 32,767 characters, which is the most a cell can hold"),
        (b"Date,Customer,Agent\n2026-03-05,c1," + b"x" * 40_000, "calls.csv, row 2: the cell in column C holds more than 32,767 characters, which is the most a cell can hold"),
        (b"Date,Customer,Agent\n" + b"," * 600, "calls.csv, row 2: expected a register of at most 200,000 rows and 512 columns"),
        ("天气,温度\n晴,5\n".encode(), "calls.csv, sheet calls: expected headings in one of the first 10 rows, and found none for 日期, 客户编号, 置业顾问"),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_what_is_no_csv_register_is_refused(data: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "calls.csv"
    path.write_bytes(data)
    [said] = refused(path)
    if "天气".encode() not in data:
        assert said == sentence
    else:
        assert said.startswith(
            "calls.csv, sheet calls: expected headings in one of the first 10 rows, and found none for "
        )
