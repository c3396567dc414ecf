"""``leadledger verify``: whether a ledger is as it was entered."""

from __future__ import annotations

import re
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.ledgers import existing
from leadledger.cli.options import AsJson, Language, LedgerFile
from leadledger.errors import CallInvalid
from leadledger.ledger import Head
from leadledger.texts import catalogue
from leadledger.texts import commands as say

SOUND, NOT_SOUND = 0, 1

KeptHead = Annotated[
    str | None,
    Parameter(
        name="--head",
        help="A head kept earlier, SIZE:ROOT as this command prints it: the ledger must begin with those entries.",
    ),
]
_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-fA-F]{64})")


def verify(ledger: LedgerFile, /, *, head: KeptHead = None, json: AsJson = False, lang: Language = "en") -> int:
    """Recompute everything in a ledger, and say whether it is as it was entered: exit 0 where it is, 1 where not.

    The head is the number of entries and the root of the tree over all of them: kept elsewhere and given with
    --head later, it shows that none of them was changed, also where the file was written anew.
    """
    kept = None if head is None else _head(head)
    with existing(ledger) as there:
        found = there.verify(kept)
    if json:
        bad = None if found.first_bad is None else dict(zip(("position", "why"), found.first_bad, strict=True))
        printing.line({"ok": found.ok, "events": found.events, "head": found.head, "first_bad": bad})
        return SOUND if found.ok else NOT_SOUND
    said = catalogue(lang)
    if found.first_bad is None:
        printing.prose(said(say.VERIFIED).format(ledger=ledger, events=found.events))
        if kept is not None:
            printing.prose(said(say.HEAD_KEPT).format(size=kept.size))
        printing.text(said(say.HEAD).format(head=shown(Head(found.events, found.head))))
        return SOUND
    position, why = found.first_bad
    place = said(say.BAD_LEDGER if position is None else say.BAD_ENTRY).format(ledger=ledger, position=position)
    printing.prose(place)
    printing.prose(said(say.BAD_WHY).format(why=why))
    printing.prose(said(say.SOUND_BEFORE).format(events=found.events))
    return NOT_SOUND


def shown(head: Head) -> str:
    """A head as it is printed to be kept, and given back with ``--head``.

    >>> shown(Head(8, "0f" * 32))[:12]
    '8:0f0f0f0f0f'
    """
    return f"{head.size}:{head.root}"


def _head(text: str) -> Head:
    found = _HEAD.fullmatch(text.strip())
    if found is None:
        raise CallInvalid(
            f"--head {text}: expected SIZE:ROOT as verify prints it, a number of entries and 64 hexadecimal digits"
        )
    return Head(int(found[1]), found[2].lower())
