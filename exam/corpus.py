"""The clauses in scope with their facts, and the stock of wrong options that they give."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from exam.doubt import Passage, contested, damaged, damaged_heading, mistaken
from exam.facts import Fact, facts
from exam.points import behind
from exam.ports import Sources
from exam.said import Said, heading, is_statute, paragraphs, split
from exam.wording import Names, grams, norm
from policy import Clause
from policy.exam import ItemKind

_OFTEN = 10  # one sentence in so many
_PASSAGE = 10  # characters of a passage that is looked at for damage
Report = Callable[[str, int, int], None]


def silent(_what: str, _done: int, _of: int) -> None:
    """For work whose progress nobody watches."""


@dataclass
class Corpus:
    """What a paper is made from: names, clauses in scope, their facts, and what else stands in the documents by sort."""

    names: Names
    sources: tuple[str, ...]
    clauses: list[Clause] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    terms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    behind: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    members: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    items: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    leads: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    organs: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    defined: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    values: list[tuple[str, str, str]] = field(default_factory=list)
    statutes: set[str] = field(default_factory=set)
    doubtful: list[Said] = field(default_factory=list)
    _common: dict[str, frozenset[str]] = field(default_factory=dict)

    def add(self, fact: Fact) -> None:
        """Keep a fact, and what it gives as wrong options for others."""
        self.facts.append(fact)
        source = fact.clause.source
        if fact.type == "term" and fact.point:
            self.terms[source].append(fact.point.text)
            self.behind[fact.point.text].add(behind(fact.said, fact.point))
        elif fact.type == "organ" and fact.point:
            self.organs[source].append(fact.point.text)
        elif fact.type == "phrase" and fact.point:
            self.phrases[source].append((fact.point.unit, fact.point.text))
        elif fact.type == "definition" and fact.point:
            self.defined[source].append(fact.point.text)
        elif fact.members:
            self.members[source] += [(fact.members.noun, fact.members.opener, t) for t in fact.members.texts]
        elif fact.listed:
            self.items[source] += [(list_about(fact.said.text), i.text) for i in fact.listed.items]
        elif fact.duty:
            self.leads[source] += [unit_name(u) for u in fact.duty.lead]
        elif fact.target and fact.point:
            self.values.append((norm(fact.target.indicator), fact.point.text, fact.point.unit))

    def common(self, source: str) -> frozenset[str]:
        """The pairs of characters that so many sentences of a document hold that they tell nothing: 行政, 建设."""
        if source not in self._common:
            texts = {f.said.text for f in self.facts if f.clause.source == source and not f.duty}
            count = Counter(pair for text in texts for pair in grams(text))
            self._common[source] = frozenset(pair for pair, n in count.items() if n * _OFTEN >= len(texts))
        return self._common[source]

    def statute(self, source: str) -> bool:
        """Whether a document is made of articles."""
        return source in self.statutes


def unit_name(unit: str) -> str:
    """A unit's name without the place before it that its list says once: 县发改局 is 发改局; 县委编办 stays."""
    unit = re.sub("(?:等|分工|分别|共同)$", "", unit)
    return re.sub("^[省市县区](?!委|政府|人大|政协|纪|场|长|级|直)(?=.{2,}$)", "", unit)


def list_noun(lead: str) -> str:
    """What the items of a list are: 情形, 条件, 职责; "" where the lead does not say."""
    m = re.search(
        "(?:下列|以下|如下)[^，：]{0,12}?(情形|行为|条件|职责|材料|事项|措施|程序|规定|权利|义务|内容|信息|方式|要求|活动|证据|处罚|决定|情况|人员|范围|资料)",
        lead,
    )
    return m[1] if m else ""


# What is said of its bearer: conditions of a driver are none of a firm.
_BORNE = ("条件", "要求", "职责", "权利", "义务", "行为")


def list_about(lead: str) -> str:
    """Whose what a list names: 当事人的情形, 机关的情形, so that no list lends options to that of another role; "" as `list_noun`."""
    noun = list_noun(lead)
    named = (
        re.match("[^，]{2,24}?(?=应当|应(?!用|急|对|届|聘)|必须|须|是指|符合|具备|不得|履行|享有|可以|有(?:下列|以下))", lead)
        if noun in _BORNE
        else None
    )
    if named:
        return f"{re.sub('（[^（）]*）$', '', named[0])[-2:]}的{noun}"
    who = re.match("[\u4e00-\u9fff、]{0,20}?(机关|部门|机构|人员|当事人|申请人|组织|单位|企业|经营者|生产者|个人|公民|政府|负责人)", lead)
    return f"{who[1] if who else ''}的{noun}" if noun else ""


def read_corpus(sources: Sources, scope: Callable[[Clause], bool], chosen: Sequence[str], report: Report = silent) -> Corpus:
    """The facts of all clauses in scope of the chosen documents, in order."""
    corpus = Corpus(Names(sources.library.documents()), tuple(chosen))
    read: list[Fact] = []
    every: list[Clause] = []
    for n, source in enumerate(chosen):
        report("读条文", n, len(chosen))
        named = corpus.names[source]
        for clause in sources.library.clauses(source):
            if is_statute(clause):
                corpus.statutes.add(source)
            if scope(clause):
                corpus.clauses.append(clause)
                every += [clause] if named else []
                read += facts(clause, sources) if named else ()
    corpus.doubtful = doubtful(every)
    spoiled: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for said in corpus.doubtful:
        spoiled[said.clause.clause_id].append(said.span())
    repeated = _repeated(read)
    for fact in read:
        if _frame(fact) not in repeated and (sound := _sound(fact, spoiled[fact.clause.clause_id])):
            corpus.add(sound)
    report("读条文", len(chosen), len(chosen))
    return corpus


_NUMBER = re.compile("[0-9][0-9,.]*|[零〇一二两三四五六七八九十百千万亿]+")


def _frame(fact: Fact) -> tuple[str, str]:
    """A sentence without its figures, with its document."""
    return fact.clause.source, _NUMBER.sub("#", norm(fact.said.text))


def _repeated(facts_read: Sequence[Fact]) -> set[tuple[str, str]]:
    """The frames that a document fills with several figures: 申请补贴的，每月三千元 of one grade, 二千元 of the next. Which one is meant
    the sentence does not say, but what stands before it."""
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts_read:
        told[_frame(fact)].add(norm(fact.said.text))
    return {frame for frame, texts in told.items() if len(texts) > 1}


def doubtful(clauses: Sequence[Clause]) -> list[Said]:
    """The passages whose wording looks damaged: by itself, these first, or beside another document of policy that says the same."""
    pieces = [s for c in clauses for p in paragraphs(c) for s in split(p, "。！？；") if len(s.text) >= _PASSAGE]
    told = {s.clause.clause_id + f"@{s.at[0]}": s for s in pieces}
    passages = [Passage(name, s.clause.source, s.text) for name, s in told.items()]
    slips = mistaken(passages)
    first = [name for name, s in told.items() if name in slips or damaged(s.text)]
    found = contested([p for p in passages if not is_statute(told[p.name].clause)]) - {*first}
    return [told[name] for name in [*first, *(name for name in told if name in found)]]


def _sound(fact: Fact, spoiled: Sequence[tuple[int, int]]) -> Fact | None:
    """The fact without the parts that look damaged; None where its own words do, or where nothing may be left out of it."""

    def spoilt(said: Said) -> bool:
        start, end = said.span()
        return any(a < end and start < b for a, b in spoiled)

    if fact.type in ("outline", "headed") and damaged_heading(heading(fact.clause)):
        return None
    if not spoiled:
        return fact
    parts = tuple(p for p in fact.parts if not spoilt(p))
    if fact.type == "headed" and len(parts) >= 2:
        return replace(fact, said=parts[0], parts=parts)
    return None if spoilt(fact.said) or len(parts) < len(fact.parts) else fact


KINDS = {
    ItemKind.SINGLE: "单选",
    ItemKind.MULTIPLE: "多选",
    ItemKind.TRUE_FALSE: "判断",
    ItemKind.BLANK: "填空",
    ItemKind.SHORT: "简答",
    ItemKind.CASE: "案例分析",
}
