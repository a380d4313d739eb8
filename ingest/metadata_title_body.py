"""A title from what a text says of itself, for texts that come without their title line: 为推动甲，制定本行动计划."""

import re

_PLAIN = "方案|计划|规划|办法|细则|规定|纲要|规则|指南|指引|规范|要点|预案|章程|制度|条例"
_ABOUT = "意见|措施|举措|政策|通知|通告|公告"
_MADE = re.compile(
    rf"(?:制定|制订|编制|出台|提出|拟定|形成)了?(?P<own>本|如下|以下|下列)(?P<kind>[\u4e00-\u9fff]{{0,8}}?(?:{_PLAIN}|{_ABOUT}))(?=[。，,：:；\n]|$)"
)
_TOLD = re.compile(
    r"现(?:就|将|对)(?P<what>[^\n。，,；;]{0,40}?)(?:有关|相关|具体)?(?:事项|事宜|工作|问题|要求|内容)?(?P<kind>通知|通告|公告)如下"
)
# 经研究，决定开展甲工作。现将有关事项通知如下: what is told of is what was decided.
_DECIDED = re.compile(
    r"(?:决定|现)(?P<what>[^\n。，,；;《》]{0,12}(?:开展|启动|推广|实施|建立|举办|组织)[^\n。，,；;]{4,45})[。，,；;]"
    r"(?:[^\n。；]{0,20})(?:事项|事宜|工作|要求)[^\n。，]{0,3}(?P<kind>通知|通告|公告)如下"
)
_PROPOSED = re.compile(r"现就(?P<what>[^\n。，,；;]{4,40}?)(?:工作)?提出(?:以下|如下)(?P<kind>(?:实施|指导)?意见)")
_HEARD = re.compile(r"获悉[，,：:]?[^《》\n]{0,20}《([^《》\n]{6,60})")
_WRITTEN = re.compile(r"(?:制定|编制|起草|形成|印发|出台)了[^\n《。；，]{0,10}《([^《》\n]{4,60})》[（(]以下(?:简称|称)[:：]?[“\"《]")
_CITED = re.compile(r"(?:根据|按照|依据|依照|落实|贯彻)[^，,。；\n]*$")
_NAMED = re.compile(r"《([^《》\n]{4,60})》[（(]以下(?:简称|称)[:：]?[“\"]?本[\u4e00-\u9fff]{2,6}[”\"]?[）)]")
_RUN_IN = re.compile(
    rf"[\s]*([^\n。，,；;：:]{{4,50}}?(?:{_PLAIN}|意见|措施))(?:为了?|根据|按照)(?=(?:认真|深入|全面|进一步|切实)?(?:贯彻|落实|加快|推动|促进|加强|规范|做好|推进))"
)
_BOUNDARY = re.compile(r"[。！？；\n]")
_SETTING = re.compile(  # what a document follows or rests on is not what it is about
    r"(?:积极|主动|更好)?(?:贯彻|落实|根据|按照|依据|依照|遵照|结合|围绕|坚持|抢抓|抓住|抓紧|适应|立足|顺应|响应|学习|遵循|经|在|以|实施[^，]*战略)"
)
_SLOGAN = re.compile(r"强[国省市县](?:$|、|建设|战略)|社会主义现代化|创新型国家|新质生产力$|供给侧结构性改革$|新发展格局$")
_INTENT = re.compile(
    r"(?:推动|推进|加快|加强|加大|促进|规范|做好|支持|发挥|引导|提升|提高|强化|完善|建设|打造|培育|发展|保障|保证|维护|构建|深化|优化|指导|健全|鼓励|扩大|激发|"
    r"实现|稳定|抓好|开展|统筹|改善|满足|巩固|防范|防控|助力|服务|创建|整治|治理|增强|抢占|释放|拓展|充分|积极|大力|有效|有序|持续|稳步|扎实|更好|高质量|系统)"
)
_WEAK = re.compile(r"(?:充分|更好|发挥|引导|服务|助力|抢占|释放|满足|实现|大力|有效|有序|持续|稳步|扎实|高质量|系统)")
_ASIDE = re.compile(r"[（(](?:以下|下称|又称|简称)[^（）()]*[）)]")
_LEADING = re.compile(r"(?:第一条[ \u3000]*)?(?:现|特)?(?:为了|为|并)?(?:进一步|深入|全面|认真|切实|扎实|深刻)?(?:、)?")
_OWN = re.compile(r"(?:我|本|全)(?:市|省|县|区|州|旗)的?")
_SHORTEST, _LONGEST = 6, 40  # characters that a purpose has in a title


def derived_title(text: str) -> str:
    """A title made of the text's own words: what it is for, and what kind of document it calls itself; "" where it does not say."""
    head = text[:3000]
    if match := _RUN_IN.match(head):
        return match[1].strip()
    if match := _NAMED.search(head):
        return match[1]
    if (match := _HEARD.match(head, head.find("获悉"))) or (match := _written(head)):
        return match[1]
    if match := _DECIDED.search(head) or _PROPOSED.search(head):
        return _composed(_ASIDE.sub("", match["what"]).strip(), match["kind"])
    if match := _MADE.search(head):
        return _composed(_purpose(head, match.start()), match["kind"])
    if match := _TOLD.search(head):
        what = match["what"].removesuffix("的").removesuffix("有关").removesuffix("相关")
        told = what if _SHORTEST <= len(what) <= _LONGEST else _purpose(head, match.start())
        return _composed(told, match["kind"])
    return ""


def _written(head: str) -> re.Match[str] | None:
    """The document that a text says was written, where it is none that it cites."""
    return next((m for m in _WRITTEN.finditer(head) if not _CITED.search(head, 0, m.start())), None)


def _purpose(text: str, end: int) -> str:
    """What the sentence before `end` is for, beyond what the document follows: the first plain purpose, else the first at all."""
    start = max((match.end() for match in _BOUNDARY.finditer(text, max(0, end - 600), end)), default=max(0, end - 600))
    phrases = [_plain(phrase.strip()) for phrase in re.split(r"[，,]", _ASIDE.sub("", text[start:end]))]
    named = [phrase for phrase in phrases if phrase]
    return next((phrase for phrase in named if not _WEAK.match(phrase)), named[0] if named else "")


def _plain(phrase: str) -> str:
    """A purpose as a title holds it, "" where the phrase is none."""
    lead = _LEADING.match(phrase)
    plain = phrase[lead.end() :] if lead else phrase
    if _SETTING.match(plain) or not _INTENT.match(plain) or _SLOGAN.search(plain) or "《" in plain:
        return ""
    if ("发挥" in plain[:4]) is not bool(re.search(r"作用|优势|效应|潜力|效能|效用", plain)):
        return ""  # half of 发挥甲在乙中的作用
    plain = _OWN.sub("", plain)
    return plain if _SHORTEST <= len(plain) <= _LONGEST and _is_whole(plain) else ""


def _is_whole(phrase: str) -> bool:
    pairs = (("“", "”"), ("（", "）"), ("(", ")"), ("《", "》"), ("‘", "’"))
    return all(phrase.count(left) == phrase.count(right) for left, right in pairs) and phrase.count('"') % 2 == 0


def _composed(purpose: str, kind: str) -> str:
    if not purpose:
        return ""
    purpose = purpose.removesuffix(kind[:2])
    return f"关于{purpose}的{kind}" if re.search(rf"(?:{_ABOUT})$", kind) else f"{purpose}{kind}"
