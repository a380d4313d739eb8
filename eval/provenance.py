"""What a figure hangs on: hashes of corpus, questions, encoder, settings and program, and the time and memory taken."""

import hashlib
import json
import platform
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.opening import Desk

ROOT = Path(__file__).parents[1]
_PROGRAM = ("policy", "ingest", "models", "index", "answer")
_SETTINGS = {
    "fusion": "index/fusion.json",
    "ranker": "index/ranker.npz",
    "ranker_plain": "index/ranker_plain.npz",
    "decision": "answer/evidence/decision.json",
    "spans": "answer/evidence/spans.json",
    "cross": "models/cross/layers.safetensors",
}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def corpus_hash(desk: Desk) -> str:
    """Of the sources and the bytes of their files (where known, else their text), whatever encoder the index was made with."""
    rows = [[i.source, i.digest or sha256(desk.document(i.source).text.encode("utf8", "surrogatepass"))] for i in desk.documents()]
    return sha256(json.dumps(sorted(rows), ensure_ascii=False).encode())


def program_hash() -> str:
    """Of the program's own source files."""
    digest = hashlib.sha256()
    for package in _PROGRAM:
        for path in sorted((ROOT / package).rglob("*.py")):
            digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def provenance(desk: Desk | None, questions: str, settings: dict[str, Any], varied: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A table of hashes, names and settings; `questions` is the hash of the question files, `varied` settings that stand in the place of
    those of the files. Without an index nothing is said of corpus and encoder."""
    encoder = desk.encoder if desk else None
    files = {name: sha256((ROOT / path).read_bytes())[:16] for name, path in _SETTINGS.items()} if desk else {}
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "corpus": _corpus(desk) if desk else {"hash": None, "generation": ""},
        "questions": {"hash": questions},
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint, "dimension": encoder.dimension} if encoder else None,
        "settings": {**settings, **files, **(varied or {})},
        "program": program_hash(),
        "machine": {"python": platform.python_version(), "system": platform.platform(), "processor": platform.machine()},
    }


def _corpus(desk: Desk) -> dict[str, Any]:
    infos = desk.documents()
    return {
        "hash": corpus_hash(desk),
        "generation": desk.generation,
        "documents": len(infos),
        "clauses": sum(i.clauses for i in infos),
    }


def peak_memory() -> int | None:
    """Most bytes this process has held at once; None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
