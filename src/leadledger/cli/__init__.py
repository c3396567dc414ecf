"""The command line: ``leadledger`` and ``python -m leadledger``."""

from __future__ import annotations

from collections.abc import Sequence

from leadledger.cli.streams import own_streams, refuse

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line (the program's own, if none is given); returns the exit code.

    0: done. 1: the answer is "no". 2: the input or the call is wrong; standard error says what, in a sentence.
    """
    with own_streams():
        try:
            # Imported here, so that whoever stops the program while it is still loading is answered too.
            from leadledger.cli.program import run  # noqa: PLC0415  # inside, so that Ctrl-C meanwhile is caught

            return run(argv)
        except KeyboardInterrupt:
            return refuse("stopped from the keyboard before it was done")
