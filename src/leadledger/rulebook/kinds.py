"""What a clause kind is written with: for applications that bring kinds of their own.

A kind is a plain function of what its stage is asked, with the parameters that clauses state keyword-only and typed
(:class:`Pattern`, :class:`Hold`, ``Share``, ``Window``, ``Money``, texts, numbers, ``bool``, ``Literal``, tuples):

- party ``(links, customers, on, struck)``: the frozenset of customers who are one party
- reading ``(reading)``: a :class:`Reading`
- register ``(fact, register)``: what the entry does, :data:`Effects`; None where it is another clause's
- award ``(case)`` and sharing ``(case, award)``: an :data:`Answer`
- on_top ``(case, award)``: an :data:`OnTopAnswer`
- suspense ``(reading)``: the entries that keep the answer open
- consequence ``(case, award)``: a sequence of :class:`Follows`

It is pure: the same case has the same answer, whatever the clock says. What it asks a case for beside the patterns in
its parameters it says with :func:`reads`; that what an award kind gives stays as it is, with :func:`final`.
"""

from leadledger.dossier import Closing, Fact, only
from leadledger.events.pattern import Pattern
from leadledger.plugins import final, reads
from leadledger.rulebook.answers import (
    Answer,
    Applies,
    Award,
    DoesNotApply,
    Follows,
    NeedsFinding,
    OnTop,
    OnTopAnswer,
    Reason,
    split,
)
from leadledger.rulebook.case import Case, Wish
from leadledger.rulebook.claim import Claim, Help
from leadledger.rulebook.conditions import Condition, Conditions
from leadledger.rulebook.effects import (
    Effects,
    Ended,
    Helped,
    Lifted,
    Nothing,
    Opened,
    Passed,
    Renewed,
    Voided,
)
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.reading import Reading
from leadledger.rulebook.register import Register
from leadledger.rulebook.touching import agent_in, touched
from leadledger.values import DEPARTMENT, SUSPENSE, UNASSIGNED, office_day

__all__ = [
    "DEPARTMENT",
    "SUSPENSE",
    "UNASSIGNED",
    "Answer",
    "Applies",
    "Award",
    "Case",
    "Claim",
    "Closing",
    "Condition",
    "Conditions",
    "DoesNotApply",
    "Effects",
    "Ended",
    "Fact",
    "Follows",
    "Help",
    "Helped",
    "Hold",
    "Lifted",
    "NeedsFinding",
    "Nothing",
    "OnTop",
    "OnTopAnswer",
    "Opened",
    "Passed",
    "Pattern",
    "Reading",
    "Reason",
    "Register",
    "Renewed",
    "Voided",
    "Wish",
    "agent_in",
    "final",
    "office_day",
    "only",
    "reads",
    "split",
    "touched",
]
