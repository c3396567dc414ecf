"""What clauses say: a text for each key of a reason, with the reason's facts in braces."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import Text
from leadledger.texts.reasons.books import BOOKS
from leadledger.texts.reasons.claims import CLAIMS
from leadledger.texts.reasons.following import FOLLOWING
from leadledger.texts.reasons.matters import MATTERS
from leadledger.texts.reasons.missing import MISSING
from leadledger.texts.reasons.sharing import SHARING
from leadledger.texts.reasons.touches import TOUCHES
from leadledger.texts.reasons.wishes import WISHES

REASONS: Mapping[str, Text] = {**MATTERS, **WISHES, **CLAIMS, **TOUCHES, **SHARING, **FOLLOWING, **BOOKS, **MISSING}

__all__ = ["REASONS"]
