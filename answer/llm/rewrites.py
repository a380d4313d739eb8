"""Whether a question as a language model reworded it asks the same, and whether what it found speaks of what was asked."""

import re
from collections.abc import Iterable

from answer.search import Search
from answer.understand.kinds import Kind
from answer.understand.library import library
from answer.understand.question import Question, short_name, understand
from answer.understand.scope import named_documents
from policy import Answer, fold, numbers_in

# Nearness in meaning (cosine of the shipped encoder) of a rewrite. Of the everyday and official wordings of the 200 quadruples of
# eval/questions 85 in 100 are as near, of everyday wordings and another question's official one 3 in 1,000.
_ALIKE = 0.37
_KEPT_KINDS = (Kind.NUMBER, Kind.TIME, Kind.WHO)
_CHINESE = re.compile("[\u4e00-\u9fff]+|[a-z]{2,}")
# Characters of talk: a run of single-character words of them names nothing (能整不, 让干吗); with others it does (万人比).
_TALK = re.compile(
    "[能整不可要会想办搞弄干吗呢吧啊么的了过着给把被让叫去来到在是有没用做个只就都还也再很太最怎咋啥谁我你他们这那得行和与跟为从对]"
)
_EMPTY = frozenset(
    (
        "多少",
        "什么",
        "怎么",
        "怎样",
        "如何",
        "是否",
        "能否",
        "可否",
        "目标",
        "指标",
        "要求",
        "规定",
        "需要",
        "应该",
        "应当",
        "可以",
        "必须",
        "时候",
    )
    + ("时间", "情况", "事情", "东西", "一下", "一般", "具体", "关于")
)
_WEEKDAY = re.compile("(?:星期|礼拜)(?=[一二三四五六日天])")


def faithful(search: Search, question: str, rewrite: str) -> bool:
    """Whether a rewrite asks the same: of the same places, years, numbers, documents, for the same kind of answer, near in meaning, and
    with each word of the question that tells what is asked, or with what the search's lexicon also calls it."""
    asked, other = _read(search, question), _read(search, rewrite)
    same = _scope_of(asked) == _scope_of(other) and _documents(search, asked) == _documents(search, other)
    kind = other.kind is asked.kind or asked.kind not in _KEPT_KINDS
    numbers, others = numbers_in(asked.text), numbers_in(other.text)
    kept = numbers <= others <= numbers | {"1"}  # 一项, 一般: words more than numbers
    near = kind and same and kept and search.similarity(asked.text, [other.text])[0] >= _ALIKE
    return near and _says_all(search, asked, other.text)


def bears(search: Search, question: str, found: Answer) -> bool:
    """Whether each claim of an answer speaks, in its quotes or the headings over them, of every word of the question that tells what is
    asked: a rewrite may have narrowed the question, and must not have turned it to something else."""
    asked, quotes = _read(search, question), {c.n: c for c in found.citations}
    for claim in found.claims:
        cited = [quotes[n] for n in claim.citations]
        said = fold(" ".join(part for c in cited for part in (c.clause.text, c.clause.title, *c.clause.path)))
        if not _says_all(search, asked, said):
            return False
    return True


def _says_all(search: Search, asked: Question, text: str) -> bool:
    text, synonyms = _WEEKDAY.sub("周", text), search.read(asked.text).synonyms
    for word in _words(search, asked):
        also = [o for term, others in synonyms if word in term or term in word for other in others for o in other.split("|")]
        if word not in text and not any(o in text for o in also):
            return False
    return True


def _words(search: Search, asked: Question) -> Iterable[str]:
    """The words that tell what is asked, each once: those of two characters and more, and runs of shorter ones that are no mere talk."""
    found: list[str] = []
    for part in _CHINESE.findall(_WEEKDAY.sub("周", asked.focus)):
        single = ""
        for word in [*search.words(part), ""]:
            if len(word) == 1:
                single += word
                continue
            found += [run for run in _TALK.sub(" ", single).split() if len(run) > 1]
            found += [word] if word and word not in _EMPTY else []
            single = ""
    return dict.fromkeys(found)


def _read(search: Search, question: str) -> Question:
    return understand(question, search.read(question).text, library(search.documents()).regions)


def _scope_of(asked: Question) -> tuple[object, ...]:
    return {short_name(p) for p in asked.places}, asked.national, set(asked.years), set(asked.titles), set(asked.articles)


def _documents(search: Search, asked: Question) -> set[str]:
    return set(named_documents(asked.text, library(search.documents())))
