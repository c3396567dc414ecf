"""Kinds that plugins bring: asked so that what fails, or what no clause can answer, is said in one sentence."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter

from leadledger.errors import KindFailed, LeadledgerError, PluginInvalid
from leadledger.rulebook.answerable import EXPECTED, is_answer

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


def guarded(apply: Callable[..., Any], stage: str, clause: str, where: str, plugin: str) -> Callable[..., Any]:
    """The same kind with its answers looked at; what it refuses itself (a LeadledgerError) is passed on.

    *where* names the clause and the plugin, in a sentence.

    Raises, when asked:
        KindFailed: it fails, or answers what is no answer of its stage.
    """

    def answer(*asked: Any) -> Any:
        try:
            given = apply(*asked)
        except (LeadledgerError, MemoryError):
            raise
        except Exception as fault:
            raise KindFailed(f"{where} failed with {_said(fault)}", clause=clause, plugin=plugin) from fault
        if not is_answer(stage, given):
            sentence = f"{where} answered {_shown(given)}; expected {EXPECTED[stage]}"
            raise KindFailed(sentence, clause=clause, plugin=plugin)
        return given

    return answer


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
