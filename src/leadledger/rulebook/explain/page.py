"""The page: an explanation that a manager can sign and the agent who lost can follow."""

from __future__ import annotations

from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.explain import missing, pending, who
from leadledger.rulebook.explain.bill import Bill, billed
from leadledger.rulebook.explain.entries import Entries
from leadledger.rulebook.explain.layout import EMPTY, Block, printed, section, title
from leadledger.rulebook.explain.markdown import as_markdown
from leadledger.rulebook.explain.why import beaten, not_applied, why
from leadledger.rulebook.explain.words import Words
from leadledger.texts import explanation as say
from leadledger.texts.wrapping import WIDTH


def explanation(answer: Attribution, lang: str = "en", *, columns: int = WIDTH, bill: Bill | None = None) -> str:
    """The whole explanation, as plain text: first what was decided and why, then all it rests on.

    Lines are at most *columns* wide (40 at least). *bill* is what the deal brings, where a commission plan says so.

    Raises:
        ValueError: there are no texts in that language.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> answer = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")
    >>> print(explanation(answer).splitlines()[0])
    Deal d: who owns the customer, and who is paid what part
    """
    return printed(_page(answer, Words.of(answer, lang, to_wrap=True), bill), columns)


def markdown(answer: Attribution, lang: str = "en", *, bill: Bill | None = None) -> str:
    """The same as Markdown (CommonMark with tables); what stands in entries is shown as it is, and never acts.

    Raises:
        ValueError: there are no texts in that language.

    >>> from leadledger.testing.stories import given, subscription, visit
    >>> answer = given(visit("c", "zhang"), subscription("d", "c", "li")).decide("d")
    >>> print(markdown(answer).splitlines()[0])
    # Deal d: who owns the customer, and who is paid what part
    """
    return as_markdown(_page(answer, Words.of(answer, lang), bill))


def _page(answer: Attribution, words: Words, bill: Bill | None) -> list[Block]:
    entries = Entries(answer, words)
    considered = answer.considered()
    said = words.said
    what_if = who.what_if(answer, said)
    return [
        *title(who.heading(answer, words)),
        *([Block(what_if)] if what_if else []),
        EMPTY,
        *who.outcome(answer, words),
        *section(said(say.WHY), why(answer, words, entries)),
        *section(said(say.AMOUNTS), billed(bill, words)),
        *section(said(say.PARTY_HEAD), who.party(answer, words, entries)),
        *section(said(say.OPEN), pending.still_open(answer, words, entries)),
        *section(said(say.MISSING), missing.missing(answer, considered, words)),
        *section(said(say.BEATEN), beaten(considered, words, entries)),
        *section(said(say.CLAIMS), who.claims(answer, words)),
        *section(said(say.READ), entries.lines()),
        *section(said(say.STRUCK), pending.struck(answer, words, entries)),
        *section(said(say.LATE), pending.not_counted(answer, words, entries)),
        *section(said(say.NOT_APPLIED), not_applied(considered, words)),
        EMPTY,
        *who.rulebook(answer, words),
    ]
