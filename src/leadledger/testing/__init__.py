"""What users import in their own tests.

Stories and what follows from them stand here. Strategies for Hypothesis are in :mod:`leadledger.testing.strategies`,
the machine in :mod:`leadledger.testing.machine`: these need Hypothesis, and nothing here does.
"""

from leadledger.testing.asking import decide, owner, record
from leadledger.testing.builders import (
    allocation,
    arrived,
    call,
    complaint,
    contract,
    decided,
    defied,
    discount,
    follow_up,
    found,
    household,
    joined,
    left,
    minutes,
    quarrelled,
    reassigned,
    referral,
    registered,
    ruling,
    settlement,
    struck,
    subscription,
    unlinked,
    visit,
    withdrawal,
)
from leadledger.testing.drafts import Draft, draft
from leadledger.testing.money_stories import money, paid_out, received, refunded, released, swapped
from leadledger.testing.report import Report, check_rulebook
from leadledger.testing.stories import Story, given
from leadledger.testing.then import Asked

__all__ = [
    "Asked",
    "Draft",
    "Report",
    "Story",
    "allocation",
    "arrived",
    "call",
    "check_rulebook",
    "complaint",
    "contract",
    "decide",
    "decided",
    "defied",
    "discount",
    "draft",
    "follow_up",
    "found",
    "given",
    "household",
    "joined",
    "left",
    "minutes",
    "money",
    "owner",
    "paid_out",
    "quarrelled",
    "reassigned",
    "received",
    "record",
    "referral",
    "refunded",
    "registered",
    "released",
    "ruling",
    "settlement",
    "struck",
    "subscription",
    "swapped",
    "unlinked",
    "visit",
    "withdrawal",
]
