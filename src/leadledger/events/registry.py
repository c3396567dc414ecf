"""Every event type by name, their union, and the JSON Schema of a history's line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, cast, get_args

from pydantic import Field, TypeAdapter

from leadledger.events.base import Event
from leadledger.events.commission import Commission
from leadledger.events.conduct import Conduct
from leadledger.events.corrections import Correction
from leadledger.events.deals import Dealing
from leadledger.events.decisions import Decision
from leadledger.events.files import Filing
from leadledger.events.office import Office
from leadledger.events.outings import Outing
from leadledger.events.policy import Policy
from leadledger.events.touchpoints import Touchpoint

AnyEvent = Annotated[
    Touchpoint | Conduct | Office | Dealing | Correction | Policy | Decision | Commission | Filing | Outing,
    Field(discriminator="type"),
]
"""The union of every event type, told apart by ``type``."""


def _types(union: Any) -> tuple[type[Event], ...]:
    return get_args(union) or (union,)


AREAS: Mapping[str, tuple[type[Event], ...]] = MappingProxyType(
    {
        "touchpoints": _types(Touchpoint),
        "conduct": _types(Conduct),
        "office": _types(Office),
        "deals": _types(Dealing),
        "corrections": _types(Correction),
        "policy": _types(Policy),
        "decisions": _types(Decision),
        "commission": _types(Commission),
        "files": _types(Filing),
        "outings": _types(Outing),
    }
)
"""The event types of each area of the office's work."""

EVENT_TYPES: Mapping[str, type[Event]] = MappingProxyType(
    {cls.__name__: cls for classes in AREAS.values() for cls in classes}
)
"""Every event type by the name that stands in ``type``."""


@cache
def event_adapter() -> TypeAdapter[Any]:
    """Return the discriminated union, for hosts that validate with pydantic themselves."""
    return TypeAdapter(AnyEvent)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of one line of a history; personal fields carry ``"x-personal": true``."""
    schema = event_adapter().json_schema(mode="validation")
    for name in EVENT_TYPES:
        definition = schema["$defs"][name]
        definition["required"] = ["type", *definition["required"]]
        del definition["properties"]["type"]["default"]
    money: dict[str, Any] = {}
    schema = _money_once(schema, money)
    schema["$defs"] |= money
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Event", **schema}


def _money_once(node: Any, found: dict[str, Any]) -> Any:
    """Put each kind of money, with its list of currencies, under a name instead of at every place."""
    if isinstance(node, list):
        return [_money_once(inner, found) for inner in cast("list[object]", node)]
    if not isinstance(node, dict):
        return node
    table = cast("dict[str, Any]", node)
    if "currency" not in table.get("properties", ()):
        return {key: _money_once(inner, found) for key, inner in table.items()}
    name = "Money" if "-" in table["properties"]["amount"]["pattern"] else "MoneyNotNegative"
    found[name] = {key: inner for key, inner in table.items() if key != "title"}
    return {"$ref": f"#/$defs/{name}"}
