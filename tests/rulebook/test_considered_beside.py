"""Why not, of every clause: also of what is paid on top and of what follows beside an award."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from leadledger.dossier import History
from leadledger.events import EVENT_TYPES, event_from_dict
from leadledger.ledger import Office, Refused
from leadledger.rulebook import library, rulebooks

EXAMPLES = Path(library.__file__).parent / "books" / "examples"
BOOKS = [name for name, book in rulebooks.items() if book.on_top or book.consequences]


@pytest.mark.parametrize("name", BOOKS)
def test_every_clause_that_follows_is_applied_or_considered(name: str) -> None:
    book = rulebooks[name]
    stories = json.loads((EXAMPLES / f"{name.replace('-', '_')}.json").read_text("utf-8"))
    asked = 0
    for story in stories.values():
        events = [event_from_dict(entry, {**EVENT_TYPES, **book.events}) for entry in story]
        for answer in Office(History(events), book).decide_all():
            if isinstance(answer, Refused) or answer.status == "needs-ruling":
                continue
            deciding = answer.because[0].clause
            wanted = {one.id for one in (*book.on_top, *book.consequences) if one.follows(deciding)}
            applied = {one.clause.id for one in (*answer.because, *answer.consequences)}
            considered = [one.clause.id for one in answer.considered()]
            assert wanted <= applied | set(considered)
            assert not applied & set(considered)
            assert len(considered) == len(set(considered))
            asked += len(wanted)
            for lang in ("en", "zh"):
                told = answer.explain(lang)
                assert all(book.clause(one).cite in told for one in considered)
    assert asked
