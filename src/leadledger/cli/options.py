"""The options that commands share, with what ``--help`` says of them."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from leadledger.texts import Lang

HistoryFile = Annotated[str, Parameter(help="The history: a ledger, a .jsonl file, or one that holds a JSON list.")]
Deals = Annotated[
    list[str] | None, Parameter(name="--deal", negative=(), help="Only this deal; may be given several times.")
]
KnownAt = Annotated[
    str | None,
    Parameter(
        name="--known-at",
        help="Only what was registered up to this day or time, for example 2026-03-20 or 2026-03-20T15:00:00+08:00.",
    ),
]
AsEntered = Annotated[
    str | None,
    Parameter(
        name="--as-entered",
        help="Only what was in the ledger at this day or time, by its own clock, whatever times the entries bear.",
    ),
]
LedgerFile = Annotated[str, Parameter(name="LEDGER", help="The ledger's file.")]
Book = Annotated[
    str | None,
    Parameter(
        name="--rulebook",
        help="The name of a rulebook or a TOML file, instead of those the history adopted.",
    ),
]
Declaring = Annotated[
    str | None,
    Parameter(
        name="--rulebook",
        help="The name of a rulebook or a TOML file that declares the types of apps' entries, beside those adopted.",
    ),
]
Settings = Annotated[
    list[str] | None,
    Parameter(
        name="--set",
        negative=(),
        allow_leading_hyphen=True,
        help="ID.PARAM=VALUE: one parameter of the rulebook, terms.PARAM for its own; may be given several times.",
    ),
]
AsJson = Annotated[bool, Parameter(name="--json", negative=(), help="One JSON object a line instead of a table.")]
Language = Annotated[
    Lang, Parameter(name="--lang", help="Language of texts: English, Simplified or Traditional Chinese.")
]
Processes = Annotated[
    int,
    Parameter(name="--processes", help="How many processes decide the deals of a ledger."),
]
Timezone = Annotated[
    str | None,
    Parameter(name="--timezone", help="The zone of times without an offset, for example Asia/Shanghai."),
]
