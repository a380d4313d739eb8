"""What a text tells of as done or as so: it sets no target."""

import re

from answer.ledger.setting import GOAL

REPORTS = re.compile("报告$|报告\\(|工作报告|总结|发布会|答记者问|综述|纪实|案例|成效|白皮书|会议在|会议$|召开$|公报")
REVIEW = re.compile(
    "回顾|过去.{1,4}年|工作总结|年工作情况|取得[^,。]{0,8}(?:成[就绩效]|进展|突破)|成效(?:显著|明显)|主要成效"
    "|(?:^|[、) ])(?:发展|工作)(?:现状|基础|成就)|现状[与和及]|面临的?形势|发展评价|调查(?:结果|显示|情况)|情况分析"
)
REPORTED = re.compile(
    r"居(?:全国|全省|全市)|位居|同比|是\d{4}年末?的[\d.]+倍|比\d{4}年(?:末|底)?(?:提高|增长|增加|下降|减少|提升)|[较比](?:上年|去年|年初)|与同期"
)
_ACHIEVED = re.compile(
    "过去的?一年|[一五]年来|(?:再?上|迈上)新台阶|(?:取得|实现|迈出)(?:了?新|积极|显著|重大|明显)[^,。]{0,4}(?:突破|进展|成效|成绩|步伐)|超额完成[^,。]{0,12}任务|[到至][^,;。]{4}年的[^,;。]{1,4}年[中间里]"
)
GIVEN = re.compile(
    "给予[^,;。]{0,24}(?:奖|补)|(?:最高|每[^,;。]{1,6}|再|的,?)奖励|每[户家人](?:给予)?(?:奖|补)|奖励[^,;。]{0,4}\\d"
)  # … of whoever grew by so much
# Signs of a text that tells what is so; a clause with two of them reports, whatever its title says.
TELLS = re.compile(
    r"截至20\d\d年|同比[^,;。]{0,4}(?:增|减|提|降|升|下)|已(?:覆盖|建成|融入|达(?!到?[^,;。\d]{2,12}的)|形成|完成|实现|接入)|累计(?:完成|达|建成|办结|接入|受理|建设|培育)|创[^,;。]{0,6}新高"
    r"|从20\d\d年的[^,;。]{2,12}(?:提|增|升|降)|居(?:世界|全球|全国|全省)第"
)
TELLING = 2


def is_told(folded: str, before: bool) -> bool:
    """Whether a sentence reports what was done: it says so, or goes on from one that did without turning to what is to come."""
    if GOAL.search(folded.replace("使", "")) or re.search("今年|下一步|明年", folded):
        return False
    return before or _ACHIEVED.search(folded) is not None
