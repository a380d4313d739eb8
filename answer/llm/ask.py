"""Questions with a language model beside the search: it may reword a question that finds nothing, and word the answer from its quotes.

It finds no evidence and makes no figure: whether something is an answer is decided by `ask`, and each sentence of the model is held
against the quotes that it cites. Whatever the model does, the answer that stands without it is there at once, and at last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from answer.asking import ask
from answer.llm.client import Fault, Model, ModelFailed
from answer.llm.gate import Gate
from answer.llm.rewrites import bears, faithful
from answer.llm.words import addresses_model, rewrite_messages, rewrites_said, sentences_said, word_messages
from answer.search import Search
from answer.understand.question import language_of
from policy import Answer, Claim, fold, numbers_in

_FAULTS = {
    Fault.SLOW: ("语言模型没有在时限内答复", "The language model did not answer in time"),
    Fault.GIVEN_UP: ("语言模型连续两次没有在时限内答复，不再等它", "The language model was silent twice and is no longer waited for"),
    Fault.DOWN: ("语言模型连接不上", "The language model cannot be reached"),
    Fault.REFUSED: ("语言模型的服务拒绝了请求", "The language model's server refused"),
    Fault.GARBLED: ("语言模型的答复无法读取", "The language model's reply cannot be read"),
    Fault.CUT: ("语言模型没有写完", "The language model did not finish"),
    Fault.EMPTY: ("语言模型没有写出内容", "The language model wrote nothing"),
}
_AS_WRITTEN = ("，以下为文件原文", "; the documents' own words are shown")
_UNREWRITTEN = ("语言模型没有给出可用的改写", "The language model gave no other wording that could be used")


def ask_with(model: Model, search: Search, question: str, before: Sequence[str] = ()) -> Answer:
    """The answer as it is at last: see `ask_stream`."""
    *_, last = ask_stream(model, search, question, before)
    return last


def ask_stream(model: Model, search: Search, question: str, before: Sequence[str] = ()) -> Iterator[Answer]:
    """The answer of `ask` at once; then, as the model writes, the answer worded so far; last the whole.

    Each is an answer that may be shown: nothing that the quotes do not bear out is in any of them. Over within the model's time limit,
    to which only the time of searching is added.
    """
    deadline = model.deadline()
    plain = ask(search, question, before=before)
    yield plain
    if not plain.claims:
        if not plain.hits:
            return
        plain = _rewritten(model, search, plain, deadline)
        yield plain
    if plain.claims and language_of(question) != "en":  # the quotes are Chinese, and so is what can be held against them
        yield from _worded(model, search, plain, deadline)


def _rewritten(model: Model, search: Search, plain: Answer, deadline: float) -> Answer:
    """The answer to a rewritten question where it speaks of what was asked, or "not found" as before; which wording found it stands in
    `understood`."""
    whole = plain.understood or plain.question
    try:
        reply = "".join(model.say(rewrite_messages(whole), deadline))
    except ModelFailed as failed:
        return _noted(plain, _FAULTS[failed.fault])
    rewrites = [r for r in rewrites_said(reply, whole) if faithful(search, whole, r)]
    for rewrite in rewrites:
        found = ask(search, rewrite)
        if found.claims and bears(search, whole, found):
            return replace(found, question=plain.question, understood=rewrite)
    return plain if rewrites else _noted(plain, _UNREWRITTEN)


@dataclass(slots=True)
class _Wording:
    """The extractive answer, and what is kept of the model's sentences as they come."""

    plain: Answer
    by: str
    claims: list[Claim]
    dropped: int = 0

    def add(self, claims: Sequence[Claim]) -> bool:
        """Keep the claims of a sentence that passed; False where there is nothing new in it."""
        said = {fold(c.text) for c in self.claims}
        new = [c for c in claims if fold(c.text) not in said]
        self.dropped += not claims
        self.claims += new
        return bool(new)

    def answer(self) -> Answer:
        """The worded claims, and each claim of the extractive answer that they leave out, so that none is lost."""
        left = [c for c in self.plain.claims if not self._said(c)]
        if len(left) == len(self.plain.claims):
            return self.plain  # none of the model's sentences says what was asked for
        led: set[str] = set()
        claims = [replace(c, lead=self._lead(c, led)) for c in self.claims]
        return replace(self.plain, claims=(*claims, *left), worded_by=self.by)

    def _said(self, claim: Claim) -> bool:
        """Whether a worded claim cites its quote and says a figure that was asked for, where one was."""
        mine = [c.text for c in self.claims if set(c.citations) & set(claim.citations)]
        if claim.lead and not any(claim.lead in fold(text) for text in mine):
            return False  # it leaves out what the verdict rests on
        asked = numbers_in(" ".join(claim.text[start:end] for start, end in claim.marks))
        return bool(mine) and (not asked or bool(asked & numbers_in(" ".join(mine))))

    def _lead(self, claim: Claim, led: set[str]) -> str:
        """The verdict of the quotes that it cites, with the first claim that cites them."""
        leads = {c.lead for c in self.plain.claims if set(c.citations) & set(claim.citations)}
        lead = leads.pop() if len(leads) == 1 else ""
        if not lead or lead in led:
            return ""
        led.add(lead)
        return lead


def _worded(model: Model, search: Search, plain: Answer, deadline: float) -> Iterator[Answer]:
    shown = {c.n: c for c in plain.cited if not addresses_model(c)}
    if not shown:
        return
    question = plain.understood or plain.question
    gate = Gate(question, plain, shown, {d.source: d for d in search.documents()})
    wording, heard, fault = _Wording(plain, model.name, []), False, None
    said = model.say(word_messages(question, plain.claims, list(shown.values())), deadline)
    try:
        for sentence in sentences_said(said):
            heard = True
            if wording.add(gate.passed(sentence)):
                yield wording.answer()
    except ModelFailed as failed:
        fault = failed.fault
    finally:
        said.close()
    yield _concluded(wording, fault or (None if heard else Fault.EMPTY))


def _concluded(wording: _Wording, fault: Fault | None) -> Answer:
    """The answer as it stands at last, with what is to be said of the model's part in it."""
    answer, n = wording.answer(), wording.dropped
    notes = []
    if fault and not answer.worded_by:
        notes.append(_with(_FAULTS[fault], _AS_WRITTEN))
    elif fault:
        notes.append(_FAULTS[Fault.CUT])
    if n:
        notes.append(
            (
                f"语言模型写的 {n} 句话与所引条文不符，已略去",
                f"{n} of the language model's sentences were left out: its quotes do not say so",
            )
        )
    elif not fault and not answer.worded_by:
        notes.append(
            (
                "语言模型的措辞没有写出所问的内容，以下为文件原文",
                "The language model's wording lacked what was asked; the documents' own words are shown",
            )
        )
    return _noted(answer, *notes) if notes else answer


def _with(note: tuple[str, str], more: tuple[str, str]) -> tuple[str, str]:
    return note[0] + more[0], note[1] + more[1]


def _noted(answer: Answer, *notes: tuple[str, str]) -> Answer:
    english = language_of(answer.question) == "en"
    said = [note[english] for note in notes]
    if english:
        return replace(answer, note=" ".join(x.rstrip(".") + "." for x in (answer.note, *said) if x))
    return replace(answer, note="；".join(x.rstrip("。") for x in (answer.note, *said) if x) + "。")
