"""To whom, or in which case, a figure applies: 购买第二套住房的, 未按规定备案的, 对年营业收入2000万元以上的企业."""

import re
from collections.abc import Sequence

from answer.text.sentences import ANSWERS
from answer.text.values import Figure, segment

_PARTS = 5  # parts of a sentence between the case and the figure that it governs
_LONGEST = 130
_LEAD = re.compile(
    rf"(?:{ANSWERS}|\s|[-—、,\"“”]|[(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[.)、](?!\d)|[一二三四五六七八九十]是|[①-⑳]|其中|同时|另外|此外|但是?|且|并且?|以及|而)+"
)
_OF = (
    "(?:家庭|职工|个人|居民|人员|人才|毕业生|企业|单位|机构|组织|项目|地块|[土用]地|园区|设备|住[房宅]|用房|商品房|房屋|地区|县|市|村|户|者|农户|学生|学校|车辆"
    "|申请人|购房人|借款人|缴存人|对象)"
)
_CASE = re.compile(
    rf"(?:[^其目]的(?:部分)?|(?<![\u4e00-\u9fff])者|情[形况]下?|前提下|条件下|(?:[\u4e00-\u9fff](?<![同及随按临即])时)|的[^,;。的]{{0,12}}{_OF})(?:[(][^()]*[)])?$"
    rf"|^(?:对于?(?![照比口外接]|[^,;。]{{0,4}}(?:进行|实行|开展|予以))|凡|若|如(?!期|实|下|何)|属于|符合|购买|租赁|首次|第[一二三]次|[首一二三]套|新建(?!筑)|新购|使用|建造|出售|非本)[^,;。]*[^,;。后前起内]$"
    r"|以[上下](?:[(][^()]*[)])?$|(?:(?<!不)(?<!不得)(?:超过|满|低于|高于|大于|小于)|不足|未满|不满)(?=[^,;。]*(?:[\d一二三四五六七八九十百两]|标准|水平|平均))[^,;。]{1,10}$|[后起]至[^,;。]{2,20}前$"
    r"|^(?:夫妻)?(?:[单双]方|一方)[^,;。]{0,8}缴存[^,;。]{0,8}公积金$"
    r"|^[^,;。]{0,16}每[\u4e00-\u9fff]{2,8}(?:\d+|[一两])[名个家辆吨件例台户人][^,;。]{0,6}$"
    r"|^(?:借款人|购房人|申请人|缴存人|入住)[^,;。]*[^,;。后前起内]$"
    rf"|^[^,;。由]{{0,24}}{_OF}[^,;。]{{0,30}}(?:购买|购置|购建|(?<!性)租赁|租住|申请|使用)[^,;。]*(?:房|贷款)$"
    r"|^在[^,;。]{2,40}(?:购买?|买|租赁?|租住)[^,;。]{0,12}房$|^为[^,;。]{2,40}(?:购买|租赁|租住)[^,;。]{0,12}房$"
    r"|^[^,;。的]{2,16}(?:家庭|职工|人员|企业|个人)(?:[(][^()]*[)])?$"
    r"|^(?!或|所|.*(?:扶持|支持|鼓励|培养|通过|服务))[^,;。]{2,60}(?:(?<!或)者|毕业生|人才)$|^[^,;。、]{2,12}(?:、[^,;。、]{2,12})+(?:人员|家庭|学生)$"
)
_WHO = re.compile(
    "^(?:对|凡)|双方|单方|(?<!或)者|家庭|职工|个人|居民|人员|人才|毕业生|企业|单位|机构|组织|户(?![型籍])|学生|学校|[购房款存请]人|[教医]师|子女|[一二三]孩|(?<!\\d)人(?:$|[(])"
)
_NTH = re.compile("首套|[一二三两]套|首次|第[一二三]次")
_SAYS = 8  # characters of a case that says of whom
_GRAVER = re.compile("逾期|情节|拒不|警告后|造成|导致|构成")  # what follows from not keeping what the case before says
_ONE = re.compile("[一单]方|单(?:职工|缴存|身|人)")
_BOTH = re.compile("双方|双(?:职工|缴存)")
_RULES = re.compile("不得|给予|予以|发放|应当|必须|享受|补贴标准")
_TOLD_CASE = re.compile(r"\s*((?:建筑)?面积[^,;。]{2,24}?(?:的|以[上下](?:[(][^()]*[)])?))(?=由|按|给予|可|一次性|发放)")
_AND = re.compile(r"\s*(?:且|并且?(?![购行网联])|同时|以及|或者?|及(?!时|其))")
_SAME_CASE = re.compile("(?<=;)\\s*(?:(?:可以?|并)*处|对其)")  # …的,责令改正;可以处五万元罚款
_PENALTY = re.compile("(?:可以?|并|单)*处(?!理|置)")
_NO_DEED = re.compile(
    "^(?:违反|自本|限期|根据|按照|依照|依据|除|第|在.{2,12}(?:中|内|时|期间)$)|的$|责令|没收|罚|由[^,;。]{2,40}(?:处|给予)|应当|不得|必须|可以"
)
_GAINS = re.compile("(?:没有|有|无)违法所得的")  # …的,处罚款;有违法所得的,没收违法所得;情节严重的,…
_LABEL = re.compile("[(][一二三四五六七八九十]{1,2}[)](?=[\u4e00-\u9fff])")
_GRADE = re.compile(r"(?:[A-Za-z]{1,3}[+-]*|[甲乙丙丁一二三四五])[级类档等]")
_OF_GRADE = re.compile(
    rf"((?:(?!的)[\u4e00-\u9fff]){{0,6}}(?:等级|级别|类别|评级|评定|评价|结果)(?:(?!的)[\u4e00-\u9fff]){{0,4}}(?:为|是|达到)){_GRADE.pattern}"
)
_SHORT_OF = re.compile(r"(?:不足|(?<!不)(?:低于|少于)|不到)\d")
_SAME = 4  # characters that two cases measure the same by
_BEFORE_SAME = re.compile(r"(?![自按])[^\d]+[^\d在于按和或的、]")
_ITEMS = 3  # items of a list back to the one that says of whom
_STATES = re.compile(
    r"^为(?:满足|进一步|支持|了|加大|促进|推动|落实|更好)|^(?:力争|确保|到\d|实施|建[设立成]|推[进动]|开展|打造|培育|支持(?![^,;。]*(?:家庭|职工|人才|人员|居民)[^,;。]{0,12}(?:购买|购置|租赁)[^,;。]*房$)|加强|完善|鼓励|引导|规范|落实|加快|提[高升供]|组织|深化|强化|健全|制定|发展|优化|保障|坚持)"
    r"|^将[^,;。]*(?:列为|纳入|作为)|^.*(?:由不|由\d|不收费|免收|发出|作以下|补贴总价|提供优惠)"
    r"|^对(?!.*的$)(?!.*的[^,;。的]{0,12}(?:家庭|职工|个人|人员|人才|企业|单位|机构|组织|项目|地块|土地|楼盘|业务|活动|产品|群体|对象|用户|者)$).*(?<!未)(?:降低|提高|加强|开展|进行|实行|实施|予以|给予|免收|减免|加大)"
)
_SETS_A_RULE = re.compile(r"(?:应当|(?<![相对响适供效反感回])应(?![急对])|必须|不得|可以?(?=[按向]))[^,;。的]*$")
DATED = re.compile(
    r"(?:自|从|在|于|至|截至|截止)?[^,;。]{0,8}(?:\d{4}年|\d{1,2}月)[^,;。]{0,24}(?:前|起|止|期间|底|末|内|日)(?:[(]含[)])?$"
)


def condition(text: str, figure: Figure, found: Sequence[Figure], named: Sequence[int]) -> list[tuple[int, int]]:
    """The spans of a folded sentence that say in which case its figure applies; none where nothing does, or where its name (the offsets
    `named`) says so already. `found` are all figures of the sentence: what sets another one is no case.

    Looked for before the part that holds the figure, back to a semicolon or a colon that no case stands before; the nearest run of
    such parts counts. One that does not say of whom (购买装配式住房的) is preceded by the one at the head of its item that does.
    """
    start, _ = segment(text, figure.start)
    own = _within(text, start, figure, named)
    run: list[tuple[int, int]] = []
    skipped = 0
    at = start
    while at >= 2 and (text[at - 1] not in ";。!?\n" or at == start and _SAME_CASE.match(text, at)) and skipped <= _PARTS:
        begin, end = segment(text, at - 1)
        part, colon, at = _bare(text, begin, end), text[at - 1] == ":", begin
        if _is_case(text, part, found) or _goes_with(text, part, begin, run, found):
            run.append(part)
        elif run or colon:
            break
        else:
            skipped += 1
    far = own[1] > own[0] and run and run[0][1] < start - 1
    apart = [own] if far and not _RULES.search(text[slice(*own)]) else []
    if own[1] > own[0] and not far:
        run.insert(0, own)
    while len(run) > 1 and run[0][1] - run[-1][0] > _LONGEST:
        run.pop()
    name = "".join(text[i] for i in named)
    if run and _PENALTY.match(name):
        run += _deed_before(text, run[-1][0], found)
    run = [part for part in run if not _opposed(text[slice(*part)], name)]
    span = _closed(text, run[-1][0], run[0][1]) if run else (start, start)
    told = {*named}
    untold = sum(i not in told for i in range(*span))
    asked = span
    if not run and (told_case := _TOLD_CASE.match(text, start)):  # the name itself says a case: 面积在90平方米以下的由财政补贴
        asked = told_case.span(1)
    lead = _whose(text, asked, found)
    bounded = _SHORT_OF.search(text[slice(*span)]) is not None  # 余额不足3万元的: the name says no more than 余额
    if untold <= (span[1] - span[0]) / 2 and not bounded and not (lead and _GRADE.match(text, span[0])):
        return [*([lead] if lead and asked[1] > asked[0] and not {*range(*lead)} & told else []), *apart]
    return [*([lead] if lead and not _opposed(text[slice(*lead)], name) else []), span, *apart]


def _deed_before(text: str, start: int, found: Sequence[Figure]) -> list[tuple[int, int]]:
    """The parts of a sentence before a case that tell of the same deed: 使用器具,不听劝阻的,处五百元以下罚款."""
    parts: list[tuple[int, int]] = []
    while start >= 2 and text[start - 1] == ",":
        begin, end = segment(text, start - 1)
        part = _bare(text, begin, end)
        goes_on = bool(parts) and _AND.match(text, parts[-1][0]) is not None
        if part[1] - part[0] < 3 or any(begin <= f.at < end for f in found) or _NO_DEED.search(text[slice(*part)]) and not goes_on:
            break
        parts.append(part)
        start = begin
    return parts


def _goes_with(text: str, part: tuple[int, int], begin: int, run: Sequence[tuple[int, int]], found: Sequence[Figure]) -> bool:
    """Whether a part that is no case by itself is half of one: the half before 且… (双方均缴存,且在本市购房的), or that half itself."""
    if any(part[0] <= f.at < part[1] for f in found) or part[1] - part[0] < 3 or _RULES.search(text[slice(*part)]):
        return False
    if run and _AND.match(text, segment(text, run[-1][0])[0]):
        return not DATED.fullmatch(text[slice(*part)])
    if not _AND.match(text, begin) or "的" not in text[slice(*part)]:
        return False
    first = segment(text, begin - 1)
    return begin > 1 and text[begin - 1] == "," and _is_case(text, _bare(text, *first), found)


def _whose(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that one stands under: that of whom at the head of its item or list, or the one before the colon of its list."""
    return _of_whom(text, case, found) or (_parent(text, case, found) if case[1] > case[0] else None)


def _of_whom(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case that says of whom, at the head of the item in which one stands that does not, or of the one before it that has a case of the
    same form (对购买首套房的个人,面积为90平方米以下的,…;面积为90平方米以上的,…)."""
    said = text[slice(*case)]
    if grade := _GRADE.match(said):  # 信用等级为AA级的,…;A级的,…
        kinds = list(_OF_GRADE.finditer(text, 0, case[0]))
        same = [m for m in kinds if m.group()[-1] == grade.group()[-1]]
        return same[-1].span(1) if same else None
    if _WHO.search(said):
        return None
    item = max(text.rfind(mark, 0, case[0]) for mark in ";。:\n") + 1
    chained = False
    gains = 0
    for back in range(_ITEMS):
        parts = _parts(text, item, case[0])
        gains += back > 0 and bool(parts) and _GAINS.match(text, parts[0][0]) is not None
        shared = text.find(said[:_SAME], *parts[0]) if back and parts else -1
        if shared > 0 and _BEFORE_SAME.fullmatch(text, parts[0][0], shared):  # 双方合计月缴存额在…以下,…;月缴存额在…
            return parts[0][0], shared
        graver = back <= 1 + gains and _GRAVER.match(said) is not None and parts and not _GRAVER.match(text[slice(*parts[0])])
        if (
            parts
            and not (back and _GAINS.match(text, parts[0][0]))
            and (
                lead := next(
                    (
                        p
                        for n, p in enumerate(parts)
                        if n < 2
                        and (graver and _is_case(text, p, found) and not _GRAVER.match(text[slice(*p)]) or _WHO.search(text[slice(*p)]))
                        or text[p[0]] in "对凡"
                    ),
                    None,
                )
            )
        ):
            alike = (
                back == 0
                or graver
                or chained
                or any(said[:_SAME] in text[slice(*part)] or text[slice(*part)][:3] == said[:3] for part in parts)
            )
            alike = alike and (lead[1] - lead[0] >= _SAYS or text[lead[0]] in "对凡" or text[lead[1] - 1] in "的者")
            return lead if alike and _is_case(text, lead, found) and not _contrary(text[slice(*lead)], said) else None
        if item < 2 or text[item - 1] != ";":
            return None
        chained = bool(parts) and text[parts[0][0] : parts[0][0] + 3] == said[:3]
        item = max(text.rfind(mark, 0, item - 1) for mark in ";。:\n") + 1
    return None


def _parent(text: str, case: tuple[int, int], found: Sequence[Figure]) -> tuple[int, int] | None:
    """The case before the colon that a list of cases stands behind (有一套住房的家庭:购买…的,…;购买…的,…)."""
    item = case[0]
    for _ in range(_ITEMS + 1):
        item = max(text.rfind(mark, 0, item - 1) for mark in ";。:\n") + 1
        if item < 2 or text[item - 1] != ";":
            break
    if item < 2 or text[item - 1] != ":":
        return None
    part = _bare(text, *segment(text, item - 1))
    return part if part[1] < case[0] and _is_case(text, part, found) else None


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an item up to `end`, or to the next item, without the links that they begin with."""
    parts = []
    while start < end:
        begin, until = segment(text, start)
        parts.append(_bare(text, start, until))
        if text[until : until + 1] != ",":
            break
        start = until + 1
    return [part for part in parts if part[1] > part[0] and part[0] < end]


def _opposed(said: str, name: str) -> bool:
    """Whether a case is of both partners and the name of one, or the other way round: the case of another item of the list."""
    return bool(_ONE.search(name) and _BOTH.search(said) or _BOTH.search(name) and _ONE.search(said)) and not (
        _ONE.search(said) and _BOTH.search(said)
    )


def _contrary(lead: str, said: str) -> bool:
    """Whether one case says the first and the other the second of what is counted (首套, 二套)."""
    return _NTH.search(lead) is not None and _NTH.search(said) is not None


def _closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the bracket that it opens and does not close."""
    said = text[start:end]
    return (start, start + said.rindex("(")) if said.count("(") > said.count(")") else (start, end)


def _is_case(text: str, part: tuple[int, int], found: Sequence[Figure]) -> bool:
    said = text[part[0] : part[1]]
    if (
        len(said) < 3
        or DATED.fullmatch(said)
        or _SETS_A_RULE.search(said)
        or _STATES.search(said)
        and (said[0] == "将" or said[-1] != "的")
    ):
        return False
    return _CASE.search(said) is not None and not any(part[0] <= f.at < part[1] for f in found)


def _within(text: str, start: int, figure: Figure, named: Sequence[int]) -> tuple[int, int]:
    """What stands before the name in the figure's own part and says a case: 对首套住房的职工, 拥有1套住房的家庭."""
    first = min((i for i in named if i < figure.start), default=figure.start)
    begin, end = _bare(text, start, first)
    if by := re.match("由[^,;。对]{2,20}(?=对)", text[begin:end]):
        begin += by.end()
    if text[begin : begin + 1] == "对" and (each := re.search("(?<=..)(?:每[人名位生户家])?(?:每[年月])?$", text[begin:end])):
        end = begin + each.start()
    said = text[begin:end]
    return (
        (begin, end)
        if (len(said) > 3 or said in ("对单位", "对个人", "对企业"))
        and not re.search("[和或、]$|或者$|(?:应当?|须)[在于][^,;。]*的$|^对.{1,4}的$|^按|^给予|[后起]的?$", said)
        and re.search(rf"的$|的[^,;。的]{{0,12}}{_OF}$|^对[^,;。]+$|^[^,;。的]{{3,}}{_OF}(?:[(][^()]*[)])?$", said)
        and not DATED.fullmatch(said)
        else (start, start)
    )


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a sentence without the label or the link that it begins with and the blanks around it."""
    if m := _LEAD.match(text, start, end):
        start = m.end()
    if label := _LABEL.search(text, start, end):  # 完善信贷政策(一)无住房的,…
        start = label.end()
    while end > start and text[end - 1] in " \u00a0,:":
        end -= 1
    return start, end
