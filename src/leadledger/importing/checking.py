"""Whether a history as it would be can be true: what an import looks at before it writes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from uuid import UUID

from leadledger.dossier import MAY_CONTRADICT, History
from leadledger.dossier.contradictions import closed_twice
from leadledger.errors import HistoryContradiction, RegisterRefused, RulebookInvalid
from leadledger.events import EVENT_TYPES, EntryStruck, Event, RulebookAdopted, derive_id
from leadledger.events.pattern import Pattern
from leadledger.importing.lines import Line
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.outline import closing_stated_in


def refuse_contradictions(lines: Sequence[Line]) -> None:
    """Raises HistoryContradiction with a sentence for each contradiction, both its places named."""
    closings = list(_closings(lines))
    kinds = frozenset[str]().union(*(pattern.types for pattern in closings))
    history = History.of(line for line in lines if isinstance(line.event, MAY_CONTRADICT) or line.event.type in kinds)
    found = [*history.contradictions, *(one for pattern in closings for one in closed_twice(history.matching(pattern)))]
    if found:
        places = [fact.place or "" for one in found for fact in one.facts]
        raise HistoryContradiction("\n".join(dict.fromkeys(map(str, found))), places=places)


def _closings(lines: Sequence[Line]) -> Iterator[Pattern]:
    """The patterns of entries that close a deal, as rulebooks adopted here state them."""
    adoptions = [line.event for line in lines if isinstance(line.event, RulebookAdopted)]
    if not adoptions:
        return
    types = {line.event.type: type(line.event) for line in lines}
    for adoption in adoptions:
        pattern = closing_stated_in(adoption.document, {**EVENT_TYPES, **types})
        if pattern is not None:
            yield pattern


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
