"""单选 on the word of a sentence that tells what follows, who decides, how often or how far: that word among others of its family."""

import re
from collections.abc import Iterator

from exam.choosing import chosen
from exam.desk import HOLE, Desk, tail
from exam.facts import Fact, unheaded
from policy.exam import Item, ItemKind

_STOP = "(?=[，。；]|$)"
# (where a word of the family stands, the family); all of a family fit the place, and no two say the same.
_FAMILIES = tuple(
    (re.compile(pattern), family)
    for pattern, family in (
        (
            "(?<!可以)(?:从轻或者减轻|不予|从重)(?:行政)?处罚" + _STOP,
            ("不予行政处罚", "从轻或者减轻行政处罚", "从重处罚", "加倍处罚"),
        ),
        ("(?<=的，)依法给予处分" + _STOP, ("依法给予处分", "依法追究刑事责任", "依法给予行政处罚", "予以通报批评")),
        ("(?<=人员)依法给予处分" + _STOP, ("依法给予处分", "依法给予行政处罚", "予以通报批评", "予以诫勉谈话")),
        ("(?:连带|按份)责任" + _STOP, ("连带责任", "按份责任", "补充责任", "公平责任")),
        ("吊销(?=[\u4e00-\u9fff]{0,8}(?:证|照|证件)" + _STOP + ")", ("吊销", "暂扣", "变更", "注销")),
        ("(?<=移送)司法机关", ("司法机关", "司法行政部门", "上级行政机关", "本级人民政府")),
        ("(?<=只能由)(?:法律|行政法规)(?=设定|规定)", ("法律", "行政法规", "地方性法规", "部门规章")),
        ("每(?:年|半年|季度|月)(?=(?:至少|应当|要|组织|开展|举办|召开|向|对))", ("每年", "每半年", "每季度", "每月")),
        ("(?<!不)(?:基本|全面)(?=建成|形成|实现|建立)", ("基本", "全面", "初步", "率先")),
        (
            "(?<=由)行政机关负责人(?=[\u4e00-\u9fff]{0,6}(?:决定|批准|审批|签发))",
            ("行政机关负责人", "法制审核人员", "案件承办人员", "办案机构负责人"),
        ),
        ("(?<=以)委托行政机关(?=名义)", ("委托行政机关", "受委托组织", "上级行政机关", "同级人民政府")),
    )
)  # fmt: skip
_LOW = 16  # characters of a sentence around the word that is asked for


def turned(fact: Fact, desk: Desk) -> Iterator[Item]:
    """The word with three others that are certainly wrong in its place."""
    text = fact.said.text
    for pattern, family in _FAMILIES:
        found = list(pattern.finditer(text))
        if len(found) != 1 or len(text) > 90:
            continue
        start, end = found[0].span()
        key, rest = text[start:end], text[:start] + text[end:]
        if len(rest) < _LOW or unheaded(fact, rest) or any(word in rest for word in family):
            continue
        wrong = [word for word in family if word != key and desk.wrong(word, (key,), rest, fact.clause)][:3]
        if len(wrong) == 3:
            stem = desk.under(fact.clause) + text[:start] + HOLE + text[end:]
            yield chosen(ItemKind.SINGLE, fact, desk, stem + tail(stem), (key,), wrong, ("中", "一词之差"), "理解")
