"""``leadledger bundle``: the evidence for one decision in one file, for whoever is to check it without the ledger."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from leadledger.cli import printing
from leadledger.cli.asking import Asked, refuse_unknown_zone, rulebook_of, zone_of
from leadledger.cli.books_asked import opened
from leadledger.cli.checkpoint import kept
from leadledger.cli.keys import SignedBy, key_in, key_to_check_by, read_text
from leadledger.cli.ledgers import is_ledger
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.options import AsEntered, AsJson, Book, HistoryFile, KnownAt, Language, Timezone
from leadledger.cli.outputs import write
from leadledger.cli.streams import tell
from leadledger.cli.verify import shown
from leadledger.disputes.bundles.making import Wanted, bundle_of
from leadledger.disputes.bundles.model import Bundle
from leadledger.disputes.bundles.proving import OfFile
from leadledger.disputes.bundles.writing import written
from leadledger.disputes.signing import NOTE_BYTES_MAX
from leadledger.errors import CallInvalid
from leadledger.ledger import Head
from leadledger.texts import bundles as say
from leadledger.texts import catalogue
from leadledger.texts import commands as told

OneDeal = Annotated[str, Parameter(name="--deal", help="The deal.")]
BundleFile = Annotated[str, Parameter(name="--out", help="Write it to this new file.")]
PersonalParts = Annotated[
    Literal["needed", "keep", "redact"],
    Parameter(
        name="--personal",
        help="Which personal parts to keep: those that a clause reads or the explanation quotes, all, or none.",
    ),
]
KeyFile = Annotated[str | None, Parameter(name="--key", help="Sign the head, with the key in this file.")]
CheckpointFile = Annotated[
    str | None,
    Parameter(name="--checkpoint", help="Prove the entries under this checkpoint, which --signed-by checks."),
]


def bundle(
    history: HistoryFile,
    /,
    *,
    deal: OneDeal,
    out: BundleFile,
    known_at: KnownAt = None,
    as_entered: AsEntered = None,
    rulebook: Book = None,
    personal: PersonalParts = "needed",
    key: KeyFile = None,
    checkpoint: CheckpointFile = None,
    signed_by: SignedBy = None,
    json: AsJson = False,
    lang: Language = "en",
    timezone: Timezone = None,
) -> None:
    """Write the evidence for a decision to one file: who has it can decide again and check all, without the ledger.

    It holds the entries that the decision rests on with their proofs, the rulebook, the plan, the decision and its
    explanation. What is personal stays out where the decision does not need it. `leadledger verify FILE` checks it.
    """
    book = rulebook_of(rulebook, None)
    refuse_unknown_zone(timezone)
    of_ledger = is_ledger(history)
    if as_entered is not None and not of_ledger:
        raise CallInvalid(f"--as-entered: {history} keeps no times of entry, only a ledger does")
    if checkpoint is not None and (key is not None or signed_by is None or not of_ledger):
        raise CallInvalid("--checkpoint needs --signed-by to check it, a ledger that it is of, and no --key")
    if signed_by is not None and checkpoint is None:
        raise CallInvalid("--signed-by needs --checkpoint, whose signature it is to check")
    signing = None if key is None else key_in(key)
    size, note = None, None
    if checkpoint is not None and signed_by is not None:
        size = kept(checkpoint, key_to_check_by(signed_by), "--checkpoint").size
        note = read_text(checkpoint, "--checkpoint", longest=NOTE_BYTES_MAX)
    with opened(history, book, timezone) as ledger:
        office = ledger.office(rulebook=book)
        zone = zone_of(book, office.source)
        known, entered = (
            Asked(option, text).instant(timezone, lambda: zone)
            for option, text in (("--known-at", known_at), ("--as-entered", as_entered))
        )
        wanted = Wanted(deal, known, entered, book, personal, signing, note, size)
        limits = [("up to", known_at), ("as entered up to", as_entered)]
        where = " ".join((f"in {history}", *(f"{word} {text}" for word, text in limits if text is not None)))
        source = ledger.office(rulebook=book, known_at=known, as_entered=entered).source
        with told_what_is_known(source, where):
            made = bundle_of(ledger, wanted, None if of_ledger else OfFile(ledger))
    if made.rulebook.why == "assumed":
        tell(catalogue(lang)(told.ASSUMED))
    data = written(made)
    write(out, data)
    _say(made, data, out, history, lang, json=json)


def _say(made: Bundle, data: bytes, out: str, history: str, lang: str, *, json: bool) -> None:
    head = Head(made.head.size, made.head.root)
    left_out = [one.position for one in made.entries if one.left_out]
    if json:
        printing.line(
            {
                "deal": made.deal,
                "file": out,
                "bytes": len(data),
                "entries": len(made.entries),
                "redacted": left_out,
                "head": {"size": head.size, "root": head.root},
            }
        )
        return
    said, count = catalogue(lang), len(made.entries)
    text = said.plural(say.MADE.one, say.MADE.many, count)
    printing.prose(text.format(file=out, deal=made.deal, count=count, history=history))
    if left_out:
        text = said.plural(say.LEFT_OUT.one, say.LEFT_OUT.many, len(left_out))
        printing.prose(text.format(count=len(left_out)))
    printing.text(said(told.HEAD).format(head=shown(head)))
    printing.prose(said(say.KEEP_HEAD))
