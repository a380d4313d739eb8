"""By when a figure is due: the times of its sentence, and the one until which its rule runs."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.ledger.binding import runs_from
from answer.ledger.times import periods, times
from answer.text.values import OCCURRENCES, Figure, segment
from policy import Clause, Target, fold

_BY = re.compile("(?:力争|于|在)?")
_ALONE = re.compile(r"\s*(?:[(][^()]*[)])?(?:力争|争取|在|用)*")
WITHIN = re.compile("[一二两三四五六七八九十\\d]个?[年月]之?内")  # dates its own part of a sentence alone
_RUNS = re.compile("(?:执行|实施|补贴|补助|活动|优惠|政策|有效)(?:期限?|时间)")
_RUNNING = re.compile(_RUNS.pattern + "|(?:延续|执行|实施|延长|有效)[到至]")
_UNTIL = re.compile(_RUNS.pattern + "(?:[为:自从暂定截止至到]|原则上)*$")
_GOES_ON = re.compile(  # 该政策延续至2025年底
    "(?:^|[,;。)\\n])(?!其中)[^,;。\\d]{0,20}(?:政策|措施|通知|办法)[^,;。\\d]{0,8}(?:延续|执行|实施|延长|有效)(?:[到至])?$"
)
_ALL_YEAR = re.compile(r"(?:^|[,:;。])\s*(全年)")
_NEAR = 200  # … from a figure to the time behind it until which its rule runs
_DONE = re.compile("[^,;。]{0,12}(?:购买了|办理了|已)")  # 2009年至2024年7月前购买了住房的 says who
_OUGHT = re.compile("(?:(?:应当?|须|必须)(?:[在于])?|[在于])")
_RECURS = re.compile("[年季月周日天期届]")


def until(clause: Clause, found: list[Target]) -> list[Target]:
    """The targets, those without a time of their own with the one until which the rule is said to run behind them (执行期限至2026年底)."""
    text = fold(clause.text) if _RUNNING.search(clause.text) else ""
    runs = [
        (s, e)
        for s, e in times(text)
        if (_UNTIL.search(text[max(0, s - 12) : s]) or _GOES_ON.search(text[max(0, s - 40) : s]))
        and re.search("[至到止前]", text[max(0, s - 1) : e + 1])
    ]
    for number, target in enumerate(found if runs else []):
        at = target.end - clause.start
        run = next((r for r in runs if at <= r[0] < at + _NEAR and "\n" not in text[at : r[0]]), None)
        if run and not target.deadline and target.kind != "期限":
            found[number] = replace(target, deadline=clause.text[slice(*run)], end=clause.start + run[1])
    return found


def dates_another(text: str, figure: Figure, found: Sequence[Figure]) -> bool:
    """Whether a time limit is the deadline of another figure in its part of the sentence (三年内实现培训全覆盖), or in the next where it
    stands alone (两年内,建成站点20个)."""
    start, end = segment(text, figure.at)
    if figure.end == end and text[end : end + 1] == "," and _ALONE.fullmatch(text, start, figure.at):
        end = segment(text, end + 1)[1]
    return any(f.at > figure.until and f.at < end and not f.is_limit for f in found)


def is_past(text: str, figure: Figure, due: Sequence[tuple[int, int]], title: str) -> bool:
    """Whether the figure is told of a year before the first that the document's title names."""
    before = [text[s:e] for s, e in due if e <= figure.start + 1]
    year = re.fullmatch(r"((?:19|20)\d\d)年", before[-1]) if before else None
    first = re.search(r"(?:19|20)\d\d", fold(title)) if year else None
    return year is not None and first is not None and int(year[1]) < int(first.group())


def deadline_of(text: str, figure: Figure, due: Sequence[tuple[int, int]], dating: Sequence[Figure]) -> tuple[int, int]:
    """The span of the time by which: the limit itself, the period of what recurs, else the nearest date before, else behind."""
    start, end = segment(text, figure.at)
    if figure.is_limit:
        return limit_span(text, figure)
    for other in dating:
        if start <= other.start < figure.start:
            return limit_span(text, other)
    recurring = [p for p in periods(text, start, end) if _RECURS.search(text[p[0] : p[1]])]
    before = [t for t in due if t[1] <= figure.start + 1 and text[t[1] - 1] != "后" and not _is_excepted(text, t)]
    before = [t for t in before if text[t[0]] != "每" or t[0] >= start or not figure.is_duration]  # 每季度报送,保存不少于5年
    for every in recurring:  # "十三五"期间,每年实施50项
        if before and before[-1][1] <= every[0] and text[before[-1][1] : every[0]] in ("", ",") and every[1] <= figure.start:
            return plain_time(text, before[-1])[0], every[1]
    if recurring and (figure.unit in (*OCCURRENCES, "学时", "课时") or not before):
        return recurring[0]
    if before:
        s, e = before[-1]
        if text.startswith("之日起", s):
            s = segment(text, s)[0]
        return plain_time(text, (s, e))
    if (
        not figure.is_duration
        and (year := list(_ALL_YEAR.finditer(text, 0, figure.start)))
        and ";" not in text[year[-1].end() : figure.start]
    ):
        return year[-1].span(1)
    limit = re.search(
        "(?:^|[,;。])(?:力争|在|用)*([\\d一二两三四五六七八九十半]+(?:[-~至到][\\d一二两三四五六七八九十]+)?个?[年月](?:之?内|以内))(?!出现|发生|累计|连续|未|无|不得|禁止)",
        text[: figure.start],
    )
    if limit and not figure.is_duration:
        return _since(text, limit.start(1)), limit.end(1)
    stop = re.compile("[;。\n]").search(text, figure.end)
    until = stop.start() if stop else len(text)
    behind = [
        t
        for t in due
        if figure.end <= t[0] < until
        and text[t[1] - 1] in "前底内末"
        and (t[0] < end or not WITHIN.search(text, *t) and text[slice(*t)] != "年内")
    ]
    return behind[0] if behind else (figure.end, figure.end)


def plain_time(text: str, time: tuple[int, int]) -> tuple[int, int]:
    """A time without the words that only lead to it: 力争2025年 is 2025年."""
    ranged = re.search(r"(?<!\d)\d{1,2}[-~至到]$", text[: time[0]]) if WITHIN.fullmatch(text, *time) else None  # 1-2年内
    return ranged.start() if ranged else time[0] + len(_BY.match(text, *time).group()), time[1]  # type: ignore[union-attr]


def limit_span(text: str, figure: Figure) -> tuple[int, int]:
    """A time limit with the words that say from when it runs."""
    start, _ = segment(text, figure.at)
    runs = runs_from(text[start : figure.start])
    if runs is None and text[max(0, figure.start - 2) : figure.start] in ("今后", "未来"):
        return figure.start - 2, figure.end
    if runs is None and (figure.start == start or _OUGHT.fullmatch(text, start, figure.start)):
        since = _since(text, start)
        return since if since < start else figure.start, figure.end
    return (start + runs if runs is not None else figure.start, figure.end)


def _since(text: str, start: int) -> int:
    """Where the part before a time limit begins that says from when it runs (合同签订后,一个月内), else its own start."""
    if start < 2 or text[start - 1] != ",":
        return start
    begin, end = segment(text, start - 1)
    if text[end - 1] == "起" and (runs := runs_from(text[begin:end])) is not None:  # 自受理申请次日起,5个工作日内
        return begin + runs  # … 自接到申请之日起,应当在三十日内
    return begin if text[end - 1] == "后" and end - begin <= 24 else start


def dates_a_case(text: str, time: tuple[int, int]) -> bool:
    """Whether a time says within what something has happened (一年内出现拖欠的), not by when something is to be done."""
    if not re.search("年内$", text[time[0] : time[1]]) or re.search(r"\d{4}年", text[time[0] : time[1]]):
        return False
    _, end = segment(text, time[0])
    return text[end - 1] == "的" or re.match("出现|发生|累计|连续|未|重新[^,;。]{1,8}的", text[time[1] :]) is not None


def dates_who(text: str, time: tuple[int, int], case: tuple[int, int]) -> bool:
    """Whether a day says to whom a figure applies (2021年10月29日以后生育的), not by when: it stands in the case, and is no period."""
    return (
        case[0] + (0 if text[case[0]] in "对凡" else 2) < time[0] < case[1]
        and (re.search("至|到|[-~\u2014]|期间", text[time[0] : time[1] + 2]) is None or _DONE.match(text, time[1]) is not None)
        and re.search("(?:印发|发布|公布|施行|实施)$", text[: time[0]]) is None
    )


def _is_excepted(text: str, time: tuple[int, int]) -> bool:
    """Whether a time stands in what a sentence leaves out (除第三项至2025年底外)."""
    start, end = segment(text, time[0])
    return text[start:].lstrip().startswith("除") and text[end - 1] == "外"
