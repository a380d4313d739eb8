"""Question files in three parts, by hash: to train the encoder on, to fit the second ranking on, and to measure on.

Policies are kept from training by the document, its text and all questions on it, as a user's own documents are unknown to the encoder.
Law is public and the encoder has read it: part of its questions is kept by the clause, with all questions on it, part by the question, as
most questions on law ask about clauses that others have asked about.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from eval.gold import read_jsonl, write_jsonl

PARTS = ("train", "rank", "measure")
MEASURED_CLAUSES, RANKED_CLAUSES = 0.05, 0.07  # shares of the clauses that the project's own questions are on
KNOWN_CLAUSES = 0.5  # share of these on which several wrote whose last writer's questions are known all the same
RANKED_QUESTIONS = 0.05  # share of the other questions of our own
MEASURED_POLICIES, RANKED_POLICIES = 0.10, 0.15  # shares of the policy documents


def part_of(row: dict[str, Any]) -> str:
    """The part of one row of a question file, the same on every run.

    A question that names its articles by text (the public everyday questions) falls by its id: a fifth is measured on, a fifth ranked on.
    """
    if "articles" in row:
        return {0: "measure", 1: "rank"}.get(crc32(f"x{row['id']}".encode()) % 5, "train")
    if not isinstance(row["article"], str):
        return part_of_policy(row["source"])
    by_clause = _draw(_clause(row))
    if by_clause < MEASURED_CLAUSES:
        return "measure"
    return "rank" if by_clause < MEASURED_CLAUSES + RANKED_CLAUSES or _draw(row["question"]) < RANKED_QUESTIONS else "train"


def part_of_policy(source: str) -> str:
    """The part of a policy document and of all questions on it."""
    draw = _draw(source.rsplit("/", 1)[-1])
    return "measure" if draw < MEASURED_POLICIES else "rank" if draw < MEASURED_POLICIES + RANKED_POLICIES else "train"


def _clause(row: dict[str, Any]) -> str:
    return f"{row['source'].rsplit('/', 1)[-1]} {row['article']}"


def _kept(row: dict[str, Any]) -> str:
    """The clause of law that a question is kept apart with; "" where it is not."""
    if "articles" in row or not isinstance(row["article"], str):
        return ""
    return _clause(row) if _draw(_clause(row)) < MEASURED_CLAUSES + RANKED_CLAUSES else ""


def _last(files: Iterable[Path]) -> Path:
    """The one with the highest number, in whatever order they came: _28 before _263."""
    return max(files, key=lambda file: (len(file.stem), file.stem))


def _known(clause: str) -> bool:
    """Drawn by another hash than the parts: CRCs of a text with and without a prefix differ by what its length alone decides."""
    return sha256(clause.encode()).digest()[0] < 256 * KNOWN_CLAUSES


def _draw(text: str) -> float:
    return crc32(text.encode()) / 2**32


def split(files: Iterable[Path], out: Path) -> dict[str, Path]:
    """Write train.jsonl, rank.jsonl and measure.jsonl into `out`; the file of each part.

    Each file counts as one writer. On some of the clauses of law kept apart that several wrote on, the questions of the last of them
    stay in the first part: as with what ships, a clause may be known by questions, and who asks did not write them.
    """
    rows: dict[str, list[dict[str, Any]]] = {part: [] for part in PARTS}
    written = [(file, row) for file in files for row in read_jsonl(file)]
    writers: dict[str, set[Path]] = {}
    for file, row in written:
        if clause := _kept(row):
            writers.setdefault(clause, set()).add(file)
    known = {clause: _last(files) for clause, files in writers.items() if len(files) > 1 and _known(clause)}
    for file, row in written:
        rows["train" if known.get(_kept(row)) == file else part_of(row)].append(row)
    out.mkdir(parents=True, exist_ok=True)
    for part, of in rows.items():
        write_jsonl(out / f"{part}.jsonl", of)
    return {part: out / f"{part}.jsonl" for part in PARTS}
