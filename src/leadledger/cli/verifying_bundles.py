"""``leadledger verify`` of an evidence bundle: everything in it decided and checked again, offline."""

from __future__ import annotations

from pathlib import Path

from leadledger.cli import printing
from leadledger.cli.checkpoint import kept
from leadledger.cli.keys import key_to_check_by
from leadledger.disputes.bundles import CheckedBundle, verify_bundle
from leadledger.disputes.bundles.model import FORMAT
from leadledger.disputes.bundles.reading import read_file
from leadledger.disputes.checkpoints import is_growth
from leadledger.disputes.signing import VerifierKey
from leadledger.errors import BundleRefused, CallInvalid
from leadledger.ledger import Head
from leadledger.ledger.importing import LEDGER_SUFFIXES
from leadledger.store.opening import begins_as_database
from leadledger.texts import Lang, catalogue
from leadledger.texts import bundles as say
from leadledger.texts import commands as told

HOLDS, HOLDS_NOT = 0, 1
_BEGINNING = 16


def is_bundle(file: str) -> bool:
    """Whether a file is to be read as a bundle: it is there, and begins as neither a ledger nor what shows its growth.

    A file that is called as ledgers are is one, or a damaged one.
    """
    path = Path(file)
    try:
        if not path.is_file() or path.suffix.lower() in LEDGER_SUFFIXES or begins_as_database(path):
            return False
        with path.open("rb") as stream:
            return not is_growth(stream.read(_BEGINNING).decode("ascii", "replace"))
    except (OSError, ValueError):
        return False


def verify_bundle_file(
    file: str,
    head: Head | None,
    checkpoint: str | None,
    signed_by: str | None,
    *,
    explain: bool,
    json: bool,
    lang: Lang,
) -> int:
    """Check the bundle in a file and say what was found: 0 where it holds, 1 where not.

    *head* was kept elsewhere, or a *checkpoint* was; with *signed_by* alone it is the bundle's own checkpoint that has
    to be signed by that key. With *explain* the explanation that was checked is printed too, where the bundle holds.

    Raises:
        BundleRefused: it is no bundle.
        CallInvalid: the options do not go together.
    """
    if checkpoint is not None and (signed_by is None or head is not None):
        raise CallInvalid("--checkpoint needs --signed-by, the key to check it by, and no --head")
    key = None if signed_by is None else key_to_check_by(signed_by)
    own = key
    if checkpoint is not None and key is not None:
        head, own = kept(checkpoint, key, "--checkpoint").head, None
    data = read_file(file)
    try:
        checked = verify_bundle(data, head=head, signed_by=own, name=file)
    except BundleRefused as refusal:
        if FORMAT.encode() in data:
            raise
        raise BundleRefused(f"{file} is not a ledger, and {str(refusal).removeprefix(file).lstrip()}") from None
    told_why = checked.explanation.get("en" if lang == "en" else "zh")
    if json:
        printing.line({**_as_object(checked), **({"explanation": told_why} if explain else {})})
        return HOLDS if checked.ok else HOLDS_NOT
    _say(checked, file, lang, of_kept=head is not None, signed_by=key)
    if explain and told_why is not None:
        printing.text("")
        printing.text(told_why.rstrip("\n"))
    return HOLDS if checked.ok else HOLDS_NOT


def _as_object(checked: CheckedBundle) -> dict[str, object]:
    flaw = checked.flaw
    return {
        "ok": checked.ok,
        "events": checked.events,
        "head": checked.head.root,
        "first_bad": None if flaw is None else {"position": flaw.position, "what": flaw.what, "why": flaw.why},
        "deal": checked.deal,
        "size": checked.head.size,
        "redacted": list(checked.redacted),
        "remarks": list(checked.remarks),
    }


def _say(checked: CheckedBundle, file: str, lang: str, *, of_kept: bool, signed_by: VerifierKey | None) -> None:
    said, flaw = catalogue(lang), checked.flaw
    if flaw is not None:
        text = say.CANNOT_TELL.get(flaw.what, say.HOLDS_NOT if flaw.position is None else say.HOLDS_NOT_AT)
        printing.prose(said(text).format(file=file, what=flaw.what, position=flaw.position))
        printing.prose(said(told.BAD_WHY).format(why=flaw.why))
        return
    printing.prose(said(say.HOLDS).format(file=file, deal=checked.deal))
    printing.prose(said(say.ENTRIES).format(events=checked.events))
    left_out = len(checked.redacted)
    printing.prose(said(say.WITHOUT_PERSONAL).format(count=left_out) if left_out else said(say.WHOLE))
    printing.text(said(told.HEAD).format(head=f"{checked.head.size}:{checked.head.root}"))
    if of_kept:
        printing.prose(said(say.HEAD_SAME))
    if signed_by is not None:
        printing.prose(said(say.SIGNED_BY).format(name=signed_by.name))
    for remark in checked.remarks:
        printing.prose(said(say.REMARKS[remark]))
