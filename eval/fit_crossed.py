"""Tunes the cross-encoder to the scopes that the decision to answer is fitted on, and gives each scope the scores of a network that has
not seen its documents.

    OUT/written/                a network taught by written questions which sentence of a clause answers, and when none does
    OUT/near/                   from it, one taught by questions that a clause nearly answers
    OUT/first/, OUT/second/     from that, networks tuned on every other group of documents
    OUT/all/                    from that, what ships, tuned on all

The decision is fitted on the scores of networks that have not seen the documents (`Apart`): those of one tuned on a sentence would look too
good.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry, closest
from eval.fit_decision import is_right
from eval.fit_marker import ANSWERS, NEAR_MISSES, marked, near_misses
from index import Index
from models.cross import FOLDER, Cross
from models.save import CARD
from policy import BadInput

if TYPE_CHECKING:
    from models.tune_cross import Scope, TuneSettings

TAUGHT, NEAR, HALVES, ALL = "written", "near", ("first", "second"), "all"
_WRITTEN = 26_000  # questions
SAMPLE = "sample"  # the group of the sample documents
_SENTENCES = 16  # of a scope, twice as many as an answer reads


def scopes(desk: Index, rows: Iterable[dict[str, Any]], group: str) -> "Iterator[Scope]":
    """The scopes of questions with the sentences nearest to them."""
    from models.tune_cross import Scope

    for row in rows:
        inquiry = Inquiry.of(desk, row["question"])
        for part in inquiry.parts(lambda unweighed, *_: list(unweighed)):
            right: Callable[[Evidence], bool] = partial(is_right, row)
            near = [part.evidence[n] for n in closest(part.evidence, _SENTENCES)]
            asked = desk.rewrite(inquiry.asked_of(part.scope))
            yield Scope(
                str(row["id"]),
                group,
                asked.encoded,
                tuple((*e.heads, e.sentence.folded) for e in near),
                tuple(map(right, near)),
                any(map(right, part.evidence)),
            )


def taught(out: Path, corpora: Path, encoded: Callable[[str], str], log: Callable[[str], None], questions: Path = ANSWERS.parent) -> None:
    """Write the networks taught by the project's questions with marked answers, and by those that a clause nearly answers, where `out`
    lacks them. `corpora` holds the laws and policies; `encoded` gives a question as it is read."""
    from models.corpus import laws, policies
    from models.cross_data import distinct
    from models.cross_scopes import marked_scopes
    from models.load import load_encoder
    from models.static import StaticEncoder
    from models.tune_cross import NEARLY, WRITTEN, tune_to

    if (out / NEAR / CARD).exists():
        return
    every = distinct([*laws(corpora / "laws", newest=False), *policies(corpora / "policies")])
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    asked = marked(corpora, sorted(questions.glob("written_*.jsonl")), encoded, questions / ANSWERS.name)
    names = [*asked]
    drawn = [asked[names[n]] for n in np.random.default_rng(0).permutation(len(names))[:_WRITTEN]]
    written = list(marked_scopes(encoder, every, drawn, TAUGHT))
    if not (out / TAUGHT / CARD).exists():
        log(f"{TAUGHT}: {len(written)} questions")
        tune_to(out / TAUGHT, FOLDER, written, WRITTEN, log, named=TAUGHT)
    missed, near = near_misses(asked, encoded, questions / NEAR_MISSES.name)
    # Beside them the questions that their clauses do answer and half as many others again: the same kind of question stands on both sides.
    own = {m.question for m in near}
    found = [*marked_scopes(encoder, every, [*missed, *near], NEAR), *[s for s in written if s.question not in own][: len(missed) // 2]]
    log(f"{NEAR}: {len(found)} questions")
    tune_to(out / NEAR, out / TAUGHT, found, NEARLY, log, on_top=True, named=NEAR)


def tuned(out: Path, found: "Sequence[Scope]", settings: "TuneSettings", log: Callable[[str], None]) -> None:
    """Write the networks that `out` lacks, from the last one that was `taught`, or from that before any tuning where there is none."""
    from models.tune_cross import tune_to

    start, on_top = (out / NEAR, True) if (out / NEAR / CARD).exists() else (FOLDER, False)
    groups = list(dict.fromkeys(s.group for s in found))
    for name, of in (*((half, groups[n::2]) for n, half in enumerate(HALVES)), (ALL, groups)):
        if not (out / name / CARD).exists():
            log(f"{name}: {len(of)} collections")
            tune_to(out / name, start, [s for s in found if s.group in of], settings, log, on_top=on_top)


class Read:
    """A desk whose sentences are read together with the question by a network of one's own."""

    def __init__(self, desk: Index, network: Cross) -> None:
        self._desk, self._network = desk, network

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def crossed(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[float]:
        asked = self._desk.rewrite(question)
        return [float(score) for score in self._network.scores(asked.encoded, texts)]


class Apart:
    """The networks of OUT, each for the documents that it has not seen. BadInput where there are none."""

    def __init__(self, out: Path) -> None:
        if missing := [half for half in HALVES if not (out / half / CARD).is_file()]:
            raise BadInput(f"{out}: {', '.join(missing)} missing", "先运行 (first run): python -m eval crossed")
        self._seen = set(json.loads((out / HALVES[0] / CARD).read_text("utf8"))["tuned"]["groups"])
        self._networks = [Cross(out / half) for half in HALVES]

    def desk(self, desk: Index, group: str) -> Read:
        """The desk, read by the network that has not seen the group."""
        return Read(desk, self._networks[group in self._seen])
