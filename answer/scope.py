"""Which documents a question is about. A figure belongs to the document that sets it: one place's is never another's answer."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from answer.question import Question, short_name
from policy import DocumentInfo, fold

_NAMED = 0.75  # share of a title's bigrams that a question must say to name the document
# The national level asked about beside a place: 国家和云南各是…; 云南落实国家要求 asks about Yunnan alone.
_BESIDE = re.compile("(?:国家|全国|中央|国务院)(?:层面|纲要|的)*(?:和|与|跟|同|、|以及)|(?:和|与|跟|同|、|以及)(?:国家|全国|中央|国务院)")
_EDITIONS = re.compile("两期|两个?版本|历次|历年|前后|新旧|上一[期版轮]|旧版|原来|以前|变化|修订|修改")


@dataclass(frozen=True, slots=True)
class Scope:
    """One part of a question to be answered by itself: the place asked about ("" for none), and the documents of it, None for all."""

    place: str
    sources: frozenset[str] | None

    def admits(self, source: str) -> bool:
        return self.sources is None or source in self.sources

    @property
    def name(self) -> str:
        """The place's short name, folded, as texts mention it."""
        return fold(short_name(self.place))


def belongs(place: str, info: DocumentInfo) -> bool:
    """Whether a document is of the place: by its region, its title or its issuer."""
    name, short = fold(place), fold(short_name(place))
    region = fold(info.region)
    if region and (name in region or fold(short_name(info.region)) == short or region.startswith(short)):
        return True
    return short in fold(info.title + info.issuer)


def scopes(question: Question, documents: Sequence[DocumentInfo], named: Mapping[str, str]) -> list[Scope]:
    """The scopes of a question, one for each place it names; a place that no document is of has a scope without documents.
    `named` are the documents that it names in its own words (`named_documents`).

    A province and a city of it named together are one place: the narrower decides. The national level named beside places is one more.
    """
    documents = _current(question, documents)
    titled = _titled(question, documents, named)
    national = frozenset(d.source for d in documents if d.level == "国家" or d.region == "全国") if question.national else frozenset()
    if national and not question.places:
        return [Scope("", national)]
    admitted = frozenset(d.source for d in documents)
    if not question.places:
        return [Scope("", titled or admitted)]
    found = []
    for place in question.places:
        sources = frozenset(d.source for d in documents if belongs(place, d))
        found.append(Scope(place, sources & titled if titled and sources & titled else sources))
    known = [s for s in found if s.sources]
    narrower = [s for s in known if not any(o is not s and (o.sources or frozenset()) < (s.sources or frozenset()) for o in known)]
    if national and narrower and _BESIDE.search(question.text):
        return [Scope("", national), *narrower]
    if not narrower:
        return [Scope(place, frozenset()) for place in question.places[:1]]
    return [*narrower, *(s for s in found if not s.sources)]  # asked about side by side with a place that is here


def _titled(question: Question, documents: Sequence[DocumentInfo], named: Mapping[str, str]) -> frozenset[str] | None:
    """The documents that the question names by title, in 《》 or in its own words, or None where it names none that is here."""
    names = [fold(t) for t in question.titles]
    found = {d.source for d in documents if d.source in named or any(n in fold(d.title) for n in names)}
    return frozenset(found) or None


@cache
def title_core(info: DocumentInfo) -> str:
    """A title without its place, issuer and years, folded: 青岚省政务服务便民条例 → 政务服务便民条例."""
    title = re.sub(r"\([^()]*\)|[\[【][^\]】]*[\]】]|《|》|\s", "", fold(info.title))
    title = re.sub("^.*关于(?:印发|公布|发布|转发)?", "", title)
    for part in (info.issuer, info.region, short_name(info.region) if info.region else ""):
        title = title.replace(fold(part), "") if part else title
    return re.sub(r"^(?:中华人民共和国|\d{4}年)+", "", title)


@cache
def _pairs(info: DocumentInfo) -> frozenset[str]:
    core = title_core(info)
    return frozenset(core[i : i + 2] for i in range(len(core) - 1))


def named_documents(text: str, documents: Iterable[DocumentInfo]) -> dict[str, str]:
    """The documents that a folded question names in its own words: source → the words that name it.

    A document is named by nearly all of its title's core, the last word (条例, 纲要, 措施 …) included.
    """
    said = {text[i : i + 2] for i in range(len(text) - 1)}
    found = {}
    for info in documents:
        pairs = _pairs(info)
        if len(pairs) >= 4 and len(pairs & said) >= _NAMED * len(pairs) and (part := _part(text, title_core(info), pairs)):
            found[info.source] = part
    return found


def _part(text: str, core: str, pairs: frozenset[str]) -> str:
    """The words of the text that name the title: up to its last word, as long as they hold enough of its pairs."""
    until = text.find(core[-2:])
    while until >= 0:
        end = until + 2
        start = max(0, end - len(core) - 2)
        part = text[start:end]
        first = next((i for i in range(len(part) - 1) if part[i : i + 2] in pairs), len(part))
        if sum(p in part[first:] for p in pairs) >= _NAMED * len(pairs):
            return part[first:]
        until = text.find(core[-2:], until + 1)
    return ""


def _current(question: Question, documents: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """Without the earlier editions of a document of the same place and title, unless the question asks for years or for the change."""
    if question.years or _EDITIONS.search(question.text):
        return list(documents)
    older = newer_editions(documents)
    return [d for d in documents if d.source not in older]


def newer_editions(documents: Sequence[DocumentInfo]) -> dict[str, DocumentInfo]:
    """The newest edition of each document that has a newer one: of the same place and title, whatever years the titles name."""
    newest: dict[tuple[str, str], DocumentInfo] = {}
    keys = {d.source: (d.region, title_core(d)) for d in documents}
    for d in documents:
        key = keys[d.source]
        if len(key[1]) >= 5 and (key not in newest or _date(d) > _date(newest[key])):  # a shorter core (通知, 实施意见) tells no matter
            newest[key] = d
    return {d.source: new for d in documents if (new := newest.get(keys[d.source])) and _date(d) < _date(new)}


def _date(info: DocumentInfo) -> str:
    return f"{info.years[0]}-00-00" if info.years and not info.issued else info.issued
