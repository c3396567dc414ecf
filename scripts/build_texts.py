"""Build the catalogues: take the texts out of ``leadledger.texts``, bring the .po files up to date, compile them.

Run it after a text was changed: ``python scripts/build_texts.py``. It keeps every translation, says which texts have
none in Simplified Chinese, and makes Traditional from Simplified (OpenCC, profile s2twp), for the catalogue and for the
rulebooks and plans that come with the library. With ``--check`` it writes nothing and exits 1 where a file would be
another.
"""

from __future__ import annotations

import io
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "leadledger"
LOCALE = PACKAGE / "texts" / "locale"
KEYWORDS = {"N_": None, "plural": (2, 3)}
HEADER = "# Texts of leadledger; made by scripts/build_texts.py, which keeps the translations."


def template() -> Catalog:
    """Every text of ``leadledger.texts``, in a fixed order."""
    catalog = Catalog(project="leadledger", charset="utf-8", header_comment=HEADER)
    found = extract_from_dir(str(PACKAGE / "texts"), [("**.py", "python")], keywords=KEYWORDS, comment_tags=())
    for file, _, message, _, _ in sorted(found, key=lambda row: (row[0], row[1])):
        catalog.add(message, locations=[(f"src/leadledger/texts/{file}", 0)])
    return catalog


def simplified() -> Catalog:
    """Simplified Chinese: the texts of today with the translations kept in its .po."""
    kept = read_po(io.BytesIO(path_of("zh", "leadledger", "po").read_bytes()), locale="zh")
    catalog = fresh("zh")
    for message in template():
        if message.id:
            old = kept.get(message.id[0] if message.pluralizable else message.id)
            catalog.add(message.id, old.string if old else None, locations=message.locations)
    return catalog


def traditional(source: Catalog) -> Catalog:
    """Traditional Chinese, made from Simplified."""
    catalog = fresh("zh_Hant")
    for message in source:
        if message.id and all_of(message.string):
            string = message.string
            made = tuple(map(converted, string)) if isinstance(string, tuple) else converted(str(string))
            catalog.add(message.id, made, locations=message.locations)
    return catalog


def traditional_books() -> Catalog:
    """Traditional Chinese of the books' and plans' own texts, by their Simplified."""
    catalog = fresh("zh_Hant")
    for room in (PACKAGE / "rulebook" / "books", PACKAGE / "plan" / "documents"):
        for path in sorted(room.glob("*.toml")):
            for text in chinese_in(tomllib.loads(path.read_text("utf-8"))):
                catalog.add(text, converted(text), locations=[(str(path.relative_to(ROOT)), 0)])
    return catalog


def chinese_in(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("zh"), str) and "zh-Hant" not in value:
            yield value["zh"]
        for entry in value.values():
            yield from chinese_in(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from chinese_in(entry)


_OPENCC = OpenCC("s2twp")


def converted(text: str) -> str:
    """Traditional for Simplified; what stands in braces stays."""
    made: str = _OPENCC.convert(text)
    return made


def all_of(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


class Plain(Catalog):
    """A catalogue whose header says only what gettext needs: no dates, no versions of tools."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The fields of the header."""
        return [
            ("Project-Id-Version", "leadledger"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
        ]


def fresh(locale: str) -> Catalog:
    return Plain(locale=locale, header_comment=HEADER, fuzzy=False)


def path_of(locale: str, domain: str, suffix: str) -> Path:
    return LOCALE / locale / "LC_MESSAGES" / f"{domain}.{suffix}"


def built() -> dict[Path, bytes]:
    """Every file of the catalogues, as it should be."""
    zh = simplified()
    catalogs = {("zh", "leadledger"): zh, ("zh_Hant", "leadledger"): traditional(zh)}
    catalogs["zh_Hant", "books"] = traditional_books()
    files: dict[Path, bytes] = {}
    for (locale, domain), catalog in catalogs.items():
        po, mo = io.BytesIO(), io.BytesIO()
        write_po(po, catalog, width=0, include_lineno=False, omit_header=False)
        write_mo(mo, catalog)
        files[path_of(locale, domain, "po")] = po.getvalue()
        files[path_of(locale, domain, "mo")] = mo.getvalue()
    return files


def untranslated() -> list[str]:
    """The texts that have no Simplified Chinese."""
    return [str(message.id) for message in simplified() if message.id and not all_of(message.string)]


def main() -> int:
    stale = [path for path, content in built().items() if not path.is_file() or path.read_bytes() != content]
    for text in untranslated():
        print(f"no Chinese yet: {text}")
    for path in stale:
        print(f"{'stale' if '--check' in sys.argv else 'written'}: {path.relative_to(ROOT)}")
    if "--check" in sys.argv:
        return 1 if stale or untranslated() else 0
    for path, content in built().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
