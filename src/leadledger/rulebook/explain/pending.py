"""What is still open, what was struck out, and what came too late."""

from __future__ import annotations

from leadledger.events import ComplaintFiled, EntryStruck
from leadledger.rulebook.attribution import Attribution, Decision
from leadledger.rulebook.explain.entries import Entries, short
from leadledger.rulebook.explain.layout import Block, item, paragraph
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.judge import decide
from leadledger.rulebook.standing import case_of
from leadledger.texts import explanation as say
from leadledger.texts import formats
from leadledger.values import SUSPENSE


def still_open(answer: Attribution, words: Words, entries: Entries) -> list[Block]:
    """What is not decided yet, and who would get what either way."""
    said = words.said
    if answer.status == "needs-ruling":
        return paragraph(said(say.RULING_OPEN))
    if answer.if_upheld is None:
        return paragraph(said(say.NOTHING_OPEN))
    found: list[Block] = []
    for fact in answer.because[-1].reason.entries:
        if isinstance(fact.event, ComplaintFiled):
            line = said(say.OPEN_COMPLAINT).format(
                complaint=fact.event.complaint, against=words.person(fact.event.against), entry=entries.number(fact)
            )
            found += paragraph(line)
    dismissed = decide(case_of(answer), answer.rulebook)
    found += paragraph(_either(say.IF_UPHELD, answer.if_upheld, words), depth=2)
    found += paragraph(_either(say.IF_DISMISSED, dismissed, words), depth=2)
    waiting = {"credit": answer.credit.get(SUSPENSE), "commission": answer.commission.get(SUSPENSE)}
    parts = [said(say.WAITING[name]).format(share=words.share(share)) for name, share in waiting.items() if share]
    if parts:
        found += paragraph(said(say.WAITS).format(parts=formats.listed(said, parts)), depth=2)
    return found


def _either(message: str, decision: Decision, words: Words) -> str:
    return words.said(message).format(
        owner=words.person(decision.owner),
        credit=words.shares(decision.award.credit),
        commission=words.shares(decision.award.commission),
        cite=decision.clause,
    )


def not_counted(answer: Attribution, words: Words, entries: Entries) -> list[Block]:
    """The entries about the customer that came too late to count: what each says, when, and why it does not count."""
    said = words.said
    cite = next((one.cite for one in answer.rulebook.articles if "closes_with" in one.terms), "")
    found: list[Block] = []
    for one in answer.dossier.set_aside:
        found += item("–", f"{entries.times(one.entry)} · {entries.sentence(one.entry)}")
        why = said(say.LATE_WHY[one.why])
        line = said(say.EFFECT).format(effect=why, cite=cite) if cite else said(say.LATE_LINE).format(why=why)
        found += paragraph(line, depth=3)
        found += paragraph(entries.found_at(one.entry), depth=3)
    return found


def struck(answer: Attribution, words: Words, entries: Entries) -> list[Block]:
    """The entries struck out: what each said, by whom it was struck, when and why."""
    found: list[Block] = []
    for one in answer.dossier.struck:
        event = one.striking.event
        assert isinstance(event, EntryStruck)
        line = words.said(say.STRUCK_LINE).format(
            entry=short(one.entry.id),
            entered=words.instant(one.entry.recorded_at),
            says=entries.sentence(one.entry),
            at=words.instant(one.striking.recorded_at),
            by=words.person(event.by),
            reason=event.reason,
        )
        found += paragraph(line)
    return found
