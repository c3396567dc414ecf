"""The office at work: each method is something that happens and is written into its register."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from making import remarks
from making.books import LATER, Row, new_books
from making.cells import Product
from making.deals import Deal, units
from making.people import MANAGER, Agent, Customer, customers

YEAR = 2026
FIRST_DAY, LAST_DAY = date(YEAR, 3, 1), date(YEAR, 5, 31)


def at(when: str | datetime) -> datetime:
    """An instant of the year: ``03-05 10:20``."""
    return when if isinstance(when, datetime) else datetime.fromisoformat(f"{YEAR}-{when}")


@dataclass(frozen=True, slots=True)
class Shown:
    """A deal that shows something: the clauses that shape it, in order, and what happened."""

    deal: Deal
    clauses: tuple[str, ...]
    story: str


class Office:
    """Registers that fill up, and who has to be in on which day."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.books = new_books()
        self.customers: list[Customer] = []
        self.deals: list[Deal] = []
        self.shown: list[Shown] = []
        self.needed: set[tuple[date, Agent]] = set()
        self.errands: dict[tuple[date, Agent], tuple[datetime, datetime]] = {}
        self.minuted: dict[date, list[tuple[Customer, Agent, str]]] = {}
        self.lots: list[tuple[Customer, Agent]] = []
        self._new_customers = customers(self.rng)
        self._new_units = units(self.rng)

    def customer(self) -> Customer:
        """Somebody new."""
        one = next(self._new_customers)
        self.customers.append(one)
        return one

    def show(self, deal: Deal, clauses: str, story: str) -> None:
        """Keeps a deal for the table in the README: its clauses by id, and its story."""
        self.shown.append(Shown(deal, tuple(clauses.split()), story))

    def enter(self, book: str, when: str | datetime, *, late: str | datetime | None = None, **cells: object) -> None:
        """Writes a row; *late* is when it was entered, if not at once."""
        happened = at(when)
        entered = at(late) if late is not None else happened
        sheet = self.books[book]
        row: dict[str, object] = {}
        for heading in sheet.headings:
            if heading in ("日期", "登记日期"):
                row[heading] = happened.date()
            elif heading == "时间":
                row[heading] = happened.time()
        if late is not None:
            row[LATER] = entered
        sheet.rows.append(Row(entered, {**row, **cells}))

    # ------------------------------------------------------------------------------------------------ touchpoints

    def call(self, when: str | datetime, customer: Customer, agent: Agent, **more: object) -> None:
        """A customer telephones."""
        self._in(when, agent)
        about = self.rng.choice(remarks.CALLS)
        self.enter("calls", when, 客户编号=customer, 电话=customer.phone, 接听人=agent, 咨询内容=about, **more)

    def visit(
        self,
        when: str | datetime,
        customer: Customer,
        agent: Agent,
        *,
        asked_for: Agent | None = None,
        named: Iterable[Agent] = (),
        declined: Iterable[Agent] = (),
        forgot: bool = False,
        present: Iterable[Agent] | None = None,
        late: str | None = None,
        occasion: str | None = None,
        note: str | None = None,
    ) -> None:
        """A customer comes and *agent* receives them."""
        self._in(when, agent, *(present or ()), *((asked_for,) if asked_for else ()))
        rng, happened = self.rng, at(when)
        later = happened + timedelta(days=rng.randrange(3, 12), minutes=30 * rng.randrange(-4, 5))
        bought_nothing = rng.random() < 0.8
        self.enter(
            "visits",
            when,
            late=late,
            客户编号=customer,
            电话=customer.phone,
            接待人=agent,
            点名=asked_for,
            客户称曾接待=tuple(named) or None,
            拒绝=tuple(declined) or None,
            忘记=forgot or None,
            在场=None if present is None else tuple(present),
            活动=occasion,
            接待环节=remarks.STAGES[: rng.randrange(2, 6)],
            未购原因=rng.choice(remarks.NOT_BOUGHT) if bought_nothing else None,
            下次预约=later if bought_nothing and rng.random() < 0.5 else None,
            备注=note,
        )

    def card(self, when: str | datetime, customer: Customer, agent: Agent, **more: object) -> None:
        """An agent writes a customer's card."""
        rng = self.rng
        phone = customer.phone if rng.random() < 0.8 else f"{customer.phone}、100{rng.randrange(10**8):08d}"
        self.enter(
            "customers",
            when,
            客户编号=customer,
            客户姓名=customer.name,
            电话=phone,
            客户级别=rng.choice("AABBBCCD"),
            来源=rng.choice(remarks.SOURCES),
            意向户型=rng.choice(remarks.LAYOUTS),
            建档人=agent,
            **more,
        )

    def meet(self, when: str, agent: Agent, customer: Customer | None = None, **visit: object) -> Customer:
        """A first visit, and the card that the agent writes a quarter of an hour later."""
        customer = customer or self.customer()
        self.visit(when, customer, agent, **visit)  # type: ignore[arg-type]  # the words of a visit are of many types
        self.card(at(when) + timedelta(minutes=15), customer, agent)
        return customer

    def follow(self, when: str | datetime, customer: Customer, agent: Agent) -> None:
        """An agent follows a customer up."""
        channel = self.rng.choice(("电话", "电话", "微信", "面谈"))
        reached = self.rng.random() < 0.85
        text = self.rng.choice(remarks.FOLLOW_UPS) if reached else "无人接听"
        self.enter(
            "follow-ups",
            when,
            客户编号=customer,
            跟进人=agent,
            跟进方式=channel,
            联系上="是" if reached else "否",
            跟进内容=text,
        )

    def minute(self, day: date | str, customer: Customer, agent: Agent, note: str = "") -> None:
        """A line of the evening meeting."""
        on = day if isinstance(day, date) else at(f"{day} 20:00").date()
        self.minuted.setdefault(on, []).append((customer, agent, note or self.rng.choice(remarks.MINUTES)))

    # ------------------------------------------------------------------------------------------------------ deals

    def subscribe(
        self,
        when: str | datetime,
        customer: Customer,
        agent: Agent,
        *,
        jointly: Iterable[Customer] = (),
        note: str = "",
    ) -> Deal:
        """A customer signs, and pays the deposit."""
        self._in(when, agent)
        closed_at, unit = at(when), next(self._new_units)
        deal = Deal(customer, agent, unit, closed_at)
        self.deals.append(deal)
        deposit = self.rng.choice((20_000, 30_000, 50_000))
        self.enter(
            "subscriptions",
            when,
            认购编号=deal,
            客户编号=customer,
            共同买受人=tuple(jointly) or None,
            房号=unit.number,
            面积=unit.area,
            单价=unit.unit_price,
            总价=Product("面积", "单价", unit.price),
            定金=deposit,
            成交人=agent,
            备注=note or None,
        )
        self.pay(closed_at + timedelta(minutes=20), deal, deposit, "定金")
        return deal

    def pay(self, when: datetime, deal: Deal, amount: object, purpose: str) -> None:
        """A payment comes in; receipts are numbered when the books are closed."""
        self.enter("payments", when, 认购编号=deal, 金额=amount, 款项=purpose)

    def withdraw(self, when: str, deal: Deal, reason: str, note: str | None = None) -> None:
        """A buyer withdraws before the contract."""
        deal.withdrawn = True
        self.enter("withdrawals", when, 认购编号=deal, 退房原因=reason, 经办人=MANAGER, 备注=note)

    # ------------------------------------------------------------------------------------------ what managers write

    def complain(
        self, when: str, customer: Customer, against: Agent, outcome: str = "", on: str = "", note: str = ""
    ) -> None:
        """A customer complains; *outcome* and *on* say how and when it was decided, if it was."""
        self.enter(
            "complaints",
            when,
            客户编号=customer,
            被投诉人=against,
            处理结果=outcome or None,
            处理日期=at(f"{on} 00:00").date() if on else None,
            处理人=MANAGER if outcome else None,
            备注=note or None,
        )

    def link(
        self, when: str, *linked: Customer, degree: str = "配偶", proof: str = "户口本", undone: bool = False
    ) -> None:
        """Customers are found to be one household (or, *undone*, found not to be)."""
        self.enter(
            "customer-links",
            when,
            关联客户=linked,
            关系="家庭",
            称谓=degree,
            依据=proof,
            解除="解除" if undone else None,
        )

    def refer(self, when: str, referrer: Customer, customer: Customer, late: str | None = None) -> None:
        """An old customer brings a new one."""
        self.enter("referrals", when, late=late, 老客户编号=referrer, 新客户编号=customer)

    def discount(self, when: str, customer: Customer, agent: Agent, note: str) -> None:
        """A customer asks an agent for a better price."""
        self.enter("discounts", when, 客户编号=customer, 找谁=agent, 备注=note)

    def search(self, when: str, customer: Customer, by: Agent, found: Agent) -> None:
        """The books are searched for who served a customer before."""
        self.enter("register-searches", when, 客户编号=customer, 查档人=by, 原登记人=found)

    def allocate(self, when: str, customer: Customer, agent: Agent, occasion: str) -> None:
        """The manager says whose a customer is for a launch."""
        self.enter("allocations", when, 活动=occasion, 客户编号=customer, 分配给=agent, 分配人=MANAGER)

    def dispute(self, when: str, kind: str, **cells: object) -> None:
        """A quarrel, a settlement, a ruling or its defiance."""
        by = None if kind == "协商" else MANAGER
        self.enter("quarrels-and-rulings", when, 类别=kind, 处理人=by, **cells)

    def rule(
        self,
        when: str,
        deal: Deal,
        ruling: str,
        credit: Mapping[object, str],
        commission: Mapping[object, str],
        why: str,
    ) -> None:
        """The manager rules on a deal."""
        self.dispute(
            when, "裁定", 认购编号=deal, 业绩分配=dict(credit), 佣金分配=dict(commission), 裁定编号=ruling, 理由=why
        )

    def lot(self, customer: Customer, drawn: Agent) -> None:
        """A lot is drawn for a customer of the agent who goes on leave."""
        self.lots.append((customer, drawn))

    # ---------------------------------------------------------------------------------------------------- presence

    def errand(self, agent: Agent, gone: str, back: str) -> None:
        """An agent is out for part of a day."""
        self.errands[at(gone).date(), agent] = (at(gone), at(back))
        self._in(gone, agent)

    def _in(self, when: str | datetime, *agents: Agent) -> None:
        self.needed.update((at(when).date(), agent) for agent in agents)
