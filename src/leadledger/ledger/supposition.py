"""What is supposed: other rules, other entries, or a rulebook in force from an earlier day than its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import cast
from uuid import UUID

from leadledger.errors import CallInvalid, RulebookInvalid
from leadledger.events import Event, RulebookAdopted, derive_id
from leadledger.events.documents import Document
from leadledger.events.kinds import FIRST_YEAR, LAST_YEAR
from leadledger.ledger.supposed import Otherwise
from leadledger.plan import Plan
from leadledger.rulebook.dated import Adoption, Dated, rulebook_of
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.library import DEFAULT, load_rulebook, rulebooks
from leadledger.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Supposition:
    """What is supposed otherwise than it is.

    *rulebook* judges every deal, instead of all that were adopted; *plan* figures every deal, instead of those adopted.
    *settings* are put in place in the rulebook, or in each adopted one that has all these parameters. *adding* are more
    entries, *without* the ids of entries that were never made. A *shadow* is the rulebook, or else the adopted one that
    is not in force yet, taken as adopted for *since*; only deals closed since that day are looked at then, and without
    a shadow too.
    """

    rulebook: Rulebook | None = None
    plan: Plan | None = None
    settings: Mapping[str, object] = field(default_factory=dict[str, object])
    adding: Sequence[Event] = ()
    without: frozenset[UUID] = frozenset()
    shadow: bool = False
    since: date | None = None

    @classmethod
    def of(cls, supposed: Supposition | Rulebook | str) -> Supposition:
        """A rulebook, or the name or file of one, as a supposition."""
        if isinstance(supposed, Supposition):
            return supposed
        return cls(rulebook=load_rulebook(supposed) if isinstance(supposed, str) else supposed)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of the supposed side: one book for all, or those adopted, some of them *read* otherwise."""

    rulebook: Rulebook | None
    read: Mapping[UUID, Rulebook]
    otherwise: Otherwise


def rules_of(
    supposed: Supposition, adoptions: Sequence[Adoption], at: datetime, there: Callable[[UUID], Event | None]
) -> Rules:
    """The rules supposed, where these adoptions stand *at* the instant up to which all is known.

    Raises:
        RulebookInvalid: the settings fit no rulebook.
        CallInvalid: a shadow is asked for without a day, or of no rulebook or several.
        EntryRefused: an entry that is supposed otherwise is not there, or another one is.
    """
    book = supposed.rulebook
    if book is not None and supposed.settings:
        book = rulebook_from(book.document, source=book.name, settings=supposed.settings)
    if supposed.shadow:
        return _shadowed(supposed, book, adoptions, at, there)
    otherwise = Otherwise.of(supposed.adding, supposed.without, there)
    if book is not None or not supposed.settings:
        return Rules(book, {}, otherwise)
    if not adoptions:
        document = rulebooks[DEFAULT].document
        return Rules(rulebook_from(document, source=DEFAULT, settings=supposed.settings), {}, otherwise)
    return Rules(None, _set_in_each(adoptions, supposed.settings), otherwise)


def _set_in_each(adoptions: Sequence[Adoption], settings: Mapping[str, object]) -> Mapping[UUID, Rulebook]:
    """The adopted books that the settings fit, with these put in place."""
    found: dict[UUID, Rulebook] = {}
    fault: RulebookInvalid | None = None
    for one in adoptions:
        try:
            found[one.id] = rulebook_from(one.event.document, source=rulebook_of(one).name, settings=settings)
        except RulebookInvalid as misfit:
            fault = misfit
    if fault is not None and not found:
        raise fault
    return found


def _shadowed(
    supposed: Supposition,
    book: Rulebook | None,
    adoptions: Sequence[Adoption],
    at: datetime,
    there: Callable[[UUID], Event | None],
) -> Rules:
    """The rulebook adopted for the day, in the place of those that took its place since; the others stay."""
    if supposed.since is None:
        raise CallInvalid("a shadow needs the day since which the rulebook is taken as in force")
    if not FIRST_YEAR <= supposed.since.year <= LAST_YEAR:
        raise CallInvalid(f"a shadow since {supposed.since}: expected a day from {FIRST_YEAR} to {LAST_YEAR}")
    dated = [Dated(one, rulebook_of(one)) for one in adoptions]
    if book is None:
        book = _not_in_force_yet(dated, at)
        if supposed.settings:
            book = rulebook_from(book.document, source=book.name, settings=supposed.settings)
    instead = [one for one in dated if one.since >= supposed.since and one.keys == frozenset(book.governs.applies)]
    shadow = _adoption(book, supposed.since)
    more = [shadow] if adoptions else [_adoption(rulebooks[DEFAULT], date(FIRST_YEAR, 1, 1)), shadow]
    without = supposed.without.union(one.adoption.id for one in instead)
    otherwise = Otherwise.of([*supposed.adding, *more], without, there)
    assert shadow.id is not None, "made with one"
    return Rules(None, {shadow.id: book}, otherwise)


def _not_in_force_yet(dated: Sequence[Dated], at: datetime) -> Rulebook:
    coming = [one for one in dated if not one.effective(at)]
    if len(coming) != 1:
        found = ", ".join(f"{one} from {one.since}" for one in coming)
        several = f"several adopted rulebooks are not in force yet: {found}"
        raise CallInvalid(
            f"{several if coming else 'no adopted rulebook is yet to come into force'}; name one to shadow"
        )
    return coming[0].book


def _adoption(book: Rulebook, since: date) -> RulebookAdopted:
    """An adoption for a day, entered and published as that begins anywhere."""
    at = datetime.combine(since, time.min, tzinfo=timezone(timedelta(hours=14)))
    adoption = RulebookAdopted(
        document=cast("Document", book.document), effective_from=since, published_at=at, occurred_at=at, recorded_at=at
    )
    return adoption.model_copy(update={"id": derive_id(adoption)})
