"""Histories as text: one JSON object a line, or a list of them; ids stay as given."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from leadledger.errors import EventInvalid, EventUndeclared, RegisterRefused
from leadledger.events import Event, event_from_dict, parse_event
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.collecting import collected_later
from leadledger.importing.declarations import Declarations, all_types, as_declared, declarations
from leadledger.importing.lines import Line, Place
from leadledger.importing.plain_files import read_bytes
from leadledger.importing.quoting import file_shown
from leadledger.importing.times import localise
from leadledger.values import zone

LONGEST_LINE_BYTES = 4 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_NAIVE = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)


class Written(Protocol):
    """Entries that were read already, found by their text."""

    def event(self, text: bytes) -> Event | None:
        """The entry that *text* says; None when it was not read yet."""
        ...


def read_history(
    path: Path | str, timezone: str | None = None, *, types: EventTypes = NONE_DECLARED, written: Written | None = None
) -> list[Line]:
    """The entries of a ``.jsonl`` file (or one that holds a JSON list), each with its line, in the order of the file.

    Times without an offset are refused, unless *timezone* names the zone they are in. Entries of apps' types are read
    by the rulebooks that the history adopts, by plugins, and by *types* (``rulebook.events``). What is *written*
    elsewhere already, byte for byte, is taken from there. Raises RegisterRefused with one sentence for each faulty
    line.
    """
    path = Path(path)
    return parse_history(file_shown(path), read_bytes(path), timezone, types=types, written=written)


def parse_history(
    file: str,
    data: bytes,
    timezone: str | None = None,
    *,
    types: EventTypes = NONE_DECLARED,
    written: Written | None = None,
) -> list[Line]:
    """The entries in *data*; *file* is its name in sentences. Raises RegisterRefused."""
    begun = begin_history(file, data, timezone, written=written)
    return begun.lines(declarations(begun.known(), types))


@dataclass(frozen=True, slots=True)
class Begun:
    """A history whose entries of apps' types wait until it is known what is declared."""

    file: str
    rows: Sequence[Line | _Waiting]
    assumed: ZoneInfo | None

    def known(self) -> Iterator[Line]:
        """The entries that wait for nothing."""
        return (row for row in self.rows if isinstance(row, Line))

    @collected_later()
    def lines(self, declared: Declarations) -> list[Line]:
        """All entries, in the order of the file. Raises RegisterRefused."""
        if not any(isinstance(row, _Waiting) for row in self.rows):
            return as_declared(list(self.known()), declared.types)
        types = all_types(declared.types)
        lines: list[Line] = []
        problems: list[str] = []
        undeclared = False
        for row in self.rows:
            if isinstance(row, Line):
                lines.append(row)
                continue
            try:
                lines.append(Line(_event(row.text, self.assumed, types), row.place))
            except EventInvalid as fault:
                undeclared = undeclared or isinstance(fault, EventUndeclared)
                problems.append(f"{row.place}: {fault}")
        if problems:
            raise RegisterRefused([*(declared.unusable if undeclared else ()), *problems])
        return as_declared(lines, types)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry of an app's type, as it is written."""

    text: bytes
    place: Place


@collected_later()
def begin_history(file: str, data: bytes, timezone: str | None = None, *, written: Written | None = None) -> Begun:
    """The history in *data* with its entries of the contract's types read. Raises RegisterRefused."""
    data = data.removeprefix(_BOM)
    if not data.strip():
        raise RegisterRefused([f"{file} is empty: expected one entry a line"])
    _check_text(file, data)
    try:
        assumed = zone(timezone) if timezone else None
    except ValueError as fault:
        raise RegisterRefused([str(fault)]) from None
    pieces = _listed(file, data) if data.lstrip()[:1] == b"[" else _lines(data)
    rows: list[Line | _Waiting] = []
    problems: list[str] = []
    for number, text in pieces:
        place = Place(file, line=number)
        if len(text) > LONGEST_LINE_BYTES:
            problems.append(f"{place}: holds {len(text):,} bytes: expected an entry of at most {LONGEST_LINE_BYTES:,}")
            continue
        try:
            event = None if written is None else written.event(text)
            rows.append(Line(event or _event(text, assumed), place))
        except EventUndeclared:
            rows.append(_Waiting(text, place))
        except EventInvalid as fault:
            problems.append(f"{place}: {fault}")
    if problems:
        raise RegisterRefused(problems)
    if not rows:
        raise RegisterRefused([f"{file} holds an empty list: expected entries"])
    return Begun(file, rows, assumed)


def _check_text(file: str, data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        raise RegisterRefused(
            [f"{file}, line {line}: byte {data[fault.start]:#04x} is not UTF-8 text: expected one JSON entry a line"]
        ) from None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise RegisterRefused([f"{file}, line {line}: a zero byte is not text: expected one JSON entry a line"])


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            yield number, line.strip()


def _listed(file: str, data: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of a JSON list, each with the line it begins on, and as its own text."""
    text = data.decode("utf-8")
    decoder = json.JSONDecoder()
    space = re.compile(r"[ \t\r\n]*")
    at = _after(space, text, text.index("[") + 1)
    line, counted = 1, 0
    if text[at : at + 1] == "]":
        return
    while True:
        line, counted = line + text.count("\n", counted, at), at
        try:
            _, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as fault:
            what = fault.msg.removesuffix(" at").removesuffix(" starting")
            raise RegisterRefused(
                [f"{file}, line {fault.lineno}: not JSON ({what}): expected a list of entries"]
            ) from None
        except RecursionError:
            raise RegisterRefused([f"{file}, line {line}: nested too deep: expected a list of entries"]) from None
        except ValueError:  # of thousands of digits Python makes no number
            raise RegisterRefused([f"{file}, line {line}: a number is too long: expected a list of entries"]) from None
        yield line, text[at:end].encode("utf-8")
        at = _after(space, text, end)
        mark = text[at : at + 1]
        if mark not in {",", "]"}:
            here = line + text.count("\n", counted, at)
            raise RegisterRefused([f"{file}, line {here}: the list of entries is cut off: expected ',' or ']'"])
        at = _after(space, text, at + 1)
        if mark == "]":
            if at != len(text):
                raise RegisterRefused(
                    [f"{file}, line {text.count(chr(10), 0, at) + 1}: text after the list: expected nothing"]
                )
            return


def _after(space: re.Pattern[str], text: str, at: int) -> int:
    found = space.match(text, at)
    return found.end() if found else at


def _event(text: bytes, assumed: ZoneInfo | None, types: EventTypes | None = None) -> Event:
    try:
        return parse_event(text, types)
    except EventInvalid as fault:
        if assumed is None or isinstance(fault, EventUndeclared):
            raise
        placed = _with_offsets(text, assumed)
        if placed is None:
            raise
    return event_from_dict(placed, types)


def _with_offsets(text: bytes, assumed: ZoneInfo) -> dict[str, Any] | None:
    """The entry with every naive ``…_at`` put in the zone *assumed*; None when there is none to put."""
    try:
        pairs: list[tuple[str, Any]] = json.loads(text, object_pairs_hook=list)
        raw: dict[str, Any] = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if type(raw) is not dict or len(pairs) != len(raw):
        return None
    changed = False
    for name, value in raw.items():
        if (name.endswith("_at") or name == "next_appointment") and isinstance(value, str) and _NAIVE.fullmatch(value):
            try:
                raw[name] = localise(dt.datetime.fromisoformat(value.upper()), assumed).isoformat()
            except ValueError as fault:
                raise EventInvalid(f"field {name!r}: {value!r} stands there, {fault}", field=name) from None
            changed = True
    return raw if changed else None
