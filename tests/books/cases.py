"""Cases of whole rulebooks: a history, a question, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import leadledger as ll
from leadledger.rulebook import rulebooks
from tests.books.shorthand import history


@dataclass(frozen=True)
class Case:
    """One case: *owner* alone means all of credit and commission; None is nobody, "?" a ruling that is needed.

    *at* is the moment of a question about *customer*, where the question is not about deal ``d1``. *follows* are the
    consequences, as ``kind payee figure``; *missing* is a word of what has to be established.
    """

    id: str
    book: str
    history: str
    owner: str | None
    commission: Mapping[str, str] | None = None
    credit: Mapping[str, str] | None = None
    on_top: Mapping[str, str] = field(default_factory=dict[str, str])
    follows: tuple[str, ...] = ()
    clause: str | None = None
    customer: str = "x"
    at: str | None = None
    missing: str = ""


def answer(case: Case) -> ll.Attribution:
    """What the book says of the case."""
    book = rulebooks[case.book]
    events = history(case.history, book)
    if case.at is None:
        return ll.decide(events, "d1", rulebook=book)
    at = datetime.fromisoformat(case.at).replace(tzinfo=book.terms.timezone)
    return ll.owner(events, case.customer, at, rulebook=book)


def check(case: Case) -> None:
    """Hold the answer against the case."""
    found = answer(case)
    told = found.explain("en") + found.explain("zh")
    assert "{" not in told
    if case.owner == "?":
        assert found.status == "needs-ruling"
        assert case.missing in " ".join(found.explain("en").split())
        assert case.clause in (None, found.clause)
        return
    whole = {case.owner or "@unassigned": "1"}
    commission = whole if case.commission is None else dict(case.commission)
    assert found.owner == case.owner
    assert shown(found.commission) == commission
    assert shown(found.credit) == (commission if case.credit is None else dict(case.credit))
    assert shown(found.on_top) == dict(case.on_top)
    assert [f"{one.kind} {one.payee} {one.figure}" for one in found.consequences] == list(case.follows)
    if case.clause is not None:
        assert found.clause == case.clause
    assert found.status == "final"


def ruled(case: Case) -> Case:
    """The case after a manager ruled on the deal, which decides."""
    ruling = "RulingMade ruling=r1 deal=d1 credit=a:1 commission=a:3/4,b:1/4 by=m reason=heard"
    day = case.history.rsplit(";", 1)[-1].split()[0][:10]
    told = f"{case.history}; {day}T23:00 {ruling}"
    return replace(
        case, history=told, owner="a", credit={"a": "1"}, commission={"a": "3/4", "b": "1/4"}, clause=None, follows=()
    )


def shown(shares: Mapping[str, ll.Share]) -> dict[str, str]:
    """Shares as text."""
    return {payee: str(share) for payee, share in shares.items()}
