"""Any sentence-transformers model as an encoder, its query prompt respected."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models import cross, marker
from policy import BadArtefact

_REMEDY = "请检查模型名或路径；离线时请先在联网的机器上下载该模型，再以本地文件夹给出。"
_QUERY_PROMPT = "query"
_BATCH = 32


class TransformerEncoder:
    """A model of the sentence-transformers library, on the CPU.

    `fingerprint` is a hash of the weights, the tokenizer's files, the prompts and the sequence length, so that another model under the
    same name is noticed.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
            raise BadArtefact(f"模型 {name} 读不出 (cannot be loaded): {str(error)[:300]}", _REMEDY) from error
        self.name = str(Path(name).resolve()) if Path(name).is_dir() else name
        self._prompt = (self._model.prompts or {}).get(_QUERY_PROMPT) or ""
        self.dimension = int(self._model.get_embedding_dimension() or self._model.encode(["条"]).shape[1])
        self.fingerprint = self._hash()

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        """float32 [len(texts), dimension], rows of length one; a blank text gives a zero row."""
        out = np.zeros((len(texts), self.dimension), np.float32)
        filled = [i for i, text in enumerate(texts) if text.strip()]
        if filled:
            out[filled] = self._model.encode(
                [texts[i] for i in filled],
                batch_size=_BATCH,
                prompt=self._prompt if query else "",
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return out

    def crossed(self, query: str, texts: Sequence[tuple[str, str, str]]) -> np.ndarray:
        """How well each text, a title, its innermost heading and a body, answers the query, both read together: see `models.cross`."""
        return cross.shipped().scores(query, texts)

    def marked(self, query: str, texts: Sequence[tuple[str, str, str]]) -> list[tuple[np.ndarray, np.ndarray]]:
        """Of each text the words, and the log odds of each to stand in the answer: see `models.marker`."""
        return [marker.shipped().odds(query, text) for text in texts]

    def _hash(self) -> str:
        digest = hashlib.sha256()
        settings = {"prompts": self._model.prompts, "length": self._model.max_seq_length, "modules": str(self._model)}
        digest.update(json.dumps(settings, sort_keys=True, ensure_ascii=False).encode())
        vocabulary: dict[str, int] = getattr(self._model.tokenizer, "get_vocab", dict)()
        digest.update(json.dumps(vocabulary, sort_keys=True, ensure_ascii=False).encode())
        for name, tensor in sorted(self._model.state_dict().items()):
            digest.update(name.encode())
            digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
        return digest.hexdigest()[:16]
