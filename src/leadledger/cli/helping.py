"""Help in plain text, wrapped to the terminal: no boxes, so that it reads the same everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cyclopts.help.formatters.plain import PlainFormatter

from leadledger.texts.wrapping import wrapped

if TYPE_CHECKING:
    from rich.console import Console


class Plain(PlainFormatter):
    """Cyclopts' plain help, with what is too long for a line hanging under its own."""

    def _print_plain(self, console: Console, text: str) -> None:
        margin = self.indent if text.startswith(self.indent) else ""
        hanging = margin * 3
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                console.print()
            for line in wrapped(paragraph, first=margin, rest=hanging, columns=console.width):
                console.print(line, highlight=False, markup=False)
