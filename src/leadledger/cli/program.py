"""Runs a command, and ends every refusal and every fault with one sentence and exit 2."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from cyclopts import CycloptsError, MissingArgumentError, UnusedCliTokensError

from leadledger.cli.app import app
from leadledger.cli.plugins import with_plugins
from leadledger.cli.streams import refuse
from leadledger.errors import LeadledgerError
from leadledger.texts.visible import visible

DONE = 0
BROKEN_PIPE = 141
DEBUG = "LEADLEDGER_DEBUG"


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code. A reader that goes away ends it quietly, as the signal would."""
    try:
        return _answered(list(sys.argv[1:] if argv is None else argv))
    except BrokenPipeError:
        return BROKEN_PIPE


def _answered(argv: list[str]) -> int:
    try:
        code = _called(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except CycloptsError as wrong:
        return refuse(_in_a_sentence(wrong))
    except LeadledgerError as refusal:
        return refuse(str(refusal))
    except OSError as fault:
        return refuse(f"{fault.filename or 'the system'}: {fault.strerror or fault}")
    except Exception as fault:
        if os.environ.get(DEBUG):
            raise
        return refuse(f"{_of_our_own(fault)} ({DEBUG}=1 shows where)")
    return code


def _called(argv: list[str]) -> int:
    try:
        code = app(with_plugins(argv), exit_on_error=False, print_error=False, result_action="return_value")
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):  # rich, which prints help, makes an exit of it
            raise end.__context__ from None
        raise
    return code if isinstance(code, int) else DONE


def _of_our_own(fault: Exception) -> str:
    """What can honestly be said of a fault: whose it is only where that is known."""
    if isinstance(fault, MemoryError):
        return "there is not enough memory to finish this"
    if isinstance(fault, RecursionError):
        return "something goes deeper than can be followed: in what was read, or by a fault of leadledger's own"
    return f"a fault of leadledger's own, {type(fault).__name__}: {fault}"


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
    return " ".join(visible(str(wrong)).split())
