"""Arguments of strategies: refused with a sentence that says what is expected, as Hypothesis does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hypothesis.errors import InvalidArgument


def at_least(least: int, name: str, value: object) -> int:
    """The number, if it is one and large enough.

    Raises:
        InvalidArgument: it is not.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise InvalidArgument(f"{name}={value!r}: expected a whole number of at least {least}")
    return value


def some_of(known: Sequence[str], name: str, values: Iterable[str]) -> tuple[str, ...]:
    """Those of the known names that are wanted, in their order.

    Raises:
        InvalidArgument: one is not known, or there is none.
    """
    if isinstance(values, str):
        raise InvalidArgument(f"{name}={values!r}: expected a list of names, such as [{values!r}]")
    wanted = list(values)
    for one in wanted:
        if one not in known:
            raise InvalidArgument(f"{name} has {one!r}: expected some of {', '.join(known)}")
    if not wanted:
        raise InvalidArgument(f"{name} is empty: expected at least one of {', '.join(known)}")
    return tuple(one for one in known if one in wanted)
