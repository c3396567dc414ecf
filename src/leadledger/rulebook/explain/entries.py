"""Entries in words: what each says, when it was registered, and what it did to the register."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from uuid import UUID

from leadledger.dossier import Dossier, Fact, only
from leadledger.events import ComplaintDecided, ComplaintFiled, Event
from leadledger.events.roles import roles_of
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.clock import Clock
from leadledger.rulebook.effects import Effect, Ended, Helped, Lifted, Nothing, Opened, Passed, Renewed, Voided
from leadledger.rulebook.explain.layout import Block, item, paragraph
from leadledger.rulebook.explain.words import Words
from leadledger.rulebook.hold import Hold
from leadledger.rulebook.register import Line
from leadledger.texts import Catalogue, formats
from leadledger.texts import explanation as say
from leadledger.texts.entries import ADDED, ENTRIES, LINE_OF, REGISTERED, VALUES
from leadledger.texts.register import EFFECTS
from leadledger.values import office_day

# Entries about several customers have lines of a customer and an agent in these fields.
_LINES = frozenset({"entries", "lots"})
_LINE = re.compile(r"(.*), line (\d+)", re.DOTALL)
_ENTRY = re.compile(r"entry (\d+)")
_ENTRY_OF = re.compile(r"(.*), entry (\d+)", re.DOTALL)


class Entries:
    """The entries of a dossier, numbered in the order of the register."""

    def __init__(self, answer: Attribution, words: Words) -> None:
        self._answer = answer
        self._words = words
        self._dossier: Dossier = answer.dossier
        self.facts = self._dossier.facts
        self.numbers: Mapping[UUID, int] = {fact.id: place for place, fact in enumerate(self.facts, 1)}
        self._lines: dict[UUID, list[Line]] = {}
        for line in answer.register.lines:
            self._lines.setdefault(line.fact.id, []).append(line)

    def number(self, fact: Fact) -> str:
        """The mark of an entry."""
        return f"[{self.numbers[fact.id]}]" if fact.id in self.numbers else short(fact.id)

    def marks(self, facts: tuple[Fact, ...]) -> str:
        """The marks of several entries."""
        ordered = dict.fromkeys(sorted(facts, key=lambda fact: fact.order))
        return formats.enumerated(self._words.said, dict.fromkeys(self.number(fact) for fact in ordered))

    def lines(self) -> list[Block]:
        """Every entry: register time and what it says, when it happened, where it stands, what it did."""
        found: list[Block] = []
        for fact in self.facts:
            mark = self.number(fact)
            found += item(mark, f"{self.times(fact)} · {self.sentence(fact)}")
            for effect in self.effects(fact):
                found += paragraph(effect, depth=3)
            found += paragraph(self.found_at(fact), depth=3)
        return found

    def effects(self, fact: Fact) -> list[str]:
        """What an entry did to the register, with the clause that took it."""
        return [self._effect(line) for line in self._lines.get(fact.id, ())]

    def found_at(self, fact: Fact) -> str:
        """Where an entry stands: file and line, and the end of its id."""
        return self._words.said(say.ENTRY_ID).format(place=placed(fact, self._words.said), id=short(fact.id))

    def times(self, fact: Fact) -> str:
        """When it was registered, and when it happened where that is another time."""
        registered = self._words.instant(fact.recorded_at)
        if fact.recorded_at == fact.occurred_at:
            return registered
        happened = self._words.instant(fact.occurred_at)
        return self._words.said(REGISTERED).format(registered=registered, happened=happened)

    def sentence(self, fact: Fact) -> str:
        """What an entry says."""
        entry = ENTRIES.get(fact.type)
        if entry is None:
            return self._own_words(fact)
        facts = _Fields(lambda name: self._field(fact, name))
        said = self._words.said
        text = said(entry.says).format_map(facts)
        for name, more in entry.adds.items():
            value: object = getattr(fact.event, name)
            if value or (name == "present" and value is not None):
                text += said(ADDED).format(more=said(more).format_map(facts))
        return text

    def _own_words(self, fact: Fact) -> str:
        """An entry of an app's type: what a document calls it, and its own fields as they stand there."""
        said, event = self._words.said, fact.event
        title = event.type_title
        own = [(name, event.__dict__[name]) for name in type(event).model_fields if name not in Event.model_fields]
        fields = [f"{name} {self._own_value(_role(event, name), value)}" for name, value in own if value is not None]
        return f"{said.of_book(title) if title else fact.type}{said(say.LABEL_END)}{formats.enumerated(said, fields)}"

    def _own_value(self, role: str, value: object) -> str:
        return str(value).lower() if isinstance(value, bool) else self._words.value(role, value)

    def _field(self, fact: Fact, name: str) -> str:
        event, words = fact.event, self._words
        if isinstance(event, ComplaintDecided) and name in ("customer", "against"):
            complaints = only(self._dossier.own.facts, ComplaintFiled)
            event = next((one.event for one in complaints if one.event.complaint == event.complaint), event)
        value: object = getattr(event, name, "…")
        if name in _LINES:
            party = self._answer.dossier.own.party
            own = [line for line in getattr(fact.event, name) if line.customer in party]
            found: list[str] = []
            for line in own:
                pairs = {"customer": words.person(line.customer), "agent": words.person(line.agent)}
                found.append(words.said(LINE_OF).format_map(pairs))
            return formats.enumerated(words.said, found) if found else "…"
        if name == "present" and value == ():
            return words.person(None)
        if isinstance(value, UUID):
            return short(value)
        if isinstance(value, str) and value in VALUES:
            return words.said(VALUES[value])
        return words.value(name, value)

    def _effect(self, line: Line) -> str:
        key, facts = effect_in_facts(line, self._answer)
        effect = self._words.text(EFFECTS.get(key, key), facts)
        cite = self._answer.rulebook.clause(line.clause).cite
        return self._words.said(say.EFFECT).format(effect=effect, cite=cite)


def _role(event: Event, name: str) -> str:
    """Whom a field of an app's entry names, as facts and fields that hold people are called; else what it is called."""
    roles = roles_of(type(event))
    if name in roles.agent or name in roles.agents:
        return "agent"
    return "customer" if name in roles.customer or name in roles.customers else name


class _Fields(dict[str, str]):
    """The fields of an entry in words, those that a text asks for only."""

    def __init__(self, find: Callable[[str], str]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> str:
        return self._find(name)


def effect_in_facts(line: Line, answer: Attribution) -> tuple[str, Mapping[str, object]]:
    """The key and facts of what an entry did."""
    day = office_day(line.fact.recorded_at, answer.rulebook.terms.timezone)
    effect: Effect = line.effect
    match effect:
        case Opened(agent=agent, hold=hold, since=since):
            begun = day if since is None else office_day(since.recorded_at, answer.rulebook.terms.timezone)
            return _good("opened", hold, begun, agent=agent)
        case Helped(helper=helper, holders=holders):
            return "helped", {"helper": helper, "holders": holders}
        case Passed(giver=giver, taker=taker, hold=hold):
            return _good("passed", hold, day, giver=giver, taker=taker)
        case Renewed(agent=agent, hold=new):
            own = next(claim.hold for claim in answer.register.claims if claim.agent == agent)
            return _good("renewed", new or own, day, agent=agent)
        case Ended(agent=agent):
            return "ended", {"agent": agent}
        case Lifted(agent=agent):
            return "lifted", {"agent": agent}
        case Voided():
            return "voided", {}
        case Nothing(why=why, agents=agents):
            return why, {"agents": agents}


def _good(key: str, hold: Hold, day: date, **facts: object) -> tuple[str, Mapping[str, object]]:
    """A claim that is good from *day*, as far as the entry itself says."""
    through = Clock(hold, day).through
    return (f"{key}-for-good", facts) if through == date.max else (key, {**facts, "through": through})


def placed(fact: Fact, said: Catalogue) -> str:
    """Where an entry stands: file and line, the place in a history or in a ledger; empty where that is not known."""
    return place_in_words(fact.place or "", said)


def place_in_words(place: str, said: Catalogue) -> str:
    """A place as reading gives it, in the language of a catalogue.

    >>> from leadledger.texts import catalogue
    >>> place_in_words("office.db, entry 7", catalogue("en"))
    'office.db, entry 7'
    """
    if found := _LINE.fullmatch(place):
        return said(say.PLACE_LINE).format(file=found[1], line=found[2])
    if found := _ENTRY.fullmatch(place):
        return said(say.PLACE_ENTRY).format(number=found[1])
    if found := _ENTRY_OF.fullmatch(place):
        return said(say.PLACE_IN_LEDGER).format(ledger=found[1], position=found[2])
    return place


def short(id: UUID) -> str:
    """The end of an id: enough to find the entry by."""
    return f"…{str(id)[-12:]}"
