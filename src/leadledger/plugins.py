"""Plugins: event types and clause kinds that an embedding application brings, as plain data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from leadledger.errors import PluginInvalid
from leadledger.events import EVENT_TYPES, Event
from leadledger.events.declared import APP, NAMED, EventTypes, together
from leadledger.events.wire import name_of
from leadledger.values import is_list, is_table

GROUP = "leadledger.plugins"
"""The entry point group under which installed packages name their plugins."""

_KIND = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_used: dict[str, Plugin] = {}


@dataclass(frozen=True, slots=True)
class Plugin:
    """What an application adds: *events*, classes of types named ``app.…``, and clause *kinds* by stage and name.

    *reasons* are texts by language for the keys of its kinds' reasons, with the reasons' facts in braces; a reason
    without one is told by its key and facts.

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


def use(plugin: Plugin) -> None:
    """Take what the plugin brings into use, in this process from now on; the same again changes nothing.

    Raises:
        PluginInvalid: it is no plugin, or another brings an event type or a kind of the same name.
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
    there = _used.get(plugin.name)
    if there == plugin:
        return
    if there is not None:
        raise PluginInvalid(f"two plugins are called {plugin.name!r}: versions {there.version} and {plugin.version}")
    for cls in plugin.events:
        _refuse_no_event(cls, plugin)
    for kinds in plugin.kinds.values():
        for name in kinds:
            if _KIND.fullmatch(name) is None:
                raise PluginInvalid(
                    f"plugin {plugin.name!r}: expected a kind to be called such as by-district, not {name!r}"
                )
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


def _refuse_both(one: Plugin, other: Plugin) -> None:
    names = {name_of(cls) for cls in one.events} & {name_of(cls) for cls in other.events}
    names |= {
        f"the {stage} kind {name}"
        for stage in one.kinds
        for name in one.kinds[stage].keys() & other.kinds.get(stage, {})
    }
    if names:
        raise PluginInvalid(f"plugins {one.name!r} and {other.name!r} both bring {min(names)}")
