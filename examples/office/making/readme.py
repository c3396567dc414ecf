"""The README of the example office: what it holds, and which deal shows what."""

from __future__ import annotations

from making.office import Office

_HEAD = """\
# The example office

Three months of a property sales office that never was, March to May 2026.
It has {agents} salespeople, {customers} customers and {deals} deals.
All names are made up, and no mobile number of the country begins with 100.

| file | holds |
|---|---|
| `registers.xlsx` | the office's registers, one sheet each, as clerks keep them |
| `*.csv` | the same registers, one file for each sheet |
| `history.jsonl` | what importing either gives: {entries:,} entries in register order |
| `make.py`, `making/` | the script that makes them all, the same every time |

Import the registers and decide the deals:

```console
$ leadledger import examples/office/registers.xlsx --into h.jsonl
$ leadledger decide h.jsonl
```

The registers have what makes real ones hard to read:

- days typed in as text, and one merged cell for the date of a meeting;
- several names in one cell, with this mark or that between them;
- prices that are formulas;
- two telephone numbers where there is room for one;
- columns that only this office keeps, and entries made days late.

Withdrawn deals: {withdrawn}.

## Which deal shows what

The clauses stand in the order in which they shaped the answer; a deal that is not listed is an everyday one.

| deal | clauses | what happened |
|---|---|---|
"""


def text(o: Office, entries: int) -> str:
    """The whole page."""
    withdrawn = ", ".join(sorted(deal.number for deal in o.deals if deal.withdrawn))
    head = _HEAD.format(agents=8, customers=len(o.customers), deals=len(o.deals), entries=entries, withdrawn=withdrawn)
    rows = [
        f"| {one.deal.number} | {', '.join(one.clauses)} | {one.story} |"
        for one in sorted(o.shown, key=lambda one: one.deal.number)
    ]
    return head + "\n".join(rows) + "\n"
