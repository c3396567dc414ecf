"""Instants as whole microseconds since 1970 in UTC, exactly, there and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from leadledger.errors import TimeNaive

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(at: datetime) -> int:
    """Return the microseconds from 1970 to *at*, negative before.

    Raises:
        TimeNaive: *at* has no offset.

    >>> from datetime import timezone
    >>> micros(datetime(1970, 1, 1, 8, 0, 0, 1, tzinfo=timezone(timedelta(hours=8))))
    1
    """
    if at.utcoffset() is None:
        raise TimeNaive("the time", at)
    since = at - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def instant(at_micros: int) -> datetime:
    """Return the instant *at_micros* microseconds after 1970, in UTC.

    Raises:
        OverflowError: it is off the calendar.

    >>> instant(-1).isoformat()
    '1969-12-31T23:59:59.999999+00:00'
    """
    return _EPOCH + timedelta(microseconds=at_micros)
