"""From folders of texts and files of questions to a trained encoder on disk, and its measures on questions held out."""

import dataclasses
import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from models.corpus import LOCAL, Sample, laws, policies
from models.lexicon import entries_of, read_lexicons
from models.measure import measures, top
from models.pairs import inverse_frequency, tokens_of
from models.questions import PUBLIC, Question, read_questions
from models.reader import Reader
from models.vocabulary import build_tokenizer, count_words, latin_words
from policy import bare

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from models.save import Tables
    from models.train import Settings
    from models.train_late import LateSettings

Log = Callable[[str], None]
# Public questions were asked by people and are few beside those written for this project: each is drawn as often as three.
_PUBLIC_WEIGHT = 3.0


@dataclass(frozen=True, slots=True)
class Data:
    """Clauses of laws first, then of policies; questions to train on and held out; rows of lexicons."""

    samples: list[Sample]
    train: list[Question]
    held: list[Question]
    lexicon: list[tuple[str, tuple[str, ...]]]


def read_data(law_folder: Path, policy_folder: Path, files: Sequence[Path], lexicons: Sequence[Path], hold_out: float) -> Data:
    """All versions of all laws, all policies, and the questions, of which about the share `hold_out` is kept apart.

    A question is held out by the hash of its gold clauses, so that all wordings of one question fall on one side.
    """
    samples = [*laws(law_folder, newest=False), *policies(policy_folder)]
    train: list[Question] = []
    held: list[Question] = []
    for question in read_questions(files, samples):
        draw = int(hashlib.sha256("|".join(sorted(question.gold)).encode()).hexdigest()[:8], 16) / 0xFFFFFFFF
        (held if draw < hold_out else train).append(question)
    return Data(samples, train, held, read_lexicons(lexicons))


@dataclass(frozen=True, slots=True)
class Sources:
    """Folders of laws and policies, files of questions and of lexicons; `without` names policy files to leave out."""

    laws: Path
    policies: Path
    questions: tuple[Path, ...]
    lexicons: tuple[Path, ...] = ()
    without: frozenset[str] = frozenset()


def train_to(out: Path, sources: Sources, settings: "Settings", log: Log, *, hold_out: float = 0.0) -> dict[str, Any]:
    """Train an encoder and write it to `out`; its card: settings, hashes of all inputs, measures where questions were held out."""
    import rjieba

    from models.load import load_encoder
    from models.save import save
    from models.train_late import LateSettings

    data = read_data(sources.laws, sources.policies, sources.questions, sources.lexicons, hold_out)
    data = dataclasses.replace(data, samples=[s for s in data.samples if s.source not in sources.without])
    late = LateSettings(steps=max(1, settings.steps * 2 // 5), seed=settings.seed)  # 400 after 1,000: a short run is short in both
    tokenizer, tables = train_encoder(data, rjieba.cut, settings, late, log)
    card: dict[str, Any] = {
        "date": date.today().isoformat(),
        "settings": dataclasses.asdict(settings),
        "late_settings": dataclasses.asdict(late),
        "clauses": len(data.samples),
        "corpus_sha256": hashlib.sha256("\n".join(s.text for s in data.samples).encode()).hexdigest(),
        "questions": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sources.questions},
        "lexicons": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sources.lexicons},
        "questions_trained_on": len(data.train),
        "questions_held_out": len(data.held),
    }
    save(out, tokenizer, tables, card)
    if data.held:
        card["measures"] = evaluate(load_encoder(str(out)).encode, data, log)
        save(out, tokenizer, tables, card)
    return card


def train_encoder(
    data: Data, cut: Callable[[str], list[str]], settings: "Settings", late: "LateSettings", log: Log
) -> "tuple[Tokenizer, Tables]":
    """The tokenizer and the token vectors. `cut` splits folded text into words, for the vocabulary alone."""
    from models.parts import Parts
    from models.save import Tables
    from models.train import Asked, Trainer
    from models.train_late import train_late

    start = time.monotonic()
    asked = [q.text for q in data.train]
    wordings = [wording for wording, _ in data.lexicon]
    # questions and lexicons count five times, so that everyday words are in the vocabulary
    counts = count_words([*(s.embed_text for s in data.samples), *(asked + wordings) * 5], cut)
    tokenizer = build_tokenizer(counts, settings.words, settings.pairs, latin_words(asked + wordings))
    reader = Reader(tokenizer)
    clauses = tokens_of(reader, data.samples)
    idf = inverse_frequency(clauses, reader.size)
    place: dict[str, int] = {}
    for i, sample in enumerate(data.samples):
        place.setdefault(bare(sample.text), i)
    rows = reader.tokens(asked)
    questions = [
        Asked(rows[i], gold, _PUBLIC_WEIGHT if q.kind == PUBLIC else 1.0)
        for i, q in enumerate(data.train)
        if (gold := tuple(place[g] for g in q.gold if g in place)) and len(rows[i])
    ]
    log(f"{reader.size} tokens, {len(clauses)} clauses, {len(questions)} questions, {time.monotonic() - start:.0f} s")
    entries = entries_of(reader, data.lexicon)

    def timed(line: str) -> None:
        log(f"{line}, {time.monotonic() - start:.0f} s")

    parts = Parts.of([token for token, _ in sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])])
    trainer = Trainer(clauses, questions, entries, idf, settings, parts=parts)
    trainer.run(timed)
    dense = trainer.vectors()
    return tokenizer, Tables(dense, train_late(dense, clauses, questions, entries, late, timed, parts))


def evaluate(encode: Callable[..., np.ndarray], data: Data, log: Log) -> dict[str, dict[str, float]]:
    """Measures on the questions held out, by kind, among all national articles (all versions) or all policy clauses."""
    seen = {gold for q in data.train for gold in q.gold}
    out: dict[str, dict[str, float]] = {}
    for corpus, wanted in (
        ("laws", lambda s: s.source.endswith(".md") and not s.source.startswith(LOCAL)),
        ("policies", lambda s: s.source.endswith(".txt")),
    ):
        samples = [s for s in data.samples if wanted(s)]
        texts = [bare(s.text) for s in samples]
        known = set(texts)
        questions = [q for q in data.held if any(g in known for g in q.gold)]
        if not questions:
            continue
        ranked = top(encode([q.text for q in questions], query=True), encode([s.embed_text for s in samples]))
        groups = {kind: [i for i, q in enumerate(questions) if q.kind == kind] for kind in sorted({q.kind for q in questions})}
        groups["seen"] = [i for i, q in enumerate(questions) if any(g in seen for g in q.gold)]
        groups["unseen"] = [i for i in range(len(questions)) if i not in set(groups["seen"])]
        for name, rows in groups.items():
            out[f"{corpus} {name}"] = {"n": len(rows), **measures([questions[i] for i in rows], ranked[rows], texts)}
            log(f"{corpus} {name}: " + " ".join(f"{k} {v}" for k, v in out[f"{corpus} {name}"].items()))
    return out
