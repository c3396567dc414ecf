"""Deciding the deals that a command is about: all or those named, in closing order, by one process or several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import TypeVar

from leadledger.cli import printing
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.refusing import Refusals
from leadledger.errors import CallInvalid
from leadledger.ledger import Office, Refused
from leadledger.ledger.sharing import each_decided
from leadledger.rulebook import Attribution
from leadledger.texts import catalogue

T = TypeVar("T")


def answers_of(
    office: Office, deals: Sequence[str] | None, refusals: Refusals, lang: str, where: str
) -> Iterator[Attribution]:
    """The answers about the deals (all that are closed, if none are named), in closing order; refusals say *where*."""
    return told(office, deals, refusals, lang, where, _itself, processes=1)


def told(
    office: Office,
    deals: Sequence[str] | None,
    refusals: Refusals,
    lang: str,
    where: str,
    each: Callable[[Attribution], T],
    *,
    processes: int,
) -> Iterator[T]:
    """What *each*, a function at the top of a module, makes of the answers, else like :func:`answers_of`."""
    if processes < 1:
        raise CallInvalid(f"--processes {processes}: expected 1 or more")
    alone = deals is not None and len(set(deals)) == 1
    closed = [] if alone else office.closed_deals()  # one deal has no order to look up
    wanted = set(deals or closed)
    ordered = [deal for deal in closed if deal in wanted]
    open_ = sorted(wanted.difference(closed), key=(deals or closed).index)
    make = partial(_unless_refused, each)
    found = chain(
        each_decided(office, ordered, make, processes=processes),
        *(map(make, office.decide_each([deal])) for deal in open_),
    )
    for one in printing.watched(found, len(wanted), catalogue(lang)):
        if isinstance(one, Refused):
            with refusals.noted(), told_what_is_known(office.source, where):
                raise one.error
        else:
            yield one
    if not deals:
        refusals.contradictions(office.source)


def _unless_refused(each: Callable[[Attribution], T], answer: Attribution | Refused) -> T | Refused:
    return answer if isinstance(answer, Refused) else each(answer)


def _itself(answer: Attribution) -> Attribution:
    return answer
