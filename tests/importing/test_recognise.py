"""Which register a sheet or file is: by its name, else by headings that are this register's and no other's."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import pytest

from leadledger.errors import RegisterRefused
from leadledger.importing import load_mapping, read_register
from leadledger.importing.fitting import keys_of
from leadledger.importing.grid import Sheet
from leadledger.importing.mapping import SheetMapping, plain
from leadledger.importing.naming import mentioned, named
from leadledger.importing.recognise import recognise
from tests.importing.making import events, refused, workbook

OFFICE = load_mapping()
BY_ID = {one.id: one for one in OFFICE.sheets}
TODO = "name the sheet or the file after its register, or write a mapping for it"

RULINGS = "日期,编号,认购编号,业绩分配,提成分配,裁定人,理由\n2026-03-05,r1,d1,li 1,li 1/2、部门 1/2,manager,公平\n"
WITHDRAWALS = "日期,认购编号,处理人,理由\n2026-03-05,d1,manager,退房\n"


def told(headings: Sequence[str], name: str = "Sheet1") -> str | None:
    """The id of the register that a sheet with these headings is; None when it is refused or passed over."""
    try:
        found = recognise("r.xlsx", Sheet(name, [list(headings)]), OFFICE)
    except RegisterRefused:
        return None
    return None if found is None else found.mapping.id


def in_english(one: SheetMapping) -> list[str]:
    return [
        next((text for text in column.headings if text.isascii()), column.headings[0])
        for column in one.columns.values()
    ]


def shared(one: SheetMapping) -> list[str]:
    """A heading for each column that other registers have too."""
    others = {plain(text) for other in OFFICE.sheets if other is not one for column in other.columns.values() for text in column.headings}  # fmt: skip
    return [text for column in one.columns.values() for text in column.headings[-1:] if plain(text) in others]


@pytest.mark.parametrize("one", OFFICE.sheets, ids=lambda one: one.id)
def test_all_headings_of_a_register_tell_of_it_and_of_no_other(one: SheetMapping) -> None:
    assert told([column.headings[0] for column in one.columns.values()]) == one.id
    assert told(in_english(one)) == one.id


@pytest.mark.parametrize("one", OFFICE.sheets, ids=lambda one: one.id)
def test_a_few_headings_that_many_registers_have_tell_of_none(one: SheetMapping) -> None:
    for number in (2, 3):
        for headings in combinations(shared(one), number):
            assert told(headings) is None


@pytest.mark.parametrize("one", OFFICE.sheets, ids=lambda one: one.id)
def test_headings_that_must_be_there_tell_of_no_other_register(one: SheetMapping) -> None:
    for headings in _required(one):
        assert told(headings) in {one.id, None}
        assert told(headings, f"2026年3月{one.names[0]}") == one.id


def _required(one: SheetMapping) -> Iterator[list[str]]:
    yield [one.columns[key].headings[0] for key in one.required]
    yield [one.columns[key].headings[-1] for key in one.required]


def test_rulings_and_withdrawals_under_names_that_say_nothing_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(RULINGS, encoding="utf-8")
    assert refused(tmp_path / "a.csv") == [
        "a.csv, sheet a: its headings do not tell which register it is, it may be 裁定登记 (7 of 7 headings known) "
        f"or 退房登记 (3 of 7 headings known) or 签约登记 (2 of 7 headings known): {TODO}"
    ]
    (tmp_path / "b.csv").write_text(WITHDRAWALS, encoding="utf-8")
    assert refused(tmp_path / "b.csv") == [
        "b.csv, sheet b: its headings do not tell which register it is, it may be 退房登记 (4 of 4 headings known) "
        f"or 签约登记 (2 of 4 headings known): {TODO}"
    ]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("争议裁定", RULINGS, "RulingMade"), ("2026年3月争议裁定", RULINGS, "RulingMade"), ("争议裁定表（三月）", RULINGS, "RulingMade"),
        ("office-rulings-2026", RULINGS, "RulingMade"), ("客户退房明细", WITHDRAWALS, "DealWithdrawn"), ("退房登记", WITHDRAWALS, "DealWithdrawn"),
    ],
)  # fmt: skip
def test_a_name_in_the_name_of_the_file_counts_where_the_headings_agree(
    name: str, text: str, kind: str, tmp_path: Path
) -> None:
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    assert [json.loads(one)["type"] for one in events(read_register(tmp_path / f"{name}.csv"))] == [kind]


@pytest.mark.parametrize("name", ["签约争议", "客户签约后", "未签约"])
def test_a_name_in_the_name_of_the_file_does_not_outweigh_the_headings(name: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.csv").write_text(RULINGS, encoding="utf-8")
    [said] = refused(tmp_path / f"{name}.csv")
    assert "do not tell which register" in said


def test_most_headings_unknown_while_another_register_knows_more_is_refused() -> None:
    assert told(["认购编号", "合同编号", "日期", "业绩", "佣金", "理由", "裁定人"]) is None
    assert told(["来电日期", "客户", "接听人", "意向", "预算", "年龄", "职业"]) == "calls"


def test_a_sheet_that_is_no_register_is_passed_over_and_one_that_may_be_is_not(tmp_path: Path) -> None:
    good = [["来电日期", "客户编号", "接听人"], ["2026-03-05 10:00", "c1", "li"]]
    cover, monthly = [["封面"], ["三月"]], [["日期", "认购编号", "累计"], ["2026-03-05", "d1", 5]]
    path = workbook(tmp_path / "r.xlsx", {"封面": cover, "Sheet2": good})
    assert len(read_register(path).lines) == 1
    [said] = refused(workbook(path, {"汇总": monthly, "Sheet2": good}))
    assert said.startswith(
        "r.xlsx, sheet 汇总: its headings do not tell which register it is, it may be 签约登记 (2 of 3"
    )


def test_what_knows_most_is_named_when_nothing_fits() -> None:
    cells = ["日期", "类别"]
    assert keys_of(cells, BY_ID["disputes"]) == {"date", "kind"}
    assert told(cells) == "disputes"
    assert told(cells[:1]) is None


def test_a_file_goes_by_the_name_of_its_register() -> None:
    for name in ("2026-03 来电登记", "3月来电登记", "第2期来电登记", "来电登记", " 来电登记 "):
        assert named(name, ["来电登记"])
    assert named("office_Calls", ["Calls"])
    assert named("Call Register", ["call register"])
    assert not named("recalls", ["Calls"])
    assert not named("来电", ["来电登记"])
    assert not named("未签约", ["签约"])
    assert mentioned("三月来电登记表", ["来电登记"])
    assert mentioned("calls-2026", ["Calls"])
    assert not mentioned("recalls", ["Calls"])
    assert not mentioned("无退房", ["退房"])
