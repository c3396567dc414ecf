"""``leadledger plan check``: what is wrong with a commission plan."""

from __future__ import annotations

from leadledger.cli import printing
from leadledger.cli.options import AsJson, Language
from leadledger.cli.plans.showing import PlanOrFile
from leadledger.plan import load_plan
from leadledger.plan.check import problems
from leadledger.texts import catalogue
from leadledger.texts import plans as tell
from leadledger.texts.wrapping import wrapped

SOUND, WRONG = 0, 1


def check(plan: PlanOrFile, /, *, json: AsJson = False, lang: Language = "en") -> int:
    """Check a commission plan for tables that can never count and numbers that contradict one another.

    The exit is 1 where something has to be put right. A document that is no plan is refused, and the exit is 2.
    """
    checked = load_plan(plan)
    found = problems(checked)
    if json:
        for problem in found:
            printing.line({"plan": checked.name, "version": checked.version, "problem": problem})
        return WRONG if found else SOUND
    said = catalogue(lang)
    printing.prose(said.of_book(checked.title) or checked.name)
    if not found:
        printing.prose(said(tell.SOUND))
        return SOUND
    printing.prose(said.plural(tell.FAULTS.one, tell.FAULTS.many, len(found)).format(count=len(found)))
    for problem in found:
        for row in wrapped(problem, first="- ", rest="  ", columns=printing.columns()):
            printing.text(row)
    return WRONG
