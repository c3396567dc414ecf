"""A call centre's clauses and entries for leadledger."""

from __future__ import annotations

from importlib.resources import files

import leadledger as ll
from callroom.bonus import shift_bonus
from callroom.calls import CallEnded
from callroom.promises import promised
from callroom.reasons import REASONS
from callroom.talk import by_talk

__version__ = "1.2"
__all__ = ["CallEnded", "plugin", "rulebook"]

plugin = ll.Plugin(
    "callroom",
    __version__,
    events=(CallEnded,),
    kinds={
        "register": {"promised": promised},
        "award": {"by-talk": by_talk},
        "consequence": {"shift-bonus": shift_bonus},
    },
    reasons=REASONS,
)


def rulebook() -> ll.Rulebook:
    """The call centre's rulebook, the plugin taken into use for it."""
    ll.use(plugin)
    return ll.parse_rulebook((files("callroom") / "rules.toml").read_text("utf-8"), source="callroom's rules.toml")
