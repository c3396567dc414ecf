"""``leadledger record``: one live entry into a ledger."""

from __future__ import annotations

import sys
from typing import Annotated
from uuid import UUID

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import zone_of
from leadledger.cli.ledgers import existing_or_new, is_there
from leadledger.cli.moving import print_moves
from leadledger.cli.options import AsJson, Declaring, Language, Timezone
from leadledger.errors import CallInvalid
from leadledger.events import EntryStruck, Event
from leadledger.importing.declarations import Declarations
from leadledger.importing.history import LONGEST_LINE_BYTES, Begun, begin_history
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from leadledger.ledger.changes import Change
from leadledger.ledger.rounds import LedgerFacts
from leadledger.rulebook.library import load_rulebook
from leadledger.rulebook.rulebook import Rulebook
from leadledger.store.records import Item
from leadledger.store.tags import tag
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.texts.formats import instant

NewOrOld = Annotated[str, Parameter(name="LEDGER", help="The ledger's file, made where there is none.")]
EventJson = Annotated[
    str,
    Parameter(
        name="EVENT-JSON",
        allow_leading_hyphen=True,
        help="The entry as one JSON object; - reads it from standard input.",
    ),
]
_INPUT = "-"


def record(
    ledger: NewOrOld,
    event: EventJson,
    /,
    *,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
    rulebook: Declaring = None,
) -> None:
    """Record one live entry, and say which decisions it moved; it is on the disk when that is printed.

    The ledger sets the register time. An entry that is there already, by its id or without one by its content, is not
    entered again. What would contradict the ledger is refused.
    """
    book = None if rulebook is None else load_rulebook(rulebook)
    begun = begun_of(event, timezone)
    new_ledger = not is_there(ledger)
    if new_ledger:
        with open_ledger(":memory:") as trial:  # refused before anything is made
            trial.record(event_of(begun, trial, book), rulebook=book)
    with existing_or_new(ledger) as there:
        entry = event_of(begun, there, book)
        (receipt,) = there.record(entry, rulebook=book)
        change = next(there.subscribe(after=receipt.position - 1, follow=False, rulebook=book))
        struck_by = _struck_by(there, change.id)
        if json:
            printing.line(
                {
                    "position": change.position,
                    "id": str(change.id),
                    "recorded_at": change.recorded_at.isoformat(),
                    "new": receipt.new,
                    "struck": struck_by is not None,
                    "moved": [move.to_dict() for move in change.moved] if receipt.new else [],
                }
            )
            return
        said = catalogue(lang)
        if new_ledger:
            printing.prose(said(say.LEDGER_MADE).format(ledger=ledger))
        told = instant(said, change.recorded_at, zone_of(None, there.office().source))
    _print(ledger, change, told, lang, new=receipt.new, struck_by=struck_by)


def begun_of(text: str, timezone: str | None) -> Begun:
    """The one entry that the JSON says, read as far as can be without a ledger; ``-`` is standard input.

    Raises:
        RegisterRefused: it is no event; the sentence names the field and what was expected.
        CallInvalid: there is nothing to read, or more than one.
    """
    place, data = (
        ("standard input", _from_standard_input())
        if text == _INPUT
        else ("EVENT-JSON", text.encode(errors="surrogateescape"))
    )
    if not data.strip():
        raise CallInvalid(f"{place} is empty: expected one entry, a JSON object")
    # One line, as in a history: in JSON a line may be broken only where a space may stand.
    begun = begin_history(place, data.replace(b"\r", b" ").replace(b"\n", b" "), timezone)
    if len(begun.rows) > 1:
        raise CallInvalid(f"{place} holds {len(begun.rows)} entries: expected one (leadledger import takes many)")
    return begun


def event_of(begun: Begun, ledger: Ledger, rulebook: Rulebook | None) -> Event:
    """The event, of an app's type as that is declared in the ledger or by the rulebook.

    Raises:
        RegisterRefused: it is no such event, or nothing declares its type.
    """
    return begun.lines(Declarations(ledger.event_types(rulebook=rulebook)))[0].event


def _from_standard_input() -> bytes:
    if sys.stdin is None:
        raise CallInvalid("standard input is closed: expected one entry there")
    data: bytes = sys.stdin.buffer.read(LONGEST_LINE_BYTES + 1)
    return data


def _struck_by(ledger: Ledger, entry: UUID) -> str | None:
    """The number of the entry that strikes one; also one that was struck before it was entered."""
    source = ledger.office().source
    assert isinstance(source, LedgerFacts)  # a ledger's source
    for fact in source.matching([Item((EntryStruck.__name__,), (tag("entry", str(entry)),))]):
        if isinstance(fact.event, EntryStruck) and fact.event.entry == entry:  # not one that strikes the striking
            return (fact.place or "").rpartition(" ")[2]
    return None


def _print(ledger: str, change: Change, told: str, lang: str, *, new: bool, struck_by: str | None) -> None:
    said = catalogue(lang)
    message = say.RECORDED if new else say.THERE_ALREADY
    printing.prose(said(message).format(position=change.position, ledger=ledger, at=told, id=change.id))
    if struck_by is not None:
        printing.prose(said(say.STRUCK).format(by=struck_by))
    if new:
        print_moves(change.moved, lang, title=say.MOVED_NOW, nothing=say.MOVED_NOTHING)
