"""Which documents a question is about. A figure belongs to the document that sets it: one place's is never another's answer."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from answer.text.years import TITLED
from answer.understand.library import Library, title_core
from answer.understand.question import Question, short_name
from policy import DocumentInfo, fold, pairs_of
from policy.regions import lies_in

_NAMED = 0.75  # share of a title's bigrams that a question must say to name the document
# The national level asked about beside a place: 国家和云南各是…; 云南落实国家要求 asks about Yunnan alone.
_NATION, _AND = "(?:国家|全国|中央|国务院)", "(?:和|与|跟|同|、|以及|比|较|相比于?)"
_BESIDE = re.compile(f"{_NATION}(?:层面|纲要|的)*{_AND}|{_AND}{_NATION}")
_ASKS = re.compile("哪|多少|几|什么|何|谁|怎|如何|多[久长大高]")
_EDITIONS = re.compile("两[期版]|两个?版本|历次|历年|前后|新旧|上一[期版轮]|旧|原来|以前|变化|修订|修改")
# 新纲要和旧纲要, 两版: each edition is asked about by itself
_OLD, _NEW = "(?:旧|老|原来?的?|上一[期版轮])", "(?:新|现行|这一[期版轮]|本[期轮])"
_EACH_EDITION = re.compile(
    f"两[期版轮]|两个?版本|前后两|新[旧老]|{_OLD}[^,。?]{{0,8}}{_AND}[^,。?]{{0,3}}{_NEW}|{_NEW}[^,。?]{{0,8}}{_AND}[^,。?]{{0,3}}{_OLD}"
    r"|\b(?:two|both|successive) (?:editions|versions)|\bold and (?:the )?new"
    r"|\bnew and (?:the )?old|\b(?:previous|earlier) (?:edition|version)"
)

_OWNED = "[^,。;、的]{0,6}(?:网站?|日报|银行|大学|学院)"  # what bears a place's name


@dataclass(frozen=True, slots=True)
class Scope:
    """One part of a question to be answered by itself: the place asked about ("" for none), and the documents of it, None for all;
    the `edition` where it is one of several of a document, as its lines are named."""

    place: str
    sources: frozenset[str] | None
    edition: str = ""

    def admits(self, source: str) -> bool:
        return self.sources is None or source in self.sources

    @property
    def name(self) -> str:
        """The place's short name, folded, as texts mention it."""
        return fold(short_name(self.place))

    def is_spoken_of(self, folded: str) -> bool:
        """Whether a folded text names the place; in the name of a law (《青岚省促进就业条例》) or of a site, a bank or a school of it
        (青岚政务服务网) it is not spoken of."""
        if not self.place or self.name not in folded:
            return False
        return self.name in re.sub(f"{re.escape(self.name)}(?:省|市)?{_OWNED}", "", TITLED.sub("", folded))


def scopes(question: Question, here: Library, named: Mapping[str, str]) -> list[Scope]:
    """The scopes of a question, one for each place it names; a place that no document is of has a scope without documents.
    `named` are the documents that it names in its own words (`named_documents`).

    A province and a city of it named together are one place: the narrower decides. The national level named beside places is one more.
    """
    numbered = list(here.issued_under(fold(question.original)))
    if numbered and not question.places:  # whatever edition: a number leaves no doubt which
        each = [Scope(here.by_source[source].region, frozenset({source})) for source in numbered]
        return each if len(each) > 1 else [Scope("", frozenset(numbered))]
    # Without the earlier editions of a document, unless the question asks for years or for the change.
    admitted = here.every if question.years or _EDITIONS.search(question.text) else here.current
    admitted = admitted.union(numbered)
    titled = _titled(question, here, named) & admitted
    if apart := _editions(question, here, titled):
        return apart
    of_nation = (d.source for d in here.documents if d.level == "国家" or d.region == "全国") if question.national else ()
    national = admitted.intersection(of_nation)
    if national and not question.places:
        return [Scope("", national)]
    if not question.places:
        return [Scope("", titled or admitted)]
    found = []
    for place in sorted(question.places, key=lambda name: question.text.find(fold(short_name(name)))):
        sources = here.of_place(place) & admitted
        found.append(Scope(place, sources & titled or sources))
    known = [s for s in found if s.sources]
    narrower = [s for s in known if not any(o is not s and _is_within(o, s, question.text) for o in known)]
    if national and narrower and _beside(question, narrower):
        return [Scope("", national), *narrower]
    if not narrower:
        return [Scope(place, frozenset()) for place in question.places[:1]]
    return [*narrower, *(s for s in found if not s.sources)]  # asked about side by side with a place that is here


def _is_within(one: Scope, other: Scope, text: str) -> bool:
    """Whether a scope is part of another: its documents are, or the text names its place right behind the wider one (北京市东城区)."""
    if lies_in(other.place, one.place):  # also where every document of the city is one of the district's too
        return False
    if (one.sources or frozenset()) < (other.sources or frozenset()):
        return True
    wide, narrow = (re.escape(fold(short_name(scope.place))) for scope in (other, one))
    return lies_in(one.place, other.place) and re.search(rf"{wide}(?:省|市|自治区|自治州)?{narrow}", text) is not None


def _editions(question: Question, here: Library, titled: frozenset[str]) -> list[Scope]:
    """A scope for each edition of the one document whose editions are asked about, oldest first; none where it is not known which."""
    if not _EACH_EDITION.search(f"{question.text} {fold(question.original)}") or len(question.places) > 1:
        return []
    groups: dict[str, list[DocumentInfo]] = {}
    for source, newest in here.older.items():
        groups.setdefault(newest.source, [newest]).append(here.by_source[source])
    place = question.places[0] if question.places else ""
    of_place = here.of_place(place) if place else frozenset()
    found = [of for of in groups.values() if all((not titled or d.source in titled) and (not place or d.source in of_place) for d in of)]
    if len(found) > 1:
        found = [of for of in found if title_core(of[0])[-2:] in question.text]
    if len(found) != 1:
        return []
    return [Scope(place, frozenset({d.source}), _edition(d)) for d in sorted(found[0], key=lambda d: (d.years or (0, 0), d.issued))]


def _edition(info: DocumentInfo) -> str:
    """An edition as it is told from the others: by the years that it is for, else that of its issue."""
    return f"{info.years[0]}—{info.years[1]}年版" if info.years else f"{info.issued[:4]}年版" if info.issued else info.title


def _beside(question: Question, places: Sequence[Scope]) -> bool:
    """Whether the national level is asked about beside places, also with a few words between: 国家定的时间和云南定的时间各是…"""
    names = "|".join(re.escape(scope.name) for scope in places)
    if _BESIDE.search(question.text) or re.search(f"{_NATION}[^,。?]{{0,6}}{_AND}(?:{names})", question.text):
        return True
    asking = [part for part in re.split("[,;。?]", question.text) if _ASKS.search(part)]  # 中央定的是哪年底,云南又定的是哪年底
    of_nation = [part for part in asking if re.search(_NATION, part) and not re.search(names, part)]
    return bool(of_nation) and any(re.search(names, part) and not re.search(_NATION, part) for part in asking)


def _titled(question: Question, here: Library, named: Mapping[str, str]) -> frozenset[str]:
    """The documents that the question names by title, in 《》 or in its own words."""
    names = [fold(t) for t in question.titles]
    in_full = {source for source, title in here.titles.items() if any(n in title for n in names)} if names else set()
    return frozenset(in_full | here.every.intersection(named))


def named_documents(text: str, here: Library) -> dict[str, str]:
    """The documents that a folded question names in its own words: source → the words that name it.

    A document is named by its number (发文字号), or by nearly all of its title's core, the last word (条例, 纲要, 措施 …) included.
    """
    found = here.sharing(text, _NAMED, 4)
    return here.issued_under(text) | {source: part for source, core in found if (part := _part(text, core, pairs_of(core)))}


def _part(text: str, core: str, pairs: set[str]) -> str:
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
