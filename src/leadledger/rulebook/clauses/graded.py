"""Award: after a hand-over the giver keeps a deal for a time, in a part that grows less."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from leadledger.dossier import Fact
from leadledger.events.pattern import Pattern
from leadledger.rulebook.answers import Answer, Applies, Award, DoesNotApply, Reason
from leadledger.rulebook.case import Case
from leadledger.rulebook.conditions import Condition, Conditions
from leadledger.rulebook.field_names import FieldName
from leadledger.rulebook.touching import agent_in, none_counts
from leadledger.values import Share, Window, office_day


def graded(
    case: Case,
    *,
    when: Pattern,
    grades: tuple[Share, ...],
    each: Window,
    giver: FieldName = "from_agent",
    taker: FieldName = "to_agent",
    counted_from: FieldName = "occurred_at",
    having: tuple[Condition, ...] = (),
    lacking: tuple[Condition, ...] = (),
) -> Answer:
    """After the latest entry like *when* the giver keeps the customer: *grades* of both, one for *each* time in turn.

    The day in the field *counted_from* is the first of the first time (the day on which it happened, where the entry
    has none); the taker has what the giver has not. On the day after the last time, and later, the clause does not
    apply. Nor does it where, by what was entered before the move, one of *having* did not hold then or one of *lacking*
    did.

    >>> from leadledger.testing.stories import discount, given, subscription, visit
    >>> case = given(visit("c", "zhang"), discount("c", "li"), subscription("d", "c", "li")).case("d")
    >>> sought = Pattern.parse({"type": "DiscountSought"})
    >>> graded(case, when=sought, giver="from_agent", taker="from_agent", grades=(Share("3/4"),),
    ...        each=Window.parse("30 days")).award.owner
    'li'
    """
    moves = case.like(when)
    if not moves:
        return none_counts(when)
    move = moves[-1]
    gives, takes = agent_in(move, giver), agent_in(move, taker)
    begins = _day(move, counted_from, case)
    if gives is None or takes is None:
        return DoesNotApply(Reason.of("move-names-nobody", move))
    if Conditions(having, lacking).hold(case.scene_at(move, gives)) is not None:
        return DoesNotApply(Reason.of("moved-at-once", move, giver=gives, taker=takes))
    first = begins
    for place, grade in enumerate(grades, start=1):
        after = each.through(first)
        if first <= case.closing.day < after:
            shares: dict[str, Fraction] = {gives: grade}
            shares[takes] = shares.get(takes, Fraction(0)) + 1 - grade
            because = Reason.of("kept-after-move", move, giver=gives, taker=takes, share=grade, place=place, of=begins)
            credit = {agent: share for agent, share in shares.items() if share}
            return Applies(Award.of(credit, credit), because)
        first = after
    return DoesNotApply(Reason.of("kept-no-longer", move, giver=gives, through=first))


def _day(move: Fact, field: str, case: Case) -> date:
    """The day in a field of the move, by the office's clocks; where it is left out, the day on which it happened."""
    value: object = getattr(move.event, field, None)
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return office_day(value if isinstance(value, datetime) else move.occurred_at, case.register.zone)
