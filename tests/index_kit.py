"""A small encoder that works, documents made of clauses, and files taken into an index, for tests that need one."""

from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

from index import Index, Writer
from ingest.batch import find_files, ingest_files
from models import load_encoder
from policy import Clause, Document, DocumentInfo

SAMPLE = Path(__file__).parents[1] / "sample" / "documents"


class BigramEncoder:
    """Character bigrams hashed into a few dimensions; counts the texts it encodes."""

    def __init__(self, dimension: int = 64, name: str = "bigrams") -> None:
        self.name, self.dimension = name, dimension
        self.fingerprint = f"{name}-{dimension}"
        self.encoded = 0

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        self.encoded += 0 if query else len(texts)
        out = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(out, texts, strict=True):
            for a, b in zip(text, text[1:], strict=False):
                code = crc32((a + b).encode("utf8", "replace"))
                row[code % self.dimension] += 1 if code & 1 << 20 else -1
        norms = np.linalg.norm(out, axis=1, keepdims=True)
        return out / np.where(norms > 0, norms, 1)


def document(source: str, title: str, *clauses: str, **info: object) -> Document:
    """A document whose clauses are the given texts, each with its first six characters as heading."""
    found, at = [], 0
    for n, text in enumerate(clauses, 1):
        found.append(Clause(f"{source}#{n}", source, title, (text[:6],), text, at, at + len(text)))
        at += len(text)
    known = DocumentInfo(source=source, title=title, clauses=len(found), digest=f"{crc32(''.join(clauses).encode()):08x}")
    fields = {name: getattr(known, name) for name in DocumentInfo.__dataclass_fields__} | info
    return Document(DocumentInfo(**fields), "".join(clauses), tuple(found))  # type: ignore[arg-type]


def original(folder: Path, doc: Document) -> Path:
    """A file that stands for the document as it came."""
    path = folder / f"{crc32(doc.info.source.encode()):08x}.txt"
    path.write_text(doc.text, "utf8")
    return path


def fill(folder: Path, *documents: Document, encoder: BigramEncoder | None = None) -> None:
    """Put documents into the index in `folder`/index, under an encoder of bigrams."""
    with Writer(folder / "index", encoder or BigramEncoder()) as writer:
        for doc in documents:
            writer.put(doc, original(folder, doc))
        writer.commit()


def indexed(folder: Path, *documents: Path) -> Index:
    """An index in a new folder over files and folders of files, under the encoder that ships."""
    encoder = load_encoder()
    with Writer(folder, encoder) as writer:
        reports = ingest_files(find_files(documents), writer)
        writer.commit()
    assert not [report for report in reports if report.status == "failed"]
    return Index(folder, encoder)
