"""What a language model wrote, held against the quotes that it was given: a sentence that says more, or less sternly, is dropped.

On top of the gate of every claim (`policy.nouns`: citations, numbers, denials) it looks at places, titles, dates, bounds, permissions, at
which figure belongs to what, and at how much of the wording the quotes bear out. Where in doubt it drops: the quote itself is shown then.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from answer.amounts import amounts, moments
from answer.library import library
from answer.llm_words import Said, too_long
from answer.question import short_name
from answer.scope import belongs
from policy import Answer, Citation, Claim, DocumentInfo, IllegalAnswer, fold, numbers_in
from policy.regions import named_places

_BOUNDS = (
    ("不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "以上", "最低", "最少", "下限", "超过", "高于", "大于", "多于"),
    ("不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于", "不得多于", "至多", "最多", "以下", "以内", "之内", "最高", "上限",
     "低于", "少于", "小于", "不足"),
)  # fmt: skip
_BOUND = re.compile("|".join(sorted({w for group in _BOUNDS for w in group}, key=len, reverse=True)))
_NEGATION = re.compile("[不未无没勿禁免拒停废非]")
_PERMISSION = re.compile("可以|允许|有权|准许|准予|许可|获准|可(?=[不免向在自由依按])|能够|能(?=[不在向])")
_DUTY = re.compile("必须|务必|一律|强制|责令|应当|应(?=[当在于按依向予达由不])|须|要求")
_STERN = re.compile("不得|不准|不许|不予|禁止|严禁|不再|不能|不可|未经")
_PLACE = re.compile("(?=([\u4e00-\u9fff]{2}(?:省|市|县|州|旗)))")
_NO_PLACE = re.compile("[全各本该外城省市县区级设每两个跨他同此]|直辖|所在|以及|试点|示范|超|门|上|股|楼|开")
_NATION = re.compile("全国|国家(?!机关|工作|赔偿|秘密|安全|公务|标准)|中央|国务院")
_TITLE = re.compile("《([^《》]+)》")
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_PARTS = re.compile("[,;。]")
_GROUNDED = 0.5  # share of a sentence's pairs of characters that quotes and heading must hold; with the question's words, _WITH_QUESTION
_WITH_QUESTION = 0.65
_WHOLE = 0.85  # share of the pairs of a part of a quote that a text must have to say it whole


@dataclass(frozen=True, slots=True)
class Gate:
    """What sentences are held against: the question, the extractive answer with the citations that the model saw, the documents."""

    question: str
    answer: Answer
    citations: Mapping[int, Citation]
    documents: Mapping[str, DocumentInfo]

    def passed(self, sentence: Sequence[Said]) -> tuple[Claim, ...]:
        """The claims of a sentence, or () where one of its stretches is not borne out: half a sentence is not to be trusted."""
        claims = [self._claim(said) for said in sentence]
        whole = tuple(claim for claim in claims if claim)
        if not claims or len(whole) < len(claims):
            return ()
        try:
            Answer(self.question, whole, tuple(self.citations.values()))  # the gate of every claim
        except IllegalAnswer:
            return ()
        return whole

    def _claim(self, said: Said) -> Claim | None:
        if not said.citations or not set(said.citations) <= set(self.citations) or too_long(said.text):
            return None
        cited = self._cited(said.citations)
        by_document: dict[str, list[Citation]] = {}
        for citation in cited:
            by_document.setdefault(citation.clause.source, []).append(citation)
        if not all(self._borne_out(said.text, citations) for citations in by_document.values()):
            return None
        if not self._places_held(said.text, cited):
            return None
        said_of = [c for c in self.answer.claims if set(c.citations) & set(said.citations)]
        return Claim(said.text, tuple(c.n for c in cited), _marks(said.text, said_of), self._scope(said.text, said_of))

    def _cited(self, numbers: Sequence[int]) -> list[Citation]:
        """The citations of these numbers; a row of a table brings the row of its headings, without which its figures have no name."""
        wanted = set(numbers)
        sources = {self.citations[n].clause.source for n in numbers}
        for claim in self.answer.claims:
            if wanted & set(claim.citations):
                wanted |= {n for n in claim.citations if n in self.citations and self.citations[n].clause.source in sources}
        return [self.citations[n] for n in sorted(wanted)]

    def _borne_out(self, text: str, citations: Sequence[Citation]) -> bool:
        """Whether the quotes of one document carry all that a text says; where several are cited, each must carry it by itself."""
        numbers = {c.n for c in citations}
        own = [c.text for c in self.answer.claims if set(c.citations) <= numbers]  # a row of a table said under its heading
        plain, held = fold(text), fold("。".join([*(c.quote for c in citations), *own]))
        headings = fold("".join(f"{c.clause.title}{''.join(c.clause.path)}" for c in citations))
        return (
            numbers_in(text) <= numbers_in(held)
            and _words_held(plain, held)
            and _figures_in_place(plain, held)
            and _titles_held(plain, held + headings)
            and self._grounded(plain, held + headings)
        )

    def _grounded(self, plain: str, held: str) -> bool:
        pairs = _pairs(plain)
        asked = _pairs(fold(self.question))
        mine = _pairs(held)
        if not pairs:
            return False
        return len(pairs & mine) >= _GROUNDED * len(pairs) and len(pairs & (mine | asked)) >= _WITH_QUESTION * len(pairs)

    def _places_held(self, text: str, cited: Sequence[Citation]) -> bool:
        """Whether each place of a text stands in a quote, or is the place of a cited document."""
        plain, held = fold(text), fold(" ".join(c.quote for c in cited))
        infos = [info for c in cited if (info := self.documents.get(c.clause.source))]
        if _NATION.search(plain) and not _NATION.search(held) and not any(info.region == "全国" for info in infos):
            return False
        here = [r for r in library(self.documents.values()).regions if r != "全国" and fold(short_name(r)) in plain]
        other = [m[1] for m in _PLACE.finditer(plain) if not _NO_PLACE.search(m[1][:-1])]
        return all(
            fold(short_name(place)) in held or any(belongs(place, info) for info in infos)
            for place in dict.fromkeys((*here, *named_places(plain), *other))
        )

    def _scope(self, text: str, said_of: Sequence[Claim]) -> str:
        """Whom the quotes bind, where the sentence does not say it itself."""
        scopes = dict.fromkeys(c.scope for c in said_of if c.scope)
        return "、".join(s for s in scopes if fold(short_name(s)) not in fold(text))


def _words_held(plain: str, held: str) -> bool:
    """Bounds, negations, permissions and duties of a text stand in the quotes, and a prohibition is not lost on the way."""
    for group in _BOUNDS:
        if any(w in group for w in _BOUND.findall(plain)) and not any(w in group for w in _BOUND.findall(held)):
            return False
    if not all(_denials_held(part, held) for part in _PARTS.split(plain)):
        return False
    if _PERMISSION.search(plain) and not _PERMISSION.search(held):
        return False
    if _DUTY.search(plain) and _PERMISSION.search(held) and not _DUTY.search(held):
        return False
    return all(_NEGATION.search(part) or not _STERN.search(_nearest(part, held)) for part in _PARTS.split(plain) if _pairs(part))


def _denials_held(part: str, held: str) -> bool:
    """Whether each denial in a part of a text stands in the part of the quotes that says the most of it, or in one that it says whole:
    what is denied of one matter is not denied of another."""
    pairs, text = _pairs(part), _BOUND.sub("", part)
    whole = [other for other in _PARTS.split(held) if (theirs := _pairs(other)) and len(theirs & pairs) >= _WHOLE * len(theirs)]
    near = ",".join([_nearest(part, held), *whole])
    if _NEGATION.search(text) and (pairs & _pairs(held)) - _pairs(near):
        return False
    for m in _NEGATION.finditer(text):
        around = (text[m.start() : m.end() + 1], text[max(0, m.start() - 1) : m.end()])
        if not any(len(pair) == 2 and _CHINESE.fullmatch(pair) and pair in near for pair in around):
            return False
    return True


def _nearest(plain: str, held: str) -> str:
    """The part of the quotes that says most of a part of a text."""
    pairs = _pairs(plain)
    return max(_PARTS.split(held), key=lambda part: len(pairs & _pairs(part)))


def _figures_in_place(plain: str, held: str) -> bool:
    """Each figure goes with the date and with the words that it goes with in the quotes: of two shares or two years none is swapped."""
    if not _dated(plain) <= _dated(held):
        return False
    theirs = [(part, numbers) for part in _PARTS.split(held) if (numbers := _figures(part))]
    for part in _PARTS.split(plain):
        if not (wanted := _figures(part)):
            continue
        pairs = _pairs(part)
        best = max((len(pairs & _pairs(other)) for other, _ in theirs), default=0)
        like = [(other, numbers) for other, numbers in theirs if len(pairs & _pairs(other)) == best]
        if any("分别" in other for other, _ in like) and "分别" not in part:  # which of them is whose, only the whole list says
            return False
        if not wanted <= set().union(*(numbers for _, numbers in like)):
            return False
    return True


def _figures(part: str) -> set[str]:
    return {n for a in amounts(part) if a.unit for n in numbers_in(part[a.start : a.end])}


def _dated(text: str) -> set[tuple[str, str]]:
    """Each figure with the year said last before it, sentence by sentence."""
    found = set()
    for sentence in re.split("[。!?\n]", text):
        years = [(m.start, numbers_in(sentence[m.start : m.end])) for m in moments(sentence)]
        years = [(at, {n for n in numbers if re.fullmatch(r"(?:19|20)\d\d", n)}) for at, numbers in years]
        for amount in amounts(sentence):
            before = [numbers for at, numbers in years if numbers and at < amount.start]
            if amount.unit and before:
                found |= {(year, n) for year in before[-1] for n in numbers_in(sentence[amount.start : amount.end])}
    return found


def _titles_held(plain: str, held: str) -> bool:
    return all(title in held for title in _TITLE.findall(plain))


def _pairs(text: str) -> set[str]:
    return {run[i : i + 2] for run in _CHINESE.findall(text) for i in range(len(run) - 1)}


def _marks(text: str, said_of: Sequence[Claim]) -> tuple[tuple[int, int], ...]:
    """The spans to show bold: what the claims of the same quotes show bold."""
    bold = {n for claim in said_of for start, end in claim.marks for n in numbers_in(claim.text[start:end])}
    plain = fold(text)
    spans: Iterator[tuple[int, int]] = ((a.start, a.end) for a in amounts(plain))
    return tuple((s, e) for s, e in spans if (numbers := numbers_in(text[s:e])) and numbers <= bold)
