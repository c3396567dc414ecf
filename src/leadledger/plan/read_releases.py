"""The releases of a plan's document."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from leadledger.errors import PlanInvalid
from leadledger.events.declared import EventTypes
from leadledger.events.pattern import PATTERN_EXPECTED
from leadledger.plan import stated
from leadledger.plan.read_rates import CITED, cited, pattern
from leadledger.plan.stated import Stated
from leadledger.plan.tables import CLOSING, Release
from leadledger.values import SHARE_EXPECTED

TRIGGERS: Final = ("on", "paid", "pro_rata", "after")
RELEASE: Final = CITED | {"share", "from", *TRIGGERS}


def release_of(table: object, where: str, types: EventTypes) -> Release:
    """The release that a table stands for."""
    asked = Stated.of(table, where, RELEASE)
    given = [key for key in TRIGGERS if key in asked.table]
    if len(given) != 1:
        said = " and ".join(given) if given else "none"
        asked.refuse(f": expected one of {', '.join(TRIGGERS)} to say when, got {said}")
    if "from" in asked.table and "after" not in asked.table:
        asked.refuse(": from says what a time is counted from, and there is no after")
    release = Release(
        *cited(asked),
        share=asked.needed("share", stated.share, SHARE_EXPECTED),
        on=asked.given("on", lambda value: pattern(value, types), PATTERN_EXPECTED),
        paid=asked.given("paid", stated.share, SHARE_EXPECTED),
        pro_rata=asked.given("pro_rata", stated.flag, stated.FLAG_EXPECTED) or False,
        after=asked.given("after", stated.window, stated.DAYS_WINDOW_EXPECTED),
        since=asked.given("from", stated.text, f'"{CLOSING}" or the id of another release') or CLOSING,
    )
    if given == ["pro_rata"] and not release.pro_rata:
        asked.refuse(": pro_rata: expected true, or another key to say when")
    return release


def releases_checked(releases: tuple[Release, ...], source: str) -> tuple[Release, ...]:
    """The releases, which set the whole free, and count their times from one another without a circle.

    Raises:
        PlanInvalid: they do not.
    """
    whole = sum((release.share for release in releases), Fraction(0))
    if releases and whole != 1:
        raise PlanInvalid(f"{source}: release: the shares are expected to sum to 1, and they sum to {whole}")
    known = {release.id: release for release in releases}
    for release in releases:
        where = f"{source}: release {release.id!r}"
        passed = [release.id]
        since = release.since
        while since != CLOSING:
            if since not in known:
                raise PlanInvalid(f"{where}: from: there is no release {since!r}")
            if known[since].pro_rata:
                raise PlanInvalid(f"{where}: from: {since!r} is set free little by little, and no day is its own")
            if since in passed:
                raise PlanInvalid(f"{where}: from: the releases count their times from one another in a circle")
            passed.append(since)
            since = known[since].since
    return releases
