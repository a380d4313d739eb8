"""The clauses in which the answer for one scope of a question is looked for."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from answer.search import Search
from answer.understand.about_document import asks_about_document, says_about_document
from answer.understand.question import Question
from answer.understand.scope import Scope
from policy import Clause, DocumentInfo, Hit, fold

_DEPTH = 30  # clauses read for evidence
_FEW = 6  # documents of which each has its say: those that a search of all left silent are searched by themselves
_DEEP = 60  # clauses read where there are so few
_SAY, _SAY_CLOSER = 6, 40  # clauses that give a document its say, and those that they are the best of


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds clauses for a question in the `documents` of a search, by source; `named` are those that it names (`named_documents`)."""

    search: Search
    question: Question
    documents: Mapping[str, DocumentInfo]
    named: Mapping[str, str]

    def hits(self, scope: Scope) -> list[Hit]:
        """The clauses that may answer for a scope, best first: the articles that the question names by number, else what searches find in
        the scope's documents and, where other documents speak of its place, in these."""
        text, sources = self.question.searched, scope.sources
        if self.question.articles and sources:
            return self._articles(sources)
        if sources is None:
            return self.search.search(text, _DEPTH)
        few = len(sources) <= _FEW
        found: list[Hit] = []
        if scope.place and not few:
            found = [h for h in self.search.search(text, _DEPTH, region=scope.place) if scope.admits(h.clause.source)]
        anywhere = self.search.search(text, _DEEP if few else _DEPTH)
        found += [h for h in _not_in(found, anywhere) if self._may_speak_of(scope, h.clause)]
        if few:
            found += _not_in(found, self._says(sources, found))
        if asks_about_document(self.question) and (few or self.named):
            found += self._of_itself(sorted(sources), found)
        return sorted(found, key=lambda h: (-h.score, h.clause.clause_id))

    def _says(self, sources: Iterable[str], found: Sequence[Hit]) -> list[Hit]:
        """What each document of which too little was found says by itself."""
        heard = Counter(h.clause.source for h in found)
        silent = [source for source in sorted(sources) if heard[source] < _SAY]
        text = self.question.searched
        return [h for source in silent for h in self.search.search(text, _SAY, source=source, closer=_SAY_CLOSER)]

    def _of_itself(self, sources: Sequence[str], found: Sequence[Hit]) -> list[Hit]:
        """The clauses that say from when a document applies or when it was issued: they seldom name its matter; a search misses them."""
        taken, best = {h.clause.clause_id for h in found}, max((h.score for h in found), default=1.0)
        clauses = [c for s in sources if not self.named or s in self.named for c in self.search.clauses(s)]
        more = [c for c in clauses if c.clause_id not in taken and says_about_document(self.question, fold(c.text))]
        return [Hit(len(found) + n, best, c) for n, c in enumerate(more[:_DEPTH], 1)]

    def _may_speak_of(self, scope: Scope, clause: Clause) -> bool:
        """Whether a clause found anywhere may speak of the scope, on a first look."""
        info = self.documents.get(clause.source)
        unknown = info is not None and not info.region
        if scope.admits(clause.source) or scope.place and unknown:
            return True
        return scope.is_spoken_of(fold(clause.text))

    def _articles(self, sources: frozenset[str]) -> list[Hit]:
        """The articles that the question names by number, of the documents that it names; where it names none, of those found."""
        among = sorted(sources) if len(sources) <= _FEW else [h.clause.source for h in self.search.search(self.question.searched, _FEW)]
        clauses = [c for source in dict.fromkeys(among) for c in self.search.clauses(source)]
        wanted = [c for c in clauses if c.path and fold(c.path[-1]).split(" ")[0] in self.question.articles]
        return [Hit(n, 1.0, c) for n, c in enumerate(wanted, 1)]


def _not_in(found: Sequence[Hit], more: Sequence[Hit]) -> list[Hit]:
    """Those of further hits whose clauses are not among the hits found."""
    taken = {h.clause.clause_id for h in found}
    return [h for h in more if h.clause.clause_id not in taken]
