"""Settings: a document with some of its parameters changed, and its references to terms resolved."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from leadledger.errors import RulebookInvalid
from leadledger.values import is_list, is_table

STAGES = ("party", "reading", "register", "award", "sharing", "suspense")


def settled(document: Mapping[str, Any], settings: Mapping[str, object], source: str) -> dict[str, Any]:
    """The document with each setting ``ID.PARAM`` (``terms.PARAM`` for the book's own) put in place.

    Raises:
        RulebookInvalid: a setting names no clause or no parameter that the document states.
    """
    changed = copy.deepcopy(dict(document))
    for path, value in settings.items():
        owner, _, parameter = path.partition(".")
        table = _table(changed, owner, parameter, path, source)
        if parameter not in table:
            known = ", ".join(sorted(key for key in table if key not in ("id", "cite", "use", "title", "text")))
            raise RulebookInvalid(f"{source} states no {parameter!r} in {owner!r}; it states: {known}")
        table[parameter] = value
    return changed


def _table(document: dict[str, Any], owner: str, parameter: str, path: str, source: str) -> dict[str, Any]:
    if not parameter:
        raise RulebookInvalid(
            f"a setting is written ID.PARAM=VALUE, for example terms.validity='3 months'; got {path!r}"
        )
    if owner == "terms":
        terms: dict[str, Any] = document.get("terms", {})
        return terms
    for stage in STAGES:
        for clause in document.get(stage, ()):
            if clause.get("id") == owner:
                found: dict[str, Any] = clause
                return found
    raise RulebookInvalid(f"{source} has no clause with the id {owner!r}")


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
