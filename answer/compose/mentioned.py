"""Where a term is said: which document speaks of “沙盒监管”, and in what words. Read from the texts as they are, not weighed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from answer.compose.claims import one_line, without_figures
from answer.compose.tabled import Tabled
from answer.evidence.inquiry import Inquiry
from answer.text.pairs import pairs_within, share_said
from answer.text.sentences import Sentence, sentences, unlabelled
from answer.understand.question import Question
from policy import Citation, Claim, Clause, fold

_QUOTED = re.compile('[“「『"]([^“”「」『』"]{2,24})[”」』"]')
_SAYS = "(?:提到|提及|提过|写明|写到|写了|写进|写着|写过|说到|说过|讲到|讲过|用到|用过|用了|出现|使用|引用)"
_HOLDER = "(?:文件|方案|纲要|规划|意见|通知|办法|条例|规定|法律?|法规|报告|材料|条款?|章节?|地方|省份?|城市|市|县|处|里|儿|段|部分)"
_WHICH = "(?:哪|什么)"
# Which text says it: 哪份文件提到…, …出现在哪里, …这个提法出自哪.
_ASKS = re.compile(
    f"哪(?:一|几|些|两)?[份篇部](?![子额])[^?;]{{0,8}}?{_SAYS}|{_SAYS}[^?;]{{0,24}}?的(?:是|有)?哪(?:一|几|些)?[份篇部个]|"
    f"{_WHICH}[^,。?;]{{0,6}}?{_HOLDER}[^?;]{{0,12}}?{_SAYS}|{_SAYS}[^?;]{{0,24}}?{_WHICH}[^,。?;]{{0,4}}?{_HOLDER}"
    f"|(?:出自|见于|出处|写在|出现在)[^,。?;]{{0,4}}(?:{_WHICH}|[?]?$)|在{_WHICH}[^,。?;]{{0,6}}?(?:出现|提到|写)"
    "|which [a-z ]{2,30}\\b(?:mention|use|contain|speak|refer|say)|where (?:is|are|does|do)\\b.*\\b(?:mention|use|appear|say|said)"
)
# The term itself is asked after: “瞭望哨”这个词是在讲哪方面工作.
_OF_A_TERM = re.compile(
    "(?:这个?|这一|该|一)?(?:词语?|说法|提法|表述|概念|字样|字眼|短语|原话|句话)[^?]{0,16}(?:哪|什么(?:地方|场合|语境|时候)|上下文|出处|怎么(?:写|表述|说))"
    "|(?:拿来|用来|是)?(?:形容|描述|比喻|指代|说明)(?:的是|的)?[^,。?]{0,4}(?:什么|哪)"
    "|(?:term|phrase|expression|wording)\\b.*\\b(?:appear|used?|come|found|context)"
)
_BARE = re.compile(f"{_SAYS}[了过]?(?:关于)?([\u4e00-\u9fff]{{3,14}}?)(?:的|这个词|一词|吗|呢)?[?。]?$")
_FOUND = 100  # clauses looked through
_MOST, _EACH = 8, 2  # documents shown, and sentences of each
_AS_MUCH = 0.5  # of what the best sentence says of the rest of the question, which others must say too
_LONG, _ENDS = 160, "[;；,，、:：]"
_SHORT, _SHORTER = 8, 4  # characters of a term that is said as it is or not at all, where it is quoted and where it is not
_HEAD = 24  # characters of a heading that is named


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that says the terms, and how much it says of what else is asked."""

    sentence: Sentence
    beside: float


def mentioned(inquiry: Inquiry) -> Tabled | None:
    """The sentences that say the terms a question asks after, document by document; no claims where none says a short one. None where it
    asks after none, or for what may be said in other words."""
    terms, literally = _terms(inquiry)
    found = list(_said(inquiry, terms)) if terms else []
    most = max((said.beside for said in found), default=0.0)
    by_document: dict[str, list[_Said]] = {}
    for said in sorted((s for s in found if s.beside >= _AS_MUCH * most), key=lambda s: -s.beside):
        by_document.setdefault(said.sentence.clause.source, []).append(said)
    if not by_document:
        return Tabled((), (), None) if terms and not any(_worded_otherwise(inquiry, term, literally) for term in terms) else None
    citations: list[Citation] = []
    claims: list[Claim] = []
    for of in list(by_document.values())[:_MOST]:
        for said in sorted(of[:_EACH], key=lambda s: s.sentence.start):
            citation = Citation(len(citations) + 1, said.sentence.clause, *_around(said.sentence, terms))
            text = one_line(citation.quote)
            found_at = _find(terms[0], fold(text))
            marks = (found_at.span(),) if found_at else ()
            citations.append(citation)
            claims.append(Claim(text, (citation.n,), marks, _named(inquiry, said.sentence.clause)))
    more = len(by_document) > _MOST or any(len(of) > _EACH for of in by_document.values())
    return Tabled(tuple(claims), tuple(citations), None, rest="只列出一部分" if more else "")


def _terms(inquiry: Inquiry) -> tuple[list[str], bool]:
    """The terms that a question asks after, folded, and whether it quotes them: else it is what it names last (哪份文件提到沙盒监管)."""
    question, asked = inquiry.question, fold(inquiry.question.original)
    text = asked if question.language == "en" else question.text
    quoted = [_in_chinese(inquiry, term) for term in _QUOTED.findall(text)]
    if quoted:
        return (quoted if _ASKS.search(text) or _OF_A_TERM.search(_QUOTED.sub("", text)) else []), True
    bare = _BARE.search(text) if _ASKS.search(text) else None
    return ([bare[1]] if bare else []), False


def _worded_otherwise(inquiry: Inquiry, term: str, literally: bool) -> bool:
    """Whether documents may say a term in other words: one that is long, the sooner where it is not quoted, or that has official words."""
    return len(term) > (_SHORT if literally else _SHORTER) or bool(inquiry.search.read(term).synonyms)


def _in_chinese(inquiry: Inquiry, term: str) -> str:
    return "".join(inquiry.search.read(term).text.split()) if term.isascii() else term


def _said(inquiry: Inquiry, terms: Sequence[str]) -> Iterator[_Said]:
    """The sentences of the documents asked about that say all the terms."""
    scopes = [scope for scope, _ in inquiry.sides()]
    rest = pairs_within(_rest(inquiry.question, terms))
    for hit in inquiry.search.search(" ".join(terms), _FOUND, mode="lexical"):
        if not any(scope.admits(hit.clause.source) for scope in scopes) or not _holds(fold(hit.clause.text), terms):
            continue
        for sentence in sentences(hit.clause):
            if _holds(sentence.folded, terms):
                above = fold(" ".join(hit.clause.path))
                yield _Said(sentence, share_said(rest, sentence.folded, above))


def _rest(question: Question, terms: Sequence[str]) -> str:
    """What a question says beside its terms."""
    rest = question.focus
    for term in terms:
        rest = rest.replace(term, " ")
    return rest.strip()


def _holds(folded: str, terms: Sequence[str]) -> bool:
    return all(_find(term, folded) for term in terms)


def _find(term: str, folded: str) -> re.Match[str] | None:
    """Where a text says a term, also with quotation marks in it: “三调”联动."""
    return re.search('["“”‘’]*'.join(map(re.escape, term)), folded)


def _around(sentence: Sentence, terms: Sequence[str]) -> tuple[int, int]:
    """The sentence, of a long one the parts around the terms."""
    text = sentence.folded
    if len(text) <= _LONG:
        return sentence.start, sentence.end
    spans = [found.span() for term in terms if (found := _find(term, text))]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    room = max(0, (_LONG - (last - first)) // 2)
    cuts = [0, *(m.end() for m in re.finditer(_ENDS, text)), len(text)]
    start = min((cut for cut in cuts if first - room <= cut <= first), default=max(cut for cut in cuts if cut <= first))
    end = max((cut for cut in cuts if last <= cut <= last + room), default=min(cut for cut in cuts if cut >= last))
    return sentence.start + start, sentence.start + len(text[:end].rstrip(";；,，、:： "))


def _named(inquiry: Inquiry, clause: Clause) -> str:
    """The document and the heading that a sentence stands under, without figures, which belong to quotes alone."""
    info = inquiry.documents.get(clause.source)
    title = without_figures(info.title if info else clause.title).strip("《》 ")
    heading = without_figures(unlabelled(fold(clause.path[-1]))).strip("。:;, ") if clause.path else ""
    return f"《{title}》" + (f"“{heading}”" if 2 <= len(heading) <= _HEAD else "")
