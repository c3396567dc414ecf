"""The plugins that a decision needs: those whose clause kinds judge it, or whose event types its entries are of."""

from __future__ import annotations

from collections.abc import Iterable

from leadledger.events.wire import name_of
from leadledger.plugins import in_use
from leadledger.rulebook.attribution import Attribution


def plugins_for(answer: Attribution, types: Iterable[str]) -> dict[str, str]:
    """The plugins that the answer's rulebook uses, or that bring one of the event *types*, with their versions."""
    present = set(types)
    bringing = {one.name: one.version for one in in_use() if present & {name_of(cls) for cls in one.events}}
    return dict(sorted({**bringing, **answer.rulebook.plugins}.items()))


def versions_here() -> dict[str, str]:
    """The plugins in use here, with their versions."""
    return {plugin.name: plugin.version for plugin in in_use()}
