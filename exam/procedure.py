"""Procedures that a clause lays down: numbered steps, steps named in a row, who proposes, reviews and decides, what comes before what."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam.enumerations import Members
from exam.points import Point, is_organ
from exam.said import Said, lists
from exam.standing import balanced
from policy import Clause

ARROW = "→"
_LEAD = re.compile(
    "(?P<topic>.*?)，?(?:应当|应|必须|须)?(?:依法)?(?:[按依]照?|遵循|经过|履行)?(?:下列|以下|如下)[^，；、规定情形]{0,4}?(?P<noun>程序|步骤|流程|顺序|次序)"
    "(?:公开)?(?P<verb>进行|办理|组织|举行|实施|处理|处置|执行|操作|清偿|发言|受偿|编制|开展|申请|审批)?$"
)
_NAMED = re.compile("(?P<topic>(?!.*(?:下列|以下|如下|规定)).{4,40}?(?P<noun>程序|步骤|流程))(?P<verb>是|为|如下)?$")
# Rules and alternatives that stand under the word 程序, and are no steps.
_NO_STEP = re.compile(
    "的$|项目$|^(?:对|需要|使用|其他|其余|其中|除|凡|未|不|属于|符合|有下列|经查|法律|情节)|的，|有权|视为|应当公开|不得|不予|禁止|无正当|认为|分别|可以|以下|本款|前款|前项|本条|第[一二三四五六七八九十]+[条项款]"
)
_TOLD = re.compile("(?:履行|经过|[按依]照?|经|落实|执行|遵循|严格|通过)[\u4e00-\u9fff]{0,6}$")
_BEHIND = re.compile("等?[0-9三四五六七八]?个?(?:法定|必经|决策|规定)?的?(?:法定|必经)?(?:程序|步骤|流程)(?!化|性)")
_BEGUN = ("履行", "建立", "实行", "推行", "坚持", "严格", "落实", "健全", "实施", "贯彻")  # words that open a row of steps
_THINGS = re.compile("(?:权限|条件|程序|标准|职责|时限|期限|范围|方式|主体|依据|材料|费用?|责任|机构|职能|流程|结果|内容|种类|事项)$|^行政")
_WHO = "(?P<who>[\u4e00-\u9fff（）、]{2,24}?)"
_ACT = "(?:提出|编制|拟订|拟定|起草|初审|审查|审核|审议|评审|论证|审定|批准|审批|核准|决定|同意|备案|公布|受理|推荐|核实|复核|综合平衡)"
_OBJECT = "(?P<act>" + _ACT + "(?:申请|意见|建议|方案|草案|规划|计划|名单|报告)?)"
_FIRST = re.compile(f"(?:(?P<about>.*[，）]))?(?:应当|必须|须|应)?由{_WHO}(?:负责|共同|组织|依法|会同[^，]{{2,16}})?{_OBJECT}$")
_NEXT = re.compile(
    f"(?:应当|须|并)?(?:[报经送交]请?|由|提交|提请)?{_WHO}(?:负责|组织|集体|讨论)?{_OBJECT}(?:通过|同意|合格|批准)?(?:后|之后)?$"
)
_HAN = "[\u4e00-\u9fff]"
_THEN = re.compile(
    "(?<![优事首预率争最原在祖领从])先(?P<go>行)?(?!后|进|期|生|导|锋|例|天|决|前)"
    f"(?P<a>{_HAN}{{1,12}}?)(?P<mark>[，、]?)(?P<word>后|再)(?P<b>(?!行){_HAN}{{1,12}}?)"
    "(?=[，。；、]|$|(?:的|工作)?(?:原则|方式|顺序|要求|办法|模式|做法|思路|次序|机制|制度))"
)
_PRIOR = re.compile(
    "(?:提交|作出|订立|签订|签署|实施|讨论|决定|公布|出台|开展|进行|举行|召开|出具|发布|印发|施行)"
    "[^，、0-9一二三四五六七八九十日]{0,14}?(?P<word>[之以]?前)，(?=应当|必须|须)"
)
_FORBIDDEN = re.compile("不得|不能|禁止|严禁|防止|避免|杜绝|不再|不准")
_LEANING = re.compile("也可以|还应当|紧急情况下|未[^，]{1,12}，?不得|^.{0,4}经批准")
_MOST = 60  # characters of a step that candidates are to put in order


@dataclass(frozen=True, slots=True)
class Steps:
    """A procedure in its order. `sort` is steps (what is done), organs (who does it; `acts` says what), pair (先…后…: the point is
    both) or prior (…前，应当…: the point is 前). `topic` is what it is a procedure of, `verb` what is done in an order of rank (清偿)."""

    sort: str
    topic: str = ""
    texts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    point: Point | None = None
    verb: str = ""


def procedures(clause: Clause) -> Iterator[tuple[Said, Steps, tuple[Said, ...]]]:
    """Numbered steps: the sentence that opens them, the procedure, and the steps as they are proved."""
    for found in lists(clause):
        m = _LEAD.fullmatch(found.lead.text) or _NAMED.fullmatch(found.lead.text)
        items = tuple(_first_of(i) for i in found.items)
        if not m or not 3 <= len(items) <= 9 or not _ordered([i.text for i in items]):
            continue
        topic = re.sub("，?一般$", "", re.sub("应当|必须", "", m["topic"].rstrip("，"), count=1))
        if 3 <= len(topic) <= 44 and balanced(topic) and not re.search("情形|前款|本条|前条|^其|^该|第[一二三四五六七八九十]+条", topic):
            ranked = m["noun"] in ("顺序", "次序")
            verb = (m["verb"] or "先后").replace("进行", "先后") if ranked else ""
            yield found.lead, Steps("steps", topic, tuple(i.text for i in items), verb=verb), items


def steps_in(said: Said, m: Members | None) -> Iterator[Steps]:
    """The procedures that a sentence states; `m` is the list in it, where there is one."""
    yield from (steps for steps in (_named(said, m), _chained(said), _paired(said)) if steps)


def _first_of(item: Said) -> Said:
    """The first sentence of a step."""
    m = re.match("[^。；：]+?(?=[。；：]|，(?:必要时|可以|并可|也可)|$)", item.text)
    return item.cut(0, m.end()) if m else item


def _ordered(texts: list[str]) -> bool:
    """Whether the items of a list are steps: each an act, none a rule or an alternative to another."""
    return (
        all(2 <= len(t) <= _MOST and not _NO_STEP.search(t) and balanced(t) for t in texts)
        and len(set(texts)) == len(texts)
        and not any(a in b for a in texts for b in texts if a != b)
    )


def _named(said: Said, m: Members | None) -> Steps | None:
    """Steps named in a row and called a procedure: 履行A、B、C、D等程序."""
    if m is None or len(m.texts) < 3 or any(_THINGS.search(t) for t in m.texts):
        return None
    before, behind = said.text[: m.start], said.text[m.end :]
    if not _BEHIND.match(behind) or not (_TOLD.search(before) or m.opener.startswith(_BEGUN)):
        return None
    return Steps("steps", "", m.texts, point=Point("members", m.start, m.end, said.text[m.start : m.end]))


def _chained(said: Said) -> Steps | None:
    """Three organs that act one after another: 由A提出，经B审核，报C批准."""
    parts, at = said.text.split("，"), 0
    for n, part in enumerate(parts[:-2]):
        first = _FIRST.fullmatch(part)
        steps = [first, *(_NEXT.fullmatch(p) for p in parts[n + 1 : n + 3])]
        if first and all(s and _organ(s["who"]) for s in steps):
            who = tuple(s["who"] for s in steps if s)
            acts = tuple(s["act"] for s in steps if s)
            topic = re.sub("，?(?:应当|必须|须|应)?$", "", said.text[: at + first.start("who") - 1])
            apart = len(set(who)) == 3 and not any(a in b for a in who for b in who if a != b) and len(set(acts)) == 3
            if apart and 4 <= len(topic) <= 60 and balanced(topic) and not re.search("的$|不服$", topic[-1:]):
                return Steps("organs", topic, who, acts, Point("organs", at + first.start("who"), len(said.text), ""))
        at += len(part) + 1
    return None


def _organ(who: str) -> bool:
    named = is_organ(who) or re.search("[长员人]$", who) is not None
    return named and not re.search(
        "应当|可以|有关|其他|依法|^[向经报由对]|后$|、.*(?:复核|审核|审查|批准)|(?:复核|审核|审查|批准|同意).*、", who
    )


def _paired(said: Said) -> Steps | None:
    """先A后B, and what is to be done before something else; one of it in the sentence, so that no other tells it."""
    found = list(_THEN.finditer(said.text))
    if len(found) == 1 and said.text.count("先") == 1 and not _LEANING.search(said.text):
        return _pair(said, found[0])
    prior = list(_PRIOR.finditer(said.text))
    subject = ("由" in said.text or not said.text.startswith("在")) and not _LEANING.search(said.text)
    if len(prior) == 1 and subject and not re.search("[后时]|同时|期间", said.text):
        m = prior[0]
        return Steps("prior", point=Point("prior", m.start("word"), m.end("word"), m["word"]))
    return None


def _pair(said: Said, m: re.Match[str]) -> Steps | None:
    """What is laid down, neither forbidden nor a condition of something else."""
    before, behind = said.text[: m.start()].rsplit("，", 1)[-1], said.text[m.end() :]
    conditional = re.match("[^，]*的，", behind) is not None
    even = len(m["a"]) == len(m["b"]) or bool(m["mark"])
    if conditional or not even or m["a"] == m["b"] or _FORBIDDEN.search(before) or re.search("应当|由|[的了]", m["a"] + m["b"]):
        return None
    return Steps("pair", "", (m["a"], m["b"]), (m["mark"], m["word"]), Point("pair", m.start(), m.end(), m.group()))
