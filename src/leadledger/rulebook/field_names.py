"""Field names: parameters of clause kinds that say in which field of an entry something stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, cast, get_args

from leadledger.events.declared import EventTypes

_FIELD: Final = "the name of a field"
FieldName = Annotated[str, _FIELD]
"""The name of a field of the entries a clause is about."""


def is_field_name(kind: object) -> bool:
    """Whether a parameter's type is that of a field's name, or of none.

    >>> is_field_name(FieldName), is_field_name(FieldName | None), is_field_name(str)
    (True, True, False)
    """
    inside = getattr(kind, "__metadata__", ())
    return _FIELD in inside or any(_FIELD in getattr(one, "__metadata__", ()) for one in get_args(kind))


def unknown_field(stated: Mapping[str, object], asked: frozenset[str], types: EventTypes) -> tuple[str, object] | None:
    """The first parameter, of those *stated*, that names a field which no entry of the types *asked* has.

    Where nothing is asked, any event type may have it.

    >>> from leadledger.events import EVENT_TYPES
    >>> unknown_field({"to": "agnet"}, frozenset({"VisitReceived"}), EVENT_TYPES)
    ('to', 'agnet')
    """
    models = [types[name] for name in sorted(asked) if name in types] or list(types.values())
    for name, value in stated.items():
        for field in cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,):
            if not any(field in model.model_fields for model in models):
                return name, field
    return None
