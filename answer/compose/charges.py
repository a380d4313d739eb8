"""What a unit answers for, where a question asks for its tasks: 县司法局牵头哪些工作, 哪些任务由发改局负责. Read from the duties ledger."""

import re
from collections.abc import Sequence
from itertools import compress

from answer.compose.claims import label, one_line
from answer.compose.tabled import IN_LEDGER, MOST, Tabled, proved
from answer.evidence.inquiry import Inquiry
from answer.evidence.part import Part
from answer.ledger.duties import duties
from answer.text.pairs import in_order, share_said
from answer.text.sentences import unlabelled
from policy import Cell, Citation, Claim, Table, fold, pairs_of
from policy.ledger import Duty

_PARTS = "牵头(?:负责|组织|落实)?|负责(?:牵头)?|承担|主管|主办|落实|参加|参与|配合|协助|协办|管|抓"
_ROLE = f"(?P<role>(?:{_PARTS})(?:(?:、|和|与|或者?|以及|及)(?:{_PARTS}))?)"
_WHAT, _WORK = "(?:哪些|什么|哪几[项个件]|啥)", "(?:重点|具体|主要)?(?:工作|任务|事项|事[情儿]?|改革|项目|活儿?)"
_ASKS = (
    re.compile(
        f"(?P<unit>[^,。?]{{2,20}}?)(?:要|应当?|需要?|主要|具体|分别)?{_ROLE}(?:完成|落实|实施|推进|干|做|办)?(?:的|了)?{_WHAT}(?:{_WORK})?[?。]?$"
    ),
    re.compile(f"{_WHAT}{_WORK}(?:是|要|应当?|需要?)?(?:由|归)(?P<unit>[^,。?]{{2,20}}?)(?:来|去)?{_ROLE}(?:的)?[?。]?$"),
    re.compile(f"(?:由)?(?P<unit>[^,。?]{{2,20}}?)(?:来)?{_ROLE}的?{_WORK}(?:都|主要)*(?:有|是|包括){_WHAT}[?。]?$"),
)
# 哪些任务要在2027年完成, 2027年底前完成的任务有哪些: by their schedule, whoever's they are
_ASKS_DUE = re.compile(
    f"{_WHAT}{_WORK}[^,。?]*(?P<done>完成|进展|建成|到期)|(?P<by>完成|进展|建成|到期)的?{_WORK}(?:都|主要)*(?:有|是|包括){_WHAT}"
)
_PARTLY = re.compile("进展|启动|部署")  # by then it is under way
_ASKS_IN_ENGLISH = re.compile(
    r"\b(?:what|which|list)(?: \w+){0,2}? (?:tasks|jobs|work|duties|items|reforms)\b[^?]*"
    r"\b(?P<role>lead|leads|led|head|heads|responsible|charge|participat\w*|assist\w*|support\w*|takes? part)\b"
)
_SUPPORTS = re.compile("参加|参与|配合|协助|协办|participat|assist|support|part")
_LEADS = re.compile("牵头|lead|led|head")
_LEVEL = re.compile("^(?:我们|我|本)?[省市县区州]?(?:人民政府|政府)?(?=[\u4e00-\u9fff]{2})|^[省市县区]直?")
_SAID = 0.6  # share of the pairs of characters of what else is asked that a task with its headings says
# Duties from which on who leads or takes part, and is not among them, does so nowhere; what one answers for may be said otherwise.
_LEDGER = 5
_READ = 30  # documents whose duties are read at once
_ENDS = "。：:；;，, \n\u3000"


def charges(inquiry: Inquiry, part: Part) -> Tabled | None:
    """The tasks that the unit asked about leads, answers for or takes part in, as the question says: none where documents that deal out
    tasks give it no such; None where the question does not ask for a unit's tasks, or the documents deal out hardly any."""
    question = inquiry.question
    english = question.language == "en"
    text = fold(question.original) if english else question.text
    asked = next((m for pattern in ((_ASKS_IN_ENGLISH,) if english else _ASKS) if (m := pattern.search(text))), None)
    if asked is None:
        return _due(inquiry, part, text)
    found = _dealt_out(inquiry, part)
    role, unit = asked["role"], _in_words(found, question.text) if english else _bare(asked["unit"], inquiry)
    mine = _of_unit(found, unit, role) if unit else []
    if not english:
        matter = _matter(inquiry, text)
        mine = [duty for duty in mine if share_said(matter, fold("".join(duty.clause.path) + duty.task)) >= _SAID]
    told_all = len(found) >= _LEDGER and (_LEADS.search(role) or _SUPPORTS.search(role))
    return _tabled(inquiry, mine) if mine or told_all else None


def _due(inquiry: Inquiry, part: Part, text: str) -> Tabled | None:
    """The tasks that end in the years asked about, whoever's they are; None where no such are asked for, or there are none."""
    due = _ASKS_DUE.search(text) if inquiry.question.years else None
    if due is None:
        return None
    done = due[due.lastgroup or 0]
    mine = [duty for duty in _dealt_out(inquiry, part) if _is_due(duty, inquiry.question.years, done)]
    return _tabled(inquiry, mine) if mine else None


def _dealt_out(inquiry: Inquiry, part: Part) -> list[Duty]:
    return [duty for source in _sources(inquiry, part) for clause in inquiry.search.clauses(source) for duty in duties(clause)]


def _sources(inquiry: Inquiry, part: Part) -> Sequence[str]:
    """All documents of the place or name asked about, where they are not too many to read; else those with the best clauses."""
    every = part.scope.sources
    return sorted(every) if every and len(every) <= _READ and (part.scope.place or inquiry.named) else inquiry.sources_of(part)


def _is_due(duty: Duty, years: Sequence[int], done: str) -> bool:
    """Whether a duty's schedule names a year asked about for what is to be reached by it."""
    said = fold(duty.schedule)
    return any(str(year) in said for year in years) and (done in said or done in ("完成", "到期") and not _PARTLY.search(said))


def _tabled(inquiry: Inquiry, mine: Sequence[Duty]) -> Tabled:
    claims, citations, rows = _told(inquiry, mine[:MOST])
    return Tabled(
        tuple(claims),
        tuple(citations),
        Table(("任务", "牵头或负责", "参加", "进度安排"), tuple(rows)),
        rest=IN_LEDGER if len(mine) > MOST else "",
    )


def _bare(unit: str, inquiry: Inquiry) -> str:
    """A unit as asked about without the place and the document before it."""
    for name in (*inquiry.question.places, *inquiry.question.titles, *inquiry.named):
        unit = unit.split(fold(name))[-1] if fold(name) in unit and not unit.endswith(fold(name)) else unit
    return _core(re.split("[的由让]|(?<=[案要划见件])[里中]", unit)[-1])


def _core(unit: str) -> str:
    """县司法局 → 司法局; 县委编办 stays."""
    folded = fold(unit).strip()
    return _LEVEL.sub("", folded) if not re.match("[省市县区]委(?!员)", folded) else folded[1:]


def same_unit(one: str, other: str) -> bool:
    """Whether two names without their level are of one unit: 发改局, 发展改革局.

    >>> same_unit("发改局", "发展改革局"), same_unit("政府", "乡镇政府")
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    return len(short) > 2 and short[0] == long[0] and short[-1] == long[-1] and in_order(short, long)


def _in_words(found: Sequence[Duty], text: str) -> str:
    """The unit of the duties that a question put into Chinese names; "" where it names none."""
    cores = {_core(unit) for duty in found for unit in (*duty.lead, *duty.support)}
    words = fold(text).split()
    return max(
        (core for core in cores if len(core) > 1 and any(core in word or same_unit(core, word) for word in words)), key=len, default=""
    )


def _of_unit(found: Sequence[Duty], unit: str, role: str) -> list[Duty]:
    """The duties in which a unit has the role asked for; who asks what it is responsible for is told what it leads, or where it leads
    nothing, in what it takes part."""
    leads = [any(same_unit(unit, _core(name)) for name in duty.lead) for duty in found]
    takes_part = [any(same_unit(unit, _core(name)) for name in duty.support) for duty in found]
    if _SUPPORTS.search(role):
        both = _LEADS.search(role) is not None or "负责" in role
        wanted = [part or both and lead for lead, part in zip(leads, takes_part, strict=True)]
    else:
        wanted = leads if any(leads) or _LEADS.search(role) else takes_part
    return list(compress(found, wanted))


def _matter(inquiry: Inquiry, text: str) -> set[str]:
    """The pairs of characters of what the question names before the unit: 在规范性文件方面，县司法局牵头哪些工作."""
    before = re.search("([^,。?]{2,20})(?:方面|上|领域|工作中)", text)
    named = re.split("在|关于|对", before[1])[-1] if before else ""
    return pairs_of(re.sub("|".join(map(re.escape, map(fold, inquiry.question.places))), "", named))


def _told(inquiry: Inquiry, found: Sequence[Duty]) -> tuple[list[Claim], list[Citation], list[tuple[Cell, ...]]]:
    """A claim for each task, quoted with what names its units, and its row."""
    claims: list[Claim] = []
    citations: list[Citation] = []
    rows: list[tuple[Cell, ...]] = []
    for duty in found:
        task = _task_span(duty)
        spans = [*([task] if task else []), (duty.start, duty.end)]
        mine = [Citation(len(citations) + n, duty.clause, start, end) for n, (start, end) in enumerate(spans, 1)]
        citations += mine
        cites = tuple(c.n for c in mine)
        text = one_line(mine[0].quote)
        claims.append(Claim(text, cites, scope=label(inquiry.documents.get(duty.clause.source), duty.clause.title)))
        said = ("、".join(duty.lead), "、".join(duty.support), duty.schedule)
        rows.append((Cell(text, cites[:1]), *(proved(each, mine[-1]) for each in said)))
    return claims, citations, rows


def _task_span(duty: Duty) -> tuple[int, int] | None:
    """The span of the task where it stands outside of what names the units: the sentence of the clause that begins it."""
    if re.sub(r"\s", "", fold(duty.task)) in re.sub(r"\s", "", fold(duty.clause.slice(duty.start, duty.end))):
        return None
    folded = fold(duty.clause.text)
    first = re.search(r"\s*".join(map(re.escape, re.sub(r"\s", "", fold(duty.task)))), folded)
    if first:
        return duty.clause.start + first.start(), duty.clause.start + first.end()
    start = len(folded) - len(unlabelled(folded))
    text = duty.clause.text[start : duty.start - duty.clause.start].rstrip(_ENDS)
    return (duty.clause.start + start, duty.clause.start + start + len(text)) if text else None
