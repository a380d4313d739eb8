"""Figures that are dealt out to the members of a list: 博士、硕士毕业生分别补贴5万元、3万元. Offsets are those of a folded sentence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.text.values import Figure, segment

_BESIDE = re.compile(r"(?:、|和|及|与|以及|,|/|或者?)(?:[由从][^,;。、]{1,12}|最高|最低)? ?")
_EACH = re.compile("分别")
_BAR, _COMMA = re.compile("/"), re.compile("、")
_BY = re.compile(r"\s*(?:[^,;。]{1,4}时)?(?:凭|根据|依据|经|不受|不限|不分)")
_SEPARATOR = re.compile("、|/|以及|和(?!谐)|与(?!会)|及(?!时|格|以)|或者?")
_LEVELS = re.compile("(?:国家|省|市|县|区|州)级?(?:(?:、|和|及|与)(?:国家|省|市|县|区|州)级?)+")
_OPENS = re.compile(".*(?:[的按为凡)即]|对于?|给予|认定|获得|取得|属于)(?=.)")
_CLOSES = re.compile("[的在购于按为分、,;(]|给予|享受|可以?|应|每")
_NTH = re.compile("(?:首|第[一二三])[次套批年]|[二三]套")
_DEGREE = re.compile("(?:全日制)?(?:博士|硕士|本科|专科|大专)|[一二三特]等|(?:国家|省|市|县)级")
_SOMEONE = re.compile(
    "(?:博士|硕士|研究生|本科生?|专科生?|大专生?|毕业生|技师|高级工|人才|[一二三]孩|家庭|职工|人员|企业|项目|[县市区省]级?|医院|学校)(?:以上)?$"
)
_SUM = re.compile(r"\d[\d.]*(?:[万亿]?[元人名家户个件项吨亩]|(?:平方)?米|%)")
_LONGEST, _BACK = 20, 8  # characters of what members share; parts of the sentence that a list may stand before its figures
_BRACKETS = re.compile(r"[(][^()]*[)]")


@dataclass(frozen=True, slots=True)
class _List:
    """The members of a list as spans, and the span of what stands behind the last and belongs to each."""

    members: tuple[tuple[int, int], ...]
    shared: tuple[int, int]


def bounded(text: str, found: Sequence[Figure]) -> list[Figure]:
    """The same figures, the bound of the first of a row that is dealt out given to the others too (分别不超过5万元、3万元)."""
    figures = list(found)
    for number, figure in enumerate(found):
        first = figures[_row(text, found, number)[0]]
        if figure.op == "=" and first.op in (">=", "<=") and first is not figure:
            figures[number] = replace(figure, op=first.op)
    return figures


def dealt(text: str, found: Sequence[Figure], number: int, names: Sequence[Sequence[int]]) -> list[int]:
    """The name of a figure with the member of the list that it is dealt to alone; the name as it is where there is no such list. `names`
    are those of the figures up to it: the first of a row may name what all of them are of."""
    row = _row(text, found, number)
    each = _each(text, found, row)
    phrase = names[number]
    if len(row) < 2 or each is None:
        return list(phrase)
    members = _members(text, len(row), each, found[row[0]].start, _BAR if _is_barred(text, found, row) else _SEPARATOR)
    if members is None:
        return list(phrase if len(phrase) > 1 else names[row[0]])
    own = members.members[row.index(number)]
    opens = _SUM.search(text, *members.members[0]) if own != members.members[0] and _alone(text, own) else None
    of = range(members.members[0][0], opens.start()) if opens else range(0)  # 年产值超过3000万元、2000万元的企业
    whole = (members.members[0][0], members.members[-1][1])
    if inside := any(whole[0] <= i < whole[1] for i in names[row[0]]):
        phrase = names[row[0]]
    figures = range(found[row[0]].start, found[number].start)
    kept = [i for i in phrase if not whole[0] <= i < whole[1] and i not in figures and not each <= i < each + len(_EACH.pattern)]
    if inside:
        before = [i for i in kept if i < whole[0]]
        before = [] if "".join(text[i] for i in before) in ("明确", "将", "对", "统一") else before
        return [*before, *of, *range(*own), *(i for i in kept if i >= whole[0])]
    return [*of, *range(*own), *(i for i in range(*members.shared) if i not in kept), *kept]


def _alone(text: str, member: tuple[int, int]) -> bool:
    """Whether a member begins with an amount, the only one in it."""
    return _SUM.match(text, member[0]) is not None and len(_SUM.findall(_BRACKETS.sub("", text[slice(*member)]))) == 1


def _row(text: str, found: Sequence[Figure], number: int) -> list[int]:
    """The numbers of the figures that stand side by side with one, itself among them."""
    first = last = number
    while first and _BESIDE.fullmatch(text[found[first - 1].end : found[first].start]):
        first -= 1
    while last + 1 < len(found) and _BESIDE.fullmatch(text[found[last].end : found[last + 1].start]):
        last += 1
    row = list(range(first, last + 1))
    return row if _each(text, found, row) is not None else [number]


def _each(text: str, found: Sequence[Figure], row: Sequence[int]) -> int | None:
    """Where it is said that the figures of a row are dealt out: at 分别 before them, or at the first where bars part them."""
    first = found[row[0]]
    said = [m.start() for m in _EACH.finditer(text, max(0, first.start - 24), first.at)]
    if said and not re.search("[;。]", text[said[-1] : first.at]):
        return said[-1]
    return first.start if _is_barred(text, found, row) or _is_dealt_unsaid(text, found, row) else None


def _is_dealt_unsaid(text: str, found: Sequence[Figure], row: Sequence[int]) -> bool:
    """Whether as many things are named as there are figures beside one another, though nothing says that each has its own: 首套房、
    二套房利率降至4%和5%, and any list of three and more."""
    first = found[row[0]]
    parts = [text[found[a].end : found[b].start] for a, b in zip(row, row[1:], strict=False)]
    if len(row) < 2 or not all(part in ("、", "和", "及", "与", ",") for part in parts) or len({found[n].unit for n in row}) > 1:
        return False
    listed = _members(text, len(row), first.start, first.start, _SEPARATOR)
    if listed is None:
        return False
    said = [_BRACKETS.sub("", text[slice(*member)]) for member in listed.members]
    nth = all(_NTH.search(member) for member in said) and len(set(said)) == len(said)
    if all(_DEGREE.match(member) for member in said):
        return True
    ends = [member[-2:] for member in said]
    pair = len(row) == 2 and ends[0] == ends[1] and said[0] != said[1]  # 战略人才和领军人才…100万元和50万元
    return nth or (len(row) > 2 or pair) and all(_SOMEONE.search(member) for member in said)


def _is_barred(text: str, found: Sequence[Figure], row: Sequence[int]) -> bool:
    """Whether the figures of a row stand as 60万元/100万元."""
    return len(row) > 1 and text[found[row[0]].end : found[row[1]].start] == "/"


def _members(text: str, count: int, each: int, begin: int, separator: re.Pattern[str]) -> _List | None:
    """The nearest list of as many members as there are figures, between `each` and the first of these at `begin`, or before `each`."""
    parts = _pieces(text, each + len(_EACH.pattern), begin, separator) if begin > each else []
    if len(parts) == count:  # 分别给予博士、硕士每人5万元、3万元
        return _list(text, parts)
    at = each
    either: _List | None = None
    for back in range(_BACK):
        start, end = segment(text, at)
        if _BY.match(text, start):  # 凭户口本和出生证明: not those who get it
            at = start - 1
            continue
        for level in _LEVELS.finditer(text, start, min(end, each)):
            if len(parts := _pieces(text, *level.span(), separator)) == count:
                return _List(tuple(parts), _shared(text, level.end(), min(end, each)))
        parts = _pieces(text, start, min(end, each), separator)
        if len(parts) > count and len(coarse := _pieces(text, start, min(end, each), _COMMA)) == count:  # 博士、硕士及技师 are two
            if all(b - a > 2 for a, b in parts):
                return _coarse(text, coarse)
            parts = coarse
        near = back < 3 and len(parts) > count and _OPENS.match(text, *parts[-count])
        if count > 1 and (len(parts) == count or near):
            listed = _list(text, parts[-count:])
            if not _is_either(text, listed):
                return listed
            either = either or listed
        if start < 2 or text[start - 1] in ";。:":
            break
        at = start - 1
    return either


def _is_either(text: str, listed: _List) -> bool:
    """Whether members stand as 普通住房或改善型住房, and are no ranks: what goes for either, where another list tells the figures apart."""
    between = [text[a[1] : b[0]] for a, b in zip(listed.members, listed.members[1:], strict=False)]
    said = [text[slice(*member)] for member in listed.members]
    ranks = all(_SOMEONE.search(one) or _DEGREE.match(one) or _NTH.search(one) for one in said)
    return not ranks and all(part in ("或", "或者") for part in between)


def _coarse(text: str, parts: Sequence[tuple[int, int]]) -> _List:
    """The list whose members are pairs themselves (博士、硕士和技师): the last one is taken whole, and nothing is shared."""
    (start, end), (begin, until) = parts[0], parts[-1]
    opens = _OPENS.match(text, start, end)
    closes = _CLOSES.search(_BRACKETS.sub(lambda m: "\u25a0" * len(m.group()), text[begin:until]))
    stop = begin + closes.start() if closes else until
    return _List(((opens.end() if opens else start, end), *parts[1:-1], (begin, stop)), (stop, stop))


def _pieces(text: str, start: int, end: int, separator: re.Pattern[str]) -> list[tuple[int, int]]:
    """A stretch of text cut at the words that part the members of a list, none of them within brackets."""
    hidden = _BRACKETS.sub(lambda m: "\u25a0" * len(m.group()), text[start:end])
    cuts = [(m.start() + start, m.end() + start) for m in separator.finditer(hidden)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]


def _list(text: str, parts: Sequence[tuple[int, int]]) -> _List:
    """The list whose first piece begins with other words and whose last one ends with what all members share."""
    (start, end), (begin, until) = parts[0], parts[-1]
    opens = _OPENS.match(text, start, end)
    first = (opens.end() if opens else start, end)
    if (nth := _NTH.search(text, *first)) and all(_NTH.match(text, part[0]) for part in parts[1:]):  # 双职工首次、第二次申请
        first = nth.span()
    before = parts[-2] if len(parts) > 2 else first
    model = _BRACKETS.sub("", text[before[0] : before[1]])
    of = text.find("的", begin, until)
    same = text.find(model[-1:], begin, min(until if of < 0 else of, begin + _LONGEST))
    if same < 0 and text[end : end + 1] == "/" and len(model) > 2:  # 市区个人/夫妻贷款额度: no end tells where a member begins
        first, model = (end - 2, end), model[-2:]
    whole = text[until : until + 1] == "," and of < 0 and 5 <= len(model) >= until - begin - 1  # nothing behind it that all share
    stop = same + 1 if same >= 0 else until if whole else min(until, begin + len(model))
    stop += 2 if text.startswith("双方", stop) else 0
    if text[stop : stop + 1] == "(" and (close := text.find(")", stop, until)) > 0:
        stop = close + 1
    return _List((first, *parts[1:-1], (begin, stop)), _shared(text, stop, until))


def _shared(text: str, start: int, end: int) -> tuple[int, int]:
    closes = _CLOSES.search(text, start, end)
    return start, min(closes.start() if closes else end, start + _LONGEST)
