"""Conformance: scenarios in files, so that two implementations of split rules can be held against each other.

A scenario is one JSON object on a line: ``name``, ``history`` (entries on the wire), ``deal``, ``known_at`` (a time, or
null) and ``expect``, some fields of what ``decide --json`` prints.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

from leadledger.dossier import History
from leadledger.errors import CallInvalid, LeadledgerError
from leadledger.events import CommissionPlanAdopted, Event, RulebookAdopted, to_json
from leadledger.events.personal import personal_fields
from leadledger.events.strict_json import read_object
from leadledger.importing.history import parse_history
from leadledger.ledger import Office, Refused
from leadledger.ledger.pure_books import books
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.rulebook import Rulebook
from leadledger.values import Share

ANSWERS = ("owner", "credit", "commission", "on_top", "amounts", "clause", "status", "refused")
"""What a scenario may expect, and what is compared."""
WRITTEN = ("owner", "credit", "commission", "clause", "status")
_SHARES = ("credit", "commission", "on_top")
_ADOPTIONS = (RulebookAdopted, CommissionPlanAdopted)
_FIELDS: Mapping[str, str] = {
    "name": "a text",
    "history": "a list of entries",
    "deal": "a text",
    "known_at": "a time with an offset, or null",
    "expect": f"an object of {', '.join(ANSWERS)}",
}
Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A history, a question about a deal of it, and the answer that is expected, as far as it is."""

    name: str
    events: tuple[Event, ...]
    deal: str
    known_at: datetime | None
    expect: Answers

    def to_dict(self) -> dict[str, Any]:
        """The scenario as it stands in a file."""
        return {
            "name": self.name,
            "deal": self.deal,
            "known_at": None if self.known_at is None else self.known_at.isoformat(),
            "history": [json.loads(to_json(event)) for event in self.events],
            "expect": dict(self.expect),
        }


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a scenario has the answer that it must have: what was wanted, and what was got, of the same fields."""

    name: str
    want: Answers
    got: Answers | None

    @property
    def ok(self) -> bool:
        """Whether they say the same."""
        return self.got is not None and not self.differing

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields in which they differ."""
        got = self.got or {}
        return tuple(name for name in self.want if name not in got or not _same(name, self.want[name], got[name]))

    def to_dict(self) -> dict[str, Any]:
        """The verdict as the command prints it."""
        return {"name": self.name, "ok": self.ok, "want": dict(self.want), "got": self.got}


def read_scenarios(file: Path | str) -> list[Scenario]:
    """The scenarios of a JSONL file.

    Raises:
        CallInvalid: a line is no scenario; file, line and field are named.
    """
    found: dict[str, Scenario] = {}
    for place, raw in _objects(file):
        _refuse_other_fields(place, raw)
        one = _scenario(place, raw)
        if one.name in found:
            raise CallInvalid(f"{place}: two scenarios are named {one.name!r}: expected a name for each")
        found[one.name] = one
    return list(found.values())


def read_answers(file: Path | str) -> dict[str, Answers]:
    """The answers of another implementation by the names of scenarios: a JSONL file of ``name`` and fields of answers.

    Raises:
        CallInvalid: a line is no answer, or a name stands twice.
    """
    found: dict[str, Answers] = {}
    for place, raw in _objects(file):
        name = raw.get("name")
        if not isinstance(name, str):
            raise CallInvalid(f"{place}, name: expected the name of a scenario")
        if name in found:
            raise CallInvalid(f"{place}: {name!r} is answered twice")
        found[name] = {key: value for key, value in raw.items() if key in ANSWERS}
    return found


def check(scenario: Scenario, rulebook: Rulebook | None = None) -> Verdict:
    """Decide a scenario, under *rulebook* or else what its history adopts, and compare."""
    return Verdict(scenario.name, scenario.expect, _answer(scenario, rulebook))


def check_answers(scenario: Scenario, answers: Mapping[str, Answers]) -> Verdict:
    """Hold another implementation's answers against what a scenario expects; one that is missing is wrong."""
    theirs = answers.get(scenario.name)
    got = None if theirs is None else {name: theirs.get(name) for name in scenario.expect if name in theirs}
    return Verdict(scenario.name, scenario.expect, got)


def scenarios_of(events: Iterable[Event], source: str, rulebook: Rulebook | None = None) -> Iterator[Scenario]:
    """A scenario for each closed deal of a history, with the answer it has here, in closing order.

    It holds the entries that bear on the deal, without names, phones and notes, as long as the answer is the same.
    """
    history = History(events)
    for one in Office(history, rulebook).decide_all():
        if isinstance(one, Refused):
            continue
        expect = {name: value for name, value in one.to_dict().items() if name in WRITTEN}
        name, deal = f"{source}: deal {one.deal}", one.deal or ""
        for some in (_without_persons(_bearing(one, history)), _bearing(one, history)):
            scenario = Scenario(name, some, deal, None, expect)
            if check(scenario, rulebook).ok:
                yield scenario
                break
        else:
            yield Scenario(name, tuple(fact.event for fact in history.facts), deal, None, expect)


def _bearing(answer: Attribution, history: History) -> tuple[Event, ...]:
    """What bears on a deal, in register order: its facts, what was struck or set aside, and what the office adopted."""
    dossier = answer.dossier
    ids = {fact.id for fact in dossier.facts}
    ids |= {one.entry.id for one in dossier.struck} | {one.entry.id for one in dossier.set_aside}
    return tuple(fact.event for fact in history.facts if fact.id in ids or isinstance(fact.event, _ADOPTIONS))


def _without_persons(events: Iterable[Event]) -> tuple[Event, ...]:
    """The entries without what they say of persons; where something has to stand, a dash does."""
    return tuple(_without_person(event) for event in events)


def _without_person(event: Event) -> Event:
    fields = type(event).model_fields
    named = personal_fields(type(event)) & event.model_fields_set
    return event.model_copy(
        update={name: "-" if fields[name].is_required() else fields[name].get_default() for name in named}
    )


def _answer(scenario: Scenario, rulebook: Rulebook | None) -> Answers:
    office = Office(History(scenario.events, known_at=scenario.known_at), rulebook)
    try:
        answer = office.decide(scenario.deal).to_dict()
        if "amounts" in scenario.expect:
            kept = books(scenario.events, rulebook=rulebook, known_at=scenario.known_at)
            amounts = kept.amounts(scenario.deal)
            answer["amounts"] = {
                payee: {"amount": one.amount, "currency": one.currency} for payee, one in amounts.items()
            }
    except LeadledgerError as refusal:
        return {"refused": str(refusal)}
    return {name: answer.get(name) for name in scenario.expect}


def _same(name: str, want: Any, got: Any) -> bool:
    """Whether two answers say the same: shares as numbers, their order too; any refusal is one."""
    if name == "refused":
        return bool(want) == bool(got)
    if name in _SHARES and isinstance(want, dict) and isinstance(got, dict):
        return _exact(cast("Answers", want)) == _exact(cast("Answers", got))
    return bool(want == got)


def _exact(shares: Answers) -> list[tuple[str, Fraction | str]]:
    return [(payee, _share(share)) for payee, share in shares.items()]


def _share(share: object) -> Fraction | str:
    try:
        return Fraction(Share(str(share)))
    except (ValueError, LeadledgerError):
        return str(share)


def _objects(file: Path | str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSONL file, each with its place."""
    try:
        lines = Path(file).read_text(encoding="utf-8-sig").split("\n")  # a text may hold other ends of lines
    except UnicodeDecodeError:
        raise CallInvalid(f"{file}: expected text in UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"{file}, line {number}"
            try:
                yield place, read_object(line)
            except LeadledgerError as fault:
                raise CallInvalid(f"{place}: {fault}") from None


def _refuse_other_fields(place: str, raw: Mapping[str, Any]) -> None:
    for name in raw:
        if name not in _FIELDS:
            raise CallInvalid(f"{place}, {name}: not a field of a scenario: expected {', '.join(_FIELDS)}")
    for name in ("name", "history", "deal", "expect"):
        kind = {"history": list, "expect": dict}.get(name, str)
        if not isinstance(raw.get(name), kind):
            raise CallInvalid(f"{place}, {name}: expected {_FIELDS[name]}")
    if not raw["expect"]:
        raise CallInvalid(f"{place}, expect: names nothing to compare: expected {_FIELDS['expect']}")
    for name in raw["expect"]:
        if name not in ANSWERS:
            raise CallInvalid(f"{place}, expect.{name}: expected {_FIELDS['expect']}")


def _scenario(place: str, raw: Mapping[str, Any]) -> Scenario:
    text = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in raw["history"])
    try:
        lines = parse_history(f"{place}, history", text.encode())
    except LeadledgerError as fault:
        raise CallInvalid(str(fault).replace(f"{place}, history, line ", f"{place}, history, entry ")) from None
    events = tuple(line.event for line in lines)
    return Scenario(raw["name"], events, raw["deal"], _known_at(place, raw.get("known_at")), raw["expect"])


def _known_at(place: str, said: object) -> datetime | None:
    if said is None:
        return None
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise CallInvalid(f"{place}, known_at: expected {_FIELDS['known_at']}")
    return at
