"""Whether a history as it would be can be true: what an import looks at before it writes."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction
from leadledger.events import (
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    CustomersLinked,
    CustomersUnlinked,
    EntryStruck,
    Event,
    RulingMade,
    SubscriptionSigned,
)
from leadledger.importing.lines import Line

MAY_CONTRADICT: tuple[type[Event], ...] = (
    ComplaintDecided,
    ComplaintFiled,
    ContractSigned,
    CustomersLinked,
    CustomersUnlinked,
    EntryStruck,
    RulingMade,
    SubscriptionSigned,
)
"""The entries that contradictions are about, or that take back such a one: few of many, so the rest is not filed."""


def refuse_contradictions(lines: Sequence[Line]) -> None:
    """Raises HistoryContradiction with a sentence for each contradiction, both its places named."""
    found = History.of(line for line in lines if isinstance(line.event, MAY_CONTRADICT)).contradictions
    if found:
        places = [fact.place or "" for one in found for fact in one.facts]
        raise HistoryContradiction("\n".join(map(str, found)), places=places)
