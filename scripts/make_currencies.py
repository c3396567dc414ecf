"""Make src/leadledger/values/currencies.py from the ISO 4217 table that the `iso4217` package carries.

Run it after raising the package's version: ``python scripts/make_currencies.py``; ``--check`` only says whether the
file is as it would be made.
A currency that was in the table stays in it, since old registers are read for ever.
A changed number of decimals is refused: it would change what stored amounts mean, and needs a person's decision.
"""

from __future__ import annotations

import sys
from pathlib import Path

import iso4217

from leadledger.values.currencies import MINOR_UNITS as OLD

TARGET = Path(__file__).parent.parent / "src" / "leadledger" / "values" / "currencies.py"
BEGIN, END = "# --- made by scripts/make_currencies.py ---\n", "# --- end of what is made ---\n"


def table() -> dict[str, int]:
    """Return the code of each currency with its number of decimals; those to which ISO 4217 gives none are out."""
    new = {c.code: c.exponent for c in iso4217.Currency if c.exponent is not None}
    changed = [
        f"{code}: {OLD[code]} → {new[code]}" for code in sorted(OLD.keys() & new.keys()) if OLD[code] != new[code]
    ]
    if changed:
        raise SystemExit(f"decimals changed, which would change the meaning of stored amounts: {', '.join(changed)}")
    return dict(sorted((OLD | new).items()))


def made() -> str:
    """Return the lines between the two marks."""
    by_decimals: dict[int, list[str]] = {}
    for code, decimals in table().items():
        by_decimals.setdefault(decimals, []).append(code)
    published = iso4217.__published__
    lines = [f"TABLE_DATE: Final = date({published.year}, {published.month}, {published.day})\n"]
    lines.append('"""The day on which the table was published."""\n\n_CODES: Final = {\n')
    for decimals in sorted(by_decimals):
        codes = by_decimals[decimals]
        if len(codes) <= 20:
            lines.append(f'    {decimals}: "{" ".join(codes)}",\n')
            continue
        lines.append(f"    {decimals}: (\n")
        chunks = [" ".join(codes[i : i + 20]) for i in range(0, len(codes), 20)]
        lines.extend(f'        "{chunk}{" " if chunk is not chunks[-1] else ""}"\n' for chunk in chunks)
        lines.append("    ),\n")
    return "".join([*lines, "}\n"])


def main() -> None:
    """Write the file, or check it."""
    text = TARGET.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    _, tail = rest.split(END)
    wanted = head + BEGIN + made() + END + tail
    if "--check" in sys.argv[1:]:
        if wanted != text:
            raise SystemExit(f"{TARGET.name} is not as it would be made: run scripts/make_currencies.py")
        return
    TARGET.write_text(wanted, encoding="utf-8")


if __name__ == "__main__":
    main()
