"""What a clause of a kind may state: values for its parameters, read off the kind's own signature."""

from __future__ import annotations

import types as python
from collections.abc import Mapping, Sequence
from functools import lru_cache
from inspect import Parameter, signature
from itertools import product
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from leadledger.errors import RulebookInvalid
from leadledger.events.pattern import Pattern
from leadledger.rulebook.binding import parameters_of
from leadledger.rulebook.clauses import kinds_of
from leadledger.rulebook.document import rulebook_from
from leadledger.rulebook.field_names import is_field_name
from leadledger.rulebook.hold import Hold
from leadledger.values import Money, Share, Window

Table = dict[str, Any]
"""A clause as a document writes it."""

TOUCHES = ("VisitReceived", "CallReceived", "CustomerRegistered", "FollowUpLogged")
SHARES = ("20%", "50%", "1/3", "5%", "100%")
WINDOWS = ("2 months", "30 days", "1 month", "7 days", "1 day")
_WHEN: tuple[Table, ...] = tuple({"type": name} for name in TOUCHES)
_MISSING = {"en": "who it was", "zh": "是谁"}
_PLAIN: Mapping[Any, Sequence[Any]] = {
    bool: (False, True),
    int: (1, 2, 3),
    str: ("noted",),
    Share: SHARES,
    Window: WINDOWS,
    Money: ({"amount": "100.00", "currency": "CNY"}, {"amount": "0.01", "currency": "CNY"}),
    Pattern: (*_WHEN, {"type": list(TOUCHES[:2])}),
    Hold: tuple({"length": length} for length in WINDOWS),
    dict[str, str]: (_MISSING,),
}
"""What may stand in a parameter of a type, the plainest first."""
_TRIES = 200

REGISTER_ID = "claim"
HEAD: Table = {
    "name": "random",
    "version": "1",
    "title": {"en": "Made up by chance"},
    "terms": {
        "timezone": "Asia/Shanghai",
        "closes_with": "subscription",
        "register_entries": list(TOUCHES),
        "wish_validity": "2 months",
        "remainder": "largest-remainder",
    },
    "register": [
        {
            "id": REGISTER_ID,
            "cite": "1",
            "use": "opens",
            "when": {"type": "VisitReceived"},
            "hold": {"length": "2 months"},
        }
    ],
}
"""The least document that a clause can stand in."""
CLOSER: Table = {"id": "last", "cite": "99", "use": "closer", "where": "anyhow"}


def options_of(kind: Any, name: str) -> Sequence[Any]:
    """What may stand in a parameter of this type; nothing where no value can be made up for it."""
    if name == "given_by":
        return ([REGISTER_ID],)
    if is_field_name(kind):
        return ()
    if get_origin(kind) is Annotated:
        return options_of(get_args(kind)[0], name)
    if get_origin(kind) in (Union, python.UnionType):
        return [one for entry in get_args(kind) if entry is not type(None) for one in options_of(entry, name)]
    if get_origin(kind) is Literal:
        return get_args(kind)
    if get_origin(kind) is tuple:
        some = options_of(get_args(kind)[0], name)
        return [[one] for one in some[:3]] + ([list(some[:2])] if len(some) > 1 else [])
    return _PLAIN.get(kind, ())


@lru_cache(maxsize=256)
def form_of(stage: str, use: str) -> Mapping[str, Sequence[Any]] | None:
    """For each parameter of a kind the values a document may state there; None where no such clause can be made up.

    What may be left out has None among its values, first of all. Every value was tried in a document.
    """
    function = kinds_of(stage)[use].function
    stated = {name: options_of(kind, name) for name, (kind, _) in parameters_of(function).items()}
    if stage == "register":
        stated["when"] = _WHEN
    needed = {name for name, one in signature(function).parameters.items() if one.default is Parameter.empty}
    required = {name: options for name, options in stated.items() if name in needed and options}
    if any(name in needed and not options for name, options in stated.items()):
        return None
    if stage == "register":
        required["when"] = (None, *_WHEN)
    first = _first_that_stands(stage, use, required)
    if first is None:
        return None
    found: dict[str, Sequence[Any]] = {}
    for name, options in stated.items():
        kept = [value for value in options if stands(stage, {**clause(use), **first, **_stating(name, value)})]
        optional = name not in needed and not (name == "when" and name in first)
        found[name] = [None, *kept] if optional else [first[name], *(one for one in kept if one != first[name])]
    return found


def clause(use: str) -> Table:
    """The beginning of a clause of a kind."""
    return {"id": use, "cite": "2", "use": use}


def _stating(name: str, value: Any) -> Table:
    return {} if value is None else {name: value}


def _first_that_stands(stage: str, use: str, required: Mapping[str, Sequence[Any]]) -> Table | None:
    """The plainest values of what has to be stated with which a clause can stand in a document."""
    for number, values in enumerate(product(*required.values())):
        stated = {name: value for name, value in zip(required, values, strict=True) if value is not None}
        if stands(stage, {**clause(use), **stated}):
            return stated
        if number > _TRIES:
            break
    return None


def stands(stage: str, table: Table) -> bool:
    """Whether a clause can stand in the least document."""
    try:
        rulebook_from(document_of({stage: [table]}))
    except RulebookInvalid:
        return False
    return True


def document_of(stages: Mapping[str, Sequence[Table]]) -> Table:
    """The least document with these clauses, the closer coming last, so that every deal is decided."""
    more = {stage: list(tables) for stage, tables in stages.items() if stage not in ("register", "award")}
    register = [*HEAD["register"], *stages.get("register", ())]
    return {**HEAD, "register": register, "award": [*stages.get("award", ()), CLOSER], **more}
