"""Commission plans: what their terms and sections mean, and what a check says of one."""

from __future__ import annotations

from collections.abc import Mapping

from leadledger.texts.marks import N_, plural

SECTIONS: Mapping[str, str] = {
    "rate": N_("Rates: what part of the base is commission"),
    "limit": N_("Limits: the most and the least"),
    "part": N_("Parts: who has what of a deal's commission"),
    "on_top": N_("On top: what is paid beside the commission"),
    "release": N_("Releases: when what was earned is due"),
    "guarantee": N_("Guarantees: what somebody gets in a month at least"),
    "penalty": N_("Penalties: what misconduct costs"),
}
TERMS: Mapping[str, str] = {
    "timezone": N_("the zone in which its day of publication is counted"),
    "reversals": N_("the day that what is taken back is for: when it became known, or when it was earned"),
    "remainder": N_("how an amount is rounded when it is split"),
    "rounding": N_("how a figure is rounded to whole minor units"),
    "write_off_after": N_("how old a balance below zero becomes before it is written off"),
    "base_pay_days": N_("the working days of a month, by which a day's base pay is figured"),
}
BASE: Mapping[str, str] = {
    "of": N_("what commission is figured from"),
    "formula": N_("how it is figured"),
}
TABLES = N_("Tables")
SOURCE = N_("Source")
SOUND = N_("Nothing is wrong with it: every table can count, and no number contradicts another.")
FAULTS = plural("count", "{count} thing has to be put right:", "{count} things have to be put right:")
