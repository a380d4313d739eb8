"""Second training of the cross-encoder, on what the decision to answer meets: the sentences of a scope, of which one answers or none.
First those of written questions, many and alike, then those that a decision to answer is fitted on.

List-wise with "none of them" at a learned score (as eval.fit_decision): so it learns not only which sentence is nearest, but what a
sentence lacks that only names the matter. Two things keep it from learning the questions instead. Some scopes lose their gold clause and
then have no answer (`twins`), so that the same question stands on both sides. And what the words of a question alone betray of whether it
can be answered (whoever makes up questions without an answer asks for other things) is added to the score of "none" in training and left
out afterwards (a product of experts, Clark, Yatskar and Zettlemoyer 2019). At the end the weights are mixed with those that it started
from, which rank better than either (Wortsman and others 2022).
"""

import hashlib
import json
import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from zlib import crc32

import numpy as np
import torch
from torch.nn import functional

from models.cross import BODY
from models.cross_data import padded
from models.cross_net import CrossNet
from models.layers import HEADING, LAYERS, QUERY, TITLE, VECTORS, units_of
from models.reader import Reader
from models.save import CARD, TOKENIZER, read_tensors, read_vectors
from models.train_cross import pace, save_cross

Log = Callable[[str], None]
BASE = "base.safetensors"  # the layers that tuning starts from, beside those it made
_HASHED = 1 << 15  # places for the pairs of characters of a question
_CHUNKS = 4  # texts of about one length go through the network together


@dataclass(frozen=True, slots=True)
class Scope:
    """A question and the sentences that may answer it, best first, each with title and innermost heading; `right` bool [n]. `answerable`
    where any sentence answers, also one that is not among these. `group` names the documents it was put to."""

    question_id: str
    group: str
    question: str
    texts: tuple[tuple[str, str, str], ...]
    right: tuple[bool, ...]
    answerable: bool


@dataclass(frozen=True, slots=True)
class TuneSettings:
    """How the shipped weights were tuned; models/README.md has what else was tried."""

    epochs: float = 3.0
    rate: float = 5e-4
    scopes: int = 16  # a batch
    texts: int = 8  # of a scope that are shown, the right ones among them …
    among: int = 12  # … and others drawn from so many of the best
    twins: float = 0.35  # share of the scopes with an answer that lose their gold clause
    rank: float = 0.5  # weight of the loss among the sentences alone
    debias: bool = True
    dropout: float = 0.08  # of the tokens of a question and of a body
    headless: float = 0.1
    warm: int = 50  # steps until the full rate
    decay: float = 0.02
    mixed: float = 0.8  # share of the tuned weights in what comes out
    seed: int = 0


# On written questions (`models.cross_scopes`), before those of the scopes: half of them without their clause, once each.
WRITTEN = TuneSettings(epochs=1.0, twins=0.5, debias=False, warm=100, mixed=1.0)


@dataclass(frozen=True, slots=True)
class _List:
    """A scope in tokens; `away` bool [n]: of another clause than the right ones."""

    question: np.ndarray
    heads: list[np.ndarray]  # token ids
    bodies: list[np.ndarray]
    right: np.ndarray
    away: np.ndarray
    bias: float


def tune_to(
    out: Path, folder: Path, scopes: Sequence[Scope], settings: TuneSettings, log: Log, *, on_top: bool = False, named: str = "tuned"
) -> None:
    """Tune the network of a folder as it was before any tuning, or `on_top` of what there has been, and write it to `out` beside what it
    was before any. The card says how under `named`."""
    net = tune(folder, scopes, settings, log, on_top=on_top)
    card = {
        **json.loads((folder / CARD).read_text("utf8")),
        named: {
            "date": date.today().isoformat(),
            "settings": asdict(settings),
            "scopes": len(scopes),
            "groups": list(dict.fromkeys(s.group for s in scopes)),
            "questions_sha256": hashlib.sha256("\n".join(s.question for s in scopes).encode()).hexdigest(),
        },
    }
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_start(folder, on_top=False), out / BASE)
    save_cross(out, folder / TOKENIZER, folder / VECTORS, net, card)


def _start(folder: Path, on_top: bool) -> Path:
    return folder / (LAYERS if on_top or not (folder / BASE).exists() else BASE)


def net_of(folder: Path, *, on_top: bool = False) -> CrossNet:
    """The network of a folder before any tuning, or `on_top` of it, for training."""
    net = CrossNet(*units_of(read_vectors(folder / VECTORS)))
    net.load_state_dict({name: torch.from_numpy(np.asarray(t, np.float32)) for name, t in read_tensors(_start(folder, on_top)).items()})
    return net.eval()


def tune(folder: Path, scopes: Sequence[Scope], settings: TuneSettings, log: Log, *, on_top: bool = False) -> CrossNet:
    """The network of a folder tuned to the scopes, ready to score. On one thread one seed gives one result.

    ValueError where no scope can teach anything.
    """
    from tokenizers import Tokenizer

    torch.manual_seed(settings.seed)
    net, start = net_of(folder, on_top=on_top), net_of(folder, on_top=on_top).state_dict()
    lists = _lists(Reader(Tokenizer.from_file(str(folder / TOKENIZER))), scopes, settings)
    if not lists:
        raise ValueError("no scope to learn from")
    none = torch.nn.Parameter(torch.tensor(4.0))
    groups = [{"params": list(net.parameters()), "share": 1.0}, {"params": [none], "share": 20.0}]
    adam = torch.optim.AdamW(groups, lr=settings.rate, weight_decay=settings.decay, betas=(0.9, 0.98))
    rng, steps, losses = np.random.default_rng(settings.seed), max(1, int(settings.epochs * len(lists) / settings.scopes)), []
    net.train()
    for step, batch in zip(range(steps), _batches(lists, settings.scopes, rng), strict=False):
        share = pace(step / steps, step, settings.warm)
        for group in adam.param_groups:
            group["lr"] = settings.rate * group["share"] * share
        loss = torch.stack([*_losses(net, none, batch, settings, rng)]).mean()
        adam.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()
        losses.append(float(loss.detach()))
        if (step + 1) % 100 == 0:
            log(f"step {step + 1} of {steps}: loss {np.mean(losses[-100:]):.3f}")
    tuned = net.state_dict()
    net.load_state_dict({name: start[name] + settings.mixed * (tuned[name] - start[name]) for name in start})
    return net.eval()


def _lists(reader: Reader, scopes: Sequence[Scope], settings: TuneSettings) -> list[_List]:
    """What can teach: scopes whose answer is among their sentences, and those that have none at all."""
    teaching = [s for s in scopes if s.texts and (any(s.right) or not s.answerable)]
    biases = betrayed(teaching) if settings.debias else {}
    found = []
    for scope in teaching:
        asked, parts = reader.recent_tokens([scope.question])[0], reader.recent_tokens([part for text in scope.texts for part in text])
        if len(asked):
            rows = [tuple(parts[3 * n + part] for part in range(3)) for n in range(len(scope.texts))]
            gold = {text[:2] for text, right in zip(scope.texts, scope.right, strict=True) if right}
            found.append(
                _List(
                    np.asarray(asked)[:QUERY],
                    [np.concatenate([title[:TITLE], heading[:HEADING]]) for title, heading, _ in rows],
                    [body[:BODY] for *_, body in rows],
                    np.array(scope.right),
                    np.array([text[:2] not in gold for text in scope.texts]),
                    biases.get(scope.question_id, 0.0),
                )
            )
    return found


def _batches(lists: Sequence[_List], size: int, rng: np.random.Generator) -> Iterator[list[_List]]:
    order: list[int] = []
    while True:
        while len(order) < size:
            order = [*order, *rng.permutation(len(lists)).tolist()]
        yield [lists[order.pop()] for _ in range(size)]


def _losses(
    net: CrossNet, none: torch.Tensor, batch: Sequence[_List], settings: TuneSettings, rng: np.random.Generator
) -> Iterator[torch.Tensor]:
    """The loss of each scope of a batch."""
    drawn = [_drawn(scope, settings, rng) for scope in batch]
    rows = [(n, t) for n, (texts, _) in enumerate(drawn) for t in texts]
    questions, headless = [_thinned(scope.question, settings, rng) for scope in batch], rng.random(len(batch)) < settings.headless
    heads = [batch[n].heads[t][: 0 if headless[n] else None] for n, t in rows]
    bodies = [_thinned(batch[n].bodies[t], settings, rng) for n, t in rows]
    scores = _scored(net, [questions[n] for n, _ in rows], heads, bodies)
    at = 0
    for scope, (texts, right) in zip(batch, drawn, strict=True):
        own = scores[at : at + len(texts)]
        at += len(texts)
        shares = functional.log_softmax(torch.cat([own, none[None] + scope.bias]), dim=0)
        if not right.any():
            yield -shares[-1]
        else:
            held = torch.from_numpy(right)
            yield -torch.logsumexp(shares[:-1][held], 0) - settings.rank * torch.logsumexp(functional.log_softmax(own, dim=0)[held], 0)


def _drawn(scope: _List, settings: TuneSettings, rng: np.random.Generator) -> tuple[list[int], np.ndarray]:
    """Which sentences of a scope are shown, and which of them are right; none in a twin."""
    right = scope.right
    if right.any() and scope.away.any() and rng.random() < settings.twins:
        among, right = np.flatnonzero(scope.away).tolist(), np.zeros_like(right)
    else:
        among = list(range(len(right)))
    if len(among) > settings.texts:
        kept = [n for n in among if right[n]][:2]
        others = [n for n in among[: settings.among] if n not in kept]
        among = [*kept, *rng.choice(others, min(settings.texts - len(kept), len(others)), replace=False).tolist()]
    return among, right[among]


def _thinned(ids: np.ndarray, settings: TuneSettings, rng: np.random.Generator) -> np.ndarray:
    kept = ids[rng.random(len(ids)) > settings.dropout]
    return kept if len(kept) else ids


def _scored(net: CrossNet, questions: Sequence[np.ndarray], heads: Sequence[np.ndarray], bodies: Sequence[np.ndarray]) -> torch.Tensor:
    order = np.argsort([len(h) + len(b) for h, b in zip(heads, bodies, strict=True)], kind="stable")
    chunks = [c for c in np.array_split(order, _CHUNKS) if len(c)]
    found = [net(*(_rows([side[n] for n in chunk]) for side in (questions, heads, bodies))) for chunk in chunks]
    return torch.cat(found)[torch.from_numpy(np.argsort(np.concatenate(chunks)))]


def _rows(ids: Sequence[np.ndarray]) -> torch.Tensor:
    return torch.from_numpy(padded(ids, max(1, *map(len, ids)))).long()


def betrayed(scopes: Sequence[Scope], folds: int = 8, ridge: float = 6e-4) -> dict[str, float]:
    """By id, what the words of a question alone say for its having no answer: log odds against the average, by logistic regression over
    its characters and their pairs, without the questions of its fold of the groups."""
    unanswerable = {s.question_id: True for s in scopes} | {s.question_id: False for s in scopes if s.answerable}
    first = {s.question_id: s for s in reversed(scopes)}
    names, fold_of = list(first), {g: n % folds for n, g in enumerate(sorted({s.group for s in scopes}))}
    x = np.zeros((len(names), _HASHED), np.float32)
    for row, name in zip(x, names, strict=True):
        text = first[name].question
        for gram in (*text, *(text[n : n + 2] for n in range(len(text) - 1))):
            row[crc32(gram.encode()) % _HASHED] = 1
    x /= np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)
    y = np.array([unanswerable[name] for name in names], np.float32)
    fold, odds = np.array([fold_of[first[name].group] for name in names]), np.zeros(len(names))
    for n in range(folds):
        own = fold == n
        if own.any() and len(set(y[~own])) == 2:
            odds[own] = _logistic(x[~own], y[~own], x[own], ridge)
    return dict(zip(names, odds.tolist(), strict=True))


def _logistic(x: np.ndarray, y: np.ndarray, of: np.ndarray, ridge: float) -> np.ndarray:
    """The log odds of rows by a fit to others, against the average log odds of those."""
    rows, wanted = torch.from_numpy(x), torch.from_numpy(y)
    weights, bias = torch.zeros(x.shape[1], requires_grad=True), torch.zeros(1, requires_grad=True)
    fit = torch.optim.LBFGS([weights, bias], max_iter=60)

    def loss() -> torch.Tensor:
        fit.zero_grad()
        value = functional.binary_cross_entropy_with_logits(rows @ weights + bias, wanted) + ridge * (weights * weights).sum()
        value.backward()
        return value

    fit.step(loss)
    with torch.no_grad():
        return np.asarray((torch.from_numpy(of) @ weights + bias).numpy()) - math.log(y.mean() / (1 - y.mean()))
