"""Whether a history as it would be can be true: what an import looks at before it writes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from uuid import UUID

from leadledger.dossier import MAY_CONTRADICT, History
from leadledger.errors import HistoryContradiction, RegisterRefused, RulebookInvalid
from leadledger.events import EntryStruck, Event, RulebookAdopted, derive_id
from leadledger.importing.lines import Line
from leadledger.rulebook.document import rulebook_from


def refuse_contradictions(lines: Sequence[Line]) -> None:
    """Raises HistoryContradiction with a sentence for each contradiction, both its places named."""
    found = History.of(line for line in lines if isinstance(line.event, MAY_CONTRADICT)).contradictions
    if found:
        places = [fact.place or "" for one in found for fact in one.facts]
        raise HistoryContradiction("\n".join(map(str, found)), places=places)


def refuse_unusable_rulebooks(added: Sequence[Line], history: Sequence[Line]) -> None:
    """Raises RegisterRefused for rulebooks adopted among *added* that cannot be used and *history* does not strike."""
    if not any(isinstance(line.event, RulebookAdopted) for line in added):
        return
    struck = {line.event.entry for line in history if isinstance(line.event, EntryStruck)}
    problems = unusable_rulebooks(((line.event, line.place) for line in added), struck)
    if problems:
        raise RegisterRefused(problems)


def unusable_rulebooks(entries: Iterable[tuple[Event, object]], struck: Container[UUID]) -> list[str]:
    """A sentence for each rulebook adopted that cannot be used and is not struck, its place named."""
    problems: list[str] = []
    for event, place in entries:
        if not isinstance(event, RulebookAdopted) or (event.id or derive_id(event)) in struck:
            continue
        try:
            rulebook_from(event.document, source="the rulebook adopted")
        except RulebookInvalid as fault:
            problems.append(f"{place}: {fault}")
    return problems
