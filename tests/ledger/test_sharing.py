"""Deals shared between processes: the same answers in the same order, and a clean end whatever happens."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from hypothesis import settings

from leadledger import errors
from leadledger.errors import HistoryContradiction, LeadledgerError, LedgerClosed, LedgerRefused
from leadledger.importing import read_history
from leadledger.ledger import Ledger
from leadledger.ledger import open as open_ledger
from leadledger.ledger.sharing import each_decided
from leadledger.rulebook.library import load_rulebook
from leadledger.testing.stories import given, subscription, visit
from tests.ledger import sharing
from tests.ledger.writing import HISTORY, ROOT
from tests.offices import offices
from tests.strategies import read

DEEP = settings.get_current_profile_name() == "deep"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("office") / "office.db"
    with open_ledger(path) as ledger:
        ledger.import_files(HISTORY)
    return path


@pytest.fixture
def ledger(office: Path) -> Iterator[Ledger]:
    with open_ledger(office, create=False) as opened:
        yield opened
    assert multiprocessing.active_children() == []


def test_the_example_office_is_decided_alike_by_one_process_and_by_three(ledger: Ledger) -> None:
    alone = list(map(sharing.in_full, ledger.decide_all()))
    assert len(alone) == 60
    assert list(ledger.decide_all(each=sharing.in_full)) == alone
    assert list(ledger.decide_all(each=sharing.in_full, processes=3)) == alone


def test_several_processes_decide(ledger: Ledger) -> None:
    assert len(set(ledger.decide_all(each=sharing.process, processes=2))) == 2


def test_random_offices_are_decided_alike_with_their_refusals_as_known_at_any_time(tmp_path: Path) -> None:
    refused = 0
    for number, entries in enumerate(offices("shared by two", 40 if DEEP else 4)):
        events = read(entries)
        chance = Random(number)
        known_at = chance.choice([None, *(event.registered_at for event in events if number % 2)])
        with open_ledger(tmp_path / f"{number}.db") as ledger:
            try:
                ledger.import_events(events)
            except HistoryContradiction:
                continue
            alone = list(ledger.decide_all(known_at=known_at, each=sharing.in_full))
            assert list(ledger.decide_all(known_at=known_at, each=sharing.in_full, processes=2)) == alone
            refused += sum(not one[0].startswith("{") for one in alone)
    assert refused > 0


def test_a_rulebook_with_settings_goes_with_the_deals(ledger: Ledger) -> None:
    book = load_rulebook("sales-office", {"declined.share": "1/4"})
    alone = list(ledger.decide_all(rulebook=book, each=sharing.in_full))
    assert alone != list(ledger.decide_all(each=sharing.in_full))
    assert list(ledger.decide_all(rulebook=book, each=sharing.in_full, processes=2)) == alone


def test_what_is_appended_meanwhile_is_not_seen(tmp_path: Path) -> None:
    lines = [line.event for line in read_history(HISTORY)]
    with open_ledger(tmp_path / "office.db") as ledger:
        ledger.import_events(lines[: len(lines) // 2])
        alone = list(ledger.decide_all(each=sharing.in_full))
        shared = ledger.decide_all(each=sharing.in_full, processes=2)
        ledger.import_events(lines[len(lines) // 2 :])
        first = list(islice(shared, 5))
        ledger.record(given(visit("new", "li"), subscription("newest", "new", "li")).events)
        assert [*first, *shared] == alone
        assert len(list(ledger.decide_all())) > len(alone)


def test_a_ledger_in_memory_and_a_single_deal_stay_in_one_process(ledger: Ledger) -> None:
    here = multiprocessing.current_process().ident
    with open_ledger(":memory:") as memory:
        memory.import_files(HISTORY)
        assert set(memory.decide_all(each=sharing.process, processes=4)) == {here}
    assert list(each_decided(ledger.office(), ["RG001"], sharing.process, processes=4)) == [here]


def test_whoever_stops_listening_leaves_no_process_behind(ledger: Ledger) -> None:
    answers = ledger.decide_all(each=sharing.process, processes=2)
    next(answers)
    assert len(multiprocessing.active_children()) == 2
    del answers
    assert multiprocessing.active_children() == []


def test_a_process_that_dies_is_told_in_one_sentence(ledger: Ledger) -> None:
    sentence = r"^a process that decided deals of .*office\.db ended before it had answered \(exit code -9\): ask again"
    with pytest.raises(LedgerRefused, match=sentence):
        list(ledger.decide_all(each=sharing.killed, processes=2))


def test_an_error_of_what_is_made_of_answers_comes_where_it_would_in_one_process(ledger: Ledger) -> None:
    for processes in (1, 2):
        made, closed = list[str](), ledger.office().closed_deals()
        with pytest.raises(sharing.Unhappy, match="RG030"):
            made.extend(ledger.decide_all(each=sharing.unhappy, processes=processes))
        assert made == closed[: closed.index("RG030")]


def test_what_another_process_cannot_be_told_or_cannot_tell_is_refused(ledger: Ledger) -> None:
    with pytest.raises(TypeError, match="several processes need each"):
        ledger.decide_all(processes=2)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="expected a function at the top of a module"):
        list(ledger.decide_all(each=lambda answer: answer.deal, processes=2))
    with pytest.raises(TypeError, match="what was made of an answer cannot be sent"):
        list(ledger.decide_all(each=sharing.nothing_to_send, processes=2))
    with pytest.raises(ValueError, match="processes is 0: expected 1 or more"):
        ledger.decide_all(each=sharing.process, processes=0)


def test_a_ledger_closed_or_replaced_meanwhile_is_told(tmp_path: Path, office: Path) -> None:
    copy = tmp_path / "copy.db"
    with open_ledger(office, create=False) as ledger:
        ledger.backup(copy)
    ledger = open_ledger(copy)
    answers = ledger.decide_all(each=sharing.process, processes=2)
    next(answers)
    ledger.close()
    with pytest.raises(LedgerClosed):
        list(answers)
    with open_ledger(copy) as ledger:
        answers = ledger.decide_all(each=sharing.process, processes=2)
        for file in (copy, *tmp_path.glob("copy.db-*")):
            file.rename(tmp_path / f"moved-{file.name}")
        with open_ledger(copy) as other:
            other.record(given(visit("c", "li")).events)
        with pytest.raises(LedgerRefused, match="was moved, deleted or replaced since it was opened"):
            list(answers)


def test_an_interruption_from_the_keyboard_ends_all_processes_and_only_one_complains(office: Path) -> None:
    asked = subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.sharing", str(office)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said, complaints = asked.communicate(timeout=300)  # until the last process has let go of both
    assert (said, complaints.count("Traceback"), complaints.count("KeyboardInterrupt")) == ("3\n", 1, 1), complaints


def test_a_script_without_its_guard_is_told_what_it_needs(tmp_path: Path, office: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import leadledger as ll\n"
        "from tests.ledger import sharing\n"
        f"with ll.open({str(office)!r}) as ledger:\n"
        "    try:\n"
        "        print(len(list(ledger.decide_all(each=sharing.process, processes=2))))\n"
        "    except ll.LeadledgerError as refusal:\n"
        "        print(refusal)\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script)]
    asked = subprocess.run(command, check=True, env=_importing(ROOT), capture_output=True, text=True, timeout=300)
    assert 'asks under `if __name__ == "__main__":`' in asked.stdout


def _importing(folder: Path) -> dict[str, str]:
    """The environment of a script that imports from a folder."""
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (str(folder), before)))}


REFUSALS: list[Callable[[], LeadledgerError]] = [
    lambda: errors.DealUnknown("d1"),
    lambda: errors.DealNotClosed("d1", "SubscriptionSigned"),
    lambda: errors.CustomerUnknown("c1"),
    lambda: errors.HistoryContradiction("both", places=["one", "other"]),
    lambda: errors.EventInvalid("bad", field="agent", expected="an id"),
    lambda: errors.RegisterRefused(["one", "two"]),
    lambda: errors.RulebookUnknown("no such book"),
    lambda: errors.LedgerClosed("office.db"),
    lambda: errors.CurrencyMismatch("1 EUR", "1 CNY"),
]


@pytest.mark.parametrize("make", REFUSALS)
def test_a_refusal_is_the_same_when_it_was_passed_on(make: Callable[[], LeadledgerError]) -> None:
    refusal = make()
    passed = pickle.loads(pickle.dumps(refusal))
    assert (type(passed), str(passed), vars(passed)) == (type(refusal), str(refusal), vars(refusal))
