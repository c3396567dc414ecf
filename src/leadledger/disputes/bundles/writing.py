"""Writing a bundle: one JSON document, the same bytes for the same bundle, an entry and a hash on each line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from leadledger.disputes.bundles.model import Bundle
from leadledger.texts.visible import as_json
from leadledger.values import is_list, is_table

_LINE_BY_LINE = frozenset({"decision", "entries", "explanation", "nodes"})


def written(bundle: Bundle) -> bytes:
    """Return the file that a bundle is: UTF-8, one JSON object.

    Parts stand in the order of the reference, and what would act on a screen unseen is escaped.
    """
    parts = bundle.model_dump(mode="json", exclude_none=False)
    parts["entries"] = [{key: value for key, value in one.items() if value is not None} for one in parts["entries"]]
    return (
        "{\n" + ",\n".join(f"{json.dumps(key)}: {_part(key, value)}" for key, value in parts.items()) + "\n}\n"
    ).encode()


def _part(key: str, value: object) -> str:
    if key not in _LINE_BY_LINE:
        return _json(value)
    opening, closing = "[]" if is_list(value) else "{}"
    return f"{opening}\n" + ",\n".join(_lines(value)) + f"\n{closing}" if value else opening + closing


def _lines(value: object) -> Iterator[str]:
    if is_table(value):
        yield from (f"{json.dumps(key)}: {_json(inner)}" for key, inner in value.items())
    elif is_list(value):
        yield from map(_json, value)


def _json(value: Any) -> str:
    return as_json(value)
