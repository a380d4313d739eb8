"""Which documents a question is about. A figure belongs to the document that sets it: one place's is never another's answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from answer.question import Question, short_name
from policy import DocumentInfo, fold


@dataclass(frozen=True, slots=True)
class Scope:
    """One part of a question to be answered by itself: a region to search in ("" everywhere), and the documents admitted."""

    region: str
    sources: frozenset[str] | None

    def admits(self, source: str) -> bool:
        return self.sources is None or source in self.sources


def belongs(place: str, info: DocumentInfo) -> bool:
    """Whether a document is of the place: by its region, or, where its region is not known, by its title or issuer."""
    name, short = fold(place), fold(short_name(place))
    region = fold(info.region)
    if region:
        return name in region or fold(short_name(info.region)) == short or (len(short) >= 2 and region.startswith(short))
    return short in fold(info.title + info.issuer)


def scopes(question: Question, documents: Sequence[DocumentInfo]) -> list[Scope]:
    """The scopes of a question, one for each place it names; a place that no document is of has a scope that admits none.

    A province and a city of it named together are one place: the narrower decides.
    """
    titled = _titled(question, documents)
    if question.national and not question.places:
        national = frozenset(d.source for d in documents if d.level == "国家" or d.region == "全国")
        if national:
            return [Scope("全国", national)]
    if not question.places:
        return [Scope("", titled)]
    found = []
    for place in question.places:
        sources = frozenset(d.source for d in documents if belongs(place, d))
        found.append(Scope(place, sources & titled if titled and sources & titled else sources))
    known = [s for s in found if s.sources]
    narrower = [s for s in known if not any(o is not s and (o.sources or frozenset()) < (s.sources or frozenset()) for o in known)]
    return narrower or [Scope("", frozenset())]


def _titled(question: Question, documents: Sequence[DocumentInfo]) -> frozenset[str] | None:
    """The documents that the question names by title, or None where it names none that is here."""
    names = [fold(t) for t in question.titles]
    found = frozenset(d.source for d in documents if any(n in fold(d.title) or fold(d.title) in n for n in names if d.title))
    return found or None
