"""From a question to an answer with its citations, or to "not found"."""

from collections.abc import Sequence
from dataclasses import replace

from answer.compose import Draft, label, nothing
from answer.coverage import Matter
from answer.decide import answers, probability
from answer.evidence import Evidence, gather
from answer.question import Kind, Question, understand
from answer.scope import Scope, named_documents, scopes
from answer.search import Search
from answer.years import speaks_of
from policy import Answer, DocumentInfo, Hit, fold

_DEPTH = 30  # clauses read for evidence
_FEW = 6  # documents that are searched one by one, so that each has its say
_LINES = 4  # documents quoted in one answer; a comparison may take twice as many
_BESIDE = 0.8  # another document speaks beside the best where its evidence scores this share of the best


def ask(search: Search, question: str, k: int = 10) -> Answer:
    """Answer a question from the documents of a search; "not found" where they do not say.

    `k` is how many of the nearest clauses go with the answer.
    """
    documents = {d.source: d for d in search.documents()}
    regions = tuple(sorted({d.region for d in documents.values() if d.region}))
    reading = search.read(question)
    named = named_documents(reading.text, documents.values())
    asked = understand(question, reading.text, regions, tuple(named.values()))
    matter = Matter.of(asked.focus, reading.synonyms, search)
    draft = Draft([], [])
    nearest: list[Hit] = []
    silent: list[str] = []
    parts = scopes(asked, list(documents.values()), named)
    for scope in parts:
        hits = _hits(search, asked, scope)
        nearest += hits
        best = _chosen(asked, matter, hits, search, documents)
        for evidence in best:
            info = documents.get(evidence.sentence.clause.source)
            draft.add(asked, evidence, label(info, evidence.sentence.clause.title))
        if not best and scope.region:
            silent.append(scope.region)
    if not nearest:
        nearest = search.search(asked.text, k)
    nearest = _ordered(draft, nearest, k)
    note = "" if draft.claims else nothing(asked, ())
    if draft.claims and silent:
        note = f"{'、'.join(silent)}：现有文件没有载明。"
    return Answer(question, tuple(draft.claims), tuple(draft.citations), tuple(nearest), note)


def _hits(search: Search, question: Question, scope: Scope) -> list[Hit]:
    if scope.sources is not None and not scope.sources:
        return []
    if scope.sources and len(scope.sources) <= _FEW:
        depth = max(_DEPTH // len(scope.sources), 8)
        hits = [h for source in sorted(scope.sources) for h in search.search(question.text, depth, source=source)]
        return sorted(hits, key=lambda h: (-h.score, h.clause.clause_id))
    return [h for h in search.search(question.text, _DEPTH, region=scope.region) if scope.admits(h.clause.source)]


def _chosen(question: Question, matter: Matter, hits: Sequence[Hit], search: Search, documents: dict[str, DocumentInfo]) -> list[Evidence]:
    """The evidence to quote: the best sentence that answers, what it leaves unsaid, and what other documents say."""
    found = [
        e
        for e in gather(question, matter, hits, search)
        if speaks_of(question.years, e.sentence.folded + e.sentence.heading, documents.get(e.sentence.clause.source))
    ]
    found = _ranked(question, found, search)
    good = [e for e in found if answers(e)]
    if not good:
        return []
    best = good[0]
    chosen = [best, *_completing(question, matter, best, good)]
    limit = _LINES * (2 if question.kind is Kind.COMPARE else 1)
    for evidence in good:
        if len({e.sentence.clause.source for e in chosen}) >= limit:
            break
        if evidence.sentence.clause.source in {e.sentence.clause.source for e in chosen}:
            continue
        if evidence.score >= best.score * _BESIDE and evidence.said >= best.said * _BESIDE:
            chosen.append(evidence)
    return chosen


def _ranked(question: Question, found: Sequence[Evidence], search: Search) -> list[Evidence]:
    """Evidence best first. Nearness in meaning is computed for the most promising sentences only."""
    first = sorted(found, key=lambda e: (-(e.said + e.context + e.fits), e.sentence.clause.clause_id, e.sentence.start))[:24]
    near = search.similarity(question.text, [e.sentence.folded for e in first])
    scored = [replace(e, near=n) for e, n in zip(first, near, strict=True)]
    scored = [replace(e, score=probability(e)) for e in scored]
    return sorted(scored, key=lambda e: (-e.score, e.hit.rank, e.sentence.start))


def _completing(question: Question, matter: Matter, best: Evidence, good: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of the same document that say a good part of what the best one leaves unsaid (two indicators asked at once)."""
    if question.kind not in (Kind.NUMBER, Kind.LIST, Kind.TIME):
        return []
    said = [best.sentence.folded]
    extra: list[Evidence] = []
    for evidence in good[1:]:
        if evidence.sentence.clause.source != best.sentence.clause.source or evidence.fits < 1:
            continue
        gain = matter.coverage(*said, evidence.sentence.folded) - matter.coverage(*said)
        if gain >= 0.25 and len(extra) < 2:
            extra.append(evidence)
            said.append(evidence.sentence.folded)
    return extra


def _ordered(draft: Draft, hits: Sequence[Hit], k: int) -> list[Hit]:
    """The nearest clauses, those that the answer cites first, ranks counted anew."""
    cited = [c.clause.clause_id for c in draft.citations]
    unique = {h.clause.clause_id: h for h in sorted(hits, key=lambda h: (-h.score, h.clause.clause_id))}
    order = [unique[c] for c in dict.fromkeys(cited) if c in unique] + [h for c, h in unique.items() if c not in cited]
    return [replace(h, rank=i) for i, h in enumerate(order[:k], 1)]


def is_blank(question: str) -> bool:
    """Whether a question holds nothing to ask for."""
    return not any(c.isalnum() for c in fold(question))
