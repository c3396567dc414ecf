"""What a kind may answer, stage by stage: asked of kinds that plugins bring, whose types nobody checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final, cast

from leadledger.dossier import Fact
from leadledger.rulebook.answers import Applies, Award, DoesNotApply, Follows, NeedsFinding, OnTop, Reason
from leadledger.rulebook.effects import Ended, Helped, Lifted, Nothing, Opened, Passed, Renewed, Voided
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.reading import Reading
from leadledger.values import Money, is_id, is_payee

_NONE: Final = type(None)
_NO_ANSWER: Final = "DoesNotApply(because), or NeedsFinding(missing), each with a Reason"
_SHARED: Final = (
    f"Applies(award, because) whose credit and whose commission are exact shares that each sum to one, {_NO_ANSWER}"
)
EXPECTED: Final[Mapping[str, str]] = {
    "party": "a frozenset of customers",
    "reading": "a Reading",
    "register": "a tuple or list of effects, such as (Opened(agent, hold),), or None where the entry is another's",
    "award": _SHARED,
    "sharing": _SHARED,
    "on_top": f"OnTop(shares, because) of exact shares that are not negative, {_NO_ANSWER}",
    "suspense": "a tuple or list of facts",
    "consequence": "a tuple or list of Follows(kind, payee, figure, because)",
}
"""By stage: what is expected of an answer; for messages."""


def is_answer(stage: str, given: object) -> bool:
    """Whether a clause of that stage may answer so.

    >>> is_answer("register", None), is_answer("award", None)
    (True, False)
    """
    return _IS_ANSWER[stage](given)


def sums(given: object) -> str:
    """What the shares of an answer sum to, where they ought to sum to one and do not; for messages.

    >>> from leadledger.values import Share
    >>> sums(Applies(Award({"li": Share("99%")}, {"li": Share(1)}), Reason("because")))
    'its credit sums to 99/100'
    """
    award = given.award if isinstance(given, Applies) else None
    if not isinstance(award, Award) or not (_is_shares(award.credit) and _is_shares(award.commission)):
        return ""
    named = (("credit", award.credit), ("commission", award.commission))
    totals = {name: sum(shares.values(), Fraction(0)) for name, shares in named}
    return " and ".join(f"its {name} sums to {Fraction(total)}" for name, total in totals.items() if total != 1)


def _is_party(given: object) -> bool:
    return isinstance(given, frozenset) and all(isinstance(one, str) for one in cast("frozenset[object]", given))


def _is_reading(given: object) -> bool:
    return isinstance(given, Reading)


def _is_effects(given: object) -> bool:
    return given is None or (_is_list(given) and all(map(_is_effect, cast("list[object]", given))))


def _is_effect(one: object) -> bool:
    match one:
        case Opened(agent, hold, again, since, ranks):
            known = again in ("stays", "renewed", "opened") and _is(since, Fact, _NONE) and _is(ranks, Fact, _NONE)
            return _is_agent(agent) and _is(hold, Hold) and known
        case Helped(helper, holders):
            return _is_agent(helper) and _is_list(holders) and all(map(_is_agent, holders))
        case Passed(giver, taker, hold):
            return _is_agent(giver) and _is_agent(taker) and _is(hold, Hold)
        case Renewed(agent, hold):
            return _is_agent(agent) and _is(hold, Hold, _NONE)
        case Ended(agent) | Lifted(agent):
            return _is_agent(agent)
        case Nothing(why, agents):
            return _is(why, str) and _is_list(agents) and all(map(_is_agent, agents))
        case Voided():
            return True
        case _:
            return False


def _is_award_answer(given: object) -> bool:
    if isinstance(given, Applies):
        return _is_award(given.award) and _is_reason(given.because)
    return _is_no_answer(given)


def _is_on_top_answer(given: object) -> bool:
    if isinstance(given, OnTop):
        return _is_shares(given.shares) and _is_reason(given.because)
    return _is_no_answer(given)


def _is_no_answer(given: object) -> bool:
    if isinstance(given, DoesNotApply):
        return _is_reason(given.because)
    return isinstance(given, NeedsFinding) and _is_reason(given.missing)


def _is_award(award: object) -> bool:
    return isinstance(award, Award) and all(
        _is_shares(shares) and sum(shares.values()) == 1 for shares in (award.credit, award.commission)
    )


def _is_shares(shares: object) -> bool:
    """Whether they map payees to exact parts; a float is none."""
    return isinstance(shares, Mapping) and all(
        isinstance(payee, str) and is_payee(payee) and isinstance(share, Fraction) and share >= 0
        for payee, share in cast("Mapping[object, object]", shares).items()
    )


def _is_consequences(given: object) -> bool:
    return _is_list(given) and all(map(_is_follows, cast("list[object]", given)))


def _is_follows(one: object) -> bool:
    if not isinstance(one, Follows) or not (_is(one.kind, str) and _is(one.payee, str) and is_payee(one.payee)):
        return False
    missing = one.missing is None or _is_reason(one.missing)
    return _is(one.figure, Money, Fraction, str, _NONE) and _is_reason(one.because) and missing


def _is_facts(given: object) -> bool:
    return _is_list(given) and all(isinstance(one, Fact) for one in cast("list[object]", given))


def _is_reason(reason: object) -> bool:
    return (
        isinstance(reason, Reason) and _is(reason.key, str) and _is(reason.facts, Mapping) and _is_facts(reason.entries)
    )


def _is_agent(agent: object) -> bool:
    return isinstance(agent, str) and is_id(agent)


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)


def _is(value: object, *types: type) -> bool:
    """Whether it is of one of the types; asked of what somebody else's code says it is."""
    return isinstance(value, types)


_IS_ANSWER: Final[Mapping[str, Callable[[object], bool]]] = {
    "party": _is_party,
    "reading": _is_reading,
    "register": _is_effects,
    "award": _is_award_answer,
    "sharing": _is_award_answer,
    "on_top": _is_on_top_answer,
    "suspense": _is_facts,
    "consequence": _is_consequences,
}
