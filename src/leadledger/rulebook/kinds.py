"""What a clause kind is written with: for applications that bring kinds of their own."""

from leadledger.dossier import Closing, Fact
from leadledger.events.pattern import Pattern
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
from leadledger.rulebook.conditions import Condition
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

__all__ = [
    "Answer",
    "Applies",
    "Award",
    "Case",
    "Claim",
    "Closing",
    "Condition",
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
    "split",
]
