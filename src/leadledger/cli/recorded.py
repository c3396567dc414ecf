"""``leadledger decide --record``: decisions given out, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadledger.cli.asking import Asked, Question
from leadledger.cli.ledgers import existing, is_ledger
from leadledger.cli.meant import told_what_is_known
from leadledger.cli.refusing import Refusals
from leadledger.errors import CallInvalid
from leadledger.ledger import Recorded


def refuse_unrecordable(history: str, as_entered: Asked, settings: Sequence[str] | None) -> None:
    """Raises CallInvalid for what cannot be recorded: a decision outside a ledger, or one that is only supposed."""
    if not is_ledger(history):
        raise CallInvalid(f"--record: {history} is no ledger, and only a ledger records decisions")
    if as_entered.text is not None:
        raise CallInvalid("--record goes with --known-at and not with --as-entered: what is recorded can be replayed")
    if settings:
        raise CallInvalid("--record: what would be under --set is no decision")


def recorded(
    history: str,
    question: Question,
    deals: Sequence[str] | None,
    known_at: Asked,
    timezone: str | None,
    refusals: Refusals,
) -> Iterator[Recorded]:
    """The deals (all that are closed, if none are named), each decided and recorded of one state of the ledger."""
    office = question.office
    at = known_at.instant(timezone, lambda: office.zone)
    with existing(history) as ledger:
        for deal in dict.fromkeys(deals or office.closed_deals()):
            with refusals.noted(), told_what_is_known(office.source, question.where):
                yield ledger.record_decision(deal, known_at=at, rulebook=office.asked_for)
