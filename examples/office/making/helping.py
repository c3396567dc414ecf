"""Stories about help while the customer's agent is out (2.5, 5.3.3)."""

from __future__ import annotations

from making.office import Office
from making.people import CHEN, LI, LIU, SUN, WANG, ZHANG, ZHOU


def tell(o: Office) -> None:
    """Enter them all."""
    c = o.meet("03-05 15:40", ZHANG)
    o.visit("03-19 10:10", c, LI, named=[ZHANG], present=[LI, WANG])
    d = o.subscribe("03-27 14:30", c, ZHANG)
    o.show(
        d, "named-one help", "Li Na received Zhang Wei's customer while he was out, days before the closing: a fifth."
    )

    c = o.meet("03-06 11:30", SUN)
    o.visit("03-28 10:00", c, ZHOU, named=[SUN], present=[ZHOU, LIU])
    d = o.subscribe("03-28 16:30", c, SUN)
    o.show(d, "named-one help-of-the-day", "Zhou Tao helped on the day of the closing: half, and the fifth is beaten.")

    c = o.meet("03-03 16:30", CHEN)
    o.visit("03-10 14:20", c, LIU, named=[CHEN], present=[LIU])
    o.visit("03-20 11:00", c, LIU, asked_for=CHEN, present=[LIU, CHEN])
    d = o.subscribe("03-24 15:20", c, CHEN)
    o.show(
        d, "first-visit help", "The last wish asks for Chen Jing, whose claim ranks first anyway; Liu Yang had helped."
    )

    c = o.meet("03-16 13:20", WANG)
    o.errand(WANG, "04-07 13:30", "04-07 17:20")
    o.visit("04-07 15:00", c, ZHANG, named=[WANG])
    d = o.subscribe("04-13 10:40", c, WANG)
    o.show(
        d, "named-one help", "The visit does not say who was there; the attendance register has Wang Fang on an errand."
    )

    c = o.meet("03-11 09:20", LI)
    o.visit("03-24 10:30", c, SUN, named=[LI], present=[SUN])
    o.visit("04-14 09:40", c, ZHOU, named=[LI], present=[ZHOU, SUN])
    o.visit("04-14 14:10", c, CHEN, asked_for=LI, present=[CHEN, LI])
    d = o.subscribe("04-14 17:20", c, LI)
    o.show(d, "first-visit help-of-the-day", "Two helped, one of them on the day of the closing: he alone shares.")
