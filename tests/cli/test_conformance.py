"""``leadledger conformance``: scenarios in, passed or failed out; and the other way round."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from leadledger.testing import joined, money, registered, struck, subscription, visit
from leadledger.testing.money_stories import plan_adopted
from leadledger.testing.stories import given
from tests.cli.running import refused, run, written
from tests.small_plans import FLAT, small_plan

SCENARIOS = Path(__file__).parents[1] / "scenarios"
HISTORY = Path(__file__).parents[2] / "examples" / "office" / "history.jsonl"
VISIT = {"type": "VisitReceived", "occurred_at": "2026-03-01T10:00:00+08:00", "customer": "c", "agent": "zhang"}
CLOSING = {
    "type": "SubscriptionSigned", "occurred_at": "2026-03-06T10:00:00+08:00", "deal": "d", "customer": "c", "unit": "u",
    "agent": "li",
}  # fmt: skip
PLAIN: dict[str, Any] = {
    "name": "the first visit decides",
    "deal": "d",
    "known_at": None,
    "history": [VISIT, CLOSING],
    "expect": {"owner": "zhang", "credit": {"zhang": "1"}, "commission": {"zhang": "100%"}, "clause": "5.1"},
}


def file_of(folder: Path, *objects: dict[str, Any] | str, name: str = "scenarios.jsonl") -> Path:
    file = folder / name
    file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in objects), "utf-8")
    return file


def changed(**fields: Any) -> dict[str, Any]:
    return {**PLAIN, **fields}


def test_every_story_of_ours_passes() -> None:
    files = sorted(SCENARIOS.glob("*.jsonl"))
    done = run("conformance", *files)
    assert done.code == 0
    count = sum(len(file.read_text("utf-8").splitlines()) for file in files)
    assert done.out.endswith(f"All {count} scenarios passed.\n")


def test_a_failure_is_a_row_and_the_exit_is_1(tmp_path: Path) -> None:
    wrong = changed(name="wrong", expect={"owner": "li", "clause": "5.1", "credit": {"li": "1/2", "zhang": "1/2"}})
    done = run("conformance", file_of(tmp_path, PLAIN, wrong))
    assert done.code == 1
    said = " ".join(done.out.split())
    assert "owner: wanted li, got zhang" in said
    assert 'credit: wanted {"li": "1/2", "zhang": "1/2"}, got {"zhang": "1"}' in said
    assert "clause: wanted" not in said
    assert said.endswith("1 of 2 scenarios failed.")


def test_json_has_name_ok_want_and_got(tmp_path: Path) -> None:
    wrong = changed(name="wrong", expect={"owner": "li"})
    done = run("conformance", file_of(tmp_path, PLAIN, wrong), "--json")
    assert done.code == 1
    assert [list(one) for one in done.objects] == [["name", "ok", "want", "got"]] * 2
    assert done.objects[1] == {"name": "wrong", "ok": False, "want": {"owner": "li"}, "got": {"owner": "zhang"}}
    assert done.objects[0]["ok"] is True  # 100% is 1


@pytest.mark.parametrize(
    ("fields", "ok"),
    [
        ({"expect": {"refused": True}, "deal": "other"}, True),
        ({"expect": {"refused": True}}, False),
        ({"expect": {"owner": None}, "deal": "other"}, False),
        ({"expect": {"refused": True}, "known_at": "2026-03-05T10:00:00+08:00"}, True),
        ({"expect": {"on_top": {}, "status": "final"}}, True),
    ],
)
def test_what_cannot_be_decided_is_refused(tmp_path: Path, fields: dict[str, Any], ok: bool) -> None:
    assert [one["ok"] for one in run("conformance", file_of(tmp_path, changed(**fields)), "--json").objects] == [ok]


def test_the_order_of_payees_is_part_of_the_answer(tmp_path: Path) -> None:
    history = [
        VISIT,
        {**VISIT, "occurred_at": "2026-03-02T10:00:00+08:00", "agent": "li", "declined": ["zhang"]},
        CLOSING,
    ]
    orders = [{"li": "4/5", "zhang": "1/5"}, {"zhang": "1/5", "li": "4/5"}]
    told = [changed(name=str(n), history=history, expect={"commission": one}) for n, one in enumerate(orders)]
    assert [one["ok"] for one in run("conformance", file_of(tmp_path, *told), "--json").objects] == [True, False]


def test_amounts_are_those_of_the_plan_that_the_history_adopts(tmp_path: Path) -> None:
    plan = plan_adopted(small_plan(FLAT).document, "2026-01-01", "2025-12-01T10:00:00+08:00", on="2026-01-01")
    story = given(plan, visit("c", "zhang", on="2026-03-01"), subscription("d", "c", "li", price=money("1000.00")))
    entries = [json.loads(line) for line in written(story, tmp_path / "h.jsonl").read_text("utf-8").splitlines()]
    told = changed(history=entries, expect={"amounts": {"zhang": {"amount": "10.00", "currency": "CNY"}}})
    assert run("conformance", file_of(tmp_path, told), "--json").objects[0]["got"] == told["expect"]


def test_under_another_rulebook(tmp_path: Path) -> None:
    done = run("conformance", file_of(tmp_path, PLAIN), "--rulebook", "two-month-hold", "--json")
    assert done.objects[0]["got"]["clause"] != "5.1"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense", "line 1"),
        (changed(more=1), "line 1, more: not a field of a scenario: expected name, history, deal, known_at, expect"),
        ({key: value for key, value in PLAIN.items() if key != "deal"}, "line 1, deal: expected a text"),
        (changed(history={}), "line 1, history: expected a list of entries"),
        (changed(history=[{**VISIT, "agent": 3}]), "line 1, history, entry 1: VisitReceived: 'agent' is 3"),
        (changed(expect={"ownr": "li"}), "line 1, expect.ownr: expected an object of owner, credit"),
        (changed(expect={}), "line 1, expect: names nothing to compare: expected an object of owner, credit"),
        (changed(known_at="yesterday"), "line 1, known_at: expected a time with an offset, or null"),
        (changed(known_at="2026-03-01T10:00:00"), "line 1, known_at: expected a time with an offset, or null"),
    ],
)
def test_what_is_no_scenario_is_refused_with_its_line_and_field(
    tmp_path: Path, line: dict[str, Any] | str, sentence: str
) -> None:
    assert sentence in refused(run("conformance", file_of(tmp_path, line)))


def test_names_are_told_apart(tmp_path: Path) -> None:
    assert "line 2: two scenarios are named" in refused(run("conformance", file_of(tmp_path, PLAIN, PLAIN)))


def test_a_check_of_nothing_is_no_check(tmp_path: Path) -> None:
    done = run("conformance", file_of(tmp_path))
    assert (done.code, done.out) == (1, "There is no scenario.\n")


def test_a_text_may_hold_what_other_programs_take_for_the_end_of_a_line(tmp_path: Path) -> None:
    noted = changed(history=[{**VISIT, "note": "one\u2028two\x85three"}, CLOSING])
    file = file_of(tmp_path, json.dumps(noted, ensure_ascii=False))
    assert run("conformance", file).code == 0


def test_a_call_without_files_is_refused(tmp_path: Path) -> None:
    assert "expected files of scenarios" in refused(run("conformance"))
    assert "expected it alone" in refused(run("conformance", file_of(tmp_path, PLAIN), "--write", HISTORY))
    assert "nowhere.jsonl" in refused(run("conformance", "nowhere.jsonl"))


# ------------------------------------------------------------------------------------------------ the other way round


def test_another_programs_answers_are_checked(tmp_path: Path) -> None:
    other = changed(name="other")
    scenarios = file_of(tmp_path, PLAIN, other)
    right = {"name": PLAIN["name"], **PLAIN["expect"], "commission": {"zhang": "1"}, "because": "we say so"}
    theirs = file_of(tmp_path, right, name="theirs.jsonl")
    done = run("conformance", scenarios, "--answers", theirs)
    assert done.code == 1
    assert "not answered" in done.out
    done = run("conformance", scenarios, "--answers", theirs, "--json")
    assert [(one["ok"], one["got"] is None) for one in done.objects] == [(True, False), (False, True)]
    file_of(tmp_path, right, {**right, "name": "other", "owner": "li"}, name="theirs.jsonl")
    assert [one["ok"] for one in run("conformance", scenarios, "--answers", theirs, "--json").objects] == [True, False]


def test_a_field_that_is_not_answered_is_said_to_be_missing(tmp_path: Path) -> None:
    theirs = file_of(tmp_path, {"name": PLAIN["name"], **PLAIN["expect"], "owner": None}, name="theirs.jsonl")
    scenarios = file_of(tmp_path, PLAIN)
    assert "owner: wanted zhang, got null" in run("conformance", scenarios, "--answers", theirs).out
    file_of(tmp_path, {"name": PLAIN["name"], "clause": "5.1", "ownr": "zhang"}, name="theirs.jsonl")
    said = " ".join(run("conformance", scenarios, "--answers", theirs).out.split())
    assert "owner: wanted zhang, not answered" in said


def test_answers_are_checked_by_names_that_are_told_apart_in_all_files(tmp_path: Path) -> None:
    file = file_of(tmp_path, PLAIN)
    theirs = file_of(tmp_path, {"name": PLAIN["name"], **PLAIN["expect"]}, name="theirs.jsonl")
    assert run("conformance", file, file).code == 0
    assert "two scenarios are named" in refused(run("conformance", file, file, "--answers", theirs))


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([{"owner": "li"}], "line 1, name: expected the name of a scenario"),
        ([{"name": "nobody's"}], 'no scenario is named "nobody\'s"'),
        ([{"name": PLAIN["name"]}] * 2, "is answered twice"),
    ],
)
def test_answers_that_cannot_be_used_are_refused(tmp_path: Path, answers: list[Any], sentence: str) -> None:
    theirs = file_of(tmp_path, *answers, name="theirs.jsonl")
    assert sentence in refused(run("conformance", file_of(tmp_path, PLAIN), "--answers", theirs))


def test_a_history_becomes_scenarios_that_pass(tmp_path: Path) -> None:
    done = run("conformance", "--write", HISTORY)
    assert done.code == 0
    assert len(done.objects) == len(run("decide", HISTORY, "--json").objects)
    file = tmp_path / "ours.jsonl"
    file.write_text(done.out, "utf-8")
    assert run("conformance", file).code == 0
    whole = len(HISTORY.read_text("utf-8").splitlines())
    assert max(len(one["history"]) for one in done.objects) < whole / 2


def test_scenarios_hold_no_names_and_no_notes_and_what_was_struck_or_late(tmp_path: Path) -> None:
    story = given(
        joined("zhang", "Zhang Wei"),
        registered("c", "zhang", name="Mr. Wu", phones=["13800138000"], note="rich"),
        visit("c", "li", named=["wang"]),
        struck(3, reason="Mr. Wu said so"),
        subscription("d", "c", "li"),
        visit("c", "wang"),
        visit("stranger", "wang"),
    )
    (scenario,) = run("conformance", "--write", written(story, tmp_path / "h.jsonl")).objects
    text = json.dumps(scenario)
    assert not [word for word in ("Wu", "138", "rich", "Zhang Wei", "stranger") if word in text]
    types = [entry["type"] for entry in scenario["history"]]
    assert types == ["CustomerRegistered", "VisitReceived", "EntryStruck", "SubscriptionSigned", "VisitReceived"]
