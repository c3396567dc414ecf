"""Calls that users make, checked by mypy and pyright; never run."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Literal, assert_type

from hypothesis.strategies import SearchStrategy

import leadledger as ll
from leadledger.disputes.checkpoints import Checkpoint, read_checkpoint, read_growth, sign_checkpoint, sign_growth
from leadledger.disputes.signing import new_signing_key
from leadledger.dossier import Contradiction
from leadledger.errors import EventInvalid, LeadledgerError
from leadledger.events import Event, VisitReceived
from leadledger.events.fields import AgentId, CustomerId
from leadledger.events.wire import parse_event, to_json
from leadledger.rulebook.kinds import (
    Answer,
    Applies,
    Award,
    Case,
    DoesNotApply,
    Effects,
    Fact,
    Follows,
    Hold,
    Nothing,
    Opened,
    Reason,
    Register,
    final,
    reads,
)
from leadledger.testing import Draft, Story, decide, owner, record
from leadledger.testing.conformance import Verdict, check, read_scenarios
from leadledger.testing.stories import call, given, subscription
from leadledger.testing.strategies import dossiers, histories, plans, random_dossiers, rulebooks, visits
from leadledger.values import Money, Share, Window, allocate, office_day, zone


def values() -> None:
    """Shares are fractions, money splits into money, windows end on days."""
    price = Money.parse("1280000.00", "CNY")
    assert_type(price + price, Money)
    assert_type(price.amount, str)
    assert_type(allocate(price, {"li": Share("4/5"), "zhang": Share("20%")}), dict[str, Money])
    assert_type(allocate(100, {"li": Fraction(1)}), dict[str, int])
    assert_type(Share("4/5") * 2, Fraction)
    assert_type(Window.parse("2 months").through(date(2026, 3, 1)), date)
    assert_type(office_day(datetime.now(UTC), zone("Asia/Shanghai")), date)


def events(line: str) -> None:
    """A line is an event or one refusal."""
    try:
        event = parse_event(line)
    except EventInvalid as refusal:
        assert_type(refusal.field, str | None)
        error: LeadledgerError = refusal
        assert_type(str(error), str)
    else:
        assert_type(event, Event)
        assert_type(to_json(event), str)


def visit() -> VisitReceived:
    """An event is made of keywords; several names are a tuple."""
    return VisitReceived(customer="c1", agent="li", declined=("zhang",), occurred_at=datetime.now(UTC))


def deciding(history: list[Event]) -> None:
    """A history and a deal give an attribution; a whole office gives them one at a time."""
    answer = ll.decide(history, "d1", rulebook=ll.rulebooks["sales-office"], known_at=datetime.now(UTC))
    assert_type(answer, ll.Attribution)
    assert_type(answer.owner, str | None)
    assert_type(answer.commission["li"], Share)
    assert_type(answer.explain("zh"), str)
    assert_type(answer.to_json(), str)
    assert_type(ll.owner(history, "c1", datetime.now(UTC)).owner, str | None)
    for found in ll.Office(ll.History(history)).decide_all():
        if isinstance(found, ll.Refused):
            assert_type(found.error, LeadledgerError)
        else:
            assert_type(found, ll.Attribution)


def files(path: Path) -> None:
    """Registers become a history, and a history becomes an office."""
    history = ll.History.of(ll.read_history(path))
    assert_type(history.contradictions, list[Contradiction])
    book = ll.load_rulebook("sales-office", settings={"declined.share": "1/4"})
    assert_type(ll.Office(history, book).closed_deals(), list[str])


def stories() -> None:
    """A story is told in a few words and decided."""
    story = given(call("c", "li"), subscription("d", "c", "li"))
    assert_type(story.decide("d", settings={"terms.validity": "3 months"}), ll.Attribution)


def money(history: list[Event], path: Path) -> None:
    """Books are kept of a history or of a ledger; a month is closed and paid by entries."""
    plan = ll.load_plan("sales-office")
    assert_type(plan, ll.Plan)
    assert_type(ll.plans["sales-office"], ll.Plan)
    assert_type(ll.parse_plan(path.read_text("utf-8")), ll.Plan)
    books = ll.books(history, rulebook="sales-office", plan=plan)
    assert_type(books, ll.Books)
    assert_type(books.statement("li", "2026-03"), list[ll.Statement])
    assert_type(books.transactions[0], ll.Transaction)
    assert_type(books.balances(effective=date(2026, 3, 31), known_at=datetime.now(UTC)), dict[tuple[str, str], int])
    with ll.open(path) as ledger:
        assert_type(ledger.books(plan="sales-office"), ll.Books)
        assert_type(ledger.close_period("2026-03"), ll.Receipt)
        assert_type(ledger.pay("li", "2026-03", payment="bank-1"), ll.Receipt)


def replaying(path: Path) -> None:
    """Decisions are recorded and replayed, and explained as text, Markdown or JSON."""
    with ll.open(path) as ledger:
        recorded = ledger.record_decision("d1", known_at=datetime.now(UTC))
        assert_type(recorded, ll.Recorded)
        assert_type(recorded.receipt, ll.Receipt)
        assert_type(recorded.decision, ll.DecisionRecorded)
        for replay in ledger.replay("d1"):
            assert_type(replay, ll.Replay)
            assert_type(replay.same, bool)
            assert_type(replay.fields, list[str])
        assert_type(recorded.answer.explain("zh", format="markdown"), str)


def keeping(path: Path) -> None:
    """A ledger is opened like a file; what is recorded is there when the call returns."""
    with ll.open(path) as ledger:
        assert_type(ledger.record(visit()), tuple[ll.Receipt, ...])
        assert_type(ledger.record([visit()])[0].position, int)
        assert_type(ledger.decide("d1", known_at=datetime.now(UTC)), ll.Attribution)
        assert_type(ledger.owner("c1").owner, str | None)
        assert_type(ledger.whatif("two-month-hold"), ll.WhatIf)
        for one in ledger.whatif(ll.Supposition(plan=ll.plans["sales-office"], since=date(2026, 3, 1))):
            assert_type(one, ll.Difference)
            assert_type(one.before, ll.Attribution | ll.Refused)
            assert_type(one.gains["li"], Money | Fraction)
        for entry in ledger.events():
            assert_type(entry.event, Event)
            assert_type(entry.recorded_at, datetime)
        for change in ledger.subscribe(after=0, follow=False):
            for move in change.moved:
                assert_type(move.after, ll.Attribution | None)
        assert_type(ledger.import_files("registers.xlsx", dry_run=True).moves, tuple[ll.Move, ...])
        assert_type(ledger.head(), ll.Head)
        assert_type(ledger.verify().ok, bool)
        assert_type(ledger.backup("copy.db"), ll.Head)
        key = new_signing_key("example.com/office")
        march = read_checkpoint(sign_checkpoint(ledger, key), key.verifier)
        assert_type(march, Checkpoint)
        assert_type(ledger.verify(against=march.head).ok, bool)
        assert_type(read_growth(sign_growth(ledger, march, key), march, key.verifier), Checkpoint)
        assert_type(ledger.prove([1]).entries[0].path, tuple[bytes, ...])
        try:
            ledger.record(visit())
        except ll.errors.HistoryContradiction as refusal:
            assert_type(refusal.places, tuple[str, ...])
    assert_type(ll.import_into("office.db", [Path("registers.xlsx")]).added, int)


def declared_events(book: ll.Rulebook, ledger: ll.Ledger, plugin: ll.Plugin) -> None:
    """A rulebook declares event types; entries of them are made and recorded like any others."""
    notice = book.event("app.NoticeGiven")(customer="c1", to="li", occurred_at=datetime.now(UTC))
    assert_type(notice, Event)
    types: ll.EventTypes = book.events
    ledger.record(notice, rulebook=book)
    ledger.import_files("history.jsonl", rulebook="shop.toml")
    ll.import_into("office.db", ["history.jsonl"], rulebook=book)
    ll.read_history("history.jsonl", types=types)
    ledger.event_types(rulebook=book)
    ll.use(plugin)


class Met(ll.Event):
    """An event type of an application's own is a class with its own name, and fields as the contract calls them."""

    type: Literal["app.Met"] = "app.Met"
    customer: CustomerId
    agent: AgentId


def opens(fact: Fact, register: Register, *, hold: Hold) -> Effects | None:
    """A register kind answers effects, or None where the entry is another clause's."""
    met = fact.event
    if not isinstance(met, Met):
        return None
    return (Nothing("barred"),) if met.agent in register.barred else (Opened(met.agent, hold),)


@final
@reads(Met, "VisitReceived")
def met_last(case: Case, *, share: Share) -> Answer:
    """An award kind answers with its reason; what it reads keeps its type, and so does what is final."""
    met = case.all(Met)
    assert_type(met[-1].event.agent, str)
    if not met:
        return DoesNotApply(Reason("nobody-met"))
    rest = Fraction(1) - share
    award = Award.of({met[-1].event.agent: share, "@department": rest}, {met[-1].event.agent: share, "mei": rest})
    return Applies(award, Reason.of("met-last", met[-1], agent=met[-1].event.agent))


def bonus(case: Case, award: Award, *, amount: Money) -> list[Follows]:
    """A consequence kind answers what follows."""
    return [] if award.owner is None else [Follows("bonus", award.owner, amount, Reason("owned"))]


def bringing() -> None:
    """A plugin is plain data, and is taken into use once."""
    plugin = ll.Plugin(
        "acme",
        "1.0",
        events=(Met,),
        kinds={"register": {"opens-met": opens}, "award": {"met-last": met_last}, "consequence": {"bonus": bonus}},
        reasons={"nobody-met": {"en": "Nobody met them.", "zh": "无人见过客户。"}},
    )
    ll.use(plugin)
    try:
        ll.decide([], "d")
    except ll.errors.KindFailed as refusal:
        assert_type(refusal.plugin, str)
        assert_type(refusal.clause, str)


def the_testing_kit() -> None:
    story = given(call("c", "zhang"), subscription("d", "c", "li"), rulebook=ll.rulebooks["x"])
    story = story.when(decide("d", known_at="2026-03-02")).then(owner=None, commission={"zhang": "1"}, clause="5.1")
    story = story.when(owner("c", at=datetime.now(UTC))).then(owner="zhang")
    story.when(record(call("c", "li"))).then(refused=LeadledgerError).when(record(call("c", "li"))).then(moved=["d"])
    assert_type(histories(customers=2, deals=1, kinds=["VisitReceived"]), SearchStrategy[Story])
    assert_type(dossiers(rulebook=story.rulebook), SearchStrategy[Story])
    assert_type(next(random_dossiers(1)), Story)
    assert_type(visits(), SearchStrategy[Draft])
    assert_type(rulebooks(max_clauses=2), SearchStrategy[ll.Rulebook])
    assert_type(plans(), SearchStrategy[ll.Plan])
    assert_type([check(one) for one in read_scenarios("scenarios.jsonl")], list[Verdict])
