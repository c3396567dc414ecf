"""The files this process has open as ledgers, so that nobody else in it opens and closes them.

Closing any handle of a file drops all locks that the process holds on it (POSIX), also those of SQLite's connections:
another process would then take the file for unused. So a ledger's first bytes are read only while it is not open here.
"""

from __future__ import annotations

import stat
from collections import Counter
from pathlib import Path
from threading import RLock
from typing import Final

Key = tuple[int, int]
"""Device and number of a file: the same whatever the file is called."""

looking: Final = RLock()
"""Held while a file's first bytes are read, and while one is opened for the first time."""

_open: Final[Counter[Key]] = Counter()


def key_of(path: Path) -> Key:
    """Which file stands at *path* now.

    Raises:
        OSError: there is none, or it cannot be looked at.
    """
    found = path.stat()
    return found.st_dev, found.st_ino


def hold(path: Path) -> Key:
    """Note that the file is open here; to be let go as often as it is held."""
    with looking:
        key = key_of(path)
        _open[key] += 1
        return key


def let_go(key: Key) -> None:
    """Note that it is open here no longer."""
    with looking:
        _open[key] -= 1
        if not _open[key]:
            del _open[key]


def first_bytes(path: Path, count: int) -> bytes | None:
    """The first bytes of a plain file; None where it is open here as a ledger already.

    Raises:
        OSError: it cannot be read.
        ValueError: its name holds a zero byte.
        IsADirectoryError, NotPlain: it is a folder, or a pipe or device.
    """
    with looking:
        found = path.stat()
        if (found.st_dev, found.st_ino) in _open:
            return None
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise NotPlain(path)
        with path.open("rb") as file:
            return file.read(count)


class NotPlain(OSError):
    """It is a pipe, a socket or a device, and reading it might wait for ever."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is no plain file")
