"""``--plugin MODULE``, before or after any command: what an embedding application adds, taken into use first."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger import plugins
from leadledger.errors import CallInvalid

_OPTION = "--plugin"


def with_plugins(argv: Sequence[str]) -> list[str]:
    """Take the plugins named into use; returns the other arguments.

    >>> with_plugins(["decide", "history.jsonl", "--json"])
    ['decide', 'history.jsonl', '--json']

    Raises:
        PluginInvalid: a plugin cannot be used.
        CallInvalid: the option names no module.
    """
    rest: list[str] = []
    waiting = iter(argv)
    for one in waiting:
        name, equals, module = one.partition("=")
        if one == "--":
            rest += [one, *waiting]
        elif name != _OPTION:
            rest.append(one)
        else:
            module = module if equals else next(waiting, "")
            if not module:
                raise CallInvalid(f"{_OPTION} needs the name of a Python module, such as acme.leadledger_plugin")
            plugins.load(module)
    return rest
