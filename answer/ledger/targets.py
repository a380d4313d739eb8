"""The targets ledger: what a clause sets in figures — indicator, comparison, value, unit, deadline, whom it binds, and the span."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.ledger.alike import lead, shared_cases, told_apart
from answer.ledger.binding import scope
from answer.ledger.conditions import condition
from answer.ledger.dealt import bounded, dealt
from answer.ledger.due import (
    WITHIN,
    dates_a_case,
    dates_another,
    dates_who,
    deadline_of,
    is_past,
    limit_span,
    until,
)
from answer.ledger.figures import figures
from answer.ledger.heads import tidied
from answer.ledger.indicators import Namer, Phrase
from answer.ledger.reported import GIVEN, REPORTED, REPORTS, REVIEW, TELLING, TELLS, is_told
from answer.ledger.schemes import of_scheme
from answer.ledger.setting import GOAL, POINTS
from answer.ledger.stages import Heading, headed, heading_of, of_section, of_sentence_before
from answer.ledger.tables import row_targets
from answer.ledger.times import periods, times
from answer.ledger.wording import PAID_OF
from answer.text.masks import masked
from answer.text.orders import stated
from answer.text.sentences import ANSWERS, CELL, Sentence, sentences
from answer.text.values import OCCURRENCES, Figure, segment
from policy import Clause, Target, fold

# A clause without any of these sets no figure; most clauses of statutes have none, and sentences need not be cut for them.
_HINT = re.compile(
    r"\d|[一二三四五六七八九十百千两半](?:万|亿)*[个家名所项件场期次人户处座套亩吨倍分位日月年天周元成株轮米平公千克毫升种类台辆间栋只工小学季折岁班]"
    r"|[千万]分之|一半|减半|一式|全覆盖|翻番|翻[一两]番|实现零|前[三五十][位名强]"
)
_SOURCE = re.compile("^(?:【[^【】]*】?将?|其中)")  # 【青岚省】 before a headline
_CASES = re.compile("(?:情形|行为|情况|条件)之一[^。:]*:")
_ITEM = re.compile(r"\s*\([一二三四五六七八九十]+\)")
_PENALTY = re.compile("处[^,;。]{2,24}(?:罚款|拘留)")  # an item of a list of cases that sets a penalty of its own
_PARTS_OF = re.compile("其中|即")  # what the sentence before set, in its parts
_TURNED = re.compile(  # what a name ends with that only says whence and which way: 比例40%, 涨幅有明显回落
    r"(?<=..)(?:[由从]|再?(?:提高|上浮|增加|下调|降低))?(?:\d[\d.]*|(?<=[由从])[一二两三四五六七八九十半]{1,3})(?:%|[万亿]?元(?:/[年月])?|个月|年|周岁)$|(?<=..)(?:继续|逐步|进一步)?有(?:所|较大|明显)?(?:回落|下降|提高|增长|改善|提升)$"
)
_ASKED_OF = re.compile(  # headings of what is asked of whoever applies; 放宽申请条件 heads what is granted
    "(?:(?!放宽|优化|调整|降低|完善|取消)[^,;。:]){0,16}(?:申请|申报|申领|准入|认定|评选|参评|遴选|报名|推荐)(?:基本)?条件(?:[和及与][^,;。]{2,8})?"
)
_MUST = re.compile("不得|必须|给予|补贴|奖励|额度|评选|遴选")
_NUMBERED = re.compile(r"\d+(?:\.\d+)?")
_COUNTED_YEARS = re.compile("受教育年限|寿命")  # what is counted in years, and no limit of time
_NAMELESS = re.compile("[A-Za-z]\\d?|最高|仅限|一式|目前|现在|此外|其中|截至目前")  # a letter of a formula tells nothing by itself
_GOALS = re.compile("目标|指标|任务")
_STAGES = re.compile("总体(?:要求|思路|部署)|愿景|发展(?:方向|蓝图)")  # headings under which a time goes for the paragraphs behind it


def targets(clause: Clause, place: str = "") -> list[Target]:
    """The targets of a clause in order; `place` stands as their scope where the sentence names no one."""
    if not _HINT.search(fold(clause.text)):
        return []
    if REVIEW.search("".join(clause.path)):
        return []
    asks = any(_ASKED_OF.fullmatch(fold(heading).strip()) for heading in clause.path[-3:])
    hopeful = bool(_GOALS.search("".join(clause.path)))
    staged = hopeful or bool(_STAGES.search("".join(clause.path)))
    folded = fold(clause.text)
    cases, reports = _CASES.search(folded), not hopeful and len(TELLS.findall(folded)) >= TELLING
    found: list[Target] = []
    openings: list[tuple[int, int] | None] = []
    told = False
    heading: Heading | None = None
    for sentence in stated(sentences(clause)):
        heading = heading_of(sentence, heading, staged)
        item = cases and _ITEM.match(sentence.folded) and sentence.start - clause.start > cases.start()
        if item and not _PENALTY.search(sentence.folded):
            continue
        told = is_told(sentence.folded, told and not hopeful)
        found += row_targets(sentence, place) if sentence.header else []
        openings += [None] * (len(found) - len(openings))
        if not told:
            last = found[-1] if found and _PARTS_OF.match(sentence.folded) else None
            for target, opening in _of_sentence(sentence, place, hopeful or bool(_GOALS.search(sentence.field)), reports):
                if asks and target.op in (">=", "<=", ">", "<") and not _MUST.search(sentence.folded):
                    continue
                found.append(headed(of_sentence_before(target, last), heading))
                openings.append(opening)
    return [of_section(target) for target in until(clause, of_scheme(clause, shared_cases(told_apart(found, openings))))]


def _of_sentence(sentence: Sentence, place: str, hopeful: bool, reports: bool) -> list[tuple[Target, tuple[int, int] | None]]:
    """The targets of a sentence, each with what may tell it from others of its name."""
    if CELL in sentence.folded or not _HINT.search(sentence.folded):
        return []
    text = masked(sentence.folded)
    due = [t for t in times(text) if not dates_a_case(text, t)]
    reported = REPORTED.search(text) is not None and not GOAL.search(text) and not GIVEN.search(text)
    told = not hopeful and (reported or reports or REPORTS.search(sentence.clause.title) is not None)
    found = [f for f in figures(text, hopeful) if not is_past(text, f, due, sentence.clause.title)]
    found = [f for f in found if not (told and f.op in ("=", ">") and f.change != "延长" and not GOAL.search(text, 0, f.end))]
    dating = [f for f in found if f.is_limit and dates_another(text, f, found)]
    found = [f for f in found if f not in dating]
    if not found:
        return []
    found = bounded(text, found)
    limits = [*found, *dating]
    due = [t for t in due if not WITHIN.fullmatch(text, *t) or any(f.is_limit and f.start < t[1] and t[0] < f.end for f in limits)]
    own = [f for f in found if f.is_limit]  # what is itself to be kept dates nothing else
    due = [t for t in due if not any(f.start < t[1] and t[0] < f.end for f in own)]
    namer = Namer(text, found, [limit_span(text, f) for f in dating])
    made: list[tuple[Target, tuple[int, int] | None]] = []
    names: list[Phrase] = []
    for number, figure in enumerate(found):
        names.append(namer.name(number))
        phrase = dealt(text, found, number, names)
        indicator = said(sentence, phrase, figure)
        if indicator:
            cases = condition(text, figure, found, phrase)
            deadline = deadline_of(text, figure, [t for t in due if not any(dates_who(text, t, case) for case in cases)], dating)
            who = _unmasked(sentence, text, scope(text, figure))
            named = namer.said(phrase)
            who = place if not who or named == who or figure.is_share and named.startswith(who) else who
            start, end = _span(text, figure, phrase, deadline, *cases)
            target = Target(
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
            made.append((_cased_before(target, [row for row, _ in made]), lead(sentence, found, names, number)))
    return made


def _cased_before(target: Target, rows: Sequence[Target]) -> Target:
    """A target that names only another time, with the case of the one of its name before it (二孩家庭2027年给予2万元;2028年给予1万元)."""
    named = _NUMBERED.sub("", target.indicator)
    last = rows[-1] if rows and not target.condition and named != target.indicator else None
    if last and last.condition and named == _NUMBERED.sub("", last.indicator):
        # 购买存量房的,房龄在1至30年的首付比例…;房龄在31至49年的首付比例…
        return replace(target, condition=last.condition, start=min(last.start, target.start))
    same = next((row for row in reversed(rows) if row.indicator == target.indicator and row.condition), None)
    if target.condition or same is None or not target.deadline or target.deadline == same.deadline or target.unit != same.unit:
        return target
    return replace(target, condition=same.condition, start=min(same.start, target.start))


def _unmasked(sentence: Sentence, text: str, who: str) -> str:
    """A subject read from the masked `text` of a sentence, with the quoted names that it holds."""
    at = text.find(who) if "\u25a0" in who else -1
    return sentence.folded[at : at + len(who)] if at >= 0 else who


def said(sentence: Sentence, phrase: Phrase, figure: Figure) -> str:
    """The indicator in the document's own characters, what a share is taken of and which way a change goes added."""
    text = sentence.text
    name = _SOURCE.sub("", "".join(text[i] for i in phrase if not text[i].isspace()))
    turned = re.search("[到至为在]", fold(text[figure.start : figure.at])) or "元" in figure.unit and name.endswith("元")
    name = _TURNED.sub("", name) if turned and not figure.is_limit else name
    name = re.sub("[为為]期$|[为為]期(?=寬限|宽限|\\d)", "", name)  # 试点时间为期三年
    name = re.sub("(?<![部积学百十])分(?=兑[现付]|发放|支付|拨付|缴[纳清]|付清|偿还)", "", name)  # 奖励资金分两年兑现
    name = tidied(re.sub("(?<![一每不])[只仅](?:能|可以?)(?=..)|只(?=享受)", "", name).strip("/"))
    points = POINTS.search(fold(text[: figure.at])) if figure.unit.endswith("基点") else None
    if points and "利率" not in name[2:]:  # 二套住房由…调整为不低于报价利率加20个基点
        name += f"为{text[slice(*points.span())]}"
    if fold(text[max(0, figure.start - 1) : figure.at]).startswith("各占"):
        name += "各占"
    if not name or _NAMELESS.fullmatch(name):
        return ""
    if figure.base:
        whole = re.sub(r"\s|^(?:按照?|由)", "", text[figure.base[0] : figure.base[1]])
        if re.search("(?:比例|率)$", name):
            return name
        if PAID_OF.search(name) and whole not in name:
            return f"{name}{whole}比例"
        name = f"{name.removesuffix('占').removesuffix('占比')}占{whole}比例" if whole not in name else name
    if figure.unit in ("周岁", "岁") and not re.search("龄|岁|寿命", name):  # 本科生不超过30周岁
        return f"{name}年龄"
    return name if figure.change in fold(name) else name + figure.change


def _case(sentence: Sentence, spans: Sequence[tuple[int, int]]) -> str:
    """The parts of a sentence that say a case, parted by the mark that it sets behind the first."""
    said = [sentence.text[start:end] for start, end in spans]
    said[:1] = [_SOURCE.sub("", first) for first in said[:1]]
    mark = sentence.text[spans[0][1] : spans[0][1] + 1] if len(said) > 1 else ""
    return ("" if mark.isalnum() else mark).join(said)


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
        return "数量" if _COUNTED_YEARS.search(indicator) else "期限"
    if "元" in figure.unit or figure.unit in ("万", "亿") and re.search("额|金|费|投资|产值|收入", indicator):
        return "数额"
    start, end = segment(text, figure.at)
    return "频次" if figure.unit in OCCURRENCES and periods(text, max(0, start - 20), end) else "数量"


def _span(text: str, figure: Figure, phrase: Phrase, *more: tuple[int, int]) -> tuple[int, int]:
    """The parts of the sentence, from comma to comma, that hold figure, indicator and `more`: deadline and case."""
    marks = [figure.start, figure.end - 1, *(phrase or [])]
    for begin, end in more:
        marks += [begin, end - 1] if end > begin else []
    start, end = segment(text, min(marks))[0], segment(text, max(marks))[1]
    lead = re.match(rf"\s*{ANSWERS}?(?:\d{{1,2}}\.(?=\d{{4}}年))?", text[start:end])
    return start + (lead.end() if lead else 0), end
