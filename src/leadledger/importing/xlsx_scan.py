"""One pass over the XML of a workbook: refuses what would harm a reader, and notes what the reader does not tell.

Nothing is kept but references, so a hostile part costs time in proportion to its size and no memory.
"""

from __future__ import annotations

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from leadledger.errors import RegisterRefused
from leadledger.importing.grid import LONGEST_CELL
from leadledger.importing.quoting import name_shown
from leadledger.importing.xlsx_part import Part, SheetScan

_CHUNK = 1 << 16
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, OverflowError)
"""What unpacking a damaged part raises."""


@dataclass(slots=True)
class WorkbookScan:
    """The sheets of a workbook by the name of their part, and the sheets' names and visibility."""

    parts: dict[str, SheetScan] = field(default_factory=dict[str, SheetScan])
    named: dict[str, tuple[str, bool]] = field(default_factory=dict[str, tuple[str, bool]])
    """Sheet name → (name of its part, hidden)."""


def scan_workbook(file: str, archive: zipfile.ZipFile) -> WorkbookScan:
    """Goes once through every XML part; raises RegisterRefused for what is hostile or damaged.

    *archive* has been through ``zip_safety.check_members``, so each part unpacks to a bounded size.
    """
    names = archive.namelist()
    outline = [name for name in names if name.endswith((".rels", "workbook.xml"))]
    parts = {name: _scanned(file, archive, name) for name in outline}
    scan = WorkbookScan(named=_listed(parts))
    if not any(part.root == "workbook" for part in parts.values()):
        raise RegisterRefused([f"{file} is a zip file but not a workbook: expected an .xlsx workbook"])
    titles = {path: title for title, (path, _) in scan.named.items()}
    parts |= {name: _scanned(file, archive, name) for name in names if name not in parts and name not in titles}
    texts = sum(part.texts for part in parts.values())
    long_texts = {index for part in parts.values() for index in part.too_long}
    for path, title in titles.items():
        if path not in names:
            raise RegisterRefused(
                [f"{file} is damaged: it lists the sheet {name_shown(title)}, and its part {path[:80]} is missing"]
            )
        part = _scanned(file, archive, path, title, long_texts)
        if not part.root:
            raise part.refuse("is no sheet inside: the workbook is damaged")
        if part.scan.texts > texts:
            raise part.refuse("refers to a text that the workbook does not hold: it is damaged", part.scan.last_text)
        if part.root == "worksheet":
            scan.parts[path] = part.scan
    if long_texts:
        saying = f"holds more than {LONGEST_CELL:,} characters, which is the most a cell can hold"
        raise RegisterRefused([f"{file}: one of its texts {saying}"])
    return scan


def _listed(parts: dict[str, Part]) -> dict[str, tuple[str, bool]]:
    """The sheets that the workbook lists: the name of the part of each, and whether it is hidden."""
    named: dict[str, tuple[str, bool]] = {}
    for workbook, part in parts.items():
        folder, name = posixpath.split(workbook)
        relations = parts.get(posixpath.join(folder, "_rels", name + ".rels"))
        for title, relation, hidden in part.sheets:
            target = "" if relations is None else relations.relations.get(relation, "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            named[title] = (path, hidden)
    return named


def _scanned(
    file: str, archive: zipfile.ZipFile, name: str, title: str | None = None, long_texts: Collection[int] = ()
) -> Part:
    part = Part(file, name, title, long_texts)
    try:
        with archive.open(name) as stream:
            _parse(part, stream)
    except _DAMAGE as fault:
        raise part.refuse(f"is damaged ({fault})") from None
    return part


def _parse(part: Part, stream: IO[bytes]) -> None:
    first = stream.read(_CHUNK)
    if not first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\0<", b"\xff\xfe", b"\xfe\xff")):
        return  # pictures, printer settings: nothing a reader parses
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = part.doctype
    parser.EntityDeclHandler = part.doctype
    parser.StartElementHandler = part.start
    parser.EndElementHandler = part.end
    parser.CharacterDataHandler = part.text
    try:
        chunk = first
        while chunk:
            parser.Parse(chunk, False)
            chunk = stream.read(_CHUNK)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise part.refuse(f"is damaged ({fault})") from None
