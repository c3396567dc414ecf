"""Documents kept whole inside an entry: exact and finite, so that reading them back gives the same document."""

from __future__ import annotations

import math
from typing import Annotated

from pydantic import AfterValidator, JsonValue
from pydantic_core import PydanticCustomError

MAX_DEPTH = 32
MAX_INTEGER = 2**63


def _exact(document: dict[str, JsonValue]) -> dict[str, JsonValue]:
    _walk(document, 1)
    return document


def _walk(value: JsonValue, depth: int) -> None:
    if depth > MAX_DEPTH - 1:
        raise PydanticCustomError(
            "too_deep", "at most {levels} levels of lists and tables are expected", {"levels": MAX_DEPTH}
        )
    match value:
        case dict():
            for inner in value.values():
                _walk(inner, depth + 1)
        case list():
            for inner in value:
                _walk(inner, depth + 1)
        case float() if not math.isfinite(value):
            raise PydanticCustomError("finite_number", "a finite number is expected")
        case int() if not -MAX_INTEGER <= value < MAX_INTEGER:
            raise PydanticCustomError("huge_number", "a number of at most 64 bits is expected")
        case _:
            pass


Document = Annotated[dict[str, JsonValue], AfterValidator(_exact)]
"""A table of JSON values: a rulebook, a commission plan, an attribution."""
