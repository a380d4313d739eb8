"""Files in, documents out: `load(path, source)` reads, repairs, outlines and describes one file.

Unreadable   the file cannot be ingested; says why and what to do
SUFFIXES     the file name endings that can be
"""

import hashlib
from dataclasses import replace
from pathlib import Path, PurePosixPath

from ingest.raw import Unreadable
from ingest.readers import SUFFIXES, read
from policy import Document

__all__ = ["SUFFIXES", "Unreadable", "load"]


def load(path: Path, source: str) -> Document:
    """The document in a file, under the name `source`. Raises Unreadable with reason and remedy."""
    from ingest.metadata import describe
    from ingest.outline import outline
    from ingest.repair import repair

    try:
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"文件打不开：{error.strerror}", "请检查文件是否存在、是否有读取权限。") from error
    repaired = repair(read(path, data))
    info = describe(source, repaired.text, repaired.furniture, PurePosixPath(source).name)
    clauses = outline(source, info.title, repaired.text, repaired.pages)
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        replace(info, clauses=len(clauses), repairs=(*repaired.repairs, *info.repairs), digest=digest),
        repaired.text,
        clauses,
        repaired.pages,
    )
