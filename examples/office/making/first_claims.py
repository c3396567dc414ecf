"""Stories about the first entry, how long it is good, and households (5.1, 2.5.1, 5.2, 5.3.11)."""

from __future__ import annotations

from making.office import Office
from making.people import CHEN, LI, LIU, SUN, WANG, ZHANG, ZHOU


def tell(o: Office) -> None:
    """Enter them all."""
    _registers(o)
    _validity(o)
    _nobody(o)
    _households(o)


def _registers(o: Office) -> None:
    c = o.meet("03-02 10:20", ZHANG)
    o.visit("03-15 14:10", c, LI)
    d = o.subscribe("03-20 16:00", c, LI)
    o.show(d, "first-visit", "Zhang Wei received the first visit; the customer came back to Li Na and signed with her.")

    c = o.customer()
    o.call("03-03 09:40", c, WANG)
    o.visit("03-05 11:00", c, LIU)
    d = o.subscribe("03-28 15:20", c, LIU)
    o.show(d, "first-visit", "Wang Fang took the call; Liu Yang received the visit and signed.")

    c = o.customer()
    o.card("03-04 17:10", c, SUN, 备注="展会留资")
    o.visit("03-12 13:30", c, CHEN)
    d = o.subscribe("03-30 10:40", c, CHEN)
    o.show(d, "first-visit", "Sun Yan registered the customer at a fair; Chen Jing signed.")

    c = o.customer()
    o.visit("03-06 10:00", c, LI, asked_for=CHEN, present=[LI, CHEN], note="看过宣传册，点名陈静")
    d = o.subscribe("03-22 15:00", c, LI)
    o.show(d, "first-visit", "On the very first visit the customer asked for Chen Jing, and Li Na received them.")

    c = o.customer()
    o.minute("03-09", c, ZHOU, "朋友饭局认识，意向三房")
    o.visit("03-11 10:30", c, ZHANG)
    d = o.subscribe("03-25 17:00", c, ZHANG)
    o.show(d, "first-visit", "Zhou Tao told of the customer in the evening meeting two days before the first visit.")

    c = o.customer()
    o.visit("03-10 15:30", c, ZHANG, late="03-14 09:10", note="补登")
    o.visit("03-12 11:20", c, LIU)
    d = o.subscribe("03-26 14:00", c, ZHANG)
    o.show(d, "first-visit", "Zhang Wei received the customer first but entered it late, after Liu Yang had.")


def _validity(o: Office) -> None:
    c = o.meet("03-18 10:10", WANG)
    o.visit("04-20 14:40", c, SUN)
    d = o.subscribe("05-18 11:30", c, SUN)
    o.show(d, "first-visit", "Wang Fang's claim of 18 March is good on 18 May, its last day.")

    c = o.meet("03-19 10:10", WANG)
    o.visit("04-21 14:40", c, SUN)
    d = o.subscribe("05-20 11:30", c, SUN)
    o.show(d, "first-visit", "Wang Fang's claim of 19 March is no longer good on 20 May; Sun Yan's is.")

    c = o.meet("03-31 16:45", ZHOU)
    o.visit("05-20 09:50", c, CHEN)
    d = o.subscribe("05-31 16:50", c, CHEN)
    o.show(d, "first-visit", "Zhou Tao's claim of 31 March is good through 31 May.")


def _nobody(o: Office) -> None:
    c = o.meet("03-01 10:50", LI)
    d = o.subscribe("05-15 15:30", c, ZHANG)
    o.show(d, "closer", "Li Na's claim of 1 March has lapsed, nobody else has one, and Zhang Wei signs.")

    c = o.customer()
    d = o.subscribe("04-11 16:20", c, LIU, note="当日直接认购，未登记来访")
    o.show(d, "closer", "No register knows the customer before the subscription.")

    c = o.meet("04-02 10:30", ZHOU)
    o.complain("04-05 16:00", c, ZHOU, "属实", on="04-09", note="接待中言语不当")
    d = o.subscribe("04-12 11:00", c, ZHOU)
    o.show(d, "closer", "Zhou Tao alone served and signed, but a complaint against him was upheld: the department's.")


def _households(o: Office) -> None:
    wife = o.meet("03-07 10:40", CHEN)
    husband = o.meet("03-21 15:10", LI)
    o.link("04-02 11:00", wife, husband)
    d = o.subscribe("04-04 15:40", husband, LI)
    o.show(d, "first-visit", "The husband buys from Li Na; Chen Jing had received his wife two weeks earlier.")

    father = o.meet("03-13 13:50", SUN)
    son = o.meet("03-24 10:20", WANG)
    d = o.subscribe("04-06 14:30", son, WANG)
    o.link("04-13 10:10", father, son, degree="子女", proof="身份证地址一致")
    o.show(d, "first-visit", "That father and son are one household was found a week after the son had bought.")

    one, other = o.meet("03-16 09:30", LIU), o.meet("03-27 13:40", ZHANG)
    d = o.subscribe("04-08 16:10", other, ZHANG, jointly=[one])
    o.show(
        d, "first-visit", "Two customers buy together: Liu Yang had received one of them before Zhang Wei the other."
    )

    one, other = o.meet("03-14 11:30", CHEN), o.meet("03-23 14:50", ZHOU)
    o.link("03-25 17:30", one, other, degree="兄弟姐妹", proof="客户口述")
    o.link("04-10 10:30", one, other, degree="兄弟姐妹", proof="核对户口本，并非一家", undone=True)
    d = o.subscribe("04-12 15:00", other, ZHOU)
    o.show(d, "first-visit", "Two customers were taken for brothers, and the link was taken back.")
