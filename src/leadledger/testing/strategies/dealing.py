"""How deals go on: closed, paid, refunded, changed, called off."""

from __future__ import annotations

from leadledger.testing.strategies.life import Entry, Life

PRICES = (None, "1000000.00", "1000.01", "3.33", "499999.99")
AMOUNTS = ("100.00", "0.01", "7.77", "50000.00")
CURRENCY = "CNY"


def _money(amount: str | None) -> Entry | None:
    return None if amount is None else {"amount": amount, "currency": CURRENCY}


def subscribed(life: Life) -> None:
    """The next deal is closed: the first mostly by the first customer, the second by the second, and so on."""
    if not life.open_deals:
        return
    deal, agent = life.open_deals.pop(0), life.agent()
    usual = life.customers[len(life.of("SubscriptionSigned")) % len(life.customers)]
    customer = life.known(life.customers, life.pick((*(usual,) * 3 * len(life.customers), *life.customers)))
    price = _money(life.pick(PRICES))
    joint = life.another(customer) if life.pick((False, False, False, True)) else None
    partners = None if joint is None else [joint]
    life.add(
        "SubscriptionSigned",
        deal=deal,
        customer=customer,
        with_customers=partners,
        unit=f"unit-{deal}",
        agent=agent,
        price=price,
    )


def _closed(life: Life, without: str | None = None) -> list[int]:
    """The places of the closings, of deals that have no entry of a type yet."""
    have: set[str] = set() if without is None else {life.entries[place]["deal"] for place in life.of(without)}
    return [place for place in life.of("SubscriptionSigned") if life.entries[place]["deal"] not in have]


def contract(life: Life) -> None:
    """The contract of a closed deal is signed."""
    if closed := _closed(life, "ContractSigned"):
        place = life.pick(closed)
        life.add("ContractSigned", after=place, deal=life.entries[place]["deal"])


def paid(life: Life) -> None:
    """Money comes in for a closed deal."""
    if closed := _closed(life):
        place = life.pick(closed)
        deal, number = life.entries[place]["deal"], len(life.of("PaymentReceived")) + 1
        amount = _money(life.pick(AMOUNTS))
        life.add("PaymentReceived", after=place, deal=deal, payment=f"p{number}", amount=amount)


def refunded(life: Life) -> None:
    """A payment is paid back, once."""
    back = {life.entries[place]["payment"] for place in life.of("PaymentRefunded")}
    if paid := [place for place in life.of("PaymentReceived") if life.entries[place]["payment"] not in back]:
        place = life.pick(paid)
        payment = life.entries[place]
        life.add("PaymentRefunded", after=place, **{name: payment[name] for name in ("deal", "payment", "amount")})


def swapped(life: Life) -> None:
    """The buyer takes another unit."""
    if closed := _closed(life):
        place = life.pick(closed)
        price = _money(life.pick(PRICES[1:]))
        life.add("UnitSwapped", after=place, deal=life.entries[place]["deal"], to_unit="unit-other", price=price)


def withdrawn(life: Life) -> None:
    """A deal is called off, once."""
    if closed := _closed(life, "DealWithdrawn"):
        place = life.pick(closed)
        life.add("DealWithdrawn", after=place, deal=life.entries[place]["deal"], reason="changed their mind")
