"""Wording: a finding as a manager reads it, in one language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadledger.dossier import Fact
from leadledger.rulebook.answers import Applies, DoesNotApply, NeedsFinding
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.clause import Clause
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.who import beside
from leadledger.rulebook.explain.why import titled
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.rulebook import Rulebook
from leadledger.rulebook.standing import case_of
from leadledger.testing.checking.observing import Observed, awarded_by, in_turn
from leadledger.texts import Catalogue, catalogue, formats
from leadledger.texts import checking as say
from leadledger.texts.explanation import LABEL_END, NO_CLAUSE
from leadledger.texts.wrapping import glued


@dataclass(frozen=True, slots=True)
class Told:
    """A story in words: its dated *lines*, and what it *comes_to*."""

    lines: tuple[str, ...]
    comes_to: str


def words_for(book: Rulebook, said: Catalogue) -> Words:
    """The words for a story that was made up."""
    return Words(said, {id: said(name) for id, name in say.CAST.items()}, book.terms.timezone, glued)


def told(answer: Attribution, said: Catalogue) -> Told:
    """The story of an answer in words: what was entered and when, and what the deal comes to."""
    words = words_for(answer.rulebook, said)
    entries = Entries(answer, words)
    return Told(tuple(_line(fact, entries) for fact in entries.facts), _result(answer, words))


def _line(fact: Fact, entries: Entries) -> str:
    return f"{entries.times(fact)} · {entries.sentence(fact)}"


def _result(answer: Attribution, words: Words) -> str:
    if answer.status == "needs-ruling":
        return words.said(say.RULED)
    more = "".join(f" {label}{words.said(LABEL_END)}{text}" for label, text in beside(answer, words))
    result = words.said(say.RESULT).format(
        owner=words.person(answer.owner),
        credit=words.shares(answer.credit),
        commission=words.shares(answer.commission),
    )
    return f"{result}{more}"


def reasons(book: Rulebook, seen: Observed, ids: Sequence[str], lang: str) -> list[str]:
    """What each of the clauses says of the story, and what it alone would give."""
    words, case = words_for(book, catalogue(lang)), case_of(seen.answer)
    found: list[str] = []
    for id in ids:
        clause = book.clause(id)
        given = [one.reason for one in seen.answer.because if one.clause.id == id]
        award = awarded_by(book, case, seen.answer)
        said: object = None
        if clause.stage == "award":
            said = clause.apply(case)
        elif clause.stage == "sharing" and award is not None:
            said = clause.apply(case, award)
        if isinstance(said, NeedsFinding):
            given = [said.missing]
        elif isinstance(said, Applies | DoesNotApply):
            given = [said.because]
        given += [one.missing or one.because for one in seen.answer.consequences if one.clause.id == id]
        if not given:
            continue
        reason = given[0]
        found.append(words.said(say.SAYS).format(clause=titled(clause, words), reason=words.reason(reason)))
        if isinstance(said, Applies):
            found.append(
                words.said(say.ALONE).format(
                    owner=words.person(said.award.owner),
                    credit=words.shares(said.award.credit),
                    commission=words.shares(said.award.commission),
                )
            )
    return found


def verdict(book: Rulebook, what: str, ids: Sequence[str], seen: Observed, lang: str) -> list[str]:
    """Which of the clauses counts and why, or that nobody decided that; last what the deal comes to."""
    said = catalogue(lang)
    words = words_for(book, said)
    clauses = [book.clause(id) for id in ids]
    found: list[str] = []
    if what == "settled":
        winner, loser = clauses
        found.append(
            said(say.WINS).format(winner=winner.cite, winner_id=winner.id, loser=loser.cite, loser_id=loser.id)
        )
    elif what == "collision" and clauses[0].stage == "award":
        found.append(said(say.SAME_RANK).format(rank=clauses[0].rank))
    elif what == "collision":
        found.append(_in_any_order(book, clauses, seen, words))
    elif what == "left":
        found.append(said(say.LEFT))
    elif what == "no-clause":
        found.append(said(NO_CLAUSE))
    elif what == "sums":
        answer = seen.answer
        credit, commission = (sum(of.values()) for of in (answer.credit, answer.commission))
        found.append(said(say.SUMS).format(credit=credit, commission=commission))
    elif what == "never-decides":
        shaping = (one.clause for one in seen.answer.because)
        listed = formats.enumerated(said, (titled(clause, words) for clause in shaping))
        found.append(said(say.PREFERRED).format(clauses=listed))
    return [*found, _result(seen.answer, words)]


def _in_any_order(book: Rulebook, clauses: Sequence[Clause], seen: Observed, words: Words) -> str:
    case = case_of(seen.answer)
    award = awarded_by(book, case, seen.answer)
    assert award is not None
    one, other = clauses
    first, second = in_turn(case, award, one, other), in_turn(case, award, other, one)
    if first == second:
        return words.said(say.TWICE).format(both=words.shares(first.commission))
    return words.said(say.IN_ANY_ORDER).format(
        first=words.shares(first.commission), second=words.shares(second.commission)
    )
