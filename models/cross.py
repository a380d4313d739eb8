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
_FIRST = -1  # the token that every text begins with
_QUERY, _HEAD, _BODY = np.split(np.arange(QUERY + TITLE + HEADING + BODY), [QUERY, QUERY + TITLE + HEADING])  # their places
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
        units, weights = units_of(read_vectors(files[1]))
        if len(units) != self._reader.size:
            raise BadArtefact(f"{folder}: {len(units)} vectors for {self._reader.size} tokens", REMEDY)
        projected = units @ self._w["inp.weight"].T + self._w["inp.bias"]
        # Behind the tokens comes the one that every text begins with, which is near none, and behind the places that of it, which is none.
        self._units, self._weights = np.pad(units, ((0, 1), (0, 0))), np.pad(weights, (0, 1))
        self._projected, self._places = np.vstack([projected, self._w["cls"][0]]), np.pad(self._w["pos"], ((0, 1), (0, 0)))
        self._heads = self._w["bias"].shape[1]
        linear = [f"{part}.{layer}" for layer in range(len(self._w["bias"])) for part in ("q", "o", "f1", "f2")]
        self._across = {name: np.ascontiguousarray(self._w[f"{name}.weight"].T) for name in linear}  # as a product reads them

    def scores(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers the query; float32 [len(texts)], about -10 … 10, of use
        only beside those of other texts. 0 for a query without a known token."""
        asked = self._reader.recent_tokens([query])[0][:QUERY]
        if not len(asked) or not texts:
            return np.zeros(len(texts), np.float32)
        parts = self._reader.recent_tokens([part for text in texts for part in text])
        heads = [np.concatenate([parts[3 * n][:TITLE], parts[3 * n + 1][:HEADING]]) for n in range(len(texts))]
        bodies = [parts[3 * n + 2][:BODY] for n in range(len(texts))]
        return np.concatenate([self._read(asked, heads[n : n + _MOST], bodies[n : n + _MOST]) for n in range(0, len(texts), _MOST)])

    def _read(self, asked: np.ndarray, heads: Sequence[np.ndarray], bodies: Sequence[np.ndarray]) -> np.ndarray:
        """Scores of some texts; their tokens lie one text behind the other, so that nothing is spent on padding."""
        w, n = self._w, len(asked)
        share = np.exp(self._weights[asked])
        share /= share.sum()
        tokens, places, cosines, told, plain = [], [], [], [], []
        for head, body in zip(heads, bodies, strict=True):
            begin = 1 + n + len(head)  # of the body
            ids = np.concatenate([[_FIRST], asked, head, body])
            units = self._units[ids]
            near = np.maximum(units @ units.T, 0)
            across = near[1 : 1 + n, 1 + n :]
            of_head, of_body = (part.max(axis=1, initial=0) for part in (across[:, : len(head)], across[:, len(head) :]))
            of_text = across.max(axis=0)
            features = np.zeros((len(ids), 3, w["feat"].shape[1]), np.float32)  # of the query, the head and the body
            features[1 : 1 + n, 0] = np.column_stack([of_head, of_body, self._weights[asked], share * SHARE])
            matched = share[across.argmax(axis=0)] * SHARE * of_text
            of_text = np.column_stack([of_text, of_text > EXACT, self._weights[ids[1 + n :]], matched])
            features[1 + n : begin, 1], features[begin:, 2] = of_text[: len(head)], of_text[len(head) :]
            tokens.append(ids)
            places.append(np.concatenate([[_FIRST], _QUERY[:n], _HEAD[: len(head)], _BODY[: len(body)]]))
            cosines.append(near)
            told.append(features.reshape(len(ids), -1))
            plain.append(w["base"][0] * (np.maximum(of_head, of_body) @ share) + w["base"][1] * (of_body @ share))
        x = self._projected[np.concatenate(tokens)] + self._places[np.concatenate(places)]
        x += np.concatenate(told) @ w["feat"].reshape(-1, x.shape[1])
        told_by = self._layers(self._normed(x, "n0"), cosines, 1 + n).reshape(len(heads), 1 + n, -1)
        read = np.concatenate([told_by[:, 0], share @ told_by[:, 1:]], axis=1)
        hidden = np.maximum(read @ w["out.0.weight"].T + w["out.0.bias"], 0)
        return np.asarray((hidden @ w["out.2.weight"].T + w["out.2.bias"])[:, 0] + np.array(plain, np.float32))

    def _layers(self, x: np.ndarray, cosines: Sequence[np.ndarray], kept: int) -> np.ndarray:
        """`x` float32 [tokens of all texts, width] after all layers: of each text the first `kept` tokens alone, which the score reads."""
        ends = np.cumsum([len(near) for near in cosines])
        spans = [slice(end - len(near), end) for end, near in zip(ends, cosines, strict=True)]
        first = np.concatenate([np.arange(span.start, span.start + kept) for span in spans])
        biases = self._w["bias"][:, :, 0] * NEAR
        for layer, bias in enumerate(biases):
            last = layer == len(biases) - 1
            read = self._linear(x, f"q.{layer}").reshape(len(x), 3, self._heads, -1)
            read[:, 0] *= read.shape[-1] ** -0.5
            mixed = np.concatenate(
                [_attended(read[span], near, bias, kept if last else None) for span, near in zip(spans, cosines, strict=True)]
            )
            x = self._normed((x[first] if last else x) + self._linear(mixed, f"o.{layer}"), f"n1.{layer}")
            hidden = self._linear(x, f"f1.{layer}")
            x = self._normed(x + self._linear(np.maximum(hidden, 0, out=hidden), f"f2.{layer}"), f"n2.{layer}")
        return x

    def _linear(self, x: np.ndarray, name: str) -> np.ndarray:
        out = x @ self._across[name]
        out += self._w[f"{name}.bias"]
        return np.asarray(out)

    def _normed(self, x: np.ndarray, name: str) -> np.ndarray:
        x = x - (x @ np.full(x.shape[-1], 1 / x.shape[-1], x.dtype))[..., None]
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


def _attended(read: np.ndarray, cosines: np.ndarray, bias: np.ndarray, kept: int | None) -> np.ndarray:
    """What the first `kept` tokens of one text take from all of it: float32 [kept, width] of `read` [tokens, 3, heads, depth]."""
    asking, keys, values = read.transpose(1, 2, 0, 3)
    logits = np.matmul(asking[:, :kept], keys.transpose(0, 2, 1))
    logits += cosines[:kept] * bias[:, None, None]
    logits -= logits.max()  # of all: they lie between -12 and 12, so that none that counts is lost
    np.exp(logits, out=logits)
    mixed = np.matmul(logits, values)
    mixed /= np.einsum("hij->hi", logits)[..., None]
    return mixed.transpose(1, 0, 2).reshape(logits.shape[1], -1)


@cache
def shipped() -> Cross:
    """The network that ships with the project."""
    return Cross(FOLDER)
