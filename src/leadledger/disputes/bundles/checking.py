"""Checking a bundle: its hashes, then the decision made again from its entries; nobody is asked, nothing is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from leadledger.disputes.bundles.checkpointed import check_checkpoint
from leadledger.disputes.bundles.costs import refuse_costly
from leadledger.disputes.bundles.deciding import UNUSABLE, Outcome, decided
from leadledger.disputes.bundles.entries import read_entries
from leadledger.disputes.bundles.flaws import Flaw, Flawed
from leadledger.disputes.bundles.model import LANGUAGES, Bundle
from leadledger.disputes.bundles.reading import read
from leadledger.disputes.bundles.telling import Asked
from leadledger.disputes.bundles.tree import check_hashes
from leadledger.disputes.signing import VerifierKey
from leadledger.errors import LeadledgerError
from leadledger.events.declared import NONE_DECLARED
from leadledger.ledger import Head
from leadledger.plugins import in_use
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import DEFAULT, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values.version import VERSION

UNSIGNED = "checkpoint-unchecked"
OWN_HEAD, FROM_FILE, ASSUMED, GIVEN = "own-head", "from-file", "rulebook-assumed", "rulebook-given"
AMOUNTS_STATED, OTHER_VERSION, LEFT_OUT = "amounts-stated", "other-version", "nothing-left-out"


@dataclass(frozen=True, slots=True)
class CheckedBundle:
    """What checking found: *ok* where all that a bundle can show holds, else *flaw* names the first that does not.

    *events* is how many entries it holds, of which those at the positions *redacted* came without their personal part,
    and *head* the head they are proven under. *remarks* name what was not, or cannot be, shown. *explanation* is the
    one that was checked, by language (``en``, ``zh``); empty where the bundle does not hold.
    """

    deal: str
    events: int
    head: Head
    flaw: Flaw | None
    redacted: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    explanation: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def ok(self) -> bool:
        """Whether all that a bundle can show holds."""
        return self.flaw is None


def verify_bundle(
    data: bytes, *, head: Head | None = None, signed_by: VerifierKey | None = None, name: str = "the bundle"
) -> CheckedBundle:
    """Whether a bundle's entries stand under its head, and the decision and its explanation follow from them.

    *head* is a head of the ledger that was kept elsewhere: the bundle's has to be the same. *signed_by* is the key that
    the bundle's own checkpoint has to be signed by. Whatever the bytes say, the answer is a value or one refusal, which
    calls them *name*.

    Raises:
        BundleRefused: they are no bundle.
        CallInvalid: a signature is to be checked, and the extra ``signing`` is not installed.

    >>> from leadledger.disputes.bundles import bundle
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> data = bundle(given(visit("c", "zhang"), subscription("d", "c", "li")).events, "d")
    >>> verify_bundle(data).ok, verify_bundle(data.replace(b'"owner": "zhang"', b'"owner": "li"')).flaw.what
    (True, 'decision.owner')
    """
    bundle = read(data, name)
    sound = 0
    flaw, outcome = None, None
    try:
        check_hashes(bundle)
        _check_head(bundle, head)
        check_checkpoint(bundle, signed_by)
        refuse_costly(bundle)
        _check_plugins(bundle)
        asked = Asked(bundle.deal, _known_at(bundle), _given_book(bundle))
        entries = read_entries(bundle.entries, NONE_DECLARED if asked.book is None else asked.book.events)
        sound = len(entries)
        outcome = decided(bundle, asked, entries)
    except Flawed as found:
        flaw = found.flaw
    left_out = tuple(one.position for one in bundle.entries if one.left_out)
    vouched = head is not None or signed_by is not None
    said = Head(bundle.head.size, bundle.head.root)
    remarks = _remarks(bundle, outcome, vouched=vouched, signed=signed_by is not None)
    told = {} if flaw is not None else {lang: getattr(bundle.explanation, lang) for lang in LANGUAGES}
    return CheckedBundle(bundle.deal, sound, said, flaw, left_out, tuple(remarks), told)


def _check_head(bundle: Bundle, kept: Head | None) -> None:
    if kept is None:
        return
    if kept.size != bundle.head.size:
        raise Flawed(
            "head",
            f"its head is over {bundle.head.size} entries, and the one that was kept over {kept.size}: "
            "ask whoever has the ledger for a bundle of that head, or for a proof that the one ledger begins the other",
        )
    if kept.root != bundle.head.root:
        raise Flawed("head", "its head is another than the one that was kept: it is not of that ledger")


def _check_plugins(bundle: Bundle) -> None:
    here = {plugin.name: plugin.version for plugin in in_use()}
    for name, version in bundle.made_by.plugins.items():
        if name not in here:
            raise Flawed(
                "plugin-missing",
                f"the decision needs the plugin {name} {version}, which is not in use here: install it, or name its "
                "module with --plugin",
            )


def _known_at(bundle: Bundle) -> datetime | None:
    if bundle.known_at is None:
        return None
    try:
        at = datetime.fromisoformat(bundle.known_at)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or at.isoformat() != bundle.known_at:
        raise Flawed("known_at", f"{bundle.known_at!r} is no time with an offset")
    return at


def _given_book(bundle: Bundle) -> Rulebook | None:
    """The rulebook whose document stands in the bundle; None where an entry adopts it."""
    stated = bundle.rulebook
    if stated.why == "adopted":
        if stated.document is not None:
            raise Flawed("rulebook", "it is said to be adopted by an entry, and a document of its own stands beside")
        return None
    if stated.document is None:
        raise Flawed("rulebook", f"it is said to be {stated.why}, and its document is missing")
    try:
        book = rulebook_from(stated.document, source="its document")
    except LeadledgerError as fault:
        raise Flawed("rulebook", f"it cannot be used: {fault}") from None
    except UNUSABLE as fault:
        raise Flawed("rulebook", f"it cannot be used ({type(fault).__name__})") from None
    if book.digest != stated.digest:
        raise Flawed("rulebook", "its document does not have the digest that stands beside it")
    own = rulebooks[DEFAULT]
    if stated.why == "assumed" and book.digest != own.digest:
        if bundle.made_by.leadledger != VERSION:
            raise Flawed(
                "library-version",
                f"it was made by leadledger {bundle.made_by.leadledger}, whose book {DEFAULT} is another than that of "
                f"{VERSION}: check it with that version",
            )
        raise Flawed("rulebook", f"the book {DEFAULT} is said to be assumed, and its document is not that book")
    return book


def _remarks(bundle: Bundle, outcome: Outcome | None, *, vouched: bool, signed: bool) -> list[str]:
    """The names of what was not shown."""
    named = {
        OWN_HEAD: not vouched,
        UNSIGNED: bundle.checkpoint is not None and not signed,
        FROM_FILE: bundle.made_from == "file",
        ASSUMED: bundle.rulebook.why == "assumed",
        GIVEN: bundle.rulebook.why == "given",
        AMOUNTS_STATED: outcome is not None and outcome.amounts_stated,
        OTHER_VERSION: bundle.made_by.leadledger != VERSION,
        LEFT_OUT: True,
    }
    return [name for name, holds in named.items() if holds]
