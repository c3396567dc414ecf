"""Observing: what the clauses of a rulebook did in one story, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

from leadledger.errors import KindFailed, LeadledgerError
from leadledger.events import Event
from leadledger.ledger import decide
from leadledger.rulebook.answers import Answer, Applies, Award, NeedsFinding
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.effects import Nothing
from leadledger.rulebook.reading import Reading
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of

DEAL = "deal-1"
What = Literal["collision", "settled", "left", "no-clause", "sums", "needs-finding", "never-decides"]


class Mark(NamedTuple):
    """One thing found in a story: *what*, and of which clauses."""

    what: What
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Observed:
    """A story's *answer*, the clauses that *decided* something in it, those that applied and were *beaten*, *marks*."""

    answer: Attribution
    decided: frozenset[str]
    beaten: frozenset[str]
    marks: frozenset[Mark]


def observed(book: Rulebook, story: Sequence[Event]) -> Observed | None:
    """What the clauses did; None where the entries contradict each other.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), visit("c", "li", declined=["zhang"]), subscription("deal-1", "c", "li"))
    >>> seen = observed(rulebooks["sales-office"], story.events)
    >>> sorted(seen.decided), sorted(seen.beaten)
    (['declined', 'visit'], ['first-visit'])
    """
    try:
        answer = decide(story, DEAL, rulebook=book)
    except KindFailed:
        raise
    except LeadledgerError:
        return None
    case = case_of(answer)
    applied = {
        clause.id: said for clause in book.award if isinstance(said := clause.apply(case), Applies | NeedsFinding)
    }
    award = awarded_by(book, case, answer)
    sharing = _sharing(book, case, answer, award)
    shaping = {one.clause.id for one in answer.because}
    applying = {id for id, said in applied.items() if isinstance(said, Applies)} | {clause.id for clause, _ in sharing}
    return Observed(
        answer=answer,
        decided=frozenset(shaping | _before_the_award(book, answer)),
        beaten=frozenset(applying - shaping),
        marks=frozenset((*_collisions(book, applied), *_of_sharing(case, sharing, award), *_wrong(answer, applied))),
    )


def _before_the_award(book: Rulebook, answer: Attribution) -> set[str]:
    """The clauses that made several customers one, changed what is read, did something to the register, or follow."""
    found = {
        line.clause for line in answer.register.lines if not isinstance(line.effect, Nothing) or _is_meant(line.effect)
    }
    if book.party is not None and len(answer.dossier.own.party) > len(answer.dossier.closing.customers):
        found.add(book.party.id)
    reading = Reading.of(answer.dossier, book.terms.timezone)
    for clause in book.reading:
        changed = clause.apply(reading)
        if changed is not reading:
            found.add(clause.id)
        reading = changed
    if book.suspense is not None and answer.if_upheld is not None:
        found.add(book.suspense.id)
    return found | {one.clause.id for one in answer.consequences}


def _is_meant(effect: Nothing) -> bool:
    """Whether that nothing is opened is what the clause is for."""
    return effect.why == "opens-nothing"


def _collisions(book: Rulebook, applied: Mapping[str, Answer]) -> Iterable[Mark]:
    """Award clauses of the rank that decides which give different awards."""
    for clauses in book.ranks:
        said = [(clause, applied[clause.id]) for clause in clauses if clause.id in applied]
        if not said:
            continue
        if not any(isinstance(one, NeedsFinding) for _, one in said):
            for (one, this), (other, that) in combinations(said, 2):
                if isinstance(this, Applies) and isinstance(that, Applies) and this.award != that.award:
                    yield Mark("collision", (one.id, other.id))
        return


def _sharing(book: Rulebook, case: Case, answer: Attribution, award: Award | None) -> list[tuple[Clause, Applies]]:
    """The sharing clauses that apply to what was awarded, each taken alone."""
    if award is None:
        return []
    deciding = answer.because[0].clause
    follow = [clause for clause in book.sharing if clause.follows(deciding)]
    return [(clause, said) for clause in follow if isinstance(said := clause.apply(case, award), Applies)]


def awarded_by(book: Rulebook, case: Case, answer: Attribution) -> Award | None:
    """What the deciding clause of an answer awarded, before anything was shared; nothing where none decides."""
    if answer.status == "needs-ruling" or not answer.because or answer.because[0].clause not in book.award:
        return None
    said: Answer = answer.because[0].clause.apply(case)
    return said.award if isinstance(said, Applies) else None


def _of_sharing(case: Case, sharing: list[tuple[Clause, Applies]], award: Award | None) -> Iterable[Mark]:
    """Sharing clauses of which one beats the other; and those that pay for one entry twice, or whose order matters."""
    for (one, this), (other, that) in combinations(sharing, 2):
        pair = (one.id, other.id)
        if other.id in one.overrides:
            yield Mark("settled", pair)
        elif set(this.because.entries) & set(that.because.entries) or (
            award is not None and in_turn(case, award, one, other) != in_turn(case, award, other, one)
        ):
            yield Mark("collision", pair)


def in_turn(case: Case, award: Award, *clauses: Clause) -> Award:
    """The award after these sharing clauses, one after the other."""
    for clause in clauses:
        said = clause.apply(case, award)
        award = said.award if isinstance(said, Applies) else award
    return award


def _wrong(answer: Attribution, applied: Mapping[str, Answer]) -> Iterable[Mark]:
    if sum(answer.credit.values()) != 1 or sum(answer.commission.values()) != 1:
        yield Mark("sums", (answer.because[0].clause.id,) if answer.because else ())
    if answer.status != "needs-ruling":
        return
    missing = [one.clause.id for one in answer.consequences if one.missing is not None]
    shaping = [one.clause for one in answer.because]
    left = [(one.id, other.id) for one, other in combinations(shaping, 2) if _stated(one, other)]
    if missing:
        yield from (Mark("needs-finding", (id,)) for id in missing)
    elif not shaping:
        yield Mark("no-clause")
    elif left:
        yield from (Mark("left", pair) for pair in left)
    elif shaping[-1].stage != "award" or isinstance(applied.get(shaping[-1].id), NeedsFinding):
        yield Mark("needs-finding", (shaping[-1].id,))


def _stated(one: Clause, other: Clause) -> bool:
    """Whether the document says of two clauses that they must not apply together."""
    return other.id in one.collides or one.id in other.collides
