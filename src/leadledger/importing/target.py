"""The history that is imported into: its lines as they stand, and how it is replaced in one step."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leadledger.errors import RegisterRefused
from leadledger.events import to_json
from leadledger.importing.history import parse_history, read_bytes
from leadledger.importing.lines import Line

if sys.platform != "win32":
    import fcntl


@contextmanager
def held(target: Path) -> Generator[None]:
    """Keeps other imports out of the folder of *target* meanwhile, where the system has locks on folders."""
    if sys.platform == "win32":
        yield
        return
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@dataclass(frozen=True, slots=True)
class Target:
    """The target as it stands: what is in the file, and its lines with their bytes, one for one."""

    data: bytes
    lines: Sequence[Line]
    raw: Sequence[bytes]


def read_target(target: Path, before: Target | None = None) -> Target:
    """The target as it stands, empty where there is no file; *before*, read earlier, if nothing changed since."""
    if not target.exists():
        if not target.parent.is_dir():
            raise RegisterRefused([f"{target}: there is no folder {target.parent}"])
        return Target(b"", [], [])
    data = read_bytes(target)
    if before is not None and data == before.data:
        return before
    if not data.strip():
        return Target(data, [], [])
    lines = parse_history(str(target), data)
    text = data.removeprefix(b"\xef\xbb\xbf")
    if text.lstrip()[:1] == b"[":
        raise RegisterRefused([f"{target} holds a JSON list: expected one entry a line to import into"])
    raw = text.split(b"\n")
    return Target(data, lines, [raw[(line.place.line or 1) - 1] for line in lines])


def written(line: Line) -> bytes:
    """A new line as it is written."""
    return to_json(line.event).encode("utf-8")


def replace(target: Path, lines: Sequence[bytes]) -> None:
    """Writes *lines* to *target* in one step: a reader sees the old file or the new one, also after a crash."""
    target = target.resolve()
    mode = target.stat().st_mode & 0o7777 if target.exists() else None
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as fault:
        raise RegisterRefused([f"{target} cannot be written: {fault.strerror}"]) from None
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
            raise RegisterRefused([f"{target} cannot be written: {fault.strerror}"]) from None
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
