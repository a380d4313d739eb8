"""What the two small networks that read a question together with a text have in common, written out in numpy: tokens with their match
features (`seen`), and the layers through which they look at one another. `models.cross` and `models.marker` say what comes of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.reader import Reader
from models.save import REMEDY, TOKENIZER, read_tensors, read_vectors
from policy import BadArtefact

LAYERS, VECTORS = "layers.safetensors", "vectors.safetensors"
QUERY, TITLE, HEADING = 24, 16, 12  # tokens read of each, before those of the text; the weights know no more places
EXACT = 0.98  # a cosine above says that the token itself stands there
NEAR = 4.0  # times the learned weight of a cosine among attention logits: brings it to their size
SHARE = 8.0  # times a query token's share of the weight, which is about one in eight
_FIRST = -1  # the token that every text begins with
_HEAD, _BODY = QUERY, QUERY + TITLE + HEADING  # where the places of each begin


@dataclass(frozen=True, slots=True)
class Seen:
    """A question, a head and a body as one row of tokens, the first of which every row begins with: `ids` and `places` int64 [tokens],
    `cosines` float32 [tokens, tokens], match `features` float32 [tokens, 3 * 4] of question, head and body, and how near each token of the
    question has one in the head and in the body, float32 [question]."""

    ids: np.ndarray
    places: np.ndarray
    cosines: np.ndarray
    features: np.ndarray
    of_head: np.ndarray
    of_body: np.ndarray


class Layers:
    """The learned numbers of `layers`, and the tokenizer and the vectors of `folder`. Threads may share one. BadArtefact where a file is
    missing."""

    def __init__(self, layers: Path, folder: Path) -> None:
        from tokenizers import Tokenizer

        files = [layers, folder / VECTORS, folder / TOKENIZER]
        if missing := [file.name for file in files if not file.is_file()]:
            raise BadArtefact(f"{layers.parent}: {', '.join(missing)} missing", REMEDY)
        self._reader = Reader(Tokenizer.from_file(str(files[2])))
        self._w = {name: tensor.astype(np.float32) for name, tensor in read_tensors(layers).items()}
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

    def _asked(self, query: str) -> tuple[np.ndarray, np.ndarray]:
        """The known tokens of a question, and how much each weighs, float32 [tokens], which sums to 1."""
        asked = self._reader.recent_tokens([query])[0][:QUERY]
        share = np.exp(self._weights[asked])
        return asked, share / share.sum() if len(asked) else share

    def _split(self, texts: Sequence[tuple[str, str, str]], body: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """The tokens of the head, a title and a heading, and up to so many of the body of each text."""
        parts = self._reader.recent_tokens([part for text in texts for part in text])
        rows = (tuple(parts[3 * n + part] for part in range(3)) for n in range(len(texts)))
        return [(np.concatenate([title[:TITLE], heading[:HEADING]]), text[:body]) for title, heading, text in rows]

    def _seen(self, asked: np.ndarray, share: np.ndarray, head: np.ndarray, body: np.ndarray) -> Seen:
        n, w = len(asked), self._w
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
        places = np.concatenate([[_FIRST], np.arange(n), _HEAD + np.arange(len(head)), _BODY + np.arange(len(body))])
        return Seen(ids, places, near, features.reshape(len(ids), -1), of_head, of_body)

    def _begun(self, seen: Sequence[Seen]) -> np.ndarray:
        """What goes into the layers, before its norm: float32 [tokens of all rows, width], one row behind the other."""
        ids, places, features = (np.concatenate([getattr(one, name) for one in seen]) for name in ("ids", "places", "features"))
        x = self._projected[ids] + self._places[places]
        x += features @ self._w["feat"].reshape(-1, x.shape[1])
        return np.asarray(x)

    def _layers(self, x: np.ndarray, cosines: Sequence[np.ndarray], kept: int | None) -> np.ndarray:
        """`x` float32 [tokens of all texts, width] after all layers: of each text the first `kept` tokens alone where so many are read."""
        ends = np.cumsum([len(near) for near in cosines])
        spans = [slice(end - len(near), end) for end, near in zip(ends, cosines, strict=True)]
        first = np.concatenate([np.arange(span.start, span.start + kept) for span in spans]) if kept else np.arange(0)
        biases = self._w["bias"][:, :, 0] * NEAR
        for layer, bias in enumerate(biases):
            last = kept is not None and layer == len(biases) - 1
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
