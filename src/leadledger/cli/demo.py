"""``leadledger demo``: a small office's history, decided before your eyes."""

from __future__ import annotations

from leadledger.cli import printing
from leadledger.cli.decide import attributions, row_of
from leadledger.cli.deciding import answers_of
from leadledger.cli.options import Language
from leadledger.cli.refusing import Refusals
from leadledger.cli.small_office import events
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.explain import explanation
from leadledger.texts import catalogue
from leadledger.texts import commands as say

EXPLAINED = ("d2", "d3")


def demo(*, lang: Language = "en") -> int:
    """Enter a small office's history into a ledger in memory, decide its deals, and explain two of them."""
    said = catalogue(lang)
    entries = events()
    refusals = Refusals()
    with open_ledger(":memory:") as ledger:
        ledger.import_events(entries)
        answers = list(answers_of(ledger.office(), None, refusals, lang, "in the demo"))
    printing.text(said(say.DEMO).format(entries=len(entries), deals=len(answers)))
    printing.text("")
    attributions([row_of(lang, answer) for answer in answers], lang, refused=refusals.count)
    printing.text(f"\n{said(say.DEMO_KEPT)}")
    for answer in answers:
        if answer.deal in EXPLAINED:
            printing.text("\n" + explanation(answer, lang, columns=printing.columns()))
    return refusals.code()
