"""Changes: what settings put in place of a document's own parameters, so that a what-if is never taken for a ruling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from leadledger.rulebook.settings import resolve, table_of


@dataclass(frozen=True, slots=True)
class Setting:
    """What was put in place of a document's own parameter: *value* *instead_of* what the document says."""

    value: object
    instead_of: object


def changes(document: Mapping[str, Any], settings: Mapping[str, object], source: str) -> dict[str, Setting]:
    """Each setting by its path, beside what the document itself says, references to terms resolved.

    >>> from leadledger.rulebook.library import load_rulebook
    >>> load_rulebook("sales-office", {"terms.validity": "3 months"}).settings
    {'terms.validity': Setting(value='3 months', instead_of='2 months')}

    Raises:
        RulebookInvalid: a setting names no clause of the document.
    """
    found: dict[str, Setting] = {}
    for path, value in settings.items():
        owner, _, parameter = path.partition(".")
        own = table_of(document, owner, parameter, path, source)[parameter]
        found[path] = Setting(value, resolve(own, document.get("terms", {})))
    return found
