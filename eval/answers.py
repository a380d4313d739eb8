"""What an answer is worth: what it must say, its figures and dates, nearness to a reference, where it cites, whether it rightly refuses."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from eval.gold import fold_label
from eval.judging import Question
from policy import Answer, Citation, Clause, chinese_number, fold, numbers_in
from policy.bench import Cited

READ = 400  # characters in which an answer must have said it, comparisons aside: nobody reads on
MEASURES = (
    "right", "exact", "figures", "dates", "rouge_l", "char_f1", "citation_precision", "citation_recall", "hits@5", "answered",
)  # fmt: skip
_CN = "零〇○一二三四五六七八九十"
_DATE = re.compile(
    rf"(?P<y>\d{{4}}|[{_CN}]{{4}})年(?:(?P<m>\d{{1,2}}|[{_CN}]{{1,3}})月(?:(?P<d>\d{{1,2}}|[{_CN}]{{1,3}})[日号])?)?"
    rf"|(?P<m2>\d{{1,2}}|[{_CN}]{{1,3}})月(?P<d2>\d{{1,2}}|[{_CN}]{{1,3}})[日号]"
)
Scores = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure an answer is, and where that figure comes from."""

    value: float
    origin: str


def confidence(answer: Answer) -> Confidence:
    """The answer's own `confidence` where it has one, else the score of its best hit as a stand-in."""
    own = getattr(answer, "confidence", None)
    if own is not None:
        return Confidence(float(own), "answer.confidence")
    return Confidence(answer.hits[0].score if answer.hits else 0.0, "score of the best hit (the answer has no confidence of its own)")


def spoken(answer: Answer) -> str:
    """The answer as said, without its [n] marks."""
    return "\n".join(f"{c.scope}：{c.text}" if c.scope else c.text for c in answer.claims)


def dates_in(text: str) -> set[str]:
    """Dates of a text in one spelling: 二〇二五年六月 gives 2025-6.

    >>> sorted(dates_in("自２０２６年3月1日起，至十二月三十一日"))
    ['-12-31', '2026-3-1']
    """
    found = set()
    for m in _DATE.finditer(fold(text)):
        parts = [m["y"], m["m"] or m["m2"], m["d"] or m["d2"]]
        found.add("-".join("" if p is None else str(chinese_number(p) if p[0] in _CN else int(p)) for p in parts).rstrip("-"))
    return found


def figures_in(text: str) -> set[str]:
    """Numbers of a text that are no part of a date."""
    return numbers_in(_DATE.sub(" ", fold(text)))


def lcs(a: str, b: str) -> int:
    """Length of the longest common subsequence, all columns of the table at once in one integer (Hyyrö 2004)."""
    places: dict[str, int] = {}
    for at, c in enumerate(a):
        places[c] = places.get(c, 0) | 1 << at
    row, full = (1 << len(a)) - 1, (1 << len(a)) - 1
    for c in b:
        hit = row & places.get(c, 0)
        row = (row + hit | row - hit) & full
    return len(a) - row.bit_count()


def rouge_l(gold: str, text: str) -> float:
    """F1 of the longest common subsequence of characters, folded, blanks aside."""
    g, t = fold_label(gold), fold_label(text)
    return 2 * lcs(g, t) / (len(g) + len(t)) if g and t else 0.0


def char_f1(gold: str, text: str) -> float:
    """F1 of the characters as bags, folded, blanks aside."""
    g, t = Counter(fold_label(gold)), Counter(fold_label(text))
    common = (g & t).total()
    return 2 * common / (g.total() + t.total()) if common else 0.0


def _wanted(question: Question) -> list[Sequence[str]]:
    """What an answer must say: of each element, one of its alternatives."""
    return [*question.must] or ([[question.reference]] if question.reference else [])


def says(question: Question, text: str) -> bool:
    """Whether a text says all that it must and nothing forbidden, within READ characters."""
    read = fold_label(text)[: None if question.kind == "compare" else READ]
    wanted = all(any(fold_label(a) in read for a in alternatives) for alternatives in _wanted(question))
    return wanted and not any(fold_label(f) in read for f in question.forbid)


def agrees(question: Question, text: str, parts: Callable[[str], set[str]]) -> float | None:
    """1 where the text holds the parts (figures, dates) of what it must say, 0 where one is missing; None where there are none to hold."""
    read = parts(text)
    wanted = [[p for a in alternatives if (p := parts(a))] for alternatives in _wanted(question)]
    wanted = [w for w in wanted if w]
    return float(all(any(p <= read for p in alternatives) for alternatives in wanted)) if wanted else None


def locate(reference: str, text: str) -> tuple[int, int] | None:
    """[start, end) of a reference in a text, folded and blanks aside; None where it does not stand there."""
    kept = [i for i, c in enumerate(text) if not c.isspace()]
    wanted = "".join(fold(reference).split())
    at = fold("".join(text[i] for i in kept)).find(wanted) if wanted else -1
    return (kept[at], kept[at + len(wanted) - 1] + 1) if at >= 0 else None


def _span(question: Question, text: str) -> tuple[int, int]:
    """The part of a clause's text that answers: the reference where it stands there, else all of it."""
    return (locate(question.reference, text) if question.reference else None) or (0, len(text))


def _cited(question: Question, citation: Citation) -> Cited:
    """A citation with the gold units that it stands in, and how many of its characters lie in gold."""
    clause = citation.clause
    units = tuple(u.name for u in question.gold if u.found_by(clause))
    start, end = _span(question, clause.text)
    common = max(0, min(end, citation.end - clause.start) - max(start, citation.start - clause.start))
    return Cited(clause.clause_id, citation.start, citation.end, common if units else 0, units if common else ())


def cited(question: Question, answer: Answer | None) -> tuple[Cited, ...]:
    """What an answer quotes, held against the gold: precision and recall of its citations can be computed from it."""
    return tuple(_cited(question, c) for c in answer.cited) if answer else ()


def reference_spans(question: Question, clauses: Iterable[Clause]) -> dict[str, tuple[int, int]]:
    """Where the reference stands in each clause's text, by clause id."""
    return {c.clause_id: _span(question, c.text) for c in clauses}


def _in_hits(question: Question, answer: Answer | None) -> float:
    """Whether a gold unit is found by the first five clauses that go with the answer."""
    hits = answer.hits[:5] if answer else ()
    return float(any(u.found_by(h.clause) for u in question.gold for h in hits))


def score(question: Question, answer: Answer | None) -> Scores:
    """All of MEASURES for a question; None where a measure does not apply. No answer at all counts as one that says nothing."""
    answered = answer is not None and answer.status == "answered"
    if question.answerable is False:
        return {**dict.fromkeys(MEASURES), "right": float(not answered), "answered": float(answered)}
    text = spoken(answer) if answer else ""
    quotes = cited(question, answer)
    found = {name for quote in quotes for name in quote.units}
    length = sum(quote.end - quote.start for quote in quotes)
    gold = question.gold
    wanted = _wanted(question)
    said = answered and says(question, text)
    scores: Scores = {
        "exact": float(said) if wanted else None,
        "figures": agrees(question, text, figures_in),
        "dates": agrees(question, text, dates_in),
        "rouge_l": rouge_l(question.reference, text) if question.reference else None,
        "char_f1": char_f1(question.reference, text) if question.reference else None,
        "citation_precision": sum(quote.gold for quote in quotes) / length if length and gold else None,
        "citation_recall": len(found) / len(gold) if gold else None,
        "hits@5": _in_hits(question, answer) if gold else None,
        "answered": float(answered),
    }
    if question.must:
        scores["right"] = float(said and bool(found))
    else:
        scores["right"] = scores["exact"] if wanted else float(bool(found)) if gold else None
    return {name: scores[name] for name in MEASURES}
