"""Follow-up questions: 「那云南呢？」, 「什么时候？」, 「这项由谁牵头？」 take what they lack from the question before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.search import Search
from answer.understand.kinds import Kind
from answer.understand.library import library
from answer.understand.question import Question, understand
from answer.understand.scope import named_documents
from policy import fold

_OPENS = re.compile("^(?:那么?|还有|另外|再问|再者|以及|同样|换成|如果是|要是|and |what about|how about|then )", re.I)
_ENDS = re.compile("(?:呢|的呢)[?？。!]*$")
# Words that point back at what was spoken of.
_POINTS = re.compile(
    "(?:这|那|该)(?:一?(?:项|条|个|件|些|种)?)(?:工作|任务|事项?|指标|目标|制度|规定|要求|比例|比率|数字|措施|政策|率)|(?:它|其)(?=的|由|在|要|应|是)|^(?:它|其)|(?:这|那)(?:个|项|些)?(?=由|是谁|要|应|怎|有)"
    r"|\b(?:it|this|that|these|those|they)\b"
)
_BODY = "[\u4e00-\u9fff]{1,12}?(?:局|委|办|厅|部|署|院|中心|政府|公司|办公室|委员会|大队|支队|街道|乡|镇)"
_OTHER_BODY = re.compile(f"^(?:那么?|换成|如果是|要是)?(?P<body>{_BODY})呢[?？。!]*$")
_BODY_ASKED = re.compile(f"(?P<body>{_BODY})(?=(?:要|应当?|需要?|主要)?(?:牵头|负责|承担|主管|参加|参与|配合|协助))")
_SHORT = 14  # characters of a question that can lack its matter
# Words that only ask or lead in: a question of nothing else leans on the one before.
_BARE = re.compile(
    "什么时候|什么时间|多长时间|何时|日内|[之以]?内|多久|多少钱?|什么|为何|怎么样?|怎样|如何|哪[些个一]?|几[天日年个]?|是否|能否|能不能|可以|应当|应该|必须"
    "|达到|完成|办理?|负责|牵头|配合|责任|单位|部门|机关|目标|指标|要求|规定|期限|时限|时间|有效期|日期|标准|比例|数[值字]|具体|包括|内容|情况"
    r"|还有|别的|其他|更多|继续|谁|吗|呢|是|的|由|在|到|有|要|会|为|和|与|对|[年月日]底|[^\w]|\d"
)


@dataclass(frozen=True, slots=True)
class _Turn:
    """A question with its reading."""

    asked: str
    read: Question


def complete(search: Search, question: str, before: Sequence[str]) -> str:
    """The question made whole from those before it, newest last; as it is where it stands by itself.

    A question that itself leaned on an earlier one is completed first, so that a chain of them keeps its matter.
    """
    whole = ""
    for earlier in (*before, question):
        whole = _joined(search, earlier, whole) if whole else earlier
    return whole


def _joined(search: Search, question: str, before: str) -> str:
    now, then = _turn(search, question), _turn(search, before)
    if not _leans(now):
        return question
    read, old = now.read, then.read
    if swapped := _of_other_body(read.text, old):
        return swapped
    matter = _matter(now)
    place = "、".join(read.places) or ("国家" if read.national else "") or "、".join(old.places) or ("国家" if old.national else "")
    years = "、".join(f"{y}年" for y in (read.years or old.years))
    titles = "".join(f"《{t}》" for t in read.titles or (() if read.places else old.titles))
    where = titles or place
    points = bool(_POINTS.search(read.text))
    if not matter:
        if read.kind in (Kind.OTHER, old.kind) or _only_scope(now):  # only another place or year: the same question of it
            return _same(old, where, years, titles)
        return _put(where, years, old.focus, _asking(read))
    if points:
        rest = _POINTS.sub("", read.text).strip("的, ")
        return _put(where, years, old.focus, rest)
    asking = _asking(read) if read.kind is not Kind.OTHER else _asking(old)
    return _put(where, years, matter, asking)


def _of_other_body(text: str, old: Question) -> str:
    """The question before about what a body does, asked of another body: 「那县发改局呢？」; "" where it is no such."""
    now, then = _OTHER_BODY.match(text), _BODY_ASKED.search(old.text)
    if not now or not then:
        return ""
    before = then.end() - len(re.split("[由归的]", then["body"])[-1])
    swapped = old.text[:before] + now["body"] + old.text[then.end() :]
    lost = [place for place in old.places if fold(place) not in swapped and fold(place).rstrip("省市县区") not in swapped]
    return "".join(lost) + swapped


def _turn(search: Search, question: str) -> _Turn:
    here, reading = library(search.documents()), search.read(question)
    named = tuple(named_documents(reading.text, here).values())
    return _Turn(question, understand(question, reading.text, here.regions, named))


def _leans(turn: _Turn) -> bool:
    """Whether a question cannot be answered by itself."""
    text, folded = turn.read.text, fold(turn.asked).strip()
    if _POINTS.search(text) and len(text) <= 2 * _SHORT:
        return True
    if _OPENS.search(folded) or _ENDS.search(text):
        return len(text) <= 2 * _SHORT
    return not _matter(turn) and len(text) <= _SHORT and not _tells(turn)


def _tells(turn: _Turn) -> bool:
    """Whether a question without words of asking names a matter all the same, as catchwords do: 「停车位」, "dog licence fee".

    In an English question one character is a word; in a Chinese one it is too little to be asked about.
    """
    text = turn.read.text
    for place in turn.read.places:
        text = text.replace(place, "").replace(place.rstrip("省市县区"), "")
    return len(_BARE.sub("", text)) >= (1 if turn.read.language == "en" else 2)


def _matter(turn: _Turn) -> str:
    """What the question itself is about, without place, year, words of asking and words that only lead in."""
    text = re.sub("^(?:那么?|还有|另外|再问|以及|同样|换成|如果是|要是)+", "", turn.read.matter.replace(" ", ""))
    text = _ENDS.sub("", _POINTS.sub("", text))
    text = re.sub(r"\d{4}年?|[年月日底末前]+$|^(?:在|对|和|与|的|是|由)+|(?:的|是|由|在)+$", "", text)
    return text if len(text) > 1 and not re.fullmatch("负责|牵头|完成|时候|期限|怎样|规定|要求|目标|多少|责任", text) else ""


def _only_scope(turn: _Turn) -> bool:
    return bool(turn.read.places or turn.read.years or turn.read.national or turn.read.titles) and not re.search(
        "谁|多少|什么时候|何时|哪|吗|怎|如何|几", turn.read.text
    )


def _same(old: Question, where: str, years: str, titles: str) -> str:
    """The question before, asked of another place or year."""
    text = old.text
    for name in (*old.places, *(p.rstrip("省市县区") for p in old.places), *([] if not titles else [f"《{t}》" for t in old.titles])):
        text = text.replace(fold(name), "")
    if old.national and where:
        text = re.sub("国家(?:层面|纲要|的)?|全国(?:层面|的)?", "", text)
    if years and old.years:
        text = re.sub(r"(?:19|20)\d\d年?", "", text)
    return f"{where}{_dated(years, text)}{text.lstrip('的, ')}"


def _dated(years: str, text: str) -> str:
    return f"{years}" if years and years not in text else ""


def _asking(question: Question) -> str:
    """The words that ask, for a matter that stands before them."""
    figure = "的目标是多少？" if question.unit == "%" else "是多少？"
    return {
        Kind.NUMBER: figure,
        Kind.TIME: "要在什么时候完成？",
        Kind.WHO: "由谁负责？",
        Kind.MEANING: "是什么意思？",
        Kind.LIST: "包括哪些？",
        Kind.COMPARE: "各地有什么不同？",
        Kind.RULE: "是怎么规定的？",
    }.get(question.kind, "有什么要求？")


def _put(where: str, years: str, matter: str, asking: str) -> str:
    matter = matter.replace(" ", "")
    joint = "" if not where or where.endswith("》") or not matter else "的" if where == "国家" else ""
    return f"{where}{joint}{_dated(years, matter)}{matter}{asking}"
