"""Training of the marker (models.marker_net) on questions whose answer somebody has marked in the clause: each word is in it or not, by
binary cross-entropy, as several places may hold the answer.

A passage is read as an answer reads it: the sentence that begins the answer with as many sentences around it as fit. Tokens and heads are
left out at random.
"""

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from models.cross_data import padded
from models.layers import HEADING, LAYERS, QUERY, TITLE, VECTORS, units_of
from models.marker import MARKS, PASSAGE, marks_of
from models.marker_net import MarkerNet
from models.reader import Reader
from models.save import CARD, TOKENIZER, read_tensors, read_vectors
from models.train_cross import pace
from models.tune_cross import BASE

Log = Callable[[str], None]
_ENDS = [MARKS.index(mark) + 1 for mark in ";。\n"]  # of a sentence
_CHUNKS = 4  # of a batch, by length: less is spent on padding


@dataclass(frozen=True, slots=True)
class Marked:
    """A question as it is read, title and heading, the text of a clause, and [start, end) of what answers in it."""

    question: str
    head: tuple[str, str]
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class MarkerSettings:
    """The defaults are those of the shipped weights."""

    epochs: float = 3.0
    questions: int = 12  # a batch
    hidden: float = 0.1  # dropout within the layers
    dropout: float = 0.08  # of the tokens of a question; of those of a passage, which become unknown
    headless: float = 0.12
    alone: float = 0.25  # share of the passages that are one sentence
    broken: float = 0.12  # how likely a passage ends before each further sentence
    rate: float = 1e-3
    warm: int = 100  # steps until the full rate
    decay: float = 0.02
    seed: int = 0


@dataclass(frozen=True, slots=True)
class _Example:
    """A marked clause in tokens; `inside` float32 [n] says which are in the answer."""

    query: np.ndarray
    head: np.ndarray
    ids: np.ndarray
    marks: np.ndarray
    inside: np.ndarray


def marker_to(out: Path, cross: Path, marked: Sequence[Marked], settings: MarkerSettings, log: Log, before: Path | None = None) -> None:
    """Train a marker from what the cross-encoder of a folder was before it was tuned, or on from a marker of `before`, and write it to
    `out` with its card."""
    from safetensors.numpy import save_file
    from tokenizers import Tokenizer

    torch.manual_seed(settings.seed)
    net = MarkerNet(*units_of(read_vectors(cross / VECTORS)), dropout=settings.hidden)
    start = before / LAYERS if before else cross / BASE if (cross / BASE).exists() else cross / LAYERS
    net.started({name: np.asarray(tensor, np.float32) for name, tensor in read_tensors(start).items()})
    examples = examples_of(Reader(Tokenizer.from_file(str(cross / TOKENIZER))), marked)
    if not examples:
        raise ValueError("no question to learn from")
    log(f"{len(examples)} questions")
    steps = train_marker(net, examples, settings, log)
    card: dict[str, Any] = {
        "date": date.today().isoformat(),
        "settings": dataclasses.asdict(settings),
        "steps": steps,
        "before": json.loads((before / CARD).read_text("utf8")) if before else None,
        "questions": len(examples),
        "questions_sha256": hashlib.sha256("\n".join(f"{m.question} {m.spans}" for m in marked).encode()).hexdigest(),
    }
    out.mkdir(parents=True, exist_ok=True)
    save_file({name: value.half().numpy() for name, value in net.state_dict().items()}, str(out / LAYERS))
    (out / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")


def examples_of(reader: Reader, marked: Sequence[Marked]) -> list[_Example]:
    """Those that have a known token in the question and an answer, in tokens."""
    found = []
    for one in marked:
        query, title, heading = (reader.recent_tokens([text])[0] for text in (one.question, *one.head))
        ids, at = reader.placed(one.text)
        inside = np.zeros(len(ids), np.float32)
        for start, end in one.spans:
            inside[(at[:, 0] >= start) & (at[:, 1] <= end)] = 1
        if len(query) and inside.any():
            head = np.concatenate([title[:TITLE], heading[:HEADING]])
            found.append(_Example(query[:QUERY], head, ids, marks_of(one.text, ids, at), inside))
    return found


def train_marker(net: MarkerNet, examples: Sequence[_Example], settings: MarkerSettings, log: Log, every: int = 200) -> int:
    """Train in place; the number of steps. The mean loss of each `every` steps is logged."""
    adam = torch.optim.AdamW(net.parameters(), lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98))
    rng, steps = np.random.default_rng(settings.seed), max(1, int(settings.epochs * len(examples) / settings.questions))
    losses: list[float] = []
    order: list[int] = []
    net.train()
    for step in range(steps):
        for group in adam.param_groups:
            group["lr"] = settings.rate * pace(step / steps, step, settings.warm)
        while len(order) < settings.questions:
            order = [*order, *rng.permutation(len(examples)).tolist()]
        batch = [_thinned(examples[order.pop()], settings, rng) for _ in range(settings.questions)]
        loss = torch.stack([*_losses(net, batch)]).mean()
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()
        losses.append(float(loss.detach()))
        if (step + 1) % every == 0:
            log(f"marker, step {step + 1} of {steps}: loss {np.mean(losses[-every:]):.3f}")
    net.eval()
    return steps


def _losses(net: MarkerNet, batch: Sequence[_Example]) -> Iterator[torch.Tensor]:
    order = np.argsort([len(e.ids) for e in batch], kind="stable")
    for chunk in np.array_split(order, min(_CHUNKS, len(order))):
        rows = [batch[n] for n in chunk]
        query, head, body = (
            torch.from_numpy(padded(side, max(1, *map(len, side)))).long()
            for side in ([e.query for e in rows], [e.head for e in rows], [e.ids for e in rows])
        )
        marks = torch.from_numpy(padded([e.marks for e in rows], body.shape[1])).long().clamp(min=0)
        odds = net(query, head, body, marks)
        for row, example in zip(odds, rows, strict=True):
            yield functional.binary_cross_entropy_with_logits(row[: len(example.ids)], torch.from_numpy(example.inside))


def _thinned(example: _Example, settings: MarkerSettings, rng: np.random.Generator) -> _Example:
    """The example as it is shown once."""
    start, end = _passage(example, settings, rng)
    query = example.query[rng.random(len(example.query)) > settings.dropout]
    ids = np.where(rng.random(end - start) < settings.dropout, 0, example.ids[start:end])
    head = example.head[: 0 if rng.random() < settings.headless else None]
    return _Example(query if len(query) else example.query, head, ids, example.marks[start:end], example.inside[start:end])


def _passage(example: _Example, settings: MarkerSettings, rng: np.random.Generator) -> tuple[int, int]:
    """[start, end) of the sentence in which the answer begins, with sentences before and behind it as long as they fit."""
    closing = np.flatnonzero(np.isin(example.marks, _ENDS)) + 1
    starts = np.unique([0, *closing[closing < len(example.ids)]])
    ends = np.append(starts[1:], len(example.ids))
    first = last = int(np.searchsorted(ends, example.inside.argmax(), side="right"))
    while rng.random() > (settings.alone if first == last else settings.broken):
        wider = [(i, j) for i, j in ((first - 1, last), (first, last + 1)) if i >= 0 and j < len(starts) and ends[j] - starts[i] <= PASSAGE]
        if not wider:
            break
        first, last = wider[int(rng.integers(len(wider)))]
    return int(starts[first]), min(int(ends[last]), int(starts[first]) + PASSAGE)
