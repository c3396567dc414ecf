"""Consequence: a fee or a fine for each of certain entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Award, Follows, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.conditions import Condition, Conditions
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import agent_in
from leadledger.values import Money


def fee(
    case: Case,
    award: Award,
    *,
    kind: str,
    when: Pattern,
    amount: Money,
    to: FieldName = "agent",
    having: tuple[Condition, ...] = (),
    lacking: tuple[Condition, ...] = (),
    count: Literal["each", "once"] = "each",
) -> Sequence[Follows]:
    """*amount* for the agent whom each entry like *when* names in the field *to*; *kind* says what it is.

    Asked at that entry, by what was entered before it: each of *having* must hold and none of *lacking*; there,
    ``same`` is the agent it names. The fee is due for ``each`` such entry, or ``once``, for the first.

    >>> from leadledger.testing.stories import discount, given, subscription, visit
    >>> case = given(visit("c", "zhang"), discount("c", "li"), subscription("d", "c", "zhang")).case("d")
    >>> sought = Pattern.parse({"type": "DiscountSought"})
    >>> fine = Money.parse("100.00", "CNY")
    >>> [(one.payee, str(one.figure)) for one in
    ...  fee(case, Award.whole("zhang"), kind="fine", when=sought, amount=fine, to="from_agent")]
    [('li', '100.00 CNY')]
    """
    conditions = Conditions(having, lacking)
    found: list[Follows] = []
    for fact in case.like(when, award):
        agent = agent_in(fact, to)
        if agent is None or conditions.hold(case.scene_at(fact, agent)) is not None:
            continue
        found.append(Follows(kind, agent, amount, Reason.of("fee-due", fact, agent=agent, amount=amount)))
    return found[:1] if count == "once" else found
