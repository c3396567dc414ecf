"""Who gets which part: payees with shares that sum to exactly 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from pydantic import GetCoreSchemaHandler, SerializationInfo
from pydantic_core import PydanticCustomError, core_schema

from leadledger.values.ids import PAYEE_EXPECTED, Payee, is_payee
from leadledger.values.shares import Share


class Shares(Mapping[str, Share]):
    """A mapping from payee to `Share` that is not empty and sums to exactly 1; it keeps its order and cannot change.

    A sum other than 1, an empty mapping or a wrong payee is a ``ValueError``.

    >>> Shares({"li": "80%", "@department": "1/5"})
    Shares({'li': '4/5', '@department': '1/5'})
    >>> Shares({"li": "80%"})
    Traceback (most recent call last):
    ...
    ValueError: the shares sum to 4/5, and must sum to exactly 1
    """

    __slots__ = ("_parts",)
    _parts: dict[str, Share]

    def __init__(self, parts: Mapping[str, str | int | Fraction]) -> None:
        made: dict[str, Share] = {}
        for payee, part in parts.items():
            if not is_payee(payee):
                raise ValueError(f"{payee!r:.60} is not a payee: expected {PAYEE_EXPECTED}")
            made[payee] = Share(part)
        _check_sum(made)
        object.__setattr__(self, "_parts", made)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("shares cannot be changed: make new ones")

    def __getitem__(self, payee: str) -> Share:
        return self._parts[payee]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def __hash__(self) -> int:
        return hash(frozenset(self._parts.items()))

    def __repr__(self) -> str:
        return f"Shares({_as_text(self)})"

    def __reduce__(self) -> tuple[type[Shares], tuple[dict[str, str]]]:
        return Shares, (_as_text(self),)

    @classmethod
    def _of(cls, parts: dict[str, Share]) -> Shares:
        try:
            _check_sum(parts)
        except ValueError as error:
            raise PydanticCustomError("shares", "{message}", {"message": str(error)}) from None
        shares = cls.__new__(cls)
        object.__setattr__(shares, "_parts", parts)
        return shares

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        parts = handler.generate_schema(dict[Payee, Share])
        from_parts = core_schema.no_info_after_validator_function(cls._of, parts)

        def take(value: Any, parse: core_schema.ValidatorFunctionWrapHandler) -> Shares:
            return value if isinstance(value, cls) else parse(value)

        return core_schema.json_or_python_schema(
            json_schema=from_parts,
            python_schema=core_schema.no_info_wrap_validator_function(take, from_parts),
            serialization=core_schema.plain_serializer_function_ser_schema(_dumped, info_arg=True),
        )


def _check_sum(parts: Mapping[str, Share]) -> None:
    if not parts:
        raise ValueError("no shares are given: at least one payee must have a share")
    total = sum(parts.values(), Fraction())
    if total != 1:
        raise ValueError(f"the shares sum to {total}, and must sum to exactly 1")


def _dumped(shares: Shares, info: SerializationInfo) -> Shares | dict[str, str]:
    return shares if info.mode == "python" else _as_text(shares)


def _as_text(shares: Mapping[str, Share]) -> dict[str, str]:
    return {payee: str(part) for payee, part in shares.items()}
