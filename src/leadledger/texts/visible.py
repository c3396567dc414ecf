"""Characters that would act on a terminal, break a line or turn the reading direction: shown, never sent.

Names, ids, paths and the texts of rulebooks come from anywhere; what is printed for people goes through
:func:`visible`, and JSON through :func:`as_json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

# Controls but the newline, line and paragraph separators, what turns the reading direction, halves of a pair.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text with every character that would not be seen as one shown by its number.

    >>> print(visible("a\x1b[31mb\u202ec\nd"))
    a\x1b[31mb\u202ec
    d
    """
    return _UNSEEN.sub(_by_number, text)


def as_json(of: Mapping[str, Any]) -> str:
    r"""The mapping as JSON on one line, such characters escaped as JSON escapes them.

    >>> print(as_json({"name": "a\x1b\u2028b"}))
    {"name": "a\u001b\u2028b"}
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(of, ensure_ascii=False))


def _by_number(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"
