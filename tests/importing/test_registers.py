"""The usual registers of an office, with Chinese or English headings, read by the mapping that comes with the library."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference

from leadledger.importing import read_register
from leadledger.importing.cells import Reader
from leadledger.importing.grid import CellValue
from leadledger.importing.mapping import Column
from tests.importing.making import A_CALL, CALL, calls, events, refused, rezipped, workbook

NOON = "2026-03-05T12:00:00+08:00"


def entry(kind: str, at: str = NOON, **fields: Any) -> dict[str, Any]:
    return {"type": kind, "occurred_at": at, **fields}


def at(time: str) -> str:
    return f"2026-03-05T{time}:00+08:00"


REGISTERS: list[tuple[str, Sequence[str], Sequence[Any], list[dict[str, Any]]]] = [
    (
        "来电登记", ["日期", "时间", "客户编号", "置业顾问", "电话"], ["2026-03-05", "10:05", "c1", "zhang", "138 0013 8000"],
        [entry("CallReceived", at("10:05"), customer="c1", agent="zhang", phone="+8613800138000")],
    ),
    (
        "Call register", ["Date", "Time", "Customer no.", "Answered by", "Phone", "Note"], [dt.date(2026, 3, 5), dt.time(10, 5), 7, "zhang", 13800138000, "loud"],
        [entry("CallReceived", at("10:05"), customer="7", agent="zhang", phone="+8613800138000", note="loud")],
    ),
    (
        "來訪登記", ["日期", "客戶編號", "接待人", "指定置業顧問", "客戶稱曾接待", "拒絕", "忘記", "在場"], ["2026年3月5日", "c1", "li", "zhang", "zhang、wang", "chen", "是", "無"],
        [entry("VisitReceived", customer="c1", agent="li", asked_for="zhang", named=["zhang", "wang"], declined=["chen"], forgot=True, present=[])],
    ),
    (
        "Walk-in register", ["Visit date", "Visit time", "Customer", "Received by", "Named", "Present", "Stages", "Next appointment"],
        ["2026-03-05", "3:00 pm", "c1", "li", "zhang; wang", "zhang", "Greeting, Show flat", "2026-03-08 10:00"],
        [entry("VisitReceived", at("15:00"), customer="c1", agent="li", named=["zhang", "wang"], present=["zhang"], stages=["greeting", "show-flat"], next_appointment="2026-03-08T10:00:00+08:00")],
    ),
    (
        "客户登记", ["登记日期", "客户编号", "建档人", "客户姓名", "电话", "级别", "来源"], ["2026-03-05", "c1", "li", "王芳", "13800138000/13800138001", "A级", "路过"],
        [entry("CustomerRegistered", customer="c1", agent="li", name="王芳", phones=["+8613800138000", "+8613800138001"], grade="A", source="路过")],
    ),
    (
        "跟进登记", ["日期", "客户", "跟进人", "跟进方式", "联系上", "跟进内容"], ["2026-03-05", "c1", "li", "微信", "是", "约周末"],
        [entry("FollowUpLogged", customer="c1", agent="li", channel="message", reached=True, summary="约周末")],
    ),
    (
        "认购登记", ["认购日期", "认购编号", "客户编号", "共同买受人", "房号", "成交人", "总价", "定金"], ["2026-03-05", "d1", "c1", "c2、c3", "1-1001", "li", "128万", 20000],
        [entry("SubscriptionSigned", at("18:00"), deal="d1", customer="c1", with_customers=["c2", "c3"], unit="1-1001", agent="li",
               price={"amount": "1280000.00", "currency": "CNY"}, deposit={"amount": "20000.00", "currency": "CNY"})],
    ),
    (
        "小定登记", ["日期", "认购编号", "客户", "房号", "经办人", "小定金额"], ["2026-03-05", "d1", "c1", "1-1001", "li", 5000],
        [entry("HoldPlaced", at("17:00"), deal="d1", customer="c1", unit="1-1001", agent="li", amount={"amount": "5000.00", "currency": "CNY"})],
    ),
    (
        "收款登记", ["日期", "认购编号", "收据号", "金额"], ["2026-03-05", "d1", "p1", 5000],
        [entry("PaymentReceived", at("18:40"), deal="d1", payment="p1", amount={"amount": "5000.00", "currency": "CNY"})],
    ),
    (
        "签约登记", ["签约日期", "认购编号", "合同编号", "总价"], ["2026-03-05", "d1", "HT-1", 1280000],
        [entry("ContractSigned", at("18:30"), details={"合同编号": "HT-1"}, deal="d1", price={"amount": "1280000.00", "currency": "CNY"})],
    ),
    (
        "退房登记", ["退房日期", "认购编号", "退房原因", "经办人"], ["2026-03-05", "d1", "贷款未批", "manager"],
        [entry("DealWithdrawn", at("18:45"), deal="d1", reason="贷款未批", by="manager")],
    ),
    (
        "晚会记录", ["会议日期", "主持人", "客户", "置业顾问"], ["2026-03-05", "manager", "c1", "zhang"],
        [entry("MeetingMinuted", at("20:00"), date="2026-03-05", entries=[{"customer": "c1", "agent": "zhang"}], by="manager")],
    ),
    (
        "投诉登记", ["投诉日期", "投诉编号", "客户", "被投诉人", "处理结果", "处理日期", "处理人"], ["2026-03-05", "t1", "c1", "zhang", "属实", "2026-03-07", "manager"],
        [entry("ComplaintFiled", complaint="t1", customer="c1", against="zhang"),
         entry("ComplaintDecided", "2026-03-07T19:00:00+08:00", complaint="t1", outcome="upheld", by="manager")],
    ),
    (
        "Complaints", ["Date", "Complaint no.", "Customer", "Against", "Outcome"], ["2026-03-05", "t1", "c1", "zhang", None],
        [entry("ComplaintFiled", complaint="t1", customer="c1", against="zhang")],
    ),
    (
        "老带新登记", ["日期", "老客户", "新客户"], ["2026-03-05", "c0", "c1"],
        [entry("ReferralMade", at("09:00"), referrer="c0", customer="c1")],
    ),
    (
        "客户关系", ["日期", "客户", "关系", "亲属关系", "依据"], ["2026-03-05", "c1、c2", "家庭", "配偶", "结婚证"],
        [entry("CustomersLinked", customers=["c1", "c2"], relation="household", degree="spouse", evidence="结婚证")],
    ),
    (
        "客户关系", ["日期", "客户", "关系", "解除", "解除日期"], ["2026-03-05", "c1、c2", "家庭", "是", "2026-03-01"],
        [entry("CustomersUnlinked", customers=["c1", "c2"], relation="household", ended_on="2026-03-01")],
    ),
    (
        "活动登记", ["登记日期", "活动编号", "活动名称", "开始时间", "结束时间", "负责人"], ["2026-03-05", "o1", "开盘", "2026-03-06 09:00", "2026-03-06 18:00", "manager"],
        [entry("OccasionDeclared", at("08:30"), occasion="o1", name="开盘", starts_at="2026-03-06T09:00:00+08:00", ends_at="2026-03-06T18:00:00+08:00", by="manager")],
    ),
    (
        "开盘分配", ["分配日期", "客户", "分配给", "场次", "分配人"], ["2026-03-05", "c1", "li", "o1", "manager"],
        [entry("CustomerAllocated", at("09:00"), customer="c1", agent="li", occasion="o1", by="manager")],
    ),
    (
        "客户移交", ["移交日期", "移交人", "移交原因", "客户", "抽中人", "主持人"], ["2026-03-05", "zhang", "长假", "c1", "li", "manager"],
        [entry("CustomersReassigned", at("09:30"), from_agent="zhang", reason="leave", lots=[{"customer": "c1", "agent": "li"}], by="manager")],
    ),
    (
        "折扣申请", ["申请日期", "客户", "找谁"], ["2026-03-05", "c1", "li"],
        [entry("DiscountSought", customer="c1", from_agent="li")],
    ),
    (
        "查档登记", ["查档日期", "客户", "查档人", "原登记人"], ["2026-03-05", "c1", "archivist", "zhang"],
        [entry("PriorClaimFound", customer="c1", found_by="archivist", prior_agent="zhang")],
    ),
    (
        "纠纷处理", ["日期", "类别", "客户", "当事人", "处理人"], ["2026-03-05", "争抢", "c1", "zhang、li", "manager"],
        [entry("QuarrelReported", at("19:00"), customer="c1", agents=["zhang", "li"], by="manager")],
    ),
    (
        "纠纷处理", ["日期", "类别", "认购编号", "当事人", "业绩", "佣金"], ["2026-03-05", "协商", "d1", "zhang、li", "zhang 1", "zhang 80%、li 20%"],
        [entry("SettlementAgreed", at("19:00"), deal="d1", credit={"zhang": "1"}, commission={"zhang": "4/5", "li": "1/5"}, signed_by=["zhang", "li"])],
    ),
    (
        "纠纷处理", ["日期", "类别", "认购编号", "裁定编号", "业绩", "佣金", "理由", "处理人"], ["2026-03-05", "裁定", "d1", "r1", "zhang 1", "zhang 1/2、部门 1/2", "公平", "manager"],
        [entry("RulingMade", at("19:00"), deal="d1", ruling="r1", credit={"zhang": "1"}, commission={"zhang": "1/2", "@department": "1/2"}, reason="公平", by="manager")],
    ),
    (
        "纠纷处理", ["日期", "类别", "裁定编号", "不服从人", "处理人"], ["2026-03-05", "不服从", "r1", "li", "manager"],
        [entry("RulingDefied", at("19:00"), ruling="r1", agent="li", by="manager")],
    ),
    (
        "考勤", ["日期", "姓名", "上班", "下班", "离岗原因"], ["2026-03-05", "zhang", "08:55", "18:05", "下班"],
        [entry("AgentArrived", at("08:55"), agent="zhang"), entry("AgentLeft", at("18:05"), agent="zhang", reason="off")],
    ),
    (
        "员工", ["工号", "姓名", "岗位", "组别", "入职日期", "离职日期"], ["zhang", "张三", "置业顾问", "一组", "2026-03-05", "2026-03-31"],
        [entry("AgentJoined", at("08:00"), agent="zhang", name="张三", team="一组", roles=["agent"]),
         entry("AgentResigned", "2026-03-31T08:00:00+08:00", agent="zhang")],
    ),
    (
        "轮值表", ["日期", "轮序"], ["2026-03-05", "zhang、li、wang"],
        [entry("RotaSet", at("08:30"), date="2026-03-05", order=["zhang", "li", "wang"])],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "heading", "row", "expected"), REGISTERS, ids=[f"{one[0]} {one[3][-1]['type']}" for one in REGISTERS]
)
def test_each_register_is_read_from_a_workbook_and_from_csv(
    name: str, heading: Sequence[str], row: Sequence[Any], expected: list[dict[str, Any]], tmp_path: Path
) -> None:
    reading = read_register(workbook(tmp_path / "r.xlsx", {name: [heading, row]}))
    assert [json.loads(text) for text in events(reading)] == [_in_order(one) for one in expected]
    cells = [str(cell) if cell is not None else "" for cell in row]
    text = "".join(",".join(f'"{cell}"' for cell in line) + "\r\n" for line in (heading, cells))
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert events(read_register(tmp_path / f"{name}.csv")) == events(reading)


def _in_order(one: dict[str, Any]) -> dict[str, Any]:
    return one


def test_merged_days_are_filled_down_and_each_row_of_a_meeting_is_one_event(tmp_path: Path) -> None:
    rows = [
        ["会议日期", "主持人", "客户", "置业顾问", "情况"],
        [dt.date(2026, 3, 5), "manager", "c1", "zhang", "有意向"],
        [None, None, "c2", "li", None],
        [None, None, "c2", "li", None],
        [dt.date(2026, 3, 6), "manager", "c3", "li", "再约"],
    ]
    path = workbook(tmp_path / "r.xlsx", {"晚会记录": rows}, merge=[("晚会记录", "A2:A4"), ("晚会记录", "B2:B4")])
    reading = read_register(path)
    first, second = {"date": "2026-03-05", "by": "manager"}, {"date": "2026-03-06", "by": "manager"}
    assert [json.loads(text) for text in events(reading)] == [
        entry("MeetingMinuted", at("20:00"), details={"情况": "有意向"}, **first, entries=[{"customer": "c1", "agent": "zhang"}]),
        entry("MeetingMinuted", at("20:00"), **first, entries=[{"customer": "c2", "agent": "li"}]),
        entry("MeetingMinuted", "2026-03-06T20:00:00+08:00", details={"情况": "再约"}, **second, entries=[{"customer": "c3", "agent": "li"}]),
    ]  # fmt: skip
    assert f"{path}, sheet 晚会记录, row 4 repeats row 3" in reading.notices
    assert [str(line.place) for line in reading.lines] == [f"{path}, sheet 晚会记录, row {row}" for row in (2, 3, 5)]


def test_a_fault_in_the_one_item_of_a_row_names_its_column(tmp_path: Path) -> None:
    rows = [["会议日期", "主持人", "客户", "置业顾问"], ["2026-03-05", "manager", "c" * 129, "zhang"]]
    [said] = refused(workbook(tmp_path / "r.xlsx", {"晚会记录": rows}))
    assert said.startswith("r.xlsx, sheet 晚会记录, row 2, column 客户 (C): ")


def test_cells_merged_where_nothing_is_filled_down_are_said_to_be_empty(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        {"来电登记": [CALL, A_CALL, [*A_CALL[:2], "c2", None, None]]},
        merge=[("来电登记", "D2:D3")],
    )
    assert refused(path) == [
        "r.xlsx, sheet 来电登记, row 3, column 置业顾问 (D): is empty, merged with row 2: expected an agent "
        "(fill_down in the mapping takes the one above)"
    ]


def test_all_faults_of_a_file_are_said_at_once_and_nothing_is_read(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        {
            "来电登记": [
                CALL,
                ["3/5", "10:05", "c1", "zhang", None],
                A_CALL,
                ["2026-03-01", "25:00", None, "zhang", "12"],
            ],
            "认购登记": [
                ["认购日期", "认购编号", "客户编号", "房号", "成交人", "总价"],
                ["2026-03-05", "d1", "c1", "1-1001", "li", -5],
                ["2026-03-05", "d2", "c1", "1-1002", "li", "12.345"],
            ],
            "纠纷处理": [
                ["日期", "类别", "认购编号", "当事人", "业绩", "佣金"],
                ["2026-03-05", "协商", "d1", "zhang、li", "zhang 120%", "zhang 1"],
            ],
        },
    )
    assert refused(path) == [
        "r.xlsx, sheet 来电登记, row 2, column 日期 (A): '3/5' stands there, "
        "expected a date such as 2026-03-05, 2026/3/5, 2026.3.5 or 2026年3月5日, or a date and a time such as 2026-03-05 14:30",
        "r.xlsx, sheet 来电登记, row 4, column 时间 (B): '25:00' stands there, "
        "expected a time of day such as 14:30, 14:30:05 or 下午2:30",
        "r.xlsx, sheet 来电登记, row 4, column 客户编号 (C): is empty: expected a number or name",
        "r.xlsx, sheet 来电登记, row 4, column 电话 (E): '12' stands there, "
        "expected a telephone number of CN such as 131 2345 6789, or one with its country code",
        "r.xlsx, sheet 认购登记, row 2, column 总价 (F): SubscriptionSigned: 'price': "
        "the amount -5.00 CNY must not be negative",
        "r.xlsx, sheet 认购登记, row 3, column 总价 (F): SubscriptionSigned: 'price': "
        '"12.345" is not an amount of CNY: it has 3 decimals, and CNY has 2',
        "r.xlsx, sheet 纠纷处理, row 2, column 业绩 (E): SettlementAgreed: 'credit.zhang': "
        '"120%" is not a share: it is more than 1',
    ]


def test_a_field_that_must_be_filled_is_named_by_its_heading(tmp_path: Path) -> None:
    rows = [
        ["日期", "类别", "认购编号", "业绩", "佣金", "理由", "处理人"],
        ["2026-03-05", "裁定", "d1", "zhang 1", "zhang 1", "公平", "manager"],
    ]
    [said] = refused(workbook(tmp_path / "r.xlsx", {"纠纷处理": rows}))
    assert said.startswith("r.xlsx, sheet 纠纷处理, row 2, column 裁定编号: RulingMade: the field 'ruling' is missing")


def test_a_hundred_faults_show_fifty_and_the_count_of_the_rest(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", *([["3/5", None, "c1", "zhang", None]] * 100))
    with pytest.raises(Exception, match="row 51, .*\n… and 50 more$"):
        read_register(path)
    assert len(refused(path)) == 100


def test_stored_values_of_formulas_are_taken_and_listed(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("认购登记")
    sheet.write_row(0, 0, ["认购日期", "认购编号", "客户编号", "房号", "成交人", "总价"])
    for row in range(1, 4):
        sheet.write_row(row, 0, ["2026-03-05", f"d{row}", "c1", f"1-100{row}", "li"])
        sheet.write_formula(row, 5, f"=100*{row}", None, 100 * row)
    book.close()
    reading = read_register(path)
    assert [json.loads(text)["price"]["amount"] for text in events(reading)] == ["100.00", "200.00", "300.00"]
    assert (
        f"{path}, sheet 认购登记, column 总价 (F): the stored values of formulas were taken: F2–F4" in reading.notices
    )


def test_days_of_the_1904_calendar(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "来电登记"
    sheet.append(CALL)
    sheet.append([dt.datetime(2026, 3, 5), dt.time(10, 5), "c1", "zhang", None])
    book.save(tmp_path / "r.xlsx")
    [text] = events(read_register(tmp_path / "r.xlsx"))
    assert json.loads(text)["occurred_at"] == at("10:05")


def test_a_title_above_the_headings_blank_rows_and_dashes_are_passed_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"Sheet1": [["XX花园来电登记表"], [], ["来电 日期 *", "客户编号：", "接听人", "电话"], [], ["2026-03-05", "c1", "zhang", "—"]]})  # fmt: skip
    assert events(read_register(path)) == [
        f'{{"type":"CallReceived","occurred_at":"{NOON}","customer":"c1","agent":"zhang"}}'
    ]


def test_unknown_columns_and_further_numbers_go_to_details(tmp_path: Path) -> None:
    path = calls(
        tmp_path / "r.xlsx", [*A_CALL[:4], "13800138000/13800138001", "高层", "x"], heading=[*CALL, "楼层意向"]
    )
    reading = read_register(path)
    [text] = events(reading)
    assert json.loads(text)["details"] == {"楼层意向": "高层", "G": "x", "电话": "13800138000/13800138001"}
    assert reading.notices == (
        f"{path}, sheet 来电登记: kept in details, since the mapping does not know them: 楼层意向 (F), G",
    )


def test_a_hidden_sheet_is_read_and_said_to_be_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["封面"])
    sheet = book.create_sheet("来电登记")
    sheet.append(CALL)
    sheet.append(A_CALL)
    sheet.sheet_state = "veryHidden"
    path = tmp_path / "r.xlsx"
    book.save(path)
    reading = read_register(path)
    assert len(reading.lines) == 1
    assert reading.notices == (
        f"{path}, sheet Sheet: not read, since neither its name nor its headings are in the mapping",
        f"{path}, sheet 来电登记: is hidden, and was read",
    )


def test_a_row_of_totals_is_refused(tmp_path: Path) -> None:
    assert refused(calls(tmp_path / "r.xlsx", A_CALL, ["合 计", None, 1])) == [
        "r.xlsx, sheet 来电登记, row 3: '合 计' begins a row of totals: expected one entry a row "
        "(skip_totals in the mapping leaves such rows out)"
    ]


def test_headings_that_are_missing_or_come_twice_are_named(tmp_path: Path) -> None:
    assert refused(calls(tmp_path / "r.xlsx", A_CALL, heading=["日期", "时间", "谁", "置业顾问"])) == [
        "r.xlsx, sheet 来电登记: expected headings in one of the first 10 rows, and found none for 客户编号 "
        "(row 1 has '谁')"
    ]
    assert refused(calls(tmp_path / "r.xlsx", A_CALL, heading=["日期", "时间", "客户编号", "置业顾问", "客户"])) == [
        "r.xlsx, sheet 来电登记, row 1: columns C and E are both headed as 客户编号: expected one"
    ]


def test_headings_that_fit_two_registers_ask_for_a_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"Sheet1": [["日期", "客户编号", "置业顾问"], ["2026-03-05", "c1", "zhang"]]})
    assert refused(path) == [
        "r.xlsx, sheet Sheet1: its headings do not tell which register it is, it may be 客户登记 (3 of 3 headings known) "
        "or 来电登记 (3 of 3 headings known) or 来访登记 (3 of 3 headings known): "
        "name the sheet or the file after its register, or write a mapping for it"
    ]


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    assert refused(calls(tmp_path / "r.xlsx")) == ["r.xlsx: there is no entry under the headings"]


def test_the_time_of_registering_comes_from_its_own_column(tmp_path: Path) -> None:
    heading = [*CALL, "登记时间"]
    path = calls(
        tmp_path / "r.xlsx",
        [*A_CALL, "2026-03-02 09:00"],
        [*A_CALL[:2], "c2", "zhang", None, "2026-03-02"],
        [*A_CALL[:2], "c3", "zhang", None, "2026-03-01"],
        heading=heading,
    )
    times = [json.loads(text).get("recorded_at") for text in events(read_register(path))]
    assert times == ["2026-03-02T09:00:00+08:00", "2026-03-02T12:00:00+08:00", None]


def test_a_time_zone_named_by_the_caller_stands_for_the_mapping_s(tmp_path: Path) -> None:
    [text] = events(read_register(calls(tmp_path / "r.xlsx", A_CALL), timezone="Europe/Berlin"))
    assert json.loads(text)["occurred_at"] == "2026-03-01T10:05:00+01:00"
    assert refused(tmp_path / "r.xlsx", timezone="Asia/Shangai") == [
        "'Asia/Shangai' is not a time zone: did you mean Asia/Shanghai?"
    ]


def test_rows_that_tell_only_the_day_are_counted(tmp_path: Path) -> None:
    path = calls(
        tmp_path / "r.xlsx", A_CALL, ["2026-03-01", None, "c2", "li", None], ["2026-03-01", None, "c3", "li", None]
    )
    assert read_register(path).notices == (f"{path}, sheet 来电登记: 2 rows tell the day only, and 12:00 was taken",)


def test_a_row_that_repeats_another_is_one_entry_and_is_said(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL, [*A_CALL[:3], "li", None], A_CALL)
    reading = read_register(path)
    assert len(reading.lines) == 2
    assert reading.notices == (f"{path}, sheet 来电登记, row 4 repeats row 2",)


def test_names_are_read_by_the_staff_sheet_wherever_it_stands(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "r.xlsx",
        {
            "来电登记": [
                CALL,
                ["2026-03-01", "10:05", "c1", "张 三", None],
                ["2026-03-01", "10:06", "c2", "赵六", None],
            ],
            "员工": [["工号", "姓名", "入职日期"], ["zhang", "张三", "2026-01-01"]],
        },
    )
    reading = read_register(path)
    assert [json.loads(text)["agent"] for text in events(reading)] == ["zhang", "赵六", "zhang"]
    [said] = [notice for notice in reading.notices if "赵六" in notice]
    assert said == (
        f"{path}, sheet 来电登记, row 3, column 置业顾问 (D): "
        "'赵六' is not in the staff register, and was taken for an id"
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("r.xls", "r.xls is an old .xls workbook: expected it saved as .xlsx"),
        ("r.pdf", "r.pdf: expected a file named .jsonl, .csv or .xlsx"),
        ("missing.xlsx", "missing.xlsx: there is no such file"),
        ("folder.csv", "folder.csv is a folder: expected a file"),
    ],
)
def test_files_that_are_no_registers(name: str, sentence: str, tmp_path: Path) -> None:
    if name == "folder.csv":
        (tmp_path / name).mkdir()
    assert refused(tmp_path / name) == [sentence]


def test_ten_thousand_rows_are_read_each_cell_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.xlsx"
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("来电登记")
    sheet.write_row(0, 0, CALL)
    for row in range(10_000):
        sheet.write_row(
            row + 1, 0, [f"2026-03-{row % 28 + 1:02}", f"{row % 24}:05", f"c{row}", "zhang", 13800130000 + row]
        )
    book.close()
    read = Counter[str]()
    once = Reader.read

    def counted(self: Reader, value: CellValue, column: Column) -> object:
        read[column.kind] += 1
        return once(self, value, column)

    monkeypatch.setattr(Reader, "read", counted)
    assert len(read_register(path).lines) == 10_000
    assert set(read.values()) == {10_000}


def test_a_chart_sheet_holds_nothing(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "来电登记"
    sheet.append(CALL)
    sheet.append(A_CALL)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=5, min_row=1, max_row=2), titles_from_data=True)
    book.create_chartsheet("图").add_chart(chart)
    book.save(tmp_path / "r.xlsx")
    assert len(read_register(tmp_path / "r.xlsx").lines) == 1
    rezipped(tmp_path / "r.xlsx", {"xl/notes.txt": b"plain"})
    assert len(read_register(tmp_path / "r.xlsx").lines) == 1


def test_an_empty_day_takes_the_one_above_and_is_said_to(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL, [None, "11:00", "c2", "li", None], [None, "11:30", "c3", "li", None])
    reading = read_register(path)
    assert [json.loads(text)["occurred_at"][:10] for text in events(reading)] == ["2026-03-01"] * 3
    assert reading.notices == (f"{path}, sheet 来电登记, column 日期 (A): empty cells took the value above: A3–A4",)


def test_day_and_time_may_stand_in_one_cell(tmp_path: Path) -> None:
    path = calls(
        tmp_path / "r.xlsx",
        [dt.datetime(2026, 3, 5, 10, 5), None, *A_CALL[2:]],
        ["2026-03-05 10:06", "10:06", *A_CALL[2:]],
    )
    assert [json.loads(text)["occurred_at"] for text in events(read_register(path))] == [at("10:05"), at("10:06")]
    assert refused(calls(path, ["2026-03-05 10:06", "10:07", *A_CALL[2:]])) == [
        "r.xlsx, sheet 来电登记, row 2, column 日期 (A): 2026-03-05 10:06 stands there, "
        "expected the time 10:07 of the column beside it"
    ]


def test_what_no_entry_of_the_row_has_a_field_for_is_kept_in_details(tmp_path: Path) -> None:
    rows = [["投诉日期", "投诉编号", "客户", "被投诉人", "处理日期"], ["2026-03-05", "t1", "c1", "zhang", "2026-03-07"]]
    [text] = events(read_register(workbook(tmp_path / "r.xlsx", {"投诉登记": rows})))
    assert json.loads(text)["details"] == {"处理日期": "2026-03-07"}
