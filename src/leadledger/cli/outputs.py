"""Files that commands write: new ones, whole or not at all; the same bytes again are no new file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from leadledger.errors import CallInvalid
from leadledger.events.kinds import MONTH

Period = Annotated[str, Parameter(name="--period", help="The month, for example 2026-03.")]


def month(period: str, option: str = "--period") -> str:
    """The month that an option names.

    Raises:
        CallInvalid: it is none.
    """
    if re.fullmatch(MONTH, period) is None:
        raise CallInvalid(f"{option} {period}: expected a month such as 2026-03")
    return period


def write(file: str, data: bytes) -> None:
    """Write a file that is not there yet; one that holds these very bytes is left as it is.

    Raises:
        CallInvalid: there is another file of that name.
        OSError: it cannot be written; nothing is left of it.
    """
    path = Path(file)
    try:
        stream = path.open("xb")
    except FileExistsError:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return
        raise CallInvalid(f"{file} is there already and holds something else: name a new file") from None
    except ValueError as fault:  # a NUL in the name
        raise CallInvalid(f"{file!r} cannot be the name of a file: {fault}") from None
    try:
        with stream:
            stream.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
