"""``leadledger verify``: whether a ledger is as it was entered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.checkpoint import kept
from leadledger.cli.keys import SignedBy, key_to_check_by, read_text
from leadledger.cli.ledgers import existing, is_there
from leadledger.cli.options import AsJson, Language
from leadledger.cli.verifying_bundles import is_bundle, verify_bundle_file
from leadledger.disputes.checkpoints import Checkpoint, is_growth, read_growth
from leadledger.disputes.signing import NOTE_BYTES_MAX, VerifierKey
from leadledger.errors import CallInvalid, CheckpointInvalid
from leadledger.ledger import Head
from leadledger.store.opening import begins_as_database
from leadledger.texts import Lang, catalogue
from leadledger.texts import commands as say
from leadledger.texts import proofs as say_of_proofs

SOUND, NOT_SOUND = 0, 1

Verifiable = Annotated[
    str,
    Parameter(
        name="LEDGER",
        help="The ledger's file, an evidence bundle, or what checkpoint --since made to show how a ledger grew.",
    ),
]
KeptHead = Annotated[
    str | None,
    Parameter(
        name="--head",
        help="A head kept earlier, SIZE:ROOT as this command prints it: the ledger must begin with those entries.",
    ),
]
KeptCheckpoint = Annotated[
    str | None,
    Parameter(name="--checkpoint", help="A signed checkpoint kept earlier: the ledger must begin with those entries."),
]
Explain = Annotated[
    bool,
    Parameter(name="--explain", negative=(), help="Of an evidence bundle that holds: print its explanation too."),
]
_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-fA-F]{64})")


def verify(
    ledger: Verifiable,
    /,
    *,
    head: KeptHead = None,
    checkpoint: KeptCheckpoint = None,
    signed_by: SignedBy = None,
    explain: Explain = False,
    json: AsJson = False,
    lang: Language = "en",
) -> int:
    """Recompute everything in a ledger, and say whether it is as it was entered: exit 0 where it is, 1 where not.

    An evidence bundle is decided again from its entries, and held against its head, without the ledger.

    The head is the number of entries and the root of the tree over all of them: kept elsewhere and given with
    --head later, it shows that none of them was changed, also where the file was written anew. A signed checkpoint,
    given with --checkpoint and --signed-by, shows the same, and that the office itself had said so.
    """
    against = None if head is None else _head(head)
    if is_bundle(ledger):
        return verify_bundle_file(ledger, against, checkpoint, signed_by, explain=explain, json=json, lang=lang)
    if explain:
        raise CallInvalid(
            f"--explain is for an evidence bundle, and {ledger} is none: leadledger explain asks a ledger"
        )
    if checkpoint is None and signed_by is None:
        return _ledger(ledger, against, None, json=json, lang=lang)
    if checkpoint is None or signed_by is None:
        raise CallInvalid("--checkpoint and --signed-by need each other: the checkpoint, and the key to check it by")
    if against is not None:
        raise CallInvalid("--head and --checkpoint: expected one of them at a time")
    key = key_to_check_by(signed_by)
    older = kept(checkpoint, key, "--checkpoint")
    if _shows_growth(ledger):
        return _growth(ledger, older, key, json=json, lang=lang)
    return _ledger(ledger, older.head, older, json=json, lang=lang)


def _ledger(ledger: str, kept: Head | None, checkpoint: Checkpoint | None, *, json: bool, lang: Lang) -> int:
    with existing(ledger) as there:
        found = there.verify(kept)
    if json:
        bad = None if found.first_bad is None else dict(zip(("position", "why"), found.first_bad, strict=True))
        printing.line({"ok": found.ok, "events": found.events, "head": found.head, "first_bad": bad})
        return SOUND if found.ok else NOT_SOUND
    said = catalogue(lang)
    if found.first_bad is None:
        printing.prose(said(say.VERIFIED).format(ledger=ledger, events=found.events))
        if checkpoint is not None:
            text = said(say_of_proofs.CHECKPOINT_KEPT)
            printing.prose(text.format(size=checkpoint.size, name=checkpoint.origin))
        elif kept is not None:
            printing.prose(said(say.HEAD_KEPT).format(size=kept.size))
        printing.text(said(say.HEAD).format(head=shown(Head(found.events, found.head))))
        return SOUND
    position, why = found.first_bad
    place = said(say.BAD_LEDGER if position is None else say.BAD_ENTRY).format(ledger=ledger, position=position)
    printing.prose(place)
    printing.prose(said(say.BAD_WHY).format(why=why))
    printing.prose(said(say.SOUND_BEFORE).format(events=found.events))
    return NOT_SOUND


def _shows_growth(file: str) -> bool:
    """Whether a file is one that shows how a ledger grew, by what is in it."""
    if not is_there(file) or not Path(file).is_file() or begins_as_database(Path(file)):
        return False
    return is_growth(read_text(file, "", longest=NOTE_BYTES_MAX))


def _growth(file: str, older: Checkpoint, key: VerifierKey, *, json: bool, lang: Lang) -> int:
    """What a file shows of how a ledger grew, to who has an older checkpoint and not the ledger."""
    said = catalogue(lang)
    try:
        newer = read_growth(read_text(file, "", longest=NOTE_BYTES_MAX), older, key)
    except CheckpointInvalid as fault:
        if json:
            printing.line({"ok": False, "events": None, "head": None, "why": str(fault)})
            return NOT_SOUND
        printing.prose(said(say_of_proofs.GREW_NOT).format(file=file))
        printing.prose(said(say.BAD_WHY).format(why=fault))
        return NOT_SOUND
    if json:
        printing.line({"ok": True, "events": newer.size, "head": newer.root.hex(), "why": None})
        return SOUND
    text = said(say_of_proofs.GREW)
    printing.prose(text.format(file=file, events=newer.size, size=older.size, name=newer.origin))
    printing.text(said(say.HEAD).format(head=shown(newer.head)))
    return SOUND


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
