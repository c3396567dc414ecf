"""Ledgers on the command line: told from other files by what is in them, and never made by reading."""

from __future__ import annotations

import os
from pathlib import Path

from leadledger.errors import CallInvalid, LedgerRefused
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from leadledger.ledger.importing import LEDGER_SUFFIXES
from leadledger.store.opening import MEMORY, begins_as_database

# How long another process may be writing: nobody who looks on at a terminal waits a minute.
PATIENCE_SECONDS = 10.0
_OF_OTHERS = frozenset({".csv", ".json", ".jsonl", ".ndjson", ".xlsx"})


def is_ledger(file: str) -> bool:
    """Whether a file is to be opened as a ledger: one that begins as SQLite's do, whatever it is called.

    Raises:
        CallInvalid: it is the address of a database, or is not there and is called as a ledger is.
    """
    refuse_address(file)
    path = Path(file)
    try:
        if path.is_file():
            return begins_as_database(path)
        missing = path.suffix.lower() in LEDGER_SUFFIXES and not path.exists()
    except (OSError, ValueError):  # who reads it as a history says what is wrong with it
        return False
    if missing:
        raise no_such_ledger(file)
    return False


def existing(file: str) -> Ledger:
    """The ledger in a file that is there.

    Raises:
        CallInvalid: it is the address of a database, or not there.
        LedgerRefused: it is no ledger, or cannot be opened.
    """
    refuse_address(file)
    if not is_there(file):
        raise no_such_ledger(file)
    try:
        return open_ledger(file, create=False, patience_seconds=PATIENCE_SECONDS)
    except LedgerRefused as refusal:
        raise _because_of_its_folder(file) or refusal from None


def existing_or_new(file: str) -> Ledger:
    """The ledger in a file, which is made where there is none.

    Raises:
        CallInvalid: it is no file, or a new one named as other files are.
        LedgerRefused: it is no ledger, or cannot be opened.
    """
    refuse_address(file)
    if file == MEMORY:
        raise CallInvalid(f"{MEMORY} is gone when the command ends: expected a file")
    if Path(file).suffix.lower() in _OF_OTHERS and not is_there(file):
        raise CallInvalid(f"{file} is named as a history or a register is: expected a new ledger to be named .db")
    return open_ledger(file, patience_seconds=PATIENCE_SECONDS)


def _because_of_its_folder(file: str) -> LedgerRefused | None:
    """What is said where nothing may be written beside a ledger that nobody else has open."""
    path = Path(file)
    if os.access(path.parent, os.W_OK) or not os.access(path, os.R_OK) or not is_ledger(file):
        return None
    return LedgerRefused(
        f"{file} cannot be opened in a folder that may not be written to, unless somebody else has it open: "
        "copy it to another folder, or ask a backup of it"
    )


def is_there(file: str) -> bool:
    """Whether there is anything of that name."""
    try:
        return Path(file).exists()
    except (OSError, ValueError):
        return False


def refuse_address(file: str) -> None:
    """Raises CallInvalid for the address of a database server."""
    if "://" in file:
        raise CallInvalid(f"{file} is the address of a database: expected a file, servers are not served yet")


def no_such_ledger(file: str) -> CallInvalid:
    """What is said where a ledger is not there."""
    return CallInvalid(f"{file}: there is no such ledger")
