"""Standard output and standard error as the program uses them: UTF-8, whatever they are connected to.

Beside the standard library only what shows odd characters is imported here: it stands when the rest cannot be imported.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from leadledger.texts.visible import visible

if TYPE_CHECKING:
    from typing_extensions import TypeIs

WRONG = 2
_LAST_STANDARD = 2  # the descriptor of standard error


def tell(sentence: str) -> None:
    """A sentence on standard error, after everything printed so far."""
    sys.stdout.flush()
    sys.stderr.write(f"{visible(sentence)}\n")


def refuse(sentence: str) -> int:
    """Say on standard error what is wrong; returns the exit code that goes with it."""
    tell(f"leadledger: {sentence}")
    return WRONG


class Output(io.TextIOWrapper):
    """Standard output: where it cannot be written the error says so by name, once, and the rest goes nowhere."""

    def write(self, text: str, /) -> int:
        """Write; returns the number of characters."""
        with self._named():
            return super().write(text)

    def flush(self) -> None:
        """Hand on what was written so far."""
        with self._named():
            super().flush()

    @contextmanager
    def _named(self) -> Generator[None]:
        try:
            yield
        except OSError as fault:
            _send_nowhere(self)
            fault.filename = "standard output"
            raise


class Aside(io.TextIOWrapper):
    """Standard error: where it cannot be written nobody listens, and that changes nothing."""

    def write(self, text: str, /) -> int:
        """Write if anybody listens; returns the number of characters."""
        try:
            return super().write(text)
        except OSError:
            _send_nowhere(self)
            return len(text)

    def flush(self) -> None:
        """Hand on what was written so far, if anybody listens."""
        try:
            super().flush()
        except OSError:
            _send_nowhere(self)


@contextmanager
def own_streams() -> Generator[None]:
    """Standard output and error are :class:`Output` and :class:`Aside` meanwhile; closed ones go nowhere."""
    before = sys.stdout, sys.stderr
    if None in (sys.stdin, *before):
        _occupy_the_first_three()
    with ExitStack() as ours:
        sys.stdout, sys.stderr = _wrapped(before[0], Output, ours), _wrapped(before[1], Aside, ours)
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


def _wrapped(stream: TextIO | None, kind: type[Output | Aside], ours: ExitStack) -> TextIO:
    if stream is None:
        return ours.enter_context(Path(os.devnull).open("w", encoding="utf-8", errors="backslashreplace"))
    if not _of_the_system(stream):
        return stream
    wrapper = kind(
        stream.buffer,
        encoding="utf-8",
        errors="backslashreplace",
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
    ours.callback(_let_go, wrapper)
    return wrapper


def _of_the_system(stream: TextIO) -> TypeIs[io.TextIOWrapper[BinaryIO]]:
    """Not one that a caller put in place, to read what is printed."""
    return isinstance(stream, io.TextIOWrapper)


def _let_go(wrapper: Output | Aside) -> None:
    """Leave the buffer to its owner; what cannot be written was told by then."""
    with contextlib.suppress(OSError, ValueError):
        wrapper.detach()


def _occupy_the_first_three() -> None:
    """A file opened later must not become the standard output of anybody."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _LAST_STANDARD:
        pass
    os.close(descriptor)


def _send_nowhere(stream: io.TextIOWrapper) -> None:
    """What is still in the buffers, and all that follows, goes nowhere: nothing fails again at the very end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
