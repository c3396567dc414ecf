"""What a cell means, kind by kind: a register's value as it stands in an event's wire form."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from leadledger.importing.agents import Agents
from leadledger.importing.grid import CellValue
from leadledger.importing.mapping import Column, Mapping, plain
from leadledger.importing.phones import read_phone, split_phones
from leadledger.importing.quoting import shown
from leadledger.importing.times import read_date, read_instant, read_time

ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})
"""What a spreadsheet shows for a formula that failed."""

_BETWEEN = re.compile(r"[、,，;；/／|\n]+")
_AS_TEXT = re.compile(r"^\s*['’＇](?=[\d０-９])")
"""The mark that keeps a spreadsheet from reading digits as a number, where it was saved with them."""

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_SHARE = re.compile(
    r"(?P<who>.+?)(?:\s*[:：=]\s*|\s+|(?<=[^\d./\s]))(?P<share>\d+(?:\.\d+)?\s*[%％]|\d+\s*/\s*\d+|0?\.\d+|[01])",
    re.ASCII,
)


@dataclass(slots=True)
class Reader:
    """Reads cells by their kind, with the words, zone, currency and agents' names of one office."""

    mapping: Mapping
    zone: ZoneInfo
    agents: Agents
    _words: dict[str, bool] = field(init=False)
    _nobody: frozenset[str] = field(init=False)
    _payees: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = {plain(word): True for word in self.mapping.yes} | {
            plain(word): False for word in self.mapping.no
        }
        self._nobody = frozenset(map(plain, self.mapping.nobody))
        self._payees = {plain(word): payee for word, payee in self.mapping.payees.items()}

    def read(self, value: CellValue, column: Column) -> object:
        """The value in wire form, days and instants as such; ValueError saying what was expected."""
        if isinstance(value, str):
            if value.strip() in ERRORS:
                raise ValueError("expected a value: the formula in this cell failed")
            value = _AS_TEXT.sub("", value)
        return _KINDS[column.kind](self, value, column)

    def text(self, value: CellValue, column: Column | None = None) -> str:
        """The cell as a person reads it: 1001.0 is ``1001``, a day ``2026-03-05``."""
        return as_text(value)

    def id(self, value: CellValue, column: Column) -> str:
        if isinstance(value, bool | dt.date | dt.time | dt.timedelta) or (
            isinstance(value, float) and not value.is_integer()
        ):
            raise ValueError("expected a number or name of 1 to 128 characters")
        text = as_text(value).translate(_HALF_WIDTH)
        if (
            not 1 <= len(text) <= 128
            or text.startswith("@")
            or any(unicodedata.category(char) == "Cc" for char in text)
        ):
            raise ValueError("expected a number or name of 1 to 128 characters, on one line, not beginning with @")
        return text

    def ids(self, value: CellValue, column: Column) -> list[str]:
        return [self.id(part, column) for part in self._parts(value)]

    def agent(self, value: CellValue, column: Column) -> str:
        name = self.id(value, column)
        if _BETWEEN.search(name):
            raise ValueError("expected one name")
        return self.agents.id_of(name)

    def agent_list(self, value: CellValue, column: Column) -> list[str]:
        return [self.agents.id_of(self.id(part, column)) for part in self._parts(value)]

    def yes_no(self, value: CellValue, column: Column) -> bool:
        if isinstance(value, bool):
            return value
        answer = self._words.get(plain(as_text(value)))
        if answer is None:
            raise ValueError(f"expected {self.mapping.yes[0]} or {self.mapping.no[0]}")
        return answer

    def date(self, value: CellValue, column: Column) -> dt.date:
        return read_date(value)

    def time(self, value: CellValue, column: Column) -> dt.time:
        return read_time(value)

    def instant(self, value: CellValue, column: Column) -> dt.datetime | dt.date:
        return read_instant(value, self.zone)

    def money(self, value: CellValue, column: Column) -> dict[str, str]:
        return {"amount": format(_amount(value, self.mapping.currency), "f"), "currency": self.mapping.currency}

    def phone(self, value: CellValue, column: Column) -> str:
        return self.phones(value, column)[0]

    def phones(self, value: CellValue, column: Column) -> list[str]:
        numbers = [read_phone(part, self.mapping.region) for part in split_phones(value)]
        if not numbers:
            raise ValueError("expected a telephone number")
        return numbers

    def choice(self, value: CellValue, column: Column) -> str:
        wanted = plain(as_text(value))
        for choice, words in column.choices.items():
            if wanted == plain(choice) or any(wanted == plain(word) for word in words):
                return choice
        offered = ", ".join(words[0] if words else choice for choice, words in column.choices.items())
        raise ValueError(f"expected one of {offered}")

    def choices(self, value: CellValue, column: Column) -> list[str]:
        return [self.choice(part, column) for part in self._parts(value)]

    def shares(self, value: CellValue, column: Column) -> dict[str, str]:
        expected = "expected payees and shares such as 张三 80%、李四 20%"
        shares: dict[str, str] = {}
        for part in re.split(r"[、,;|\n]+", unicodedata.normalize("NFKC", as_text(value))):
            if not part.strip():
                continue
            found = _SHARE.fullmatch(part.strip())
            if found is None:
                raise ValueError(expected)
            who = found["who"].strip()
            payee = who if who.startswith("@") else self._payees.get(plain(who)) or self.agents.id_of(who)
            if payee in shares:
                raise ValueError(f"expected each payee once, and {shown(who)} stands there twice")
            shares[payee] = found["share"].replace(" ", "").replace("％", "%")
        if not shares:
            raise ValueError(expected)
        return shares

    def _parts(self, value: CellValue) -> list[str]:
        text = as_text(value)
        if plain(text) in self._nobody:
            return []
        return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


_KINDS: MappingOf[str, Callable[[Reader, CellValue, Column], object]] = {
    "text": Reader.text,
    "id": Reader.id,
    "ids": Reader.ids,
    "agent": Reader.agent,
    "agents": Reader.agent_list,
    "yes_no": Reader.yes_no,
    "date": Reader.date,
    "time": Reader.time,
    "datetime": Reader.instant,
    "money": Reader.money,
    "phone": Reader.phone,
    "phones": Reader.phones,
    "choice": Reader.choice,
    "choices": Reader.choices,
    "shares": Reader.shares,
}


def as_text(value: CellValue) -> str:
    """A cell's value as a person reads it.

    >>> as_text(1001.0), as_text(True), as_text(" 张三 ")
    ('1001', 'yes', '张三')
    """
    if isinstance(value, str):
        return value.strip().strip(_UNSEEN).strip()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return "" if value is None else str(value)


def _amount(value: CellValue, currency: str) -> Decimal:
    expected = f"expected an amount of {currency} such as 1280000 or 1,280,000.00"
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise ValueError(expected)
    text = unicodedata.normalize("NFKC", str(value)).strip()
    text = text.removeprefix(currency).removesuffix(currency).strip().removeprefix("¥").strip()
    if currency in {"CNY", "TWD", "HKD"}:
        text = text.removesuffix("元").removesuffix("圆").strip()
    scale = 1
    if text[-1:] in {"万", "萬"}:
        text, scale = text[:-1].strip(), 10_000
    if "," in text:
        if not re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text, re.ASCII):
            raise ValueError(expected)
        text = text.replace(",", "")
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise ValueError(expected) from None
    if not amount.is_finite() or abs(amount.adjusted()) > 30 or "_" in text:
        raise ValueError(expected)
    amount *= scale
    return amount if amount == amount.to_integral_value() and amount.as_tuple().exponent == 0 else _trimmed(amount)


def _trimmed(amount: Decimal) -> Decimal:
    """The same amount without zeros that say nothing: 1280000.500 is 1280000.5, 1E+3 is 1000."""
    plain_amount = amount.normalize()
    exponent = plain_amount.as_tuple().exponent
    return plain_amount.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain_amount
