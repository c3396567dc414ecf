"""Which laws the rulebooks that come with the library break on purpose, and why."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType


def waivers_of(name: str) -> Mapping[str, str]:
    """The laws that a rulebook of the library breaks on purpose, by name, each with the reason; none for others.

    >>> sorted(waivers_of("sales-office"))
    ['late-claim', 'monotonic-evidence', 're-registering']
    """
    return _all().get(name, MappingProxyType({}))


@cache
def _all() -> Mapping[str, Mapping[str, str]]:
    text = (resources.files("leadledger.testing") / "waivers.toml").read_text(encoding="utf-8")
    return {name: MappingProxyType(laws) for name, laws in tomllib.loads(text).items()}
