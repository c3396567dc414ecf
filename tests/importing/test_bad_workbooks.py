"""A workbook that would harm a reader, or is none, is refused with one sentence and nothing is unpacked."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.importing.making import A_CALL, CALL, calls, part, refused, rezipped, workbook, zipped

SHEET = "xl/worksheets/sheet1.xml"


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


def binary(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(4096))


def old_workbook(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024))


def cut_off(path: Path) -> None:
    calls(path, A_CALL)
    path.write_bytes(path.read_bytes()[:-200])


def zip_of_something(path: Path) -> None:
    zipped(path, {"letter.txt": b"hello"})


def document(path: Path) -> None:
    types = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    zipped(path, {"[Content_Types].xml": types, "word/document.xml": b"<document/>"})


def bomb(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {"xl/media/image1.png": bytes(20 * 1024 * 1024)})


def large_in_sum(path: Path) -> None:
    calls(path, A_CALL)
    noise = random.Random(2).randbytes(1024 * 1024)
    parts = {f"xl/media/{n}.bin": noise * 2 for n in range(2)}
    rezipped(path, parts)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")  # the last entry of the directory claims to unpack to 300 MB
    data[at + 24 : at + 28] = struct.pack("<I", 300 * 1024 * 1024)
    path.write_bytes(bytes(data))


def many_parts(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {f"xl/media/{n}.txt": b"" for n in range(2_001)})


def climbing_name(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {"../../evil.xml": b"<a/>"})


def locked(path: Path) -> None:
    calls(path, A_CALL)
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))


def entities(path: Path) -> None:
    calls(path, A_CALL)
    xml = part(path, SHEET).removeprefix(b"<?xml version='1.0' encoding='UTF-8'?>")
    rezipped(path, {SHEET: b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]>' + xml})


def entities_elsewhere(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {"docProps/core.xml": b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'})


def far_corner(path: Path) -> None:
    calls(path, A_CALL)
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rezipped(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", cell)})


def no_such_cell(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {SHEET: part(path, SHEET).replace(b'r="A2"', b'r="2A"')})


def large_cell(path: Path) -> None:
    calls(path, A_CALL)
    noise = random.Random(3).randbytes(5 * 1024 * 1024).hex().encode()
    cell = b'<row r="3"><c r="B3" t="inlineStr"><is><t>' + noise + b"</t></is></c></row></sheetData>"
    rezipped(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", cell)})


def large_shared_text(path: Path) -> None:
    calls(path, A_CALL)
    noise = random.Random(3).randbytes(5 * 1024 * 1024).hex().encode()
    shared = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>' + noise + b"</t></si></sst>"
    )
    rezipped(path, {"xl/sharedStrings.xml": shared})


def deep(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {"docProps/app.xml": b"<a>" * 200 + b"</a>" * 200})


def broken_xml(path: Path) -> None:
    calls(path, A_CALL)
    rezipped(path, {SHEET: part(path, SHEET)[:-30]})


def wide_merge(path: Path) -> None:
    workbook(path, {"来电登记": [CALL, A_CALL]}, merge=[("来电登记", "H1:H3")])
    rezipped(path, {SHEET: part(path, SHEET).replace(b'"H1:H3"', b'"A1:XFD1048576"')})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (empty_file, "r.xlsx is empty: expected an .xlsx workbook"),
        (binary, "r.xlsx is not an .xlsx workbook: it is not a zip file"),
        (
            old_workbook,
            "r.xlsx is an old .xls workbook or one locked with a password: "
            "expected an .xlsx workbook without a password",
        ),
        (cut_off, "r.xlsx is not an .xlsx workbook: its zip is damaged (File is not a zip file)"),
        (zip_of_something, "r.xlsx is a zip file but not a workbook: expected an .xlsx workbook"),
        (document, "r.xlsx is a zip file but not a workbook: expected an .xlsx workbook"),
        (bomb, "r.xlsx: its part xl/media/image1.png would unpack to 1,028 times its size: expected at most 200 times"),
        (large_in_sum, "r.xlsx would unpack to more than 256 MB: expected a workbook of at most that size"),
        (many_parts, "r.xlsx has 2,010 parts: expected at most 2,000 in a workbook"),
        (climbing_name, "r.xlsx has a part named '../../evil.xml': expected names inside the workbook"),
        (locked, "r.xlsx is locked with a password: expected an .xlsx workbook without a password"),
        (
            entities,
            "r.xlsx, sheet 来电登记: declares XML entities or a document type: expected a plain workbook",
        ),
        (
            entities_elsewhere,
            "r.xlsx: its part docProps/core.xml declares XML entities or a document type: expected a plain workbook",
        ),
        (
            far_corner,
            "r.xlsx, sheet 来电登记, cell XFD1048576: holds something, far out: "
            "expected a register of at most 200,000 rows and 512 columns",
        ),
        (
            no_such_cell,
            "r.xlsx, sheet 来电登记: names a cell wrongly: '2A' is not a cell reference",
        ),
        (
            large_cell,
            "r.xlsx, sheet 来电登记, cell B3: holds more than 32,767 characters, which is the most a cell can hold",
        ),
        (
            large_shared_text,
            "r.xlsx: one of its texts holds more than 32,767 characters, which is the most a cell can hold",
        ),
        (deep, "r.xlsx: its part docProps/app.xml is nested more than 100 deep: expected a plain workbook"),
        (
            broken_xml,
            "r.xlsx, sheet 来电登记: is damaged (unclosed token: line 1, column {})",
        ),
        (
            wide_merge,
            "r.xlsx, sheet 来电登记: merges the cells A1:XFD1048576: expected at most 200,000 merged cells",
        ),
    ],
    ids=lambda value: value.__name__.replace("_", " ") if callable(value) else "",
)
def test_a_workbook_that_is_none_or_would_do_harm_is_refused(
    make: Callable[[Path], None], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.xlsx"
    make(path)
    [said] = refused(path)
    start, braces, end = sentence.partition("{}")
    assert said.startswith(start)
    assert said.endswith(end)
    if not braces:
        assert said == sentence


def test_a_formula_without_a_stored_value_is_refused(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", ["=TODAY()", "10:05", "c1", "zhang", None], [*A_CALL[:4], "=E9", "=1+1"])
    saying = "its formula has no stored value: expected a value (open and save the file once in a spreadsheet program)"
    assert refused(path) == [
        f"r.xlsx, sheet 来电登记, row 2, column 日期 (A): {saying}",
        f"r.xlsx, sheet 来电登记, row 3, column 电话 (E): {saying}",
        f"r.xlsx, sheet 来电登记, row 3, column F: {saying}",
    ]


def test_a_cell_that_refers_to_no_text_is_a_sentence(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL)
    pointing_nowhere = b'<row r="3"><c r="B3" t="s"><v>999</v></c></row></sheetData>'
    rezipped(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", pointing_nowhere)})
    assert refused(path) == [
        "r.xlsx, sheet 来电登记, cell B3: refers to a text that the workbook does not hold: it is damaged"
    ]


def test_styles_far_out_do_no_harm(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL)
    styled = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    sheet = part(path, SHEET).replace(b"</sheetData>", styled)
    rezipped(path, {SHEET: sheet.replace(b'<dimension ref="A1:E2"', b'<dimension ref="A1:XFD1048576"')})
    assert refused_not(path) == 1


def refused_not(path: Path) -> int:
    from leadledger.importing import read_register

    return len(read_register(path).lines)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    path = calls(tmp_path / "r.xlsx", A_CALL)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(SHEET)
    data = bytearray(path.read_bytes())
    at = info.header_offset + 30 + len(info.filename) + 40
    data[at : at + 20] = bytes(20)
    path.write_bytes(bytes(data))
    [said] = refused(path)
    assert said.startswith("r.xlsx, sheet 来电登记: is damaged (")


def test_an_empty_workbook_names_what_it_might_hold(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "r.xlsx")
    [said] = refused(tmp_path / "r.xlsx")
    assert said.startswith(
        "r.xlsx: no sheet has a known name or known headings: expected one of 员工, 客户登记, 来电登记"
    )


def in_sheet(path: Path, cells: bytes, **parts: bytes) -> Path:
    """A call register with further *cells*, in a third row, and with other parts."""
    calls(path, A_CALL)
    more = {name.replace("__", "/") + ".xml": data for name, data in parts.items()}
    return rezipped(path, {SHEET: part(path, SHEET).replace(b"</sheetData>", cells + b"</sheetData>"), **more})


def texts(*each: bytes) -> bytes:
    inside = b"".join(b"<si><t>" + one + b"</t></si>" for one in each)
    return b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + inside + b"</sst>"


def test_a_long_cell_that_packs_well_is_told_as_what_it_is(tmp_path: Path) -> None:
    cell = b'<row r="3"><c r="B3" t="inlineStr"><is><t>' + b"x" * 10_000_000 + b"</t></is></c></row>"
    saying = "holds more than 32,767 characters, which is the most a cell can hold"
    assert refused(in_sheet(tmp_path / "r.xlsx", cell)) == [f"r.xlsx, sheet 来电登记, cell B3: {saying}"]
    referring = b'<row r="3"><c r="C3" t="s"><v>1</v></c></row>'
    path = in_sheet(tmp_path / "r.xlsx", referring, xl__sharedStrings=texts(b"a", b"x" * 10_000_000))
    assert refused(path) == [f"r.xlsx, sheet 来电登记, cell C3: {saying}"]


def test_a_sheet_that_packs_too_well_without_a_long_cell_is_refused_for_that(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"/>' % number for number in [3] * 500_000)
    [said] = refused(in_sheet(tmp_path / "r.xlsx", rows))
    assert said.startswith("r.xlsx: its part xl/worksheets/sheet1.xml would unpack to ")


def test_a_sheet_whose_part_is_missing_is_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"来电登记": [CALL, A_CALL], "来访登记": [CALL, A_CALL]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not name.endswith("sheet2.xml")}
    saying = "r.xlsx is damaged: it lists the sheet 来访登记, and its part xl/worksheets/sheet2.xml is missing"
    assert refused(zipped(path, parts)) == [saying]
    parts["xl/worksheets/sheet2.xml"] = b"nothing"
    assert refused(zipped(path, parts)) == ["r.xlsx, sheet 来访登记: is no sheet inside: the workbook is damaged"]


def test_texts_that_are_missing_altogether_are_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path / "r.xlsx", {"来电登记": [CALL, A_CALL]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "sharedStrings" not in name}
    parts[SHEET] = parts[SHEET].replace(b"</sheetData>", b'<row r="3"><c r="B3" t="s"><v>0</v></c></row></sheetData>')
    [said] = refused(zipped(path, parts))
    assert said.endswith(": refers to a text that the workbook does not hold: it is damaged")


@pytest.mark.parametrize(
    ("cell", "saying"),
    [
        (b"<c r='C3'><v>" + b"7" * 30_000 + b"</v></c>", "holds a number of 30,000 characters: expected a number of at most 400"),
        (b"<c r='C3'><v>NaN</v></c>", "holds 'NaN' as a number: expected a number"),
        (b"<c r='C3' t='b'><v>maybe</v></c>", "holds 'maybe' as a number: expected a number"),
        (b"<c r='C3' t='s'><v>-1</v></c>", "points to its text by '-1': expected a whole number"),
    ],
    ids=["digits", "NaN", "maybe", "minus one"],
)  # fmt: skip
def test_a_number_that_is_none_is_named_with_its_cell(cell: bytes, saying: str, tmp_path: Path) -> None:
    path = in_sheet(tmp_path / "r.xlsx", b'<row r="3">' + cell + b"</row>")
    assert refused(path) == [f"r.xlsx, sheet 来电登记, cell C3: {saying}"]
