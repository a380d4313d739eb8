"""Fine-tuning the static encoder to somebody's own clauses, without labels; a part of them is held out to see whether it helped."""

import dataclasses
import hashlib
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.added import extend, missing
from models.cloze import Cloze, clozes
from models.corpus import Sample
from models.lexicon import Entry, entries_of
from models.pairs import Tokens, inverse_frequency, tokens_of
from models.reader import Reader
from models.save import Tables, stored
from policy import BadInput, Clause, bare

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Log = Callable[[str], None]
LEAST_HELD = 100  # clauses; an interval over fewer is too wide to tell anything
MOST_HELD = 2000  # clauses; an interval over more is hardly narrower, and they are lost to the training
_SHORTEST = 15  # characters without punctuation of a clause that is trained on or held out: a bare heading says too little


@dataclass(frozen=True, slots=True)
class Settings:
    """What adapting depends on, apart from the clauses and the encoder that it starts from."""

    rate: float = 2e-3
    pull: float = 0.03  # back to the vectors that training starts from
    passes: int = 12  # over the clauses
    batch: int = 1024
    substituted: int = 200  # of each batch, wordings of the lexicons in a query
    alone: int = 80  # of each batch, a wording and its term
    share: float = 0.2  # of the clauses, held out
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Corpus:
    """All clauses in order; `group` [clauses] numbers equal texts alike; `trained` and `held` are positions, no text in both."""

    samples: tuple[Sample, ...]
    group: np.ndarray
    trained: tuple[int, ...]
    held: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Adapted:
    """The encoder before, with the `added` tokens at its end, and after, as it will be read from disk, and its vectors of late
    interaction, which are not trained; all float32 [tokens, dimension]. All clauses in its tokens, and the queries made of those held
    out."""

    tokenizer: "Tokenizer"
    before: np.ndarray
    after: np.ndarray
    late: np.ndarray
    added: int
    clauses: tuple[Tokens, ...]
    queries: tuple[Cloze, ...]


def sample_of(clause: Clause) -> Sample:
    """A clause of an index to train on; a heading that its text begins with is not repeated."""
    headings = tuple(h for h in clause.path if not clause.text.lstrip().startswith(h))
    return Sample(clause.source, clause.title, headings, "", clause.text.strip())


def divide(samples: Sequence[Sample], share: float, seed: int) -> Corpus:
    """Hold out a share of the clauses by the hash of their texts, at least LEAST_HELD of them and never more than half.

    BadInput where that cannot be.
    """
    texts = [bare(s.text) for s in samples]
    number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
    usable: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        if len(text) >= _SHORTEST:
            usable.setdefault(text, []).append(n)
    if len(usable) < 2 * LEAST_HELD:
        raise BadInput(
            f"可用的条文只有 {len(usable)} 条，至少要 {2 * LEAST_HELD} 条 (too few clauses to train on some and hold out others)",
            "再收录一些文件后重试；在此之前用自带的编码器 (ingest more documents; until then keep the shipped encoder)",
        )
    wanted = min(max(LEAST_HELD, round(share * len(usable))), MOST_HELD, len(usable) // 2)
    order = sorted(usable, key=lambda text: hashlib.sha256(f"{seed}\n{text}".encode()).digest())
    held = sorted(usable[text][0] for text in order[:wanted])  # of equal texts one is asked for
    trained = sorted(n for text in order[wanted:] for n in usable[text])
    return Corpus(tuple(samples), np.array([number[t] for t in texts]), tuple(trained), tuple(held))


@dataclass(frozen=True, slots=True)
class Base:
    """What adapting starts from: the shipped tokenizer and its vectors; rows of lexicons, rehearsed so that everyday and English
    wordings are not forgotten; what splits folded text into words."""

    tokenizer: "Tokenizer"
    tables: Tables
    lexicon: Sequence[tuple[str, tuple[str, ...]]]
    cut: Callable[[str], list[str]]


def adapt(corpus: Corpus, base: Base, settings: Settings, log: Log) -> Adapted:
    """Train on the clauses not held out.

    On one thread, so that the same input gives the same weights on any number of cores.
    """
    start = time.monotonic()
    new = missing((corpus.samples[n].embed_text for n in corpus.trained), base.tokenizer, base.cut)
    # side by side: a new word stands where its pieces stood in both
    wider, both = extend(base.tokenizer, np.hstack([base.tables.dense, base.tables.late]), new)
    before, late = np.split(both, [base.tables.dense.shape[1]], axis=1)
    reader = Reader(wider)
    clauses = tokens_of(reader, corpus.samples)
    added = len(before) - len(base.tables.dense)
    log(f"{len(clauses)} clauses, {len(corpus.held)} held out, {added} new tokens, {time.monotonic() - start:.0f} s")
    trained = [clauses[n] for n in corpus.trained]
    idf = inverse_frequency(trained, len(before))
    entries = entries_of(reader, base.lexicon)
    after = _train(trained, entries, before, idf, settings, lambda line: log(f"{line}, {time.monotonic() - start:.0f} s"))
    return Adapted(
        wider,
        before,
        stored(after) if settings.rate else before,
        late,
        added,
        tuple(clauses),
        tuple(clozes(clauses, corpus.held, idf, settings.seed)),
    )


def _train(
    clauses: Sequence[Tokens], entries: Sequence[Entry], before: np.ndarray, idf: np.ndarray, settings: Settings, log: Log
) -> np.ndarray:
    """The vectors after training; those of tokens that neither clauses nor entries hold stay as they are, and cost nothing."""
    import torch

    from models.train import Settings as Training
    from models.train import Trainer

    torch.set_num_threads(1)
    parts = [part for c in clauses for part in (c.title, c.heading, *c.sentences)] + [p for e in entries for p in (e.wording, *e.terms)]
    used = np.unique(np.concatenate([[0], *parts])).astype(np.int64)
    place = np.zeros(len(before), np.int32)
    place[used] = np.arange(len(used))
    fewer = [Tokens(place[c.title], place[c.heading], tuple(place[s] for s in c.sentences)) for c in clauses]
    known = [Entry(place[e.wording], tuple(place[t] for t in e.terms), e.foreign) for e in entries]
    batch = min(settings.batch, len(clauses) + settings.substituted + settings.alone)
    steps = max(60, math.ceil(settings.passes * len(clauses) / batch)) if settings.rate else 0
    same = {name: getattr(settings, name) for name in ("substituted", "alone", "rate", "pull", "seed")}
    training = dataclasses.replace(Training(), dimension=before.shape[1], steps=steps, batch=batch, **same)
    trainer = Trainer(fewer, [], known, idf[used], training, before[used])
    trainer.run(log, 50)
    after = before.copy()
    if steps:
        after[used] = trainer.vectors()
    return after
