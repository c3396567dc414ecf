"""The office's books: one sheet for each register, its columns, and the rows entered so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

LATER = "登记时间"  # filled where an entry was made later than it happened


@dataclass(slots=True)
class Row:
    """One row: when it was entered (which orders the sheet), and its cells by heading."""

    entered: datetime
    cells: dict[str, object]


@dataclass(slots=True)
class Sheet:
    """A register: its Chinese name, the name of its CSV file and its headings.

    *merged* columns hold one cell for all rows of a day, as a clerk merges them.
    """

    name: str
    file: str
    headings: tuple[str, ...]
    merged: tuple[str, ...] = ()
    rows: list[Row] = field(default_factory=list[Row])


def _sheet(name: str, file: str, headings: str, merged: str = "") -> Sheet:
    return Sheet(name, file, tuple(headings.split()), tuple(merged.split()))


def new_books() -> dict[str, Sheet]:
    """Empty registers, by the name of their CSV file."""
    sheets = (
        _sheet("员工", "staff", "工号 姓名 组别 岗位 入职日期"),
        _sheet("考勤", "attendance", "日期 姓名 上班 下班 离岗原因"),
        _sheet("轮值表", "rota", "日期 轮序"),
        _sheet(
            "客户登记", "customers", f"登记日期 时间 客户编号 客户姓名 电话 客户级别 来源 意向户型 建档人 {LATER} 备注"
        ),
        _sheet("来电登记", "calls", f"日期 时间 客户编号 电话 接听人 咨询内容 {LATER} 备注"),
        _sheet(
            "来访登记",
            "visits",
            "日期 时间 客户编号 电话 接待人 点名 客户称曾接待 拒绝 忘记 在场 活动 接待环节 未购原因 下次预约 "
            f"{LATER} 备注",
        ),
        _sheet("跟进记录", "follow-ups", "日期 时间 客户编号 跟进人 跟进方式 联系上 跟进内容"),
        _sheet(
            "认购登记",
            "subscriptions",
            f"日期 时间 认购编号 客户编号 共同买受人 房号 面积 单价 总价 定金 成交人 {LATER} 备注",
        ),
        _sheet("小定登记", "small-deposits", "日期 时间 认购编号 客户编号 房号 经办人 小定金额"),
        _sheet("收款登记", "payments", "日期 时间 认购编号 收据号 金额 款项"),
        _sheet("签约登记", "contracts", "日期 时间 认购编号 合同编号 总价 付款方式"),
        _sheet("退房登记", "withdrawals", "日期 时间 认购编号 退房原因 经办人 备注"),
        _sheet("晚会记录", "evening-meeting", "会议日期 主持人 客户编号 汇报人 客户情况", merged="会议日期 主持人"),
        _sheet("投诉登记", "complaints", "日期 时间 投诉编号 客户编号 被投诉人 处理结果 处理日期 处理人 备注"),
        _sheet("老带新登记", "referrals", f"日期 时间 老客户编号 新客户编号 {LATER} 备注"),
        _sheet("客户关系", "customer-links", "日期 时间 关联客户 关系 称谓 依据 解除 备注"),
        _sheet("活动登记", "occasions", "日期 时间 活动编号 活动名称 开始时间 结束时间 负责人"),
        _sheet("开盘分配", "allocations", "日期 时间 活动 客户编号 分配给 分配人 备注"),
        _sheet("客户移交", "hand-overs", "日期 移交人 移交原因 客户编号 抽中人 抽签种子 主持人"),
        _sheet("折扣申请", "discounts", "日期 时间 客户编号 找谁 备注"),
        _sheet("查档登记", "register-searches", "日期 时间 客户编号 查档人 原登记人 备注"),
        _sheet(
            "纠纷处理",
            "quarrels-and-rulings",
            "日期 时间 类别 认购编号 客户编号 当事人 业绩分配 佣金分配 不服从人 裁定编号 理由 处理人 备注",
        ),
    )
    return {sheet.file: sheet for sheet in sheets}
