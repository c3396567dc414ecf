"""``leadledger backup``: a whole copy of a ledger."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.ledgers import existing
from leadledger.cli.options import AsJson, Language, LedgerFile
from leadledger.cli.verify import shown
from leadledger.texts import catalogue
from leadledger.texts import commands as say

CopyFile = Annotated[str, Parameter(name="FILE", help="The file to write; it must not be there yet.")]


def backup(ledger: LedgerFile, file: CopyFile, /, *, json: AsJson = False, lang: Language = "en") -> None:
    """Copy a ledger whole to a new file, also while others write to it, and say which entries the copy holds.

    It copies what is there, sound or not: leadledger verify tells which.
    """
    with existing(ledger) as there:
        head = there.backup(file)
    if json:
        printing.line({"file": file, "events": head.size, "head": head.root})
        return
    said = catalogue(lang)
    printing.prose(said(say.COPIED).format(file=file, events=head.size, ledger=ledger))
    printing.text(said(say.HEAD).format(head=shown(head)))
