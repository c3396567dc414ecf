"""Commission plans made up of what plans are made of."""

from __future__ import annotations

from typing import Any

from leadledger.testing.strategies.life import Record

RATES = ("1%", "1.25%", "1/3", "0.5%")
REMAINDERS = (
    "largest-remainder", "floor-then-first", "largest-weight-first", "sequential-from-last", "round-then-fix",
)  # fmt: skip
TIERS = ("1%", "1.5%", "3%")
_STEPS = {"base": ("0", "1000.00", "600000.00"), "deals": ("0", "1", "2")}
_RELEASES: tuple[tuple[dict[str, Any], ...], ...] = (
    (),
    ({"share": "2/3", "pro_rata": True}, {"share": "1/3", "after": "1 month"}),
    ({"share": "70%", "on": {"type": "PaymentReceived"}}, {"share": "30%", "on": {"type": "ContractSigned"}}),
    ({"share": "100%", "on": {"type": "PaymentReceived"}},),
)


def plan_document(record: Record, *, guarantees: bool) -> dict[str, Any]:
    """The document of a plan, as the bytes say."""
    pick = record.pick
    document: dict[str, Any] = {
        "name": "random",
        "version": "1",
        "title": {"en": "Made up by chance"},
        "terms": {
            "timezone": "Asia/Shanghai",
            "reversals": pick(("when-known", "when-earned")),
            "remainder": pick(REMAINDERS),
        },
        "base": {"of": pick(("price", "received"))},
        "rate": [pick((_flat, _flat, _tiered))(record)],
    }
    if releases := pick(_RELEASES):
        document["release"] = [{"id": f"release-{n}", "cite": f"2.{n}", **one} for n, one in enumerate(releases, 1)]
    if pick((False, False, True)):
        document["limit"] = [{"id": "cap", "cite": "3", "each": "month", "at_most": "5000.00"}]
    if guarantees and pick((False, True)):
        least = {"amount": "100.00", "currency": "CNY"}
        document["guarantee"] = [{"id": "least", "cite": "4", "amount": least, "recoverable": pick((True, False))}]
    return document


def _flat(record: Record) -> dict[str, Any]:
    return {"id": "rate", "cite": "1", "rate": record.pick(RATES)}


def _tiered(record: Record) -> dict[str, Any]:
    measure = record.pick(tuple(_STEPS))
    table = [{"from": least, "rate": rate} for least, rate in zip(_STEPS[measure], TIERS, strict=True)]
    tiers = {"kind": record.pick(("slab", "marginal")), "over": record.pick(("month", "quarter"))}
    return {"id": "rate", "cite": "1", "tiers": {**tiers, "measure": measure, "table": table}}
