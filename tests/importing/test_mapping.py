"""Mapping files: an office's own, and what is said of one that cannot be used."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadledger.errors import MappingInvalid
from leadledger.importing import load_mapping, parse_mapping, read_register
from tests.importing.making import events, refused, workbook

OWN = """
name = "Lakeside"
timezone = "Europe/Berlin"
region = "DE"
currency = "EUR"
totals = ["Summe"]

[agents]
"Frau Weber" = "weber"

[[sheets]]
id = "visits"
names = ["Besuche"]
time_of_day = "09:00"
skip_totals = true

[sheets.columns]
date = { headings = ["Tag"], kind = "date", required = true }
customer = { headings = ["Kunde"], kind = "id", required = true }
agent = { headings = ["Berater"], kind = "agent", required = true }
mood = { headings = ["Laune"], keep_text = true }

[[sheets.entries]]
type = "VisitReceived"
at = ["date"]
fields = { customer = "customer", agent = "agent", note = "mood" }
constants = { project = "lakeside" }
"""


def test_an_office_s_own_mapping(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    rows = [["Tag", "Kunde", "Berater", "Laune"], ["2026-07-01", "k1", "Frau Weber", "gut"], ["Summe", 1]]
    path = workbook(tmp_path / "r.xlsx", {"Besuche": rows})
    [text] = events(read_register(path, mapping=tmp_path / "own.toml"))
    assert json.loads(text) == {
        "type": "VisitReceived", "occurred_at": "2026-07-01T09:00:00+02:00", "project": "lakeside", "details": {"Laune": "gut"},
        "note": "gut", "customer": "k1", "agent": "weber",
    }  # fmt: skip
    assert refused(workbook(tmp_path / "e.xlsx", {"Calls": [["x"], [1]]}), mapping=tmp_path / "own.toml") == [
        "e.xlsx: no sheet has a known name or known headings: expected one of Besuche"
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("[[sheets]]", "[sheets"), "own.toml is not TOML: "),
        (('name = "Lakeside"', "colour = 1"), "own.toml: name: "),
        (('"VisitReceived"', '"VisitRecieved"'), "own.toml: sheets.0.entries.0: 'VisitRecieved' is not an event type"),
        (("note = ", "mood = "), "own.toml: sheets.0.entries.0: VisitReceived has no field 'mood'"),
        (('note = "mood"', 'note = "mud"'), "own.toml: sheets.0: entry VisitReceived uses the column 'mud', which is not declared"),
        (('at = ["date"]', 'at = ["mood"]'), "own.toml: sheets.0: the column 'mood' says when, so its kind must be date, time or datetime"),
        (('["Laune"]', '["Kunde"]'), "own.toml: sheets.0: heading 'Kunde' stands for both 'customer' and 'mood'"),
        (('kind = "id"', 'kind = "choice"'), "own.toml: sheets.0.columns.customer: choices go with the kinds choice and choices, and only with them"),
        (('"09:00"', '"9 am"'), "own.toml: sheets.0.time_of_day: "),
        (("skip_totals = true", 'agents = ["agent", "named"]'), "own.toml: sheets.0: agents uses the column 'named', which is not declared"),
        (("note =", '"present.agent" ='), "own.toml: sheets.0.entries.0: VisitReceived has no field 'present.agent'"),
        (("VisitReceived", "MeetingMinuted"), "own.toml: sheets.0.entries.0: MeetingMinuted has no field 'customer'"),
        (('"DE"', '"Germany"'), "own.toml: region: "),
    ],
    ids=lambda value: "",
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_refused(change: tuple[str, str], sentence: str) -> None:
    assert change[0] in OWN
    with pytest.raises(MappingInvalid) as caught:
        parse_mapping(OWN.replace(*change), "own.toml")
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


def test_mapping_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(MappingInvalid, match="there is no such mapping file$"):
        load_mapping(tmp_path / "no.toml")
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    with pytest.raises(MappingInvalid, match="cannot be read as a mapping file"):
        load_mapping(tmp_path / "bad.toml")


def test_every_register_of_the_default_mapping_has_a_chinese_and_an_english_name_and_headings() -> None:
    for sheet in load_mapping().sheets:
        for words in (sheet.names, *(sheet.columns[key].headings for key in sheet.required)):
            assert any(word.isascii() for word in words), (sheet.id, words)
            assert any(not word.isascii() for word in words), (sheet.id, words)
