"""Questions that the documents at hand do answer, made from what they set, for a first visitor to click on."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock

from answer.asking import ask
from answer.ledger.duties import duties
from answer.ledger.targets import targets
from answer.search import Search
from policy import Clause, DocumentInfo, fold

_DOCUMENTS = 48  # looked into, spread over all
_CLAUSES = 300  # looked at in one document
_ASKED = 60  # questions tried at most
_SHORT, _LONG = 4, 18  # characters of what a question is about
_INDICATOR = re.compile("[\u4e00-\u9fff]+(?:率|比例|覆盖面|总量|数量|总值|增加值|满意度|比重)$")
_NAME = re.compile("[\u4e00-\u9fff]+")
_TASK = re.compile("(?!.*(?:[本该其此上下]|具体|有关|相关))[\u4e00-\u9fff]+$")
_MEANS = re.compile("(?:所称|所指)的?(?P<name>[\u4e00-\u9fff]{2,14})[,，]?(?:是指|指|包括)|“(?P<quoted>[\u4e00-\u9fff]{2,14})”[,，]?是?指")
_STARTS = re.compile("自[^。，,；;]{4,24}(?:起|之日)?(?:施行|实施|生效)")

Candidate = tuple[str, Clause]


def suggestions(search: Search, wanted: Callable[[DocumentInfo], bool], most: int = 5) -> list[str]:
    """At most `most` questions that the wanted documents answer, each asked and found to be answered from the clause that it was made from.

    Kinds and documents take turns, so that the questions show what may be asked.
    """
    found: list[str] = []
    for question, clause in _tried(search, [d for d in search.documents() if wanted(d)]):
        answer = ask(search, question)
        if answer.claims and any(c.clause.clause_id == clause.clause_id for c in answer.citations):
            found.append(question)
            if len(found) == most:
                break
    return found


def _tried(search: Search, infos: list[DocumentInfo]) -> Iterator[Candidate]:
    """Candidates, a document after another, each with another kind first than the one before; what was passed over comes last."""
    step = max(1, len(infos) // _DOCUMENTS)
    later: list[Candidate] = []
    seen: set[str] = set()
    tried = 0
    for turn, info in enumerate(infos[::step][:_DOCUMENTS]):
        kinds = _of_document(search.clauses(info.source)[:_CLAUSES], info)
        turned = [kinds[(turn + i) % len(kinds)] for i in range(len(kinds))]
        fresh = [c for kind in turned for c in kind[:2] if c[0] not in seen]
        seen |= {question for question, _ in fresh}
        later += fresh[1:]
        for candidate in fresh[:1]:
            tried += 1
            yield candidate
    yield from later[: max(0, _ASKED - tried)]


def _of_document(clauses: list[Clause], info: DocumentInfo) -> list[list[Candidate]]:
    """The candidates of a document by kind: figures, what a word means, from when, who leads."""
    place = info.region if info.region != "全国" and _NAME.fullmatch(info.region) else ""
    figures = [
        (f"{place if not t.indicator.startswith(place) else ''}{t.indicator}的目标是多少？", c)
        for c in clauses
        for t in targets(c)
        if t.kind == "比例" and t.deadline and _fits(t.indicator, _INDICATOR)
    ]
    leads = [(f"{place}{d.task}由哪个部门牵头？", c) for c in clauses for d in duties(c) if len(d.lead) <= 2 and _fits(d.task, _TASK)]
    means = [(f"什么是{m['name'] or m['quoted']}？", c) for c in clauses if (m := _MEANS.search(c.text))]
    title = re.sub(r"[（(].*|^《|》$", "", info.title)
    starts = [(f"{title}什么时候起施行？", c) for c in clauses if 4 <= len(title) <= 30 and _STARTS.search(c.text)]
    return [figures, means, starts, leads]


def _fits(text: str, form: re.Pattern[str]) -> bool:
    return _SHORT <= len(text) <= _LONG and fold(text) == text and form.fullmatch(text) is not None


class Suggested:
    """The suggestions for the documents as they are now, worked out aside and once for each generation of the index."""

    def __init__(self, search: Search, generation: Callable[[], str], wanted: Callable[[DocumentInfo], bool]) -> None:
        self._search, self._generation, self._wanted = search, generation, wanted
        self._aside = ThreadPoolExecutor(1, "suggest")
        self._lock = Lock()
        self._work: tuple[str, Future[list[str]]] | None = None

    def now(self, patience: float = 0.0) -> list[str]:
        """The questions; none as long as they are not worked out, which is waited for `patience` seconds."""
        with self._lock:
            generation = self._generation()
            if self._work is None or self._work[0] != generation:
                self._work = generation, self._aside.submit(suggestions, self._search, self._wanted)
            work = self._work[1]
        try:
            return work.result(patience)
        except TimeoutError:
            return []
