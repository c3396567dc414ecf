"""Cells as offices write them, and the sentence for each that says nothing clear."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from leadledger.importing.agents import Agents
from leadledger.importing.cells import Reader
from leadledger.importing.mapping import Column, load_mapping
from leadledger.importing.times import read_instant
from leadledger.values import zone

SHANGHAI = dt.timezone(dt.timedelta(hours=8))
OUTCOMES = {"upheld": ("属实", "成立"), "dismissed": ("不属实",)}


def read(value: Any, kind: str, *, zone_name: str = "Asia/Shanghai", agents: Agents | None = None) -> object:
    column = Column(headings=("x",), kind=kind, choices=OUTCOMES if kind in {"choice", "choices"} else {})
    return Reader(load_mapping(), zone(zone_name), agents or Agents()).read(value, column)


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2026, 3, 5), dt.date(2026, 3, 5), "2026-03-05", "2026-3-5", "2026/3/5", "2026.3.5", "2026年3月5日",
        "2026 年 3 月 5 日", "２０２６年３月５日", "2026年3月5號", " 2026-03-05 ", "2026-03-05 00:00:00", "2026-03-05 (周四)", "2026/03/05 星期四",
    ],
)  # fmt: skip
def test_a_day(cell: Any) -> None:
    assert read(cell, "date") == dt.date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        "3/5",
        "3月5日",
        "26/3/5",
        "05/03/2026",
        "2026-03/05",
        "20260305",
        46086,
        46086.0,
        True,
        "昨天",
        "2026-03-05 10:00",
    ],
)
def test_a_day_that_could_be_another_is_refused(cell: Any) -> None:
    with pytest.raises(
        ValueError,
        match=r"^expected a date such as 2026-03-05, 2026/3/5, 2026\.3\.5 or 2026年3月5日( \(as the number of a day it would be 2026-03-05: format the cells as dates\))?$",
    ):
        read(cell, "date")


def test_a_day_that_never_was_is_refused() -> None:
    with pytest.raises(ValueError, match="^expected a day of the calendar, and '2026-02-30' is none$"):
        read("2026-02-30", "date")
    with pytest.raises(ValueError, match="^expected a date without a time of day$"):
        read(dt.datetime(2026, 3, 5, 10), "date")


@pytest.mark.parametrize(
    "cell",
    [
        dt.time(14, 30), dt.datetime(1899, 12, 30, 14, 30), dt.timedelta(hours=14, minutes=30), "14:30", "14:30:00", "2:30 PM",
        "2:30pm", "下午2:30", "下午 2点30分", "14点30分", "14時30分", "下午2点半", "１４：３０",
    ],
)  # fmt: skip
def test_a_time_of_day(cell: Any) -> None:
    assert read(cell, "time") == dt.time(14, 30)


def test_twelve_o_clock() -> None:
    assert read("12点", "time") == read("中午12点", "time") == read("12:00 pm", "time") == dt.time(12)
    assert read("12:05 am", "time") == dt.time(0, 5)
    assert read("中午11:50", "time") == dt.time(11, 50)
    assert read("9点整", "time") == dt.time(9)


@pytest.mark.parametrize(
    "cell", ["25:00", "14:60", "1430", 14, 0.6, "早", dt.timedelta(days=2), dt.datetime(2026, 3, 5)]
)
def test_a_time_of_day_that_is_none_is_refused(cell: Any) -> None:
    with pytest.raises(ValueError, match="^expected a time of day such as 14:30, 14:30:05 or 下午2:30$"):
        read(cell, "time")


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2026, 3, 5, 14, 30), dt.datetime(2026, 3, 5, 14, 29, 59, 999_900), "2026-03-05 14:30", "2026/3/5 14:30:00", "2026年3月5日14时30分",
        "2026年3月5日 下午2:30", "2026-03-05T14:30:00+08:00", "2026-03-05T06:30:00Z", "2026-03-05T14:30",
    ],
)  # fmt: skip
def test_a_day_and_time(cell: Any) -> None:
    assert read(cell, "datetime") == dt.datetime(2026, 3, 5, 14, 30, tzinfo=SHANGHAI)


def test_a_day_alone_stays_a_day() -> None:
    assert read("2026-03-05", "datetime") == read(dt.datetime(2026, 3, 5), "datetime") == dt.date(2026, 3, 5)


def test_an_hour_the_clocks_skipped_is_refused() -> None:
    with pytest.raises(
        ValueError, match="^expected a time there was: the clocks of Europe/Berlin skipped 02:30 that day$"
    ):
        read("2026-03-29 02:30", "datetime", zone_name="Europe/Berlin")
    with pytest.raises(ValueError, match="or a date and a time such as 2026-03-05 14:30$"):
        read("soon", "datetime")
    with pytest.raises(ValueError, match="or a date and a time such as 2026-03-05 14:30$"):
        read(5, "datetime")


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("138 0013 8000", "+8613800138000"), ("138-0013-8000", "+8613800138000"), (13800138000, "+8613800138000"),
        (13800138000.0, "+8613800138000"), ("+86 13800138000", "+8613800138000"), ("１３８００１３８０００", "+8613800138000"),
        ("0512-6555 1234", "+8651265551234"), ("+852 2123 4567", "+85221234567"),
    ],
)  # fmt: skip
def test_a_telephone_number(cell: Any, number: str) -> None:
    assert read(cell, "phone") == number


def test_several_telephone_numbers_in_a_cell() -> None:
    both = ["+8613800138000", "+8613800138001"]
    assert read("138 0013 8000 / 138 0013 8001", "phones") == read("13800138000、13800138001", "phones") == both
    assert read("13800138000\n13800138001", "phone") == both[0]


@pytest.mark.parametrize("cell", ["1.38E+10", 1.5, "无", "138", True])
def test_a_telephone_number_that_is_none_is_refused(cell: Any) -> None:
    sentence = "expected a telephone number of CN such as 131 2345 6789, or one with its country code"
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        read(cell, "phone")


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        (1280000, "1280000"), (1280000.0, "1280000"), (0.1, "0.1"), ("1,280,000.00", "1280000"), ("¥1,280,000", "1280000"), ("￥1280000元", "1280000"),
        ("128万", "1280000"), ("128.5萬元", "1285000"), ("CNY 12.30", "12.3"), (-5, "-5"), ("1000", "1000"), (1e6, "1000000"),
    ],
)  # fmt: skip
def test_an_amount(cell: Any, amount: str) -> None:
    assert read(cell, "money") == {"amount": amount, "currency": "CNY"}


@pytest.mark.parametrize(
    "cell",
    ["1.280.000,00", "12,80", "USD 5", "NaN", "Infinity", "1e999", "1_000", "", "面议", True, dt.date(2026, 3, 5)],
)
def test_an_amount_that_is_none_is_refused(cell: Any) -> None:
    with pytest.raises(ValueError, match=r"^expected an amount of CNY such as 1280000 or 1,280,000\.00$"):
        read(cell, "money")


def test_yes_and_no() -> None:
    assert [read(cell, "yes_no") for cell in ("是", "√", "Yes", True, 1)] == [True] * 5
    assert [read(cell, "yes_no") for cell in ("否", "无", "no", False, 0)] == [False] * 5
    with pytest.raises(ValueError, match="^expected 是 or 否$"):
        read("maybe", "yes_no")


def test_a_number_or_name() -> None:
    assert [read(cell, "id") for cell in (1001, 1001.0, " C-7 ", "1-1001")] == ["1001", "1001", "C-7", "1-1001"]
    for cell in (10.5, dt.date(2026, 1, 1), "@department", "a\nb", "x" * 129, True):
        with pytest.raises(ValueError, match="^expected a number or name of 1 to 128 characters"):
            read(cell, "id")


def test_several_names_in_a_cell() -> None:
    for cell in (
        "张三、李四",
        "张三,李四",
        "张三，李四",
        "张三; 李四",
        "张三；李四；",
        "张三/李四",
        "张三\n李四",
        "张三|李四",
    ):
        assert read(cell, "agents") == ["张三", "李四"]
    assert read("无", "agents") == []
    assert read("c1、c2", "ids") == ["c1", "c2"]
    with pytest.raises(ValueError, match="^expected one name$"):
        read("张三、李四", "agent")


def test_names_of_agents_are_read_by_the_staff_register() -> None:
    agents = Agents({"小李": "li"})
    agents.add("zhang", "张三")
    agents.add("wang1", "王伟")
    agents.add("wang2", "王 伟")
    assert read("张三、zhang、小李、赵六", "agents", agents=agents) == ["zhang", "zhang", "li", "赵六"]
    assert set(agents.unknown) == {"赵六"}
    with pytest.raises(ValueError, match="^expected an agent's number: '王伟' is the name of wang1 and wang2$"):
        read("王伟", "agent", agents=agents)


def test_a_choice() -> None:
    assert read("属 实", "choice") == read("UPHELD", "choice") == "upheld"
    assert read("属实、不属实", "choices") == ["upheld", "dismissed"]
    with pytest.raises(ValueError, match="^expected one of 属实, 不属实$"):
        read("也许", "choice")


def test_shares() -> None:
    assert read("张三 80%、李四 20%", "shares") == {"张三": "80%", "李四": "20%"}
    assert read("张三：4/5；部门：1/5", "shares") == {"张三": "4/5", "@department": "1/5"}
    assert read("Zhang San=0.5, @suspense 50％", "shares") == {"Zhang San": "0.5", "@suspense": "50%"}
    assert read("张三 1", "shares") == {"张三": "1"}
    for cell in ("张三", "80%", "、", "张三 eighty"):
        with pytest.raises(ValueError, match="^expected payees and shares such as 张三 80%、李四 20%$"):
            read(cell, "shares")
    with pytest.raises(ValueError, match="^expected each payee once, and '张三' stands there twice$"):
        read("张三 50%、张三 50%", "shares")


def test_a_failed_formula_is_no_value() -> None:
    with pytest.raises(ValueError, match="^expected a value: the formula in this cell failed$"):
        read("#REF!", "text")


def test_text_as_a_person_reads_it() -> None:
    cells = [1001.0, 12.5, True, dt.datetime(2026, 3, 5), dt.datetime(2026, 3, 5, 9, 30), dt.time(9, 30), " x "]
    assert [read(cell, "text") for cell in cells] == [
        "1001", "12.5", "yes", "2026-03-05", "2026-03-05 09:30", "09:30:00", "x",
    ]  # fmt: skip


def test_a_flood_of_digits_is_no_day_and_time() -> None:
    with pytest.raises(ValueError, match="expected a date"):
        read_instant("1" * 30_000, zone("Asia/Shanghai"))
    with pytest.raises(ValueError, match="expected a date"):
        read_instant("2026-03-05T10:00:00." + "1" * 30_000, zone("Asia/Shanghai"))
