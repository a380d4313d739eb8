"""What a question asks for in so many words, and whether a sentence has it: penalty, body, day, office, the thing counted."""

import re
from dataclasses import dataclass
from functools import lru_cache

from answer.text.amounts import amounts
from answer.text.sentences import Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold, numbers_in, pairs_of
from policy.regions import named_places

# What some questions ask for in so many words, and what a sentence must have to tell it. Of the scopes of the collections whose answer is
# among their sentences the right one lacks the penalty in 0 of 151, the body in 0 of 137, the length in 4 of 274, the day in 2 of 72; of
# those without an answer the nearest one in 49 of 191, 9 of 61, 168 of 353 and 20 of 32.
_NEEDS = (
    (  # a penalty
        re.compile(
            "(?:什么|啥|哪些|何种)样?的?(?:处分|处罚|惩罚|惩戒)|(?:受|受到|给|挨|有)处[分罚]|怎么(?:罚|处分|处罚)|如何(?:处罚|处分|处以)|罚多少|罚几|判几年"
            r"|罚款(?:是|为|要)?多少|要?罚[不没]?罚|\bwhat (?:penalt\w+|punishments?|sanctions?)\b|\bhow (?:is|are) [^?]* punished"
        ),
        re.compile(
            "责令|处分|罚|处以|追究|吊销|警告|拘留|拘役|徒刑|通报|约谈|问责|没收|暂扣|撤销|追责|惩|刑事|查处|诫勉|黑名单|失信|扣[减分发]|纠正"
        ),
    ),
    (  # a body
        re.compile(
            "哪[一些几]?[个家级]?(?:单位|部门|机构|机关|厅局?|委办局?|局)|谁(?:来|去)?(?:牵头|负责|主管|管|办|做|干|审|批|组织)|牵头(?:单位|部门)(?:是)?(?:谁|哪)"
        ),
        re.compile(
            "局|厅|委(?!托|任)|部(?!分|署|门)|主管|行政部门|政府|法院|检察|公安|银行|中心|公司|学校|医院|协会|机构|机关|组(?![织成建合装])|办公室|[县市省区]长|书记|人|会议"
            "|办(?!法|理)|社区|村|街道|乡镇|税务|海关|国务院|所(?!属|需|有|在)|院|站|员|者|部门|队|企业|主任"
        ),
    ),
    (  # papers
        re.compile("(?:什么|哪些|啥|何种|哪几?[样种份项])(?:申请|证明|报名|办理|相关)?(?:材料|资料|证件|手续)"),
        re.compile("材料|资料|证|[书表单票]|报告|合同|协议|执照|复印件|凭|登记|声明|护照|户口|手续|文件"),
    ),
    (  # a firm
        re.compile("哪[一几]?[家个](?:公司|企业|厂商)(?!类)|\\bwhich (?:company|companies|firms?|contractors?|enterprises?)\\b"),
        re.compile("公司|企业|集团|银行|厂|机构|中心|院|协会|店|商"),
    ),
    (  # who presides
        re.compile("\\bwho (?:chairs|presides|convenes|is the (?:chair\\w*|head|director|president|convener))\\b"),
        re.compile("召集人|主任|组长|主持|担任|[省市县区厅局]长|书记|主席"),
    ),
    (  # a school
        re.compile("哪(?:一|几|些)?[所家个]?(?:大学|高校|学校|学院|院校)|\\bwhich (?:university|universities|colleges?|schools?)\\b"),
        re.compile("大学|学院|学校|高校|院校|党校|小学|中学"),
    ),
    (re.compile("哪一?[天日]|几月几[号日]"), re.compile(r"\d月|[一二三四五六七八九十]月|[日天周]|星期|[年月]底|节")),  # a day
)
_ASKS_LEAD = re.compile(
    "(?:谁|哪[一些几]?[个家级]?(?:单位|部门|机构|机关|厅局?|委办局?|局|委))(?:来|去)?牵头|牵头(?:单位|部门)(?:是|有)?(?:谁|哪)"
)
_LEADS = re.compile("牵头|负责|由|主管|主办|主责|会同|统筹|组织|责任")
_REPEATED = 6  # characters of a question that stand so in a sentence: the task, and not who does it
_NO_BODY = re.compile("(?:商请)?(?:牵头|有关|相关|责任|配合|参加|各)(?:单位|部门)")  # names none
_OFFICES = "[市县区省州镇乡局厅处科组院校厂部站所]长|主任|书记|主席|总理|秘书长|召集人|指挥长"
_ASKS_OFFICE = re.compile(
    rf"({_OFFICES})(?:分别|都)?(?:是|由|为)?(?:谁|哪位|什么人|哪个人)|(?:谁|哪位)(?:来)?(?:是|当|任|担任|做)(?:的)?({_OFFICES})"
)
# 多少押金: the thing counted, without what counts anything. Of 52 scopes with an answer the right sentence has its pairs of characters or
# the first of them in every one, of 122 without one the nearest sentence lacks them in 76.
_COUNTED = re.compile(
    '多少(?:的)?(?:[起处笔份张只]?(?P<thing>[\u4e00-\u9fff]{2,4})|[个家所名位座支]"?(?:[^"]*")?(?P<named>[\u4e00-\u9fff]{3,8}))[?]?$'
)
# 多少个枫桥式人民法庭: of institutions the kind of them must be told, which 枫桥式派出所 does not.
_INSTITUTIONS = re.compile(
    '多少[个家所座支]?"?(?P<many>[\u4e00-\u9fff"]{3,10}?[\u4e00-\u9fff][院庭所队站室馆校园])(?=[?]?$)'
    "|多少 (?:[^ ]+ ){0,2}?(?P<english>[\u4e00-\u9fff]+[院庭所队站室馆校园])(?= |[?]?$)"
)
# 20家示范县都是哪些: their names, not that there are to be so many.
_WHICH_ONES = re.compile(
    "((?:\\d+|[二两三四五六七八九十百]+)[家个名所项条类种处座支批])[^,。?;]{1,16}?(?:都|分别|各|具体)*(?:是|有|叫|为|指)哪(?:些|几)"
)
# 哪些县被选为试点: a sentence that says that there are to be pilots names none.
_CHOSEN = re.compile(
    "哪(?:些|几个?)(?:县|城市|市|区|镇|乡镇|街道|地方|地区|村)[^,。?;]{0,6}(?:被)?(?:选为|选中|入选|评为|列为|确定为|定为|获评|纳入试点|是试点)"
)
_COUNTS_ALL = re.compile(
    "^(?:钱|元|万|人|个|块|亿|天|年|月|日|次|平|公|工作日|小时|时间|以|左右|为|才|就|合|算|之|范围|比例|比率|名|家|种|项|倍|学时|课时|岁|亩|吨|户|件|分|度|斤|里|米"
    "|百分|字|层|间|套|台|辆|位)|[了才能就没出上不在取]"
)
_ASKS_DUTY = re.compile("(?:承担|负责|履行|干|做|管)(?:些)?(?:什么|哪些|啥)|(?:什么|哪些|啥)(?:职责|任务|工作)|职责(?:是|有|$|[?])")
_WHOSE = re.compile("(?:.*[省市县区州])?([\u4e00-\u9fff]{1,7}(?:局|委|厅|办|署))(?=在|的|对|要|应|需|负责|承担|履行|干|做|管|主要)")
# What is to be reached by the day that is asked for: its figure, and what is done to it.
_REACHED = re.compile("(?:达到?|完成|建成|实现|超过|突破|新建|占到?|提高到|降到|降至)[^,。?]{0,10}$")
_DONE = (
    (
        re.compile(
            "什么时[候间](?:才|就|能|会|要|可以|可|前|之前|全部|正式|全面|基本)*(?:建成|完工|竣工|投用|投入使用|落成|交付)"
            "|(?:建成|完工|竣工|投用|交付)(?:的?时间|是什么时候)"
        ),
        re.compile("建成|完工|竣工|投用|投入使用|落成|交付|完成|启用|新建|建设|建立|形成|开业|建好"),
    ),
    (re.compile("什么时[候间](?:才|就|能|会|要|可以|可|前|之前|正式)*(?:开工|动工)"), re.compile("开工|动工|启动|开建|实施")),
    (re.compile("什么时[候间](?:才|就|能|会|要|可以|可|前|之前|正式|全线)*通车"), re.compile("通车|建成|开通")),
)
# Whose hours or sessions of learning are asked for.
_LEARNS = re.compile("学时|课时|培训|学法|讲座|轮训|授课|集体学习")
_GROUP = re.compile(
    "(?P<core>[\u4e00-\u9fff]{2})(?:工作)?(?P<kind>人员|队伍|负责人)(?=每|一年|任期|要|应|参|接受|培训|学|的|一|年|,|$)"
    "|(?P<whole>领导干部|公务员|律师|教师|法官|检察官|民警|警察|辅警|医师|班子|新录用|村干部|社工|志愿者|调解员)"
)
_ANYBODY = re.compile("工作|机关|单位|有关|相关|全体|全部|主要|行政|部门|政府")
_MEMBERS = re.compile("成员单位(?:包括|由|有|为|是|:)|成员由")  # names bodies, and not what each does


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question asks for in so many words: `holds` finds each thing in a sentence that has it; of what is `counted` one must stand
    there; the body whose `duty` it is; the numbers to be `reached`; the `groups` whose learning it is; whether it is who `leads`;
    of how many things (20家) the `members` are; and whether places that were `chosen` are to be named."""

    holds: tuple[re.Pattern[str], ...]
    counted: tuple[str, ...]
    duty: re.Pattern[str] | None
    reached: frozenset[str]
    groups: tuple[str, ...]
    leads: bool
    members: str
    chosen: bool


@lru_cache(64)  # looked up for every sentence read
def _asked(question: Question) -> _Asked | None:
    """None where a question asks for nothing in so many words."""
    text, number = question.text, question.kind is Kind.NUMBER
    asked = _Asked(
        _needed(text, question.original if question.language == "en" else ""),
        _counted(text, question.language == "en") if number else (),
        _duty(text),
        _reached(text) if question.kind is Kind.TIME and not question.lasting else frozenset(),
        _groups(text) if number else (),
        _ASKS_LEAD.search(text) is not None,
        ones[1] if (ones := _WHICH_ONES.search(text) if question.kind is Kind.LIST else None) else "",
        _CHOSEN.search(text) is not None,
    )
    return asked if any(getattr(asked, name) for name in _Asked.__slots__) else None


def lacks(question: Question, sentence: Sentence) -> bool:
    """Whether a sentence lacks what the question asks for in so many words."""
    asked = _asked(question)
    if asked is None:
        return False
    if asked.members and _but_counts(asked.members, sentence.folded) or asked.chosen and not named_places(sentence.folded):
        return True
    said = told(sentence)
    if asked.leads and not _LEADS.search(said):
        return True
    if asked.reached and not asked.reached <= numbers_in(said) and not (asked.reached == {"100"} and "全覆盖" in said):
        return True
    if any(group not in said for group in asked.groups):
        return True
    if asked.counted and not any(part in said for part in asked.counted):
        return True
    if asked.duty and (_MEMBERS.search(sentence.folded) or not asked.duty.search(said)):
        return True
    named = _NO_BODY.sub("", said)
    for word in question.focus.split():  # 政府机构失信行为, repeated, is no body
        named = named.replace(word, "") if len(word) > _REPEATED else named
    return not all(holds.search(named) for holds in asked.holds)


def _but_counts(many: str, text: str) -> bool:
    """Whether a text says that there are so many, and names none of them."""
    at = text.find(many)
    named = re.search("[:：]|包括|分别[是为]|即", text[at : at + 40]) or re.search(f"、[^,。;]{{1,20}}等{re.escape(many)}", text)
    return at >= 0 and not named


def told(sentence: Sentence) -> str:
    """All that a sentence says, folded: with the heading of its clause, the head row of its table, and its fields."""
    path = fold(sentence.clause.path[-1]) if sentence.clause.path else ""
    heads = fold(sentence.clause.slice(*sentence.header)) if sentence.header else ""  # of a row
    return " ".join((path, heads, sentence.heading, sentence.field, sentence.closes, sentence.folded))


def _needed(text: str, english: str) -> tuple[re.Pattern[str], ...]:
    needed = tuple(holds for asks, holds in (*_NEEDS, *_DONE) if asks.search(f"{text} {fold(english)}"))
    office = _ASKS_OFFICE.search(text)  # 副市长 is not 市长
    return (*needed, re.compile(f"(?<!副){office[1] or office[2]}")) if office else needed


def _reached(text: str) -> frozenset[str]:
    """The numbers of the figures that are to be reached some day."""
    asked = [a for a in amounts(text) if a.unit == "%" or a.unit and _REACHED.search(text[: a.start])]
    return frozenset(number for a in asked for number in numbers_in(text[a.start : a.end]))


def _groups(text: str) -> tuple[str, ...]:
    """The groups whose learning is asked for, two characters each that a sentence on them has."""
    if not _LEARNS.search(text):
        return ()
    found = [m["core"] or m["whole"][-2:] for m in _GROUP.finditer(text)]
    return tuple(of for of in found if "的" not in of and not _ANYBODY.search(of))


def _counted(text: str, english: bool) -> tuple[str, ...]:
    """What of the thing counted a sentence on it has, one of them at least: the first character, or two that stand together."""
    if of := _INSTITUTIONS.search(text):
        return ((of["many"] or of["english"])[-2:],)
    found = None if english else _COUNTED.search(text)
    if found and found["named"]:
        return tuple(pairs_of(found["named"]))
    return (found["thing"][0], *pairs_of(found["thing"])) if found and not _COUNTS_ALL.search(found["thing"]) else ()


def _duty(text: str) -> re.Pattern[str] | None:
    """What a sentence on the duty that is asked for names: the body whose it is (发改委 is 发展改革委 as well), anything where none is
    named; None where no duty is asked for."""
    if not _ASKS_DUTY.search(text):
        return None
    whose = _WHOSE.search(text)
    return re.compile(f"{whose[1][0]}[^,;。、]{{0,12}}{whose[1][-1]}" if whose else "")
