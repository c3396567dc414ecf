"""``leadledger demo``: a small office's history, decided before your eyes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from leadledger.cli import printing
from leadledger.cli.asking import office_of
from leadledger.cli.decide import answers_of, attributions
from leadledger.cli.options import Language
from leadledger.cli.refusing import Refusals
from leadledger.cli.small_office import events
from leadledger.events import to_json
from leadledger.rulebook.explain import explanation
from leadledger.texts import catalogue
from leadledger.texts import commands as say

EXPLAINED = ("d2", "d3")


def demo(*, lang: Language = "en") -> int:
    """Write a small office's history to a temporary file, decide its deals, and explain two of them."""
    said = catalogue(lang)
    entries = events()
    refusals = Refusals()
    with tempfile.TemporaryDirectory(prefix="leadledger-demo-") as directory:
        file = Path(directory, "history.jsonl")
        file.write_text("".join(f"{to_json(event)}\n" for event in entries), encoding="utf-8")
        office = office_of(str(file), lang=lang)
    answers = list(answers_of(office, None, refusals, lang, file.name))
    printing.text(said(say.DEMO).format(entries=len(entries), deals=len(answers)))
    printing.text("")
    attributions(answers, lang, refused=refusals.count)
    printing.text(f"\n{said(say.DEMO_KEPT)}")
    for answer in answers:
        if answer.deal in EXPLAINED:
            printing.text("\n" + explanation(answer, lang, columns=printing.columns()).replace(str(file), file.name))
    return refusals.code()
