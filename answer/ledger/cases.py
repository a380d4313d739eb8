"""Which part of a sentence is a case that a figure may hang on: 购买第二套住房的, 未按规定备案的."""

import re
from collections.abc import Sequence

from answer.text.sentences import ANSWERS
from answer.text.values import Figure, segment

_LEAD = re.compile(
    rf"(?:{ANSWERS}|\s|[-—、,\"“”]|[(]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[.)、](?!\d)|[一二三四五六七八九十]是|0\d(?=[\u4e00-\u9fff])|[①-⑳]|其中|调整为|同时|另外|此外|但是?|且|并且?|以及|而)+"
)
# What a case is of, in 拥有一套住房的家庭.
OF = (
    "(?:家庭|职工|个人|居民|人员|人才|毕业生|研究生|未成年人|老年人|残疾人|夫妻|军人|企业|单位|机构|组织|项目|地块|[土用]地|园区|设备|住[房宅]|用房|商品房|房屋|地区|县|市|村|户|者|农户|市民|青年人|群体|学生|学校|车辆"
    "|申请人|购房人|借款人|缴存人|对象)"
)
_CASE = re.compile(
    rf"(?:[^其目]的(?:部分)?|(?<![\u4e00-\u9fff])者|情[形况]下?|前提下|条件下|(?:[\u4e00-\u9fff](?<![同及随按临即])时)|的[^,;。的]{{0,12}}{OF})(?:[(][^()]*[)])?$"
    r"|^(?!.*(?:标准|补贴|实行|享受|给予))(?:[^,;。由]{0,6}所在地(?:在|为|位于)[^,;。]{2,40}|[^,;。由]{0,8}户籍[^,;。]{0,24})$|^通过[^,;。]{2,16}方式[^,;。]*(?:购买|购置|租赁)[^,;。]*$"
    r"|^(?:每年)?经[^,;。对]{1,8}对[^,;。]*[^,;。后前起内]$|^申请(?![人表材书])[^,;。]*(?:房|贷款|提取|补贴|补助)(?:[(][^()]*[)])?$"
    rf"|^(?:对于?(?![照比口外接]|[^,;。]{{0,4}}(?:进行|实行|开展|予以))|凡|若|如(?!期|实|下|何)|属于|符合|购买|租赁|首次|第[一二三]次|[首一二三]套|新建(?!筑)|新购|使用|建造|出售|非本)[^,;。]*[^,;。后前起内]$"
    r"|以[上下](?:[(][^()]*[)])?$|(?:(?<!不)(?<!不得)(?:超过|满|低于|高于|大于|小于)|不足|未满|不满)(?=[^,;。]*(?:[\d一二三四五六七八九十百两]|标准|水平|平均))[^,;。]{1,10}$|[后起]至[^,;。]{2,20}前$"
    r"|^(?:夫妻)?(?:[单双][方人]|一方)[^,;。]{0,8}缴[存纳](?:[^,;。]{0,8}公积金)?$"
    r"|^[^,;。]{0,16}每[\u4e00-\u9fff]{2,8}(?:\d+|[一两])[名个家辆吨件例台户人][^,;。]{0,6}$"
    r"|^(?:借款人|购房人|申请人|缴存人|入住)[^,;。]*[^,;。后前起内]$"
    rf"|^[^,;。由]{{0,24}}{OF}[^,;。]{{0,30}}(?:购买|购置|购建|(?<!性)租赁|租住|申请|使用)[^,;。]*(?:房|贷款)(?:[(][^()]*[)])?$"
    r"|^为[^,;。]{2,40}的[^,;。的]{0,6}(?:夫妻|家庭|职工|企业|人员|人才|毕业生|单位)$"
    r"|^在[^,;。]{2,40}(?:购买?|买|租赁?|租住)[^,;。]{0,24}(?:房|住宅|建筑)(?:[(][^()]*[)])?$|^为[^,;。]{2,40}(?:购买|租赁|租住)[^,;。]{0,12}房$"
    r"|^(?![^,;。]*\d[多余]?[家个名户项])[^,;。的]{2,16}(?:家庭|职工|人员|企业|个人|未成年人|老年人|残疾人)(?:[(][^()]*[)])?$"
    r"|^(?!或|所|.*(?:扶持|支持|鼓励|培养|通过|服务)|(?:大力|加快|积极|着力)?(?:引进|推进|打造|建设|发展|谋划|实施))[^,;。]{2,60}(?:(?<!或)者|毕业生|人才)$|^[^,;。、]{2,12}(?:、[^,;。、]{2,12})+(?:人员|家庭|学生|[土用]地|项目|群体|职工|人才)$"
)
RULES = re.compile("不得|给予|予以|发放|应当|必须|享受|补贴标准")
_LABEL = re.compile("(?<!第)[(][一二三四五六七八九十]{1,2}[)](?=[\u4e00-\u9fff])(?!项)")
_STATES = re.compile(
    r"^(?:无论|不论|不管|不分)|(?:^|可以?|应当?|并)(?:结合|根据|依据|据|核算|针对|考虑|综合|区别|真实|如实|记录|按照?)[^,;。]*(?:情况|情形|问题)$|结合[^,;。]*(?:情况|实际)$|^为(?:广大|全体)?[^,;。]{0,2}(?:市民|群众|居民|企业|职工|公众)$|^为(?:满足|进一步|支持|了|加大|促进|推动|落实|更好)|^(?:力争|确保|到\d|实施|建[设立成]|推[进动]|开展|打造|培育|支持(?![^,;。]*(?:家庭|职工|人才|人员|居民)[^,;。]{0,12}(?:购买|购置|租赁)[^,;。]*房$)|加强|完善|鼓励|引导|规范|落实|加快|提[高升供]|组织|协调|积极|争取|联合|动员|指导|督促|深化|强化|健全|制定|发展|优化|保障|坚持)"
    r"|^将[^,;。]*(?:列为|纳入|作为)|^.*(?:由不|由\d|不收费|免收|发出|作以下|补贴总价|提供优惠)"
    r"|^对(?!.*的$)(?!.*的[^,;。的]{0,12}(?:家庭|职工|个人|人员|人才|企业|单位|机构|组织|项目|地块|土地|楼盘|业务|活动|产品|群体|对象|用户|者)$).*(?<!未)(?:降低|提高|加强|开展|进行|实行|实施|予以|给予|免收|减免|加大)"
)
_SETS_A_RULE = re.compile(r"(?:应当|(?<![相对响适供效反感回])应(?![急对])|必须|不得|可以?(?=[按向]))[^,;。的]*$")
DATED = re.compile(
    r"(?:自|从|在|于|至|截至|截止)?[^,;。]{0,8}(?:\d{4}年|\d{1,2}月)[^,;。]{0,24}(?:前|起|止|期间|底|末|内|日)(?:[(]含[)])?$"
)


def parts_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an item up to `end`, or to the next item, without the links that they begin with."""
    parts = []
    while start < end:
        begin, until = segment(text, start)
        parts.append(bare(text, start, until))
        if text[until : until + 1] != ",":
            break
        start = until + 1
    return [part for part in parts if part[1] > part[0] and part[0] < end]


def closed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the bracket that it opens and does not close."""
    said = text[start:end]
    return (start, start + said.rindex("(")) if said.count("(") > said.count(")") else (start, end)


def is_case(text: str, part: tuple[int, int], found: Sequence[Figure]) -> bool:
    """Whether a part of a sentence is a case: it says of whom or when, lays nothing down, and holds none of the figures `found`."""
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


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a sentence without the label or the link that it begins with and the blanks around it."""
    if m := _LEAD.match(text, start, end):
        start = m.end()
    if label := _LABEL.search(text, start, end):  # 完善信贷政策(一)无住房的,…
        start = label.end()
    while end > start and text[end - 1] in " \u00a0,:":
        end -= 1
    return start, end
