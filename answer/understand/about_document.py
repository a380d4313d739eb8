"""Questions about a document itself — from when and until when it applies, when it was passed or issued, what it was made for and on what
ground — and the sentences that say so."""

import re
from functools import lru_cache

from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold

_UNTIL = (
    "(?:执行|实施|施行|有效|管用?)到[^,。?]{0,4}(?:何时|什么时候|哪|几)"
    "|到(?:何时|什么时候|哪一?[天日年]|几月[^,。?]{0,3})(?:为止|截止|结束|到期)"
)
_ASKS_EFFECT = re.compile(
    f"{_UNTIL}|"
    "生效|失效|作废|废止|有效期|施行|(?:开始|起)(?:实施|执行|实行)|(?:实施|执行)(?:日期|时间)|(?:何时|什么时候|哪天|哪一天|啥时候)(?:开始|起)?(?:实施|执行|实行)"
    r"|\b(?:take effect|come into (?:force|effect)|effective date|expire)"
)
_ASKS_ISSUE = re.compile("印发|发布|公布|颁布|通过|成文|发文|签发|出台|作(?:的|出|过)?(?:政府工作)?报告|政府工作报告是|制定的|起草")
_ASKS_END = re.compile(f"{_UNTIL}|失效|作废|废止|有效期|expire")
# 本条例自2025年6月1日起施行, 本办法自印发之日起30日后施行; no 自批准公布之日起不得…
_SAYS_BEGIN = re.compile(
    r"(?:^|[,;。) ])[^,;。]{0,24}自(?=[^。;,]{0,24}[\d日月起])(?![行主筹愿])[^。;,]{2,40}(?:试行|施行|实施|执行|生效)(?!之日)"
)
_MADE = "(?:制[定订]|出台|颁布|颁行|起草|立法)"
_ASKS_PURPOSE = re.compile(
    f"{_MADE}[^,。?]{{0,30}}?(?:目的|初衷|宗旨|(?:是|图)?为了?(?:什么|啥|何))|为(?:什么|何|啥)[^,。?]{{0,4}}{_MADE}|{_MADE}的?(?:原因|理由|背景)"
    r"|\b(?:purpose of (?:the|this|enacting|issuing|making)|why (?:was|were)\b.{3,80}\b(?:enacted|adopted|issued|made|formulated))\b"
)
_ASKS_BASIS = re.compile(
    f"(?:依据|根据|依照|按照?|以)(?:的?是)?(?:什么|哪|何|啥)[^,。?]{{0,16}}{_MADE}|{_MADE}的?(?:法律|上位法|政策)?依据|上位法"
    r"|\b(?:on what (?:legal )?basis|under which (?:law|act)|based on what|legal basis)\b"
)
# 为了规范…,根据…,制定本办法; 为贯彻…,现提出如下意见
_SAYS_PURPOSE = re.compile("(?:^|[。 ])为[^。;]{4,}(?:制[定订]|提出|出台|作出|现就|现将|通知如下)")
_SAYS_BASIS = re.compile("(?:根据|依据|依照|按照)[^。;]{4,}(?:制[定订]|提出|出台|作出)(?:了?[本此该]|如下|以下|[^,。;]{0,12}[。,]|$)")
_PLAIN_MAKING = re.compile(f"{_MADE}|目的?|初衷|宗旨|原因|理由|背景|法律|上位法|依据|根据|依照|按照|为了?|[是要的法]")
_ASKS_READING = re.compile("解释(?!说明)")
_SAYS_READING = re.compile("由[^,。;]{2,30}(?:负责|承担)?(?:具体)?(?:应用)?解释")
_PLAIN_EFFECT = re.compile("生效|失效|作废|废止|期满|届满|到期|有效期?|[试施]行|实施|执行|实行")
_EFFECT_ALONE = re.compile(
    "(?:[本该这]?个?(?:条例|办法|规定|细则|意见|通知|文件|方案|规划|纲要|政策|措施)"
    "|开始|起|何时|哪天|管|能|用|到|日期|时间|效力|自|从|[,。? ])+"
)
_SAYS_END = re.compile("有效期|废止")
_SAYS_ISSUE = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日[^。]{0,40}(?:通过|公布|发布|印发|修订|修正|会议)|^\(?\d{4}年\d{1,2}月\d{1,2}日\)?$|印发$"
)
_WORDS = (
    "施行 实施 执行 实行 生效 失效 作废 废止 有效期 日期 时间 开始 印发 发布 公布 通过 出台 解释"
    " 制定 立法 目的 为什么 为了 依据 根据 上位法"
)


def _asked(question: Question) -> str:
    return f"{question.text} {fold(question.original)}" if question.language == "en" else question.text


@lru_cache(64)  # looked up for every sentence read
def _told(question: Question) -> "re.Pattern[str] | None":
    """How a sentence says what a question asks of a document; None where it asks nothing of one."""
    asked = _asked(question)
    if _ASKS_BASIS.search(asked):
        return _SAYS_BASIS
    if _ASKS_PURPOSE.search(asked):
        return _SAYS_PURPOSE
    if question.kind is Kind.WHO:
        return _SAYS_READING if _ASKS_READING.search(question.text) else None
    if question.kind is not Kind.TIME:
        return None
    if _ASKS_EFFECT.search(asked):
        return _SAYS_END if _ASKS_END.search(asked) else _SAYS_BEGIN
    return _SAYS_ISSUE if asks_issue(question) else None


def asks_about_document(question: Question) -> bool:
    """Whether a question asks from or until when a document applies, when it was issued, who may say what it means, what it was made
    for, or on what ground."""
    return _told(question) is not None


def asks_making(question: Question) -> bool:
    """Whether a question asks what a document was made for, or on what ground."""
    return _told(question) in (_SAYS_PURPOSE, _SAYS_BASIS)


def asks_reading_or_making(question: Question) -> bool:
    """Whether nothing but what a document says of itself can answer: what it was made for, on what ground, who may say what it means."""
    return asks_making(question) or _told(question) is _SAYS_READING


def asks_document_alone(question: Question) -> bool:
    """Whether a question asks from or until when a document applies, what it was made for or on what ground, and speaks of nothing else
    that might begin or be made."""
    plain = _PLAIN_MAKING if asks_making(question) else _PLAIN_EFFECT
    return asks_about_document(question) and not _EFFECT_ALONE.sub("", plain.sub("", question.focus))


def asks_issue_alone(question: Question) -> bool:
    """Whether a question asks when a document was issued and speaks of nothing else."""
    return question.kind is Kind.TIME and asks_issue(question) and not _EFFECT_ALONE.sub("", _ASKS_ISSUE.sub("", question.focus))


def asks_issue(question: Question) -> bool:
    """Whether a question asks when or by whom a document was issued."""
    return question.kind in (Kind.TIME, Kind.WHO) and _ASKS_ISSUE.search(question.text) is not None


def says_about_document(question: Question, folded: str) -> bool:
    """Whether a folded sentence says what a question asks of a document (`asks_about_document`)."""
    told = _told(question)
    return told is not None and told.search(folded) is not None


def spelled_out(title: str, folded: str) -> str:
    """A sentence that says something about its document, with the document's title and the words of applying, which it leaves unsaid."""
    return f"{fold(title)} {folded} {_WORDS}"
