"""The sentences of a clause as an exam paper may show them, each character with its place in the document."""

import re
from dataclasses import dataclass, replace

from exam.wording import shown_chars
from policy import Clause, fold
from policy.exam import Proof

_ARTICLE = re.compile("^第[零〇一二三四五六七八九十百千0-9]+条")
_LABEL = re.compile(
    "^(?:第[零〇一二三四五六七八九十百千0-9]+[编章节条款](?:之[一二三四五六七八九十]+)?"
    "|[一二三四五六七八九十百]+、|（[一二三四五六七八九十百0-9]+）、?|[0-9]{1,3}[.．、](?![0-9])|[①-⑳])"
)
_ITEM = re.compile("^(?:（[一二三四五六七八九十百0-9]+）|[0-9]{1,2}[.．、](?![0-9])|[0-9]{1,2}[.．](?=20[0-9]{2}年)|[①-⑳])")
_STOPS = "。！？；"
_OPEN, _SHUT = "“（《〔「『【〈", "”）》〕」』】〉"
_LEANS = re.compile(
    "^(?:其(?!他|余|中)|其他|其余|其中|该|此|这|那|它|他们|上述|前款|前述|前项|前两|以上|以下|同时|同样|并|且|而|或者|但|否则|也|还|还是|再|又|则|才"
    "|对此|为此|因此|从而|于是|另外|此外|然后|随后|如|例如|即|不含|比如|等|的|和|与|及|以及|特别是|尤其是|包括|不包括|除此|由此|实施后|[^，。]{0,8}仍(?!然|旧)[^，]{1,12}的，|[^，。]{0,12}，仍(?!然|旧)[^，]{1,12}的，|[0-9一二三四五六七八九十]+个?(?:工作)?[日月年](?:之)?内|对?符合[^，]{0,8}(?:规定|条件|要求|标准)[^，]{0,4}的，|（|[一二三四五六七八九十]是|[^，]{1,6}时，(?:应当|可以|不得|必须)|与此|有前|本款|本项|与前|依照前|违反前|所称|之|已|均|都|在此|不服的|逾期|[^，。]{0,16}拒不(?:提供|改正|配合|退还|执行)的，|经查|具体|必要时|情节|未满|每年可|每次|属于|构成)"
)
_POINTS = re.compile(
    "前款|前条|前项|前两款|前三款|前二款|本款|本项|上款|上述|上条|前述|本条|还应当|还可以|第[一二三四五六七八九十百零]+[条款项]|另行(?=提交|提供|出具)|上列|下同|如下|包括：|以下简称|下称|下列|(?<![0-9零一二三四五六七八九十百千万亿元年月日天时岁周人个倍米吨级省市县区乡镇处科股等%次名件])以下(?=[\u4e00-\u9fff]{0,8}(?:条件|材料|情形|内容|方式|程序|事项|要求|规定|标准|措施|行为|原则|资料|信息|职责|方面))|见附件|附件[0-9一二三四]|附表|详见|责任单位|落实单位|责任部门|牵头部门|配合单位|牵头单位|责任编辑|来源：|记者|图为|专栏[0-9]|为期\\?"
)
_PINYIN = "[a-zǎāáàōóǒòēéěèīíǐìūúǔùü]{2,}"
_DAMAGE = re.compile(
    "[0-9] [A-Z]|(?<![元次人亩吨米])[/／]|[\ufffd□■◆●★|＿_\\\\<>{}^~`#$&=]|[xX×]{2,}|××|[a-zA-Zà-üǎǐǒǔ]{9,}|…|\\?|？？"
    "|(?<![0-9.A-Za-z:：-])0[0-9]+(?=[年个家项亿万元%人])|(?<![0-9.])(?:1[3-9]|[2-9][0-9])月"  # page numbers in the text
    f"|{_PINYIN} ?{_PINYIN}|(.{{6,}})\\1"
)
_FIELD = re.compile("^[\u4e00-\u9fff]{2,8}：")
_REPORTED = re.compile(
    "^(?:近年来|[0-9]{4}年以来|党的十|会议|据|截至)|施行。?$|同时废止|自(?:印发|发布|公布|[0-9]{4}年).{0,12}起(?:施行|实施|执行)|制定本|现提出|印发给|^自[0-9]{4}年.{0,10}起"
)


# What the next sentence begins with where it limits the one before it: 但是…, …另有规定的，从其规定, 情况复杂的，可以延长.
_BUT = re.compile(
    "^(?:但|不过|然而|[^，。；]{0,30}另有(?:规定|约定)|有下列情形之一的，?(?:除外|不)|[^。；]{0,40}(?:可以(?:适当)?延长|延长至|不受[^，]{0,14}限制)|[^，。；]{0,30}除外$"
    "|[^，。；]{0,14}(?:不在场|不能|无法|确有困难|特殊情况|情况紧急|情况复杂)[^，]{0,14}的，)"
)
# What such a sentence of a policy says where it lays something down: 但与先进地区相比仍有差距 takes nothing away.
_BOUNDS = re.compile("除外|另有|不得|可以|应当|不受|不适用|不超过|不低于|不少于|不予|须|可|的，")
_APART = re.compile(
    "^(?:第[^条]{1,9}条)?(?:前款|前两款|前条|第[一二三]款)[^。]{0,40}(?:不适用|除外|另有规定|但)|^[^，。；]{0,30}另有规定的，(?:从其规定|依照|适用)"
)
_ASSIGNED = re.compile("（[^（）]*(?:牵头|配合|负责|责任单位|分工|落实)[^（）]*）$")
# How documents of policy end, which tells nothing of what they ask for, and what they call themselves.
_CLOSING = re.compile(
    "各项(?:目标)?任务[^，]{0,6}(?:落到实处|落地见效|落实到位|落细落实)|狠抓落实|务求实效|高度重视，|精心(?:组织|部署)|主要领导亲自抓|力戒形式主义|抓好督促落实|督察督办、推进落实"
    "|(?<![\u4e00-\u9fff])[为向]?(?:全面)?建[设成]社会主义现代化[^，]{0,20}(?:作出|提供)|本(?:纲要|意见|方案|规划|计划|通知|决定|措施|行动方案|行动计划|实施意见|若干措施|要点|指南)(?!级)"
)


# A limit of time without its beginning; 一并载明 without where, and 当事人拒绝的，应当注明 without who.
_LIMIT = re.compile(
    "^(?!.*(?:[起后时前的]，|之日起|以后|届满|[0-9日]后|[收接]到)).{0,30}(?:应当?|必须|须)(?:在|于)?[0-9一二三四五六七八九十]+(?:个工作日|日|个月|小时)(?:之)?内"
)
_AS_WELL = re.compile(
    "^(?:当事人|申请人|相对人|被[^，]{1,6}人)(?:拒绝|不)[^，]*的，(?:应当|可以|不得|必须)|一并(?:予以)?[\u4e00-\u9fff]{2,3}$|(?:委托|转给|交由)其他"
)
# 应当自受理之日起五日内予以撤销: an application for what, and what is withdrawn, stands in the sentence before.
_BARE_START = re.compile(
    "^[^，]{0,24}(?:受理|收到|接到|接受)(?:申请|材料|申请材料|报告|请求|登记)?(?:之日起|之后|后)"
    "[0-9一二三四五六七八九十]+个?(?:工作日|日|月|小时)(?:之)?内，?(?:依法)?[^，]{2,6}(?:$|，)"
)
# What stands behind a semicolon of an article and says itself who is to do what.
_OWN_SUBJECT = re.compile(
    "[^，的]{2,14}(?:应当|不得|可以|必须|有权)|(?!.*日内)[^，]{8,40}的，[^，的]{2,12}(?:应当|不得|可以|必须|有权)|[^，]{6,40}人有[^，]{2,10}的，(?:应当|可以|不得)"
)
# A subject long enough to say what it is, in 委托行政机关和受委托组织应当…; 记录内容 is not.
_FULL_SUBJECT = re.compile("[^，]{8,}?(?:应当|不得|可以|必须|有权)")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a clause; `at[i]` is where `text[i]` stands in the document. `part` says that a semicolon ends
    it or stands before it, `after` that one stands before it, `limited` that the
    next sentence takes something away from it, so that it is not the whole truth."""

    clause: Clause
    text: str
    at: tuple[int, ...]
    part: bool = False
    after: bool = False
    limited: bool = False

    def span(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Where text[start:end] stands in the document."""
        end = len(self.text) if end is None else end
        return self.at[start], self.at[end - 1] + 1

    def proof(self, start: int = 0, end: int | None = None) -> Proof:
        at, until = self.span(start, end)
        c = self.clause
        return Proof(c.clause_id, c.source, c.title, c.path, c.slice(at, until), at, until, c.page, c.wording)

    def cut(self, start: int, end: int) -> "Said":
        return Said(self.clause, self.text[start:end], self.at[start:end], True, limited=self.limited)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a clause: the sentence that opens it (it ends in a colon), and its items without their labels."""

    lead: Said
    items: tuple[Said, ...]


def is_statute(clause: Clause) -> bool:
    """Whether a clause is an article."""
    return bool(clause.path) and _ARTICLE.match(fold(clause.path[-1]).strip()) is not None


def label(clause: Clause) -> str:
    """The article's number (第四十二条), else the heading above the clause's words, "" where there is none."""
    if not clause.path:
        return ""
    own = "".join(c for c, _ in shown_chars(clause.path[-1]))
    if m := re.match(r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?", own):
        return m.group()
    return own


def heading(clause: Clause) -> str:
    """A clause's own heading without its number, "" for an article."""
    return "" if is_statute(clause) else _LABEL.sub("", label(clause)).rstrip("。：")


def paragraphs(clause: Clause) -> list[Said]:
    """The lines of a clause without its own label and heading, blank ones left out; rows of tables are left out."""
    found: list[Said] = []
    offset = clause.start
    own = heading(clause)
    for line in clause.text.split("\n"):
        chars = list(shown_chars(line))
        text, at = "".join(c for c, _ in chars), tuple(offset + i for _, i in chars)
        cut = 0
        if not found:
            m = _LABEL.match(text)
            cut = m.end() if m else 0
            if own and text[cut:].startswith(own):
                rest = text[cut + len(own) :]
                cut += len(own) + (1 if rest[:1] in ("。", "：", ":") else 0) if not rest or rest[0] in "。：:" else 0
        if text[cut:] and " | " not in line:
            found.append(Said(clause, text[cut:], at[cut:]))
        elif text and not found:
            own = ""
        offset += len(line) + 1
    return found


def split(said: Said, stops: str = _STOPS) -> list[Said]:
    """A paragraph cut at its stops, none inside quotation marks or brackets; the stops stay out."""
    found, depth, start, parted = [], 0, 0, False
    for i, c in enumerate(said.text + "\0"):
        depth = max(0, depth + (c in _OPEN) - (c in _SHUT))
        if c == "\0" or c in stops and depth == 0:
            if i > start:
                found.append(Said(said.clause, said.text[start:i], said.at[start:i], parted or c == "；", parted))
            start, parted = i + 1, c == "；"
    return found


def sentences(clause: Clause) -> list[Said]:
    """The sentences of a clause that stand by themselves, in order; no closing formula."""
    found = []
    lines = paragraphs(clause)
    for line, paragraph in enumerate(lines):
        if _ITEM.match(paragraph.text) or paragraph.text.endswith("："):
            continue
        apart = any(_APART.match(p.text) for p in lines[line + 1 : line + 2])
        pieces = [unassigned(s) for s in split(paragraph)]
        whole = pieces if paragraph.text[-1] in _STOPS + _SHUT else pieces[:-1]
        kept = [
            n
            for n, s in enumerate(whole)
            if stands(s) and not (n and _follows(s)) and not (n + line and _BARE_START.match(s.text)) and not _formula(s)
        ]
        found += [replace(whole[n], limited=apart or _limited(pieces, n)) for n in kept]
    return found


def unassigned(said: Said) -> Said:
    """A sentence without the brackets at its end that say who is to do it."""
    m = _ASSIGNED.search(said.text)
    return replace(said.cut(0, m.start()), part=said.part) if m and m.start() else said


def _limited(pieces: list[Said], n: int) -> bool:
    """Whether the sentence behind one takes something away from it."""
    if n + 1 == len(pieces) or not _BUT.match(pieces[n + 1].text):
        return False
    told = pieces[n + 1]
    return is_statute(told.clause) or not re.match("但|不过|然而", told.text) or _BOUNDS.search(told.text) is not None


def _formula(said: Said) -> bool:
    """Whether a sentence of a policy is of the kind that closes any of them, or speaks of the document itself."""
    return not is_statute(said.clause) and _CLOSING.search(said.text) is not None


def _follows(said: Said) -> bool:
    """Whether a sentence of an article is so short that it rests on the one before it (审核记录内容: what record?)."""
    return (
        is_statute(said.clause)
        and len(said.text) < 34
        and re.search("责令[\u4e00-\u9fff]{0,6}有关", said.text) is not None
        or is_statute(said.clause)
        and len(said.text) < 30
        and not _FULL_SUBJECT.match(said.text)
        and not re.search("^[^，]+的，|是指", said.text)
    )


def stands(said: Said, most: int = 95) -> bool:
    """Whether a sentence reads well by itself: whole, undamaged, pointing at nothing outside it, neither too short nor too long."""
    text = said.text
    return (
        12 <= len(text) <= most
        and not (_LEANS.match(text) or _POINTS.search(text) or _DAMAGE.search(text) or _FIELD.match(text) or _REPORTED.search(text))
        and not (_LIMIT.search(text) or _AS_WELL.search(text))
        and balanced(text)
        and re.search("[\u4e00-\u9fff]{4}", text) is not None
        and not _ITEM.match(text)
        and "（一）" not in text
        and not text.endswith(
            ("：", "，", "、", "的", "和", "及", "与", "基础上", "同时", "过程中", "情况下", "前提下", "为目标", "为基础")
        )
        and not (said.part and _hangs(text))
        and not (said.after and is_statute(said.clause) and not _OWN_SUBJECT.match(text))
    )


def _hangs(text: str) -> bool:
    """Whether a part of a sentence leaves out what the part before it said (对…处…罚款 without the deed)."""
    if re.match("[^，]{2,20}的，(?:报|经|不得|应当|可以|取消|由|处|不予|视为|责令|给予|依法|从|予以|撤销|没收)", text):
        return True
    return re.match("(?:由|处|对(?!违法|外)|可以|应当|不得|有|情节|涉及|情况|因)", text) is not None or "，" not in text and len(text) < 16


_OTHERWISE = re.compile("(?:^|[，。；])(?:但是，?|但)?([^，。；]{0,30}?另有(?:规定|约定))的(?=，|除外)")
_LONGER = re.compile("可以(?:适当)?延长|延长至|(?:批准|决定)延长")


def exceptions(said: Said) -> str:
    """What a stem adds to a sentence from which its clause makes exceptions behind it, "" where it makes none.

    >>> from policy import Clause
    >>> text = "应当自受理之日起三日内办结。法律另有规定的，从其规定。"
    >>> clause = Clause("a.md#1", "a.md", "某条例", ("第一条",), text, 0, len(text))
    >>> exceptions(sentences(clause)[0])
    '（法律另有规定的除外）'
    """
    if not said.limited:
        return ""
    whole = "".join(c for c, _ in shown_chars(said.clause.text))
    rest = whole.partition(said.text)[2]
    found = ["依法延长"] if _LONGER.search(rest) else []
    other = _OTHERWISE.search(rest)
    found += [other[1]] if other else []
    return f"（{'以及'.join(found)}的除外）" if found else "（条文另定的例外情形除外）"


def balanced(text: str) -> bool:
    """Whether brackets and quotation marks close what they open."""
    stack = []
    for c in text:
        if c in _OPEN:
            stack.append(_SHUT[_OPEN.index(c)])
        elif c in _SHUT and (not stack or stack.pop() != c):
            return False
    return not stack and text.count('"') % 2 == 0


def lists(clause: Clause) -> list[Listed]:
    """The numbered lists of a clause: a line or sentence that ends in a colon, then items that begin with a label."""
    found: list[Listed] = []
    lead: Said | None = None
    items: list[Said] = []
    for line in [*_lines(clause), None]:
        m = _ITEM.match(line.text) if line else None
        if line and m and lead:
            items.append(_trimmed(line, m.end()))
            continue
        if lead and len(items) >= 2:
            found.append(Listed(lead, tuple(items)))
        items = []
        last = split(line)[-1:] if line else []
        lead = _trimmed(last[0], 0) if last and last[0].text.endswith("：") else None
    return found


def _lines(clause: Clause) -> list[Said]:
    """The lines of a clause, a line that runs a list on (…：（一）…；（二）…) cut before each label."""
    found = []
    for paragraph in paragraphs(clause):
        cuts = [0, *(m.start() for m in re.finditer("(?<=[：；。])（[一二三四五六七八九十]+）", paragraph.text)), len(paragraph.text)]
        found += [Said(clause, paragraph.text[a:b], paragraph.at[a:b], True) for a, b in zip(cuts, cuts[1:], strict=False) if b > a]
    return found


def _trimmed(said: Said, start: int) -> Said:
    end = len(said.text.rstrip("；。：，"))
    return Said(said.clause, said.text[start:end], said.at[start:end], said.part)
