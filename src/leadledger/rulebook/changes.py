"""Changes: what settings put in place of a document's own parameters, so that a what-if is never taken for a ruling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from leadledger.rulebook.settings import resolve, table_of

if TYPE_CHECKING:
    from leadledger.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Setting:
    """What was put in place of a document's own parameter: *value* *instead_of* what the document says."""

    value: object
    instead_of: object


def changes_of(book: Rulebook) -> Mapping[str, Setting]:
    """What was put in place of a book's own parameters, by path (nothing, for the book as written).

    >>> from leadledger.rulebook.library import load_rulebook
    >>> changes_of(load_rulebook("sales-office", {"terms.validity": "3 months"}))
    {'terms.validity': Setting(value='3 months', instead_of='2 months')}
    """
    return cast("Mapping[str, Setting]", book.settings)


def changes(document: Mapping[str, Any], settings: Mapping[str, object], source: str) -> dict[str, Setting]:
    """Each setting beside what the document itself says, references to terms resolved.

    Raises:
        RulebookInvalid: a setting names no clause of the document.
    """
    found: dict[str, Setting] = {}
    for path, value in settings.items():
        owner, _, parameter = path.partition(".")
        own = table_of(document, owner, parameter, path, source)[parameter]
        found[path] = Setting(value, resolve(own, document.get("terms", {})))
    return found
