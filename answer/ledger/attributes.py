"""Figures that only tell what kind of thing a noun behind them is: 超过10年的设备, 至少一名子女的家庭."""

import re

from answer.ledger.grades import BRACKET
from answer.ledger.setting import SETTING
from answer.text.values import Figure

PERSONS = re.compile("的[^,;。的]{0,8}(?:家庭|职工|人|人员|户|者|居民|学生|毕业生|人才|大学生|青年|业主|单位|企业|项目|证明|师)$")
_QUALIFIES = re.compile(
    "(?:[且并、][^,;。]*)?的[^,;。]{1,24}(?:可以?|不计|享受|给予|免予|不得)|[且并][^,;。]*的[^,;。]{0,16}(?:车辆|对象|家庭|企业|单位|项目|人员)(?:[,;。]|$)"
)
_OF_THINGS = re.compile(
    "(?:[、和及或/][\\d.]+%?)*的[^,;。的]{0,12}(?:住房|房屋|家庭|职工|人员|企业|单位|项目|车辆|建筑)(?:[,;。]|$)|的(?:[^,;。的]{0,16}的)?[^,;。的]{0,12}(?:用地|地块|楼盘)(?:[,;和]|$)"
)
_OF_SOMEONE = re.compile("(?:家庭|职工|人员|企业|个人)[(](?:[^()]*,)?(?:其中)?(?:至少|含|有|须)[^()]*$")  # 家庭(至少有1个未成年子女)
_COUNTED_OUT = re.compile(
    "(?:、[^,;。]{2,20})?的[^,;。的]{1,14},(?:其[^,;。]{2,8})?(?:不计|不纳入|可不|不受|不作|免予?)"
)  # 宽度不大于0.8米的飘窗,不计入面积
_LISTED_OUT = re.compile("的[^,;。的]{1,14},(?:[^;。]{2,40},)*[^;。]{0,40}(?:可?不计(?:入|算)?|不纳入)(?:容积率|计容|建筑面积)")
_OF_SIZE = re.compile("(?:收入|产值|投资|规模|资产|税收|[总金销]额)$")
_SIZED = re.compile("(?:[\u4e00-\u9fff]{0,8})(?:企业|项目|工程|单位)(?=[,;。、])")
_WHOSE = re.compile("[^,;。应]{1,14}的[^,;。]")


def is_attribute(text: str, figure: Figure, before: str, touched: str) -> bool:
    """Whether the figure only tells what kind of thing a noun behind it is (超过10年的设备, 至少一名子女的家庭)."""
    bracket = BRACKET.match(text, figure.end)
    behind = text[bracket.end() if bracket else figure.end :]
    free = not SETTING.search(before)
    if behind[:1] == "级" and "吨" in figure.unit:  # 万吨级船舶
        return True
    if touched == "至少" and figure.value == "1" and _WHOSE.match(behind) and not SETTING.search(re.sub("提供$", "", before)):
        return True
    if _OF_SIZE.search(before) and text[figure.until : figure.end].endswith("以上") and _SIZED.match(behind):
        return True  # 对10家营业收入10亿元以上服务业企业
    if touched == "至少" and re.search("(?:提供|出示|提交)$", before) and "证明" in behind.split(",")[0]:
        return True
    if touched == "至少" and re.match("[为是]?未(?:满|成年)", behind):  # 多子女家庭为养育二个以上子女,且至少一个未成年
        return True
    if (
        re.search("适用$", before)
        and re.match("征收率|预征率|税率", behind)
        or re.match("(?:、[^,;。]{2,6})?(?:基本)?比例尺|地形图", behind)
    ):
        return True
    if figure.unit in ("条", "层", "级", "名", "人") and re.match(
        "以上[^,;。]{2,8}的(?:道路|公路|街道)", text[figure.until :]
    ):  # what kind of road
        return True
    if figure.is_share and re.search("占[^,;。]{0,8}$", before + touched) and re.match("的[\u4e00-\u9fff]", behind):
        return True  # 占世界五分之一的国家
    if re.search("(?:至少|最少)有?$", before) and _WHOSE.match(behind):
        return not re.search("应|须", before)
    if re.match("不(?:超过|低于|少于|高于)$", touched) and free and PERSONS.match(behind.split(",")[0]) and not re.search("应|须", before):
        return True
    if not figure.is_limit and _OF_THINGS.match(behind) and free and not re.search("应|须|不", before + touched):
        return True
    if before.endswith("(") and not touched and behind[:1] == ")" and figure.end > figure.until or behind[:2] == "等)":
        return True
    if _OF_SOMEONE.search(text[: figure.start]) or touched == "至少" and _OF_SOMEONE.search(text[: figure.at]):
        return True
    if behind[:2] == ")的" and "(" in before:
        return True
    if touched[:1] == "不" and free and (_COUNTED_OUT.match(behind) or _LISTED_OUT.match(behind)):
        return True
    if _QUALIFIES.match(behind) and not re.search("应当|必须|给予|按", before + touched):
        return True
    attributive = figure.op in ("<", ">") and re.match("[^,;。]{0,30}的[^,;。]", behind)
    return bool(attributive) and re.match("不(?![足满])", touched) is None and not (figure.is_share and figure.base)
