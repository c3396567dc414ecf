"""The pytest plugin: a rulebook named on the command line, and fixtures under it; quiet where nobody asks."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.small_books import small_book

pytest_plugins = ["pytester"]

ROOT = Path(__file__).parents[2]
TESTS = """
from leadledger.testing import given, subscription, visit

def test_rulebook(rulebook):
    print("under", rulebook.name)

def test_ledger(ledger, rulebook):
    assert ledger.head().size == 1
    ledger.import_events(given(visit("c", "zhang"), subscription("d", "c", "li")).events)
    answer = ledger.decide("d")
    assert answer.rulebook.name == rulebook.name
    assert answer.owner == "zhang"

def test_every_ledger_is_a_fresh_one(ledger):
    assert ledger.head().size == 1

def test_office(office):
    assert office(visit("c", "zhang"), subscription("d", "c", "li")).decide("d").owner == "zhang"
"""
CLOSER = '[[award]]\nid = "closer"\ncite = "B"\nrank = 2\nuse = "closer"\n'


@pytest.fixture
def run(pytester: pytest.Pytester):
    """Run the tests of a user, every warning an error."""
    pytester.makepyfile(TESTS)

    def run(*args: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("-p", "pytest_leadledger", "-W", "error", "-s", *args)

    return run


def toml_of(name: str) -> str:
    return (ROOT / "src/leadledger/rulebook/books" / f"{name}.toml").read_text("utf-8")


def test_without_the_option_it_is_the_seeds_rulebook(run) -> None:
    result = run("-q")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*under sales-office"])


def test_a_rulebook_by_name_or_by_file(run, pytester: pytest.Pytester) -> None:
    run("--leadledger-book", "two-month-hold").assert_outcomes(passed=4)
    pytester.path.joinpath("ours.toml").write_text(toml_of("thirty_day_memory"), "utf-8")
    result = run("--leadledger-book", "ours.toml")
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*under thirty-day-memory"])


def test_several_rulebooks_are_each_tested(run) -> None:
    result = run("-v", "--leadledger-book", "two-month-hold", "--leadledger-book", "sales-office")
    result.assert_outcomes(passed=8)
    result.stdout.fnmatch_lines(["*test_office?two-month-hold? PASSED*", "*test_office?sales-office? PASSED*"])


def test_a_setting_names_them_for_every_run(run, pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nleadledger_books = two-month-hold\n")
    result = run()
    result.assert_outcomes(passed=4)
    result.stdout.fnmatch_lines(["*under two-month-hold"])
    run("--leadledger-book", "sales-office").stdout.fnmatch_lines(["*under sales-office"])


def test_a_fixture_of_the_users_takes_its_place(run, pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        "import pytest\nfrom leadledger import rulebooks\n"
        "@pytest.fixture\ndef rulebook():\n    return rulebooks['two-month-hold']\n"
    )
    result = run("--leadledger-book", "sales-office", "--leadledger-book", "thirty-day-memory")
    result.stdout.fnmatch_lines(["*under two-month-hold"])


def test_what_is_no_rulebook_is_refused_in_one_sentence(run) -> None:
    result = run("--leadledger-book", "nowhere.toml")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: --leadledger-book: *nowhere.toml*"])
    assert "Traceback" not in result.stderr.str()


def test_side_by_side(run) -> None:
    pytest.importorskip("xdist")
    run("-n", "1", "--leadledger-book", "two-month-hold").assert_outcomes(passed=4)


def test_projects_that_do_not_ask_load_nothing_of_leadledger(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]")  # a project of its own, wherever the tests are run
    pytester.makepyfile(
        "import sys\n"
        "def test_it():\n"
        "    assert not [name for name in sys.modules if name.split('.')[0] == 'leadledger']\n"
    )
    pytester.runpytest_subprocess("-p", "pytest_leadledger", "-W", "error").assert_outcomes(passed=1)


def test_importing_the_plugin_imports_nothing_else_than_pytest() -> None:
    code = "import sys, pytest; old = set(sys.modules); import pytest_leadledger; print(sorted(set(sys.modules) - old))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert done.stdout == "['pytest_leadledger']\n"


def test_pytest_finds_it_by_its_entry_point() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {"pytest_leadledger": "pytest_leadledger"}


def test_any_rulebook_that_can_be_read_can_be_adopted() -> None:
    from leadledger.rulebook.library import rulebooks
    from leadledger.testing.pytest_plugin import ledger_under

    for book in (*rulebooks.values(), small_book(CLOSER)):
        with ledger_under(book) as ledger:
            (entry,) = ledger.events()
            assert entry.event.type == "RulebookAdopted"
