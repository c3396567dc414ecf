"""Importing: registers into a history or a ledger, whichever the target is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from leadledger import importing
from leadledger.dossier import History
from leadledger.errors import RegisterRefused
from leadledger.events.declared import NONE_DECLARED
from leadledger.importing import Imported, Mapping
from leadledger.importing.plain_files import plain_file
from leadledger.importing.quoting import file_shown
from leadledger.importing.target import is_address, is_history
from leadledger.ledger.ledger import Ledger, open  # noqa: A004  # as files are opened
from leadledger.ledger.moves import Move, closed_in_either, moves
from leadledger.ledger.office import Office
from leadledger.ledger.registers import Import
from leadledger.rulebook.library import load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.opening import MEMORY, begins_as_database

LEDGER_SUFFIXES = frozenset({".db", ".ledger", ".sqlite", ".sqlite3"})
"""How the file of a new ledger may be called."""

_EXPECTED = "expected a history named .jsonl or .ndjson, or a ledger named .db"


def import_into(
    target: Path | str,
    files: Path | str | Iterable[Path | str],
    mapping: Mapping | Path | str | None = None,
    timezone: str | None = None,
    encoding: str | None = None,
    *,
    dry_run: bool = False,
    rulebook: Rulebook | str | None = None,
) -> Import:
    """Import register *files* into the history or the ledger *target*, all of them or nothing.

    A history is a file named ``.jsonl`` or ``.ndjson``; a ledger is one that begins as SQLite's do, or a new one named
    ``.db``, ``.ledger``, ``.sqlite`` or ``.sqlite3``. Where there is none, it is made when there is something to add,
    and it appears with all entries in it. Entries that are there already add nothing. *rulebook* declares event types
    beside those that the target or one of the files adopts.

    A dry run changes nothing and lists the decisions that the import would move; what that costs is said at
    :meth:`Ledger.import_files`, and of a history every closed deal is decided twice.

    Raises:
        RegisterRefused: the target is none of these, or a file cannot be imported; all faults of all files.
        MappingInvalid: the mapping cannot be used.
        HistoryContradiction: entries cannot be true beside those of the target, or beside each other.
        LedgerRefused: the ledger cannot be opened or written.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     register = Path(folder, "来电登记.csv")
    ...     _ = register.write_text("日期,时间,客户编号,置业顾问\\n2026-03-05,10:05,c1,zhang\\n", encoding="utf-8")
    ...     first, again = (import_into(Path(folder, "office.db"), [register]) for _ in range(2))
    >>> first.added, again.added, again.already
    (1, 0, 1)
    """
    path = Path(target)
    book = load_rulebook(rulebook) if isinstance(rulebook, str) else rulebook
    types = NONE_DECLARED if book is None else book.events
    files = [files] if isinstance(files, Path | str) else list(files)
    if is_address(path):
        raise RegisterRefused([f"{target} is the address of a server, and servers are not served yet: {_EXPECTED}"])

    def into(ledger: Ledger) -> Import:
        return ledger.import_files(files, mapping, timezone, encoding, dry_run=dry_run, rulebook=book)

    there = plain_file(path)
    if is_history(path) and not begins_as_database(path):
        done = importing.import_into(path, files, mapping, timezone, encoding, dry_run=dry_run, types=types)
        return Import(done.files, str(path), dry_run, tuple(_moved(done)) if dry_run else ())
    if there is None and path.suffix.lower() in LEDGER_SUFFIXES:
        return _into_new(path, into)
    if there is None or not (path.suffix.lower() in LEDGER_SUFFIXES or begins_as_database(path)):
        raise RegisterRefused([f"{file_shown(path)} cannot be imported into: {_EXPECTED}"])
    with open(path) as ledger:
        return into(ledger)


def _into_new(path: Path, into: Callable[[Ledger], Import]) -> Import:
    """Into a ledger in memory, which then gets its name: there is one with all entries in it, or none at all."""
    path_to = path.resolve() if path.is_symlink() else path
    if not path_to.parent.is_dir():
        raise RegisterRefused([f"{file_shown(path)}: there is no folder {file_shown(path_to.parent)}"])
    with open(MEMORY) as ledger:
        done = into(ledger)
        if done.added and not done.dry_run:
            ledger.backup(path_to)
    return replace(done, target=str(path))


def _moved(done: Imported) -> list[Move]:
    """The decisions that an import into a history would move, in closing order."""
    added = {id(line) for line in done.added_lines}
    before = Office(History.of(line for line in done.history if id(line) not in added))
    after = Office(History.of(done.history))
    return moves(before, after, closed_in_either(before, after))
