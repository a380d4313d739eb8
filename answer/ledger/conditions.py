"""To whom, or in which case, a figure applies: 购买第二套住房的, 未按规定备案的, 对年营业收入2000万元以上的企业."""

import re
from collections.abc import Sequence

from answer.ledger.cases import DATED, OF, RULES, bare, closed, is_case
from answer.ledger.whom import BOTH, GRADE, ONE, whose
from answer.text.values import Figure, segment

_PARTS = 5  # parts of a sentence between the case and the figure that it governs
_LONGEST = 130  # characters from the first part of a case to its last
_FIRST, _SECOND = re.compile("首套|首次|第一[套次]"), re.compile("二套|第二[套次]")
_SETTLED = re.compile("结清|还清|[拥已]有|有[一1]套|未还")  # 已结清首次贷款的: says of whom a second one is
_TOLD_CASE = re.compile(r"\s*((?:建筑)?面积[^,;。]{2,24}?(?:的|以[上下](?:[(][^()]*[)])?))(?=由|按|给予|可|一次性|发放)")
_AND = re.compile(r"\s*(?:且|并且?(?![购行网联])|同时|以及|或者?|及(?!时|其))")
_SAME_CASE = re.compile("(?<=;)\\s*(?:(?:可以?|并)*处|对其)")  # …的,责令改正;可以处五万元罚款
_PENALTY = re.compile("(?:可以?|并|单)*处(?!理|置)")
_GRAVER = re.compile("情节|后果|逾期|拒不|仍不|造成|再次|屡教")  # … than the deed that the sentence began with
_ON_WHOM = re.compile("对(?:单位|个人|企业|其?(?:直接)?责任人员?)")  # of the same deed, one fine each
_NO_DEED = re.compile(
    "^(?:违反|自本|限期|根据|按照|依照|依据|除|第|在.{2,12}(?:中|内|时|期间)$)|的$|责令|没收|罚|由[^,;。]{2,40}(?:处|给予)|应当|不得|必须|可以"
)
_ONCE_DONE = re.compile(  # 并联竣工验收备案后: in which case, not by when
    "[^,;。\\d]{0,16}(?:验收|备案|封顶|办结|完成|登记|审核|缴清|入住|交付|达标|认定|获批)(?:备案|登记|合格|通过)?(?:之?后|以后)|在[^,;。\\d]{2,20}期间"
)
_SHORT_OF = re.compile(r"(?:不足|(?<!不)(?:低于|少于)|不到)\d")


def condition(text: str, figure: Figure, found: Sequence[Figure], named: Sequence[int]) -> list[tuple[int, int]]:
    """The spans of a folded sentence that say in which case its figure applies; none where nothing does, or where its name (the offsets
    `named`) says so already. `found` are all figures of the sentence: what sets another one is no case.

    Looked for before the part that holds the figure, back to a semicolon or a colon that no case stands before; the nearest run of
    such parts counts. One that does not say of whom (购买装配式住房的) is preceded by the one at the head of its item that does.
    """
    start, _ = segment(text, figure.start)
    own = _within(text, start, figure, named, found)
    run: list[tuple[int, int]] = []
    skipped = 0
    at = start
    while at >= 2 and (text[at - 1] not in ";。!?\n" or at == start and _SAME_CASE.match(text, at)) and skipped <= _PARTS:
        begin, end = segment(text, at - 1)
        part, colon, at = bare(text, begin, end), text[at - 1] == ":", begin
        after = not figure.is_limit and _ONCE_DONE.fullmatch(text, *part) is not None
        if is_case(text, part, found) or after or _goes_with(text, part, begin, run, found):
            run.append(part)
        elif run or colon:
            break
        else:
            skipped += 1
    far = own[1] > own[0] and run and run[0][1] < start - 1
    apart = [own] if far and not RULES.search(text[slice(*own)]) else []
    if own[1] > own[0] and not far:
        run.insert(0, own)
    while len(run) > 1 and run[0][1] - run[-1][0] > _LONGEST:
        run.pop()
    name = "".join(text[i] for i in named)
    if run and _PENALTY.match(name):
        run += _deed_before(text, run[-1][0], found)
    run = [part for part in run if not _opposed(text[slice(*part)], name)]
    span = closed(text, run[-1][0], run[0][1]) if run else (start, start)
    graver = _GRAVER.match(text, span[0]) and text[span[0] - 1 : span[0]] == ";" or _ON_WHOM.fullmatch(text, *span)
    if run and graver and (deed := _first_case(text, span[0], found)):
        return [deed, span]
    told = {*named}
    untold = sum(i not in told for i in range(*span))
    asked = span
    if not run and (told_case := _TOLD_CASE.match(text, start)):  # the name itself says a case: 面积在90平方米以下的由财政补贴
        asked = told_case.span(1)
    lead = whose(text, asked, found)
    bounded = _SHORT_OF.search(text[slice(*span)]) is not None  # 余额不足3万元的: the name says no more than 余额
    if untold <= (span[1] - span[0]) / 2 and not bounded and not (lead and GRADE.match(text, span[0])):
        return [*([lead] if lead and asked[1] > asked[0] and not {*range(*lead)} & told else []), *apart]
    return [*([lead] if lead and not _opposed(text[slice(*lead)], name) else []), span, *apart]


def _first_case(text: str, end: int, found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that a sentence or its item begins with, for what is said behind a semicolon (…的,责令改正;情节严重的,…)."""
    start = max(text.rfind(mark, 0, end) for mark in "。:\n") + 1
    part = bare(text, *segment(text, start))
    return part if part[1] < end and is_case(text, part, found) else None


def _deed_before(text: str, start: int, found: Sequence[Figure]) -> list[tuple[int, int]]:
    """The parts of a sentence before a case that tell of the same deed: 使用器具,不听劝阻的,处五百元以下罚款."""
    parts: list[tuple[int, int]] = []
    while start >= 2 and text[start - 1] == ",":
        begin, end = segment(text, start - 1)
        part = bare(text, begin, end)
        goes_on = bool(parts) and _AND.match(text, parts[-1][0]) is not None
        if part[1] - part[0] < 3 or any(begin <= f.at < end for f in found) or _NO_DEED.search(text[slice(*part)]) and not goes_on:
            break
        parts.append(part)
        start = begin
    return parts


def _goes_with(text: str, part: tuple[int, int], begin: int, run: Sequence[tuple[int, int]], found: Sequence[Figure]) -> bool:
    """Whether a part that is no case by itself is half of one: the half before 且… (双方均缴存,且在本市购房的), or that half itself."""
    if any(part[0] <= f.at < part[1] for f in found) or part[1] - part[0] < 3 or RULES.search(text[slice(*part)]):
        return False
    if run and _AND.match(text, segment(text, run[-1][0])[0]):
        return not DATED.fullmatch(text[slice(*part)])
    if not _AND.match(text, begin) or "的" not in text[slice(*part)]:
        return False
    first = segment(text, begin - 1)
    return begin > 1 and text[begin - 1] == "," and is_case(text, bare(text, *first), found)


def _opposed(said: str, name: str) -> bool:
    """Whether a case is of both partners, or of a first home, and the name of one partner, or of a second home, or the other way round:
    the case of another item of the list."""
    first, second = _FIRST.search(said), _SECOND.search(name)
    settled = _SETTLED.search(said) is not None
    if not settled and first and second and not _SECOND.search(said) or _SECOND.search(said) and _FIRST.search(name) and not first:
        return True  # 首次购房的,首付比例按20%执行,二套房按30%执行
    return bool(ONE.search(name) and BOTH.search(said) or BOTH.search(name) and ONE.search(said)) and not (
        ONE.search(said) and BOTH.search(said)
    )


def _within(text: str, start: int, figure: Figure, named: Sequence[int], found: Sequence[Figure]) -> tuple[int, int]:
    """What stands before the name in the figure's own part and says a case: 对首套住房的职工, 拥有1套住房的家庭."""
    first = min((i for i in named if i < figure.start), default=figure.start)
    begin, end = bare(text, max([start, *(f.end for f in found if start < f.end <= first)]), first)
    if by := re.match("由[^,;。对]{2,20}(?=对)", text[begin:end]):
        begin += by.end()
    if text[begin : begin + 1] == "对" and (each := re.search("(?<=..)(?:每[人名位生户家])?(?:每[年月])?$", text[begin:end])):
        end = begin + each.start()
    if by := re.search("(?<=..)(?:(?:分别)?按照?|分别给予(?:每[^,;。]{1,4})?)$", text[begin:end]):
        end = begin + by.start()
    said = text[begin:end]
    return (
        (begin, end)
        if (len(said) > 3 or said in ("对单位", "对个人", "对企业"))
        and not re.search("[和或、]$|或者$|(?:应当?|须)[在于][^,;。]*的$|^对.{1,4}的$|^按|^给予|^一次性|^向|[后起]的?$", said)
        and re.search(rf"的$|的[^,;。的]{{0,12}}{OF}(?:[(][^()]*[)])?$|^对[^,;。]+$|^[^,;。的]{{3,}}{OF}(?:[(][^()]*[)])?$", said)
        and not DATED.fullmatch(said)
        else (start, start)
    )
