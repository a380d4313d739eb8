"""Questions written beforehand on clauses of public texts (national laws, policies): they stand beside the clause in the index.

A clause is known by the hash of its bare wording, so that any edition of a text, in any file of the user's, gains the questions
that were written on it; no wording is kept here. `python -m eval retrain` makes the table from the project's written questions.
Document expansion by questions: Nogueira and others 2019, "Document Expansion by Query Prediction".
"""

import gzip
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

from policy import bare

FILE = Path(__file__).parent / "asked.tsv.gz"
_SHORTEST = 16  # characters of a bare wording that is told from others by itself


def key(text: str) -> str:
    """16 hexadecimal digits of a clause's bare wording; "" where that is too short to be told from others."""
    wording = bare(text)
    return sha256(wording.encode()).hexdigest()[:16] if len(wording) >= _SHORTEST else ""


@cache
def table(path: Path = FILE) -> Mapping[str, tuple[str, ...]]:
    """Questions by the key of their clause; empty without the file."""
    if not path.exists():
        return {}
    with gzip.open(path, "rt", encoding="utf8", newline="\n") as lines:
        return {row[0]: tuple(row[1:]) for line in lines if (row := line.rstrip("\n").split("\t"))[0]}


def write(rows: Mapping[str, Sequence[str]], path: Path = FILE) -> None:
    """Write a table; the same rows give the same bytes."""
    text = "".join("\t".join((name, *rows[name])) + "\n" for name in sorted(rows) if name)
    path.write_bytes(gzip.compress(text.encode(), mtime=0))
