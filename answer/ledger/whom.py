"""The case that another one stands under: that of whom, at the head of its item, of an item before it, or of its list."""

import re
from collections.abc import Sequence

from answer.ledger.cases import bare, is_case, parts_of
from answer.text.values import Figure, segment

_WHO = re.compile(
    "^(?:对|凡)|双方|单方|(?<!或)者|家庭|职工|个人|居民|人员|人才|毕业生|企业|单位|机构|组织|户(?![型籍])|学生|学校|[购房款存请]人|[教医]师|子女|[一二三]孩|(?<!\\d)人(?:$|[(])"
)
ONE, BOTH = re.compile("[一单]方|单(?:职工|缴存|身|人)"), re.compile("双方|双(?:职工|缴存)")
_NTH = re.compile("首套|[一二三两]套|首次|第[一二三]次")
_SAYS = 8  # characters of a case that says of whom
_GRAVER = re.compile("逾期|情节|拒不|警告后|造成|导致|构成")  # what follows from not keeping what the case before says
_GAINS = re.compile("(?:没有|有|无)违法所得的")  # …的,处罚款;有违法所得的,没收违法所得;情节严重的,…
GRADE = re.compile(r"(?:[A-Za-z]{1,3}[+-]*|[甲乙丙丁一二三四五])[级类档等]")
_OF_GRADE = re.compile(
    rf"((?:(?!的)[\u4e00-\u9fff]){{0,6}}(?:等级|级别|类别|评级|评定|评价|结果)(?:(?!的)[\u4e00-\u9fff]){{0,4}}(?:为|是|达到)){GRADE.pattern}"
)
_SAME = 4  # characters that two cases measure the same by
_BEFORE_SAME = re.compile(r"(?![自按])[^\d]+[^\d在于按和或的、]")
_BY_LIST = re.compile("按(?:照)?(?:以下|下列|如下)(?:标准|比例|规定|方式)|分别按|标准(?:如下|为)$")  # what a list is headed with
_ITEMS = 3  # items of a list back to the one that says of whom


def whose(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that one stands under: that of whom at the head of its item or list, or the one before the colon of its list."""
    return _of_whom(text, case, found) or (_parent(text, case, found) if case[1] > case[0] else None)


def _of_whom(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that says of whom, at the head of the item in which one stands that does not, or of the one before it that has a case of the
    same form (对购买首套房的个人,面积为90平方米以下的,…;面积为90平方米以上的,…)."""
    said = text[slice(*case)]
    if grade := GRADE.match(said):  # 信用等级为AA级的,…;A级的,…
        kinds = list(_OF_GRADE.finditer(text, 0, case[0]))
        same = [m for m in kinds if m.group()[-1] == grade.group()[-1]]
        return same[-1].span(1) if same else None
    if _WHO.search(said):
        return _of_sibling(text, case, found)
    item = _item(text, case[0])
    chained = False
    gains = 0
    for back in range(_ITEMS):
        parts = parts_of(text, item, case[0])
        gains += back > 0 and bool(parts) and _GAINS.match(text, parts[0][0]) is not None
        shared = text.find(said[:_SAME], *parts[0]) if back and parts else -1
        if shared > 0 and _BEFORE_SAME.fullmatch(text, parts[0][0], shared):  # 双方合计月缴存额在…以下,…;月缴存额在…
            return parts[0][0], shared
        graver = bool(parts) and back <= 1 + gains and bool(_GRAVER.match(said)) and not _GRAVER.match(text[slice(*parts[0])])
        if parts and not (back and _GAINS.match(text, parts[0][0])) and (lead := _first_of_whom(text, parts, graver, found)):
            alike = (
                back == 0
                or graver
                or chained
                or any(said[:_SAME] in text[slice(*part)] or text[slice(*part)][:3] == said[:3] for part in parts)
            )
            alike = alike and (lead[1] - lead[0] >= _SAYS or text[lead[0]] in "对凡" or text[lead[1] - 1] in "的者")
            return lead if alike and is_case(text, lead, found) and not _contrary(text[slice(*lead)], said) else None
        if item < 2 or text[item - 1] != ";":
            return None
        chained = bool(parts) and text[parts[0][0] : parts[0][0] + 3] == said[:3]
        item = _item(text, item - 1)
    return None


def _of_sibling(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that heads the item before, whose second begins as this one does (购买住房的,借款人及配偶均缴存的,…;借款人一方缴存的,…)."""
    item = _item(text, case[0])
    if item < 2 or text[item - 1] != ";" or bare(text, item, case[1])[0] != case[0]:
        return None
    parts = parts_of(text, _item(text, item - 1), item)
    if len(parts) < 2 or not is_case(text, parts[0], found) or not is_case(text, parts[1], found):
        return None
    said, second = text[slice(*case)], text[slice(*parts[1])]
    alike = _WHO.search(second) is not None and second[:_SAME] == said[:_SAME]
    one_of_both = BOTH.search(second) is not None and ONE.search(said) is not None and not BOTH.search(said)
    return parts[0] if alike or one_of_both and not BOTH.search(text, *parts[0]) else None


def _first_of_whom(text: str, parts: Sequence[tuple[int, int]], graver: bool, found: Sequence[Figure]) -> tuple[int, int] | None:
    """The first of an item's parts that says of whom; of the first two, for what is `graver`, also any case that is not graver itself."""
    for n, part in enumerate(parts):
        said = text[slice(*part)]
        if said[0] in "对凡" or n < 2 and (_WHO.search(said) or graver and not _GRAVER.match(said) and is_case(text, part, found)):
            return part
    return None


def _item(text: str, end: int) -> int:
    """Where the item of a list begins that `end` stands in."""
    return max(text.rfind(mark, 0, end) for mark in ";。:\n") + 1


def _parent(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case before the colon that a list of cases stands behind (有一套住房的家庭:购买…的,…;购买…的,…)."""
    item = case[0]
    for _ in range(_ITEMS + 1):
        item = _item(text, item - 1)
        if item < 2 or text[item - 1] != ";":
            break
    if item < 2 or text[item - 1] != ":":
        return None
    part = bare(text, *segment(text, item - 1))
    if _BY_LIST.search(text[slice(*part)]):  # 对…的旅行社,按以下标准给予奖励:…
        begin = segment(text, part[0])[0]
        part = bare(text, *segment(text, begin - 1)) if begin > 1 and text[begin - 1] == "," else part
    return part if part[1] < case[0] and is_case(text, part, found) else None


def _contrary(lead: str, said: str) -> bool:
    """Whether one case says the first and the other the second of what is counted (首套, 二套)."""
    return _NTH.search(lead) is not None and _NTH.search(said) is not None
