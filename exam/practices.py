"""Practices: what a named role does that a clause asks for or forbids, for 案例分析."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exam import numbers
from exam.facts import Fact
from exam.said import Said

_ROLE = (
    "(?:机关|部门|机构|单位|人员|组织|企业|公司|政府|负责人|人民法院|检察院|委员会|学校|医院|银行|经营者|生产者|所有人|当事人|申请人|用人单位|医师|律师|教师"
    "|监护人|代理人|管理者|运营者|处理者|提供者|使用者|发包方|承包方|生产商|供应商|平台|中介|协会|个人)"
)
_S = f"(?P<who>[\u4e00-\u9fff、]{{0,14}}?{_ROLE})"
_BAN = re.compile(f"^(?:(?P<when>[^，]{{4,30}})的?，)?{_S}(?:一律)?不得(?P<what>[^，；]{{4,40}})$")
_UNLESS = re.compile(f"^(?:[^，]{{0,20}}，)?未经(?P<lack>[^，]{{2,24}}?)(?:的)?，(?:{_S})?(?:一律)?不得(?P<what>[^，；]{{3,30}})$")
_FORBID = re.compile("^(?:严禁|禁止|坚决防止|切实防止|坚决杜绝)(?P<what>(?:以|将|对|利用|通过|借|在|擅自|违规|违法|越权)[^，；]{6,40})$")
_TIME = re.compile(
    f"^(?:(?P<when>[^，]{{4,30}})的?，)?{_S}应当(?P<lead>在|于|自[^，]{{2,24}}?之日起)(?P<number>[0-9一二三四五六七八九十百]+)(?P<unit>个工作日|日|个月)内(?P<what>[^，；]{{3,44}})(?:$|，)"
)
_DUTY = re.compile(
    f"^(?:(?P<when>[^，]{{4,30}})的，)?{_S}(?:应当|必须)(?P<what>(?:依法|及时|主动|定期|如实|按照|按规定|对|将|向|组织|建立|告知|公开|出示|履行|制作|听取|出具|设置|配备|报告|公布)[^，；]{{3,34}})$"
)
_PLAIN = re.compile("少于|超过|低于|高于|作为.{0,6}依据$")
_BAD = re.compile("其|该|本法|本条例|上述|前款|下列|规定的|等规定|任何$|第[一二三四五六七八九十百]+条|另有")


@dataclass(frozen=True, slots=True)
class Practice:
    """What somebody does; `lawful` says whether the clause allows it, `why` what is wrong with it."""

    said: Said
    text: str
    lawful: bool
    why: str
    fact: str


def practices(fact: Fact) -> Iterator[Practice]:
    """The practices that a sentence gives, unlawful ones first."""
    text = fact.said.text
    if _BAD.search(text):
        return
    for maker in (_banned, _unless, _forbidden, _late, _duty):
        for done, lawful, why in maker(text):
            if 10 <= len(done) <= 80:
                yield Practice(fact.said, done, lawful, why, fact.fact)


def _who(said: str | None) -> str:
    """A role as a case names it: 某行政机关."""
    if not said:
        return "某单位"
    first = re.split("及其|以及|和|或者|与|、", said.removeprefix("任何").removeprefix("各级").removeprefix("有关").removeprefix("各"))[0]
    return f"某{first}" if re.search(f"{_ROLE}$", first) and len(first) >= 2 else ""


def _case(when: str | None) -> str:
    return f"在{when.removesuffix('的')}的情况下，" if when else ""


def _banned(text: str) -> Iterator[tuple[str, bool, str]]:
    m = _BAN.match(text)
    if m and not _PLAIN.match(m["what"]) and (who := _who(m["who"])) and not re.match("未经|除|依照|根据|在|对", m["when"] or ""):
        yield f"{_case(m['when'])}{who}{m['what']}", False, f"属于“不得{m['what']}”的情形"


def _unless(text: str) -> Iterator[tuple[str, bool, str]]:
    m = _UNLESS.match(text)
    if m and (who := _who(m["who"])):
        yield f"{who}未经{m['lack']}，即{m['what']}", False, f"未经{m['lack']}，不得{m['what']}"


def _forbidden(text: str) -> Iterator[tuple[str, bool, str]]:
    for part in text.split("，"):
        if m := _FORBID.match(part):
            yield f"某单位{m['what']}", False, f"属于“{part}”的情形"


def _late(text: str) -> Iterator[tuple[str, bool, str]]:
    m = _TIME.match(text)
    value = numbers.read(m["number"]) if m else None
    if not m or not value or not (who := _who(m["who"])):
        return
    later = next((v for v in numbers.neighbours(value, m["unit"]) if v >= value * 1.4), value * 2)
    late = numbers.write(later, m["number"], m["unit"])
    when = f"{m['lead']}第{late}{m['unit']}" if m["lead"].startswith("自") else f"在第{late}{m['unit']}"
    yield f"{_case(m['when'])}{who}{when}才{m['what']}", False, f"超过了{m['number']}{m['unit']}的期限"


def _duty(text: str) -> Iterator[tuple[str, bool, str]]:
    m = _DUTY.match(text)
    if not m or not (who := _who(m["who"])) or "并" in m["what"]:
        return
    yield f"{_case(m['when'])}{who}未{m['what']}", False, f"没有做到“应当{m['what']}”"
    yield f"{_case(m['when'])}{who}{m['what']}", True, f"做到了“应当{m['what']}”"
