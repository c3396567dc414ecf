"""Follow-ups logged again and again, none of which reached the customer."""

from __future__ import annotations

from collections.abc import Iterator

from leadledger.disputes.detectors.log import DetectorTerms, Indication, Log
from leadledger.dossier import Fact
from leadledger.events import CallReceived, FollowUpLogged, VisitReceived
from leadledger.rulebook.answers import Reason


def unanswered_follow_ups(log: Log, terms: DetectorTerms) -> Iterator[Indication]:
    """An agent's follow-ups with one customer where none was answered, and the customer neither came nor called since.

    Those that do not say whether the customer was reached are not counted, and are no answer either.

    >>> from leadledger.dossier import History
    >>> from leadledger.ledger import Office
    >>> from leadledger.testing.stories import follow_up, given
    >>> story = given(*[follow_up("c", "zhang", reached=False) for _ in range(5)])
    >>> log = Log.of(Office(History(story.events)))
    >>> [one.reason.facts["count"] for one in unanswered_follow_ups(log, DetectorTerms())]
    [5]
    """
    logged: dict[tuple[str, str], list[Fact[FollowUpLogged]]] = {}
    answered: set[tuple[str, str]] = set()
    for fact in log.all(FollowUpLogged):
        pair = fact.event.agent, fact.event.customer
        if fact.event.reached:
            answered.add(pair)
        elif fact.event.reached is False:
            logged.setdefault(pair, []).append(fact)
    heard = _last_heard(log)
    for (agent, customer), facts in logged.items():
        pair = agent, customer
        if len(facts) < terms.unanswered or pair in answered or heard.get(pair, -1) > facts[0].order:
            continue
        days = [log.day(fact.occurred_at) for fact in facts]
        reason = Reason.of(
            "none-reached", agent=agent, customer=customer, count=len(facts), first=min(days), last=max(days)
        )
        yield Indication("unanswered-follow-ups", tuple(facts), reason)


def _last_heard(log: Log) -> dict[tuple[str, str], int]:
    """By agent and customer: the place of the last visit or call that the agent received from the customer."""
    found: dict[tuple[str, str], int] = {}
    entries: list[Fact[VisitReceived] | Fact[CallReceived]] = [*log.all(VisitReceived), *log.all(CallReceived)]
    for fact in entries:
        pair = fact.event.agent, fact.event.customer
        found[pair] = max(fact.order, found.get(pair, -1))
    return found
