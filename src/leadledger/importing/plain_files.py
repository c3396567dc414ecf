"""Files as they are before anything is read: there or not, plain or a device, and not too large."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

from leadledger.errors import RegisterRefused
from leadledger.importing.quoting import file_shown
from leadledger.importing.zip_safety import MOST_BYTES

HISTORY_SUFFIXES = frozenset({".jsonl", ".ndjson", ".json"})

_KINDS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def plain_file(path: Path) -> os.stat_result | None:
    """What the system says of the file, links followed; None when there is none.

    Raises RegisterRefused for what is no plain file: nothing of it is read, nothing can hang or never end.
    """
    name = file_shown(path)
    if path == Path():
        raise RegisterRefused(["an empty name, or '.', is no file: expected the name of one"])
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise RegisterRefused([f"{name} is a link that leads back to itself: expected a file"]) from None
        raise RegisterRefused([f"{name} cannot be read: {fault.strerror}"]) from None
    except ValueError as fault:
        raise RegisterRefused([f"{name} cannot be read: {fault}"]) from None
    if not stat.S_ISREG(found.st_mode):
        kind = next((kind for is_one, kind in _KINDS if is_one(found.st_mode)), "no plain file")
        raise RegisterRefused([f"{name} is {kind}: expected a file"])
    return found


def read_bytes(path: Path) -> bytes:
    """What is in the file; raises RegisterRefused when it is not there, no plain file, too large or unreadable."""
    found = plain_file(path)
    name = file_shown(path)
    if found is None:
        raise RegisterRefused([f"{name}: there is no such file"])
    if found.st_size > MOST_BYTES and path.suffix.lower() not in HISTORY_SUFFIXES:
        raise RegisterRefused([f"{name} is larger than {MOST_BYTES // 1024 // 1024} MB: expected a smaller register"])
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise RegisterRefused([f"{name}: there is no such file"]) from None
    except OSError as fault:
        raise RegisterRefused([f"{name} cannot be read: {fault.strerror}"]) from None
