"""The people of the office: eight salespeople and their manager, and customers with made-up names and numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who works in the office; registers write the name, the history holds the id."""

    id: str
    name: str
    team: str
    position: str
    joined_on: date


def _agent(id: str, name: str, team: str, joined_on: str) -> Agent:
    return Agent(id, name, team, "置业顾问", date.fromisoformat(joined_on))


ZHANG = _agent("zhangwei", "张伟", "一组", "2023-02-06")
LI = _agent("lina", "李娜", "一组", "2023-06-19")
WANG = _agent("wangfang", "王芳", "一组", "2024-03-04")
LIU = _agent("liuyang", "刘洋", "一组", "2024-09-02")
CHEN = _agent("chenjing", "陈静", "二组", "2022-11-14")
ZHAO = _agent("zhaolei", "赵磊", "二组", "2023-08-21")
SUN = _agent("sunyan", "孙燕", "二组", "2025-02-17")
ZHOU = _agent("zhoutao", "周涛", "二组", "2025-10-13")
AGENTS = (ZHANG, LI, WANG, LIU, CHEN, ZHAO, SUN, ZHOU)
MANAGER = Agent("qianmin", "钱敏", "", "销售经理", date(2022, 5, 9))

_SURNAMES = (
    "何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛"
)
_GIVEN = [
    "建国",
    "秀英",
    "志强",
    "桂兰",
    "海燕",
    "晓明",
    "丽华",
    "国栋",
    "文静",
    "思远",
    "雨桐",
    "子轩",
    "佳怡",
    "俊杰",
    "婷婷",
    "浩然",
    "雪梅",
    "永康",
    "春梅",
    "立新",
    "玉珍",
    "振华",
    "美玲",
    "少华",
    "家豪",
    "欣怡",
    "一鸣",
    "诗涵",
    "天佑",
    "若曦",
    "明辉",
    "慧敏",
    "志远",
    "小红",
    "卫东",
    "凤英",
    "宏伟",
    "静怡",
    "泽宇",
    "梦洁",
]


@dataclass(slots=True)
class Customer:
    """A customer; the number is given when the books are closed, in the order in which customers came."""

    name: str
    phone: str
    number: str = ""


def customers(rng: Random) -> Iterator[Customer]:
    """Customers without end; no mobile number begins with 100, so nobody can be rung by mistake."""
    names = [surname + given for surname in _SURNAMES for given in _GIVEN]
    rng.shuffle(names)
    for serial, name in enumerate(names, 1):
        tail = f"{serial:04d}"
        middle = f"{rng.randrange(10_000):04d}"
        yield Customer(name, rng.choice((f"100{middle}{tail}", f"100 {middle} {tail}", f"100-{middle}-{tail}")))
