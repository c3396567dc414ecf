"""``leadledger verify``: whether a ledger is as it was entered."""

from __future__ import annotations

from leadledger.cli import printing
from leadledger.cli.ledgers import existing
from leadledger.cli.options import AsJson, Language, LedgerFile
from leadledger.texts import catalogue
from leadledger.texts import commands as say

SOUND, NOT_SOUND = 0, 1


def verify(ledger: LedgerFile, /, *, json: AsJson = False, lang: Language = "en") -> int:
    """Recompute everything in a ledger, and say whether it is as it was entered: exit 0 where it is, 1 where not.

    The head is the root of the tree over all entries: kept elsewhere, it shows later that none of them was changed.
    """
    with existing(ledger) as there:
        found = there.verify()
    if json:
        bad = None if found.first_bad is None else dict(zip(("position", "why"), found.first_bad, strict=True))
        printing.line({"ok": found.ok, "events": found.events, "head": found.head, "first_bad": bad})
        return SOUND if found.ok else NOT_SOUND
    said = catalogue(lang)
    if found.first_bad is None:
        printing.prose(said(say.VERIFIED).format(ledger=ledger, events=found.events))
        printing.text(said(say.HEAD).format(head=found.head))
        return SOUND
    position, why = found.first_bad
    place = said(say.BAD_LEDGER if position is None else say.BAD_ENTRY).format(ledger=ledger, position=position)
    printing.prose(place)
    printing.prose(said(say.BAD_WHY).format(why=why))
    printing.prose(said(say.SOUND_BEFORE).format(events=found.events))
    return NOT_SOUND
