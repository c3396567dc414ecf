"""Settings: a document with some of its parameters changed, and its references to terms resolved."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from leadledger.errors import RulebookInvalid
from leadledger.values import is_list, is_table

DEPTH_MAX = 16
TEXT_LENGTH_MAX = 10_000
NUMBER_LIMIT = 2**53

# What a clause is called is no setting.
NAMES = frozenset({"id", "cite", "use", "title", "text"})
STAGES = ("party", "reading", "register", "award", "sharing", "on_top", "suspense", "consequence")


def settled(document: Mapping[str, Any], settings: Mapping[str, object], source: str) -> dict[str, Any]:
    """The document with each setting ``ID.PARAM`` (``terms.PARAM`` for the book's own) put in place.

    Raises:
        RulebookInvalid: a setting names no clause or no parameter that the document states.
    """
    check_plain(document, source)
    for value in settings.values():
        check_plain(value, source)
    changed = copy.deepcopy(dict(document))
    for path, value in settings.items():
        owner, _, parameter = path.partition(".")
        table = table_of(changed, owner, parameter, path, source)
        if parameter not in table or parameter in NAMES:
            known = sorted(key for key in table if key not in NAMES)
            where = f"in {owner!r}{_or_meant(parameter, known)}"
            raise RulebookInvalid(f"{source} states no {parameter!r} {where}; it states: {', '.join(known)}")
        table[parameter] = value
    return changed


def table_of(document: Mapping[str, Any], owner: str, parameter: str, path: str, source: str) -> dict[str, Any]:
    """The table that states a setting's parameter: the clause of that id, the terms, or the deadlines of disputes.

    Raises:
        RulebookInvalid: there is no such clause, or the setting names no parameter.
    """
    if not parameter:
        raise RulebookInvalid(
            f"a setting is written ID.PARAM=VALUE, for example terms.validity='3 months'; got {path!r}"
        )
    if owner in ("terms", "disputes") and (owner == "terms" or owner in document):
        own: dict[str, Any] = document.get(owner, {})
        return own
    for stage in STAGES:
        for clause in document.get(stage, ()):
            if clause.get("id") == owner:
                found: dict[str, Any] = clause
                return found
    ids = ["terms", *(str(clause.get("id")) for stage in STAGES for clause in document.get(stage, ()))]
    raise RulebookInvalid(f"{source} has no clause with the id {owner!r}{_or_meant(owner, ids)}")


def _or_meant(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    return f" (is {near[0]!r} meant?)" if near else ""


def check_plain(value: object, source: str, depth: int = 0) -> None:
    """Refuse what no rulebook needs and a hostile one may hold: deep nesting, huge numbers, control characters.

    Raises:
        RulebookInvalid: saying which.
    """
    if depth > DEPTH_MAX:
        raise RulebookInvalid(f"{source} is nested more than {DEPTH_MAX} deep")
    if isinstance(value, str):
        if len(value) > TEXT_LENGTH_MAX:
            raise RulebookInvalid(f"{source} holds a text of more than {TEXT_LENGTH_MAX:,} characters")
        odd = next((sign for sign in value if not sign.isprintable() and sign not in "\n\t\u3000"), None)
        if odd is not None:
            raise RulebookInvalid(f"{source} holds the unprintable character U+{ord(odd):04X} in a text")
    elif isinstance(value, int | float) and not abs(value) < NUMBER_LIMIT:
        raise RulebookInvalid(f"{source} holds a number beyond {NUMBER_LIMIT:,}")
    elif is_table(value):
        for key, entry in value.items():
            check_plain(key, source, depth + 1)
            check_plain(entry, source, depth + 1)
    elif is_list(value):
        for entry in value:
            check_plain(entry, source, depth + 1)


def terms_named(value: object) -> set[str]:
    """The terms a value refers to."""
    if is_table(value):
        if set(value) == {"term"}:
            return {str(value["term"])}
        return {name for entry in value.values() for name in terms_named(entry)}
    if is_list(value):
        return {name for entry in value for name in terms_named(entry)}
    return set()


def resolve(value: object, terms: Mapping[str, object], seen: tuple[str, ...] = ()) -> object:
    """The value with every ``{ term = NAME }`` in it replaced by that term.

    Raises:
        ValueError: there is no such term, or terms refer to each other in a circle.
    """
    if is_table(value):
        if set(value) == {"term"}:
            name = str(value["term"])
            if name in seen:
                raise ValueError(f"the terms {', '.join(seen)} refer to each other in a circle")
            if name not in terms:
                raise ValueError(f"there is no term {name!r}")
            return resolve(terms[name], terms, (*seen, name))
        return {key: resolve(entry, terms, seen) for key, entry in value.items()}
    if is_list(value):
        return [resolve(entry, terms, seen) for entry in value]
    return value
