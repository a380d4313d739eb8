"""From a question to an answer with its citations, or to "not found"."""

import re
from collections.abc import Sequence
from dataclasses import replace

from answer.aside import NO_FIGURE, elsewhere, without_figure
from answer.comparison import Line, by_level, differing, table, targets_of
from answer.compose import Draft, label, nothing, numbered, span, unrepeated
from answer.decide import answers
from answer.evidence import Evidence
from answer.followup import complete
from answer.inquiry import CERTAIN, Inquiry, Part
from answer.kinds import Kind
from answer.outline import Outline, outline, told
from answer.premise import Premise, judged, premise
from answer.question import Question, language_of
from answer.scope import Scope
from answer.search import Search
from answer.spans import answering
from answer.verdict import verdict
from policy import Answer, Claim, Hit, Table, fold

_ASKABLE = re.compile("[\u4e00-\u9fff]{2}|[a-z]{3}")  # less than a word asks for nothing
_SENTENCE_END = re.compile("[。！？；;]")
_MEASURED = (Kind.NUMBER, Kind.COMPARE, Kind.TIME)  # asked for these, the targets of the documents are held against each other
_LINES = 4  # documents quoted in one answer; a comparison may take twice as many
_BESIDE = 0.8  # another document speaks beside the best where it says this share of the matter that the best says,
_AS_SURE = 0.6  # and answers with this share of its probability
_COMPARED = 0.8  # in a comparison, which wants them all, each document's best sentence that says this share of what the best one says
_LIKELY = 0.12  # and that answers with this share of the best one's probability
_NEARLY = 0.75  # of two sentences of a clause as likely as that the reader gets both
_GAIN = 0.25  # a further sentence of the same document is quoted where it adds this share of the matter


def ask(search: Search, question: str, k: int = 10, before: Sequence[str] = ()) -> Answer:
    """Answer a question from the documents of a search; "not found" where they do not say.

    `k` is how many of the nearest clauses go with the answer; `before` are the questions asked before in the same talk, newest last,
    from which a follow-up takes what it lacks.
    """
    if not _ASKABLE.search(fold(question)):
        return Answer(question, (), (), (), "问题里没有可查的内容，请写出要查的事项。")
    whole = complete(search, question, before) if before else question
    given = premise(search.read(whole).text if language_of(whole) != "en" else whole)
    inquiry = Inquiry.of(search, given.question if given else whole)
    answer = _answer(inquiry, given, k)
    return replace(answer, question=question, understood=whole if whole != question else "")


def _answer(inquiry: Inquiry, given: Premise | None, k: int) -> Answer:
    asked, parts, draft = inquiry.question, inquiry.parts(), Draft([], [])
    if len(parts) == 1 and given is None and (of := outline(inquiry, parts[0])):
        return _of_headings(inquiry, of, parts[0].hits, k)
    silent: list[Part] = []
    by_year: list[tuple[int, str]] = []
    for part in parts:
        chosen = _chosen(inquiry, part)
        whole = given is not None or len(parts) > 1 or _side_by_side(asked, chosen)
        for evidence, quoted in _joined([(e, _quoted(inquiry, e, whole)) for e in chosen]):
            draft.add(asked, evidence, quoted, _label(inquiry, evidence), _lead(inquiry, given, evidence, quoted))
        if not chosen and (part.scope.place or part.year):
            silent.append(part)
        by_year += [(part.year, e.sentence.clause.title) for e in chosen[:1] if part.year]
    speaking = [e.sentence.clause.source for _, e in draft.claims]
    related = [_aside(draft, inquiry, e, NO_FIGURE[asked.kind]) for e in without_figure(inquiry, parts, speaking)]
    nearest = [h for part in parts for h in part.hits]
    if draft.claims:
        lines, note = _in_order(inquiry, draft)
        claims = unrepeated(asked, [line.claim for line in lines], inquiry.named)
        said = _beside(silent, note, by_year)
        without = list(dict.fromkeys(part.scope.place for part in silent if part.scope.place and not part.year))
        compared = table(lines, without) if asked.kind is Kind.COMPARE or len(parts) > 1 or len(lines) > 1 else None
        return replace(_made(draft, claims, related, nearest, k, said, compared), confidence=_confidence(asked, parts))
    others = _other_scopes(inquiry)
    nearest += [h for part in others for h in part.hits]
    of_others = elsewhere(inquiry, others)
    related += [_aside(draft, inquiry, e, "其他地区的规定，不是答案") for e in of_others]
    places = list(dict.fromkeys(_label(inquiry, e) for e in of_others))
    return replace(_made(draft, [], related, nearest, k, nothing(asked, places), None), confidence=_confidence(asked, parts))


def _of_headings(inquiry: Inquiry, of: Outline, hits: Sequence[Hit], k: int) -> Answer:
    clause = of.items[0][0]
    claim, citations = told(of, label(inquiry.documents.get(clause.source), clause.title))
    claims = unrepeated(inquiry.question, [claim], inquiry.named)
    nearest = [*(Hit(0, 0.0, c) for c, _, _ in of.items), *hits]
    return replace(_made(Draft(citations, []), claims, [], nearest, k, "", None), confidence=CERTAIN)


def _confidence(question: Question, parts: Sequence[Part]) -> float | None:
    """The probability that the best sentence of all parts answers; None where articles are asked for by number, which are not weighed."""
    return None if question.articles else max((e.score for part in parts for e in part.evidence), default=0.0)


def _beside(silent: Sequence[Part], note: str, told: Sequence[tuple[int, str]]) -> str:
    """What is said beside the claims: which places or years no document speaks of, a conflict, and where which of two years is told."""
    missing = "、".join(f"{part.scope.place}{f'{part.year}年' if part.year else ''}" for part in silent)
    by_year = "，".join(f"{year}年见《{title}》" for year, title in told) if len({t for _, t in told}) > 1 else ""
    return "；".join(x for x in (f"{missing}：现有文件没有载明" if missing else "", note, by_year) if x)


def _made(
    draft: Draft, claims: Sequence[Claim], related: Sequence[Claim], nearest: Sequence[Hit], k: int, note: str, compared: Table | None
) -> Answer:
    hits = _ordered(draft, claims, nearest, k)
    claims, related, citations, compared = numbered(claims, related, draft.citations, compared)
    return Answer("", tuple(claims), tuple(citations), hits, note, table=compared, related=tuple(related))


def _label(inquiry: Inquiry, evidence: Evidence) -> str:
    clause = evidence.sentence.clause
    return label(inquiry.documents.get(clause.source), clause.title)


def _side_by_side(question: Question, chosen: Sequence[Evidence]) -> bool:
    """Whether the figures of several documents are held against each other: each wants its whole sentence, with its indicator and date."""
    several = len({e.sentence.clause.source for e in chosen}) > 1
    return question.kind is Kind.COMPARE or several and question.kind in _MEASURED


def _quoted(inquiry: Inquiry, evidence: Evidence, whole: bool) -> tuple[int, int]:
    """What to quote of a clause: what says the answer, or the `whole` sentence, also where it is the row of a table."""
    if whole or evidence.sentence.header or inquiry.question.articles:
        return span(inquiry.question, evidence)
    return answering(inquiry.search, inquiry.question, inquiry.matter, evidence)


def _joined(quotes: Sequence[tuple[Evidence, tuple[int, int]]]) -> list[tuple[Evidence, tuple[int, int]]]:
    """The quotes, those of one clause that overlap as one; of the rows of a table each stands for itself."""
    found: list[tuple[Evidence, tuple[int, int]]] = []
    for evidence, (start, end) in quotes:
        clause = evidence.sentence.clause.clause_id
        for n, (other, (s, e)) in enumerate(found):
            if other.sentence.clause.clause_id == clause and start < e and s < end and not evidence.sentence.header:
                found[n] = other, (min(start, s), max(end, e))
                break
        else:
            found.append((evidence, (start, end)))
    return found


def _lead(inquiry: Inquiry, given: Premise | None, evidence: Evidence, quoted: tuple[int, int]) -> str:
    said = evidence.sentence.folded if evidence.sentence.header else fold(evidence.sentence.clause.slice(*quoted))
    return judged(given, said, inquiry.matter) if given else verdict(inquiry.question, said, inquiry.matter)


def _aside(draft: Draft, inquiry: Inquiry, evidence: Evidence, remark: str) -> Claim:
    return draft.claim(inquiry.question, evidence, span(inquiry.question, evidence), _label(inquiry, evidence), remark=remark)


def _in_order(inquiry: Inquiry, draft: Draft) -> tuple[list[Line], str]:
    """The claims with the targets that they quote; where each sets a figure, higher levels first; where documents for the same place
    differ, that is said, and higher levels come first."""
    lines, measured = [], inquiry.question.kind in _MEASURED
    for claim, evidence in draft.claims:
        found = targets_of(evidence, inquiry.matter, inquiry.question.unit) if measured else ()
        lines.append(Line(claim, evidence, tuple(t for t in found if draft.quoted(claim, t.start, t.end))))
    note = differing(lines, inquiry.documents)
    ranked = note or all(line.targets for line in lines)
    return (by_level(lines, inquiry.documents) if ranked else lines), note


def _chosen(inquiry: Inquiry, part: Part) -> list[Evidence]:
    """The evidence to quote: the best sentence that answers, what it leaves unsaid, and what other documents say."""
    good = [e for e in part.evidence if answers(e, inquiry.question.kind)]
    if inquiry.question.articles:
        return _article(part)
    if not good:
        return []
    best = good[0]
    chosen = [best, *_completing(inquiry, best, good)]
    compares = inquiry.question.kind is Kind.COMPARE
    for evidence in part.evidence if compares else good:
        sources = {e.sentence.clause.source for e in chosen}
        if len(sources) >= _LINES * (2 if compares else 1):
            break
        if evidence.sentence.clause.source not in sources and _speaks_beside(evidence, best, compares):
            chosen.append(evidence)
    return chosen


def _speaks_beside(evidence: Evidence, best: Evidence, compares: bool) -> bool:
    if compares:
        alike = evidence.fits >= best.fits * _COMPARED and evidence.said >= best.said * _COMPARED
        return alike and evidence.score >= best.score * _LIKELY
    return evidence.score >= best.score * _AS_SURE and evidence.said >= best.said * _BESIDE


def _article(part: Part) -> list[Evidence]:
    """The articles asked for by number: the best sentence of each, or its first where the question names nothing else."""
    firsts: dict[str, Evidence] = {}
    for evidence in part.evidence:
        firsts.setdefault(evidence.sentence.clause.clause_id, evidence)
    return list(firsts.values())[:_LINES]


def _completing(inquiry: Inquiry, best: Evidence, good: Sequence[Evidence]) -> list[Evidence]:
    """Sentences of the same document that say a good part of what the best one leaves unsaid (two indicators asked at once); where no
    figure is asked for, the next sentence of the same clause that is nearly as likely."""
    if inquiry.question.kind not in (Kind.NUMBER, Kind.LIST, Kind.TIME, Kind.COMPARE):
        clause = best.sentence.clause.clause_id
        return [e for e in good[1:] if e.sentence.clause.clause_id == clause and e.score >= best.score * _NEARLY][:1]
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


def _other_scopes(inquiry: Inquiry) -> list[Part]:
    """What the documents of all places say to a question about one place or document."""
    narrowed = inquiry.question.places or inquiry.question.national or inquiry.named
    return [inquiry.part(Scope("", None))] if narrowed else []


def _ordered(draft: Draft, claims: Sequence[Claim], hits: Sequence[Hit], k: int) -> tuple[Hit, ...]:
    """The nearest clauses, those that the answer cites first, ranks counted anew."""
    numbers = {n for claim in claims for n in claim.citations}
    cited = list(dict.fromkeys(c.clause.clause_id for c in draft.citations if c.n in numbers))
    unique: dict[str, Hit] = {}
    for hit in hits:
        if hit.clause.path or hit.clause.clause_id in cited or _SENTENCE_END.search(hit.clause.text):  # a signature helps no one
            unique.setdefault(hit.clause.clause_id, hit)
    order = [unique[c] for c in cited if c in unique] + [h for c, h in unique.items() if c not in cited]
    return tuple(replace(h, rank=i) for i, h in enumerate(order[:k], 1))
