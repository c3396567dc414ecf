"""Plugins: event types and clause kinds that an embedding application brings, as plain data."""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from string import Formatter
from typing import Any, Final, TypeVar, cast

from leadledger.errors import PluginInvalid
from leadledger.events import EVENT_TYPES, Event
from leadledger.events.declared import APP, NAMED, EventTypes, together
from leadledger.events.wire import name_of
from leadledger.texts.reasons import REASONS
from leadledger.values import is_list, is_table

GROUP = "leadledger.plugins"
"""The entry point group under which installed packages name their plugins."""

STAGES: Final = ("party", "reading", "register", "award", "sharing", "on_top", "suspense", "consequence")
"""The stages of a rulebook's clauses, each with kinds of its own."""

K = TypeVar("K", bound=Callable[..., Any])

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_used: dict[str, Plugin] = {}


@dataclass(frozen=True, slots=True)
class Plugin:
    """What an application adds: *events*, classes of types named ``app.…``, and clause *kinds* by stage and name.

    The function of a kind is asked as those of its stage are (:mod:`leadledger.rulebook.kinds`); a clause states its
    keyword-only parameters. *reasons* are texts by language for the keys of its kinds' reasons, with the reasons' facts
    in braces; a reason without one is told by its key and facts. Decisions under its kinds carry *name* and *version*.

    >>> Plugin("acme", "1.0", kinds={"award": {"by-district": print}}).kinds["award"].keys()
    dict_keys(['by-district'])
    """

    name: str
    version: str
    events: tuple[type[Event], ...] = ()
    kinds: Mapping[str, Mapping[str, Callable[..., Any]]] = field(
        default_factory=dict[str, Mapping[str, Callable[..., Any]]]
    )
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


def reads(*types: str | type[Event]) -> Callable[[K], K]:
    """Say of a kind's function which entries it asks a case for, beside those its parameters' patterns name.

    >>> @reads("app.CallEnded")
    ... def longest_talk(case): ...
    >>> sorted(longest_talk.reads)
    ['app.CallEnded']
    """
    names = frozenset(one if isinstance(one, str) else name_of(one) for one in types)

    def said(function: K) -> K:
        cast("Any", function).reads = names
        return function

    return said


def final(function: K) -> K:
    """Say of an award kind's function that what it gives is neither shared nor added to, but by clauses that name it.

    >>> @final
    ... def by_verdict(case): ...
    >>> by_verdict.final
    True
    """
    cast("Any", function).final = True
    return function


def use(plugin: Plugin) -> None:
    """Take what the plugin brings into use, in this process from now on; the same again changes nothing.

    Raises:
        PluginInvalid: it is no plugin, or another brings an event type, a kind or a reason's text of the same name.
    """
    _installed()
    _take(plugin)


def load(module: str) -> None:
    """Take the plugin into use that a module calls ``plugin``.

    Raises:
        PluginInvalid: there is no such module, or no plugin in it.
    """
    try:
        found = import_module(module)
    except Exception as fault:
        raise PluginInvalid(f"the plugin {module} cannot be imported: {type(fault).__name__}: {fault}") from fault
    if not isinstance(plugin := getattr(found, "plugin", None), Plugin):
        raise PluginInvalid(f"{module} has no plugin: expected plugin = leadledger.Plugin(…) in it")
    use(plugin)


def in_use() -> tuple[Plugin, ...]:
    """The plugins in use: those that installed packages name, then those taken into use since."""
    _installed()
    return tuple(_used.values())


def only_use(these: Iterable[Plugin]) -> None:
    """Take these into use and all others out of it: for tests, so that one leaves nothing to the next."""
    _installed()
    _used.clear()
    for plugin in these:
        _take(plugin)


def packed() -> bytes | None:
    """The plugins in use, for :func:`take` in another process; None where one has no name in a module there."""
    try:
        return pickle.dumps(in_use())
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def take(brought: bytes) -> None:
    """Take into use what was packed by another process of this program."""
    for plugin in cast("tuple[Plugin, ...]", pickle.loads(brought)):  # noqa: S301  # as above
        use(plugin)


def event_types() -> EventTypes:
    """The event types that the plugins in use bring, by name."""
    return {name_of(cls): cls for plugin in in_use() for cls in plugin.events}


def types_with(declared: EventTypes, source: str) -> EventTypes:
    """Every event type there is, by name: the contract's, those of plugins, and those *declared*.

    Raises:
        RulebookInvalid: *source* declares one that a plugin brings too.
    """
    return {**EVENT_TYPES, **together(source, event_types(), declared)}


def types_for(document: object, declared: EventTypes, source: str) -> EventTypes:
    """As :func:`types_with`; plugins are looked for only where the document speaks of an app's types."""
    return types_with(declared, source) if _speaks_of_apps(document) else EVENT_TYPES


def kinds_of(stage: str) -> Mapping[str, tuple[Plugin, Callable[..., Any]]]:
    """The clause kinds of a stage that the plugins in use bring, by name, each with its plugin.

    >>> dict(kinds_of("award"))
    {}
    """
    return {name: (plugin, function) for plugin in in_use() for name, function in plugin.kinds.get(stage, {}).items()}


def reason_of(key: str) -> Mapping[str, str] | None:
    """The text by language that a plugin in use has for a reason's key, if one has.

    >>> reason_of("never-given") is None
    True
    """
    return next((plugin.reasons[key] for plugin in in_use() if key in plugin.reasons), None)


def _speaks_of_apps(value: object) -> bool:
    if isinstance(value, str):
        return value.startswith(APP)
    if is_table(value):
        return any(_speaks_of_apps(part) for part in (*value, *value.values()))
    return is_list(value) and any(map(_speaks_of_apps, value))


@cache
def _installed() -> None:
    for entry in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            plugin = entry.load()
        except Exception as fault:
            raise PluginInvalid(
                f"the plugin {entry.name} ({entry.value}) cannot be loaded: {type(fault).__name__}: {fault}"
            ) from fault
        _take(plugin)


def _take(plugin: object) -> None:
    if not isinstance(plugin, Plugin):
        raise PluginInvalid(f"{plugin!r} is no plugin: expected leadledger.Plugin(name, version, …)")
    if not (_is_text(plugin.name) and _is_text(plugin.version)):
        raise PluginInvalid(f"a plugin's name and version are texts, not {plugin.name!r} and {plugin.version!r}")
    there = _used.get(plugin.name)
    if there == plugin:
        return
    if there is not None:
        raise PluginInvalid(f"two plugins are called {plugin.name!r}: versions {there.version} and {plugin.version}")
    for cls in plugin.events:
        _refuse_no_event(cls, plugin)
    _refuse_no_kinds(plugin)
    _refuse_no_texts(plugin)
    for other in _used.values():
        _refuse_both(other, plugin)
    _used[plugin.name] = plugin


def _refuse_no_event(cls: object, plugin: Plugin) -> None:
    where = f"plugin {plugin.name!r}: "
    if not isinstance(cls, type) or not issubclass(cls, Event):
        raise PluginInvalid(f"{where}{cls!r} is no event type: expected a class derived from leadledger.Event")
    name = cls.model_fields["type"].default
    if not isinstance(name, str) or NAMED.fullmatch(name) is None:
        raise PluginInvalid(
            f'{where}{cls.__name__} has no name of its own: expected type: Literal["app.{cls.__name__}"] = '
            f'"app.{cls.__name__}"'
        )


def _refuse_no_kinds(plugin: Plugin) -> None:
    where = f"plugin {plugin.name!r}: "
    for stage, kinds in plugin.kinds.items():
        if stage not in STAGES:
            raise PluginInvalid(f"{where}there is no stage {stage!r}: expected one of {', '.join(STAGES)}")
        if not is_table(kinds):
            raise PluginInvalid(f"{where}{stage} has {kinds!r}: expected kinds by name, such as {{'by-district': …}}")
        for name, function in kinds.items():
            if _KIND.fullmatch(name) is None:
                raise PluginInvalid(f"{where}expected a kind to be called such as by-district, not {name!r}")
            if not callable(function):
                raise PluginInvalid(f"{where}the {stage} kind {name} is {function!r}: expected a function")
            read: object = getattr(function, "reads", None)
            if read is not None and not isinstance(read, frozenset):
                raise PluginInvalid(f"{where}the {stage} kind {name} reads {read!r}: expected @reads(…) to say what")
            if stage != "award" and getattr(function, "final", False):
                raise PluginInvalid(f"{where}the {stage} kind {name} is said to be final, as only award kinds can be")


def _refuse_no_texts(plugin: Plugin) -> None:
    for key, texts in plugin.reasons.items():
        where = f"plugin {plugin.name!r}: the reason {key!r}"
        if key in REASONS:
            raise PluginInvalid(f"{where} has a text of leadledger's own: expected a key of the plugin's")
        if not is_table(texts) or not texts or not all(isinstance(text, str) for text in texts.values()):
            raise PluginInvalid(f'{where}: expected texts by language, for example {{"en": "…", "zh": "…"}}')
        for language, text in texts.items():
            try:
                strange = [
                    name for _, name, spec, as_ in Formatter().parse(str(text)) if not _is_place(name, spec, as_)
                ]
            except ValueError as fault:
                raise PluginInvalid(f"{where}, {language}: {fault}; a brace that is meant is doubled") from None
            if strange:
                raise PluginInvalid(f"{where}, {language}: a place is a fact's name alone, not {{{strange[0]}…}}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_place(name: str | None, spec: str | None, conversion: str | None) -> bool:
    return name is None or (name.isidentifier() and not spec and not conversion)


def _refuse_both(one: Plugin, other: Plugin) -> None:
    names = {name_of(cls) for cls in one.events} & {name_of(cls) for cls in other.events}
    names |= {
        f"the {stage} kind {name}"
        for stage in one.kinds
        for name in one.kinds[stage].keys() & other.kinds.get(stage, {})
    }
    names |= {f"a text for the reason {key!r}" for key in one.reasons.keys() & other.reasons.keys()}
    if names:
        raise PluginInvalid(f"plugins {one.name!r} and {other.name!r} both bring {min(names)}")
