"""Kinds that plugins bring: asked so that what fails, or what no clause can answer, is said in one sentence."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from leadledger.errors import KindFailed, LeadledgerError, PluginInvalid
from leadledger.rulebook.answerable import EXPECTED, is_answer, sums

SHOWN: Final = 100  # characters of a wrong answer, in a refusal
_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "party": ("links", "customers", "on", "struck"),
    "reading": ("reading",),
    "register": ("fact", "register"),
    "award": ("case",),
    "sharing": ("case", "award"),
    "on_top": ("case", "award"),
    "suspense": ("reading",),
    "consequence": ("case", "award"),
}


def refuse_unusable(kind: Callable[..., Any], stage: str, where: str) -> None:
    """See that a kind can be asked as its stage's are, and that its parameters can be read from a document.

    Raises:
        PluginInvalid: *where*, which names the clause and the plugin, and what is wrong.
    """
    wrong = _unusable(kind, stage)
    if wrong:
        raise PluginInvalid(f"{where}: {wrong}")


@dataclass(frozen=True, slots=True)
class Guarded:
    """A kind bound to a clause's parameters, with its answers looked at.

    *where* names the clause and the plugin, in a sentence. What the kind refuses itself (a LeadledgerError) is passed
    on.

    Raises, when asked:
        KindFailed: it fails, or answers what is no answer of its stage.
    """

    apply: Callable[..., Any]
    stage: str
    clause: str
    where: str
    plugin: str

    def __call__(self, *asked: Any) -> Any:
        """What the kind answers."""
        try:
            given = self.apply(*asked)
        except (LeadledgerError, MemoryError):
            raise
        except Exception as fault:
            raise self._failed(f"failed with {_said(fault)}") from fault
        if not is_answer(self.stage, given):
            wrong = sums(given)
            raise self._failed(f"answered {_shown(given)}{wrong and f', and {wrong}'}; expected {EXPECTED[self.stage]}")
        return given

    def _failed(self, how: str) -> KindFailed:
        return KindFailed(f"{self.where} {how}", clause=self.clause, plugin=self.plugin)


@cache
def _unusable(kind: Callable[..., Any], stage: str) -> str:
    asked = _ASKED[stage]
    try:
        signature = inspect.signature(kind)
        hints = typing.get_type_hints(kind)
        own = [one.name for one in signature.parameters.values() if one.kind is inspect.Parameter.KEYWORD_ONLY]
        for name in own:
            if name not in hints:
                return f"its parameter {name!r} has no type: expected each to be annotated"
            TypeAdapter[Any](hints[name])
    except Exception as fault:  # noqa: BLE001  # whatever reading somebody else's annotations brings
        return f"its parameters cannot be read: {_said(fault)}"
    try:
        signature.bind(*asked, **dict.fromkeys(own))
    except TypeError:
        return f"its function takes {signature}: expected ({', '.join(asked)}, *, its parameters)"
    return ""


def _said(fault: Exception) -> str:
    words = " ".join(str(fault).split())
    return f"{type(fault).__name__}: {words}" if words else type(fault).__name__


def _shown(value: object) -> str:
    try:
        text = " ".join(repr(value).split())
    except Exception:  # noqa: BLE001  # somebody else's repr
        text = f"a {type(value).__name__}"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
