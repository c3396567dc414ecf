"""Conditioned clauses: a clause's answer, asked only where the conditions the document states for it hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from leadledger.dossier import Fact
from leadledger.rulebook.answers import Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.conditions import Conditions, Failed
from leadledger.rulebook.effects import Effects
from leadledger.rulebook.register import Register

Apply = Callable[..., Any]


def _register(conditions: Conditions, apply: Apply, fact: Fact, register: Register) -> Effects | None:
    effects: Effects | None = apply(fact, register) if register.allows(conditions, fact) else None
    return effects


def _award(conditions: Conditions, apply: Apply, case: Case, *award: Award) -> Any:
    failed = conditions.hold(case.scene(*award))
    return apply(case, *award) if failed is None else DoesNotApply(why_failed(failed))


def _consequence(conditions: Conditions, apply: Apply, case: Case, award: Award) -> Any:
    return apply(case, award) if conditions.hold(case.scene(award)) is None else ()


_BY_STAGE: Mapping[str, Callable[..., Any]] = {
    "register": _register,
    "award": _award,
    "sharing": _award,
    "on_top": _award,
    "consequence": _consequence,
}


def conditioned(stage: str, conditions: Conditions, apply: Apply) -> Apply:
    """What a clause of that stage answers where conditions are stated for it."""
    return partial(_BY_STAGE[stage], conditions, apply)


def why_failed(failed: Failed) -> Reason:
    """Why a clause does not speak whose conditions do not hold."""
    asked = sorted(failed.condition.seen.types)
    if failed.entries:
        return Reason.of("condition-against", *failed.entries, asked=asked)
    return Reason.of("condition-missing", asked=asked)
