"""Whether a sentence holds the kind of thing that a question asks for: a number of that unit, a time, who, a rule, a list, a meaning."""

import re
from functools import lru_cache

from answer.evidence.needs import lacks
from answer.evidence.rates import lacks_a_rate
from answer.evidence.terms import defines
from answer.evidence.valued import number_fits, value_fits
from answer.text.sentences import Sentence
from answer.understand.kinds import Kind
from answer.understand.question import Question
from policy import fold

_WHO_FIELD = re.compile("责任|牵头|主管|负责|承办|实施(?:单位|主体)|主办|配合")
_BESIDE = re.compile("(?:单位|主体|时限|时间|进度|部门)$")  # fields that say who answers for a task and by when, and nothing of the task
_NOT_ASKED = 0.2
_DOER = re.compile(
    "(?:谁|哪一?[个级些]?(?:部门|单位|机构|机关|政府|组织)?|什么(?:部门|单位|机构|机关|人))(?:来|负责|进行|组织|予以)*([\u4e00-\u9fff]{2})[?。]?$"
)
_TIME_FIELD = re.compile("进度|时间|时限|期限|日期|有效期")
_WHO = re.compile("(?<![自理缘事])由(?![于此])|负责(?!人|同志)|牵头|责任人|责任主体|主管|承担|会同|组织实施|主体|履行")
# Says who without such a word: 报市人民政府批准, 向不动产登记机构申请, 教育部门应当公布.
_DOES = re.compile(
    "报[^,。;]{0,20}(?:批准|审批|审核|备案|核准|决定|审查)|向[^,。;]{2,24}(?:申请|申报|报告|提出|提交|备案|反映|投诉|举报|起诉)"
    "|经[^,。;]{2,20}(?:批准|同意|审批|核准)|受理|核发|颁发|会商"
    "|(?:部门|机关|机构|政府|委员会|办公室|法院|检察院|协会|[局厅])(?:应|可以|依法|每|于|在|组织|统一|按照?|对|免费|将|要|予以|作出|审|会|备案|提)"
)
_RULE = re.compile("不得|禁止|严禁|可以|应当|必须|不予|允许|至少|不能|有权|无权|不准|不应|无需|不需|不再|须|免予|免收|除外")
_WEAK_RULE = re.compile("应|要|视为|处以?|罚款|不受|不承担|严格|负责")
# What asks whether something may or must be, not whether it is: 有没有人管, 会不会公开 are answered by what is done, without such a word.
_PERMISSION = re.compile(
    "能不能|能否|(?<![功职才性节产智可动])能(?![源力量效])[^,。]{0,30}[吗么嘛]|可不可|可以|可否|允许|准不准|准许|行不行|行[吗么嘛]|必须|一定要|要不要|应不应"
    "|应[该当]|该不该|用不用|需不需|需要|不得|禁止|得不得|合法(?!权)|违法(?=[吗么嘛?]|$)|犯法|违规(?=[吗么嘛?]|$)"
)
_PERMITTED = re.compile(
    r"\b(?:can|may(?! \d)|must|should|allowed|permitted|forbidden|prohibited|required|obliged|(?<!in )need"
    r"|legal(?! aid| adv| serv| knowl)|lawful)\b"
)
_LIST = re.compile("、.*、|包括|[:：].*[;；]|下列|以下")
_PENALTY = re.compile("责令|处分|罚款|处以|追究|吊销|警告|拘留|通报批评|约谈")
_ASKS_PENALTY = re.compile("罚|处分|后果|责任|追究|怎么办|犯法|违法|坐牢|判")
_RIVAL = 0.1  # answers nothing, and gainsays what answers in its place
_TWO = re.compile(r"哪[两二2]|[两二](?:个|种|类|项|部|样|大|条)|\b(?:which|what) two\b|\btwo\b")
_PAIR = re.compile("[\u4e00-\u9fff](?:、|和|与|及)[\u4e00-\u9fff]")


def asks_field(question: Question, field: str) -> bool:
    """Whether a field (责任单位, 进度安排) is what the question asks for."""
    pattern = {Kind.WHO: _WHO_FIELD, Kind.TIME: _TIME_FIELD}.get(question.kind)
    return bool(pattern and pattern.search(field))


def suits(question: Question, sentence: Sentence) -> float:
    """1 where the sentence holds the kind of thing that is asked for, 0 where it cannot answer, between where it may."""
    text = sentence.folded
    if lacks(question, sentence):
        return 0.0
    if lacks_a_rate(question, sentence):
        return _RIVAL
    if question.kind not in (Kind.WHO, Kind.TIME, Kind.NUMBER) and _BESIDE.search(sentence.field + sentence.closes):
        return _NOT_ASKED
    match question.kind:
        case Kind.NUMBER | Kind.TIME:
            return value_fits(question, text)
        case Kind.WHO:
            if _WHO_FIELD.search(sentence.field + sentence.closes):
                return 1.0
            if _is_but_past(question, text):
                return 0.5
            if _WHO.search(text):
                return 1.0
            return 0.8 if _DOES.search(text) else 0.5
        case Kind.RULE:
            if _PENALTY.search(text) and not _ASKS_PENALTY.search(question.text):
                return 0.5  # what follows from breaking the rule, not the rule
            least = 0.5 if _asks_permission(question) else 0.8
            return 1.0 if _RULE.search(text) else 0.8 if _WEAK_RULE.search(text) else least
        case Kind.LIST | Kind.COMPARE:
            if question.unit:
                return number_fits(question.unit, text)
            return 1.0 if _LIST.search(text) or _TWO.search(question.text) and _PAIR.search(text) else 0.6
        case Kind.MEANING:
            return 1.0 if defines(question.focus, text) else 0.3
    return 0.8


def _is_but_past(question: Question, text: str) -> bool:
    """Whether a text speaks of what is asked about only as done, and not by whom: asked 由谁批准, 经批准后由乡级人民政府公布."""
    asked = _DOER.search(question.text)
    if asked is None or asked[1] not in text:
        return False
    return not re.sub(f"(?<![府门关构会局院])(?:经|未经|依法|得到|被)?{asked[1]}(?:之日|以?后|前)", "", text).count(asked[1])


@lru_cache(64)
def _asks_permission(question: Question) -> bool:
    if question.language == "en":
        return _PERMITTED.search(fold(question.original)) is not None
    return _PERMISSION.search(question.text) is not None
