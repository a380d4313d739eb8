"""A small cross-encoder: question and sentence read together, to tell a sentence that answers from one that nearly does.

Late interaction asks whether each word of a question has a near one in the text; it cannot see that a sentence speaks of the fee and not
of who pays it. Here all tokens look at one another (Nogueira and Cho 2019), in a network shallow enough for a processor (Petrov,
MacAvaney and Macdonald 2024). It starts from what late interaction knows: tokens come as its vectors, with their best cosine on the
other side, and look the more at a token the nearer it is. `models.cross_net` is the same network for training.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from models.reader import Reader
from models.save import REMEDY, TOKENIZER, read_tensors, read_vectors
from policy import BadArtefact

FOLDER = Path(__file__).parent / "cross"
LAYERS, VECTORS = "layers.safetensors", "vectors.safetensors"
QUERY, TITLE, HEADING, BODY = 24, 16, 12, 64  # tokens read of each; the weights know no more places
EXACT = 0.98  # a cosine above says that the token itself stands there
NEAR = 4.0  # times the learned weight of a cosine among attention logits: brings it to their size
SHARE = 8.0  # times a query token's share of the weight, which is about one in eight
_MOST = 16  # texts at a time: more do not fit the processor's cache


class Cross:
    """The network of a folder that `models cross` wrote, read with numpy. Threads may share one. BadArtefact where a file is missing."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        files = [folder / name for name in (LAYERS, VECTORS, TOKENIZER)]
        if missing := [file.name for file in files if not file.is_file()]:
            raise BadArtefact(f"{folder}: {', '.join(missing)} missing", REMEDY)
        self._reader = Reader(Tokenizer.from_file(str(files[2])))
        self._w = {name: tensor.astype(np.float32) for name, tensor in read_tensors(files[0]).items()}
        self._units, self._weights = units_of(read_vectors(files[1]))
        if len(self._units) != self._reader.size:
            raise BadArtefact(f"{folder}: {len(self._units)} vectors for {self._reader.size} tokens", REMEDY)
        self._projected = self._units @ self._w["inp.weight"].T + self._w["inp.bias"]
        self._heads = self._w["bias"].shape[1]

    def scores(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers the query; float32 [len(texts)], about -10 … 10, of use
        only beside those of other texts. 0 for a query without a known token."""
        asked = self._reader.recent_tokens([query])[0][:QUERY]
        if not len(asked) or not texts:
            return np.zeros(len(texts), np.float32)
        parts = self._reader.recent_tokens([part for text in texts for part in text])
        heads = [np.concatenate([parts[3 * n][:TITLE], parts[3 * n + 1][:HEADING]]) for n in range(len(texts))]
        bodies = [parts[3 * n + 2][:BODY] for n in range(len(texts))]
        out = np.empty(len(texts), np.float32)
        order = np.argsort([len(h) + len(b) for h, b in zip(heads, bodies, strict=True)], kind="stable")  # equals together: little padding
        for start in range(0, len(order), _MOST):
            some = order[start : start + _MOST]
            out[some] = self._read(asked, [heads[n] for n in some], [bodies[n] for n in some])
        return out

    def _read(self, asked: np.ndarray, heads: list[np.ndarray], bodies: list[np.ndarray]) -> np.ndarray:
        w, n, longest = self._w, len(asked), max(map(len, heads))
        ids, live = _laid_out(heads, bodies, longest)
        cosines = self._cosines(asked, ids)
        across = cosines[:, :n, n:] * live[:, None]
        share = np.exp(self._weights[asked])
        share /= share.sum()
        of_head = across[:, :, :longest].max(axis=2, initial=0)
        of_body, of_text = across[:, :, longest:].max(axis=2, initial=0), across.max(axis=1)
        rows = np.ones(of_head.shape, np.float32)
        of_query = np.stack([of_head, of_body, rows * self._weights[asked], rows * share * SHARE], axis=-1)
        wanted = share[across.argmax(axis=1)] * SHARE * of_text
        told = np.stack([of_text, (of_text > EXACT).astype(np.float32), self._weights[ids], wanted], axis=-1)
        place, feature = w["pos"], w["feat"]
        x = np.concatenate(
            [
                np.broadcast_to(w["cls"][0], (len(ids), 1, w["cls"].shape[-1])),
                self._projected[asked] + place[:n] + of_query @ feature[0],
                self._projected[ids[:, :longest]] + place[QUERY : QUERY + longest] + told[:, :longest] @ feature[1],
                self._projected[ids[:, longest:]]
                + place[QUERY + TITLE + HEADING :][: ids.shape[1] - longest]
                + told[:, longest:] @ feature[2],
            ],
            axis=1,
        )
        seen = np.concatenate([np.ones((len(ids), 1 + n), bool), live], axis=1)
        x = self._layers(self._normed(x, "n0"), cosines, seen)
        read = np.concatenate([x[:, 0], (x[:, 1 : 1 + n] * share[:, None]).sum(axis=1)], axis=1)
        hidden = np.maximum(read @ w["out.0.weight"].T + w["out.0.bias"], 0)
        plain = w["base"][0] * (np.maximum(of_head, of_body) @ share) + w["base"][1] * (of_body @ share)
        return np.asarray((hidden @ w["out.2.weight"].T + w["out.2.bias"])[:, 0] + plain)

    def _cosines(self, asked: np.ndarray, ids: np.ndarray) -> np.ndarray:
        """Cosines of all tokens of query and text with one another, cut off at 0; float32 [texts, tokens, tokens]."""
        units = np.empty((len(ids), len(asked) + ids.shape[1], self._units.shape[1]), np.float32)
        units[:, : len(asked)], units[:, len(asked) :] = self._units[asked], self._units[ids]
        cosines = np.matmul(units, units.transpose(0, 2, 1))
        return np.maximum(cosines, 0, out=cosines)

    def _layers(self, x: np.ndarray, cosines: np.ndarray, seen: np.ndarray) -> np.ndarray:
        w, (texts, tokens, width) = self._w, x.shape
        near = np.zeros((texts, 1, tokens, tokens), np.float32)
        near[:, 0, 1:, 1:] = cosines * NEAR
        unseen = np.where(seen, 0, -1e4).astype(np.float32)[:, None, None]
        for n, bias in enumerate(w["bias"][:, :, 0]):
            split = self._linear(x, f"q.{n}").reshape(texts, tokens, 3, self._heads, -1).transpose(2, 0, 3, 1, 4)
            logits = np.matmul(split[0], split[1].transpose(0, 1, 3, 2))
            logits *= split.shape[-1] ** -0.5
            logits += near * bias[:, None, None]
            logits += unseen
            logits -= logits.max(axis=-1, keepdims=True)
            np.exp(logits, out=logits)
            logits /= logits.sum(axis=-1, keepdims=True)
            mixed = np.matmul(logits, split[2]).transpose(0, 2, 1, 3).reshape(texts, tokens, width)
            x = self._normed(x + self._linear(mixed, f"o.{n}"), f"n1.{n}")
            hidden = self._linear(x, f"f1.{n}")
            x = self._normed(x + self._linear(np.maximum(hidden, 0, out=hidden), f"f2.{n}"), f"n2.{n}")
        return x

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        flat = x.reshape(-1, x.shape[-1]) @ self._w[f"{name}.weight"].T  # one product over all texts
        flat += self._w[f"{name}.bias"]
        return flat.reshape(*x.shape[:-1], -1)

    def _normed(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - x.mean(axis=-1, keepdims=True)
        x /= np.sqrt(np.einsum("...i,...i->...", x, x)[..., None] / x.shape[-1] + 1e-5)
        x *= self._w[f"{name}.weight"]
        x += self._w[f"{name}.bias"]
        return x


def units_of(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Directions float32 [tokens, dimension] and log lengths float32 [tokens], those of known tokens with a mean of 0."""
    lengths = np.linalg.norm(vectors, axis=1)
    known = lengths > 1e-6
    logs = np.log(np.maximum(lengths, 1e-4))
    logs = np.where(known, logs - logs[known].mean(), -4.0)
    return (vectors / np.maximum(lengths, 1e-9)[:, None]).astype(np.float32), logs.astype(np.float32)


def _laid_out(heads: list[np.ndarray], bodies: list[np.ndarray], longest: int) -> tuple[np.ndarray, np.ndarray]:
    """Heads and bodies side by side, the bodies all beginning at `longest`: ids [texts, tokens], and where there is a token."""
    ids = np.zeros((len(heads), longest + max(1, *map(len, bodies))), np.int64)
    live = np.zeros(ids.shape, bool)
    for row, (head, body) in enumerate(zip(heads, bodies, strict=True)):
        for start, part in ((0, head), (longest, body)):
            ids[row, start : start + len(part)], live[row, start : start + len(part)] = part, True
    return ids, live


@cache
def shipped() -> Cross:
    """The network that ships with the project."""
    return Cross(FOLDER)
