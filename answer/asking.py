"""From a question to an answer with its citations, or to "not found"."""

import logging
import re
from collections.abc import Sequence
from dataclasses import replace

from answer.compose.aside import NO_FIGURE, elsewhere, without_figure
from answer.compose.charges import charges
from answer.compose.claims import Draft, label, nothing, numbered, span, unrepeated
from answer.compose.comparison import by_level, differing, sides, table, targets_of
from answer.compose.counted import counted
from answer.compose.emphasis import emphasised
from answer.compose.goals import goals
from answer.compose.issue_number import issue_number
from answer.compose.listed import listed, section, standard
from answer.compose.mentioned import mentioned
from answer.compose.outcome import outcome
from answer.compose.outline import Items, outline, told
from answer.compose.quotas import quotas
from answer.compose.quoting import MEASURED, joined, quoted_of, side_by_side
from answer.compose.sides import Line
from answer.compose.silent import names_of, said_beside
from answer.compose.tabled import Tabled
from answer.compose.verdict import of_all, verdict
from answer.evidence.choice import chosen_of
from answer.evidence.gather import Evidence
from answer.evidence.inquiry import CERTAIN, Inquiry
from answer.evidence.judging import holds_against, judged
from answer.evidence.part import Part
from answer.evidence.parted import opened, parts_of
from answer.evidence.seconded import nearest, seconded
from answer.search import Search
from answer.understand.contest import Contest, contest
from answer.understand.followup import complete
from answer.understand.kinds import Kind
from answer.understand.orders import without_orders
from answer.understand.premise import Premise, Says, premise
from answer.understand.question import Question, language_of
from answer.understand.scope import Scope
from policy import Answer, Claim, Hit, IllegalAnswer, Table, fold

_ASKABLE = re.compile("[\u4e00-\u9fff]{2}|[a-z]{3}")  # less than a word asks for nothing
_log = logging.getLogger(__name__)
WITHHELD = "拟出的答案没有通过与引文的核对，因此不给出。请看下面最接近的条文，并把这个问题告诉维护者。"
_SENTENCE_END = re.compile("[。！？；;]")


def ask(search: Search, question: str, k: int = 10, before: Sequence[str] = ()) -> Answer:
    """Answer a question from the documents of a search; "not found" where they do not say.

    `k` is how many of the nearest clauses go with the answer; `before` are the questions asked before in the same talk, newest last,
    from which a follow-up takes what it lacks.
    """
    if not _ASKABLE.search(fold(question)):
        return Answer(question, (), (), (), "问题里没有可查的内容，请写出要查的事项。")
    whole = complete(search, question, before) if before else question
    asked = without_orders(whole)
    plain = asked if language_of(asked) == "en" else search.read(asked).text
    premised = premise(plain)
    contested = None if premised else contest(plain)
    inquiry = opened(search, asked, premised, contested)
    try:
        answer = _answer(inquiry, premised, contested, k, language_of(question) == "en")
    except IllegalAnswer:  # a defect of ours: said openly, and whoever asks many questions at once gets the other answers
        _log.exception("%s", question)
        answer = Answer("", (), (), tuple(_best_first(inquiry.parts())[:k]), WITHHELD)
    return replace(answer, question=question, understood=whole if whole != question else "")


def _answer(inquiry: Inquiry, premised: Premise | None, contested: Contest | None, k: int, in_english: bool) -> Answer:
    parts = inquiry.parts() if premised else parts_of(inquiry)
    alone = parts[0] if len(parts) == 1 and premised is None else None
    whole = issue_number(inquiry) if premised is None else None
    if whole is None:
        whole = mentioned(inquiry)
    if whole is None and alone:
        whole = charges(inquiry, alone)
    if whole is not None and not whole.claims:
        return _not_found(inquiry, parts, Draft([], []), k, in_english)
    if whole:
        return _of_ledger(inquiry, whole, _best_first(parts), k)
    if alone and (of := outline(inquiry, alone) or listed(inquiry, alone) or section(inquiry, alone) or counted(inquiry, alone)):
        return _of_list(inquiry, of.items, alone.hits, k)
    if premised is None and (dated := goals(inquiry, parts)):
        return _of_list(inquiry, dated.items, _best_first(parts), k)
    if premised is None and (set_ := quotas(inquiry, parts)):
        return _of_ledger(inquiry, set_, _best_first(parts), k)
    draft, silent = _drafted(inquiry, parts, premised)
    if draft.claims:
        return _answered(inquiry, parts, draft, silent, contested, k)
    if alone and (under := standard(inquiry, alone)):
        return _of_list(inquiry, under.items, alone.hits, k)
    return _not_found(inquiry, parts, draft, k, in_english)


def _drafted(inquiry: Inquiry, parts: Sequence[Part], premised: Premise | None) -> tuple[Draft, list[int]]:
    """The claims that the evidence of each part makes, and which parts, of those that name a place, a year or an edition, have none."""
    asked, draft, silent = inquiry.question, Draft([], []), []
    picked = [[e for e in chosen_of(inquiry, part) if premised is None or holds_against(premised, e, inquiry.matter)] for part in parts]
    if len(parts) > 1:
        picked = seconded(picked, parts, asked, inquiry.search)
    for n, (part, chosen) in enumerate(zip(parts, picked, strict=True)):
        whole = premised is not None or len(parts) > 1 or side_by_side(asked, chosen)
        for evidence, quoted in joined([(e, quoted_of(inquiry, part, e, whole)) for e in chosen]):
            draft.add(asked, evidence, quoted, _label(inquiry, evidence), _lead(inquiry, premised, evidence, quoted), n)
        if not chosen and (part.scope.place or part.name):
            silent.append(n)
    return emphasised(inquiry, draft), silent


def _answered(inquiry: Inquiry, parts: Sequence[Part], draft: Draft, silent: Sequence[int], contested: Contest | None, k: int) -> Answer:
    """The answer that the claims of a draft make: in order, in a table where there are sides to compare, with what is said beside them."""
    asked, several = inquiry.question, len(parts) > 1
    related = _without_figure(inquiry, parts, draft)
    speaking = [drafted.evidence for drafted in draft.claims]
    near = {n: e for n in silent if several and (e := nearest(parts[n], speaking, inquiry.search))}
    related += [_aside(draft, inquiry, e, "与所问相近，请核对") for e in near.values()]
    names = names_of(draft, parts)
    lines, conflict = _in_order(inquiry, draft, names)
    said = [line.claim for line in lines]
    claims = said if silent else unrepeated(asked, said, inquiry.named)
    without = [names[n] for n in silent]
    doubtful = {n for n in silent if parts[n].nearly or n in near}
    found = sides(lines, names, parts, asked, inquiry.matter)
    compared = table(found, without) if asked.kind is Kind.COMPARE or several or len(lines) > 1 else None
    note = said_beside(names, silent, doubtful, conflict)
    made = _made(draft, claims, related, _best_first(parts), k, note, compared)
    in_english = language_of(asked.original) == "en"
    weighed = outcome(contested, found, without, in_english) if contested else of_all(asked.text, said, len(parts))
    return replace(_with_verdict(made, weighed), confidence=_confidence(asked, parts))


def _not_found(inquiry: Inquiry, parts: Sequence[Part], draft: Draft, k: int, in_english: bool) -> Answer:
    """The answer without claims: what is near, and what documents of other places say, which is no answer. A follow-up asked in English
    is told so in English, though it was completed in Chinese."""
    others = _other_scopes(inquiry)
    hits = _best_first(parts) + _best_first(others)
    related = _without_figure(inquiry, parts, draft)
    of_others = elsewhere(inquiry, others)
    related += [_aside(draft, inquiry, e, "其他地区的规定，不是答案") for e in of_others]
    asked = [name for name in dict.fromkeys(part.scope.place for part in parts) if name]
    related_places = list(dict.fromkeys(_label(inquiry, e) for e in of_others))
    note = nothing(asked, related_places, any(part.nearly for part in parts), in_english)
    return replace(_made(draft, [], related, hits, k, note, None), confidence=_confidence(inquiry.question, parts))


def _without_figure(inquiry: Inquiry, parts: Sequence[Part], draft: Draft) -> list[Claim]:
    """What documents that no claim cites say of the matter without the figure or date that was asked for."""
    sources = [drafted.evidence.sentence.clause.source for drafted in draft.claims]
    return [_aside(draft, inquiry, e, NO_FIGURE[inquiry.question.kind]) for e in without_figure(inquiry, parts, sources)]


def _with_verdict(answer: Answer, verdict: str) -> Answer:
    """The answer with its verdict, without it where a number of it follows from no quote: the claims stand by themselves."""
    try:
        return replace(answer, verdict=verdict)
    except IllegalAnswer:
        return answer


def _of_list(inquiry: Inquiry, items: Items, hits: Sequence[Hit], k: int) -> Answer:
    clause = items[0][0]
    claim, citations = told(items, label(inquiry.documents.get(clause.source), clause.title))
    claims = unrepeated(inquiry.question, [claim], inquiry.named)
    nearest = [*(Hit(0, 0.0, c) for c, _, _ in items), *hits]
    return replace(_made(Draft(citations, []), claims, [], nearest, k, "", None), confidence=CERTAIN)


def _of_ledger(inquiry: Inquiry, of: Tabled, hits: Sequence[Hit], k: int) -> Answer:
    note = said_beside(of.unsaid, range(len(of.unsaid)), (), of.rest)
    claims = unrepeated(inquiry.question, of.claims, inquiry.named)
    nearest = [*(Hit(0, 0.0, c.clause) for c in of.citations), *hits]
    return replace(_made(Draft([*of.citations], []), claims, [], nearest, k, note, of.table), confidence=CERTAIN)


def _confidence(question: Question, parts: Sequence[Part]) -> float | None:
    """The probability that the best sentence of all parts answers; None where articles are asked for by number, which are not weighed."""
    return None if question.articles else max((e.score for part in parts for e in part.evidence), default=0.0)


def _made(
    draft: Draft, claims: Sequence[Claim], related: Sequence[Claim], nearest: Sequence[Hit], k: int, note: str, compared: Table | None
) -> Answer:
    hits = _ordered(draft, claims, nearest, k)
    claims, related, citations, compared = numbered(claims, related, draft.citations, compared)
    return Answer("", tuple(claims), tuple(citations), hits, note, table=compared, related=tuple(related))


def _label(inquiry: Inquiry, evidence: Evidence) -> str:
    clause = evidence.sentence.clause
    return label(inquiry.documents.get(clause.source), clause.title)


def _lead(inquiry: Inquiry, premised: Premise | None, evidence: Evidence, quoted: tuple[int, int]) -> str:
    """What goes before the claim: whether the premise is so, or the verdict on a yes/no question; "" where there is nothing to say."""
    said = evidence.sentence.folded if evidence.sentence.header else fold(evidence.sentence.clause.slice(*quoted))
    if premised and ((lead := judged(premised, said, inquiry.matter)) or premised.says is not Says.STATEMENT):
        return lead
    return verdict(inquiry.question, said, inquiry.matter)


def _aside(draft: Draft, inquiry: Inquiry, evidence: Evidence, remark: str) -> Claim:
    return draft.claim(inquiry.question, evidence, span(inquiry.question, evidence), _label(inquiry, evidence), remark=remark)


def _in_order(inquiry: Inquiry, draft: Draft, names: Sequence[str]) -> tuple[list[Line], str]:
    """The claims with the targets that they quote, and what is said where documents for the same place differ.

    Higher levels come first where documents differ, and where each claim sets a figure and no side is asked about by itself. A claim for
    one year or edition of several is named by it.
    """
    lines, measured = [], inquiry.question.kind in MEASURED
    for drafted in draft.claims:
        claim, evidence, of = drafted.claim, drafted.evidence, drafted.parts
        found = targets_of(evidence, inquiry.matter, inquiry.question.unit) if measured else ()
        targets = tuple(t for t in found if draft.quoted(claim, t.start, t.end))
        named = replace(claim, scope=names[of[0]]) if len(of) == 1 and len(names) > 1 else claim
        lines.append(Line(named, evidence, targets, of))
    note = differing(lines, inquiry.documents)
    ranked = note or len(names) == 1 and all(line.targets for line in lines)
    return (by_level(lines, inquiry.documents) if ranked else lines), note


def _other_scopes(inquiry: Inquiry) -> list[Part]:
    """What the documents of all places say to a question about one place or document."""
    narrowed = inquiry.question.places or inquiry.question.national or inquiry.named
    return [inquiry.part(Scope("", None))] if narrowed else []


def _best_first(parts: Sequence[Part]) -> list[Hit]:
    """What was found for all parts of a question, best first."""
    return sorted((hit for part in parts for hit in part.hits), key=lambda hit: -hit.score)


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
