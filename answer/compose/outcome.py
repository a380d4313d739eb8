"""The verdict of a comparison: which side is higher or earlier and by how much, whether they say the same — or that it cannot be told."""

from collections.abc import Sequence
from itertools import combinations

from answer.compose.sides import Side, Stated
from answer.text.measures import comparable, difference, opposed, order
from answer.understand.contest import Contest, Way
from answer.understand.question import short_name
from policy import fold

_ENGLISH = {
    **{"高": "higher", "多": "more", "大": "larger", "长": "longer", "贵": "dearer"},
    **{"低": "lower", "少": "fewer", "小": "smaller", "短": "shorter"},
    **{"早": "earlier", "快": "sooner", "晚": "later", "迟": "later", "慢": "later"},
    **{"严": "stricter", "松": "looser", "宽": "looser"},
}
_UP, _LEVELS = "高多大长", "高多大长低少小短"
_DOWN = (Way.LESS, Way.EARLIER)
_CEILING = ("<=", "<")


def outcome(contest: Contest, sides: Sequence[Side], silent: Sequence[str], english: bool = False) -> str:
    """The verdict on sides of which each has said something; `silent` are the names of those that have not. "" where none can be given."""
    if len(sides) == 1 and silent:
        only = sides[0]
        said = f"（{_said(only, False)}）" if only.stated else ""
        return f"无从比较{' (cannot be compared)' if english else ''}：只找到{only.name}的规定{said}，没有找到{'、'.join(silent)}的。"
    if len(sides) < 2 or not all(side.stated for side in sides) or _of_one_sentence(sides):
        return ""
    if contest.first:
        return _so_or_not(contest, sides, english)
    signs = {(i, j): _order(contest, sides[i], sides[j]) for i, j in combinations(range(len(sides)), 2)}
    dated = _deadlines_differ(sides)
    listed = "，".join(f"{side.name}{_said(side, dated)}" for side in sides)
    if all(sign == 0 for sign in signs.values()):
        first = _said(sides[0], False)
        alike = len({_said(side, False) for side in sides}) == 1
        head = _polar(contest, contest.way is Way.SAME, english)
        return f"{head}相同{' (the same)' if english else ''}：{f'均为{first}' if alike and not dated else listed}。"
    tail = _apart(sides) + ("；期限不同" if dated else "")
    if contest.way in (Way.SAME, Way.APART, Way.CHANGE):
        return _whether(contest, sides, signs, listed, tail, english)
    best = [n for n in range(len(sides)) if all(_sign(signs, n, other) in (0, 1) for other in range(len(sides)) if other != n)]
    if not best or any(sign is None for sign in signs.values()):
        return f"不能直接比较{' (not comparable)' if english else ''}：{listed}，{_why(sides)}。"
    more = "最" if len(sides) > 2 else "更"
    word = f"{more}{contest.word}" + (f" ({_ENGLISH[contest.word[0]]})" if english else "")
    ordered = [*best, *(n for n in range(len(sides)) if n not in best)]
    listed = "，".join(f"{sides[n].name}{_said(sides[n], dated)}" for n in ordered)
    return f"{'、'.join(sides[n].name for n in best)}{word}：{listed}{tail}。"


def _of_one_sentence(sides: Sequence[Side]) -> bool:
    """Whether all that is said for the sides is one sentence, not the same sentence of each."""
    return len({side.told for side in sides}) == 1 and all(len(claim.citations) < len(sides) for claim, _ in sides[0].told)


def _so_or_not(contest: Contest, sides: Sequence[Side], english: bool) -> str:
    """The verdict where it is asked if one side is more so than the other."""
    named = [n for n, side in enumerate(sides) if fold(short_name(side.name)).removesuffix("年") in contest.first]
    first = named[0] if len(named) == 1 else 0
    other = sides[1 - first] if len(sides) == 2 else None
    sign = _order(contest, sides[first], other) if other else None
    listed = "，".join(f"{side.name}{_said(side, False)}" for side in ([sides[first], other] if other else sides))
    if sign is None:
        return f"不能直接比较{' (not comparable)' if english else ''}：{listed}，{_why(sides)}。"
    dated = _deadlines_differ(sides)
    tail = _apart(sides) + ("；期限不同" if dated and contest.way not in (Way.EARLIER, Way.LATER) else "")
    if sign == 0:
        return f"否，相同{' (no, the same)' if english else ''}：{listed}。"
    word = f"更{contest.word}" + (f" ({_ENGLISH[contest.word[0]]})" if english else "")
    more = sides[first] if sign > 0 or other is None else other
    return f"{'是' if sign > 0 else '否'}{(' (yes)' if sign > 0 else ' (no)') if english else ''}，{more.name}{word}：{listed}{tail}。"


def _whether(
    contest: Contest, sides: Sequence[Side], signs: dict[tuple[int, int], int | None], listed: str, tail: str, english: bool
) -> str:
    if any(sign is None for sign in signs.values()) and not any(signs.values()):
        head = "不能视为相同" if contest.way is Way.SAME else "不能直接比较"
        return f"{head}{' (not comparable)' if english else ''}：{listed}，{_why(sides)}。"
    sign = (
        signs.get((0, 1))
        if contest.way is Way.APART and len(sides) == 2 and all(s.measure for side in sides for s in side.stated)
        else None
    )
    if sign and contest.word and contest.word in _LEVELS:
        more = sides[0 if (sign > 0) == (contest.word in _UP) else 1]
        return f"{more.name}更{contest.word}{f' ({_ENGLISH[contest.word]})' if english else ''}：{listed}{tail}。"
    heads = {Way.SAME: ("不同", "not the same"), Way.APART: ("有差别", "they differ"), Way.CHANGE: ("不同", "they differ")}
    said, told = heads[contest.way]
    said = f"{_polar(contest, contest.way is Way.CHANGE, english)}{said}"
    return f"{said}{f' ({told})' if english else ''}：{listed}{tail}。"


def _polar(contest: Contest, so: bool, english: bool) -> str:
    """是 or 否, where that is asked for."""
    if not contest.polar:
        return ""
    return f"{'是' if so else '否'}{(' (yes)' if so else ' (no)') if english else ''}，"


def _sign(signs: dict[tuple[int, int], int | None], one: int, other: int) -> int | None:
    sign = signs[(one, other)] if one < other else signs[(other, one)]
    return sign if one < other or sign is None else -sign


def _order(contest: Contest, one: Side, other: Side) -> int | None:
    """1 where one side is more what is asked for than the other (higher, earlier, stricter), 0 where it is as much, None where unknown."""
    found = {_of(contest, a, b) for a in one.stated for b in other.stated}
    return found.pop() if len(found) == 1 else None


def _of(contest: Contest, a: Stated, b: Stated) -> int | None:
    if a.measure and b.measure:
        sign = order(a.measure, b.measure)
        if sign is None:
            return None
        if contest.way in (Way.STRICTER, Way.LOOSER):
            ceiling = [x.op in _CEILING or x.unit in ("日", "月", "工作日", "小时") and x.op == "=" for x in (a.measure, b.measure)]
            if ceiling[0] != ceiling[1]:
                return None
            return -sign if ceiling[0] != (contest.way is Way.LOOSER) else sign
        return -sign if contest.way in _DOWN else sign
    if a.day and b.day and not a.measure and not b.measure:
        later = (a.day > b.day) - (a.day < b.day)
        return later if contest.way in (Way.LATER, Way.LOOSER, Way.MORE) else -later
    return None


def _said(side: Side, dated: bool) -> str:
    return "、".join(dict.fromkeys(f"{s.said}{f'（{s.deadline}）' if dated and s.day else ''}" for s in side.stated))


def _deadlines_differ(sides: Sequence[Side]) -> bool:
    """Whether the figures of the sides are for other days, as far as they say for which."""
    return len({s.day for side in sides for s in side.stated if s.measure and s.day}) > 1


def _apart(sides: Sequence[Side]) -> str:
    """By how much two sides differ, where each says one figure."""
    one, *others = [side.stated for side in sides]
    if len(others) != 1 or len(one) != 1 or len(others[0]) != 1 or not one[0].measure or not others[0][0].measure:
        return ""
    apart = difference(one[0].measure, others[0][0].measure)
    return f"，相差{apart}" if apart else ""


def _why(sides: Sequence[Side]) -> str:
    """Why figures cannot be ordered."""
    measures = [s.measure for side in sides for s in side.stated]
    if any(m is None for m in measures):
        return "没有可比的数值"
    known = [m for m in measures if m]
    if any(opposed(known[0], m) for m in known):
        return "分别是下限和上限"
    if not all(comparable(known[0], m) for m in known):
        return "口径不同"
    if len({(m.low, m.high) for m in known}) == 1:
        return "数值相同而要求不同"
    return "各有几个数值"
