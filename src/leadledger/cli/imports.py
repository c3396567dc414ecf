"""``leadledger import``: registers into a history or a ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.ledgers import is_ledger, is_there
from leadledger.cli.moving import print_moves
from leadledger.cli.options import AsJson, Declaring, Language, Timezone
from leadledger.cli.streams import tell
from leadledger.errors import CallInvalid
from leadledger.ledger import Import, import_into
from leadledger.texts import catalogue
from leadledger.texts import commands as say

Into = Annotated[
    str,
    Parameter(
        name="--into",
        help="The history (.jsonl, .ndjson) or ledger (.db, .sqlite) to add to, made where there is none.",
    ),
]
DryRun = Annotated[
    bool, Parameter(name="--dry-run", negative=(), help="Add nothing; list the decisions it would move.")
]
MappingFile = Annotated[Path | None, Parameter(name="--mapping", help="A TOML file that says which column is what.")]
Encoding = Annotated[
    str | None,
    Parameter(name="--encoding", help="How the text of CSV files is encoded, for example gb18030; else it is told."),
]


def import_(
    *files: Annotated[Path, Parameter(help="Registers: .xlsx, .csv or .jsonl files.")],
    into: Into,
    dry_run: DryRun = False,
    mapping: MappingFile = None,
    timezone: Timezone = None,
    encoding: Encoding = None,
    rulebook: Declaring = None,
    json: AsJson = False,
    lang: Language = "en",
) -> None:
    """Add registers to a history or a ledger, all of them or nothing; importing again, or in pieces, adds nothing."""
    if not files:
        raise CallInvalid("import needs a register to read: leadledger import FILE… --into TARGET")
    new_target = not is_there(into)
    imported = import_into(into, files, mapping, timezone, encoding, dry_run=dry_run, rulebook=rulebook)
    said = catalogue(lang)
    if json:
        for one in imported.files:
            printing.line({"file": one.file, "added": one.added, "already": one.already, "notices": list(one.notices)})
    else:
        if new_target and is_there(into) and is_ledger(into):
            printing.prose(said(say.LEDGER_MADE).format(ledger=into))
        headings = [said(one) for one in (say.FILE, say.ADDED, say.ALREADY)]
        printing.table(headings, [(one.file, str(one.added), str(one.already)) for one in imported.files])
        for notice in imported.notices:
            tell(notice)
    if dry_run:
        _print_moves(imported, lang, json=json)


def _print_moves(imported: Import, lang: str, *, json: bool) -> None:
    said = catalogue(lang)
    if json:
        for move in imported.moves:
            printing.line(move.to_dict())
        return
    printing.text(said(say.DRY_RUN).format(target=imported.target))
    if count := len(imported.moves):
        printing.prose(said.plural(say.MOVES.one, say.MOVES.many, count).format(count=count))
    print_moves(imported.moves, lang, title=say.MOVED, nothing=say.MOVES_NOTHING)
