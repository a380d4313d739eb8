"""The targets ledger: what a clause sets in figures — indicator, comparison, value, unit, deadline, whom it binds, and the span."""

import re
from dataclasses import dataclass

from answer.amounts import Amount, amounts, moments
from answer.sentences import Sentence, sentences
from policy import Clause, Target

# Comparison before and behind a figure, with what it means; longer wordings first.
_BEFORE = re.compile(
    r"(?P<ge>不得?低于|不得?少于|不得?小于|至少|最低|不得?短于)|(?P<le>不得?超过|不得?高于|不得?多于|不得?大于|控制在|最多|至多|最高|不得?长于)"
    r"|(?P<lt>低于|少于|小于|不足)|(?P<gt>超过|高于|多于|大于|突破)|(?P<eq>分别达到|达到|提高到|提升到|提升至|提高至|增加到|增加至|增长到|降低到|降至|下降到|降到|下降至|减少到|减至"
    r"|压缩到|压缩至|缩短到|缩短至|扩大到|扩大至|保持在|稳定在|力争达|分别达|达|为|是|增长|提高|下降|降低|减少|压缩|缩短|实现|完成)"
)  # fmt: skip
_BEHIND = re.compile("(?P<ge>及?以上|起)|(?P<le>及?以下|之?内|以内)|(?P<eq>左右)")
_WHOLE = re.compile("翻[一两]?番|(?:100%)?全覆盖|实现零")
_QUOTED = re.compile('《[^《》]*》|"[^"]*"|\\[[^\\[\\]]*\\d{4}[^\\[\\]]*\\]')
_LEADING = re.compile(
    "^(?:力争|确保|基本|全面|逐步|积极|推动|推进|努力|要|应当?|必须|应该|以及|并且?|且|和|与|及|其中|同时|使|将|在|到|的|,|、|;|:|\\s|每年|每季度|每月|每半年|年均|全部|均|都|各)+"
)
_TRAILING = re.compile("(?:力争|应当?|要|必须|分别|均|也|都|已|将|,|、|的|在|\\s|到|至|约|总数|比例|每年|每季度|每月|每半年)+$")
_SUBJECT = re.compile("(?:^|[,;。:])([^,;。:、]{2,24}?)(?:应当|应|要|必须|每年|须|不得|任期内)")
_VERB = re.compile(
    "(?:新建|建成|建立|创建|创成|培育|培养|打造|形成|举办|开展|组织|开设|接受|参加|完成|新增|引进|建设|招收|评选|争创|处以?|并处|布局|设立|发展|配备|安排|投入|发放|补贴|给予|奖励)$"
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of a sentence with its comparison, all offsets within the sentence."""

    start: int
    end: int
    op: str
    value: str
    unit: str


def targets(clause: Clause, place: str = "") -> list[Target]:
    """The targets of a clause in order; `place` stands as their scope where the sentence names no one."""
    return [t for s in sentences(clause) for t in _of_sentence(s, place)]


def _of_sentence(sentence: Sentence, place: str) -> list[Target]:
    text = _QUOTED.sub(lambda m: "\u25a0" * len(m.group()) if re.search(r"\d", m.group()) else m.group(), sentence.folded)
    figures = _figures(text)
    if not figures:
        return []
    subject = _SUBJECT.search(text)
    scope = subject[1].strip() if subject else place
    found: list[Target] = []
    at, last = 0, ""
    for figure in figures:
        indicator = _indicator(sentence.folded, text, at, figure, last)
        if indicator:
            found.append(_target(sentence, figure, indicator, _deadline(text, figure), scope))
            last = indicator
        at = figure.end
    return found


def _target(sentence: Sentence, figure: _Figure, indicator: str, deadline: str, scope: str) -> Target:
    clause = sentence.clause
    return Target(clause, indicator, figure.op, figure.value, figure.unit, deadline, scope, sentence.start, sentence.end)


def _figures(text: str) -> list[_Figure]:
    times = [(m.start, m.end) for m in moments(text)]
    found: list[_Figure] = []
    for amount in amounts(text):
        if any(s <= amount.start and amount.end <= e and re.search(r"\d{4}年", text[s:e]) for s, e in times):
            continue
        figure = _figure(text, amount, found[-1] if found else None)
        if figure:
            found.append(figure)
    for m in _WHOLE.finditer(text):
        if not any(f.start < m.end() and m.start() < f.end for f in found):
            found.append(_Figure(m.start(), m.end(), "=", m.group(), ""))
    return sorted(found, key=lambda f: f.start)


def _figure(text: str, amount: Amount, last: _Figure | None) -> _Figure | None:
    """The amount with its comparison; None where nothing says that it is one that has to be met."""
    before = list(_BEFORE.finditer(text, max(0, amount.start - 8), amount.start))
    touching = before[-1] if before and amount.start - before[-1].end() <= 1 else None
    behind = _BEHIND.match(text, amount.end)
    least = re.search("(?:至少|不少于|不得少于)[\u4e00-\u9fff]{1,4}$", text[max(0, amount.start - 9) : amount.start])
    op = _sign(touching) or (">=" if least else "")
    if behind and op in ("", "="):
        op = _sign(behind) or "="
    start = least.start() + max(0, amount.start - 9) if least else touching.start() if touching else amount.start
    value = text[amount.start : amount.end]
    if not op and not _is_set(text, amount, start, last):
        return None
    if value[0] == "一" and not least and op in ("", "="):  # 一批, 一支: no figure is meant
        return None
    unit = amount.unit
    value = value if unit == "%" or not unit else value.removesuffix(unit)
    return _Figure(start, behind.end() if behind else amount.end, op or "=", value.rstrip("%"), re.sub("^个(?=.)", "", unit))


def _is_set(text: str, amount: Amount, start: int, last: _Figure | None) -> bool:
    """Whether an amount without a comparison is set as a goal: a share, the object of a verb, or the next of such a list."""
    if amount.unit == "%":
        return True
    listed = last is not None and last.unit == amount.unit.removeprefix("个") or last is not None and last.unit == amount.unit
    return bool(amount.unit) and (bool(_VERB.search(text[max(0, start - 4) : start])) or (listed and text[start - 1] in "、和及"))


def _sign(match: re.Match[str] | None) -> str:
    signs = {"ge": ">=", "le": "<=", "lt": "<", "gt": ">", "eq": "="}
    return signs[match.lastgroup] if match and match.lastgroup else ""


def _indicator(folded: str, text: str, at: int, figure: _Figure, last: str) -> str:
    """What the figure measures: the words before it back to the last figure or comma, or, behind a bare verb, the words after."""
    before = folded[at : figure.start]
    cut = max(before.rfind(c) for c in ",;:。")
    head = _bare(before[cut + 1 :])
    if not head and cut > 0:
        head = _bare(before[:cut].split(",")[-1])
    if len(head) >= 4 and not _VERB.fullmatch(head):
        return head[-40:]
    behind = re.match(r"[^,;。、:()\[\]]{0,30}", folded[figure.end :])
    tail = _TRAILING.sub("", behind.group()) if behind else ""
    verb = head or (m.group() if (m := _VERB.match(last[:2])) else "")
    return (verb + tail)[:40] if len(verb + tail) >= 2 else last


def _bare(text: str) -> str:
    for moment in reversed(moments(text)):
        if re.search(r"\d{4}年|年底|季度|五[\"]", text[moment.start : moment.end]):
            text = text[: moment.start] + text[moment.end :]
    return _TRAILING.sub("", _LEADING.sub("", text.strip(" ,、;:"))).strip()


def _deadline(text: str, figure: _Figure) -> str:
    """The nearest time named before the figure in its sentence, else the first behind it."""
    times = [
        m
        for m in moments(text)
        if not (m.start <= figure.start and figure.end <= m.end and not re.search(r"\d{4}年", text[m.start : m.end]))
    ]
    before = [m for m in times if m.end <= figure.start + 1]
    chosen = before[-1] if before else times[0] if times else None
    return text[chosen.start : chosen.end] if chosen else ""
