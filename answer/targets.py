"""The targets ledger: what a clause sets in figures — indicator, comparison, value, unit, deadline, whom it binds, and the span."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.binding import runs_from, scope
from answer.conditions import condition
from answer.dealt import bounded, dealt
from answer.figures import figures, periods, times
from answer.indicators import Namer, Phrase
from answer.orders import stated
from answer.sentences import CELL, Sentence, sentences
from answer.setting import GOAL
from answer.tables import row_targets
from answer.values import Figure, segment
from policy import Clause, Target, fold

# A clause without any of these sets no figure; most clauses of statutes have none, and sentences need not be cut for them.
_HINT = re.compile(
    r"\d|[一二三四五六七八九十百千两半](?:万|亿)*[个家名所项件场期次人户处座套亩吨倍分位日月年天周元成株轮米平公千克毫升种类台辆间栋只工小学季]"
    r"|一半|全覆盖|翻番|翻[一两]番|实现零|前[三五十][位名强]"
)
_TITLE = re.compile("《[^《》]*》")
_NAME = re.compile('"[^";]{1,14}"|\\[[^\\[\\]]*\\d{4}[^\\[\\]]*\\]\\d*号?')
_PLAN = re.compile("十[一二三四五六七八]五")
_BESIDE = re.compile(r"\((?:(?:(?:不|均)?含|不?包括|以[^()]*为准)[^()]*|(?:(?!之日)[^()\d])*)\)")  # says more of a word, and sets nothing
_REWORDS = re.compile('("(?:调整|修改|变更|修订|改|统一)为:?)"')  # 将"…"调整为"…": what is quoted is text, not what stands between
_SOURCE = re.compile("^【[^【】]*】?将?")  # 【青岚省】 before a headline
_MARKS = re.compile("[,;:。]")
_CASES = re.compile("(?:情形|行为|情况|条件)之一[^。:]*:")
_ITEM = re.compile(r"\s*\([一二三四五六七八九十]+\)")
_REPORTS = re.compile("报告$|报告\\(|工作报告|总结|发布会|答记者问|解读|综述|纪实|成效|白皮书|会议在|会议$|召开$|公报")
_REVIEW = re.compile(
    "回顾|过去.{1,4}年|工作总结|年工作情况|取得[^,。]{0,8}(?:成[就绩效]|进展|突破)|成效(?:显著|明显)|主要成效"
    "|(?:^|[、) ])(?:发展|工作)(?:现状|基础|成就)|现状[与和及]|面临的?形势|发展评价|调查(?:结果|显示)"
)
_REPORTED = re.compile(
    r"居(?:全国|全省|全市)|位居|同比|是\d{4}年末?的[\d.]+倍|比\d{4}年(?:末|底)?(?:提高|增长|增加|下降|减少|提升)|[较比](?:上年|去年|年初)|与同期"
)
_ACHIEVED = re.compile(
    "过去的?一年|[一五]年来|(?:再?上|迈上)新台阶|(?:取得|实现|迈出)(?:了?新|积极|显著|重大|明显)[^,。]{0,4}(?:突破|进展|成效|成绩|步伐)|超额完成[^,。]{0,12}任务"
)
# Signs of a text that tells what is so; a clause with two of them reports, whatever its title says.
_TELLS = re.compile(
    r"截至20\d\d年|同比[^,;。]{0,4}(?:增|减|提|降|升|下)|已(?:覆盖|建成|融入|达|形成|完成|实现|接入)|累计(?:完成|达|建成|办结|接入|受理|建设|培育)|创[^,;。]{0,6}新高"
    r"|从20\d\d年的[^,;。]{2,12}(?:提|增|升|降)|居(?:世界|全球|全国|全省)第"
)
_TELLING = 2
_GOALS = re.compile("目标|指标|任务")
_COUNTED = ("次", "期", "场", "轮", "遍", "趟")
_BY = re.compile("(?:力争|于|在)?")
_WITHIN = re.compile("[一二两三四五六七八九十\\d]个?[年月]之?内")  # dates its own part of a sentence alone
_LISTED = re.compile("[-\u2014]{2}|[一二三四五六七八九十]是|[①-⑳]|\\d{1,2}[.、](?!\\d)|[(][一二三四五六七八九十\\d]{1,2}[)]")
_RUNS = re.compile("(?:执行|实施|补贴|补助|活动|优惠|政策|有效)(?:期限?|时间)")
_UNTIL = re.compile(_RUNS.pattern + "(?:[为:自从暂定截止至到]|原则上)*$")
_LIST_NEAR = 600  # characters from a time that heads a list to the figure under it
_NEAR = 200  # … from a figure to the time behind it until which its rule runs
_RECURS = re.compile("[年季月周日天期届]")
_MASK = "\u25a0"


def targets(clause: Clause, place: str = "") -> list[Target]:
    """The targets of a clause in order; `place` stands as their scope where the sentence names no one."""
    if not _HINT.search(fold(clause.text)):
        return []
    if _REVIEW.search("".join(clause.path)):
        return []
    hopeful = bool(_GOALS.search("".join(clause.path)))
    folded = fold(clause.text)
    cases, reports = _CASES.search(folded), not hopeful and len(_TELLS.findall(folded)) >= _TELLING
    found: list[Target] = []
    told = False
    heading: _Heading | None = None
    for sentence in stated(sentences(clause)):
        heading = _heading(sentence, heading)
        if cases and _ITEM.match(sentence.folded) and sentence.start - clause.start > cases.start():
            continue
        told = _is_told(sentence.folded, told and not hopeful)
        found += row_targets(sentence, place) if sentence.header else []
        if not told:
            of_sentence = _of_sentence(sentence, place, hopeful or bool(_GOALS.search(sentence.field)), reports)
            found += [_headed(target, heading) for target in of_sentence]
    return _until(clause, found)


def _until(clause: Clause, found: list[Target]) -> list[Target]:
    """The targets, those without a time of their own with the one until which the rule is said to run behind them (执行期限至2026年底)."""
    text = fold(clause.text) if _RUNS.search(clause.text) else ""
    runs = [
        (s, e) for s, e in times(text) if _UNTIL.search(text[max(0, s - 12) : s]) and re.search("[至到止前]", text[max(0, s - 1) : e + 1])
    ]
    for number, target in enumerate(found if runs else []):
        at = target.end - clause.start
        run = next((r for r in runs if at <= r[0] < at + _NEAR and "\n" not in text[at : r[0]]), None)
        if run and not target.deadline and target.kind != "期限":
            found[number] = replace(target, deadline=clause.text[slice(*run)], end=clause.start + run[1])
    return found


@dataclass(frozen=True, slots=True)
class _Heading:
    """A time [start, end) of a document that a sentence begins with and that goes for the items behind it (到2025年,目标是:——…); `opened`
    once the first of these was met."""

    start: int
    end: int
    opened: bool


def _heading(sentence: Sentence, last: _Heading | None) -> _Heading | None:
    """The time that heads what follows a sentence, the last one known."""
    text = sentence.folded
    due = times(masked(text))
    if due and due[0][0] <= 3 and not text.startswith("有效期", due[0][0]):
        start, end = _plain_time(text, due[0])
        return _Heading(sentence.start + start, sentence.start + end, text.rstrip().endswith(":"))
    return replace(last, opened=True) if last and _LISTED.match(text) else last


def _headed(target: Target, heading: _Heading | None) -> Target:
    """A target without a time of its own under the one that heads its list, if that is near enough to be quoted with it."""
    if target.deadline or not heading or not heading.opened or target.kind == "期限" or target.end - heading.start > _LIST_NEAR:
        return target
    text = target.clause.slice(heading.start, heading.end)
    return replace(target, deadline=text, start=heading.start) if heading.start < target.start else target


def _is_told(folded: str, before: bool) -> bool:
    """Whether a sentence reports what was done: it says so, or goes on from one that did without turning to what is to come."""
    if GOAL.search(folded) or re.search("今年|下一步|明年", folded):
        return False
    return before or _ACHIEVED.search(folded) is not None


def _of_sentence(sentence: Sentence, place: str, hopeful: bool, reports: bool) -> list[Target]:
    if CELL in sentence.folded or not _HINT.search(sentence.folded):
        return []
    text = masked(sentence.folded)
    due = [t for t in times(text) if not _dates_a_case(text, t)]
    reported = _REPORTED.search(text) is not None and not GOAL.search(text)
    told = not hopeful and (reported or reports or _REPORTS.search(sentence.clause.title) is not None)
    found = [f for f in figures(text, hopeful) if not _is_past(text, f, due, sentence.clause.title)]
    found = [f for f in found if not (told and f.op in ("=", ">") and not GOAL.search(text, 0, f.end))]
    dating = [f for f in found if f.is_limit and _dates_another(text, f, found)]
    found = [f for f in found if f not in dating]
    if not found:
        return []
    found = bounded(text, found)
    limits = [*found, *dating]
    due = [t for t in due if not _WITHIN.fullmatch(text, *t) or any(f.is_limit and f.start < t[1] and t[0] < f.end for f in limits)]
    own = [f for f in found if f.is_limit]  # what is itself to be kept dates nothing else
    due = [t for t in due if not any(f.start < t[1] and t[0] < f.end for f in own)]
    namer, made = Namer(text, found, [_limit(text, f) for f in dating]), []
    names: list[Phrase] = []
    for number, figure in enumerate(found):
        names.append(namer.name(number))
        phrase = dealt(text, found, number, names)
        indicator = said(sentence, phrase, figure)
        if indicator:
            cases = condition(text, figure, found, phrase)
            deadline = _deadline(text, figure, [t for t in due if not any(_dates_who(text, t, case) for case in cases)], dating)
            who = scope(text, figure)
            named = namer.said(phrase)
            who = place if not who or named == who or figure.is_share and named.startswith(who) else who
            start, end = _span(text, figure, phrase, deadline, *cases)
            made.append(
                Target(
                    sentence.clause,
                    indicator,
                    figure.op,
                    figure.value,
                    _cased(sentence, figure),
                    sentence.text[deadline[0] : deadline[1]],
                    place if fold(who) == fold(indicator) else who,
                    sentence.start + start,
                    sentence.start + end,
                    kind(text, figure, indicator),
                    _case(sentence, cases),
                    figure.about,
                )
            )
    return made


def masked(folded: str) -> str:
    """A folded sentence with titles and short quoted names blotted out, so that no number of a name is taken for a figure, and so that
    no mark within a bracket that only explains (含90平方米,以合同为准) parts what stands around it."""
    folded = _TITLE.sub(lambda m: _MASK * len(m.group()), folded)
    folded = _REWORDS.sub(r"\1;", folded)
    folded = _BESIDE.sub(lambda m: _MARKS.sub(_MASK, m.group()), folded)
    return _NAME.sub(lambda m: m.group() if _PLAN.search(m.group()) else _MASK * len(m.group()), folded)


def said(sentence: Sentence, phrase: Phrase, figure: Figure) -> str:
    """The indicator in the document's own characters, what a share is taken of and which way a change goes added."""
    text = sentence.text
    name = _SOURCE.sub("", "".join(text[i] for i in phrase if not text[i].isspace()))
    if not name or re.fullmatch("[A-Za-z]\\d?", name):  # a letter of a formula tells nothing by itself
        return ""
    if figure.base:
        whole = re.sub(r"\s|^(?:按照?|由)", "", text[figure.base[0] : figure.base[1]])
        if re.search("(?:比例|率)$", name):
            return name
        name = f"{name.removesuffix('占').removesuffix('占比')}占{whole}比例" if whole not in name else name
    return name if figure.change in name else name + figure.change


def _case(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> str:
    """The parts of a sentence that say a case, parted by the mark that it sets behind the first."""
    said = [sentence.text[start:end] for start, end in spans]
    said[:1] = [_SOURCE.sub("", first) for first in said[:1]]
    return (sentence.text[spans[0][1] : spans[0][1] + 1] if len(said) > 1 else "").join(said)


def _cased(sentence: Sentence, figure: Figure) -> str:
    """A unit of Latin letters as the document writes it: MW is not mW."""
    if re.search("[\u4e00-\u9fff%]", figure.unit):
        return figure.unit
    raw = sentence.text[figure.at : figure.until]
    at = raw.casefold().rfind(figure.unit)
    return raw[at : at + len(figure.unit)] if at >= 0 else figure.unit


def kind(text: str, figure: Figure, indicator: str) -> str:
    """Which of 比例 数量 期限 频次 数额 a figure is."""
    if figure.is_share or not figure.unit and re.search("[率比]$", indicator):
        return "比例"
    if figure.is_duration:
        return "期限"
    if "元" in figure.unit or figure.unit in ("万", "亿") and re.search("额|金|费|投资|产值|收入", indicator):
        return "数额"
    start, end = segment(text, figure.at)
    return "频次" if figure.unit in _COUNTED and periods(text, max(0, start - 20), end) else "数量"


def _dates_another(text: str, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a time limit is the deadline of another figure in its part of the sentence (三年内实现培训全覆盖)."""
    _, end = segment(text, figure.at)
    return any(f.at > figure.until and f.at < end and not f.is_limit for f in found)


def _is_past(text: str, figure: Figure, due: Sequence[tuple[int, int]], title: str) -> bool:
    """Whether the figure is told of a year before the first that the document's title names."""
    before = [text[s:e] for s, e in due if e <= figure.start + 1]
    year = re.fullmatch(r"((?:19|20)\d\d)年", before[-1]) if before else None
    first = re.search(r"(?:19|20)\d\d", fold(title)) if year else None
    return year is not None and first is not None and int(year[1]) < int(first.group())


def _deadline(text: str, figure: Figure, due: Sequence[tuple[int, int]], dating: Sequence[Figure]) -> tuple[int, int]:
    """The span of the time by which: the limit itself, the period of what recurs, else the nearest date before, else behind."""
    start, end = segment(text, figure.at)
    if figure.is_limit:
        return _limit(text, figure)
    for other in dating:
        if start <= other.start < figure.start:
            return _limit(text, other)
    recurring = [p for p in periods(text, start, end) if _RECURS.search(text[p[0] : p[1]])]
    before = [t for t in due if t[1] <= figure.start + 1 and text[t[1] - 1] != "后" and not _is_excepted(text, t)]
    for every in recurring:  # "十三五"期间,每年实施50项
        if before and before[-1][1] <= every[0] and text[before[-1][1] : every[0]] in ("", ",") and every[1] <= figure.start:
            return _plain_time(text, before[-1])[0], every[1]
    if recurring and (figure.unit in (*_COUNTED, "学时", "课时") or not before):
        return recurring[0]
    if before:
        s, e = before[-1]
        if text.startswith("之日起", s):
            s = segment(text, s)[0]
        return _plain_time(text, (s, e))
    limit = re.search("(?:^|[,;。])(?:力争)?([\\d一二两三四五六七八九十半]+个?[年月](?:之?内|以内))", text[: figure.start])
    if limit:
        return limit.span(1)
    stop = re.compile("[;。\n]").search(text, figure.end)
    until = stop.start() if stop else len(text)
    behind = [
        t for t in due if figure.end <= t[0] < until and text[t[1] - 1] in "前底内末" and (t[0] < end or not _WITHIN.search(text, *t))
    ]
    return behind[0] if behind else (figure.end, figure.end)


def _plain_time(text: str, time: tuple[int, int]) -> tuple[int, int]:
    """A time without the words that only lead to it: 力争2025年 is 2025年."""
    return time[0] + len(_BY.match(text, *time).group()), time[1]  # type: ignore[union-attr]


def _limit(text: str, figure: Figure) -> tuple[int, int]:
    """A time limit with the words that say from when it runs."""
    start, _ = segment(text, figure.at)
    runs = runs_from(text[start : figure.start])
    return (start + runs if runs is not None else figure.start, figure.end)


def _dates_a_case(text: str, time: tuple[int, int]) -> bool:
    """Whether a time says within what something has happened (一年内出现拖欠的), not by when something is to be done."""
    if not re.search("年内$", text[time[0] : time[1]]) or re.search(r"\d{4}年", text[time[0] : time[1]]):
        return False
    _, end = segment(text, time[0])
    return text[end - 1] == "的" or re.match("出现|发生|累计|连续|未", text[time[1] :]) is not None


def _dates_who(text: str, time: tuple[int, int], case: tuple[int, int]) -> bool:
    """Whether a day says to whom a figure applies (2021年10月29日以后生育的), not by when: it stands in the case, and is no period."""
    return (
        case[0] + (0 if text[case[0]] in "对凡" else 2) < time[0] < case[1]
        and re.search("至|到|[-~\u2014]|期间", text[time[0] : time[1] + 2]) is None
    )


def _is_excepted(text: str, time: tuple[int, int]) -> bool:
    """Whether a time stands in what a sentence leaves out (除第三项至2025年底外)."""
    start, end = segment(text, time[0])
    return text[start:].lstrip().startswith("除") and text[end - 1] == "外"


def _span(text: str, figure: Figure, phrase: Phrase, *more: tuple[int, int]) -> tuple[int, int]:
    """The parts of the sentence, from comma to comma, that hold figure, indicator and `more`: deadline and case."""
    marks = [figure.start, figure.end - 1, *(phrase or [])]
    for begin, end in more:
        marks += [begin, end - 1] if end > begin else []
    start, end = segment(text, min(marks))[0], segment(text, max(marks))[1]
    lead = re.match(r"\s*(?:\d{1,2}\.(?=\d{4}年))?", text[start:end])
    return start + (lead.end() if lead else 0), end
