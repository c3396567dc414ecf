"""Makes the example office: ``python examples/office/make.py [FOLDER]``, the same files every time.

Writes ``registers.xlsx``, one CSV file for each of its sheets, ``history.jsonl`` and ``README.md``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from making import (
    closing,
    conduct,
    csv_files,
    everyday,
    first_claims,
    helping,
    passing_on,
    presence,
    readme,
    wishes,
    workbook,
)
from making.office import Office

from leadledger.importing import import_into

SEED = 20260301
CUSTOMERS = 200
DEALS = 60


def office() -> Office:
    """The office after its three months, all books closed."""
    o = Office(SEED)
    for stories in (first_claims, wishes, helping, passing_on, conduct):
        stories.tell(o)
    everyday.live(o, CUSTOMERS, DEALS)
    everyday.complain(o)
    everyday.withdraw(o)
    everyday.complete_cards(o)
    presence.keep(o)
    closing.close(o)
    return o


def make(folder: Path) -> None:
    """Writes every file of the example office into *folder*."""
    o = office()
    workbook.write(o.books, folder / "registers.xlsx")
    csv_files.write(o.books, folder)
    history = folder / "history.jsonl"
    history.unlink(missing_ok=True)
    import_into(history, [folder / "registers.xlsx"])
    (folder / "README.md").write_text(readme.text(o, history.read_bytes().count(b"\n")), encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
