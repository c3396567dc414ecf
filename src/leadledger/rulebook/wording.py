"""Wording: a rulebook's own texts, its numbers filled in, so that a text never says another number than the clause."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from string import Formatter

from leadledger.texts import Catalogue, formats
from leadledger.values import Window


def placeholders(text: str) -> set[str]:
    """The parameters a text leaves a place for.

    Raises:
        ValueError: a brace is left open.

    >>> placeholders("They share {share} of the commission.")
    {'share'}
    """
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def filled(said: Catalogue, texts: Mapping[str, str], parameters: Mapping[str, object]) -> str:
    """A text in the catalogue's language with the parameters in their places.

    >>> from leadledger.texts import catalogue
    >>> filled(catalogue("zh"), {"zh": "自登记日起{validity}内有效"}, {"validity": Window.parse("2 months")})
    '自登记日起2个月内有效'
    """
    text = said.of_book(texts)
    if "{" not in text and "}" not in text:
        return text
    return text.format_map({name: parameter(said, value) for name, value in parameters.items()})


def parameter(said: Catalogue, value: object) -> str:
    """A parameter as a reader takes it: a share, a length of time, or what stands in the document.

    >>> from leadledger.texts import catalogue
    >>> parameter(catalogue("en"), Fraction(1, 5)), parameter(catalogue("en"), Window.parse("7 days"))
    ('20 %', '7 days')
    """
    if isinstance(value, Fraction):
        return formats.share(said, value)
    if isinstance(value, Window):
        return formats.length(said, value.count, value.unit)
    return str(value)
