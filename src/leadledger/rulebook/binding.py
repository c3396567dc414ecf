"""Binding: a clause's table in a document, checked against its kind's signature."""

from __future__ import annotations

import functools
import inspect
import json
import typing
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from leadledger.errors import RulebookInvalid
from leadledger.events import EVENT_TYPES
from leadledger.events.declared import EventTypes
from leadledger.events.pattern import Pattern, types_named
from leadledger.rulebook.brought import Guarded, refuse_unusable
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.clauses import kinds_of
from leadledger.rulebook.conditioned import conditioned
from leadledger.rulebook.conditions import Condition, Conditions
from leadledger.rulebook.field_names import is_field_name, is_of_closing, unknown_field
from leadledger.rulebook.settings import resolve
from leadledger.rulebook.wording import placeholders, quotable
from leadledger.values import SHARE_EXPECTED, WINDOW_EXPECTED, is_list, is_table

SHOWN_LENGTH = 60  # of a wrong value, in a refusal
# What a clause's table may say beside the parameters of its kind.
_EVERYWHERE = frozenset({"id", "cite", "use", "title", "text", "active"})
_CONDITIONS = frozenset({"if", "unless"})
_FOLLOWING = frozenset({"after", "overrides", "collides"})
_BY_STAGE: Mapping[str, frozenset[str]] = {
    "register": _CONDITIONS | {"when"},
    "award": _CONDITIONS | {"rank"},
    "sharing": _CONDITIONS | _FOLLOWING,
    "on_top": _CONDITIONS | _FOLLOWING,
    "consequence": _CONDITIONS | _FOLLOWING,
}
_IN_OUR_WORDS = (
    ("value error, ", ""),
    ("input should be", "expected"),
    ("a valid array", "a list"),
    ("an object", "a table"),
)
_OTHERS = "; others come with plugins, and none in use brings it (--plugin MODULE, or leadledger.use)"
_CONDITION_LIST: TypeAdapter[tuple[Condition, ...]] = TypeAdapter(tuple[Condition, ...])


def bind(
    stage: str,
    table: Mapping[str, Any],
    place: int,
    terms: Mapping[str, object],
    source: str,
    types: EventTypes = EVENT_TYPES,
) -> Clause | None:
    """The clause a table stands for; None where it is written but not active.

    *place* is its number among the clauses of its stage: their rank, where award clauses state none. *types* are the
    event types the document may speak of.

    Raises:
        RulebookInvalid: naming the clause, the parameter and what was expected.
    """
    where = f"{source}: {stage} clause {table.get('id', f'number {place}')!r}"
    for key in ("id", "cite", "use"):
        if not isinstance(table.get(key), str) or not table[key]:
            raise RulebookInvalid(f"{where} needs a {key!r}, a text")
    kinds = kinds_of(stage)
    if table["use"] not in kinds:
        known = ", ".join(sorted(kinds))
        raise RulebookInvalid(f"{where} uses the kind {table['use']!r}; the {stage} kinds are: {known}{_OTHERS}")
    brought = kinds[table["use"]]
    kind = brought.function
    if brought.plugin is not None:
        refuse_unusable(kind, stage, _of_plugin(where, table, brought.plugin))
    own = _EVERYWHERE | _BY_STAGE.get(stage, frozenset())
    stated = {key: value for key, value in table.items() if key not in own}
    _check_names(kind, stated, where)
    params = {key: _value(kind, key, value, terms, types, where) for key, value in stated.items()}
    if not _flag(table.get("active", True), terms, where):
        return None
    conditions = Conditions(
        _conditions(table, "if", terms, types, where), _conditions(table, "unless", terms, types, where)
    )
    when = _pattern(table, types, where) if stage == "register" else None
    _check_fields(kind, params, when, types, where)
    apply: Callable[..., Any] = functools.partial(kind, **params)
    if brought.plugin is not None:
        apply = Guarded(apply, stage, table["id"], _of_plugin(where, table, brought.plugin), brought.plugin[0])
    return Clause(
        id=table["id"],
        cite=table["cite"],
        stage=stage,
        use=table["use"],
        apply=conditioned(stage, conditions, apply) if conditions else apply,
        title=texts_of(table, "title", {}, where),
        text=texts_of(table, "text", params, where),
        params=params,
        when=when,
        rank=_rank(table, place, where) if stage == "award" else 0,
        after=_ids(table, "after", where),
        overrides=_ids(table, "overrides", where),
        collides=_ids(table, "collides", where),
        conditions=conditions,
        final=brought.final,
        reads=brought.reads | types_named([params, conditions, when]),
        plugin=brought.plugin,
    )


def _of_plugin(where: str, table: Mapping[str, Any], plugin: tuple[str, str]) -> str:
    return f"{where} (kind {table['use']} of plugin {' '.join(plugin)})"


@functools.cache
def parameters_of(kind: Callable[..., Any]) -> Mapping[str, tuple[Any, bool]]:
    """The parameters of a clause kind: name to its type and whether it must be stated."""
    hints = typing.get_type_hints(kind, include_extras=True)
    return {
        name: (hints[name], parameter.default is inspect.Parameter.empty)
        for name, parameter in inspect.signature(kind).parameters.items()
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY
    }


@functools.cache
def _adapter(kind: Callable[..., Any], name: str) -> TypeAdapter[Any]:
    return TypeAdapter(parameters_of(kind)[name][0])


def _check_names(kind: Callable[..., Any], stated: Mapping[str, object], where: str) -> None:
    known = parameters_of(kind)
    for key in stated:
        if key not in known:
            names = ", ".join(sorted(known)) or "none"
            raise RulebookInvalid(f"{where} states {key!r}, which its kind does not take (it takes: {names})")
    for key, (_, required) in known.items():
        if required and key not in stated:
            raise RulebookInvalid(f"{where} must state {key!r}")


def _check_fields(
    kind: Callable[..., Any], params: Mapping[str, object], when: Pattern | None, types: EventTypes, where: str
) -> None:
    named = types_named([params, when])
    for name, value in params.items():
        parameter = parameters_of(kind)[name][0]
        asked = frozenset[str]() if is_of_closing(parameter) else named
        wrong = unknown_field(value, asked, types) if is_field_name(parameter) else None
        if wrong is not None:
            of = " or ".join(sorted(asked)) or "any event type"
            raise RulebookInvalid(f"{where}, {name}: expected a field of {of}, got {_shown(wrong)}")


def _value(
    kind: Callable[..., Any], name: str, value: object, terms: Mapping[str, object], types: EventTypes, where: str
) -> Any:
    try:
        plain = resolve(value, terms)
    except ValueError as error:
        raise RulebookInvalid(f"{where}, {name}: {error}") from None
    try:
        return _adapter(kind, name).validate_json(json.dumps(plain), strict=True, context={"types": types})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place, wrong = _stated_at(f"{where}, {name}", value, first["loc"], terms)
        raise RulebookInvalid(f"{place}: {_expected(first)}, got {_shown(wrong)}") from None


def _stated_at(where: str, value: object, path: Sequence[str | int], terms: Mapping[str, object]) -> tuple[str, object]:
    """Where a wrong value is written, and what stands there: in a term, where the clause refers to one."""
    place, inside = where, list(path)
    while True:
        if is_table(value) and set(value) == {"term"} and str(value["term"]) in terms:
            name = str(value["term"])
            place, value = f"{where.partition(': ')[0]}: terms.{name}", terms[name]
        elif inside and is_table(value) and inside[0] in value:
            step = str(inside.pop(0))
            place, value = f"{place}.{step}", value[step]
        else:
            return place, value


def _expected(error: ErrorDetails) -> str:
    """What should stand there, from the first fault that was found."""
    if error["type"] == "share":
        return f"expected {SHARE_EXPECTED}"
    if error["type"] == "window":
        return f"expected {WINDOW_EXPECTED}"
    if error["type"] == "missing":
        return f"expected {error['loc'][-1]!r} in it"
    if error["type"] == "unexpected_keyword_argument":
        return "expected no key of that name"
    said = f"{error['msg'][0].lower()}{error['msg'][1:]}"
    for theirs, ours in _IN_OUR_WORDS:
        said = said.replace(theirs, ours)
    return said


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN_LENGTH else f"{text[:SHOWN_LENGTH]}…"


def _flag(value: object, terms: Mapping[str, object], where: str) -> bool:
    try:
        flag = resolve(value, terms)
    except ValueError as error:
        raise RulebookInvalid(f"{where}, active: {error}") from None
    if not isinstance(flag, bool):
        place, wrong = _stated_at(f"{where}, active", value, (), terms)
        raise RulebookInvalid(f"{place}: expected true or false, got {_shown(wrong)}")
    return flag


def _conditions(
    table: Mapping[str, Any], key: str, terms: Mapping[str, object], types: EventTypes, where: str
) -> tuple[Condition, ...]:
    try:
        plain = resolve(table.get(key, []), terms)
        return _CONDITION_LIST.validate_python(plain, context={"types": types})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = f" number {int(first['loc'][0]) + 1}" if first["loc"] else ""
        said = first["msg"] if first["type"] == "condition" else "expected a list of conditions"
        raise RulebookInvalid(f"{where}, {key}{place}: {said}") from None
    except ValueError as error:
        raise RulebookInvalid(f"{where}, {key}: {error}") from None


def _pattern(table: Mapping[str, Any], types: EventTypes, where: str) -> Pattern:
    try:
        return Pattern.parse(table.get("when"), types)
    except ValueError as error:
        raise RulebookInvalid(f"{where}, when: {error}") from None


def _rank(table: Mapping[str, Any], place: int, where: str) -> int:
    rank = table.get("rank", place)
    if not isinstance(rank, int) or isinstance(rank, bool):
        raise RulebookInvalid(f"{where}, rank: expected a whole number (1 decides first), got {rank!r}")
    return rank


def _ids(table: Mapping[str, Any], key: str, where: str) -> frozenset[str]:
    ids: object = table.get(key, [])
    if not is_list(ids) or not all(isinstance(name, str) for name in ids):
        raise RulebookInvalid(f"{where}, {key}: expected a list of clause ids, got {ids!r}")
    return frozenset(str(name) for name in ids)


def texts_of(table: Mapping[str, Any], key: str, parameters: Mapping[str, object], where: str) -> Mapping[str, str]:
    """A text by language; it may leave a place, in braces, for any of *parameters*.

    Raises:
        RulebookInvalid: it is no table of texts, or leaves a place for something else.
    """
    texts: object = table.get(key, {})
    if not is_table(texts) or not all(isinstance(text, str) for text in texts.values()):
        raise RulebookInvalid(f'{where}, {key}: expected texts by language, for example {{ en = "…", zh = "…" }}')
    known = list(quotable(parameters))
    for language, text in texts.items():
        try:
            strange = sorted(placeholders(str(text)) - set(known))
        except ValueError as error:
            raise RulebookInvalid(f"{where}, {key}.{language}: {error}; a brace that is meant is doubled") from None
        if strange:
            places = ", ".join(f"{{{name}}}" for name in known) or "nothing"
            raise RulebookInvalid(
                f"{where}, {key}.{language}: {{{strange[0]}}} is no parameter stated there; a text can quote {places}"
            )
    return {language: str(text) for language, text in texts.items()}
