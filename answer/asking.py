"""From a question to an answer with its citations, or to "not found"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.compose import Draft, label, nothing
from answer.decide import answers
from answer.evidence import Evidence
from answer.inquiry import Inquiry, Part
from answer.question import Kind
from answer.scope import Scope
from answer.search import Search
from policy import Answer, Hit, fold

_ASKABLE = re.compile("[\u4e00-\u9fff]{2}|[a-z]{3}")  # less than a word asks for nothing
_SENTENCE_END = re.compile("[。！？；;]")
_LINES = 4  # documents quoted in one answer; a comparison may take twice as many
_BESIDE = 0.8  # another document speaks beside the best where its evidence scores this share of the best
_COMPARED = 0.5  # the same in a comparison, which wants them all
_GAIN = 0.25  # a further sentence of the same document is quoted where it adds this share of the matter


def ask(search: Search, question: str, k: int = 10) -> Answer:
    """Answer a question from the documents of a search; "not found" where they do not say.

    `k` is how many of the nearest clauses go with the answer.
    """
    if not _ASKABLE.search(fold(question)):
        return Answer(question, (), (), (), "问题里没有可查的内容，请写出要查的事项。")
    inquiry = Inquiry.of(search, question)
    draft = Draft([], [])
    parts = inquiry.parts()
    silent = []
    for part in parts:
        chosen = _chosen(inquiry, part)
        for evidence in chosen:
            clause = evidence.sentence.clause
            draft.add(inquiry.question, evidence, label(inquiry.documents.get(clause.source), clause.title))
        if not chosen and part.scope.place:
            silent.append(part.scope.place)
    nearest = [h for part in parts for h in part.hits]
    note = ""
    if not draft.claims:
        elsewhere = _elsewhere(inquiry)
        nearest += [h for part in elsewhere for h in part.hits]
        note = nothing(inquiry.question, _places(inquiry, elsewhere))
    elif silent:
        note = f"{'、'.join(silent)}：现有文件没有载明。"
    return Answer(question, tuple(draft.claims), tuple(draft.citations), _ordered(draft, nearest, k), note)


def _chosen(inquiry: Inquiry, part: Part) -> list[Evidence]:
    """The evidence to quote: the best sentence that answers, what it leaves unsaid, and what other documents say."""
    good = [e for e in part.evidence if answers(e, inquiry.question)]
    if inquiry.question.articles:
        return _article(part)
    if not good:
        return []
    best = good[0]
    chosen = [best, *_completing(inquiry, best, good)]
    compares = inquiry.question.kind is Kind.COMPARE
    share = _COMPARED if compares else _BESIDE
    for evidence in good:
        sources = {e.sentence.clause.source for e in chosen}
        if len(sources) >= _LINES * (2 if compares else 1):
            break
        if evidence.sentence.clause.source not in sources and _speaks_beside(evidence, best, share):
            chosen.append(evidence)
    return chosen


def _speaks_beside(evidence: Evidence, best: Evidence, share: float) -> bool:
    return evidence.score >= best.score * share and evidence.said >= best.said * share


def _article(part: Part) -> list[Evidence]:
    """The articles asked for by number: the best sentence of each, or its first where the question names nothing else."""
    firsts: dict[str, Evidence] = {}
    for evidence in part.evidence:
        firsts.setdefault(evidence.sentence.clause.clause_id, evidence)
    return list(firsts.values())[:_LINES]


def _completing(inquiry: Inquiry, best: Evidence, good: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of the same document that say a good part of what the best one leaves unsaid (two indicators asked at once)."""
    if inquiry.question.kind not in (Kind.NUMBER, Kind.LIST, Kind.TIME):
        return []
    said = [best.sentence.folded]
    extra: list[Evidence] = []
    for evidence in good[1:]:
        if evidence.sentence.clause.source != best.sentence.clause.source or evidence.fits < 1:
            continue
        gain = inquiry.matter.coverage(*said, evidence.sentence.folded) - inquiry.matter.coverage(*said)
        if gain >= _GAIN and len(extra) < 2:
            extra.append(evidence)
            said.append(evidence.sentence.folded)
    return extra


def _elsewhere(inquiry: Inquiry) -> list[Part]:
    """What the documents of all places say to a question about one place; shown as related, never as the answer."""
    if not inquiry.question.places and not inquiry.question.national:
        return [inquiry.part(Scope("", None))] if inquiry.named else []
    return [inquiry.part(Scope("", None))]


def _places(inquiry: Inquiry, parts: Sequence[Part]) -> list[str]:
    """The places, other than those asked about, whose documents would have answered."""
    found = []
    for part in parts:
        for evidence in part.evidence:
            info = inquiry.documents.get(evidence.sentence.clause.source)
            if info and info.region and answers(evidence, inquiry.question) and info.region not in inquiry.question.places:
                found.append("国家" if info.region == "全国" else info.region)
    return list(dict.fromkeys(found))[:_LINES]


def _ordered(draft: Draft, hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    """The nearest clauses, those that the answer cites first, ranks counted anew."""
    cited = list(dict.fromkeys(c.clause.clause_id for c in draft.citations))
    unique: dict[str, Hit] = {}
    for hit in hits:
        if hit.clause.path or hit.clause.clause_id in cited or _SENTENCE_END.search(hit.clause.text):  # a signature helps no one
            unique.setdefault(hit.clause.clause_id, hit)
    order = [unique[c] for c in cited if c in unique] + [h for c, h in unique.items() if c not in cited]
    return tuple(replace(h, rank=i) for i, h in enumerate(order[:k], 1))
