"""Catalogues: the texts of each language, read by the standard library's gettext."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Lang = Literal["en", "zh", "zh-Hant"]
LANGUAGES: Final[tuple[str, ...]] = get_args(Lang)

# Where a rulebook says nothing in a language, these are tried in turn.
_INSTEAD: Mapping[str, tuple[str, ...]] = {"en": ("zh",), "zh": ("zh-Hant", "en"), "zh-Hant": ("zh", "en")}


class Catalogue:
    """The texts of one language.

    >>> catalogue("zh")("nobody")
    '无人'
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self._texts = _compiled(lang, "leadledger")
        self._books = _compiled(lang, "books")

    def __call__(self, message: str) -> str:
        """The message in this language; an English text is its own key."""
        return self._texts.gettext(message)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of a text that goes with *count*."""
        return self._texts.ngettext(one, many, count)

    def of_book(self, texts: Mapping[str, str]) -> str:
        """A rulebook's own text in this language, else in the nearest it has.

        Traditional Chinese is made from Simplified where the books that come with the library have no other.
        """
        if self.lang in texts:
            return texts[self.lang]
        for other in _INSTEAD[self.lang]:
            if other in texts:
                return self._books.gettext(texts[other]) if texts[other] else ""
        return next(iter(texts.values()), "")


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language.

    Raises:
        ValueError: there are no texts in that language.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"there are no texts in {lang!r}: expected {', '.join(LANGUAGES)}")
    return Catalogue(lang)


def _compiled(lang: str, domain: str) -> gettext.NullTranslations:
    name = lang.replace("-", "_")
    file = resources.files("leadledger.texts") / "locale" / name / "LC_MESSAGES" / f"{domain}.mo"
    if not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as stream:
        return gettext.GNUTranslations(stream)
