"""``decide``, ``owner`` and ``explain`` of a ledger: as of the history with the same entries."""

from __future__ import annotations

import json
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from leadledger.cli.small_office import events
from leadledger.ledger import open as open_ledger
from leadledger.rulebook import rulebooks
from leadledger.store.database import Database
from leadledger.testing.stories import Story, given, ruling, visit
from tests.cli.running import entered, refused, run, written

DAYS = ["2026-03-04", "2026-03-17", "2026-04-30"]
CUSTOMERS = ["c1", "c6", "c8", "c10"]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The demo's office, as a history and as a ledger."""
    folder = tmp_path_factory.mktemp("office")
    history = written(Story(tuple(events())), folder / "office.jsonl")
    return history, entered(history, folder / "office.db")


@pytest.mark.parametrize("lang", ["en", "zh", "zh-Hant"])
@pytest.mark.parametrize("options", [["--json"], ["--json", "--considered"], []])
def test_decisions_from_a_ledger_are_those_from_the_file_byte_for_byte(
    both: tuple[Path, Path], options: list[str], lang: str
) -> None:
    history, ledger = both
    asked = [*options, "--lang", lang]
    assert run("decide", ledger, *asked) == run("decide", history, *asked)


@pytest.mark.parametrize("day", DAYS)
def test_so_are_those_known_at_a_day_and_under_a_setting(both: tuple[Path, Path], day: str) -> None:
    history, ledger = both
    for asked in (["--known-at", day], ["--known-at", f"{day}T12:00", "--timezone", "Asia/Tokyo"]):
        for more in ([], ["--set", "declined.share=1/4"], ["--deal", "d2", "--deal", "d7", "--deal", "d77"]):
            call = ["--json", *asked, *more]
            assert _elsewhere(run("decide", ledger, *call), ledger) == _elsewhere(
                run("decide", history, *call), history
            )


@pytest.mark.parametrize("customer", CUSTOMERS)
def test_so_is_who_would_own_a_customer(both: tuple[Path, Path], customer: str) -> None:
    history, ledger = both
    for day in DAYS[1:]:
        for options in ([], ["--json"]):
            call = [customer, "--at", day, *options]
            assert run("owner", ledger, *call) == run("owner", history, *call)


def test_explanations_differ_in_the_places_only(both: tuple[Path, Path]) -> None:
    history, ledger = both
    deals = [word for number in range(1, 11) for word in ("--deal", f"d{number}")]
    of_ledger, of_history = run("explain", ledger, *deals).out, run("explain", history, *deals).out
    assert "".join(f"{ledger}, entry 7".split()) in "".join(of_ledger.split())
    same = "".join(of_history.split()).replace(f"{history},line", f"{ledger},entry")
    assert "".join(of_ledger.split()) == same


@pytest.mark.parametrize(("lang", "place"), [("zh", "{}第7条，"), ("zh-Hant", "{}第7條，")])
def test_the_place_in_a_ledger_is_told_in_the_language_of_the_explanation(
    both: tuple[Path, Path], lang: str, place: str
) -> None:
    deals = [word for number in range(1, 11) for word in ("--deal", f"d{number}")]
    told = "".join(run("explain", both[1], *deals, "--lang", lang).out.split())
    assert place.format(both[1]) in told
    assert ",entry" not in told


def _elsewhere(done: object, file: Path) -> str:
    return str(done).replace(str(file), "FILE")


def test_a_ledger_is_told_by_what_is_in_it_whatever_it_is_called(office: Path, history: Path, tmp_path: Path) -> None:
    answer = run("decide", history, "--json").out
    assert run("decide", office.rename(tmp_path / "odd.jsonl"), "--json").out == answer
    assert run("decide", history.rename(tmp_path / "odd.db"), "--json").out == answer


@pytest.mark.parametrize("call", [["decide"], ["owner"], ["explain", "--deal", "d1"], ["verify"], ["backup"]])
def test_asking_makes_no_ledger(tmp_path: Path, call: list[str]) -> None:
    file = tmp_path / "nix.db"
    more = {"owner": "c1", "backup": str(tmp_path / "copy.db")}
    command, *options = call
    argument = [more[command]] if command in more else []
    assert refused(run(command, file, *argument, *options)) == f"{file}: there is no such ledger"
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE event (position INTEGER)")
    connection.close()
    before = file.read_bytes()
    for call in (["decide", file], ["verify", file], ["record", file, _VISIT]):
        assert refused(run(*call)).endswith("is a SQLite database, but not a ledger: it was not written by leadledger")
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (before, [file])


def test_the_address_of_a_server_is_refused() -> None:
    address = "postgresql://host/office"
    for call in (["decide", address], ["verify", address], ["record", address, _VISIT]):
        assert refused(run(*call)).startswith(f"{address} is the address of a database: expected a file")


def test_as_entered_asks_what_was_in_the_ledger_by_its_own_clock(tmp_path: Path) -> None:
    file = tmp_path / "office.db"
    first = given(visit("c1", "zhang", on="2026-03-01"))
    later = given(visit("c1", "li", declined=["zhang"], on="2026-02-01"))
    for day, story in ((1, first), (2, later)):
        with open_ledger(file, clock=lambda day=day: datetime(2026, 5, day, 4, tzinfo=UTC)) as ledger:  # type: ignore[misc]
            ledger.import_events(story.events)
    asked = ["owner", file, "c1", "--at", "2026-03-10", "--json"]
    assert [one["agent"] for one in run(*asked).objects[0]["claims"]] == ["li", "zhang"]
    assert run(*asked, "--as-entered", "2026-05-02") == run(*asked)
    by_the_first = run(*asked, "--as-entered", "2026-05-01")
    assert [one["agent"] for one in by_the_first.objects[0]["claims"]] == ["zhang"]
    assert run(*asked, "--as-entered", "2026-05-02T11:59:59", "--timezone", "Asia/Shanghai") == by_the_first
    assert "no entry speaks of customer 'c1'" in refused(run(*asked, "--as-entered", "2026-04-30"))


def test_as_entered_is_for_ledgers(history: Path, office: Path) -> None:
    for call in (["decide"], ["owner", "c1"], ["explain", "--deal", "d1"]):
        command, *more = call
        sentence = refused(run(command, history, *more, "--as-entered", "2026-05-01"))
        assert sentence == f"--as-entered: {history} keeps no times of entry, only a ledger does"
        assert "--as-entered soon: expected a day" in refused(run(command, office, *more, "--as-entered", "soon"))


def test_before_its_first_entry_a_ledger_knows_no_deal(office: Path) -> None:
    told = run("decide", office, "--as-entered", "2026-01-01").out.splitlines()
    assert told == ["As the ledger stood on 1 January 2026, 23:59.", "", "No deal is closed, as far as is known."]


def test_what_may_be_meant_is_what_is_known(office: Path) -> None:
    assert refused(run("owner", office, "陈先生")).endswith("; did you mean c1 (陈先生)?")
    assert refused(run("explain", office, "--deal", "D01")).endswith("; did you mean d1?")
    early = refused(run("owner", office, "c2", "--at", "2026-03-05"))
    assert early == f"no entry speaks of customer 'c2' in {office} up to 2026-03-05"


@pytest.mark.parametrize("command", ["decide", "explain"])
def test_a_refusal_names_the_limits_that_were_asked_for(office: Path, history: Path, command: str) -> None:
    early, before = ["--known-at", "2026-03-05"], ["--as-entered", "2026-01-01T10:00+08:00"]
    for file, limits, told in (
        (history, early, " up to 2026-03-05"),
        (office, early, " up to 2026-03-05"),
        (office, before, " as entered up to 2026-01-01T10:00+08:00"),
        (office, [*early, *before], " up to 2026-03-05 as entered up to 2026-01-01T10:00+08:00"),
    ):
        sentence = refused(run(command, file, "--deal", "d1", *limits))
        assert sentence == f"no entry speaks of deal 'd1' in {file}{told}"
    assert refused(run("owner", office, "c1", "--at", "2026-03-05", *before)) == (
        f"no entry speaks of customer 'c1' in {office} up to 2026-03-05 as entered up to 2026-01-01T10:00+08:00"
    )


@pytest.mark.parametrize(
    ("lang", "known", "entered_"),
    [
        ("en", "As registered up to 30 March 2026, 23:59.", "As the ledger stood on 5 May 2100, 12:00."),
        ("zh", "以截至2026年3月30日 23:59的登记为准。", "以2100年5月5日 12:00时台账已入账的记录为准。"),
        ("zh-Hant", "以截至2026年3月30日 23:59的登記為準。", "以2100年5月5日 12:00時臺賬已入賬的記錄為準。"),
    ],
)
def test_an_answer_that_is_limited_says_so_above_it(office: Path, lang: str, known: str, entered_: str) -> None:
    asked = ["--known-at", "2026-03-30", "--as-entered", "2100-05-05T04:00+00:00"]
    for command in (["decide"], ["decide", "--considered"], ["explain", "--deal", "d1", "--deal", "d2"]):
        call = [command[0], office, *command[1:], "--lang", lang]
        assert run(*call, *asked).out == f"{known}\n{entered_}\n\n{run(*call).out}"
    call = ["owner", office, "c1", "--at", "2026-03-30", "--lang", lang]
    assert run(*call, *asked[2:]).out == f"{entered_}\n{run(*call).out}"


def test_json_is_answers_only(office: Path) -> None:
    asked = ["--known-at", "2026-03-30", "--as-entered", "2100-05-05", "--json"]
    for command in (["decide"], ["explain", "--deal", "d1"]):
        call = [command[0], office, *command[1:]]
        assert run(*call, *asked).out == run(*call, "--json").out


def test_a_deal_that_is_not_closed_is_told_from_one_that_is_unknown(office: Path, tmp_path: Path) -> None:
    done = run("decide", office, "--json", "--deal", "d1", "--deal", "d2", "--known-at", "2026-03-15")
    assert ([one["deal"] for one in done.objects], done.code) == (["d2"], 2)
    open_ = written(given(visit("c", "li"), ruling("r", {"li": "1"}, {"li": "1"}, deal="d9")), tmp_path / "o.jsonl")
    calls = [run("decide", file, "--deal", "d9", "--deal", "d8") for file in (open_, entered(open_, tmp_path / "o.db"))]
    of_history, of_ledger = (done.err.replace("o.jsonl", "o.db") for done in calls)
    assert of_ledger == of_history


def test_an_unknown_zone_is_refused(office: Path) -> None:
    assert "'Mars' is not a time zone" in refused(run("decide", office, "--timezone", "Mars"))


def test_settings_alone_do_not_say_which_of_the_adopted_books_they_change(office: Path) -> None:
    assert run("decide", office, "--set", "declined.share=1/4").code == 0
    assert run("record", office, _adoption()).code == 0
    assert "--set needs --rulebook" in refused(run("decide", office, "--set", "declined.share=1/4"))


def test_reading_goes_on_while_somebody_else_is_writing(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadledger.cli.ledgers.PATIENCE_SECONDS", 0.01)
    before = run("decide", office)
    with Database(office) as database, database.trial() as connection:
        connection.execute("DELETE FROM event")
        assert run("decide", office) == before
        assert run("owner", office, "c1").code == 0
        assert run("verify", office).code == 0
        assert run("backup", office, tmp_path / "copy.db").code == 0
        assert "stayed locked by another writer for too long" in refused(run("record", office, _VISIT))


needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="who may do everything is refused nothing"
)


@needs_permissions
def test_a_ledger_that_may_not_be_written_is_read(office: Path) -> None:
    before = run("decide", office)
    office.chmod(0o444)
    assert run("decide", office) == before
    assert "is read-only" in refused(run("record", office, _VISIT))


@needs_permissions
def test_in_a_folder_that_may_not_be_written_a_backup_is_read(office: Path, tmp_path: Path) -> None:
    before = run("decide", office)
    folder = tmp_path / "closed"
    folder.mkdir()
    run("backup", office, folder / "copy.db")
    office.rename(folder / "office.db")
    folder.chmod(0o555)
    try:
        assert run("decide", folder / "copy.db") == before
        assert "in a folder that may not be written to" in refused(run("decide", folder / "office.db"))
    finally:
        folder.chmod(0o755)


_VISIT = '{"type": "VisitReceived", "customer": "c9", "agent": "li", "occurred_at": "2026-03-01T10:00:00+08:00"}'


def _adoption() -> str:
    at = {"published_at": "2025-12-31T10:00:00+08:00", "occurred_at": "2025-12-31T10:00:00+08:00"}
    document = rulebooks["sales-office"].document
    return json.dumps({"type": "RulebookAdopted", "document": document, "effective_from": "2026-01-01", **at})
