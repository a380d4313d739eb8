"""Practices: what a named role does that a clause asks for or forbids, for 案例分析."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam import numbers
from exam.bodies import NOBODY, ROLE, embodied, who
from exam.facts import Fact
from exam.said import Said, is_statute
from exam.settled import settled

_S = f"(?P<who>[\u4e00-\u9fff、]{{0,14}}?{ROLE})"
_WHEN = "(?:(?P<when>(?!但|且|在|因|如|各|或|并|未经|非经|除|依照|根据)[^，]{4,30})的，)?"
_N = "(?P<number>[0-9]+|[一二两三四五六七八九十百]+)"
_DOES = (
    "依法|及时|主动|定期|如实|按照|按规定|对|将|向|在|组织|建立|告知|公开|出示|履行|制作|听取|出具|设置|配备|报告|公布|做好|采取|落实|全面|广泛|书面|立即|经|予以"
    "|通过|征求|回避|说明|移送|采纳|进行|指派|通知|送达|审查|保存|提供|保障|明确"
)
_BAN = re.compile(f"^{_WHEN}{_S}(?:一律)?不得(?P<what>[^，；]{{4,40}})$")
_UNLESS = re.compile(f"^未经(?P<lack>[^，]{{2,24}}?)(?:的)?，(?:{_S})?(?:一律)?不得(?P<what>[^，；]{{3,30}})$")
_ONCE = re.compile("^(?P<x>[^，]{3,16})一经(?P<done>[^，]{2,8})，未经(?P<lack>[^，]{2,12})不得(?P<what>[^，]{4,30})$")
_HAND = re.compile(
    "^(?:非经|未经)(?P<lack>[^，]{3,24})，(?P<x>[^，]{2,14})不得(?P<what>(?:提交|报送|上报|发布|实施|施行|列入)[^，]{0,30})$"
)
_BASIS = re.compile("^(?P<x>[^，]{3,30}[^的，])，?不得作为(?P<what>[^，]{3,24}(?:依据|根据|证据|理由|条件))$")
_FORBID = re.compile(
    "^(?:严禁|禁止|坚决防止|切实防止|坚决杜绝|不得)(?P<what>(?:以|将|对|利用|通过|借|在|擅自|随意|违规|违法|违背|违反|越权|下达|要求|采取|变相)[^，；]{4,50})$"
)
_TIME = re.compile(
    f"^{_WHEN}(?:{_S}应当)?(?P<lead>在|于|自[^，]{{2,24}}?之日起|[^，]{{2,24}}后){_N}(?P<unit>个工作日|日|个月)(?:之)?内，?(?P<what>[^，；]{{3,60}})(?:$|，)"
)
_DUTY = re.compile(f"^{_WHEN}{_S}(?:均)?(?:应当|必须)(?P<what>(?:{_DOES})[^，；]{{2,34}})$")
_BEFORE = re.compile(f"^(?P<pre>[^，]{{4,30}}?前)，(?:{_S})?(?:应当|必须)(?P<what>(?:{_DOES})[^，；]{{3,50}})(?:$|，)")
_CASE = re.compile(
    f"^(?P<when>(?!但|且|在|因|如|各|或|并|对|经|涉及|需要|符合)[^，]{{4,30}})的，(?:应当|必须)(?P<what>(?:{_DOES})[^，；]{{2,34}})(?:$|，)"
)
_ACTING = re.compile(
    f"^{_S}(?:及其[^，]{{2,6}}?(?:人员|部门|机构))?(?P<act>(?!认为|发现|有|与|未|没|不|对|因|需要|的|及|或|和|、|应当|必须)[^，]{{3,26}}?)"
    f"(?P<then>的|时)，(?:应当|必须)(?P<what>(?:{_DOES}|报|责令|当场)[^，；]{{2,50}})(?:$|，)"
)
_ABOUT = re.compile(f"^(?P<when>对[^，]{{3,30}})，{_S}(?:应当|必须)(?P<what>(?:{_DOES})[^，；]{{3,30}})(?:$|，)")
_YEARLY = re.compile(
    f"^(?P<who>[^，]{{2,20}}?)每年(?:应当)?(?P<verb>举办|开展|组织|召开|进行)?(?:不少于|至少)?{_N}(?P<unit>次|期|场)(?:以上)?(?P<what>[^，]{{0,24}})(?:$|，)"
)
_HOURS = re.compile(f"^(?:确保)?(?:每人)?每年接受不少于{_N}(?P<unit>学时|课时|小时)的(?P<what>[^，]{{2,24}})$")
_PLAIN = re.compile("为|是|有|同|少于|超过|低于|高于|作为.{0,6}依据$")
_BAD = re.compile(
    f"(?:应当|必须)(?:在|于)?{_N}(?:个工作日|日|个月|小时)(?:之)?内"
    "|本法|本条例|上述|前款|下列|等规定|任何$|第[一二三四五六七八九十百]+条|另有|，其中|除.{2,20}外"
)
# What says that a deed is wrong and not what was done.
_JUDGED = re.compile("变相|违法|违规|违反|违背|越权|滥用|不当|不正当|不合理|随意|任意|擅自|非法|选择性|歧视|推诿|过度|失职|徇私")
# 未按照规定的职责做好本辖区内工作: who did what, nobody is told.
_EMPTY = re.compile("(?:按照|依照|根据|履行)(?:规定的?|各自的?|法定的?)?职责|做好[^，]*工作$")
_LEAN = re.compile("某(?:被|接到|收到)[^，]{1,6}的|^(?:其|该|并|且|但|或者|以及)|其(?!他)|该|未将(?:相关|有关)")
_ROLE_LONG = 8  # characters of the name of a role
_Told = Iterator[tuple[str, bool, str]]  # what is told, whether it is lawful, why


@dataclass(frozen=True, slots=True)
class Practice:
    """What somebody does; `lawful` says whether the clause allows it, `why` what is wrong with it."""

    said: Said
    text: str
    lawful: bool
    why: str
    fact: str


def practices(fact: Fact) -> Iterator[Practice]:
    """The practices that a sentence gives, unlawful ones first. A sentence is read from each of its commas on."""
    text = fact.said.text
    if _BAD.search(text) or fact.said.limited:
        return
    starts = [0, *(m.end() for m in re.finditer("，", text) if not _condition(fact.said, m.start()))]
    for maker in (_once, _hand, _unless, _banned, _basis, _forbidden, _late, _before, _seldom, _about, _cased, _acting, _duty):
        for start in starts:
            for told, lawful, why in maker(text[start:]):
                done = embodied(fact.said, settled(told))
                if 10 <= len(done) <= 80 and not _LEAN.search(done) and not (_JUDGED.search(done) or _EMPTY.search(done)):
                    yield Practice(fact.said, done, lawful, why, fact.fact)


def _condition(said: Said, at: int) -> bool:
    """Whether what stands before a comma says when the rest holds, so that the rest may not be told without it."""
    before = said.text[:at].rsplit("，", 1)[-1]
    return is_statute(said.clause) or re.search("[的时后下外前]$|^(?:对|在|除|因|经|凡)", before) is not None


def _case(when: str | None) -> str:
    return f"在{when.removesuffix('的')}的情况下，" if when else ""


def _once(text: str) -> _Told:
    if m := _ONCE.match(text):
        yield f"{m['x']}{m['done']}后，{NOBODY}未经{m['lack']}{m['what']}", False, f"未经{m['lack']}不得{m['what']}"


def _hand(text: str) -> _Told:
    if m := _HAND.match(text):
        yield f"{NOBODY}未经{m['lack']}，就将{m['x']}{m['what']}", False, f"未经{m['lack']}，{m['x']}不得{m['what']}"


def _unless(text: str) -> _Told:
    m = _UNLESS.match(text)
    if m and "的" in m["lack"]:
        yield f"{NOBODY}将未经{m['lack']}{m['what']}", False, f"未经{m['lack']}，不得{m['what']}"
    elif m and not re.match("作为|(?:提交|报送|上报|报请|列入)", m["what"]):  # what is handed in stands elsewhere
        yield f"{who(m['who'])}未经{m['lack']}，就{m['what']}", False, f"未经{m['lack']}，不得{m['what']}"


def _banned(text: str) -> _Told:
    m = _BAN.match(text)
    if m and "任何" in m["what"].replace("以任何形式", ""):
        return
    if m and not _PLAIN.match(m["what"]) and not re.match("未经|非经|除|依照|根据|在|对|以", m["when"] or m["who"]):
        what = m["what"].replace("以任何形式", "以某种形式")
        yield f"{_case(m['when'])}{who(m['who'])}{what}", False, f"不得{m['what']}"


def _basis(text: str) -> _Told:
    if (m := _BASIS.match(text)) and not m["x"].startswith(("未经", "除", "对")):
        yield f"{NOBODY}将{m['x'].rstrip('，')}作为{m['what']}", False, f"不得作为{m['what']}"


def _forbidden(text: str) -> _Told:
    part = text.split("，")[0]
    if (m := _FORBID.match(part)) and "、严" not in part:
        what = re.sub("([\u4e00-\u9fff]{2,4})或者变相\\1", r"\1", m["what"])
        yield f"{NOBODY}{what}", False, f"属于{'“' + part + '”' if not part.startswith('不得') else part}的情形"


def _late(text: str) -> _Told:
    m = _TIME.match(text)
    value = numbers.read(m["number"]) if m else None
    if not m or not value or m["lead"] in ("在", "于"):  # a limit whose beginning nobody is told
        return
    later = next((v for v in numbers.neighbours(value, m["unit"]) if v >= value * 1.3), value * 2)
    late = f"第{numbers.write(later, m['number'], '')}{m['unit']}"
    own = re.match(f"(?P<who>[\u4e00-\u9fff、]{{0,16}}?{ROLE})应当(?P<rest>.+)", m["what"])
    doer, what = (who(m["who"]), m["what"]) if m["who"] else (who(own["who"]), own["rest"]) if own else (NOBODY, m["what"])
    told = f"{m['lead']}{late}"
    why = f"超过了规定的期限（{m['number']}{m['unit']}）"
    if "应当" in what or what.endswith("规定") or what.startswith(("依照", "按照")):
        return
    if m["lead"].endswith("后"):
        yield f"{_case(m['when'])}{told}，{doer}才{what}", False, why
    else:
        yield f"{_case(m['when'])}{doer}{told}才{what}", False, why


def _before(text: str) -> _Told:
    m = _BEFORE.match(text)
    if not m or "并" in m["what"]:
        return
    own = re.match(f"{_S}(?P<act>(?:在)?(?:作出|订立|签订|制定|出台|实施|开展|进行|举行|提交|集体讨论|采取).+)", m["pre"])
    doer = who(own["who"] if own else m["who"])
    act = own["act"] if own else m["pre"]
    if own is None and not m["who"] and re.match("[0-9]|每|到", m["pre"]):
        return
    told = f"{doer}{act}，未" if own or not m["who"] else f"{act}，{doer}未"  # 某机关项目实施前 would be whose project?
    yield f"{told}{m['what']}", False, f"{m['pre']}应当{m['what']}"


def _seldom(text: str) -> _Told:
    hours = _HOURS.match(text)
    m = hours or _YEARLY.match(text)
    value = numbers.read(m["number"]) if m else None
    if not m or not value or value < 2:
        return
    fewer = next((v for v in numbers.neighbours(value, m["unit"]) if v < value), value - 1)
    less = numbers.write(fewer, m["number"] if fewer > 1 or m["number"].isdigit() else "一", m["unit"]) + m["unit"]
    why = f"少于规定的{m['number']}{m['unit']}"
    if hours:
        yield f"某工作人员全年只接受了{less}的{m['what']}", False, why
        return
    whose = re.sub("^(?:地方)?各级", "某地", m["who"])
    whose = whose if whose.startswith("某") else f"{NOBODY}{whose}"
    if not re.search("全省|各|市、|确保|组织$", whose):
        yield f"{whose}全年只{m['verb'] or '有'}{'了' if m['verb'] else ''}{less}{m['what']}", False, why


def _about(text: str) -> _Told:
    if (m := _ABOUT.match(text)) and "并" not in m["what"]:
        yield f"{m['when'].removesuffix('的')}，{who(m['who'])}未{m['what']}", False, f"应当{m['what']}"


def _cased(text: str) -> _Told:
    if (
        (m := _CASE.match(text))
        and "并" not in m["what"]
        and not re.search("情形$|认为|发现|接到", m["when"])
        and m["what"][0] != "在"
        and not re.match(_S, m["when"])
    ):
        yield f"在{m['when']}的情况下，{NOBODY}未{m['what']}", False, f"应当{m['what']}"


def _acting(text: str) -> _Told:
    if (
        (m := _ACTING.match(text))
        and "并" not in m["what"]
        and "情形" not in m["act"]
        and len(m["who"]) <= _ROLE_LONG
        and not re.search("属于|被|的", m["who"])
    ):
        then = "时" if m["then"] == "时" else ""
        yield f"{who(m['who'])}{m['act']}{then}，未{m['what']}", False, f"应当{m['what']}"


def _duty(text: str) -> _Told:
    m = _DUTY.match(text)
    if not m or "并" in m["what"] or re.match("未经|除|对|在|根据|依照", m["when"] or m["who"]):
        return
    yield f"{_case(m['when'])}{who(m['who'])}未{m['what']}", False, f"应当{m['what']}"
    if not re.match("建立|健全|落实|做好|保障|广泛|全面|明确", m["what"]):  # which tells nothing of what was done
        yield f"{_case(m['when'])}{who(m['who'])}{m['what']}", True, f"做到了“应当{m['what']}”"
