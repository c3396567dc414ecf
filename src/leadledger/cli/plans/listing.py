"""``leadledger plan list``: the commission plans that come with leadledger."""

from __future__ import annotations

from typing import Any

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.plan import Plan, plans
from leadledger.texts import catalogue
from leadledger.texts import commands as say
from leadledger.texts import plans as tell


def list_(*, json: AsJson = False, lang: Language = "en") -> None:
    """List the commission plans that come with leadledger."""
    said = catalogue(lang)
    if json:
        for plan in plans.values():
            printing.line(as_data(plan))
        return
    headings = [said(one) for one in (say.NAME, say.VERSION, say.TITLE, tell.TABLES, say.DIGEST)]
    rows = [
        (plan.name, plan.version, said.of_book(plan.title), str(len(list(plan.tables()))), f"{plan.digest[:19]}…")
        for plan in plans.values()
    ]
    printing.table(headings, rows)


def as_data(plan: Plan) -> dict[str, Any]:
    """A plan as ``plan list --json`` prints it."""
    return {
        "name": plan.name,
        "version": plan.version,
        "title": dict(plan.title),
        "tables": len(list(plan.tables())),
        "digest": plan.digest,
    }
