"""Tunes the cross-encoder to the scopes that the decision to answer is fitted on, and gives each scope the scores of a network that has
not seen its documents.

    OUT/written/                a network taught by written questions when nothing answers
    OUT/first/, OUT/second/     from it, networks tuned on every other group of documents
    OUT/all/                    from it, what ships, tuned on all

The decision is fitted on the scores of networks that have not seen the documents (`Apart`): those of one tuned on a sentence would look too
good.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry, closest
from eval.fit_decision import is_right
from index import Index
from models.cross import FOLDER, Cross
from models.save import CARD
from policy import BadInput

if TYPE_CHECKING:
    from models.tune_cross import Scope, TuneSettings

TAUGHT, HALVES, ALL = "written", ("first", "second"), "all"
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


def taught(out: Path, corpora: Path, questions: Path, log: Callable[[str], None]) -> None:
    """Write the network taught by a file of written questions on the laws and policies under `corpora`, where `out` lacks it."""
    from models.corpus import laws, policies
    from models.cross_data import distinct
    from models.cross_scopes import written
    from models.load import load_encoder
    from models.questions import read_questions
    from models.static import StaticEncoder
    from models.tune_cross import WRITTEN, tune_to

    if (out / TAUGHT / CARD).exists():
        return
    every = [*laws(corpora / "laws", newest=False), *policies(corpora / "policies")]
    encoder = load_encoder()
    assert isinstance(encoder, StaticEncoder)
    found = list(written(encoder, distinct(every), read_questions([questions], every), _WRITTEN))
    log(f"{TAUGHT}: {len(found)} questions")
    tune_to(out / TAUGHT, FOLDER, found, WRITTEN, log, named=TAUGHT)


def tuned(out: Path, found: "Sequence[Scope]", settings: "TuneSettings", log: Callable[[str], None]) -> None:
    """Write the networks that `out` lacks, from the one that was `taught`, or from that before any tuning where there is none."""
    from models.tune_cross import tune_to

    start, on_top = (out / TAUGHT, True) if (out / TAUGHT / CARD).exists() else (FOLDER, False)
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
