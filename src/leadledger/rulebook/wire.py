"""Answers as plain data, as ``decide --json`` prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, cast

from leadledger.rulebook.answers import Reason
from leadledger.rulebook.attribution import Attribution, Because, Consequence, Considered, Decision
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.lacking import Lacking, lacking
from leadledger.values import Money


def attribution(
    answer: Attribution, lang: str, *, considered: bool, amounts: Mapping[str, Money] | None
) -> dict[str, Any]:
    """The answer's object, keys in the fixed order of the contract."""
    count, digest = answer.dossier.fingerprint()
    words = Words.of(answer, lang)
    found: dict[str, Any] = {
        "deal": answer.deal,
        "customer": answer.customer,
        "closed_at": answer.closed_at.isoformat(),
        "withdrawn_at": None if answer.withdrawn_at is None else answer.withdrawn_at.isoformat(),
        "status": answer.status,
        "owner": answer.owner,
        "credit": shares(answer.credit),
        "commission": shares(answer.commission),
        "on_top": shares(answer.on_top),
        "amounts": None if amounts is None else {payee: _money(amount) for payee, amount in amounts.items()},
        "clause": answer.clause,
        "because": [_because(one, words) for one in answer.because],
        "rulebook": _rulebook(answer, words),
        "facts": {"count": count, "digest": digest},
    }
    if answer.rulebook.consequences:
        found["consequences"] = [_consequence(one, words) for one in answer.consequences]
    if considered:
        others = answer.considered()
        found["considered"] = [_considered(one, words) for one in others]
        found["missing"] = [_lacking(one, words) for one in lacking(answer, others)]
    return found


def _consequence(one: Consequence, words: Words) -> dict[str, Any]:
    figure = one.figure
    amount = _money(figure) if isinstance(figure, Money) else None
    return {
        "kind": one.kind,
        "payee": one.payee,
        "figure": amount or (None if figure is None else str(figure)),
        "id": one.clause.id,
        "cite": one.clause.cite,
        **_reason(one.because, words),
    }


def _money(amount: Money) -> dict[str, str]:
    return {"amount": amount.amount, "currency": amount.currency}


def _rulebook(answer: Attribution, words: Words) -> dict[str, Any]:
    """Under which rulebook; why this one where it was adopted, and what was set otherwise where something was."""
    book = answer.rulebook
    found: dict[str, Any] = {"name": book.name, "version": book.version, "digest": book.digest}
    if plugins := book.plugins:
        found["plugins"] = dict(plugins)
    if settings := book.settings:
        found["settings"] = {path: as_written(one.value) for path, one in settings.items()}
    if answer.in_force is not None:
        found["in_force"] = _reason(answer.in_force, words)
    return found


def as_written(value: object) -> str:
    """A parameter's value as text, the way a setting writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def shares(of: Mapping[str, Fraction]) -> dict[str, str]:
    """Payee to exact share, as text."""
    return {payee: str(share) for payee, share in of.items()}


def _because(one: Because, words: Words) -> dict[str, Any]:
    return {"id": one.clause.id, "cite": one.clause.cite, **_reason(one.reason, words)}


def _considered(one: Considered, words: Words) -> dict[str, Any]:
    return {
        "id": one.clause.id,
        "cite": one.clause.cite,
        "outcome": one.outcome,
        **_reason(one.reason, words),
        "would_give": None if one.would_give is None else _decision(one.would_give),
    }


def _lacking(one: Lacking, words: Words) -> dict[str, Any]:
    clause = one.clause
    return {
        "what": one.what,
        "id": None if clause is None else clause.id,
        "cite": None if clause is None else clause.cite,
        **_reason(one.reason, words),
        "entries": list(one.types),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "status": decision.status,
        "owner": decision.owner,
        "credit": shares(decision.award.credit),
        "commission": shares(decision.award.commission),
        "clause": decision.clause,
    }


def _reason(reason: Reason, words: Words) -> dict[str, Any]:
    return {
        "reason": reason.key,
        "facts": {name: plain(value) for name, value in reason.facts.items()},
        "text": words.reason(reason),
        "events": [str(fact.id) for fact in reason.entries],
    }


def plain(value: object) -> Any:
    """A reason's fact as JSON writes it: text, a list of texts, or a table of texts."""
    if isinstance(value, Mapping):
        table = cast("Mapping[object, object]", value)
        return {str(key): plain(entry) for key, entry in table.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in cast("Sequence[object]", value)]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)
