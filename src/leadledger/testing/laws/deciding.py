"""The same facts, the same answer: twice, in another order of lines, at an earlier knowledge, and once recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from leadledger.events import DecisionRecorded
from leadledger.rulebook.attribution import Attribution
from leadledger.testing.laws.changing import SOON
from leadledger.testing.laws.law import Answer, Answers, Asked, Broken, Law, Story, Try


def determined(asked: Asked, history: Story) -> Iterator[Try]:
    """Deciding twice gives equal bytes, also when the lines of the file stand in another order.

    The history is read again, then with its lines in reverse; those of one register time keep their order.
    Every answer, with its reasons and the digest of its facts, is the same text.
    Silent where no deal closes.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in determined(Asked(rulebooks["sales-office"]), story.events)]
    [None, None]
    """
    before = asked.answers(history)
    groups = [list(group) for _, group in groupby(history, key=lambda event: event.registered_at)]
    reverse = tuple(event for group in reversed(groups) for event in group)
    for why, changed in (("twice", (*history,)), ("reversed", reverse)):
        if before:
            yield partial(_reread, asked, why, history, before, changed)


def replayed(asked: Asked, history: Story) -> Iterator[Try]:
    """A prefix of the register gives what the whole gives as known at the prefix's end; what is recorded, recomputes.

    The history is cut after each register time, and the decisions of the whole are recorded at its end, as JSON.
    The answers of the prefix are those of the whole as known at the cut, byte for byte; a recorded decision changes no
    answer, and computing it again gives the text that was recorded.
    Silent where no deal closes.

    >>> from leadledger.rulebook.library import rulebooks
    >>> from leadledger.testing.stories import given, subscription, visit
    >>> story = given(visit("c", "zhang"), subscription("d", "c", "li"))
    >>> [one() for one in replayed(Asked(rulebooks["sales-office"]), story.events)]
    [None, None, None]
    """
    before = asked.decided(history)
    if not before:
        return
    yield partial(_recorded, asked, history, before)
    for at in dict.fromkeys(event.registered_at for event in reversed(history)):
        yield partial(_cut, asked, history, at)


def _reread(asked: Asked, why: str, history: Story, before: Answers, changed: Story) -> Broken | None:
    return _differing(asked, "determinism", why, history, before, changed, asked.answers(changed))


def _cut(asked: Asked, history: Story, at: datetime) -> Broken | None:
    prefix = tuple(event for event in history if event.registered_at <= at)
    then, alone = asked.answers(history, at), asked.answers(prefix)
    broken = _differing(asked, "replay", "known-at", history, then, prefix, alone)
    return None if broken is None else replace(broken, facts={**broken.facts, "at": at})


def _recorded(asked: Asked, history: Story, before: Answers) -> Broken | None:
    at = history[-1].registered_at
    kept = {deal: one.to_json() for deal, one in before.items() if isinstance(one, Attribution)}
    recorded = [
        DecisionRecorded(
            occurred_at=at + SOON,
            deal=deal,
            attribution=json.loads(line),
            known_at=at,
            head="0",
            library_version="0",
        )
        for deal, line in kept.items()
    ]
    changed = (*history, *recorded)
    return _differing(asked, "replay", "recorded", history, before, changed, asked.answers(changed))


def _differing(  # two histories, each with its answers
    asked: Asked, law: str, why: str, history: Story, before: Answers, changed: Story, after: Answers
) -> Broken | None:
    """The first deal whose two answers are not the same text."""
    for deal in dict.fromkeys((*before, *after)):
        one, other = before.get(deal), after.get(deal)
        if _text(one) != _text(other):
            return Broken(law, asked.book, history, why, {"deal": deal}, one, other, changed)
    return None


def _text(answer: Answer | None) -> str:
    return answer.to_json() if isinstance(answer, Attribution) else type(answer).__name__


determinism = Law("determinism", determined)
replay = Law("replay", replayed)
