"""False statements: a sentence with exactly one checkable point changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from exam import numbers, points
from exam.bounds import allowed
from exam.desk import Desk
from exam.enumerations import opens
from exam.excluded import asserted, named, whole
from exam.facts import Fact
from exam.points import Point
from exam.said import Said
from exam.turns import turns
from exam.wording import norm

# Only what contradicts: that one may do what one has to do denies nothing.
_MODAL_SWAP = {
    "应当": "可以不", "必须": "可以不", "不得": "可以", "可以": "不得", "有权": "无权", "严禁": "允许", "禁止": "允许",
}  # fmt: skip
_WITH_SWAP = {"应当予以": "可以不予", "应当依法予以": "可以不予", "有权依法": "无权", "不得以": "可以用"}
_WITH = re.compile("应当(?:依法)?予以(?=[没取关退公撤])|有权依法(?=提出|申请|要求)|不得以(?=[^，]{2,8}(?:代替|替代))")
_OFFICES = ("部门", "机构", "政府", "馆", "委员会")  # whose duties are their own
_FEW = re.compile("(?:[12一二两]|(?<![0-9一二三四五六七八九十百千])[百千万亿])[个次项家种级处所场件名]$")  # 两个以上, which bounds nothing
_WHOLE = 100  # per cent, above which nothing is
_COMPARE_SWAP = {
    "以上": "以下", "不少于": "不超过", "不低于": "不超过", "不超过": "不少于", "不得少于": "可以少于", "不得超过": "可以超过",
    "不得低于": "可以低于", "至少": "至多",
}  # fmt: skip


# Statements of principle are asked as they stand, never turned into their opposite.
_GRAVE = re.compile("党|习近平|总书记|主义|中央|人民为|国家安全|军")


def like(a: str, b: str) -> bool:
    """Whether two names in quotation marks are of one make: as long, with marks, signs and figures alike."""

    def make(t: str) -> tuple[int, bool, bool]:
        return len(t), re.search("[、，]", t) is not None, re.search("[+0-9]", t) is not None

    return a != b and make(a) == make(b)


def behind(said: Said, p: Point) -> str:
    """The two characters behind a name in quotation marks, which tell what it is: “…”改革, “…”制度."""
    return said.text[p.end + 1 : p.end + 3]


# Nobody would take it for allowed.
_ABSURD = re.compile(
    "非法|违法|违规|不合格|虚假|危险|越权|阻拦|阻挠|谎报|危害|侵占|挪用|截留|私分|障碍|泄露|歧视|伪造|骗|侮辱|虐待|侵犯|损害|变相|不正当|违背|违反|破坏|篡改|隐瞒|销毁|职守|逃匿|影响[^，]*正常|收受|索取|无关|随意|擅自|捏造|诬告|陷害|诽谤|任意|选择性|弄虚作假|不符合|国家禁止|有毒|推诿|拖延|以罚代|指标"
)
# 不得委托其他组织: other than those that the sentence before names, which may.
_OTHERS = re.compile("(?<!或者)(?<![和、及])其他")
# What one may well leave undone, as a candidate could believe: no virtue, and nothing that begins with when, where or how.
_LEFT = re.compile(
    "(?:向(?!.*应当)[^，]{2,10}?)?(?:公示|公布|公开|告知|说明|出示|回避|听取|报告|备案|制作|送达|组织|举行|召开|评估|征求|进行|载明|注明|记载|签名|盖章|通知|移送"
    "|赔偿|退还|返还|出具|采纳|复核|提交|提出|附|保存|归档|登记|设置|设立|配备|申请|签订|接受|取得|审查|检查|审核|责令|没收|折抵|吊销|提供|标明|标注|公告|建立|制定"
    "|报(?=[\u4e00-\u9fff]{2,}(?:备案|批准|同意))|经(?=[\u4e00-\u9fff]{2,}(?:批准|同意|审核|审查)))"
    "(?!健全)"
)


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence with text[start:end] in place of what the document says there."""

    said: Said
    start: int
    end: int
    new: str
    sort: str

    @property
    def text(self) -> str:
        return self.said.text[: self.start] + self.new + self.said.text[self.end :]

    @property
    def pair(self) -> tuple[str, str]:
        """(what the clause says, what the statement says)."""
        return self.said.text[self.start : self.end], self.new


def changes(fact: Fact, desk: Desk) -> list[Change]:
    """The changes of a fact's sentence that make it certainly false, the most telling first; the same whenever they are asked for."""
    name = f"{fact.fact}/{fact.type}/{len(fact.said.text)}"
    if name not in desk.kept:
        rng, desk.rng = desk.rng, Random(name)
        desk.kept[name] = [c for c in _all(fact, desk) if _certain(c, desk)]
        desk.rng = rng
    found: list[Change] = desk.kept[name]
    return found


_EXCHANGED = ("organ", "agent", "term", "member")


def _certain(change: Change, desk: Desk) -> bool:
    """Whether a change touches no principle, and makes what no clause of the document says, in nearly the same words either.

    A name in another's place may stand nowhere in the document for the same matter; 日 for 工作日 not where 日 is said to mean it.
    """
    if change.sort in _EXCHANGED and asserted(desk.evidence, change.said, change.start, change.end, change.new):
        return False
    if change.sort == "unit" and desk.evidence.workdays(change.said.clause.source):
        return False
    old, new = change.pair
    source = (change.said.clause.source,)
    return (
        old != new
        and not _GRAVE.search(change.text)
        and desk.evidence.says(source, change.text, new) is None
        and desk.evidence.says(source, change.text) is None
    )


def _all(fact: Fact, desk: Desk) -> Iterator[Change]:
    said = fact.said
    for p in [*points.figures(said), *points.dates(said)]:
        if points.idle(said.text, p):
            continue
        found = _false_figures(p, said)[:2]
        for new in found and [desk.rng.choice(found)]:  # neither always the lower nor always the higher
            yield Change(said, p.start, p.end, new, "figure" if p.kind != "date" else "date")
    for start, end, new, sort in turns(said.text):
        yield Change(said, start, end, new, sort)
    for p in points.compares(said):
        if not _FEW.search(said.text[: p.start]):
            yield Change(said, p.start, p.end, _COMPARE_SWAP[p.text], "compare")
    yield from _names(said, desk)
    yield from _member(fact, desk)
    yield from _modals(said)


def _modals(said: Said) -> Iterator[Change]:
    """Words of duty turned, with the words that would not go with the other: 应当予以没收 is 可以不予没收, 应当依法公开 可以不公开."""
    for p in points.modal(said):
        if m := _WITH.match(said.text[p.start :]):
            yield Change(said, p.start, p.start + m.end(), _WITH_SWAP[m.group()], "modality")
        elif _plain_modal(said.text, p):
            lawfully = p.text in ("应当", "必须") and said.text[p.end :].startswith("依法")
            yield Change(said, p.start, p.end + (2 if lawfully else 0), _MODAL_SWAP[p.text], "modality")


def _alone(after: str) -> bool:
    """Whether what a word of duty governs ends with its part of the sentence: what follows a comma has a subject or a duty of its own."""
    _, _, rest = after.partition("，")
    return not rest or re.match("[^，]{0,16}(?:应当|不得|可以|必须|由|有权)", rest) is not None


def _false_figures(p: Point, said: Said) -> list[str]:
    """Other values at a point that the sentence does not imply, in their order."""
    found = figure_options(p, said.clause.title)
    if p.kind == "range":
        return found
    old = numbers.read(p.number)
    values = [(v, t) for t in found if (v := _value(t, p)) is not None and old is not None]
    if old == _WHOLE and p.unit in ("%", "百分之"):  # nothing is above the whole
        return [t for v, t in values if v < _WHOLE]
    full = said.text[p.end :].startswith("以上") and p.unit in ("%", "百分之")
    return [t for v, t in values if old is not None and allowed(said.text, p, old, v) and not (full and v >= _WHOLE)]


def _value(text: str, p: Point) -> float | None:
    m = re.match(r"\d{4}", text) if p.kind == "date" else None
    return float(m.group()) if m else numbers.read(text.removesuffix(p.unit) if p.unit != "百分之" else text)


def _names(said: Said, desk: Desk) -> Iterator[Change]:
    """Changes of who acts, and of names in quotation marks."""
    once = [p for p in points.organs(said) if said.text.count(p.text) == 1]
    for p in once:
        if said.text[p.end :].startswith("不得"):  # what one organ may not do, the others hardly may
            continue
        whole_text = desk.evidence.text(said.clause.source)  # an organ that stands nowhere in it nobody takes for the right one
        named_organs = [o for o in points.ORGANS if norm(o) in whole_text]
        pool = [
            o for o in desk.shuffled([*desk.corpus.organs[said.clause.source], *named_organs]) if _peer(o, p.text) and o not in said.text
        ]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "organ")
    for p in (p for p in points.subjects(said) if said.text.count(p.text) == 1):
        own = [o for o in desk.corpus.organs[said.clause.source] if o.endswith(_OFFICES) and "的" not in o]
        fitting = [o for o in own if _akin(o, p.text) and o not in said.clause.text and _plainly(said.text[p.end :])]
        for new in desk.shuffled(fitting)[:1]:
            yield Change(said, p.start, p.end, new, "agent")
    for p in (p for p in points.phrases(said) if said.text.count(p.text) == 1):
        same = [t for sort, t in desk.corpus.phrases[said.clause.source] if sort == p.unit == "agent" and t not in said.text]
        for new in desk.shuffled([t for t in same if t[-1] == p.text[-1] and not points.within(p.text, t)])[:1]:
            yield Change(said, p.start, p.end, new, "agent")
    for p in (p for p in points.terms(said) if named(said, p)):
        # What the same clause asks for as well is not false of it.
        pool = [t for t in desk.shuffled(desk.corpus.terms[said.clause.source]) if t not in said.clause.text and like(t, p.text)]
        # A name that goes with the same noun (“…”建设) could stand here too: what it makes false nobody knows.
        pool = [t for t in pool if t[-1] == p.text[-1] and not desk.corpus.behind[t] & {behind(said, p)}]
        for new in pool[:1]:
            yield Change(said, p.start, p.end, new, "term")


def _member(fact: Fact, desk: Desk) -> Iterator[Change]:
    """A member of a list for one of another list of the document that ends alike, and that the clause nowhere names."""
    m = fact.members
    if m is None or not whole(fact.said, m):
        return
    own = [(m.start + fact.said.text[m.start : m.end].index(t), t) for t in m.texts]
    for start, text in own:
        pool = [t for _, _, t in desk.corpus.members[fact.clause.source] if _sibling(t, text) and t not in fact.clause.text]
        for new in desk.shuffled(pool)[:1]:
            yield Change(fact.said, start, start + len(text), new, "member")


def _sibling(a: str, b: str) -> bool:
    """Whether two members are of one make: as long, with the same end of two characters, and otherwise unlike."""
    return not opens(a) and not opens(b) and len(a) == len(b) >= 4 and a[-2:] == b[-2:] and not set(a[:2]) & set(b[:2])


# 上级人民政府, 县级以上人民政府: what one government has to do, one of so many may well have to do too.
_ANY = re.compile("(?:上级|下级|同级|本级)|(?:县级以上|地方|各级).*政府$")


def _akin(a: str, b: str) -> bool:
    """Whether two roles are of one rank, both governments or neither, and none is part of the other."""
    return not _ANY.match(a) and not points.within(a, b) and not points.within(b, a) and ("政府" in a[-2:]) == ("政府" in b[-2:])


def _plainly(after: str) -> bool:
    """Whether what a role is to do is nothing that others may do as well, or may not do either."""
    return (
        re.match("不得|加强|可以|有权|积极|支持|遵守", after) is None
        and re.match("应当(?:加强|支持|遵守|积极|自觉|依法履行|按照|按|依照|根据|结合|配合)", after) is None
    )


def _peer(a: str, b: str) -> bool:
    """Whether two organs are of one sort."""
    return not _ANY.match(a) and not points.within(b, a) and not points.within(a, b) and a[-2:] == b[-2:]


def _plain_modal(text: str, p: Point) -> bool:
    """Whether turning a word of duty reads well: not under an exception, nor where its sentence already says the other."""
    after = text[p.end :]
    if p.text in ("应当", "必须"):
        m = _LEFT.match(after.removeprefix("依法"))
        return m is not None and _alone(after) and text.count(m.group()[-2:]) == 1 and not re.search("可以不|方可|未经", text)
    if p.text == "可以":
        return (
            _alone(after)
            and not text[: p.start].endswith(("处于", "属于", "作为", "成为", "是"))  # 处于可以升级的状态
            and re.match("是|由.{1,12}也可以|不|在|依照|按照|根据|以|自|向.{1,12}投诉|依法申请|申请|依法", after) is None
            and not re.search("中的?一[种个项]|之一|不得|(?:批准|同意|许可)的?，|也可以|(?:其他|、[^，]{0,4})可以", text)
        )
    if p.text == "有权":
        return re.match("根据|依法", after) is None
    if text.startswith("除") or re.search("除[^，]{2,30}外，[^，]*$", text[: p.start]) or re.search("未经.*应当|应当.*未经", text):
        return False
    if p.text == "不得" and (re.match("少于|超过|低于|高于|以", after) or "任何" in after):
        return False
    if p.text == "不得" and (text.count("不得") > 1 or "，并" in after):
        return False
    if p.text in ("严禁", "禁止") and not re.search("(?:^|，|国家)$", text[: p.start]):  # 制定禁止使用…的规定
        return False
    if re.search("(?:不具备|不符合|未取得|不合格)[^，]*的，[^，]*$", text[: p.start]):
        return False
    if _ABSURD.search(after) or _OTHERS.search(after) or re.search("、严|、不", after):
        return False
    return _MODAL_SWAP[p.text] + after[:2] not in text


def figure_options(p: Point, title: str = "") -> list[str]:
    """Other values in a figure's place, in its own script and unit, the most plausible first; years within the span of the title."""
    if p.kind == "date":
        year = int(p.number)
        titled = {int(y) for y in re.findall("20[0-9]{2}", title)}
        last = max(titled, default=0)
        first = min(titled, default=0) if len(titled) > 1 else 0
        steps = (-1, 1, -2, 2, -3, 3, -4, 4)
        near = [year + d for d in steps if (not last or year > last or year + d <= last) and (year < first or year + d >= first)]
        return [p.text.replace(p.number, str(y), 1) for y in near]
    if p.kind == "range":
        return _ranges(p)
    value = numbers.read(p.number)
    if value is None or value == 0:
        return []
    unit = p.unit if p.unit != "百分之" else ""
    found = [numbers.write(v, p.number, unit) + unit for v in numbers.neighbours(value, p.unit)]
    return [re.sub("^二(?=[年天月])", "两", t) for t in found] if title and not title.endswith(("法", "条例", "规定", "办法")) else found


def _ranges(p: Point) -> list[str]:
    m = re.fullmatch(r"(.+?)(元|倍|万元)以上(.+?)(元|倍|万元)以下", p.text)
    low, high = (numbers.read(m[1]), numbers.read(m[3])) if m else (None, None)
    if not m or not low or not high:
        return []
    if m[4] == "倍":
        pairs = [(low, high * 2), (low + 1, high + 5), (low, high / 2), (low + 1, high), (low * 3, high * 3)]
    else:
        pairs = [(low * 2, high * 2), (low / 2, high / 2), (low, high * 2), (low * 5, high * 5), (low / 5, high / 5), (low, high / 2)]
    kept = [(a, b) for a, b in pairs if a < b and a >= 1 and b >= 1 and a == int(a) and b == int(b) and (m[4] != "元" or a >= 50)]
    return [f"{numbers.write(a, m[1], m[2])}{m[2]}以上{numbers.write(b, m[3], m[4])}{m[4]}以下" for a, b in kept]
