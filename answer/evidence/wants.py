"""What a question asks for beside the kind of its answer, and whether a sentence holds it: the penalty and not the duty, what a numbered
term stands for and not the term.

Each sign is 1 where a sentence holds what is asked for, -1 where it lacks it, 0 where it is not asked for. They are signs for
`answer.evidence.decide`, which learns what each is worth; none of them decides. Of 3,968 scopes of the collections with an answer and
2,094 without, the right sentence lacks the penalty asked for in 19 and the nearest one in 65, what the money is for in 15 and 149, the
parts of a term in 76 and 100.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from answer.evidence.terms import NUMERALS, sums_up
from answer.understand.question import Question
from policy import fold

WANTS = ("penalty", "contact", "members", "parts", "money", "year", "charge", "papers", "reason", "where", "often", "named")

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
_NUMERALS = {**NUMERALS, **{str(n): n for n in range(2, 10)}}
_NUMBERED = re.compile(
    "([双两二三四五六七八九十])(?:个|种|类|大|项|重|条)?([\u4e00-\u9fff]{1,2}?)"
    '(?=["」”、,。?]|[要的具分]|是|指|$|制度|机制|行动|工程|体系|模式|活动|清单|要求|里|中|这|到底|都|各|原则|标准)'
)
_NUMBERED_TERM = re.compile(
    "[双两二三四五六七八九十][\u4e00-\u9fff]{1,3}"
    "(?:制度|机制|行动|工程|体系|模式|活动|清单|公[示开]|公告|措施|举措|原则|标准|统一|责任|办法)?"
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
_ELSE = (  # what else is asked for, and what a sentence that holds it says
    (  # charge
        re.compile(
            r"(?:收|要|交|掏|缴|付|花)[^,。?不]{0,4}(?:钱|费|押金)(?:[吗么嘛不]|$|[?])|收不收[费钱]|要不要[交收付花][^,。?]{0,3}[钱费税押]"
            r"|免费[吗么嘛]|免不免费|谁来?[出掏付]钱|谁掏|(?:能|可以|给)报销|报销[吗么嘛不]|押金|自费|摊不?摊?钱|交[什啥]么?税"
            r"|\bdo (?:i|we) have to pay|\bfree (?:of charge|for)|\bis [^?]* free\b|\bwho pays|\bcharged\b|\bfees?\b"
        ),
        re.compile("费|免|元|钱|押金|税|报销|承担|补助|自理|价|保证金|无偿|有偿"),
    ),
    (  # papers
        re.compile(
            "(?:什么|哪些|啥|何种|哪几?[样种份项])(?:申请|证明|报名|办理|相关)?(?:材料|资料|证件|手续|文件(?![里中上提规要]))"
            r"|(?:带|准备|递交|提交|出具|出示)(?:些|上)?(?:什么|啥|哪些)|[凭拿][什啥]么?证明|\bdocuments?\b|\bpaper(?:s|work)\b"
        ),
        re.compile("材料|资料|证|申请[书表]|[表书]|报告|合同|协议|执照|复印件|凭|登记|声明"),
    ),
    (  # reason
        re.compile(r"为什么|为何|为啥|怎么会|原因|理由|凭什么|图个?啥|目的|\b(?:why|reasons?|purpose)\b"),
        re.compile("为了|由于|因此|因为|目的|鉴于|以便|旨在|原因|^为|理由|防止|避免"),
    ),
    (  # where
        re.compile(
            r"(?<!写)[在去到上跑往]哪(?:里|儿|个?(?:窗口|地方|部门))|[什啥]么?地方|何处|地点|\bwhere (?:do|can|should|must|is|are)\b"
        ),
        re.compile("[地处所站室馆厅局院]|窗口|中心|平台|网|机构|部门|机关|银行|复议|诉讼"),
    ),
    (  # often
        re.compile(r"多久[^,。?]{0,4}一?次|[几多]少?次|多长时间[^,。?]{0,4}一?次|隔多久|频[率次]|how often|how many times|\bfrequen\w+"),
        re.compile("每[年季月周日天半两三隔]|[一两二三四五六七八九十0-9]次|次数|定期|按[年季月]"),
    ),
)
_NAMED = re.compile("(?:哪些|何种|哪几?[种类项样])(?:方面的)?([\u4e00-\u9fff]{2,6}?)(?=[?,。吗呢]|$)")
# What an answer holds without the word: bodies (who), and what a list is of.
_UNNAMED = re.compile(
    "^人|单位|部门|机构|机关|人员?$|时候|地方|东西|事[情项]?$|情[形况]|条件|要求|内容|措施|后果|处[罚分]|意思|方面|行为|关系|作用|区别|办法|好处"
)


Sign = Callable[[str], float]  # of a folded sentence with its headings


def wants(question: Question, text: str) -> tuple[float, ...]:
    """The signs of WANTS for a folded sentence with its headings."""
    asked = question.text + (" " + fold(question.original) if question.language == "en" else "")
    return tuple([sign(text) for sign in _signs(asked, question.years)])


@lru_cache(64)
def _signs(asked: str, years: tuple[int, ...]) -> tuple[Sign, ...]:
    """What a question asks for, looked for once for all sentences."""
    return (
        _sign(_PENALTY.search(asked), _PENALISES.search),
        _sign(_CONTACT.search(asked), _REACHES.search),
        _members(asked),
        _parts(asked),
        _money(asked),
        _sign(years, lambda text: any(str(year) in text for year in years)),
        *(_sign(asks.search(asked), holds.search) for asks, holds in _ELSE),
        _named(asked),
    )


def _sign(asked: object, held: Callable[[str], object]) -> Sign:
    return (lambda text: 1.0 if held(text) else -1.0) if asked else (lambda text: 0.0)


def _members(asked: str) -> Sign:
    """Whether a list is there that is as long as the one asked for."""
    found = list(_MEMBERS.finditer(asked))
    wanted = max((_NUMERALS[m["n"]] for m in found if m["n"]), default=0)

    def sign(text: str) -> float:
        items = len(_ITEM.findall(text)) + 1
        if wanted:
            return 1.0 if items >= wanted else -1.0
        return 1.0 if items >= 3 else 0.3 if items == 2 else -1.0

    return sign if found else _sign(False, bool)


def _parts(asked: str) -> Sign:
    """Whether a term that is asked about is spelled out: 三统一 where 统一 stands three times, one in quotation marks where the text says
    what it is."""
    terms, quoted, numbered = _NUMBERED.findall(asked), _QUOTED.findall(asked), _NUMBERED_TERM.findall(asked)

    def sign(text: str) -> float:
        listed = text.count("、") + text.count(";") + 1
        if any(text.count(what) >= _NUMERALS[n] <= listed for n, what in terms) or any(_says_what(term, text) for term in quoted):
            return 1.0
        if any(sums_up(term, text) for term in (*quoted, *numbered)):
            return 1.0
        return -1.0 if quoted else -0.5

    return sign if (terms or quoted) and _PARTS.search(asked) else _sign(False, bool)


def _named(asked: str) -> Sign:
    """Whether the thing that is asked for by its name, 哪些指标, is named."""
    named = [noun for noun in _NAMED.findall(asked) if not _UNNAMED.search(noun)]
    return _sign(named, lambda text: any(noun[:2] in text or noun[-2:] in text for noun in named))


def _money(asked: str) -> Sign:
    """Whether what the money is for is said."""
    says = next((says for asks, says in _MONEY if asks.search(asked)), None) if _HOW_MUCH.search(asked) else None
    return _sign(says, says.search if says else bool)


def _says_what(term: str, text: str) -> bool:
    return any(_SAYS_WHAT.match(text, m.end()) for m in re.finditer(re.escape(term), text))
