"""Stories about what a customer wants: declined, asked for, forgot, named; and discounts (5.3.1, 5.3.2, 5.3.5-8)."""

from __future__ import annotations

from making.office import Office
from making.people import CHEN, LI, LIU, SUN, WANG, ZHANG, ZHAO, ZHOU


def tell(o: Office) -> None:
    """Enter them all."""
    _declined(o)
    _asked_for(o)
    _forgot(o)
    _named(o)
    _discounts(o)


def _declined(o: Office) -> None:
    c = o.meet("03-03 13:10", ZHANG)
    o.visit("03-17 10:00", c, LI, declined=[ZHANG], note="客户称沟通不畅，希望换人")
    d = o.subscribe("03-29 14:20", c, LI)
    o.show(d, "declined", "The customer declines Zhang Wei, whose claim is good, in favour of Li Na.")

    c = o.meet("03-08 11:10", SUN)
    o.visit("03-20 15:40", c, WANG, declined=[SUN], asked_for=CHEN, present=[WANG, CHEN, SUN])
    d = o.subscribe("04-03 10:50", c, CHEN)
    o.show(d, "declined", "The customer declines Sun Yan and asks for Chen Jing; Wang Fang only received.")

    c = o.meet("03-05 09:50", LIU)
    o.visit("03-13 16:20", c, ZHOU)
    o.visit("03-22 10:40", c, LI, declined=[LIU, ZHOU])
    d = o.subscribe("04-05 11:10", c, LI)
    o.show(d, "declined", "Two agents with good claims are declined and share the fifth.")

    c = o.meet("03-02 15:30", ZHOU)
    o.visit("03-20 09:40", c, LI, declined=[ZHOU])
    d = o.subscribe("05-10 13:30", c, LI)
    o.show(d, "declined", "The claim of the agent declined has lapsed by the closing: Li Na has all.")


def _asked_for(o: Office) -> None:
    c = o.meet("03-09 10:30", ZHANG)
    o.visit("03-21 11:20", c, WANG, asked_for=WANG, present=[ZHANG, WANG])
    d = o.subscribe("04-02 15:50", c, WANG)
    o.show(d, "asked-for", "On a later visit the customer asks for Wang Fang: half and half with Zhang Wei.")

    c = o.meet("03-10 10:10", CHEN)
    o.visit("03-18 13:20", c, LIU)
    o.visit("03-29 10:20", c, SUN, asked_for=SUN)
    d = o.subscribe("04-10 16:40", c, SUN)
    o.show(d, "asked-for", "Two earlier agents with good claims share the other half.")

    c = o.meet("03-01 14:00", LIU)
    o.visit("04-15 11:50", c, ZHANG, asked_for=ZHOU, present=[ZHANG, ZHOU])
    d = o.subscribe("05-09 10:20", c, ZHOU)
    o.show(d, "asked-for", "The one earlier claim has lapsed: the agent asked for has all.")


def _forgot(o: Office) -> None:
    c = o.meet("03-04 10:20", WANG)
    o.visit("03-19 14:00", c, LI, forgot=True, note="客户记不清上次是谁接待")
    o.search("03-19 17:40", c, LI, WANG)
    d = o.subscribe("03-31 11:40", c, WANG)
    o.show(d, "forgot", "The customer forgot who had served them; the search found Wang Fang, who also closes.")

    c = o.meet("03-11 13:40", CHEN)
    o.visit("03-26 10:30", c, ZHOU, forgot=True)
    o.search("03-27 09:20", c, SUN, CHEN)
    d = o.subscribe("04-09 14:50", c, ZHOU)
    o.show(d, "forgot", "The same, and the receiver closes: the credit is his, the commission halved.")

    c = o.meet("03-12 16:10", LIU)
    o.visit("03-28 11:10", c, ZHANG, forgot=True)
    d = o.subscribe("04-07 10:10", c, ZHANG)
    o.show(d, "forgot", "Nobody searched for the earlier agent: the receiver has all.")

    c = o.meet("03-06 15:20", SUN)
    o.visit("04-18 10:50", c, WANG, forgot=True)
    o.search("04-18 18:10", c, WANG, SUN)
    d = o.subscribe("05-12 15:10", c, WANG)
    o.show(d, "forgot", "The agent found has no claim that is still good.")


def _named(o: Office) -> None:
    c = o.meet("03-02 11:20", ZHANG)
    o.visit("03-09 15:10", c, LI)
    o.visit("03-23 10:10", c, LI, named=[ZHANG, LI])
    d = o.subscribe("04-01 13:50", c, LI)
    o.show(d, "named-several", "The customer names two agents with good claims, one of whom receives.")

    c = o.meet("03-05 13:00", CHEN)
    o.visit("03-12 10:40", c, SUN)
    o.visit("03-25 14:30", c, LIU, named=[CHEN, SUN], present=[LIU, SUN, WANG])
    d = o.subscribe("04-06 10:30", c, SUN)
    o.show(d, "named-several", "Of the two named, Sun Yan was there.")

    c = o.meet("03-07 09:40", WANG)
    o.visit("03-15 11:00", c, ZHOU)
    o.visit("03-30 15:50", c, CHEN, named=[ZHOU, WANG], present=[])
    d = o.subscribe("04-11 11:50", c, ZHOU)
    o.show(
        d,
        "named-several help",
        "Neither of the two named was there: the first named has the customer, Chen Jing helped.",
    )

    c = o.meet("03-08 14:20", ZHAO)
    o.visit("03-22 15:00", c, LIU, named=[ZHAO], present=[LIU, ZHAO])
    d = o.subscribe("04-04 10:00", c, LIU)
    o.show(d, "named-one", "The customer named Zhao Lei, who was there; Liu Yang opened no claim and helped nobody.")


def _discounts(o: Office) -> None:
    c = o.meet("03-10 11:40", ZHOU)
    o.discount("03-24 10:00", c, LI, "问能否再优惠两个点")
    d = o.subscribe("04-03 16:20", c, LI)
    o.show(d, "discount", "The customer went to Li Na for a discount only: Zhou Tao's.")

    c = o.meet("03-13 10:00", WANG)
    o.visit("03-26 16:00", c, ZHANG, declined=[WANG])
    o.discount("03-26 16:40", c, ZHANG, "称换人只为多要折扣")
    d = o.subscribe("04-09 11:20", c, ZHANG)
    o.show(d, "discount", "A discount sought outranks that Wang Fang was declined.")

    c = o.meet("03-17 15:10", LIU)
    o.discount("03-30 10:50", c, LIU, "向原置业顾问申请优惠")
    o.discount("04-03 14:10", c, SUN, "又找孙燕问折扣")
    d = o.subscribe("04-14 15:30", c, SUN)
    o.show(d, "discount", "Asking the holder himself for a discount changes nothing; asking Sun Yan neither.")
