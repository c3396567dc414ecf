# ruff: noqa: E501  # the page has one sentence a line
"""Write docs/reference/clause-kinds.md from the clause kinds themselves: ``python scripts/make_kind_reference.py``.

What a kind says is its docstring, its parameters are those of its function, its example is the clause that uses it in
``every_kind.toml`` beside this script.
"""

from __future__ import annotations

import inspect
import re
import sys
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, Literal

from leadledger.events.pattern import Pattern
from leadledger.rulebook.binding import parameters_of
from leadledger.rulebook.clauses import STAGES, Kind
from leadledger.rulebook.conditions import Condition
from leadledger.rulebook.field_names import is_field_name
from leadledger.rulebook.hold import Hold
from leadledger.values import Money, Share, Window

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "clause-kinds.md"
EXAMPLES = Path(__file__).with_name("every_kind.toml")

HEAD = """# Kinds of clauses

Made by `scripts/make_kind_reference.py` from the kinds themselves; do not edit it by hand.

A clause of a rulebook names its kind with `use`, and states the kind's parameters.
What every clause has besides (`id`, `cite`, `title`, `text`, conditions, ranks), and what a pattern, a condition, a hold, a share and a length of time are, is said in [rulebook documents](rulebook-documents.md).
[Write your rulebook](../how-to/write-your-rulebook.md) says which kind to take for what.

*Entries like X* are those that the pattern X means.
A claim is *live* on a day that is not after its last good day, and *good* for a deal if it is live on the day its hold is tested.
A parameter that has to be stated has no value under "left out".
A kind always reads the entries that its patterns name; those that it reads besides are named.
"""

STAGE_HEADS = {
    "party": ("Party", "Who is one customer.\nThere can be one such clause; without it every customer is alone."),
    "reading": ("Reading", "What is taken out of the entries before anything is opened."),
    "register": (
        "Register",
        "What an entry does to the register.\nEntries are asked in register order; of the clauses whose `when` means one, the first in the document that takes it decides, and the others are not asked.\nWhether a claim is live is asked on the day of the entry.",
    ),
    "award": (
        "Award",
        "Who has the customer.\nThe clauses are asked by `rank`, 1 first; the first rank at which one applies decides.",
    ),
    "sharing": (
        "Sharing",
        "Who else has a part of the award.\nEvery clause that applies takes its part, in the document's order, of what the ones before it left.",
    ),
    "on_top": ("On top", "Who is paid beside the award, outside its sum."),
    "consequence": (
        "Consequence",
        "What follows beside who has the customer: fees, fines, price terms, notes.\n`kind` is what it is called in answers, a word of your own.",
    ),
    "suspense": ("Suspense", "What waits while something is open.\nThere can be one such clause."),
}
ORDER = tuple(STAGE_HEADS)
PLAIN: dict[Any, str] = {
    Share: 'a share, such as `"1/5"` or `"20%"`',
    Window: 'a length of time, such as `"2 months"`',
    Hold: "a hold",
    Pattern: "a pattern",
    Condition: "a condition",
    Money: 'an amount, such as `{ amount = "100.00", currency = "CNY" }`',
    bool: "true or false",
    int: "a whole number",
    str: "a text",
}
MANY = {
    Share: 'a list of shares, such as `["3/4", "1/2"]`',
    Condition: "a list of conditions",
    Pattern: "a list of patterns",
    str: "a list of texts",
}


def page() -> str:
    """The whole page."""
    examples = clauses_in(EXAMPLES.read_text(encoding="utf-8"))
    parts = [HEAD]
    for stage in ORDER:
        title, intro = STAGE_HEADS[stage]
        parts.append(f"\n## {title}\n\n{intro}\n")
        for name, kind in sorted(STAGES[stage].items()):
            example = next((text for of, use, text in examples if (of, use) == (stage, name)), None)
            if example is None:
                raise SystemExit(f"{EXAMPLES.name} has no {stage} clause of the kind {name}")
            parts += [f"\n### {name}\n\n{said(kind.function)}\n\n{table(kind)}\n\n```toml\n{example}\n```\n"]
    return "".join(parts)


def clauses_in(text: str) -> list[tuple[str, str, str]]:
    """Each clause of a document: its stage, its kind, and the lines it is written in."""
    found: list[tuple[str, str, str]] = []
    for block in re.split(r"\n(?=\[\[)", text):
        head = re.match(r"\[\[(\w+)\]\]\n", block)
        use = re.search(r'^use = "([^"]+)"', block, flags=re.M)
        if head and use:
            found.append((head[1], use[1], re.split(r"\n\n", block)[0].rstrip()))
    return found


def said(function: Callable[..., Any]) -> str:
    """A docstring's sentences, without its example, one sentence a line."""
    text = (inspect.getdoc(function) or "").split("\n>>>")[0].strip()
    text = re.sub(r"``([^`]+)``", r"`\1`", text)
    text = re.sub(r"(?<!\w)\*(\w+)\*(?!\w)", r"`\1`", text)
    text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return re.sub(r"(?<=[.]) (?=[A-Z`])", "\n", text)


def table(kind: Kind) -> str:
    """The parameters of a kind, and the event types it reads besides."""
    rows = ["| parameter | what stands there | left out |", "|---|---|---|"]
    signature = inspect.signature(kind.function).parameters
    for name, (of, required) in parameters_of(kind.function).items():
        left_out = "" if required else default(signature[name].default)
        rows.append(f"| `{name}` | {words(of)} | {left_out} |")
    parts = ["\n".join(rows) if len(rows) > 2 else "It takes no parameters."]
    if kind.final:
        parts.append("What it gives is final: neither shared nor added to, but by clauses that name it with `after`.")
    if kind.reads:
        parts.append(f"Reads besides: {', '.join(f'`{one}`' for one in sorted(kind.reads))}.")
    return "\n\n".join(parts)


def words(of: Any) -> str:
    """A parameter's type in the document's words."""
    if is_field_name(of):
        return "the name of a field"
    if of in PLAIN:
        return PLAIN[of]
    origin, inside = typing.get_origin(of), typing.get_args(of)
    if origin is Literal:
        return "one of " + ", ".join(f'`"{word}"`' for word in inside)
    if origin in (types.UnionType, typing.Union):
        return words(next(one for one in inside if one is not type(None)))
    if origin is tuple:
        return _several(inside[0])
    if origin is dict:
        return "a table of amounts by word" if inside[1] is Money else "a table of texts by word"
    if is_dataclass(of):
        return f"a table with {_parts(of)}"
    raise SystemExit(f"{of} is put in no words yet")


def _several(of: Any) -> str:
    if of in MANY:
        return MANY[of]
    if is_field_name(of):
        return "a list of names of fields"
    if typing.get_origin(of) is Literal:
        return "a list of " + ", ".join(f'`"{word}"`' for word in typing.get_args(of))
    return f"a list of tables, each with {_parts(of)}"


def _parts(of: Any) -> str:
    hints = typing.get_type_hints(of)
    return "; ".join(
        f"`{part.name}`: {words(hints[part.name])}{'' if part.default is MISSING else ' (may be left out)'}"
        for part in fields(of)
    )


def default(value: object) -> str:
    """What holds where a parameter is left out."""
    if value is None or value == ():
        return "none"
    return f"`{str(value).lower()}`" if isinstance(value, bool) else f'`"{value}"`'


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"written: {PAGE.name}\n")
