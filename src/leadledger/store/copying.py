"""A whole copy of a ledger beside the one that is being written."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from leadledger.errors import LedgerRefused
from leadledger.store.failures import Refusals


def copy(source: sqlite3.Connection, target: Path, *, name: str) -> None:
    """Write what *source* sees now to the new file *target*; *target* appears whole and durable, or not at all.

    Refusals call it by *name*, as its user does.
    """
    _refuse_leftovers(target, name)
    if not target.parent.is_dir():
        raise LedgerRefused(f"{name} cannot be written: there is no folder {Path(name).parent}")
    draft = target.with_name(f".{os.getpid()}.{hash(target) & 0xFFFFFFFF:x}.draft")
    try:
        _fill(source, draft, name)
        _publish(draft, target, name)
    except OSError as error:
        raise LedgerRefused(f"{name} cannot be written: {error.strerror}") from None
    finally:
        draft.unlink(missing_ok=True)


def _refuse_leftovers(target: Path, name: str) -> None:
    """Refuse a name that is taken, or that SQLite would find another ledger's log beside."""
    try:
        if target.exists():
            raise _exists(name)
        for ending in ("-wal", "-shm", "-journal"):
            if target.with_name(target.name + ending).exists():
                raise LedgerRefused(
                    f"{name}{ending} is left over from another ledger of that name, and would be read into the new "
                    "one: move it away first"
                )
    except OSError as error:
        raise LedgerRefused(f"{name} cannot be written: {error.strerror}") from None
    except ValueError:
        raise LedgerRefused(f"{name!r} is no name of a file: expected one without zero bytes") from None


def _publish(draft: Path, target: Path, name: str) -> None:
    """Give the draft its name, without ever replacing a file."""
    try:
        os.link(draft, target)
    except FileExistsError:
        raise _exists(name) from None
    except OSError:  # a disk that knows no links
        if target.exists():
            raise _exists(name) from None
        draft.rename(target)
    try:
        _sync_folder(target.parent)
    except OSError:
        target.unlink(missing_ok=True)
        raise


def _fill(source: sqlite3.Connection, draft: Path, name: str) -> None:
    draft.unlink(missing_ok=True)
    with Refusals(name):
        copied = sqlite3.connect(draft, isolation_level=None)
        try:
            source.backup(copied)
            # One file that can be moved and opened without a log beside it.
            copied.execute("PRAGMA journal_mode = DELETE").fetchone()
        finally:
            copied.close()
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exists(name: str) -> LedgerRefused:
    return LedgerRefused(f"{name} exists already: a backup is written to a new file")
