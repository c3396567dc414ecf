"""The one way in: runs a command, and ends every refusal with one sentence and exit 2."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Sequence

from cyclopts import CycloptsError, MissingArgumentError, UnusedCliTokensError

from leadledger.cli.app import app
from leadledger.errors import LeadledgerError

DONE, NO, WRONG = 0, 1, 2
BROKEN_PIPE = 141
DEBUG = "LEADLEDGER_DEBUG"


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line (the program's own, if none is given); returns the exit code.

    0: done. 1: the answer is "no". 2: the input or the call is wrong; standard error says what, in a sentence.
    """
    _speak_utf8()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return BROKEN_PIPE
    return code


def _run(argv: list[str]) -> int:
    try:
        code = app(argv, exit_on_error=False, print_error=False, result_action="return_value")
    except BrokenPipeError:
        raise
    except CycloptsError as wrong:
        return refuse(_in_a_sentence(wrong))
    except LeadledgerError as refusal:
        return refuse(str(refusal))
    except OSError as fault:
        return refuse(f"{fault.filename or 'the system'}: {fault.strerror or fault}")
    except KeyboardInterrupt:
        return refuse("stopped from the keyboard before it was done")
    except MemoryError:
        return refuse("there is not enough memory for this history")
    except Exception as fault:
        if os.environ.get(DEBUG):
            raise
        return refuse(f"a fault of leadledger's own, {type(fault).__name__}: {fault} ({DEBUG}=1 shows where)")
    return code if isinstance(code, int) else DONE


def refuse(sentence: str) -> int:
    """Say on standard error what is wrong; the exit code that goes with it."""
    sys.stdout.flush()
    sys.stderr.write(f"leadledger: {sentence}\n")
    return WRONG


def _in_a_sentence(wrong: CycloptsError) -> str:
    if isinstance(wrong, UnusedCliTokensError):
        extra = ", ".join(repr(token) for token in wrong.unused_tokens or ())
        return f"more arguments than the command takes: {extra} (leadledger --help lists the commands)"
    if isinstance(wrong, MissingArgumentError) and wrong.argument is not None:
        command = " ".join(("leadledger", *(wrong.command_chain or ())))
        given = getattr(wrong, "keyword", None)
        if given:
            return f"{given} needs a value ({command} --help says which)"
        return f"{command} needs {wrong.argument.name} ({command} --help says more)"
    return " ".join(str(wrong).split())


def _speak_utf8() -> None:
    """UTF-8 whatever the machine's language, so that output is the same bytes everywhere."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _close_quietly() -> None:
    """The reader is gone: let Python's own flush at the end go nowhere."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
