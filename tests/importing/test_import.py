"""Importing into a history: in register order, all or nothing, and never the same fact twice."""

# ruff: noqa: E501 - the tables below read as rows

from __future__ import annotations

import ast
import gc
import json
import re
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

import leadledger.dossier.contradictions as contradictions_of_dossier
from leadledger.errors import HistoryContradiction, RegisterRefused
from leadledger.events import EVENT_TYPES, derive_id, to_json
from leadledger.importing import Line, import_into, read_history
from leadledger.importing.checking import MAY_CONTRADICT
from tests.importing.making import A_CALL, calls, events, workbook

ID = "00000000-0000-8000-8000-000000000001"


def call(day: int, customer: str = "c1", more: str = "") -> str:
    return f'{{"type":"CallReceived","occurred_at":"2026-03-{day:02}T10:00:00+08:00","customer":"{customer}","agent":"li"{more}}}'


def written(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def sentences(target: Path, *files: Path) -> list[str]:
    with pytest.raises(RegisterRefused) as caught:
        import_into(target, files)
    return [problem.replace(f"{target.parent}/", "") for problem in caught.value.problems]


def customers(path: Path) -> list[str]:
    return [json.loads(line)["customer"] for line in path.read_text(encoding="utf-8").splitlines()]


def test_new_entries_are_written_with_the_id_of_their_content(tmp_path: Path) -> None:
    target = tmp_path / "h.jsonl"
    done = import_into(target, [calls(tmp_path / "r.xlsx", A_CALL)])
    [line] = read_history(target)
    assert line.event.id == derive_id(line.event.model_copy(update={"id": None}))
    assert (done.added, done.already, len(done.history)) == (1, 0, 1)
    assert target.read_text(encoding="utf-8") == to_json(line.event) + "\n"
    assert done.files[0].file == str(tmp_path / "r.xlsx")


def test_importing_again_adds_nothing_and_touches_nothing(tmp_path: Path) -> None:
    target, register = tmp_path / "h.jsonl", calls(tmp_path / "r.xlsx", A_CALL, [*A_CALL[:2], "c2", "li", None])
    import_into(target, [register])
    before = target.stat()
    done = import_into(target, [register])
    assert (done.added, done.already) == (0, 2)
    assert (target.stat().st_mtime_ns, target.stat().st_ino) == (before.st_mtime_ns, before.st_ino)


def test_lines_the_target_has_keep_their_bytes(tmp_path: Path) -> None:
    odd = '{ "customer":"c0", "agent":"li" , "type":"CallReceived","occurred_at":"2026-03-02T10:00:00.0+08:00"}\r'
    target = written(tmp_path / "h.jsonl", odd, "", call(4, "c9"))
    import_into(target, [written(tmp_path / "a.jsonl", call(3), call(1, "c2"))])
    lines = target.read_bytes().decode().split("\n")
    assert lines[1] == odd
    assert lines[3] == call(4, "c9")
    assert customers(target) == ["c2", "c0", "c1", "c9"]


def test_ties_stand_in_the_order_of_entry(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(1, "old"))
    import_into(
        target, [written(tmp_path / "a.jsonl", call(1, "a"), call(1, "b")), written(tmp_path / "b.jsonl", call(1, "c"))]
    )
    assert customers(target) == ["old", "a", "b", "c"]


def test_entries_alike_but_for_personal_fields_are_two(tmp_path: Path) -> None:
    target = tmp_path / "h.jsonl"
    one, two = call(1, more=',"note":"first"'), call(1, more=',"note":"second"')
    assert import_into(target, [written(tmp_path / "a.jsonl", one, two)]).added == 2
    assert len({line.event.id for line in read_history(target)}) == 2
    assert import_into(target, [written(tmp_path / "a.jsonl", two, one)]).added == 0
    assert import_into(target, [written(tmp_path / "a.jsonl", call(1, more=',"note":"third"'))]).added == 1


def test_an_entry_of_the_target_without_an_id_is_known_by_its_content(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(1))
    registered = call(1, more=',"recorded_at":"2026-03-01T10:00:00+08:00"')
    assert import_into(target, [written(tmp_path / "a.jsonl", registered)]).added == 0


def test_the_same_id_with_the_same_content_adds_nothing(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(1, more=f',"id":"{ID}"'))
    done = import_into(target, [written(tmp_path / "a.jsonl", call(1, more=f',"id":"{ID}"'))])
    assert (done.added, done.already) == (0, 1)


def test_the_same_id_with_other_content_is_refused_naming_both_places(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(1, more=f',"id":"{ID}"'))
    before = target.read_bytes()
    assert sentences(target, written(tmp_path / "a.jsonl", call(2), call(2, "c2", more=f',"id":"{ID}"'))) == [
        f"a.jsonl, line 2: the id {ID} stands at h.jsonl, line 1 with other content: expected an id of its own"
    ]
    assert target.read_bytes() == before


def test_nothing_is_imported_when_one_of_the_files_is_bad(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(1))
    before = target.read_bytes()
    good, bad = calls(tmp_path / "good.xlsx", A_CALL), calls(tmp_path / "bad.xlsx", ["3/5", None, "c1", "li", None])
    worse = written(tmp_path / "worse.jsonl", "nope")
    said = sentences(target, good, bad, worse)
    assert [one.split(",")[0] for one in said] == ["worse.jsonl", "bad.xlsx"]
    assert target.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.xlsx", "good.xlsx", "h.jsonl", "worse.jsonl"]


def subscribed(day: int, deal: str = "d1") -> str:
    more = f',"deal":"{deal}","unit":"1-1"'
    return call(day, more=more).replace("CallReceived", "SubscriptionSigned")


def contradictions(target: Path, *files: Path) -> list[str]:
    with pytest.raises(HistoryContradiction) as caught:
        import_into(target, files)
    named = re.sub(r" \(\w+ [0-9a-f-]{36}\)", "", str(caught.value)).replace(f"{target.parent}/", "")
    return named.splitlines()


def test_a_history_that_would_contradict_itself_is_refused_naming_both_places(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", subscribed(2), subscribed(3, "d2"))
    before = target.read_bytes()
    register = written(tmp_path / "a.jsonl", subscribed(4), call(4), subscribed(5, "d2"))
    assert contradictions(target, register) == [
        "deal 'd1' is closed twice: h.jsonl, line 1 and a.jsonl, line 1",
        "deal 'd2' is closed twice: h.jsonl, line 2 and a.jsonl, line 3",
    ]
    assert target.read_bytes() == before


def test_a_target_that_contradicts_itself_already_is_refused_whatever_is_added(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", subscribed(2), subscribed(3))
    said = ["deal 'd1' is closed twice: h.jsonl, line 1 and h.jsonl, line 2"]
    assert contradictions(target, written(tmp_path / "a.jsonl", call(1))) == said
    assert contradictions(target, target) == said
    assert contradictions(target) == said


def test_what_was_struck_contradicts_nothing(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", subscribed(2))
    again = subscribed(3).replace("}", f',"id":"{ID}"}}')
    struck = f'{{"type":"EntryStruck","occurred_at":"2026-03-04T10:00:00+08:00","entry":"{ID}","reason":"twice","by":"manager"}}'
    assert import_into(target, [written(tmp_path / "a.jsonl", again, struck)]).added == 2


def test_every_entry_a_contradiction_is_about_is_looked_at() -> None:
    """Only these are filed before an import: what the functions of contradictions.py read, and strikings."""
    module = ast.parse(Path(contradictions_of_dossier.__file__ or "").read_text(encoding="utf-8"))
    functions = [node for node in module.body if isinstance(node, ast.FunctionDef)]
    named = {node.id for one in functions for node in ast.walk(one) if isinstance(node, ast.Name)}
    assert named & EVENT_TYPES.keys() | {"EntryStruck"} == {model.__name__ for model in MAY_CONTRADICT}


def test_a_check_sees_the_whole_history_and_can_refuse_it(tmp_path: Path) -> None:
    target = written(tmp_path / "h.jsonl", call(2))
    seen: list[str] = []

    def check(lines: Sequence[Line]) -> None:
        seen.extend(str(line.place).replace(f"{tmp_path}/", "") for line in lines)
        raise HistoryContradiction("no")

    with pytest.raises(HistoryContradiction):
        import_into(target, [written(tmp_path / "a.jsonl", call(1), call(3))], check=check)
    assert seen == ["a.jsonl, line 1", "h.jsonl, line 1", "a.jsonl, line 2"]
    assert customers(target) == ["c1"]


def test_a_dry_run_says_what_would_be_and_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "h.jsonl"
    done = import_into(target, [written(tmp_path / "a.jsonl", call(1))], dry_run=True)
    assert (done.added, done.dry_run, len(done.added_lines)) == (1, True, 1)
    assert not target.exists()


def test_the_target_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real = written(tmp_path / "real.jsonl", call(1))
    real.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(real)
    import_into(link, [written(tmp_path / "a.jsonl", call(2))])
    assert link.is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert len(read_history(real)) == 2


def test_a_failed_write_leaves_the_target_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = written(tmp_path / "h.jsonl", call(1))
    register = written(tmp_path / "a.jsonl", call(2))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert sentences(target, register) == ["h.jsonl cannot be written: No space left on device"]
    assert customers(target) == ["c1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "h.jsonl"]


def test_targets_that_cannot_be_imported_into(tmp_path: Path) -> None:
    register = written(tmp_path / "a.jsonl", call(2))
    listed = written(tmp_path / "list.jsonl", f"[{call(1)}]")
    assert sentences(listed, register) == ["list.jsonl holds a JSON list: expected one entry a line to import into"]
    broken = written(tmp_path / "broken.jsonl", "nope")
    assert sentences(broken, register)[0].startswith("broken.jsonl, line 1: ")
    [said] = sentences(tmp_path / "no" / "h.jsonl", register)
    assert said == f"h.jsonl: there is no folder {tmp_path}/no"
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    assert import_into(tmp_path / "empty.jsonl", [register]).added == 1


def test_agents_names_are_known_from_the_target_and_from_all_files(tmp_path: Path) -> None:
    joined = '{"type":"AgentJoined","occurred_at":"2026-01-01T08:00:00+08:00","agent":"wang","name":"王五"}'
    target = written(tmp_path / "h.jsonl", joined)
    register = calls(tmp_path / "r.xlsx", *([*A_CALL[:2], "c1", name, None] for name in ("张三", "李四", "王五")))
    staff = workbook(tmp_path / "s.xlsx", {"员工": [["工号", "姓名", "入职日期"], ["zhang", "张三", "2026-01-01"]]})
    li = written(tmp_path / "li.jsonl", joined.replace("wang", "li").replace("王五", "李四"))
    done = import_into(target, [register, staff, li])
    assert [json.loads(text)["agent"] for text in events(done.added_lines)[:3]] == ["zhang", "li", "wang"]
    assert done.notices == (f"{staff}, sheet 员工: 1 row tells the day only, and 08:00 was taken",)


def test_an_entry_the_target_has_under_an_id_of_its_own_is_known_by_its_content(tmp_path: Path) -> None:
    odd = call(2, "c2", f',"id":"{ID[:-1]}2"').replace('":', '" :')
    target = written(tmp_path / "h.jsonl", call(1, more=f',"id":"{ID}"'), odd)
    done = import_into(target, [written(tmp_path / "a.jsonl", call(1), call(2, "c2"), call(3))])
    assert (done.added, done.already) == (1, 2)


def test_as_many_entries_alike_but_for_a_note_as_you_like(tmp_path: Path) -> None:
    notes = [call(1, more=f',"note":"{number}"') for number in range(2_000)]
    target = tmp_path / "h.jsonl"
    assert import_into(target, [written(tmp_path / "a.jsonl", *notes)]).added == 2_000
    assert import_into(target, [written(tmp_path / "a.jsonl", *reversed(notes), call(1))]).added == 1


def test_the_collection_of_garbage_goes_on_afterwards(tmp_path: Path) -> None:
    import_into(tmp_path / "h.jsonl", [written(tmp_path / "a.jsonl", call(1))])
    assert gc.isenabled()
    gc.disable()
    try:
        import_into(tmp_path / "h.jsonl", [])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_no_files_add_nothing(tmp_path: Path) -> None:
    assert import_into(tmp_path / "h.jsonl", []).added == 0
    assert not (tmp_path / "h.jsonl").exists()
