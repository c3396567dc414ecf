"""Laws: what ought to hold of split rules, whatever they say; each a function of a rulebook and a history.

>>> from leadledger.rulebook.library import rulebooks
>>> from leadledger.testing.stories import given, subscription, visit
>>> story = given(visit("c", "zhang"), visit("c", "li"), subscription("d", "c", "li"))
>>> [law.name for law in ALL if law(rulebooks["sales-office"], story.events) is not None]
[]
"""

from collections.abc import Iterable

from leadledger.errors import CallInvalid
from leadledger.testing.laws.complaining import open_complaint
from leadledger.testing.laws.conserving import conservation
from leadledger.testing.laws.deciding import determinism, replay
from leadledger.testing.laws.entering import late_claim, late_help, monotonic_evidence, re_registering
from leadledger.testing.laws.lasting import last_good_day
from leadledger.testing.laws.law import Answer, Asked, Broken, Law, Story, Try, outcome
from leadledger.testing.laws.likeness import same_as
from leadledger.testing.laws.naming import anonymity, locality
from leadledger.testing.laws.paying import batch_independence, refund_symmetry
from leadledger.testing.laws.splitting import split_customer, split_deal

SOUND = (conservation, determinism, replay, locality, anonymity, last_good_day, refund_symmetry, batch_independence)
"""What holds of any rules that are sound."""
MANIPULATION = (
    late_claim,
    late_help,
    re_registering,
    monotonic_evidence,
    split_customer,
    split_deal,
    open_complaint,
)
"""What keeps people from gaining by how they enter things; some rules break one of these on purpose."""
ALL = (*SOUND, *MANIPULATION)
"""Every law, in the order in which reports have them."""


def laws_of(asked: Iterable[Law | str]) -> tuple[Law, ...]:
    """The laws asked for: as they are, or those of :data:`ALL` by their names.

    Raises:
        CallInvalid: there is no law of that name.

    >>> [law.name for law in laws_of(["late-help", conservation])]
    ['late-help', 'conservation']
    """
    return tuple(_named(one) if isinstance(one, str) else one for one in asked)


def _named(name: str) -> Law:
    for law in ALL:
        if law.name == name:
            return law
    raise CallInvalid(f"laws names {name!r}, which is no law; the laws are: {', '.join(law.name for law in ALL)}")


__all__ = [
    "ALL",
    "MANIPULATION",
    "SOUND",
    "Answer",
    "Asked",
    "Broken",
    "Law",
    "Story",
    "Try",
    "anonymity",
    "batch_independence",
    "conservation",
    "determinism",
    "last_good_day",
    "late_claim",
    "late_help",
    "laws_of",
    "locality",
    "monotonic_evidence",
    "open_complaint",
    "outcome",
    "re_registering",
    "refund_symmetry",
    "replay",
    "same_as",
    "split_customer",
    "split_deal",
]
