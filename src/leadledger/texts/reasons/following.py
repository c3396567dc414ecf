"""What follows an award: payments on top, fees, rates, price terms."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, Text

FOLLOWING: Mapping[str, Text] = {
    "paid-on-top": N_("{agent} has {share} on top of the commission."),
    "fee-due": N_("{amount} for {agent} by this entry."),
    "paid-at-rate": N_("{agent} is paid at the rate of {share}."),
    "paid-at-rate-through": N_("{agent} is paid at the rate of {share} through {through}."),
    "paid-at-rate-after": N_("{agent} is paid at the rate of {share} after {after}."),
    "in-tier": N_("{agent} registered {count}, which is {tier}."),
    "after-first": N_("{agent} registered after {holder}, whose terms are {tier}, and has {share} of them."),
    "tier-unclear": N_("{agent} registered {count}, of which no tier speaks: somebody has to say which holds."),
    "rewarded": N_("{agent} sent the customer and has {share} of this payment."),
    "rewarded-after": N_("{agent} sent the customer and has {share} of this payment, to be issued after {after}."),
    "booked": N_("{agent} booked the appointment that was held, and has {amount} for it."),
}
