"""What is printed about keys, checkpoints, and what they show."""

from __future__ import annotations

from leadledger.texts.marks import N_

KEY_MADE = N_("{file} holds a new key to sign with; it is for nobody else.")
KEY_TO_CHECK_BY = N_("Whoever is to check what was signed needs this one:")
SIGNED = N_("{file} is a checkpoint of {ledger}, signed by {name}.")
CHECKPOINT_KEPT = N_("It begins with the entries of the checkpoint, signed by {name}: {size}.")
GREW = N_("{file} shows that a ledger of {events} entries begins with the {size} of the checkpoint, signed by {name}.")
GREW_NOT = N_("{file} does not show that its ledger begins with the entries of the checkpoint.")
