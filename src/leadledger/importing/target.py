"""The history that is imported into: its lines as they stand, and how it is replaced in one step."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leadledger.errors import RegisterRefused
from leadledger.events import Event, to_json
from leadledger.events.declared import NONE_DECLARED, EventTypes
from leadledger.importing.history import parse_history
from leadledger.importing.lines import Line
from leadledger.importing.plain_files import plain_file, read_bytes
from leadledger.importing.quoting import file_shown

if sys.platform != "win32":
    import fcntl


_TARGET_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_WITH_ID = re.compile(rb'(\{"type":"[\w.]+",(?:"version":\d+,)?)"id":"[^"]*",')


def is_address(target: Path) -> bool:
    """Whether it is the address of a server, not the name of a file."""
    return _ADDRESS.match(str(target)) is not None


def is_history(target: Path) -> bool:
    """Whether it is a history, by its name."""
    return target.suffix.lower() in _TARGET_SUFFIXES and not is_address(target)


@contextmanager
def held(target: Path) -> Generator[None]:
    """Keeps other imports out of the folder of *target* meanwhile, where the system has locks on folders."""
    if sys.platform == "win32":
        yield
        return
    try:
        folder = os.open(target.resolve().parent, os.O_RDONLY)
    except OSError as fault:
        raise RegisterRefused([_cannot_be_written(target, fault)]) from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


class AsWritten:
    """Entries found by the bytes of their lines, or by these bytes without the id: what need not be read again."""

    def __init__(self, lines: Sequence[Line], raw: Sequence[bytes]) -> None:
        self._whole: dict[bytes, Event] = {}
        self._nameless: dict[bytes, Event] = {}
        for line, written_line in zip(lines, raw, strict=True):
            text = written_line.strip()
            self._whole[text] = line.event
            found = _WITH_ID.match(text)
            if found is not None:
                self._nameless[found[1] + text[found.end() :]] = line.event

    def event(self, text: bytes) -> Event | None:
        """The entry that *text* says, with an id if *text* has one; None when no line is written so."""
        found = self._whole.get(text)
        if found is None:
            found = self._nameless.get(text)
            return None if found is None else found.model_copy(update={"id": None})
        return found


@dataclass(frozen=True, slots=True)
class Target:
    """The target as it stands: what is in the file, and its lines with their bytes, one for one."""

    data: bytes
    lines: Sequence[Line]
    raw: Sequence[bytes]

    def as_written(self) -> AsWritten:
        """Its entries, found by their bytes."""
        return AsWritten(self.lines, self.raw)


def read_target(target: Path, before: Target | None = None, types: EventTypes = NONE_DECLARED) -> Target:
    """The target as it stands, empty where there is no file; *before*, read earlier, if nothing changed since.

    *types* are the event types that are declared besides those of the rulebooks it adopts.

    Raises RegisterRefused for a target that is no history, by its name or by what it is.
    """
    name = file_shown(target)
    found = plain_file(target)
    if not is_history(target):
        raise RegisterRefused([f"{name} is no history to add to: expected one named .jsonl or .ndjson"])
    if found is None:
        folder = target.resolve().parent
        if not folder.is_dir():
            raise RegisterRefused([f"{name}: there is no folder {file_shown(folder)}"])
        return Target(b"", [], [])
    data = read_bytes(target)
    if before is not None and data == before.data:
        return before
    if not data.strip():
        return Target(data, [], [])
    lines = parse_history(name, data, types=types)
    text = data.removeprefix(b"\xef\xbb\xbf")
    if text.lstrip()[:1] == b"[":
        raise RegisterRefused([f"{name} holds a JSON list: expected one entry a line to import into"])
    raw = text.split(b"\n")
    return Target(data, lines, [raw[(line.place.line or 1) - 1] for line in lines])


def _cannot_be_written(target: Path, fault: OSError) -> str:
    return f"{file_shown(target)} cannot be written: {fault.strerror}"


def to_line(line: Line) -> bytes:
    """A new line as it is written."""
    return to_json(line.event).encode("utf-8")


def replace(target: Path, lines: Sequence[bytes]) -> None:
    """Writes *lines* to *target*, or to the file it is a link to, in one step.

    A reader sees the old file or the new one, also after a crash. Raises RegisterRefused, also for what has become
    no plain file since it was read.
    """
    found = plain_file(target)
    mode = None if found is None else found.st_mode & 0o7777
    target = target.resolve()
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as fault:
        raise RegisterRefused([_cannot_be_written(target, fault)]) from None
    try:
        with os.fdopen(descriptor, "wb") as part:
            for line in lines:
                part.write(line + b"\n")
            part.flush()
            os.fsync(part.fileno())
        part_file = Path(name)
        part_file.chmod(mode if mode is not None else 0o666 & ~_umask())
        part_file.replace(target)
    except BaseException as fault:
        Path(name).unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise RegisterRefused([_cannot_be_written(target, fault)]) from None
        raise
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
