"""Write docs/reference/office-mapping.md from the mapping that comes with the library."""

from __future__ import annotations

from pathlib import Path

from leadledger.importing import load_mapping

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "office-mapping.md"

HEAD = """# The office mapping

The registers of a property sales office as they are usually kept: sheets, headings and the events they make.
This page is made from the mapping itself by `scripts/make_mapping_reference.py`.
[Mapping files](mapping.md) says what the kinds are and how to write a mapping of your own.

Headings in **bold** must be there.
"""


def page() -> str:
    """The page as it should stand."""
    mapping = load_mapping()
    parts = [HEAD]
    for sheet in mapping.sheets:
        made = ", ".join(f"`{entry.type}`" for entry in sheet.entries)
        clock = sheet.time_of_day or mapping.time_of_day
        parts.append(f"\n## {sheet.names[0]}\n")
        parts.append(f"Sheets named: {', '.join(sheet.names)}.\n")
        parts.append(f"A row makes: {made}; where it tells only the day, at {clock:%H:%M}.\n")
        parts.append("| headings | kind | words |\n|---|---|---|")
        for column in sheet.columns.values():
            first, *others = column.headings
            shown = ", ".join([f"**{first}**" if column.required else first, *others])
            words = "; ".join(f"{choice}: {', '.join(said)}" for choice, said in column.choices.items())
            parts.append(f"| {shown} | {column.kind.replace('_', ' ')} | {words} |")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
