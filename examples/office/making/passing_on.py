"""Stories about referrals, lots and launches (5.3.10, 5.3.12, 5.3.13)."""

from __future__ import annotations

from making.office import Office, at
from making.people import CHEN, LI, LIU, MANAGER, SUN, WANG, ZHANG, ZHAO, ZHOU

LAUNCH = "KP0501"


def tell(o: Office) -> None:
    """Enter them all."""
    _referrals(o)
    _lots(o)
    _launch(o)


def _referrals(o: Office) -> None:
    old = o.meet("03-02 09:30", LIU)
    o.subscribe("03-14 11:00", old, LIU)
    new = o.customer()
    o.refer("04-01 09:40", old, new)
    o.visit("04-01 10:10", new, SUN)
    d = o.subscribe("04-15 14:10", new, SUN)
    o.show(d, "first-by-referral", "Liu Yang's customer brings a friend, whom Sun Yan receives.")

    newer = o.customer()
    o.visit("04-17 10:00", newer, WANG)
    o.refer("04-17 16:50", new, newer)
    d = o.subscribe("04-25 15:00", newer, WANG)
    o.show(
        d,
        "first-by-referral",
        "The friend brings another; entered the same day, after Wang Fang's visit, it still ranks first.",
    )

    old = o.meet("03-04 14:50", CHEN)
    new = o.customer()
    o.refer("03-29 09:30", old, new)
    o.visit("03-29 11:30", new, LI)
    o.visit("04-05 10:00", new, LI, named=[CHEN], present=[LI, ZHANG])
    o.visit("04-11 10:20", new, LI, asked_for=CHEN, present=[LI, CHEN])
    d = o.subscribe("04-16 15:40", new, CHEN)
    o.show(d, "first-by-referral help", "A claim by referral ranks first; Li Na helped once while Chen Jing was out.")


def _lots(o: Office) -> None:
    c = o.meet("03-25 10:10", ZHAO)
    o.lot(c, ZHANG)
    o.visit("04-26 10:40", c, ZHANG)
    d = o.subscribe("05-06 11:20", c, ZHANG)
    o.show(d, "first-by-lots", "Zhao Lei goes on long leave; Zhang Wei draws his customer.")

    c = o.meet("03-30 13:30", ZHAO)
    o.visit("04-12 15:20", c, LI, named=[ZHAO], present=[LI])
    o.lot(c, SUN)
    o.visit("05-03 16:10", c, WANG, asked_for=SUN, present=[WANG, SUN])
    d = o.subscribe("05-23 10:10", c, SUN)
    o.show(d, "first-by-lots help", "The help given to Zhao Lei passes with the claim to Sun Yan.")

    c = o.meet("04-03 09:50", ZHAO)
    o.visit("04-10 14:00", c, CHEN)
    o.lot(c, LIU)
    d = o.subscribe("05-11 16:30", c, CHEN)
    o.show(d, "first-by-lots", "The claim keeps its place: before Chen Jing's, though she signs.")


def _launch(o: Office) -> None:
    o.enter(
        "occasions",
        "04-28 09:00",
        活动编号=LAUNCH,
        活动名称="五一开盘",
        开始时间=at("05-01 08:30"),
        结束时间=at("05-03 18:00"),
        负责人=MANAGER,
    )
    c = o.meet("03-26 10:50", ZHOU)
    o.allocate("05-01 08:50", c, WANG, LAUNCH)
    o.visit("05-01 10:00", c, WANG, occasion=LAUNCH)
    d = o.subscribe("05-01 15:10", c, WANG)
    o.show(d, "first-by-allocation", "For the launch the manager gives Zhou Tao's customer to Wang Fang.")

    c = o.customer()
    o.allocate("05-02 09:05", c, CHEN, LAUNCH)
    o.visit("05-02 10:30", c, ZHANG, occasion=LAUNCH)
    d = o.subscribe("05-05 14:40", c, ZHANG)
    o.show(d, "first-by-allocation", "The launch allocation comes before the visit to Zhang Wei.")

    c = o.meet("04-06 16:00", LI)
    o.visit("04-22 10:20", c, SUN, declined=[LI])
    o.allocate("05-03 08:55", c, ZHOU, LAUNCH)
    d = o.subscribe("05-08 13:20", c, SUN)
    o.show(d, "first-by-allocation", "The allocation starts afresh: that Li Na was declined no longer counts.")
