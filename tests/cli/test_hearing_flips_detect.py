"""``hearing``, ``flips`` and ``detect`` as they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from leadledger.disputes.flip_sets import readings as flips_readings
from leadledger.testing.stories import complaint, given, left, registered, subscription, visit, withdrawal
from tests.cli.running import entered, refused, run, written


@pytest.fixture(autouse=True)
def few_other_lengths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lengths are read one unit shorter or longer only: what is tested here does not hang on them."""
    monkeypatch.setattr(flips_readings, "STEPS", 1)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    story = given(
        visit("c", "zhang", at="10:00"),
        registered("c", "li", at="10:20"),
        visit("c", "li", declined=["zhang"]),
        left("li", at="12:00"),
        visit("b", "li", at="13:00"),
        subscription("d", "c", "li"),
        complaint("k", "c", "zhang", recorded_by="li"),
    )
    return written(story, tmp_path / "h.jsonl")


def test_a_hearing_as_text_markdown_and_json(history: Path) -> None:
    text = run("hearing", history, "--deal", "d")
    assert (text.code, text.out.splitlines()[0]) == (0, "Hearing file of deal d")
    markdown = run("hearing", history, "--deal", "d", "--format", "markdown").out
    assert markdown.startswith("# Hearing file of deal d\n\n")
    assert "\n## Claimant zhang\n" in markdown
    (found,) = run("hearing", history, "--deal", "d", "--json").objects
    assert list(found) == [
        *("deal", "withdrawn_at", "status", "owner", "credit", "commission", "on_top", "clause"),
        *("readings", "claimants", "flips"),
    ]
    assert run("hearing", history, "--deal", "d", "--format", "json").objects == [found]
    assert [(one["agent"], one["owner"]["strength"]) for one in found["claimants"]] == [("li", "one"), ("zhang", "one")]


def test_a_hearing_with_what_was_known_says_so(history: Path) -> None:
    refusal = refused(run("hearing", history, "--deal", "d", "--known-at", "2026-03-01"))
    assert refusal == f"no entry speaks of deal 'd' in {history} up to 2026-03-01"
    text = run("hearing", history, "--deal", "d", "--known-at", "2026-12-31").out
    assert "31 December 2026" in text.splitlines()[1]


def test_a_hearing_says_that_the_deal_was_withdrawn(tmp_path: Path) -> None:
    story = given(visit("c", "zhang"), subscription("d", "c", "li"), withdrawal("d", on="2026-04-11", at="11:15"))
    history = written(story, tmp_path / "h.jsonl")
    assert "Withdrawn: 11 April 2026, 11:15" in run("hearing", history, "--deal", "d").out
    (found,) = run("hearing", history, "--deal", "d", "--json").objects
    assert found["withdrawn_at"] == "2026-04-11T11:15:00+08:00"


def test_an_entry_is_named_with_the_place_where_it_stands(history: Path) -> None:
    assert f"{history.name}, line 3, id" in run("hearing", history, "--deal", "d").out.replace("\n      ", " ")
    assert f"{history.name}, line 3, id" in run("flips", history, "--deal", "d").out.replace("\n      ", " ")


def test_flips_as_text_and_json(history: Path) -> None:
    text = run("flips", history, "--deal", "d")
    assert "The smallest change of entries takes 1 entry: proven." in text.out
    (found,) = run("flips", history, "--deal", "d", "--json").objects
    assert (found["size"], found["proven"], found["before"]["owner"]) == (1, True, "li")
    (owner,) = run("flips", history, "--deal", "d", "--owner", "--json").objects
    assert {one["after"]["owner"] for one in owner["sets"]} == {"zhang"}
    (few,) = run("flips", history, "--deal", "d", "--tries", "1", "--json").objects
    assert (few["sets"], few["proven"], few["none_below"]) == ([], False, 1)


def test_what_is_detected_as_text_and_json(history: Path) -> None:
    done = run("detect", history, "--json")
    assert done.code == 0
    assert [one["detector"] for one in done.objects] == ["registration-near-visit", "visit-while-away"]
    assert list(done.objects[0]) == ["detector", "agents", "customers", "figures", "events", "text"]
    assert done.objects[0]["text"] == (
        "li wrote c down for the first time 20 minutes after the visit that zhang received."
    )
    text = run("detect", history, "--deal", "d").out
    assert "proves nothing" in text
    assert "while its receiver was away" not in text
    assert "fraud" not in text
    only = run("detect", history, "--detector", "visit-while-away", "--json").objects
    assert [one["detector"] for one in only] == ["visit-while-away"]


def test_nothing_found_is_said_and_the_exit_is_0(history: Path) -> None:
    done = run("detect", history, "--rival-minutes", "19", "--away-minutes", "60")
    assert (done.code, done.out.strip()) == (0, "Nothing that is worth a look, by these terms.")


def test_a_ledger_answers_as_its_history_does(history: Path, tmp_path: Path) -> None:
    ledger = entered(history, tmp_path / "office.db")
    for command in (("hearing", "--deal", "d"), ("flips", "--deal", "d"), ("detect",)):
        name, *rest = command
        assert run(name, ledger, *rest, "--json").out == run(name, history, *rest, "--json").out


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (("hearing", "--deal", "e"), "no entry speaks of deal 'e' in {history}"),
        (("flips", "--deal", "d", "--tries", "-1"), "--tries -1: expected 0 or more"),
        (("hearing", "--deal", "d", "--gap-days", "0"), "--gap-days 0: expected 1 or more"),
        (("detect", "--unanswered", "0"), "--unanswered 0: expected 1 or more"),
        (("detect", "--late-days", "-1"), "--late-days -1: expected 0 or more"),
        (("detect", "--rival-minutes", "9" * 20), f"--rival-minutes {'9' * 20}: expected 1000000 or less"),
    ],
)
def test_a_wrong_call_is_refused_in_a_sentence(history: Path, call: tuple[str, ...], sentence: str) -> None:
    name, *rest = call
    assert refused(run(name, history, *rest)).startswith(sentence.format(history=history))
