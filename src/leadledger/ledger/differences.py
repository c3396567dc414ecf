"""Differences: why a recorded decision is not what its facts, rules and plan come to now."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from leadledger.values import is_list, is_table

Why = Literal[
    "history",
    "another-history",
    "rulebook",
    "plan",
    "plugin",
    "time-zones",
    "wording",
    "semantics",
    "not-that-answer",
    "refused",
]
"""Entries that were registered later as of an earlier time, or are not those it was decided from; another rulebook,
plan or version of a plugin, other time zones; other words alone; another version of the library that decides otherwise;
an entry that does not say what was decided; a deal that cannot be decided now."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One named reason, with what it is about: entries by id, or what was recorded and what there is now."""

    why: Why
    facts: Mapping[str, object] = field(default_factory=dict[str, object])

    @classmethod
    def of(cls, why: Why, **facts: object) -> Difference:
        """A difference in one line; facts that are None are left out."""
        return cls(why, {name: value for name, value in facts.items() if value is not None})

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {"why": self.why, **self.facts}


def as_bytes(said: object) -> str:
    """JSON to compare: the order of keys is part of it, being the order of the award."""
    return json.dumps(said, ensure_ascii=False)


def fields_that_differ(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The fields of two answers that do not say the same, in the order of the later answer.

    >>> fields_that_differ({"owner": "li", "clause": "5.1"}, {"owner": "zhang", "clause": "5.1", "amounts": None})
    ['owner', 'amounts']
    """
    both = recorded.keys() & now.keys()
    return [name for name in {**now, **recorded} if name not in both or as_bytes(recorded[name]) != as_bytes(now[name])]


def in_words_alone(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether two answers differ in nothing but their texts.

    >>> in_words_alone({"owner": "li", "because": [{"text": "a"}]}, {"owner": "li", "because": [{"text": "b"}]})
    True
    """
    return as_bytes(_wordless(recorded)) == as_bytes(_wordless(now))


def _wordless(of: object) -> object:
    if is_table(of):
        return {name: _wordless(value) for name, value in of.items() if name != "text"}
    return [_wordless(one) for one in of] if is_list(of) else of


def of_rules(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> list[Difference]:
    """Another rulebook than was recorded, if it is one."""
    were, are = _named(_book(recorded)), _named(_book(now))
    return [] if were == are else [Difference.of("rulebook", before=were, after=are)]


def of_plugins(recorded: Mapping[str, Any], in_use: Mapping[str, str]) -> list[Difference]:
    """The plugins that the decision names and that are missing now, or of another version."""
    named = _book(recorded).get("plugins")
    return [
        Difference.of("plugin", plugin=name, before=str(version), after=in_use.get(name))
        for name, version in (named.items() if is_table(named) else ())
        if in_use.get(name) != version
    ]


def facts_digest(of: Mapping[str, Any]) -> object:
    """The digest of the facts that an answer says it read."""
    facts = of.get("facts")
    return facts.get("digest") if is_table(facts) else None


def _book(of: Mapping[str, Any]) -> Mapping[str, Any]:
    book = of.get("rulebook")
    return book if is_table(book) else {}


def _named(book: Mapping[str, Any]) -> Sequence[str]:
    return [str(book.get(name, "")) for name in ("name", "version", "digest")]
