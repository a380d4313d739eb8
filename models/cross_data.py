"""What the cross-encoder is trained on: clauses and questions as rows of token ids; no torch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.corpus import Sample
from models.layers import HEADING, QUERY, TITLE
from models.pairs import tokens_of
from models.questions import PUBLIC, Question
from models.reader import Reader
from policy import bare

HEAD = TITLE + HEADING
LONGEST, SENTENCES = 320, 48  # tokens of a body in which its best sentence is looked for; sentences that are told apart
_PUBLIC_WEIGHT = 3.0  # public questions were asked by people and are few: each is drawn as often as three (see models.build)


@dataclass(frozen=True, slots=True)
class Clauses:
    """Token ids, -1 where there is none: `head` int32 [n, HEAD], `body` int32 [n, LONGEST]; `sentence` int8 [n, LONGEST], which sentence
    a token of the body is in, from 0; `document` int64 [n] numbers the documents."""

    head: np.ndarray
    body: np.ndarray
    sentence: np.ndarray
    document: np.ndarray


@dataclass(frozen=True, slots=True)
class Questions:
    """`tokens` int32 [n, QUERY], -1 where there is none; `gold`, the clauses that answer each; `weight` float64 [n], how often each is
    drawn beside the others."""

    tokens: np.ndarray
    gold: tuple[tuple[int, ...], ...]
    weight: np.ndarray


def distinct(samples: Sequence[Sample]) -> list[Sample]:
    """The first sample of each bare text: the versions of a law share most of their articles."""
    return list({bare(sample.text): sample for sample in reversed(samples)}.values())[::-1]


def clauses_of(reader: Reader, samples: Sequence[Sample]) -> Clauses:
    """The samples in tokens, in order."""
    tokens = tokens_of(reader, samples)
    numbers: dict[str, int] = {}
    return Clauses(
        padded([np.concatenate([clause.title[:TITLE], clause.heading[:HEADING]]) for clause in tokens], HEAD),
        padded([np.concatenate(clause.sentences) for clause in tokens], LONGEST),
        padded([numbered(clause.sentences) for clause in tokens], LONGEST).astype(np.int8),
        np.array([numbers.setdefault(sample.source, len(numbers)) for sample in samples], np.int64),
    )


def questions_of(reader: Reader, questions: Sequence[Question], samples: Sequence[Sample]) -> Questions:
    """The questions that have a known token and a clause among the samples, which are distinct."""
    place = {bare(sample.text): n for n, sample in enumerate(samples)}
    rows = reader.tokens([question.text for question in questions])
    gold = [tuple(place[text] for text in question.gold if text in place) for question in questions]
    kept = [n for n in range(len(questions)) if gold[n] and len(rows[n])]
    weight = np.array([_PUBLIC_WEIGHT if questions[n].kind == PUBLIC else 1.0 for n in kept])
    return Questions(padded([rows[n] for n in kept], QUERY), tuple(gold[n] for n in kept), weight)


def padded(rows: Sequence[np.ndarray], width: int) -> np.ndarray:
    """The beginnings of the rows, one below the other, int32 [len(rows), width]; -1 behind the end of a row."""
    out = np.full((len(rows), width), -1, np.int32)
    for place, row in zip(out, rows, strict=True):
        place[: len(row)] = row[:width]
    return out


def numbered(sentences: Sequence[np.ndarray]) -> np.ndarray:
    """For each token of the sentences, end to end, the number of its sentence; those from the last that is told apart share one."""
    return np.repeat(np.minimum(np.arange(len(sentences)), SENTENCES - 1), [len(sentence) for sentence in sentences])
