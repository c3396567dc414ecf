"""What is made of answers where they are decided, in a process of its own; and scripts that ask for it."""

from __future__ import annotations

import os
import signal
import sys
import threading
from itertools import islice

from leadledger.ledger import Refused
from leadledger.ledger import open as open_ledger
from leadledger.rulebook.attribution import Attribution
from tests.ledger.writing import say


def in_full(answer: Attribution | Refused) -> list[str]:
    """All that an answer says and rests on, or the refusal."""
    if isinstance(answer, Refused):
        places = getattr(answer.error, "places", ())
        return [answer.deal, type(answer.error).__name__, str(answer.error), *places]
    return [*(answer.to_json(lang, considered=True) for lang in ("en", "zh")), *map(str, answer.dossier.facts)]


def itself(answer: Attribution | Refused) -> Attribution | Refused:
    return answer


def process(_: Attribution | Refused) -> int:
    """Which process decided."""
    return os.getpid()


class Unhappy(Exception):
    pass


def unhappy(answer: Attribution | Refused) -> str:
    """An error at a certain deal."""
    if answer.deal == "RG030":
        raise Unhappy(answer.deal)
    return answer.deal or ""


def nothing_to_send(_: Attribution | Refused) -> threading.Lock:
    return threading.Lock()


def killed(answer: Attribution | Refused) -> str:
    """The process ends in the midst of its work."""
    if answer.deal == "RG030":
        os.kill(os.getpid(), signal.SIGKILL)
    return answer.deal or ""


def interrupted(path: str) -> None:
    """Decide, with a Ctrl-C from the keyboard after the first answers."""
    with open_ledger(path, create=False) as ledger:
        answers = ledger.decide_all(each=process, processes=2)
        say(len(list(islice(answers, 3))))
        os.killpg(0, signal.SIGINT)
        say(len(list(answers)))


if __name__ == "__main__":
    interrupted(sys.argv[1])
