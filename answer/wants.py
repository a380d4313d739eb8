"""What a question asks for beside the kind of its answer, and whether a sentence holds it: the penalty and not the duty, what a numbered
term stands for and not the term.

Each sign is 1 where a sentence holds what is asked for, -1 where it lacks it, 0 where it is not asked for. They are signs for
`answer.decide`, which learns what each is worth; none of them decides. Of 3,968 scopes of the collections with an answer and 2,094 without,
the right sentence lacks the penalty asked for in 19 and the nearest one in 65, what the money is for in 15 and 149, the parts of a term in
76 and 100.
"""

import re

from answer.question import Question
from policy import fold

WANTS = ("penalty", "contact", "members", "parts", "money", "year")

_PENALTY = re.compile(
    r"处分|处罚|罚(?!没)|后果|追究|追责|问责|什么责任|(?:怎么|如何)处[理置]|坐牢|判几|吊销|警告|拿他|怎么治|怎么收拾"
    r"|\b(?:penal\w*|punish\w*|sanction\w*|fine[sd]?|disciplin\w*|consequence\w*)\b"
)
_PENALISES = re.compile(
    "责令|处分|罚|处以|追究|吊销|警告|拘留|通报|约谈|问责|没收|暂扣|取消|撤销|追责|处理|惩|刑事|查处|诫勉|黑名单|失信|赔偿|降低|扣[减分发]|纠正|不予"
    "|终止|收回|退回"
)
_CONTACT = re.compile(
    r"哪家(?:公司|企业|银行|机构|单位)|叫什么(?:名字)?|名字|姓名|电话|号码|网址|网站|邮箱|地址|微信|公众号"
    r"|\bwhich (?:company|firm|bank|contractor|vendor)|phone|hotline number|website|address|e-?mail"
)
_REACHES = re.compile(r"公司|银行|集团|\d{5,}|\d{3,4}-\d{7}|网[站址]|平台|邮箱|地址|公众号|[a-z]{3,}|大学|学院|中心|\d+号")
_MEMBERS = re.compile(
    "哪(?P<n>[二两三四五六七八九十2-9])?几?(?:个|种|类|样|项|条|点|方面|步|大|道|件|家|处|级|档)|分别是(?:什么|哪)|各(?:是|代表|指)(?:什么|哪)"
    "|具体(?:是|有|包括|写了|列了)?(?:哪些|什么)|(?:有|包括|包含)哪些|都有(?:什么|啥)|(?:清单|目录|名单)(?:里|上|中)?(?:都|具体)?(?:有|写|列|包括)"
    r"|\bwhat (?:are|do) the\b|\bwhich (?:two|three|four|five|six)\b|stand for"
)
_ITEM = re.compile(r"[、;]|[(][一二三四五六七八九十]+[)]|\d[.、]|和|及|与")
_NUMERALS = {"双": 2, "两": 2, "二": 2, **{c: n for n, c in enumerate("三四五六七八九十", 3)}, **{str(n): n for n in range(2, 10)}}
_NUMBERED = re.compile(
    "([双两二三四五六七八九十])(?:个|种|类|大|项|重|条)?([\u4e00-\u9fff]{1,2}?)"
    '(?=["」”、,。?]|[要的具分]|是|指|$|制度|机制|行动|工程|体系|模式|活动|清单|要求|里|中|这|到底|都|各|原则|标准)'
)
_QUOTED = re.compile('["“「『]([^"”」』]{2,12})["”」』]')
_PARTS = re.compile(
    r"哪|什么是|啥是|各(?:是|代表|指)|分别|代表什么|指(?:的是)?(?:什么|啥)|什么意思|是[什啥]|[什啥]么?叫|具体|包括"
    r"|\bstand for|\bmean|\bwhat (?:is|are)|\bwhich"
)
_SAYS_WHAT = re.compile('["”」』]?\\s?(?:,?[是指]|[\\[(:]|包括|,?即|为)')
_HOW_MUCH = re.compile("多少|几(?:万|千|百|十|块|毛|成|折|倍)|多高|how much")
_MONEY = (  # what money is asked for, and what a sentence on it says
    (re.compile("罚"), re.compile("罚")),
    (re.compile("补|奖|资助|扶持|贴|给(?=多少|几)"), re.compile("补|奖|资助|扶持|贴|支持|给予")),
    (re.compile("收费|交|缴|费|租金?|价|花"), re.compile("费|价|租|缴|交|元")),
    (re.compile("工资|薪"), re.compile("工资|薪|待遇|元")),
    (re.compile("预算|经费|投资|投入"), re.compile("预算|经费|投资|投入|资金")),
)


def wants(question: Question, text: str) -> tuple[float, ...]:
    """The signs of WANTS for a folded sentence with its headings."""
    asked = question.text + (" " + fold(question.original) if question.language == "en" else "")
    return (
        _sign(_PENALTY.search(asked), _PENALISES.search(text)),
        _sign(_CONTACT.search(asked), _REACHES.search(text)),
        _members(asked, text),
        _parts(asked, text),
        _money(asked, text),
        _sign(question.years, any(str(year) in text for year in question.years)),
    )


def _sign(asked: object, held: object) -> float:
    return (1.0 if held else -1.0) if asked else 0.0


def _members(asked: str, text: str) -> float:
    """Whether a list is there that is as long as the one asked for."""
    found = list(_MEMBERS.finditer(asked))
    if not found:
        return 0.0
    wanted = max((_NUMERALS[m["n"]] for m in found if m["n"]), default=0)
    items = len(_ITEM.findall(text)) + 1
    if wanted:
        return 1.0 if items >= wanted else -1.0
    return 1.0 if items >= 3 else 0.3 if items == 2 else -1.0


def _parts(asked: str, text: str) -> float:
    """Whether a term that is asked about is spelled out: 三统一 where 统一 stands three times, one in quotation marks where the text says
    what it is."""
    terms, quoted = _NUMBERED.findall(asked), _QUOTED.findall(asked)
    if not (terms or quoted) or not _PARTS.search(asked):
        return 0.0
    listed = text.count("、") + text.count(";") + 1
    if any(text.count(what) >= _NUMERALS[n] <= listed for n, what in terms) or any(_says_what(term, text) for term in quoted):
        return 1.0
    return -1.0 if quoted else -0.5


def _says_what(term: str, text: str) -> bool:
    return any(_SAYS_WHAT.match(text, m.end()) for m in re.finditer(re.escape(term), text))


def _money(asked: str, text: str) -> float:
    if not _HOW_MUCH.search(asked):
        return 0.0
    says = next((says for asks, says in _MONEY if asks.search(asked)), None)
    return _sign(says, says and says.search(text))
