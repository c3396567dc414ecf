"""What is missing, in words: what could settle the deal, would have kept a claim, or would come first."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.rulebook.attribution import Attribution, Considered
from leadledger.rulebook.explain.layout import Block, item
from leadledger.rulebook.explain.why import titled
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.lacking import Lacking, lacking
from leadledger.texts import explanation as say
from leadledger.texts import formats


def missing(answer: Attribution, considered: Sequence[Considered], words: Words) -> list[Block]:
    """Each thing that is missing, the most pressing first; clauses that lack the same together."""
    together: dict[object, list[Lacking]] = {}
    for one in lacking(answer, considered):
        key = (one.what, words.reason(one.reason)) if one.what == "entry" else id(one)
        together.setdefault(key, []).append(one)
    return [block for some in together.values() for block in item("–", _in_words(some, words))]


def _in_words(some: Sequence[Lacking], words: Words) -> str:
    """What is missing for one clause, or for several of them."""
    one, said = some[0], words.said
    reason = words.reason(one.reason)
    if one.clause is None:
        return reason
    if len(some) > 1:
        cites = formats.enumerated(said, dict.fromkeys(each.clause.cite for each in some if each.clause is not None))
        return said(say.MISSING_GROUP).format(cites=cites, reason=reason)
    message = say.MISSING_NO_KEEPING if one.what == "claim" and not one.types else say.MISSING_BY[one.what]
    types = formats.enumerated(said, one.types)
    return said(message).format(clause=titled(one.clause, words), reason=reason, types=types)
