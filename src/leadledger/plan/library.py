"""The commission plans that come with the library, and those in files: the one place here that reads files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path

from leadledger.errors import PlanInvalid, PlanUnknown
from leadledger.plan.document import parse_plan
from leadledger.plan.plan import Plan

SIZE_MAX = 1_000_000
_PLANS = resources.files("leadledger.plan") / "documents"


class Library(Mapping[str, Plan]):
    """The commission plans that come with the library, by name.

    >>> plans["sales-office"].reversals
    'when-known'
    """

    def __getitem__(self, name: str) -> Plan:
        return _built_in(name)

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


plans = Library()


def load_plan(name_or_file: str) -> Plan:
    """The plan of that name, or in that TOML file.

    Raises:
        PlanUnknown: there is neither such a name nor such a file.
        PlanInvalid: the document cannot be used.
    """
    if name_or_file in _names():
        return _built_in(name_or_file)
    return parse_plan(plan_text(name_or_file), source=name_or_file)


def plan_text(name_or_file: str) -> str:
    """The document of that name, or in that file, as it is written.

    Raises:
        PlanUnknown, PlanInvalid: as :func:`load_plan`.
    """
    if name_or_file in _names():
        return _text_of(name_or_file)
    path = Path(name_or_file)
    try:
        if path.exists() and not path.is_file():
            raise PlanInvalid(f"{name_or_file} is no regular file, and a plan is a TOML document")
        with path.open("rb") as file:
            data = file.read(SIZE_MAX + 1)
        if len(data) > SIZE_MAX:
            raise PlanInvalid(f"{name_or_file} holds more than {SIZE_MAX:,} bytes, which no plan needs")
        return data.decode()
    except UnicodeDecodeError:
        raise PlanInvalid(f"{name_or_file} is not UTF-8 text, and a plan is a TOML document") from None
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        known = ", ".join(_names())
        raise PlanUnknown(f"no plan is named {name_or_file!r} ({known}), and no such file can be read") from None


@cache
def _names() -> tuple[str, ...]:
    files = (path.name for path in _PLANS.iterdir())
    return tuple(sorted(name.removesuffix(".toml").replace("_", "-") for name in files if name.endswith(".toml")))


@cache
def _built_in(name: str) -> Plan:
    if name not in _names():
        raise PlanUnknown(f"no plan is named {name!r}; there is {', '.join(_names())}")
    return parse_plan(_text_of(name), source=f"plan {name}")


def _text_of(name: str) -> str:
    return (_PLANS / f"{name.replace('-', '_')}.toml").read_text(encoding="utf-8")
