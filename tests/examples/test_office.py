"""The example office: made the same every time, read alike from workbook and CSV, and every clause decides in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from leadledger.dossier import History
from leadledger.importing import import_into, load_mapping, read_history
from leadledger.ledger import Office, Refused
from leadledger.rulebook.attribution import Attribution
from leadledger.rulebook.case import Case
from leadledger.rulebook.library import DEFAULT, rulebooks
from leadledger.rulebook.registers import read

FOLDER = Path(__file__).parents[2] / "examples" / "office"
HISTORY = FOLDER / "history.jsonl"
NOT_ASKED_FOR = {"follow-up"}  # the book's term renewed_by_follow_up is false
OPENS_NOTHING = {"named-served"}  # says who helps; gives no claim


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    subprocess.run([sys.executable, FOLDER / "make.py", folder], check=True)
    return folder


@pytest.fixture(scope="module")
def decided() -> dict[str, Attribution]:
    lines = read_history(HISTORY)
    office = Office(History([line.event for line in lines], places=[str(line.place) for line in lines]))
    answers = list(office.decide_all())
    assert not [answer for answer in answers if isinstance(answer, Refused)]
    return {answer.deal: answer for answer in answers if isinstance(answer, Attribution) and answer.deal}


def committed_texts() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".jsonl", ".md"})


def test_the_script_makes_the_committed_files_again(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir() if path.suffix != ".xlsx") == committed_texts()
    for name in committed_texts():
        assert (made / name).read_bytes() == (FOLDER / name).read_bytes(), name


def test_the_script_makes_the_committed_workbook_again(made: Path) -> None:
    assert _contents(made / "registers.xlsx") == _contents(FOLDER / "registers.xlsx")


def _contents(path: Path) -> dict[str, object]:
    book = load_workbook(path)
    return {
        page.title: ([[cell.value for cell in row] for row in page.iter_rows()], sorted(map(str, page.merged_cells)))
        for page in book
    }


def test_importing_the_workbook_gives_the_history(tmp_path: Path) -> None:
    import_into(tmp_path / "h.jsonl", [FOLDER / "registers.xlsx"])
    assert (tmp_path / "h.jsonl").read_bytes() == HISTORY.read_bytes()


def test_importing_the_csv_files_gives_the_same_entries(tmp_path: Path) -> None:
    files = sorted(FOLDER.glob("*.csv"))
    assert len(files) == len(load_workbook(FOLDER / "registers.xlsx").sheetnames)
    import_into(tmp_path / "h.jsonl", files)
    lines = (tmp_path / "h.jsonl").read_bytes().splitlines()
    assert sorted(lines) == sorted(HISTORY.read_bytes().splitlines())


def test_importing_again_and_as_csv_adds_nothing(tmp_path: Path) -> None:
    target = tmp_path / "h.jsonl"
    target.write_bytes(HISTORY.read_bytes())
    assert import_into(target, [FOLDER / "registers.xlsx", *sorted(FOLDER.glob("*.csv"))]).added == 0
    assert target.read_bytes() == HISTORY.read_bytes()


def test_sixty_deals_decide(decided: dict[str, Attribution]) -> None:
    assert sorted(decided) == [f"RG{number:03d}" for number in range(1, 61)]


def test_it_has_three_months_eight_salespeople_and_about_two_hundred_customers() -> None:
    events = [line.event for line in read_history(HISTORY)]
    joined = [event for event in events if event.type == "AgentJoined"]
    assert sum("agent" in event.roles for event in joined) == 8  # type: ignore[attr-defined]
    kept = [event for event in events if event.type != "AgentJoined"]
    months = {event.occurred_at.strftime("%Y-%m") for event in kept}
    assert months == {"2026-03", "2026-04", "2026-05"}
    visitors = {event.customer for event in events if event.type == "VisitReceived"}  # type: ignore[attr-defined]
    assert 170 <= len(visitors) <= 200


@pytest.mark.parametrize("stage", ["award", "sharing"])
def test_every_clause_decides_a_deal(stage: str, decided: dict[str, Attribution]) -> None:
    shaped = {because.clause.id for answer in decided.values() for because in answer.because}
    assert {clause.id for clause in getattr(rulebooks[DEFAULT], stage)} - shaped == set()


def test_an_open_complaint_leaves_deals_provisional(decided: dict[str, Attribution]) -> None:
    book = rulebooks[DEFAULT]
    assert book.suspense is not None
    provisional = [answer for answer in decided.values() if answer.status == "provisional"]
    assert provisional
    assert all(answer.because[-1].clause.id == book.suspense.id for answer in provisional)


def test_every_register_clause_that_gives_claims_gives_a_first_one(decided: dict[str, Attribution]) -> None:
    book = rulebooks[DEFAULT]
    given = set()
    for answer in decided.values():
        good = Case(read(answer.dossier, book), answer.register, book.terms.wish_validity).good_claims()
        given.update(claim.basis for claim in good[:1])
    assert {clause.id for clause in book.register} - given - NOT_ASKED_FOR - OPENS_NOTHING == set()


def test_every_way_of_help_and_every_reading_clause_is_there(decided: dict[str, Attribution]) -> None:
    taken = {line.clause for answer in decided.values() for line in answer.register.lines}
    assert "named-served" in taken
    matters = [fact.event for answer in decided.values() for fact in answer.dossier.matters]
    outcomes = {event.outcome for event in matters if event.type == "ComplaintDecided"}  # type: ignore[attr-defined]
    assert outcomes == {"upheld", "dismissed"}
    assert any(answer.withdrawn_at for answer in decided.values())
    assert any(len(answer.dossier.own.party) > 1 for answer in decided.values())


def test_the_readme_says_which_clauses_shape_a_deal(decided: dict[str, Attribution]) -> None:
    rows = re.findall(r"^\| (RG\d+) \| (.+?) \|", (FOLDER / "README.md").read_text("utf-8"), flags=re.M)
    assert len(rows) > 50
    for deal, clauses in rows:
        assert ", ".join(because.clause.id for because in decided[deal].because) == clauses, deal


def test_the_workbook_is_as_hard_to_read_as_a_real_one() -> None:
    book = load_workbook(FOLDER / "registers.xlsx")
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert any(isinstance(cell.value, str) and cell.value.startswith("=") for cell in cells)
    assert book["晚会记录"].merged_cells.ranges
    assert any(isinstance(cell.value, str) and re.fullmatch(r"2026年\d+月\d+日", cell.value) for cell in cells)
    named = {page for mapping in load_mapping(None).sheets for page in mapping.names}
    assert set(book.sheetnames) <= named


def test_all_numbers_are_visibly_made_up() -> None:
    for line in HISTORY.read_text("utf-8").splitlines():
        for number in re.findall(r"\+86\d+", line):
            assert number.startswith("+86100"), number
