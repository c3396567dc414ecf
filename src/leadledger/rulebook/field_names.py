"""Field names: parameters of clause kinds that say in which field of an entry something stands."""

from __future__ import annotations

from typing import Annotated, Final, cast, get_args

from leadledger.events.declared import EventTypes

_FIELD: Final = "the name of a field"
FieldName = Annotated[str, _FIELD]
"""The name of a field of the entries a clause is about."""
_CLOSING: Final = "of the entry that closes the deal"
ClosingFieldName = Annotated[str, _FIELD, _CLOSING]
"""The name of a field of the entry that closes the deal, whatever other entries the clause is about."""


def is_field_name(kind: object) -> bool:
    """Whether a parameter's type is that of a field's name, or of none.

    >>> is_field_name(FieldName), is_field_name(FieldName | None), is_field_name(str)
    (True, True, False)
    """
    inside = getattr(kind, "__metadata__", ())
    return _FIELD in inside or any(_FIELD in getattr(one, "__metadata__", ()) for one in get_args(kind))


def is_of_closing(kind: object) -> bool:
    """Whether a parameter's type is that of the name of a field of the entry that closes the deal.

    >>> is_of_closing(ClosingFieldName), is_of_closing(FieldName)
    (True, False)
    """
    return _CLOSING in getattr(kind, "__metadata__", ())


def unknown_field(stated: object, asked: frozenset[str], types: EventTypes) -> object | None:
    """The first field, of the one or several *stated*, that no entry of the types *asked* has.

    Where nothing is asked, any event type may have it.

    >>> from leadledger.events import EVENT_TYPES
    >>> unknown_field(("agent", "agnet"), frozenset({"VisitReceived"}), EVENT_TYPES)
    'agnet'
    """
    models = [types[name] for name in sorted(asked) if name in types] or list(types.values())
    fields = cast("tuple[object, ...]", stated) if isinstance(stated, tuple) else (stated,)
    return next((field for field in fields if not any(field in model.model_fields for model in models)), None)
