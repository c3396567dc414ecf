"""Explanations: reasons and a book's own texts, put into words."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.rulebook.answers import Reason
from leadledger.rulebook.attribution import Attribution


def reason_text(reason: Reason, lang: str, names: Mapping[str, str]) -> str:
    """A reason in words."""
    return reason.key


def explanation(answer: Attribution, lang: str) -> str:
    """The whole explanation."""
    return ""
