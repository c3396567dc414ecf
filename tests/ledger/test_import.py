"""Registers into a ledger: all or nothing, in register order, the same as into a history, and tried without a trace."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import leadledger as ll
from leadledger.errors import EntryRefused, HistoryContradiction, LedgerRefused, RegisterRefused
from leadledger.events import derive_id, parse_event, to_json
from leadledger.ledger import Ledger, Move, import_into
from leadledger.ledger import open as open_ledger
from leadledger.testing import stories
from tests.cli.running import run
from tests.cli.running import written as told

OFFICE = Path(__file__).parents[2] / "examples" / "office"
ID = "00000000-0000-8000-8000-00000000000{}"


def entry(kind: str, day: int, customer: str = "c1", agent: str = "li", **more: Any) -> str:
    event = {"type": kind, "occurred_at": f"2026-03-{day:02}T10:00:00+08:00", "customer": customer, "agent": agent}
    return json.dumps({**event, **more}, ensure_ascii=False)


def call(day: int, customer: str = "c1", **more: Any) -> str:
    return entry("CallReceived", day, customer, **more)


def subscribed(day: int, deal: str = "d1", customer: str = "c1", **more: Any) -> str:
    return entry("SubscriptionSigned", day, customer, deal=deal, unit=f"u-{deal}", **more)


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def entries(target: Path) -> list[str]:
    """What a ledger or a history holds, in register order."""
    if target.suffix == ".jsonl":
        return target.read_text(encoding="utf-8").splitlines()
    with open_ledger(target, create=False) as ledger:
        return [to_json(one.event) for one in ledger.events()]


def rows(target: Path) -> list[tuple[object, ...]]:
    """Every row of a ledger's table of entries."""
    connection = sqlite3.connect(target)
    try:
        return connection.execute("SELECT position, data, leaf, personal FROM event ORDER BY position").fetchall()
    finally:
        connection.close()


def customers(target: Path) -> list[str]:
    return [json.loads(line)["customer"] for line in entries(target)]


def problems(target: Path, *files: Path) -> list[str]:
    with pytest.raises(RegisterRefused) as caught:
        import_into(target, files)
    return [problem.replace(f"{target.parent}/", "") for problem in caught.value.problems]


def outcomes(moves: Sequence[Move]) -> list[dict[str, object]]:
    return [move.to_dict() for move in moves]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A ledger with two calls and a closed deal."""
    target = tmp_path / "office.db"
    import_into(target, [written(tmp_path / "first.jsonl", call(2, id=ID.format(1)), call(8, "c8"), subscribed(9))])
    return target


def test_each_file_is_counted_and_an_import_again_adds_nothing(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    a, b = written(tmp_path / "a.jsonl", call(1), call(3)), written(tmp_path / "b.jsonl", call(1), call(2))
    first = import_into(target, [a, b])
    assert [(one.file, one.added, one.already) for one in first.files] == [(str(a), 2, 0), (str(b), 1, 1)]
    assert (first.target, first.dry_run, first.moves) == (str(target), False, ())
    before = rows(target)
    again = import_into(target, [b, a])
    assert (again.added, again.already) == (0, 4)
    assert rows(target) == before


def test_new_entries_get_the_ids_of_their_contents(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    import_into(target, [written(tmp_path / "a.jsonl", call(1))])
    [line] = entries(target)
    assert json.loads(line)["id"] == str(derive_id(parse_event(call(1))))


def test_positions_follow_register_order_and_ties_the_order_of_entry(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    a = written(tmp_path / "a.jsonl", call(3, "late"), call(1, "a"), call(1, "b"))
    import_into(target, [a, written(tmp_path / "b.jsonl", call(2, "between"), call(1, "c"))])
    with open_ledger(target) as ledger:
        found = [(one.position, getattr(one.event, "customer", None)) for one in ledger.events()]
    assert found == [(1, "a"), (2, "b"), (3, "c"), (4, "between"), (5, "late")]


def test_a_late_import_gets_its_place_in_register_order(office: Path, tmp_path: Path) -> None:
    import_into(office, [written(tmp_path / "late.jsonl", call(1, "c0"), call(5, "c5"))])
    assert customers(office) == ["c0", "c1", "c5", "c8", "c1"]
    with open_ledger(office) as ledger:
        assert [one.position for one in ledger.events()] == [4, 1, 5, 2, 3]


def test_a_live_entry_comes_after_what_was_imported_later_still(office: Path, tmp_path: Path) -> None:
    with open_ledger(office) as ledger:
        ledger.record(parse_event(call(10, "live")))
    import_into(office, [written(tmp_path / "late.jsonl", call(11, "c11"))])
    assert customers(office)[-1] == "live"


def test_what_was_recorded_live_is_known_by_its_content(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    with open_ledger(target) as ledger:
        ledger.record(parse_event(call(1)))
    assert import_into(target, [written(tmp_path / "a.jsonl", call(1))]).added == 0


def test_entries_alike_but_for_personal_fields_are_each_entered_once(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    notes = [call(1, note=str(number), **({"id": ID.format(number)} if number < 3 else {})) for number in range(6)]
    assert import_into(target, [written(tmp_path / "a.jsonl", *notes)]).added == 6
    nameless = [call(1, note=str(number)) for number in reversed(range(6))]
    assert import_into(target, [written(tmp_path / "b.jsonl", *nameless)]).added == 0
    assert import_into(target, [written(tmp_path / "b.jsonl", *nameless, call(1, note="new"))]).added == 1


def test_agents_names_are_known_from_the_ledger_and_from_all_files(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    joined = '{"type":"AgentJoined","occurred_at":"2026-01-01T08:00:00+08:00","agent":"wang","name":"王五"}'
    import_into(target, [written(tmp_path / "wang.jsonl", joined)])
    heading = "日期,时间,客户编号,置业顾问"
    register = written(tmp_path / "来电登记.csv", heading, "2026-03-01,10:05,c1,王五", "2026-03-02,10:05,c1,李四")
    li = written(tmp_path / "li.jsonl", joined.replace("wang", "li").replace("王五", "李四"))
    assert import_into(target, [register, li]).notices == ()
    assert [json.loads(line)["agent"] for line in entries(target)] == ["wang", "li", "wang", "li"]


def test_all_ids_of_other_content_are_refused_at_once_naming_both_places(office: Path, tmp_path: Path) -> None:
    before = rows(office)
    a = written(tmp_path / "a.jsonl", call(2, "c9", id=ID.format(1)), call(3, id=ID.format(2)))
    b = written(tmp_path / "b.jsonl", call(4), call(5, id=ID.format(2)))
    assert problems(office, a, b) == [
        f"a.jsonl, line 1: the id {ID.format(1)} stands at office.db, entry 1 with other content: "
        "expected an id of its own",
        f"b.jsonl, line 2: the id {ID.format(2)} stands at a.jsonl, line 2 with other content: "
        "expected an id of its own",
    ]
    assert rows(office) == before


def test_faults_of_all_files_are_told_and_nothing_is_imported(office: Path, tmp_path: Path) -> None:
    before = rows(office)
    bad = written(tmp_path / "来电登记.csv", "日期,时间,客户编号,置业顾问", "3/5,,c1,li")
    said = problems(office, written(tmp_path / "good.jsonl", call(1)), bad, written(tmp_path / "x.jsonl", "nope"))
    assert [one.split(",")[0] for one in said] == ["x.jsonl", "来电登记.csv"]
    assert rows(office) == before


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_contradiction_is_refused_naming_the_entry_and_the_line(office: Path, tmp_path: Path, dry_run: bool) -> None:
    before = rows(office)
    register = written(tmp_path / "a.jsonl", call(4), subscribed(4))
    with pytest.raises(HistoryContradiction) as caught:
        import_into(office, [register], dry_run=dry_run)
    assert caught.value.places == (f"{register}, line 2", f"{office}, entry 3")
    assert rows(office) == before


def test_a_contradiction_among_new_entries_is_refused_and_makes_no_ledger(tmp_path: Path) -> None:
    register = written(tmp_path / "a.jsonl", subscribed(4), subscribed(5))
    with pytest.raises(HistoryContradiction, match=r"a\.jsonl, line 1 .* and .*a\.jsonl, line 2"):
        import_into(tmp_path / "new.db", [register])
    assert list(tmp_path.iterdir()) == [register]


def adopted(number: int) -> str:
    return json.dumps(
        {
            "type": "RulebookAdopted",
            "id": ID.format(number),
            "occurred_at": "2026-03-01T10:00:00+08:00",
            "document": {"name": "x"},
            "effective_from": "2026-03-01",
            "published_at": "2026-03-01T10:00:00+08:00",
        }
    )


def struck(number: int) -> str:
    at = "2026-03-02T10:00:00+08:00"
    fields = {"type": "EntryStruck", "occurred_at": at, "entry": ID.format(number), "reason": "no", "by": "boss"}
    return json.dumps(fields)


def test_rulebooks_that_cannot_be_used_are_refused_all_at_once(tmp_path: Path) -> None:
    said = problems(tmp_path / "new.db", written(tmp_path / "a.jsonl", adopted(1), adopted(2)))
    assert [one.split(":")[0] for one in said] == ["a.jsonl, line 1", "a.jsonl, line 2"]


def test_a_rulebook_that_cannot_be_used_may_be_imported_once_it_is_struck(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    import_into(target, [written(tmp_path / "b.jsonl", struck(1))])
    assert import_into(target, [written(tmp_path / "a.jsonl", adopted(1), adopted(2), struck(2))]).added == 3
    with open_ledger(tmp_path / "other.db") as ledger, pytest.raises(EntryRefused):
        ledger.record(parse_event(adopted(1)))


def test_no_entries_make_no_ledger(tmp_path: Path) -> None:
    done = import_into(tmp_path / "new.db", [])
    assert (done.added, done.target) == (0, str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_dry_run_into_a_new_ledger_makes_none(tmp_path: Path) -> None:
    register = written(tmp_path / "a.jsonl", call(1), subscribed(4))
    done = import_into(tmp_path / "new.db", [register], dry_run=True)
    assert (done.added, [move.deal for move in done.moves]) == (2, ["d1"])
    assert list(tmp_path.iterdir()) == [register]


def test_a_link_to_no_file_yet_is_written_through(tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to("real.db")
    import_into(link, [written(tmp_path / "a.jsonl", call(1))])
    assert link.is_symlink()
    assert len(entries(tmp_path / "real.db")) == 1


def test_a_ledger_is_known_by_how_it_begins_whatever_it_is_called(office: Path, tmp_path: Path) -> None:
    for name in ("books", "books.jsonl"):
        other = office.rename(tmp_path / name)
        assert import_into(other, [written(tmp_path / "a.jsonl", call(1))]).already in {0, 1}
        office = other
    assert rows(office)[-1][0] == 4


@pytest.mark.parametrize("name", ["x.xlsx", "x.json", "x", "postgresql://me@host/x.db", "sqlite:///x.jsonl"])
def test_only_histories_and_ledgers_are_imported_into(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    register = written(tmp_path / "a.jsonl", call(1))
    with pytest.raises(RegisterRefused) as caught:
        import_into(name, [register])
    [said] = caught.value.problems
    assert said.startswith(name)
    assert said.endswith(": expected a history named .jsonl or .ndjson, or a ledger named .db")
    assert list(tmp_path.iterdir()) == [register]


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    register = written(tmp_path / "a.jsonl", call(1))
    other = written(tmp_path / "notes.db", "not a ledger")
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    for file in (other, foreign):
        before = file.read_bytes()
        with pytest.raises(LedgerRefused):
            import_into(file, [register])
        assert file.read_bytes() == before
    with pytest.raises(RegisterRefused, match="there is no folder"):
        import_into(tmp_path / "no" / "x.db", [register])


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_year_mistyped_is_refused_with_its_file_and_line(tmp_path: Path, dry_run: bool) -> None:
    register = written(tmp_path / "a.jsonl", call(1), call(2).replace("2026", "2206"))
    with pytest.raises(EntryRefused, match=r"/a.jsonl, line 2: register time 2206-03-02T10:00:00\+08:00 is more than"):
        import_into(tmp_path / "new.db", [register], dry_run=dry_run)
    assert list(tmp_path.iterdir()) == [register]


def test_a_ledger_in_memory_takes_registers_too(tmp_path: Path) -> None:
    register = written(tmp_path / "a.jsonl", call(1), subscribed(4))
    with open_ledger(":memory:") as ledger:
        assert [move.deal for move in ledger.import_files([register], dry_run=True).moves] == ["d1"]
        assert ledger.head().size == 0
        assert ledger.import_files([register]).target == ":memory:"
        assert ledger.decide("d1").owner == "li"


def test_the_example_office_lives_in_a_ledger(tmp_path: Path) -> None:
    target = tmp_path / "office.db"
    import_into(target, [OFFICE / "registers.xlsx"])
    assert entries(target) == entries(OFFICE / "history.jsonl")
    assert import_into(target, [OFFICE / "history.jsonl", *sorted(OFFICE.glob("*.csv"))]).added == 0
    for options in (("--considered",), ("--known-at", "2026-04-15")):
        of_ledger = run("decide", target, "--json", *options)
        assert of_ledger.out == run("decide", OFFICE / "history.jsonl", "--json", *options).out
        assert of_ledger.out


def test_a_dry_run_lists_what_then_moves_and_leaves_no_trace(tmp_path: Path) -> None:
    target, register = tmp_path / "office.db", OFFICE / "history.jsonl"
    some = written(tmp_path / "some.jsonl", *(line for line in entries(register) if '"ComplaintDecided"' not in line))
    import_into(target, [some])
    assert entries(target)  # who opens a new one first begins its log beside it
    before = rows(target), target.read_bytes()
    tried = import_into(target, [register], dry_run=True)
    assert (rows(target), target.read_bytes()) == before
    assert tried.moves
    with open_ledger(target) as ledger:
        before_it = decisions(ledger)
        done = ledger.import_files([register])
        now = decisions(ledger)
    assert [(one.added, one.already) for one in done.files] == [(one.added, one.already) for one in tried.files]
    assert {move.deal for move in tried.moves} == {deal for deal in now if now[deal] != before_it.get(deal)}


def decisions(ledger: Ledger) -> dict[str, tuple[object, ...]]:
    answers = [answer for answer in ledger.decide_all() if isinstance(answer, ll.Attribution)]
    return {
        str(one.deal): (one.status, one.owner, one.credit, one.commission, one.clause) for one in answers if one.deal
    }


def test_a_dry_run_forgets_the_rulebook_it_tried(tmp_path: Path) -> None:
    visits = stories.visit("c", "zhang"), stories.visit("c", "li")
    story = told(stories.given(*visits, stories.subscription("d", "c", "li")), tmp_path / "story.jsonl")
    document = json.loads(json.dumps(dict(ll.rulebooks["sales-office"].document)))
    books: list[Path] = []
    for number, closes_with in enumerate(("contract", "subscription")):
        document["terms"]["closes_with"] = closes_with
        adoption = {**json.loads(adopted(7)), "document": document, "effective_from": "2026-01-01"}
        adoption |= {"occurred_at": "2026-01-01T10:00:00+08:00", "published_at": "2026-01-01T10:00:00+08:00"}
        books.append(written(tmp_path / f"book{number}.jsonl", json.dumps(adoption)))
    with open_ledger(tmp_path / "office.db") as ledger:
        ledger.import_files([story])
        first = ledger.import_files([books[0]], dry_run=True).moves
        assert [(move.deal, move.after) for move in first] == [("d", None)]
        ledger.import_files([books[1]])
        assert ledger.decide("d").owner == "zhang"


def test_a_dry_run_of_a_history_lists_the_same_moves_as_one_of_a_ledger(tmp_path: Path) -> None:
    lines = entries(OFFICE / "history.jsonl")
    some = written(tmp_path / "some.jsonl", *lines[: len(lines) // 2])
    moves: list[list[dict[str, object]]] = []
    for target in (tmp_path / "h.jsonl", tmp_path / "h.db"):
        import_into(target, [some])
        moves.append(outcomes(import_into(target, [OFFICE / "history.jsonl"], dry_run=True).moves))
    assert moves[0] == moves[1]
    assert len(moves[0]) > 10


kinds = st.tuples(
    st.sampled_from(["CallReceived", "VisitReceived"]),
    st.integers(1, 4),
    st.sampled_from(["c1", "c2"]),
    st.sampled_from(["li", "zhang"]),
    st.fixed_dictionaries(
        {},
        optional={
            "note": st.sampled_from(["one", "two"]),
            "recorded_at": st.just("2026-03-04T09:00:00+08:00"),
        },
    ),
    st.sampled_from([None, None, None, 1, 2, 3, 4]),
)
registers = st.lists(kinds, min_size=1, max_size=12, unique_by=lambda one: one[5] or object())
closings = st.lists(st.tuples(st.integers(5, 9), st.sampled_from(["c1", "c2"])), max_size=3)


@settings(deadline=None)
@given(registers, closings, st.data())
def test_in_pieces_is_as_whole_and_as_a_history(
    calls: list[tuple[str, int, str, str, dict[str, str], int | None]],
    closed: list[tuple[int, str]],
    data: st.DataObject,
) -> None:
    lines = [
        entry(kind, day, customer, agent, **more, **({"id": ID.format(number)} if number else {}))
        for kind, day, customer, agent, more, number in calls
    ]
    deals = [subscribed(day, f"d{number}", customer) for number, (day, customer) in enumerate(closed)]
    lines = data.draw(st.permutations([*lines, *deals]))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(lines) - 1)) if len(lines) > 1 else st.just(set[int]())))
    parts = [lines[start:end] for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        history = Path(folder, "h.jsonl")
        register = Path(folder, "register.jsonl")
        import_into(history, [written(register, *lines)])
        with open_ledger(":memory:") as whole, open_ledger(":memory:") as pieces:
            whole.import_files([register])
            for part in parts:
                tried = pieces.import_files([written(register, *part)], dry_run=True)
                before = decisions(pieces)
                assert pieces.import_files([register]).added == tried.added
                now = decisions(pieces)
                assert [move.deal for move in tried.moves] == [one for one in now if now[one] != before.get(one)]
            for part in [lines, *parts]:
                assert pieces.import_files([written(register, *part)]).added == 0
            expected = entries(history)
            for ledger in (whole, pieces):
                assert [to_json(one.event) for one in ledger.events()] == expected
            assert decisions(whole) == decisions(pieces)
            assert whole.verify().ok


@settings(deadline=None, max_examples=20)
@given(st.permutations(range(5)), st.data())
def test_pieces_may_come_in_any_order_where_no_two_are_of_one_time(order: list[int], data: st.DataObject) -> None:
    pieces = [[call(day, f"c{day}"), subscribed(day + 10, f"d{day}", f"c{day}")] for day in range(1, 6)]
    with tempfile.TemporaryDirectory() as folder:
        target, other = Path(folder, "a.db"), Path(folder, "b.db")
        files = [written(Path(folder, f"{number}.jsonl"), *piece) for number, piece in enumerate(pieces)]
        import_into(target, files)
        together = data.draw(st.integers(1, 5))
        for start in range(0, 5, together):
            import_into(other, [files[number] for number in order[start : start + together]])
        assert entries(other) == entries(target)
        assert run("decide", other, "--json").out == run("decide", target, "--json").out
