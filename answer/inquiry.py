"""A question put to a search: what it asks, where, and the evidence found for each place it names."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from answer.coverage import Matter
from answer.decide import probability
from answer.evidence import Evidence, gather
from answer.library import library
from answer.question import Question, understand
from answer.scope import Scope, named_documents, scopes
from answer.search import Search
from answer.years import speaks_of
from policy import DocumentInfo, Hit, fold

_DEPTH = 30  # clauses read for evidence
_FEW = 6  # documents of which each has its say: those that a search of all left silent are searched by themselves
_DEEP = 60  # clauses read where there are so few
_SAY = 6  # clauses that give a document its say
_COMPARED = 32  # sentences whose nearness in meaning is computed


def _mentions(folded: str, scope: Scope) -> bool:
    return bool(scope.place) and scope.name in folded


@dataclass(frozen=True, slots=True)
class Part:
    """One scope of a question, the clauses found in it, and its evidence, best first."""

    scope: Scope
    hits: list[Hit]
    evidence: list[Evidence]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as understood, its matter, and the documents it is put to."""

    question: Question
    matter: Matter
    documents: dict[str, DocumentInfo]
    named: dict[str, str]
    search: Search

    @classmethod
    def of(cls, search: Search, question: str) -> "Inquiry":
        documents = {d.source: d for d in search.documents()}
        reading = search.read(question)
        named = named_documents(reading.text, documents.values())
        asked = understand(question, reading.text, library(documents.values()).regions, tuple(named.values()))
        return cls(asked, Matter.of(asked.focus, reading.synonyms, search), documents, named, search)

    def parts(self) -> list[Part]:
        """The question's scopes with their evidence."""
        return [self.part(scope) for scope in scopes(self.question, list(self.documents.values()), self.named)]

    def part(self, scope: Scope) -> Part:
        """The clauses and the evidence of one scope."""
        hits = self._hits(scope)
        of_place = {source for source in {h.clause.source for h in hits} if self.is_of(source, scope)}
        found = [
            e
            for e in gather(self.question, self.matter, hits, self.search)
            if self._in_time(e) and (e.sentence.clause.source in of_place or _mentions(e.sentence.folded, scope))
        ]
        return Part(scope, hits, self._ranked(found))

    def is_of(self, source: str, scope: Scope) -> bool:
        """Whether a document is of the place asked about: as its metadata say, or, where they do not, as its text names the place."""
        if scope.admits(source):
            return True
        info = self.documents.get(source)
        return info is not None and not info.region and _mentions(fold(self.search.document(source).text), scope)

    def _in_time(self, evidence: Evidence) -> bool:
        if not self.question.years:
            return True
        sentence = evidence.sentence
        return speaks_of(self.question.years, sentence.folded + sentence.heading, self.documents.get(sentence.clause.source))

    def _hits(self, scope: Scope) -> list[Hit]:
        if self.question.articles and scope.sources:
            return self._articles(scope.sources)
        text, sources = self.question.text, scope.sources
        if sources is None:
            return self.search.search(text, _DEPTH)
        found: list[Hit] = []
        if scope.place and len(sources) > _FEW:
            found = [h for h in self.search.search(text, _DEPTH, region=scope.place) if scope.admits(h.clause.source)]
        anywhere = self.search.search(text, _DEPTH if len(sources) > _FEW else _DEEP)
        taken = {h.clause.clause_id for h in found}
        found += [h for h in anywhere if h.clause.clause_id not in taken and self._may(h, scope)]
        if len(sources) <= _FEW:
            heard = Counter(h.clause.source for h in found)
            silent = [source for source in sorted(sources) if heard[source] < _SAY]
            taken = {h.clause.clause_id for h in found}
            more = [h for source in silent for h in self.search.search(text, _SAY, source=source)]
            found += [h for h in more if h.clause.clause_id not in taken]
        return sorted(found, key=lambda h: (-h.score, h.clause.clause_id))

    def _may(self, hit: Hit, scope: Scope) -> bool:
        """Whether a clause found anywhere may speak of the scope; `part` looks closer."""
        info = self.documents.get(hit.clause.source)
        unknown = info is not None and not info.region
        if scope.admits(hit.clause.source) or scope.place and unknown:
            return True
        return bool(scope.place) and _mentions(fold(hit.clause.text), scope)

    def _articles(self, sources: frozenset[str]) -> list[Hit]:
        """The articles that the question names by number, of the documents that it names; where it names none, of those found."""
        among = sorted(sources) if len(sources) <= _FEW else [h.clause.source for h in self.search.search(self.question.text, _FEW)]
        clauses = [c for source in dict.fromkeys(among) for c in self.search.clauses(source)]
        wanted = [c for c in clauses if c.path and fold(c.path[-1]).split(" ")[0] in self.question.articles]
        return [Hit(n, 1.0, c) for n, c in enumerate(wanted, 1)]

    def _ranked(self, found: Sequence[Evidence]) -> list[Evidence]:
        """Evidence best first. Nearness in meaning is computed for the most promising sentences only."""
        first = sorted(found, key=lambda e: (-probability(e), e.hit.rank, e.sentence.start))[:_COMPARED]
        texts = [e.sentence.folded for e in first]
        near, late = self.search.similarity(self.question.text, texts), self.search.interaction(self.question.focus, texts)
        scored = [replace(e, near=n, late=x) for e, n, x in zip(first, near, late, strict=True)]
        scored = [replace(e, score=probability(e)) for e in scored]
        return sorted(scored, key=lambda e: (-e.score, e.hit.rank, e.sentence.start))
