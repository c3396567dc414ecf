"""Markdown: an explanation for a document or a ticket, in which nothing that stands in an entry acts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadledger.rulebook.explain.layout import Block
from leadledger.texts.visible import visible
from leadledger.texts.wrapping import unglued

# What begins emphasis, code, links, HTML, entities, cells, mentions and formulas, wherever it stands.
_ACTS = re.compile(r"[\\`*_\[\]<>|~&@$#{}]")
_BEGINS = re.compile(r"^(?:[-+=]|(\d{1,9})[.)])")
_ADDRESS = re.compile(r"(?i)://|\bwww\.")


def escaped(text: str) -> str:
    r"""A text on one line, as it is to be read: nothing in it is Markdown, HTML or an address to be followed.

    >>> print(escaped("<b>a|b`c*\n# d</b> http://e"))
    \<b\>a\|b\`c\* \# d\</b\> http\://e
    """
    line = " ".join(visible(unglued(text)).split())
    line = _ACTS.sub(r"\\\g<0>", line)
    line = _ADDRESS.sub(lambda found: found[0].replace(":", r"\:").replace(".", r"\."), line)
    begins = _BEGINS.match(line)
    if begins is None:
        return line
    place = begins.end() - 1
    return f"{line[:place]}\\{line[place:]}"


def as_markdown(blocks: Sequence[Block]) -> str:
    """The page as Markdown: titles, tables of labels, paragraphs, and lists of what stands further in."""
    lines: list[str] = []
    before = ""
    for block in blocks:
        if not block.text:
            continue
        shape, line = _line(block)
        if shape == "row" and before != "row":
            lines += ["", "| | |", "|---|---|"]
        elif shape != before or shape == "text":
            lines.append("")
        lines.append(line)
        before = shape
    return "\n".join(lines).strip("\n") + "\n"


def _line(block: Block) -> tuple[str, str]:
    """What a block is in Markdown, and its line."""
    text = escaped(block.text)
    match block.kind:
        case "title":
            return "heading", f"# {text}"
        case "heading":
            return "heading", f"## {text}"
        case "row":
            return "row", f"| {escaped(block.label)} | {text} |"
        case "item":
            mark = "" if block.label == "–" else f"**{escaped(block.label)}** "
            return "item", f"{_margin(block.depth - 1)}- {mark}{text}"
        case "text":
            return ("item", f"{_margin(block.depth - 2)}- {text}") if block.depth > 1 else ("text", text)


def _margin(depth: int) -> str:
    return "  " * depth
