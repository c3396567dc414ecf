"""Customer files: opened, reviewed, kept up to date, archived, copied, lent, and who was let see them."""

from __future__ import annotations

from typing import Literal

from leadledger.events.base import Event
from leadledger.values import CustomerId, Id


class _FileKept(Event):
    customer: CustomerId
    by: Id
    to: Id | None = None


class FileOpened(_FileKept):
    """A customer's file was opened."""

    type: Literal["FileOpened"] = "FileOpened"


class FileReviewed(_FileKept):
    """A superior reviewed the file."""

    type: Literal["FileReviewed"] = "FileReviewed"


class FileUpdated(_FileKept):
    """The file was brought up to date."""

    type: Literal["FileUpdated"] = "FileUpdated"


class FileArchived(_FileKept):
    """The file was put into the archive."""

    type: Literal["FileArchived"] = "FileArchived"


class FileCopied(_FileKept):
    """A copy of the file was made, *to* whom."""

    type: Literal["FileCopied"] = "FileCopied"


class _Access(Event):
    request: Id
    customer: CustomerId | None = None
    by: Id


class AccessRequested(_Access):
    """Someone asked to see files: one customer's, or (none named) the archive."""

    type: Literal["AccessRequested"] = "AccessRequested"


class AccessConsented(_Access):
    """Who must consent did."""

    type: Literal["AccessConsented"] = "AccessConsented"


class AccessNotified(_Access):
    """Who must be told was told."""

    type: Literal["AccessNotified"] = "AccessNotified"


class AccessGiven(_Access):
    """The files were shown."""

    type: Literal["AccessGiven"] = "AccessGiven"


class _FileMoved(Event):
    customer: CustomerId
    to: Id
    by: Id


class FileLent(_FileMoved):
    """The file was lent *to* someone."""

    type: Literal["FileLent"] = "FileLent"


class FileReturned(_FileMoved):
    """The file came back *to* the archive or its keeper."""

    type: Literal["FileReturned"] = "FileReturned"


Filing = (
    FileOpened
    | FileReviewed
    | FileUpdated
    | FileArchived
    | FileCopied
    | AccessRequested
    | AccessConsented
    | AccessNotified
    | AccessGiven
    | FileLent
    | FileReturned
)
"""The entries about customer files."""
