"""Whatever is done to a file, reading it ends with entries or with sentences, never otherwise."""

# ruff: noqa: E501 - a list of names on one line

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadledger.errors import LeadledgerError
from leadledger.importing import read_register
from tests.importing.making import A_CALL, CALL, calls, part, rezipped

EDITS = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8)


def edited(data: bytes, edits: list[tuple[int, int]]) -> bytes:
    changed = bytearray(data)
    for at, byte in edits:
        changed[at % len(changed)] = byte
    return bytes(changed)


def read(path: Path) -> None:
    try:
        read_register(path)
    except LeadledgerError as refusal:
        assert str(refusal)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return calls(tmp_path_factory.mktemp("damage") / "r.xlsx", A_CALL, ["2026-03-02", None, 7, "li", 13800138000])


@given(EDITS)
def test_a_workbook_with_wrong_bytes(workbook: Path, edits: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "r.xlsx")
        path.write_bytes(edited(workbook.read_bytes(), edits))
        read(path)


@settings(max_examples=60)
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "docProps/app.xml", "[Content_Types].xml"]),
    EDITS,
)  # fmt: skip
def test_a_workbook_with_a_wrong_part(workbook: Path, name: str, edits: list[tuple[int, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "r.xlsx")
        path.write_bytes(workbook.read_bytes())
        rezipped(path, {name: edited(part(path, name), edits)})
        read(path)


@given(EDITS, st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_a_csv_with_wrong_bytes(edits: list[tuple[int, int]], encoding: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "来电登记.csv")
        path.write_bytes(edited(f"{','.join(CALL)}\n{','.join(A_CALL)}\n".encode(encoding), edits))
        read(path)


@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)),
    st.sampled_from([".jsonl", ".csv", ".xlsx"]),
)
def test_anything_at_all(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"calls{suffix}")
        path.write_bytes(data)
        read(path)
