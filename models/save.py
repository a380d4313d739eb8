"""Weights on disk in sentence-transformers format: int8 rows with a scale each, which its StaticEmbedding multiplies out on loading.

That form (`embeddings` and `weights` in model.safetensors) is the one that sentence-transformers reads for quantized static models.
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from policy import BadArtefact
from policy.errors import reason_and_place

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CARD = "training.json"  # marks a model of ours: what it was trained on, how, and its measures
WEIGHTS = "model.safetensors"
LATE = "late.safetensors"  # the token vectors of late interaction, in the same form; sentence-transformers does not look at it
TOKENIZER = "tokenizer.json"
MODULES = "modules.json"
REMEDY = "请重新取得 models/weights，或用 python -m models train 重新训练，或以 --model 指定另一模型。"
_TYPES = {"I8": np.int8, "F16": np.float16, "F32": np.float32}


@dataclass(frozen=True, slots=True)
class Tables:
    """The token vectors of an encoder: of its sums, and of late interaction; both float32 [tokens, dimension]."""

    dense: np.ndarray
    late: np.ndarray


def save(folder: Path, tokenizer: "Tokenizer", tables: Tables, card: dict[str, Any]) -> None:
    """Writes the model with its `card`; modules.json comes last."""
    from safetensors.numpy import save_file

    (folder / "1_Normalize").mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    for name, vectors in ((WEIGHTS, tables.dense), (LATE, tables.late)):
        rows, scales = _quantise(vectors)
        save_file({"embeddings": rows, "weights": scales}, str(folder / name))
    config = {"model_type": "SentenceTransformer", "prompts": {"query": "", "document": ""}, "similarity_fn_name": "cosine"}
    _write(folder / "config_sentence_transformers.json", config)
    _write(folder / "1_Normalize" / "config.json", {})
    _write(folder / CARD, card)
    modules = [
        {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"},
        {"idx": 1, "name": "1", "path": "1_Normalize", "type": "sentence_transformers.base.modules.normalize.Normalize"},
    ]
    _write(folder / MODULES, modules)


def save_new(folder: Path, tokenizer: "Tokenizer", tables: Tables, card: dict[str, Any]) -> None:
    """As `save`, into a folder that is not there yet or is empty: written beside it and put there in one step.

    BadArtefact where it cannot be written.
    """
    beside = folder.with_name(f".{folder.name}.new")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        save(beside, tokenizer, tables, card)
        if folder.exists():
            folder.rmdir()
        os.replace(beside, folder)
    except OSError as error:
        shutil.rmtree(beside, ignore_errors=True)
        raise BadArtefact(
            f"无法写入 (cannot write): {reason_and_place(error)}", "检查磁盘空间和目录权限 (check disk space and permissions)"
        ) from error


def stored(vectors: np.ndarray) -> np.ndarray:
    """The vectors as they come back from disk, float32 [tokens, dimension]."""
    rows, scales = _quantise(vectors)
    return rows.astype(np.float32) * scales[:, None]


def _quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-12).astype(np.float32) / np.float32(127)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def _write(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf8")


def read_tables(folder: Path) -> Tables:
    """The tables of a folder that `save` wrote. BadArtefact where one is damaged."""
    return Tables(read_vectors(folder / WEIGHTS), read_vectors(folder / LATE))


def read_vectors(file: Path) -> np.ndarray:
    """float32 [tokens, dimension] of a file that `save` wrote."""
    tensors = read_tensors(file)
    try:
        return tensors["embeddings"].astype(np.float32) * tensors["weights"].astype(np.float32)[:, None]
    except (KeyError, ValueError, IndexError) as error:
        raise BadArtefact(f"{file}: not the weights of a static encoder ({error!r})", REMEDY) from error


def read_tensors(file: Path) -> dict[str, np.ndarray]:
    """The tensors of a safetensors file by name, read without that library: eight bytes of header length, JSON, raw data.

    BadArtefact where it is damaged.
    """
    raw = file.read_bytes()
    try:
        size = int.from_bytes(raw[:8], "little")
        header = json.loads(raw[8 : 8 + size])
        return {name: _tensor(raw[8 + size :], entry) for name, entry in header.items() if name != "__metadata__"}
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadArtefact(f"{file}: not such weights ({error!r})", REMEDY) from error


def _tensor(data: bytes, entry: dict[str, Any]) -> np.ndarray:
    start, end = entry["data_offsets"]
    return np.frombuffer(data[start:end], _TYPES[entry["dtype"]]).reshape(entry["shape"])
