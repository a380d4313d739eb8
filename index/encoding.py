"""Encoding what is new, once: vectors are kept by the hash of the passage's text, within a run and across generations."""

from collections.abc import Sequence

import numpy as np

from index.ports import Encoder
from index.vectors import Vectors
from policy import BadArtefact

BATCH = 2048  # passages a call: enough for an encoder to sort them by length, few enough to stay in memory


class Pool:
    """Vectors by hash. `encoded` counts the texts that went through the encoder."""

    def __init__(self, encoder: Encoder, old: Vectors | None) -> None:
        self._encoder, self._old = encoder, old
        self._place: dict[bytes, int] = {}
        self._done: list[np.ndarray] = []
        self._waiting: list[str] = []
        self.encoded = 0

    def want(self, hashes: Sequence[bytes], texts: Sequence[str]) -> None:
        """Ask for passages by hash and text; those not known yet are encoded in batches."""
        known = self._old.known if self._old else {}
        for key, text in zip(hashes, texts, strict=True):
            if key not in self._place and key not in known:
                self._place[key] = len(self._place)
                self._waiting.append(text)
        while len(self._waiting) >= BATCH:
            self._encode(BATCH)

    def _encode(self, count: int) -> None:
        texts, self._waiting = self._waiting[:count], self._waiting[count:]
        vectors = np.asarray(self._encoder.encode(texts), np.float32)
        if vectors.shape != (len(texts), self._encoder.dimension):
            shape = (len(texts), self._encoder.dimension)
            raise BadArtefact(
                f"{self._encoder.name}: 向量形状 {vectors.shape},应为 {shape} (wrong shape)", "换一个模型 (use another model)"
            )
        if not np.isfinite(vectors).all():
            raise BadArtefact(f"{self._encoder.name}: 向量含非数值 (not finite)", "换一个模型 (use another model)")
        self._done.append(vectors.astype(np.float16))
        self.encoded += count

    def vectors(self, hashes: Sequence[bytes]) -> np.ndarray:
        """float16 [len(hashes), dimension], all asked for before."""
        if self._waiting:
            self._encode(len(self._waiting))
        new = np.concatenate([np.zeros((0, self._encoder.dimension), np.float16), *self._done])
        self._done = [new]
        out = np.zeros((len(hashes), self._encoder.dimension), np.float16)
        places = np.array([self._place.get(key, -1) for key in hashes], np.int64)
        out[places >= 0] = new[places[places >= 0]]
        if self._old and (places < 0).any():
            rest = np.flatnonzero(places < 0)
            out[rest] = self._old.matrix[[self._old.known[hashes[i]] for i in rest.tolist()]]
        return out
