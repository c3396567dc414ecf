"""Award: the closing carries somebody's code."""

from __future__ import annotations

from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.field_names import ClosingFieldName
from leadledger.rulebook.touching import agent_in


def coded(
    case: Case, *, codes: dict[str, str], field: ClosingFieldName = "code", yields_to: tuple[Pattern, ...] = ()
) -> Answer:
    """Whose code, by the table *codes*, stands in the *field* of the entry that closes the deal has the customer.

    Where there is no code, or one that the table does not list, the clause does not apply. *yields_to* are the entries
    that would decide without a code, the strongest first: where the latest of these names the very agent, the deal is
    left to the clause about them.

    >>> from leadledger.testing.stories import given, subscription
    >>> case = given(subscription("d", "c", "li", unit="u7")).case("d")
    >>> coded(case, codes={"u7": "wang"}, field="unit").award.owner
    'wang'
    """
    closing = case.closing.facts[:1]
    code: object = getattr(closing[0].event, field, None) if closing else None
    if not isinstance(code, str):
        return DoesNotApply(Reason("no-code"))
    if code not in codes:
        return DoesNotApply(Reason.of("code-of-nobody", *closing, code=code))
    decisive = next((found[-1] for pattern in yields_to if (found := case.like(pattern))), None)
    if decisive is not None and agent_in(decisive, "agent") == codes[code]:
        return DoesNotApply(Reason.of("code-of-touched", *closing, decisive, agent=codes[code], code=code))
    return Applies(Award.whole(codes[code]), Reason.of("code-of", *closing, agent=codes[code], code=code))
