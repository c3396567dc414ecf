"""Older shapes of events are read for ever: each changed shape has an upcast to the next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from leadledger.errors import EventInvalid
from leadledger.events.strict_json import shown

Raw = dict[str, Any]
"""An event as decoded from JSON, not yet checked."""

UPCASTS: Mapping[tuple[str, int], Callable[[Raw], Raw]] = MappingProxyType({})
"""From a type and the version it was written in to a function giving the next version; none has changed so far."""


def version_of(raw: Raw) -> int:
    """Return the version an entry says it was written in; 1 where it says nothing.

    Raises:
        EventInvalid: it is not a whole number from 1 on.
    """
    version = raw.get("version", 1)
    if type(version) is not int or version < 1:
        expected = "a whole number from 1 on"
        message = f"{raw.get('type')}: 'version' is {shown(version)}, but {expected} is expected"
        raise EventInvalid(message, field="version", expected=expected)
    return version


def upcast(raw: Raw, upcasts: Mapping[tuple[str, int], Callable[[Raw], Raw]] = UPCASTS) -> Raw:
    """Bring *raw* into the newest shape there is an upcast to; *raw* itself is not changed.

    >>> renamed = {("CallReceived", 1): lambda old: {"phone": old.pop("tel", None), **old}}
    >>> upcast({"type": "CallReceived", "tel": "138"}, renamed)
    {'phone': '138', 'type': 'CallReceived', 'version': 2}
    """
    while (step := upcasts.get((raw["type"], version := version_of(raw)))) is not None:
        raw = {**step(dict(raw)), "version": version + 1}
    return raw
