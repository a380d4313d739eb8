"""A question put to a search: what it asks, where, and the evidence found for each place it names."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from answer.evidence.counterparts import evened
from answer.evidence.coverage import Matter
from answer.evidence.decide import beside_each, led, promise, weighed
from answer.evidence.finding import Finder
from answer.evidence.gather import Evidence, gather
from answer.evidence.part import Part
from answer.search import HEARD, Search
from answer.text.years import asked_apart, asked_of_each, is_dated, of_relative_year, sets_a_goal, speaks_of, unmeasured
from answer.understand.about_document import asks_document_alone, says_about_document
from answer.understand.kinds import Kind
from answer.understand.library import Library, library
from answer.understand.question import Question, short_name, understand
from answer.understand.scope import Scope, named_documents, scopes
from policy import DocumentInfo, Hit, fold
from policy.regions import lies_in

T = TypeVar("T")
Weigh = Callable[[Sequence[Evidence], Question, int], list[Evidence]]
_WHOLE = HEARD.index("whole_late")
_COMPARED = 32  # sentences whose nearness in meaning is computed
_CROSSED = 8  # of them those that are read together with the question
_SPREAD = 4.0  # of such scores among the sentences of a scope
_ITEMS, _LONG = re.compile("[^;]{6,};?"), 80  # items of a sentence; characters of one that is also read by its item
CERTAIN = 0.9  # probability of what leaves no doubt
_TERM, _QUALIFIES = 4, "期性型级式类化"  # characters of a term at least; what an adjective before it ends with
_DONE_TO_IT = re.compile("(?:发行|安排|投放|投资|建设|完成|规模|总量|总额|数量|数额|额度)+$")
_FIT, _LEAST, _OF_A_KIND = 0.8, 0.03, 0.3  # how well a plain sentence must fit, and how likely it must be, to push back the others
_BEGINNING = 1500  # characters of a clause that late interaction reads, as many as the second ranking does


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question as understood, its matter, and the documents it is put to."""

    question: Question
    matter: Matter
    library: Library
    named: dict[str, str]
    search: Search
    wordings: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, search: Search, question: str) -> "Inquiry":
        here, reading = library(search.documents()), search.read(question)
        named = named_documents(reading.text, here)
        asked = understand(question, reading.text, here.regions, tuple(named.values()))
        wordings = _wordings((asked.focus, asked.text), reading.synonyms if asked.language != "en" else ())
        return cls(asked, Matter.of(asked.focus, reading.synonyms, search), here, named, search, wordings)

    @property
    def documents(self) -> Mapping[str, DocumentInfo]:
        """The documents by source."""
        return self.library.by_source

    @property
    def finder(self) -> Finder:
        """What finds the clauses of its scopes."""
        return Finder(self.search, self.question, self.documents, self.named)

    def parts(self, weigh: Weigh = weighed) -> list[Part]:
        """The question's scopes with their evidence; `weigh` gives it the probabilities that it is ranked by."""
        found = []
        for scope, years in self.sides():
            found += self._years(scope, years, weigh) if years else [self.part(scope, weigh)]
        return [replace(part, evidence=of) for part, of in zip(found, evened([part.evidence for part in found]), strict=True)]

    def sides(self) -> list[tuple[Scope, tuple[int, ...]]]:
        """The scopes that the question asks about, each with the years of it that are to be answered by themselves, () for none."""
        asked = scopes(self.question, self.library, self.named)
        if each := asked_of_each(self.question.text, [scope.name for scope in asked]):
            return [(scope, (each[scope.name],)) for scope in asked]
        apart = asked_apart(self.question.text)
        return [(scope, apart if not scope.edition and {*apart} <= {*self.question.years} else ()) for scope in asked]

    @property
    def of_several(self) -> bool:
        """Whether it is to be answered for more than one place, year or edition."""
        sides = self.sides()
        return len(sides) > 1 or len(sides[0][1]) > 1

    def _years(self, scope: Scope, years: Sequence[int], weigh: Weigh) -> list[Part]:
        """The evidence of one scope for each of several years, among the clauses that one search finds."""
        hits = self.finder.hits(scope)
        apart = ((year, replace(self, question=replace(self.question, years=(year,)))) for year in years)
        return [replace(inquiry._part(scope, hits, weigh), year=year) for year, inquiry in apart]

    def part(self, scope: Scope, weigh: Weigh = weighed) -> Part:
        """The clauses and the evidence of one scope."""
        return self._part(scope, self.finder.hits(scope), weigh)

    def _part(self, scope: Scope, hits: list[Hit], weigh: Weigh) -> Part:
        of_place = {source for source in {h.clause.source for h in hits} if self.is_of(source, scope)}
        found = [
            e
            for e in gather(self.question, self.matter, hits)
            if self._in_time(e) and (e.sentence.clause.source in of_place or self._speaks_of(e, scope))
        ]
        return Part(scope, hits, self._ranked(found, scope, weigh))

    def _speaks_of(self, evidence: Evidence, scope: Scope) -> bool:
        """Whether a sentence of another document names the place, or stands in a clause that does, of the document of what it lies in."""
        if scope.is_spoken_of(evidence.sentence.folded):
            return True
        info = self.documents.get(evidence.sentence.clause.source)
        wider = info is not None and info.region not in ("", "全国") and lies_in(scope.place, info.region)
        return wider and scope.is_spoken_of(fold(evidence.sentence.clause.text))

    def is_of(self, source: str, scope: Scope) -> bool:
        """Whether a document is of the place asked about: as its metadata say, or, where they do not, as its text names the place."""
        if scope.admits(source):
            return True
        info = self.documents.get(source)
        return info is not None and not info.region and scope.is_spoken_of(fold(self.search.document(source).text))

    def sources_of(self, part: Part) -> list[str]:
        """The documents of the place asked about that the clauses of a part are of, those of the best clauses first."""
        return [source for source in dict.fromkeys(h.clause.source for h in part.hits) if self.is_of(source, part.scope)]

    def _in_time(self, evidence: Evidence) -> bool:
        sentence = evidence.sentence
        info = self.documents.get(sentence.clause.source)
        if not self.question.years:
            return of_relative_year(self.question.text, sentence.folded + sentence.heading, info)
        headings = fold(" ".join(sentence.clause.path))
        said = unmeasured(f"{self.question.text} {fold(self.question.original)}", sentence.folded + sentence.heading)
        if not speaks_of(self.question.years, said, info, headings):
            return False
        return (
            is_dated(info)
            or not sets_a_goal(sentence.folded)
            or any(str(year) in self.search.document(sentence.clause.source).text for year in self.question.years)
        )

    def _ranked(self, found: Sequence[Evidence], scope: Scope, weigh: Weigh) -> list[Evidence]:
        """Evidence best first. Nearness in meaning is computed for the most promising sentences only."""
        first = sorted(found, key=lambda e: (-promise(e), e.hit.rank, e.sentence.start))[:_COMPARED]
        scored = self._of_the_document(scope, weigh(self._crossed(self._near(first), scope), self.question, len(self.documents)))
        return led(sorted(self._plainly(scored), key=lambda e: (-e.score, -promise(e), e.hit.rank, e.sentence.start)))

    def _plainly(self, scored: Sequence[Evidence]) -> list[Evidence]:
        """The same; where a figure is asked for and a sentence names its matter plainly, those that name but a kind of it count less: asked
        about 特别国债, 超长期特别国债 is another."""
        term = _DONE_TO_IT.sub("", max(self.question.focus.split(), key=len, default=""))
        if self.question.kind is not Kind.NUMBER or len(term) < _TERM or not term.isalpha():
            return list(scored)
        plain = re.compile(rf"(?<![{_QUALIFIES}]){re.escape(term)}")
        if not any(e.fits >= _FIT and e.score >= _LEAST and plain.search(e.sentence.folded) for e in scored):
            return list(scored)
        kinds = [term in e.sentence.folded and not plain.search(e.sentence.folded) for e in scored]
        return [replace(e, score=e.score * _OF_A_KIND) if kind else e for e, kind in zip(scored, kinds, strict=True)]

    def _of_the_document(self, scope: Scope, scored: Sequence[Evidence]) -> list[Evidence]:
        """The same; of a document that the question names, or that is the only one of its place, the sentence that says from when it
        applies, or what it was made for, leaves no doubt, where nothing else is asked. It shares hardly a word with the question: the
        decision cannot tell."""
        only = scope.sources if scope.place and scope.sources and len(scope.sources) == 1 else frozenset[str]()
        meant = {*self.named, *only}
        if not meant or not asks_document_alone(self.question):
            return list(scored)
        own = [e for e in scored if e.fits == 1 and e.sentence.clause.source in meant]
        best = max((e for e in own if says_about_document(self.question, e.sentence.folded)), key=lambda e: e.score, default=None)
        return [replace(e, score=max(e.score, CERTAIN)) if e is best else e for e in scored]

    def _near(self, found: Sequence[Evidence]) -> list[Evidence]:
        """The same with their nearness in meaning, and what each is above the best sentence of any other clause of its document."""
        if not found:
            return []
        texts = [e.sentence.folded for e in found]
        clauses = {e.hit.clause.clause_id: e.hit.clause for e in found}
        heads = {of: fold(" ".join((c.title, *c.path))) for of, c in clauses.items()}
        read = [(heads[e.hit.clause.clause_id], text) for e, text in zip(found, texts, strict=True)]
        read += [(heads[of], fold(c.text[:_BEGINNING])) for of, c in clauses.items()]
        heard = self._best([self.search.interaction(focus, read) for focus, _ in self.wordings], lambda signals: signals[0])
        near = self._best([self.search.similarity(text, texts) for _, text in self.wordings], float)
        around, heard = dict(zip(clauses, heard[len(texts) :], strict=True)), heard[: len(texts)]
        margins = _margins(found, np.array([(n, h[0], e.said) for e, n, h in zip(found, near, heard, strict=True)]))
        return [
            replace(e, near=n, heard=h, around=around[e.hit.clause.clause_id], margins=above)
            for e, n, h, above in zip(found, near, heard, margins, strict=True)
        ]

    def _crossed(self, found: Sequence[Evidence], scope: Scope) -> list[Evidence]:
        """The same, the nearest in meaning of those that may answer read together with the question; the others count as the worst of
        these. Of a sentence with semicolons that of its items which says most of the matter is read by itself as well."""
        nearest = closest(found, _CROSSED)
        if not nearest:
            return list(found)
        texts = [(*found[n].heads, found[n].sentence.folded) for n in nearest]
        itemised = {at: item for at, n in enumerate(nearest) if (item := self._item(found[n]))}
        every = np.array(self.search.crossed(self.asked_of(scope), texts + [(*texts[at][:2], item) for at, item in itemised.items()]))
        read = every[: len(texts)] / _SPREAD
        read[list(itemised)] = np.maximum(read[list(itemised)], every[len(texts) :] / _SPREAD)
        scores = np.full(len(found), read.min())
        scores[nearest] = read
        below = scores - read.max()
        lead = np.where(below < 0, below, np.ptp(np.sort(read)[-2:]) if len(read) > 1 else 1.0)
        signs = np.column_stack([scores, below, lead]).tolist()
        return [replace(e, crossed=tuple(signs[n])) if e.fits > 0 else e for n, e in enumerate(found)]

    def _item(self, evidence: Evidence) -> str:
        """Of the items of a sentence that semicolons part the one that says most of the matter; "" where it has none."""
        items = _ITEMS.findall(evidence.sentence.folded)
        return max(items, key=self.matter.coverage) if len(items) > 1 and len(evidence.sentence.folded) > _LONG else ""

    def asked_of(self, scope: Scope) -> str:
        """The question without the other places that it is asked about: beside them a sentence of this one would answer half of it."""
        text = fold(self.question.original)
        for place in self.question.places if scope.place else ():
            if fold(short_name(place)) != scope.name:
                text = text.replace(fold(place), "")
        return text

    @staticmethod
    def _best(found: Sequence[Sequence[T]], key: Callable[[T], float]) -> list[T]:
        """What the wording that a text answers best says of it, for each text."""
        return [max(of_text, key=key) for of_text in zip(*found, strict=True)]


def closest(found: Sequence[Evidence], most: int) -> list[int]:
    """Which of the sentences that may answer are nearest in meaning, nearest first."""
    able = [n for n, e in enumerate(found) if e.fits > 0]
    return sorted(able, key=lambda n: -(found[n].near + found[n].heard[_WHOLE]))[:most]


def _wordings(asked: tuple[str, str], synonyms: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, str], ...]:
    """The focus and the text of a question as asked, and with official terms in the place of the everyday ones."""
    if not synonyms:
        return (asked,)
    official = {term: others[0] for term, others in synonyms}
    terms = re.compile("|".join(map(re.escape, sorted(official, key=len, reverse=True))))
    focus, text = (terms.sub(lambda m: official[m.group()], wording) for wording in asked)
    return tuple(dict.fromkeys((asked, (focus, text))))


def _margins(found: Sequence[Evidence], values: np.ndarray) -> list[tuple[float, float, float]]:
    """What each of the values [n, 3] is above the best of any other clause of the document."""
    others = beside_each(found)
    best = np.where(others[:, :, None], values[None], -np.inf).max(axis=1)
    above = np.where(others.any(axis=1, keepdims=True), values - best, values)
    return [(near, heard, said) for near, heard, said in above.tolist()]
