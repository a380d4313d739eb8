"""The shipped kind of encoder: one vector a token, summed and normalised, and another for late interaction; read with numpy and
tokenizers alone."""

import hashlib
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from models import cross, marker
from models.asked import Asked
from models.bags import Bags, pool
from models.late import SIGNALS, interactions, lengths_of
from models.reader import Reader
from models.save import LATE, MODULES, REMEDY, TOKENIZER, WEIGHTS, read_tables
from policy import BadArtefact

_FEW = 64  # no more are encoded while a question is answered
_REMEMBERED = 8192  # texts whose vectors are kept: 8 MB
_BATCH = 256  # texts at a time: bounds the memory that a call takes beside its result


class StaticEncoder:
    """Encodes a text as the normalised sum of its tokens' vectors; the text is folded, so Traditional and full width count as plain.

    `fingerprint` is a hash of the weights, the tokenizer and the modules; encoders with one fingerprint give the same vectors.
    Threads may share an encoder.
    """

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        files = [folder / name for name in (WEIGHTS, LATE, TOKENIZER, MODULES)]
        if missing := [file.name for file in files if not file.is_file()]:
            raise BadArtefact(f"{folder}: {', '.join(missing)} missing", REMEDY)
        digest = hashlib.sha256()
        for file in files:
            digest.update(file.read_bytes())
        # a place, not a bare name: an index records it, and is opened with it from anywhere
        self.name = "tiaowen-static" if folder == Path(__file__).parent / "weights" else str(folder.resolve())
        self.fingerprint = digest.hexdigest()[:16]
        tables = read_tables(folder)
        self._vectors = tables.dense
        self._reader = Reader(Tokenizer.from_file(str(files[2])))
        self._lengths = lengths_of(tables.late)
        self._units = tables.late / self._lengths[:, None]
        self._recent: dict[str, np.ndarray] = {}
        self._heard, self._crossed = Asked[tuple[str, str], np.ndarray](), Asked[tuple[str, str, str], np.float32]()
        self._marked = Asked[tuple[str, str, str], tuple[np.ndarray, np.ndarray]]()
        self.dimension = int(self._vectors.shape[1])
        if not self._reader.size == len(self._vectors) == len(self._units):
            raise BadArtefact(f"{folder}: {len(self._vectors)}, {len(self._units)} vectors for {self._reader.size} tokens", REMEDY)

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """float32 [len(texts), dimension], rows of length one; zero for a text without a known token. Queries are read as clauses are."""
        if 0 < len(texts) <= _FEW:
            return self._remembered(texts)
        out = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), _BATCH):
            out[start : start + _BATCH] = pool(self._vectors, self._reader.tokens(texts[start : start + _BATCH]))
        return out

    def _remembered(self, texts: Sequence[str]) -> np.ndarray:
        """`encode` of some texts: those that one question is compared with come up again with the next."""
        if len(self._recent) > _REMEMBERED:
            self._recent = {}
        recent = self._recent
        if new := [text for text in dict.fromkeys(texts) if text not in recent]:
            recent.update(zip(new, pool(self._vectors, self._reader.recent_tokens(new)), strict=True))
        return np.stack([recent[text] for text in texts])

    def prepare(self, text: str) -> str:
        """What to give to sentence-transformers' `encode` with the same weights in order to get the same vector."""
        return self._reader.prepare(text)

    def tokens(self, texts: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The token ids of all texts, end to end, uint16 where these hold them, and where each text begins and the last ends."""
        bags = self._reader.tokens(texts)
        return bags.ids.astype(np.uint16 if self._reader.size <= 1 << 16 else np.uint32), bags.offsets

    def interactions(self, query: str, texts: Sequence[tuple[str, str]], read: tuple[np.ndarray, np.ndarray] | None = None) -> np.ndarray:
        """Late interaction of the query with each text, a head and a body; float32 [texts, len(SIGNALS)] in 0 … 1, see `models.late`.
        `read` are the `tokens` of heads and bodies in turn, where they are known: they stand in the place of `texts`."""
        if read:
            return interactions(self._units, self._lengths, self._reader.recent_tokens([query])[0], Bags(*read))

        def hear(new: Sequence[tuple[str, str]]) -> np.ndarray:
            parts = self._reader.recent_tokens([part for text in new for part in text])
            return interactions(self._units, self._lengths, self._reader.recent_tokens([query])[0], parts)

        return np.stack(self._heard.of(query, texts, hear)) if texts else np.zeros((0, len(SIGNALS)), np.float32)

    def crossed(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers the query, both read together: see `models.cross`. One
        network for all encoders, as it has vectors of its own."""
        return np.array(self._crossed.of(query, texts, partial(cross.shipped().scores, query)), np.float32)

    def marked(self, query: str, texts: Sequence[tuple[str, str, str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each text the words, and the log odds of each to stand in the answer: see `models.marker`. One network for all encoders, as
        `crossed`."""
        return self._marked.of(query, texts, lambda new: [marker.shipped().odds(query, text) for text in new])
