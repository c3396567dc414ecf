"""What the clauses said of a decision: in words, and by which entries."""

from __future__ import annotations

from collections.abc import Iterator

import leadledger as ll
from leadledger.rulebook.explain import Words
from leadledger.rulebook.explain.entries import Entries


def said(found: ll.Attribution, lang: str = "en") -> Iterator[tuple[str, str]]:
    """Each clause that was asked, by its id, and its sentence, the places of its entries in brackets behind it."""
    words = Words.of(found, lang)
    order = [fact.id for fact in found.dossier.facts]
    reasons = [
        *((one.clause.id, one.reason) for one in found.because),
        *((one.clause.id, one.reason) for one in found.considered()),
        *((one.clause.id, one.because) for one in found.consequences),
    ]
    for clause, reason in reasons:
        entries = [order.index(entry.id) + 1 for entry in reason.entries]
        yield clause, f"{words.reason(reason)} {entries}" if entries else words.reason(reason)


def done(found: ll.Attribution, lang: str = "en") -> list[str]:
    """What the entries did to the register, in their order, each with the clause that took it."""
    entries = Entries(found, Words.of(found, lang))
    return [effect for fact in entries.facts for effect in entries.effects(fact)]
