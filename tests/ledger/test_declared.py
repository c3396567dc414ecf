"""Entries of declared types in a ledger: taken where something declares them, found, moved by, and refused in words."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import leadledger as ll
from leadledger.errors import EntryRefused, EventUndeclared, HistoryContradiction, RegisterRefused, RulebookInvalid
from leadledger.events import EVENT_TYPES, Event, event_from_dict, to_json
from leadledger.ledger import Ledger, import_into
from leadledger.ledger import open as open_ledger
from leadledger.store.envelope import kind_of, unseal
from leadledger.store.sealing import seal
from leadledger.store.tags import tags_of
from tests.cli.running import refused, run
from tests.declared_book import AT, DOCUMENT, EVENTS, adopted, book, entry

BOOK = book()
NOT_BROUGHT = ", and no plugin in use brings it"
WIDER = {"OrderPlaced": {"fields": {**EVENTS["app.OrderPlaced"]["fields"], "channel": "word?"}}}
OTHER = {"OrderPlaced": {"fields": {**EVENTS["app.OrderPlaced"]["fields"], "code": "number?"}}}
TOUCH = entry("app.TouchRecorded", 0, customer="c", agent="li", kind="click")
ORDER = entry("app.OrderPlaced", 1, deal="d", customer="c")
REGISTERED = entry("app.DealRegistered", 0, registration="g", customer="c", agent="li")
ANSWERED = entry("app.RegistrationAnswered", 2, registration="g", accepted=True)


def event(told: dict[str, Any], **declared: Any) -> Event:
    return event_from_dict(told, {**EVENT_TYPES, **book(**declared).events})


@pytest.fixture
def office() -> Any:
    with open_ledger(":memory:") as ledger:
        yield ledger


def toml(path: Path) -> Path:
    """The document as a file."""

    def value(one: Any) -> str:
        if isinstance(one, dict):
            return "{ " + ", ".join(f"{json.dumps(key)} = {value(part)}" for key, part in one.items()) + " }"
        if isinstance(one, list):
            return "[" + ", ".join(map(value, one)) + "]"
        return json.dumps(one, ensure_ascii=False)

    path.write_text("".join(f"{key} = {value(one)}\n" for key, one in DOCUMENT.items()), encoding="utf-8")
    return path


def lines(path: Path, *told: Any) -> Path:
    texts = [to_json(one) if isinstance(one, Event) else json.dumps(one, ensure_ascii=False) for one in told]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def test_what_nothing_declares_is_refused_and_nothing_of_its_batch_is_entered(office: Ledger) -> None:
    visit = entry("VisitReceived", 0, customer="c", agent="li")
    with pytest.raises(
        EntryRefused,
        match=rf"^new entry 2: no rulebook given or adopted here declares app.TouchRecorded{NOT_BROUGHT}$",
    ):
        office.record([event(visit), event(TOUCH)])
    assert office.head().size == 0


def test_what_is_adopted_before_or_with_it_or_given_or_brought_by_hand_is_taken(office: Ledger) -> None:
    (receipt,) = office.record(event(TOUCH), rulebook=BOOK)
    assert receipt.new
    assert office.import_events([event(ORDER), adopted()])
    assert office.record(event({**TOUCH, "agent": "zhang"}))[0].new
    made = office.event_types()["app.NoticeGiven"](customer="c", to="li", by="wang", reached=True, occurred_at=AT)
    assert office.record(made)[0].new
    assert [one.event.type for one in office.events()].count("app.TouchRecorded") == 2
    assert office.verify().ok


def test_an_entry_that_is_there_already_is_not_entered_again(office: Ledger) -> None:
    first = office.import_events([adopted(), event(TOUCH), event(ORDER)])
    again = office.import_events([event(ORDER, **WIDER), event(TOUCH)])
    assert [one.position for one in again] == [first[2].position, first[1].position]
    assert not any(one.new for one in again)


def test_a_type_may_be_declared_again_with_more_optional_fields_and_old_entries_are_read_by_it(office: Ledger) -> None:
    office.import_events([adopted(), event(TOUCH), event(ORDER)])
    assert office.decide("d").owner == "li"
    office.record(adopted(AT + timedelta(days=2), **WIDER))
    wide = event({**ORDER, "deal": "e", "channel": "web"}, **WIDER)
    office.import_events([wide])
    events = [one.event for one in office.events() if one.event.type == "app.OrderPlaced"]
    assert {type(one) for one in events} == {book(**WIDER).event("app.OrderPlaced")}
    assert office.decide("d").owner == "li"
    assert office.verify().ok


def test_a_type_declared_otherwise_is_refused_with_type_and_field(office: Ledger) -> None:
    office.import_events([adopted()])
    said = (
        "the new entry: the rulebook adopted: event 'app.OrderPlaced' is declared twice, and its field 'code' is "
        "word? in one place and number? in another; only optional fields may be added"
    )
    with pytest.raises(EntryRefused) as refusal:
        office.record(adopted(**OTHER))
    assert str(refusal.value) == said
    with pytest.raises(EntryRefused, match="new entry 2: the rulebook adopted: event 'app.OrderPlaced'"):
        office.record([adopted(**WIDER), adopted(**OTHER)])
    with pytest.raises(RulebookInvalid, match="the rulebook given: event 'app.OrderPlaced' is declared twice"):
        office.record(event(TOUCH), rulebook=book(**OTHER))
    with pytest.raises(EntryRefused, match=r"the new entry: app\.OrderPlaced: 'code' is 3, but text on one line"):
        office.record(event({**ORDER, "code": 3}, **OTHER))


def test_a_deal_closed_twice_by_declared_entries_is_refused(office: Ledger) -> None:
    office.import_events([adopted(), event(ORDER)])
    again = event({**ORDER, "code": "again"})
    with pytest.raises(
        HistoryContradiction, match=r"^deal 'd' is closed twice: entry 2 \(.*\) and the new entry \(.*\)$"
    ):
        office.record(again)
    struck = ll.EntryStruck(entry=next(iter(office.record(event(ORDER)))).id, reason="no", by="boss", occurred_at=AT)
    office.record([struck, again])
    with pytest.raises(HistoryContradiction, match="new entry 1 .* and new entry 2"):
        office.import_events([event({**ORDER, "deal": "e"}), event({**ORDER, "deal": "e", "code": "again"})])


def test_entries_of_declared_types_move_decisions(office: Ledger) -> None:
    office.import_events([adopted(), event(REGISTERED), event(entry("app.OrderPlaced", 5, deal="d", customer="c"))])
    position = office.head().size
    office.import_events([event(ANSWERED), event({**TOUCH, "agent": "zhang"})])
    changes = list(office.subscribe(after=1, follow=False))
    told = {
        change.event.type: [(move.deal, move.after and move.after.owner) for move in change.moved] for change in changes
    }
    assert told["app.OrderPlaced"] == [("d", "li")]
    assert position == 3


def test_a_question_may_bring_the_rulebook_that_declares(office: Ledger) -> None:
    office.import_events([event(TOUCH), event(ORDER)], rulebook=BOOK)
    assert office.decide("d", rulebook=BOOK).owner == "li"
    assert office.office(rulebook=BOOK).closed_deals() == ["d"]
    at = AT + timedelta(days=2)
    assert office.owner("c", at, rulebook=BOOK).owner == "li"
    with pytest.raises(
        EventUndeclared, match=rf"^entry 1: no rulebook given or adopted here declares app.TouchRecorded{NOT_BROUGHT}$"
    ):
        list(office.events())
    assert [one.event.type for one in office.events(rulebook=BOOK)] == ["app.TouchRecorded", "app.OrderPlaced"]
    (first, _) = office.subscribe(follow=False, rulebook=BOOK)
    assert first.event == event(TOUCH).model_copy(update={"id": first.id})


def test_what_nothing_declares_any_more_is_verified_as_far_as_can_be(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "office.db") as office:
        office.import_events([event(TOUCH), event(ORDER)], rulebook=BOOK)
        assert office.verify().ok
        with office._database.writing() as connection:
            connection.execute("UPDATE event SET recorded_at = recorded_at + 1 WHERE position = 2")
        assert office.verify().first_bad == (2, "the register time kept beside it is not the one in its data")


def test_a_declared_entry_is_stored_apart_from_what_is_personal_and_found_by_all_it_names() -> None:
    told = event(entry("app.RefundRequested", 1, deal="d", why="moved to Kiel"))
    sealed = seal(told, datetime(2026, 3, 1, tzinfo=UTC))
    assert b"Kiel" not in sealed.data
    assert kind_of(sealed.data) == "app.RefundRequested"
    assert unseal("app.RefundRequested", *sealed, {**EVENT_TYPES, **BOOK.events}) == told
    shown = event({**ORDER, "with": ["e", "c"], "code": "p4"})
    assert tags_of(shown) == ["customer:c", "deal:d", "customer:e"]
    assert tags_of(event(REGISTERED)) == ["agent:li", "customer:c", "reference:registration:g"]
    assert tags_of(event(ANSWERED)) == ["reference:registration:g"]


def test_a_file_is_refused_with_the_line_whose_type_nothing_declares(tmp_path: Path) -> None:
    file = lines(tmp_path / "history.jsonl", entry("VisitReceived", 0, customer="c", agent="li"), TOUCH)
    with pytest.raises(RegisterRefused) as refusal:
        ll.read_history(file)
    sentence = f"{file}, line 2: no rulebook given or adopted here declares app.TouchRecorded{NOT_BROUGHT}"
    assert refusal.value.problems == (sentence,)
    for target in ("office.db", "into.jsonl"):
        with pytest.raises(RegisterRefused, match=r"line 2: no rulebook given or adopted here declares"):
            import_into(tmp_path / target, [file])
        assert not (tmp_path / target).exists()


def test_a_file_names_what_is_wrong_with_the_rulebook_that_should_declare(tmp_path: Path) -> None:
    broken = adopted(TouchRecorded={"fields": {"customer": "client"}})
    file = lines(tmp_path / "history.jsonl", TOUCH, broken)
    with pytest.raises(RegisterRefused) as refusal:
        ll.read_history(file)
    first, second = refusal.value.problems
    assert "line 2: the rulebook adopted: event 'app.TouchRecorded', field 'customer' is of the kind 'client'" in first
    assert second.endswith(f"line 1: no rulebook given or adopted here declares app.TouchRecorded{NOT_BROUGHT}")


def test_files_imported_together_may_declare_for_each_other_and_for_what_comes_later(tmp_path: Path) -> None:
    entries, rules = lines(tmp_path / "entries.jsonl", TOUCH, ORDER), lines(tmp_path / "rules.jsonl", adopted())
    later = lines(tmp_path / "later.jsonl", {**TOUCH, "agent": "zhang"})
    for target in (tmp_path / "office.db", tmp_path / "office.jsonl"):
        assert import_into(target, [entries, rules]).added == 3
        assert import_into(target, [entries]).added == 0
        assert import_into(target, [later]).added == 1
    with pytest.raises(RegisterRefused, match="the rulebook adopted: event 'app.OrderPlaced' is declared twice"):
        import_into(tmp_path / "office.jsonl", [lines(tmp_path / "other.jsonl", adopted(**OTHER))])
    with pytest.raises(RegisterRefused, match="the rulebook adopted: event 'app.OrderPlaced' is declared twice"):
        import_into(tmp_path / "office.db", [lines(tmp_path / "other.jsonl", adopted(**OTHER))])


def test_a_history_whose_adopted_rulebook_is_declared_wider_later_keeps_its_lines(tmp_path: Path) -> None:
    target = tmp_path / "office.jsonl"
    import_into(target, [lines(tmp_path / "one.jsonl", adopted(), TOUCH, ORDER)])
    before = target.read_bytes().splitlines()
    wide = lines(tmp_path / "two.jsonl", ORDER, {**ORDER, "deal": "e", "channel": "web"}, adopted(AT, **WIDER))
    done = import_into(target, [wide])
    assert (done.added, done.already) == (2, 1)
    assert set(before) <= set(target.read_bytes().splitlines())


def test_a_deal_closed_twice_in_a_file_is_refused(tmp_path: Path) -> None:
    file = lines(tmp_path / "twice.jsonl", adopted(), ORDER, {**ORDER, "code": "again"})
    for target in (tmp_path / "office.db", tmp_path / "office.jsonl"):
        with pytest.raises(HistoryContradiction, match="deal 'd' is closed twice: .*line 2 .*line 3"):
            import_into(target, [file])


def test_a_dry_run_lists_what_declared_entries_would_move(tmp_path: Path) -> None:
    first = lines(tmp_path / "first.jsonl", adopted(), TOUCH)
    for target in (tmp_path / "office.db", tmp_path / "office.jsonl"):
        import_into(target, [first])
        done = import_into(target, [lines(tmp_path / "order.jsonl", ORDER)], dry_run=True)
        assert [(move.deal, move.after and move.after.owner) for move in done.moves] == [("d", "li")]


def test_the_commands_take_a_rulebook_that_declares(tmp_path: Path) -> None:
    rules = toml(tmp_path / "shop.toml")
    history = lines(tmp_path / "history.jsonl", TOUCH, ORDER)
    assert "line 1: no rulebook given or adopted here declares app.TouchRecorded" in run("decide", history).err
    (answer,) = run("decide", history, "--rulebook", rules, "--json").objects
    assert answer["owner"] == "li"
    target = tmp_path / "office.db"
    assert run("import", history, "--into", target).code == 2
    assert run("import", history, "--into", target, "--rulebook", rules, "--json").objects[0]["added"] == 2
    (answer,) = run("decide", target, "--rulebook", rules, "--json").objects
    assert answer["owner"] == "li"
    more = json.dumps({**TOUCH, "agent": "zhang"})
    said = refused(run("record", target, more))
    assert said == f"EVENT-JSON, line 1: no rulebook given or adopted here declares app.TouchRecorded{NOT_BROUGHT}"
    (done,) = run("record", target, more, "--rulebook", rules, "--json").objects
    assert (done["position"], done["new"]) == (3, True)
    assert run("record", tmp_path / "new.db", more, "--rulebook", rules, "--json").objects[0]["position"] == 1
    assert "no rulebook" in refused(run("record", tmp_path / "none.db", more))
    assert not (tmp_path / "none.db").exists()
    assert run("verify", target).code == 0
    said_of = run("explain", target, "--deal", "d", "--rulebook", rules).out
    assert "app.TouchRecorded: agent li, customer c, kind click" in said_of


def test_an_entry_is_called_by_its_title_and_its_people_by_their_names(tmp_path: Path) -> None:
    joined = entry("AgentJoined", 0, agent="li", name="李娜")
    notice = entry("app.NoticeGiven", 0.5, customer="c", to="li", by="wang", reached=True)
    file = lines(tmp_path / "history.jsonl", adopted(), joined, TOUCH, notice, ORDER)
    assert "Notice given to an absent owner: by wang, customer c, reached true, to 李娜" in run(
        "explain", file, "--deal", "d"
    ).out.replace("\n      ", " ")
    assert "已通知不在的业务员" in run("explain", file, "--deal", "d", "--lang", "zh").out
