"""Wording: a rulebook's own texts, its numbers filled in, so that a text never says another number than the clause."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from string import Formatter
from typing import cast

from leadledger.events.pattern import Pattern
from leadledger.rulebook.histories import ValueHistory, history_of, is_history
from leadledger.rulebook.hold import Hold
from leadledger.texts import Catalogue, formats
from leadledger.texts.explanation import SEMICOLON
from leadledger.texts.parameters import EMPTY, EQUALS, SINCE, SINCE_UNTIL, WORDS
from leadledger.texts.payees import NAME_AND_ID
from leadledger.values import Share, Window, is_list, is_table


def placeholders(text: str) -> set[str]:
    """The parameters a text leaves a place for.

    Raises:
        ValueError: a brace is left open, or a place asks for more than a parameter's name.

    >>> placeholders("They share {share} of the commission.")
    {'share'}
    """
    found: set[str] = set()
    for _, name, spec, conversion in Formatter().parse(text):
        if spec or conversion:
            raise ValueError(f"a place in a text is a parameter's name alone, not {{{name}:…}}")
        if name is not None:
            found.add(name)
    return found


def filled(said: Catalogue, texts: Mapping[str, str], parameters: Mapping[str, object]) -> str:
    """A text in the catalogue's language with the parameters in their places.

    >>> from leadledger.texts import catalogue
    >>> filled(catalogue("zh"), {"zh": "自登记日起{validity}内有效"}, {"validity": Window.parse("2 months")})
    '自登记日起2个月内有效'
    >>> filled(catalogue("en"), {"en": "good for {hold.length}"}, {"hold": Hold(Window.parse("7 days"))})
    'good for 7 days'
    """
    text = said.of_book(texts)
    if "{" not in text and "}" not in text:
        return text
    return _Filling({name: parameter(said, value) for name, value in quotable(parameters).items()}).format(text)


class _Filling(Formatter):
    """Puts texts in their places by their whole names, a dot in them or not."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[str, str]:  # noqa: ARG002  # its shape
        return self.texts[field_name], field_name


def quotable(parameters: Mapping[str, object]) -> dict[str, object]:
    """What a text can quote: parameters in words, and the times of a hold, such as ``hold.length``.

    >>> from leadledger.rulebook.hold import Hold
    >>> quotable({"share": Fraction(1, 2), "hold": Hold(Window.parse("7 days"), cap=Window.parse("3 months"))}).keys()
    dict_keys(['share', 'hold.length', 'hold.cap'])
    """
    found: dict[str, object] = {}
    for name, value in parameters.items():
        if isinstance(value, Hold):
            times = {"length": value.length, "cap": value.cap}
            found |= {f"{name}.{time}": length for time, length in times.items() if length is not None}
        elif is_table(value):
            if "length" in value:  # a time with its policy for the ends of months
                found[name] = _read(str(value["length"])) or value["length"]
        elif not isinstance(value, Pattern):
            found[name] = value
    return found


def parameter(said: Catalogue, value: object) -> str:
    """A parameter as a reader takes it: a share, a length of time, several of them, or what stands in the document.

    >>> from leadledger.texts import catalogue
    >>> parameter(catalogue("en"), Fraction(1, 5)), parameter(catalogue("en"), Window.parse("7 days"))
    ('20 %', '7 days')
    """
    if isinstance(value, Fraction):
        return formats.share(said, value)
    if isinstance(value, Window):
        return formats.length(said, value.count, value.unit)
    if isinstance(value, tuple):
        return formats.enumerated(said, (parameter(said, one) for one in cast("tuple[object, ...]", value)))
    return str(value)


def stated(said: Catalogue, value: object, *, beside: bool = True) -> str:
    """A parameter as a document writes it, in words; *beside* it what the document says, where that differs.

    >>> from leadledger.texts import catalogue
    >>> stated(catalogue("en"), "20%"), stated(catalogue("en"), {"length": {"term": "validity"}})
    ('20 %', 'length = terms.validity')
    >>> history = {"history": [{"since": "2026-01-01", "is": "1 month"}, {"since": "2026-07-01", "is": "2 months"}]}
    >>> stated(catalogue("en"), history)
    '1 month from 1 January 2026 through 30 June 2026; 2 months since 1 July 2026'
    >>> stated(catalogue("zh"), "2 months"), stated(catalogue("zh"), "closing")
    ('2个月（2 months）', '成交日（closing）')
    """
    if is_table(value):
        if set(value) == {"term"}:
            return f"terms.{value['term']}"
        if is_history(value):
            return _through_time(said, history_of(value), beside=beside)
        pairs = ((name, stated(said, entry, beside=beside)) for name, entry in value.items())
        return formats.enumerated(said, (said(EQUALS).format(name=name, value=entry) for name, entry in pairs))
    if is_list(value):
        return formats.enumerated(said, (stated(said, entry, beside=beside) for entry in value)) or said(EMPTY)
    written = str(value).lower() if isinstance(value, bool) else str(value)
    if written in WORDS:
        return _with(said, said(WORDS[written]), written if beside else None)
    if not isinstance(value, str):
        return written
    read = _read(value)
    if isinstance(read, Fraction):
        return formats.share(said, read)
    if read is None:
        return written
    return _with(said, formats.length(said, read.count, read.unit), written if beside else None)


def _through_time(said: Catalogue, values: ValueHistory, *, beside: bool) -> str:
    """Each value of a history with its first day, and the last one's last day where there is one."""
    told: list[str] = []
    for one in values.values:
        days = {"since": formats.day(said, one.since), "until": one.until and formats.day(said, one.until)}
        message = SINCE if one.until is None else SINCE_UNTIL
        told.append(said(message).format(value=stated(said, one.value, beside=beside), **days))
    return said(SEMICOLON).join(told)


def _read(text: str) -> Share | Window | None:
    for kind in (Window.parse, Share):
        try:
            return kind(text)
        except ValueError:
            continue
    return None


def _with(said: Catalogue, words: str, written: str | None) -> str:
    same = written is None or words == written
    return words if same else said(NAME_AND_ID).format(name=words, id=written)
