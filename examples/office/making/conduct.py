"""Stories about complaints, quarrels, settlements and rulings (5.3.4, 5.4)."""

from __future__ import annotations

from making.office import Office
from making.people import CHEN, LI, LIU, SUN, WANG, ZHANG, ZHOU

DEPARTMENT = "部门"


def tell(o: Office) -> None:
    """Enter them all."""
    _complaints(o)
    _disputes(o)


def _complaints(o: Office) -> None:
    c = o.meet("03-14 14:00", ZHANG)
    o.visit("03-27 15:30", c, CHEN)
    o.complain("04-02 09:40", c, ZHANG, "属实", on="04-16", note="私自承诺赠送车位")
    d = o.subscribe("04-11 15:10", c, CHEN)
    o.show(d, "first-visit", "The complaint was filed before the closing and upheld after it: Zhang Wei is barred.")

    c = o.meet("03-15 10:20", SUN)
    o.complain("04-07 11:30", c, SUN, "不属实", on="04-10", note="等候时间长")
    d = o.subscribe("04-18 10:30", c, ZHOU)
    o.show(d, "first-visit", "The complaint was dismissed: Sun Yan keeps the customer.")

    c = o.meet("05-04 10:10", LIU)
    o.visit("05-13 14:40", c, WANG, declined=[LIU])
    o.complain("05-19 16:20", c, LIU, note="称多次来电骚扰，调查中")
    d = o.subscribe("05-24 11:00", c, WANG)
    o.show(d, "declined complaint-open", "A complaint is open: the fifth that Liu Yang would have waits.")

    c = o.meet("05-07 13:10", CHEN)
    o.visit("05-16 10:00", c, LI)
    o.complain("05-25 10:40", c, CHEN, note="称报价前后不一，待核实")
    d = o.subscribe("05-29 15:30", c, LI)
    o.show(d, "first-visit complaint-open", "Upholding the open complaint would change everything: all of it waits.")


def _disputes(o: Office) -> None:
    c = o.meet("03-18 15:50", WANG)
    o.visit("03-31 10:40", c, LIU)
    d = o.subscribe("04-10 11:00", c, LIU)
    o.dispute("04-11 09:20", "争抢", 认购编号=d, 当事人=(WANG, LIU), 备注="在接待大厅争吵")
    o.show(d, "quarrel", "Wang Fang and Liu Yang quarrelled over the deal: the department's.")

    c = o.meet("04-08 10:20", ZHOU)
    o.visit("04-19 15:00", c, ZHANG)
    o.dispute("04-19 18:20", "争抢", 客户编号=c, 当事人=(ZHOU, ZHANG), 备注="当客户面争抢")
    d = o.subscribe("04-27 14:20", c, ZHANG)
    o.show(d, "quarrel", "They quarrelled over the customer, before there was a deal.")

    c = o.meet("03-20 10:30", LI)
    o.visit("04-03 13:10", c, SUN, declined=[LI])
    d = o.subscribe("04-13 16:00", c, SUN)
    o.dispute(
        "04-17 19:00", "协商", 认购编号=d, 当事人=(LI, SUN), 业绩分配={SUN: "100%"}, 佣金分配={SUN: "70%", LI: "30%"}
    )
    o.show(d, "ruling", "The two settled on thirty per cent where the clause gives twenty.")

    c = o.meet("03-22 16:40", CHEN)
    o.visit("04-06 11:40", c, ZHOU)
    d = o.subscribe("04-17 15:30", c, ZHOU)
    halves = {CHEN: "1/2", ZHOU: "1/2"}
    o.rule(
        "04-22 19:30",
        d,
        "CD01",
        halves,
        {CHEN: "40%", ZHOU: "40%", DEPARTMENT: "20%"},
        "两人均有实质跟进，培训费归部门",
    )
    o.show(d, "ruling", "The manager ruled: half the credit each, and a part for the department.")

    c = o.meet("03-24 11:50", LIU)
    o.visit("04-09 15:20", c, LI)
    d = o.subscribe("04-21 10:00", c, LI)
    o.rule("04-24 19:10", d, "CD02", {LIU: "1"}, {LIU: "60%", LI: "40%"}, "首访为刘洋，李娜促成")
    o.dispute("04-29 18:50", "不服从", 裁定编号="CD02", 不服从人=LI)
    o.show(d, "ruling", "Li Na defied the ruling: the department's.")
