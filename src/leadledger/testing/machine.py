"""A stateful machine: an office lives, a ledger keeps it, and at every step both give the same answers.

Subclass it, say under which *rulebook*, and add rules of your own; :meth:`LedgerMachine.record` enters what they tell::

    class Ours(LedgerMachine):
        rulebook = load_rulebook("ours.toml")

        @rule(agent=agents())
        def a_notice_is_given(self, agent):
            self.record(draft("app.NoticeGiven", customer="c1", to=agent))

    TestOurs = Ours.TestCase
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from leadledger.dossier import History
from leadledger.errors import HistoryContradiction
from leadledger.events import EVENT_TYPES, Event, event_from_dict
from leadledger.ledger import Head, Ledger, Office, Refused
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.library import DEFAULT, rulebooks
from leadledger.rulebook.rulebook import Rulebook
from leadledger.testing.builders import struck
from leadledger.testing.drafts import Draft, before_the_first, next_time
from leadledger.testing.spelling import told
from leadledger.testing.stories import Story
from leadledger.testing.strategies.histories import EACH, dossiers
from leadledger.testing.strategies.life import DELAYS, GAPS, Life
from leadledger.testing.strategies.parts import KEPT, KINDS, PARTS
from leadledger.testing.strategies.people import named_agents, named_customers

_OLD = ("VisitReceived", "CallReceived", "CustomerRegistered", "FollowUpLogged")
_NUMBERS = st.integers(0, 63)


class LedgerMachine(RuleBasedStateMachine):
    """An office whose entries go into a *ledger* in memory, and into *events*, a plain list: the model.

    Its rules are that something happens, an old register is imported, an entry is entered again or one that cannot be
    true, a deal is asked as it was known. Its invariants are that all answers of the ledger are those of the pure
    decision over the list, and the same when asked again; that they sum to one; that the head grows by what was
    entered, and that everything verifies. A subclass may set *rulebook*, *kinds* (of :data:`KINDS`), *people* (how many
    agents and customers) and *most_deals*.
    """

    rulebook: ClassVar[Rulebook | None] = None
    kinds: ClassVar[Sequence[str]] = KINDS
    people: ClassVar[tuple[int, int]] = (3, 2)
    most_deals: ClassVar[int] = 3

    def __init__(self) -> None:
        super().__init__()
        book = self.rulebook or rulebooks[DEFAULT]
        agents, customers = self.people
        self.zone = book.terms.timezone
        self.events: list[Event] = []
        self.heads: list[Head] = []
        self.life = Life(
            clock=next_time(before_the_first(self.zone)),
            agents=named_agents(agents),
            customers=named_customers(customers),
            gaps=GAPS,
            delays=DELAYS,
            open_deals=[f"d{number}" for number in range(1, self.most_deals + 1)],
        )
        self.now: datetime = self.life.clock
        self.ledger: Ledger = open_ledger(":memory:", clock=lambda: self.now)

    def teardown(self) -> None:
        """Close the ledger."""
        self.ledger.close()

    @property
    def history(self) -> History:
        """What happened, as the model has it."""
        return History(self.events)

    def told(self) -> str:
        """What happened, for people to read."""
        return told(self.events, self.zone)

    def record(self, entry: Draft | Event) -> Event | None:
        """Enter something in the ledger and in the model; an entry without times happens now. None where it was there.

        Raises:
            LeadledgerError: the ledger refuses it.
        """
        if isinstance(entry, Draft):
            fields = {**entry.fields, "occurred_at": self.now.isoformat()}
            entry = event_from_dict(fields, {**EVENT_TYPES, **self.ledger.event_types(rulebook=self.rulebook)})
        (receipt,) = self.ledger.record(entry, rulebook=self.rulebook)
        if not receipt.new:
            return None
        kept = entry.model_copy(update={"id": receipt.id, "recorded_at": self.now.astimezone(UTC)})
        self.events.append(kept)
        return kept

    def tell(self, kind: str, record: bytes) -> None:
        """Let something of a kind happen, as the bytes say, where it can; it is entered when it is known."""
        places = len(self.life.entries)
        self.life.turn_to(record)
        PARTS[kind](self.life)
        for place in range(places, len(self.life.entries)):
            self.now = max(self.now, self.life.registered[place])
            said = {name: value for name, value in self.life.entries[place].items() if name != "recorded_at"}
            self.record(event_from_dict(said))

    # ------------------------------------------------------------------------------------------------- what happens

    @rule(place=_NUMBERS, record=st.binary(min_size=EACH, max_size=EACH))
    def something_happens(self, place: int, record: bytes) -> None:
        """An entry is made when it happens, or later."""
        kinds = [kind for kind in self.kinds if kind != "EntryStruck"]
        self.tell(kinds[place % len(kinds)], record)

    @rule(record=st.binary(min_size=EACH, max_size=EACH))
    def a_deal_closes(self, record: bytes) -> None:
        """A deal closes, as long as there are some."""
        self.tell("SubscriptionSigned", record)

    @rule(days=st.integers(1, 70))
    def time_passes(self, days: int) -> None:
        """Nothing happens for some days."""
        self.life.clock += timedelta(days=days)
        self.now = max(self.now, self.life.clock)

    @precondition(lambda self: any(one.type not in KEPT for one in self.events))
    @rule(place=_NUMBERS)
    def an_entry_is_struck(self, place: int) -> None:
        """An entry was a mistake."""
        mistakes = [one for one in self.events if one.type not in KEPT]
        self.record(struck(mistakes[place % len(mistakes)].id))

    @rule(story=dossiers(kinds=_OLD, max_entries=4))
    def an_old_register_is_imported(self, story: Story) -> None:
        """Visits and calls come in from elsewhere, and keep the register times they had."""
        old = [event for event in story.events if event.type in _OLD]
        receipts = self.ledger.import_events(old, rulebook=self.rulebook)
        self.now = max(self.now, *(event.registered_at for event in story.events))
        for event, receipt in zip(old, receipts, strict=True):
            if receipt.new:
                self.events.append(event.model_copy(update={"id": receipt.id}))

    # ------------------------------------------------------------------------------------------------ what does not

    @precondition(lambda self: self.events)
    @rule(place=_NUMBERS)
    def an_entry_is_entered_again(self, place: int) -> None:
        """The same entry under its id adds nothing."""
        event = self.events[place % len(self.events)]
        (receipt,) = self.ledger.import_events([event], rulebook=self.rulebook)
        assert not receipt.new, f"entered twice: {event!r}"

    @precondition(lambda self: self.history.deals())
    @rule(place=_NUMBERS)
    def a_contradiction_is_refused(self, place: int) -> None:
        """A deal that is closed cannot be closed again."""
        closed = [one for one in self.events if one.type == "SubscriptionSigned"]
        again = closed[place % len(closed)].model_copy(update={"id": None, "unit": "another"})
        try:
            self.ledger.record(again, rulebook=self.rulebook)
        except HistoryContradiction:
            return
        raise AssertionError(f"a deal was closed twice: {again!r}")

    @precondition(lambda self: self.events)
    @rule(place=_NUMBERS)
    def it_is_asked_as_known_then(self, place: int) -> None:
        """As known at a register time, the ledger answers as the history up to it."""
        at = self.events[place % len(self.events)].registered_at
        there = self.ledger.office(rulebook=self.rulebook, known_at=at)
        assert _answers(there) == _answers(Office(History(self.events, known_at=at), self.rulebook)), self.told()

    # ------------------------------------------------------------------------------------------------- what holds

    @invariant()
    def the_ledger_answers_as_the_history_does(self) -> None:
        """Of every deal, also when asked again."""
        found = _answers(self.ledger.office(rulebook=self.rulebook))
        assert found == _answers(Office(self.history, self.rulebook)), self.told()
        assert found == _answers(self.ledger.office(rulebook=self.rulebook)), self.told()

    @invariant()
    def shares_sum_to_one(self) -> None:
        """Of every deal, credit and commission."""
        for one in Office(self.history, self.rulebook).decide_all():
            if not isinstance(one, Refused):
                assert sum(one.credit.values()) == sum(one.commission.values()) == 1, self.told()

    @invariant()
    def the_head_grows_by_what_was_entered(self) -> None:
        """And what was there stays as it was."""
        head = self.ledger.head()
        assert head.size == len(self.events)
        if self.heads:
            assert self.ledger.verify(against=self.heads[-1]).ok
            assert (head == self.heads[-1]) == (head.size == self.heads[-1].size)
        self.heads.append(head)


def _answers(office: Office) -> dict[str, str]:
    """Every deal's answer in full, or the sentence of its refusal but for the places, which are called otherwise."""
    return {
        one.deal or "": type(one.error).__name__ if isinstance(one, Refused) else one.to_json()
        for one in office.decide_all()
    }
