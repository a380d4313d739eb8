"""What a question says of the answer that is wanted and of what it is for, which is no matter of it: 请全部列出, 共几个, 备课用."""

import re

from policy import fold

_ALL = "(?:全部|逐一|逐[项条个]|一一|一个不[漏落]|都|完整|尽量|分别|依次|简要|详细)*(?:地|的)?"
_TELLS = (
    "(?:列(?:[出全给举清]|一?下|个清单)|说(?:[说明清全出]|一?下)|写(?:[全出清]|一?下)|讲(?:[讲清]|一?下)|点(?:出|一?下)"
    "|指出|给出|数(?:一数|出)|注明|标明|回答|告诉)"
)
_ORDER = (
    f"(?:请|麻烦|帮我?|烦请|并|再|最好|顺便|要求?|需要|你)*(?:你|您)?(?:把|将)?(?:它们|名称|名字|内容)?{_ALL}{_TELLS}[^,;。?!]{{0,8}}"
    "|(?:总共|一共|共|合计|拢共)(?:有|是)?几(?:个|条|项|类|种|点|道)?(?:呢)?"
    "|(?:全部|都)?列(?:全|给我|出来)|(?:请|要)?一[个张条项]?都?[不别][漏少落][^,;。?!]{0,8}"
)
_FOR = (
    "(?:我?(?:在|要|正|们)*)?(?:备课|出题|做?课件|写(?:材料|稿子?|报告|方案|论文)|开会|汇报|培训|命题|做?ppt|讲课|上课|考试)(?:用|要用|需要|时用)?"
    "|(?:领导|上面)要(?:口径|数据?|材料)"
)
_ASIDE = re.compile(f"(?:(?<=[,;。?!])|^)\\s*(?:(?:{_ORDER})(?=[,;。?!]|$)|(?:{_FOR})(?=[,;:。?!]|$))[,;:。?!]*")
_LEAST = 4  # characters of a question


def without_orders(question: str) -> str:
    """A question without the clauses that only say how it is to be answered, or what for; as it was where nothing is left.

    >>> without_orders("备课用：人民调解要做成哪几个化？请一个不漏列出来，并说说共几个。")
    '人民调解要做成哪几个化？'
    """
    folded, left, at = fold(question), "", 0  # folding keeps every place
    for aside in _ASIDE.finditer(folded):
        left, at = left + question[at : aside.start()], aside.end()
    left += question[at:]
    return left if len(left) > _LEAST else question
