"""Training of the cross-encoder (models.cross_net), list-wise: a clause that answers a question must win the softmax over it and clauses
near the question that do not answer (ListNet's top-one loss, Cao and others 2007), as the second ranking has to choose among such.

The clause is read as an answer reads it, from its best sentence on, in windows of several widths; tokens and heads are left out at random.
"""

import dataclasses
import hashlib
import json
import math
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from models.build import Sources
from models.corpus import laws, policies
from models.cross_data import Clauses, Questions, clauses_of, distinct, questions_of
from models.cross_near import Near
from models.cross_net import CrossNet
from models.layers import LAYERS, VECTORS
from models.load import load_encoder
from models.pairs import heavier_first
from models.questions import read_questions
from models.reader import Reader
from models.save import CARD, LATE, TOKENIZER, Tables, read_tables
from policy import BadInput

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CrossSettings:
    """The defaults are those of the shipped weights, which took 8,134 steps on one GPU (models/README.md)."""

    seconds: float = 420.0  # how long it trains
    steps: int | None = None  # … or how many steps, where given: only so, and on the CPU, does one seed give one result
    width: int = 128
    layers: int = 3
    heads: int = 4
    hidden: float = 0.1  # dropout within the layers
    questions: int = 96  # a batch
    anywhere: int = 8  # clauses that do not answer, of the nearest `depth` of all …
    inside: int = 7  # … and of the nearest `depth_inside` of the same document, the nearer the likelier
    depth: int = 48
    depth_inside: int = 32
    like: float = 0.93  # cosine with a clause that answers from which a clause counts as another version of it
    widths: tuple[int, ...] = (32, 48, 64)  # tokens of a body
    alone: float = 0.4  # share of the batches that show the matching sentence alone
    dropout: float = 0.08  # of the tokens of a question and of a body
    headless: float = 0.15  # share of the batches without heads
    rate: float = 1.2e-3
    warm: int = 300  # steps until the full rate
    decay: float = 0.02
    clip: float = 1.0  # the longest gradient
    seed: int = 0


def cross_to(out: Path, sources: Sources, encoder: Path, settings: CrossSettings, log: Log) -> dict[str, Any]:
    """Train a cross-encoder on the vectors of a static encoder and write it to `out`; its card: settings, steps, hashes of all inputs."""
    from tokenizers import Tokenizer

    name = load_encoder(str(encoder)).fingerprint
    reader = Reader(Tokenizer.from_file(str(encoder / TOKENIZER)))
    every = [s for s in (*laws(sources.laws, newest=False), *policies(sources.policies)) if s.source not in sources.without]
    samples = distinct(every)
    questions = questions_of(reader, read_questions(sources.questions, every), samples)
    if not questions.gold:
        raise BadInput("no question has a clause in these folders", "检查 --questions 与 --laws、--policies 是否相配。")
    log(f"{len(samples)} clauses, {len(questions.gold)} questions")
    net, steps = train_cross(clauses_of(reader, samples), questions, read_tables(encoder), settings, log)
    card = {
        "date": date.today().isoformat(),
        "settings": dataclasses.asdict(settings),
        "steps": steps,
        "encoder": name,
        "clauses": len(samples),
        "corpus_sha256": hashlib.sha256("\n".join(s.text for s in samples).encode()).hexdigest(),
        "questions": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sources.questions},
        "questions_trained_on": len(questions.gold),
    }
    save_cross(out, encoder / TOKENIZER, encoder / LATE, net, card)
    return card


def save_cross(out: Path, tokenizer: Path, vectors: Path, net: CrossNet, card: dict[str, Any]) -> None:
    """Writes copies of the tokenizer and of the vectors, what `net` has learned as float16, and the card, which comes last."""
    from safetensors.numpy import save_file

    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(tokenizer, out / TOKENIZER)
    shutil.copyfile(vectors, out / VECTORS)
    save_file({name: value.half().cpu().numpy() for name, value in net.state_dict().items()}, str(out / LAYERS))
    (out / CARD).write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf8")


def train_cross(
    clauses: Clauses, questions: Questions, tables: Tables, settings: CrossSettings, log: Log, every: int = 100
) -> tuple[CrossNet, int]:
    """The trained net, ready to score, and the number of steps; the mean loss of each `every` steps is logged.

    Runs on a CUDA device in bfloat16 where there is one, otherwise on the CPU, where a step of the default settings takes many seconds.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(settings.seed)
    near = Near(clauses, tables, device)
    drawer = _Drawer(near, questions, settings, device)
    net = CrossNet(near.unit, near.lengths, settings.width, settings.layers, settings.heads, settings.hidden).to(device)
    adam = torch.optim.AdamW(net.parameters(), lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98))
    losses: list[torch.Tensor] = []
    start, step = time.monotonic(), 0
    while (done := _share(settings, step, time.monotonic() - start)) < 1:
        for group in adam.param_groups:
            group["lr"] = settings.rate * pace(done, step, settings.warm)
        loss = _loss(net, drawer.batch(), device)
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), settings.clip)
        adam.step()
        losses.append(loss.detach())
        step += 1
        if step % every == 0:
            log(f"cross-encoder, step {step}: loss {float(torch.stack(losses[-every:]).mean()):.3f}")
    return net.eval(), step


def _share(settings: CrossSettings, step: int, seconds: float) -> float:
    """How much of the training is done, from 0 to 1."""
    return step / settings.steps if settings.steps else seconds / settings.seconds


def pace(done: float, step: int, warm: int) -> float:
    """The share of the learning rate: warming up, then down to a fiftieth along half a cosine (Loshchilov and Hutter 2017)."""
    return min(1.0, (step + 1) / warm) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * done)))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Token ids, -1 where there is none: `queries` [n, QUERY], `heads` [n, k, HEAD], `bodies` [n, k, width]; the first of the k clauses
    answers. `there` bool [n, k]: some questions have fewer."""

    queries: torch.Tensor
    heads: torch.Tensor
    bodies: torch.Tensor
    there: torch.Tensor


def _loss(net: CrossNet, batch: _Batch, device: str) -> torch.Tensor:
    n, k = batch.there.shape
    queries = batch.queries[:, None].expand(-1, k, -1).reshape(n * k, -1)
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
        scores = net(queries, batch.heads.view(n * k, -1), batch.bodies.view(n * k, -1))
    scores = scores.float().view(n, k).masked_fill(~batch.there, -1e4)
    return functional.cross_entropy(scores, torch.zeros(n, dtype=torch.long, device=device))


class _Drawer:
    def __init__(self, near: Near, questions: Questions, settings: CrossSettings, device: str) -> None:
        self._near, self._questions, self._settings, self._device = near, questions, settings, device
        self._tokens = torch.from_numpy(questions.tokens).to(device)
        self._found = near.find(questions, settings.depth, settings.depth_inside, settings.like)
        self._rng = np.random.default_rng(settings.seed)

    def batch(self) -> _Batch:
        settings, rng = self._settings, self._rng
        numbers = heavier_first(self._questions.weight, rng)[: settings.questions]
        gold = torch.tensor([int(rng.choice(self._questions.gold[n])) for n in numbers.tolist()], device=self._device)
        rows = torch.from_numpy(numbers).to(self._device)
        clauses = torch.cat([gold[:, None], self._found[rows].gather(1, self._drawn(len(rows)))], dim=1)
        queries = self._tokens[rows]
        width, alone = int(rng.choice(settings.widths)), bool(rng.random() < settings.alone)
        heads, bodies = self._near.windows(queries, clauses.clamp(min=0), width, alone)
        if rng.random() < settings.headless:
            heads = torch.full_like(heads, -1)
        return _Batch(self._thinned(queries), heads, self._thinned(bodies), clauses >= 0)

    def _drawn(self, n: int) -> torch.Tensor:
        """Which of the clauses found are shown, int64 [n, anywhere + inside]."""
        settings = self._settings
        anywhere = torch.rand(n, settings.depth, device=self._device).argsort(dim=1)[:, : settings.anywhere]
        inside = (torch.rand(n, settings.inside, device=self._device) ** 1.5 * settings.depth_inside).long()
        return torch.cat([anywhere, settings.depth + inside], dim=1)

    def _thinned(self, ids: torch.Tensor) -> torch.Tensor:
        return torch.where(torch.rand(ids.shape, device=self._device) < self._settings.dropout, -1, ids)
