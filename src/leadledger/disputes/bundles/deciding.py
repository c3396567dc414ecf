"""Holding what a bundle says was decided against what its entries come to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final, NamedTuple, NoReturn

from pydantic import TypeAdapter

from leadledger.disputes.bundles.differing import Difference, first_difference, first_line
from leadledger.disputes.bundles.entries import Read
from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import LANGUAGES, Bundle
from leadledger.disputes.bundles.needed import Resting
from leadledger.disputes.bundles.plugged import plugins_for, versions_here
from leadledger.disputes.bundles.telling import (
    Asked,
    Figured,
    as_amounts,
    counts_others,
    decisions,
    essence,
    explanations,
    figured,
    named,
)
from leadledger.errors import LeadledgerError
from leadledger.events import RulebookAdopted
from leadledger.events.wire import name_of
from leadledger.rulebook.attribution import Attribution
from leadledger.values import Money
from leadledger.values.ids import Payee
from leadledger.values.version import VERSION
from leadledger.values.zones import ZONES_VERSION

UNUSABLE: Final = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What deciding may end in where a document or an entry was made so that nobody could decide by it."""


class Outcome(NamedTuple):
    """That the decision holds; *amounts_stated* where its amounts hang on other deals and were not figured again."""

    amounts_stated: bool


def decided(bundle: Bundle, asked: Asked, entries: Sequence[Read]) -> Outcome:
    """Decide again, and hold everything that the bundle says of it against that.

    Raises:
        Flawed: the first that does not agree; under another version of the library, of the time zones or of a plugin
            that is named instead.
    """
    if asked.book is None and not any(isinstance(one.event, RulebookAdopted) for one in entries):
        raise Flawed("rulebook", "it is said to be adopted, and none of the entries adopts one")
    try:
        answer = asked.answer(entries)
        of_money = figured(entries, asked, answer)
        surplus = Resting(entries, asked, answer, of_money).surplus()
        said = decisions(answer, None)
        told = explanations(answer)
    except LeadledgerError as fault:
        _differs(bundle, "decision", f"it cannot be made from the entries: {fault}")
    except UNUSABLE as fault:
        _differs(bundle, "decision", f"it cannot be made from the entries ({type(fault).__name__})")
    _same(bundle, first_difference("decision", essence(bundle.decision.en), essence(said["en"])))
    _same_book(bundle, answer)
    stated = _same_money(bundle, of_money)
    if surplus is not None:
        why = "the decision does not rest on this entry, so it has no place in the bundle"
        raise Flawed("surplus", why, surplus.position)
    for lang in LANGUAGES:
        there = getattr(bundle.decision, lang)
        _same(bundle, first_difference(f"decision.{lang}", {**there, "amounts": None}, said[lang]))
        _same(bundle, first_line(f"explanation.{lang}", getattr(bundle.explanation, lang), told[lang]))
    _same_plugins(bundle, answer, entries)
    return Outcome(stated)


def _same_book(bundle: Bundle, answer: Attribution) -> None:
    book, stated = answer.rulebook, bundle.rulebook
    own = {"name": book.name, "version": book.version, "digest": book.digest}
    _same(bundle, first_difference("rulebook", stated.model_dump(include={*own}), own))


def _same_money(bundle: Bundle, of_money: Figured | None) -> bool:
    """Hold plan and amounts against what follows; gives whether the amounts hang on other deals, and are only stated.

    The plan is one that an entry adopts; what counts other deals can give other amounts than this deal alone.
    """
    own_plan = None if of_money is None else named(of_money).model_dump()
    _same(bundle, first_difference("plan", None if bundle.plan is None else bundle.plan.model_dump(), own_plan))
    amounts = bundle.decision.en.get("amounts")
    _same(bundle, first_difference("decision.zh.amounts", bundle.decision.zh.get("amounts"), amounts))
    own = None if of_money is None else as_amounts(of_money.amounts)
    if amounts in (None, {}) and not own:  # nothing, whether or not something was booked for it once
        return False
    difference = first_difference("decision.amounts", amounts, own)
    if (
        difference is not None
        and of_money is not None
        and counts_others(of_money.plan)
        and (amounts is None or _are_amounts(amounts))
    ):
        return True
    _same(bundle, difference)
    return False


def _are_amounts(stated: object) -> bool:
    """Whether something is written as amounts by payee are."""
    try:
        TypeAdapter(dict[Payee, Money]).validate_json(json.dumps(stated), strict=True)
    except ValueError:
        return False
    return True


def _same_plugins(bundle: Bundle, answer: Attribution, entries: Sequence[Read]) -> None:
    own = plugins_for(answer, (name_of(type(one.event)) for one in entries))
    stated = bundle.made_by.plugins
    difference = first_difference("made_by.plugins", sorted(stated), sorted(own))
    if difference is not None:
        raise Flawed(difference.path, str(difference))


def _same(bundle: Bundle, difference: Difference | None) -> None:
    if difference is not None:
        _differs(bundle, difference.path.partition(",")[0], str(difference))


def _differs(bundle: Bundle, what: str, why: str) -> NoReturn:
    """Name what differs; where something else decides than what made the bundle, name that."""
    made = bundle.made_by
    if made.leadledger != VERSION:
        raise Flawed(
            "library-version",
            f"it was made by leadledger {made.leadledger}, and by {VERSION} {why}: check it with that version",
        )
    if made.tzdata != ZONES_VERSION:
        raise Flawed(
            "time-zones-version",
            f"it was made with the time zones of tzdata {made.tzdata}, and by those of {ZONES_VERSION} {why}",
        )
    for name, version in made.plugins.items():
        here = versions_here().get(name)
        if here != version:
            raise Flawed("plugin-version", f"it was made with the plugin {name} {version}, and by {name} {here} {why}")
    raise Flawed(what, why)
