"""What deciding by a rulebook that somebody else wrote may cost: seen to before it is read as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from leadledger.disputes.bundles.flaws import Flawed
from leadledger.disputes.bundles.model import Bundle
from leadledger.errors import BundleRefused, EventInvalid, RulebookInvalid
from leadledger.events.strict_json import read_object
from leadledger.rulebook.histories import histories
from leadledger.values import is_table

MOST_READ: Final = 4_000_000
"""Characters of rulebooks that are read, each as often as its parameters change: some hundred times the longest."""

_ADOPTS: Final = '{"type":"RulebookAdopted"'


def refuse_costly(bundle: Bundle) -> None:
    """Refuse rulebooks that are so long, or change so often, that reading them would take minutes.

    Raises:
        BundleRefused: they are.
        Flawed: one cannot be read at all.
    """
    cost = sum(length * _spans(document) for length, document in _documents(bundle))
    if cost > MOST_READ:
        raise BundleRefused("the rulebooks in the bundle are longer, or change more often, than any that an office has")


def _documents(bundle: Bundle) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if bundle.rulebook.document is not None:
        yield len(str(bundle.rulebook.document)), bundle.rulebook.document
    for entry in bundle.entries:
        body = entry.data.partition("\n")[2]
        if not body.startswith(_ADOPTS):
            continue
        try:
            document = read_object(body).get("document")
        except EventInvalid as fault:
            raise Flawed("entry", f"it cannot be read: {fault}", entry.position) from None
        if is_table(document):
            yield len(body), document


def _spans(document: Mapping[str, Any]) -> int:
    try:
        return 1 + sum(len(one.values) for one in histories(document))
    except RulebookInvalid:
        return 1
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        return 1
