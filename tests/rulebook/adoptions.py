"""Small rulebooks that an office adopts, one after the other or side by side."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from leadledger import ledger
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.stories import Draft, draft, given
from tests.small_books import FIRST, HEAD

LAST = """
[[award]]
id = "closer"
cite = "Z"
rank = 2
use = "closer"
"""


def document(
    name: str = "small", *, hold: object = "2 months", closes_with: str = "subscription", **head: Any
) -> dict[str, Any]:
    """A document of that name, as an entry holds it: the first visitor's receiver has the customer."""
    text = HEAD.replace('name = "small"', f'name = "{name}"').replace('"subscription"', f'"{closes_with}"')
    stated: dict[str, Any] = tomllib.loads(text + FIRST + LAST)
    stated["register"][0]["hold"]["length"] = hold
    loaded: dict[str, Any] = json.loads(json.dumps({**stated, **head}))
    return loaded


def adopted(
    name: str = "small",
    since: str = "2026-01-01",
    *,
    published: str = "2020-01-01",
    on: str = "2020-01-01",
    **head: Any,
) -> Draft:
    """The adoption of a document, published at noon of a day and entered long before everything else."""
    at = published if "T" in published else f"{published}T12:00:00+08:00"
    return draft(
        "RulebookAdopted", document=document(name, **head), effective_from=since, published_at=at, on="2020-01-01"
    )


def decided(*drafts: Draft) -> Attribution:
    """What deal ``d`` comes to under the books adopted."""
    return ledger.decide(given(*drafts).events, "d")


def judged_by(*drafts: Draft) -> str:
    """The name of the book that judges deal ``d``."""
    return decided(*drafts).rulebook.name


def value(*values: tuple[str, object] | tuple[str, object, str]) -> dict[str, Any]:
    """A value history: since, is, and perhaps until."""
    return {"history": [dict(zip(("since", "is", "until"), one, strict=False)) for one in values]}
