"""Rows that say the same and set different figures: each is told apart by what its own item of the text begins with."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from answer.ledger.cases import DATED
from answer.ledger.phrases import Phrase
from answer.text.sentences import Sentence
from answer.text.values import Figure, segment
from policy import Target, fold

Span = tuple[int, int]

_CASES_OF_LIST = re.compile(
    "([^,;。]{4,60}(?:的|人才|人员|毕业生),)([^,;。]{4,40}的?)"
)  # what goes for a list of cases, and the first of these
_SHORTEST, _LONGEST = 3, 60  # characters of what tells rows apart
_SHARED = 4  # characters that two names end in alike: more, and they are of one measure, the rest of different things
_LEAD = re.compile(
    r"(?:\s|[-\u2014、,]|[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.)、](?!\d)|[一二三四五六七八九十]是|[①-⑳]|其中|同时|另外|此外|但是?|且|并|即)+"
)
_PARTNERS = re.compile("(?:[单双](?:职工|方|缴存)|个人|夫妻)[^,;]{0,10}$")
_QUOTES = re.compile('["\u201c\u201d]')
_NTH = re.compile("[^,]{0,10}?(?:[首一二两三]套|第[一二三][套次])(?:住房|房)?")
_CLASS = re.compile("(?:人才|项目|家庭|职工|企业|单位|人员|地块|用地|[区县市镇内省]|[房者员人的户])$")
_SETS_NOTHING = re.compile(
    "^(?:按照?|给予|予以|根据|依据|由|经|自|到|力争|各|每)|责任单位|^(?:统筹|逐步|加强|推[进动]|完善|优化|支持|鼓励|实施|全面|积极)"
)


def lead(sentence: Sentence, found: Sequence[Figure], names: Sequence[Phrase], number: int) -> Span | None:
    """What may tell the row of a figure from another of the same name, as a span of the document: the part that its item begins with,
    or the name of the figure in that part; those of the item before where its own item begins with the figure."""
    text = sentence.folded
    own = segment(text, found[number].at)[0]
    item = _item(text, own)
    span = _opening(text, found, names, item, own)
    if span is None and item >= 2 and text[item - 1] == ";":
        span = _opening(text, found, names, _item(text, item - 1), item - 1)
    return (sentence.start + span[0], sentence.start + span[1]) if span else None


def _item(text: str, at: int) -> int:
    """Where the item of a list begins that holds a place."""
    return max(text.rfind(mark, 0, at) for mark in ";。\n") + 1


def _opening(text: str, found: Sequence[Figure], names: Sequence[Phrase], item: int, own: int) -> Span | None:
    """The first part of an item before `own` that tells anything, as far as it stands before a figure of its own."""
    while (end := segment(text, item)[1]) <= own and item < own:
        begin = label.end() if (label := _LEAD.match(text, item, end)) else item
        first = next((n for n, f in enumerate(found) if begin <= f.at < end), None)
        if first is None and text[end : end + 1] != ":" and _tells(text[begin:end]):
            return begin, end
        at = [i for i in names[first] if begin <= i < found[first].start] if first is not None and first < len(names) else []
        if at and _tells(text[at[0] : at[-1] + 1]):
            return at[0], at[-1] + 1
        item = end + 1
    return None


def told_apart(found: Sequence[Target], by: Sequence[Span | None]) -> list[Target]:
    """The targets; of those with one name, case and time and different figures each with what tells it from the others in its case."""
    rows = list(found)
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, target in enumerate(rows):
        groups[target.indicator, target.condition, target.deadline, target.scope].append(number)
    for group in groups.values():
        if len({(rows[n].value, rows[n].unit, rows[n].op) for n in group}) < 2:
            continue
        spans = {n: span for n in group if (span := by[n])}
        texts = {n: rows[n].clause.slice(*span) for n, span in spans.items()}
        for n, span in spans.items():
            others = [said for m, said in texts.items() if m != n and said != texts[n]]
            if others:
                rows[n] = _apart(rows[n], span, others)
    return rows


def shared_cases(rows: Sequence[Target]) -> list[Target]:
    """The targets; in a list of cases those behind the first with what goes for all of them and stands before the first alone
    (购买新房并缴清契税的,购买首套的,给予1%;购买二套的,给予0.5%)."""
    made: list[Target] = []
    head: Target | None = None
    for row in rows:
        if head is not None and "。" in row.clause.slice(min(head.end, row.start), max(head.end, row.start)):
            head = None
        if _CASES_OF_LIST.fullmatch(fold(row.condition)):
            head = row
        elif head is not None and (shared := _CASES_OF_LIST.fullmatch(fold(head.condition))):
            case = fold(row.condition or row.indicator)
            if (
                (case[:2] == shared[2][:2] or len(case) > 6 and case[-5:] == shared[2][-5:] and case != shared[2])
                and shared[1] not in case
                and "," not in case
            ):
                whole = head.condition[: shared.end(1)]
                row = replace(row, condition=whole + row.condition if row.condition else whole[:-1], start=min(head.start, row.start))
        made.append(row)
    return made


def _tells(said: str) -> bool:
    return (
        _SHORTEST <= len(said.strip()) <= _LONGEST
        and len(_QUOTES.findall(said)) % 2 == 0
        and not DATED.fullmatch(said)
        and not _SETS_NOTHING.search(said)
    )


def _apart(target: Target, span: Span, others: Sequence[str]) -> Target:
    start, end = span
    said = target.clause.slice(start, end)
    said = _PARTNERS.sub("", _kept(said, others)) or said
    if said in target.condition or said in target.indicator or target.condition and target.condition in said:
        return target
    return replace(target, condition=f"{said},{target.condition}".strip(","), start=min(target.start, start))


def _kept(said: str, others: Sequence[str]) -> str:
    """What tells apart without what all end in, cut where the name of a class of things ends (首套房|个人最高贷款额度)."""
    alike = max(_alike(said, other) for other in others)
    if alike < _SHARED:
        return said
    if (nth := _NTH.match(said)) and nth.end() >= len(said) - alike and all(_NTH.match(other) for other in others):
        return nth.group()
    return said[: len(said) - alike] if len(said) - alike >= _SHORTEST and _CLASS.search(said[: len(said) - alike]) else said


def _alike(one: str, other: str) -> int:
    """How many characters two texts end in alike."""
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count
