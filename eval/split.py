"""Question files in three parts, by hash: to train the encoder on, to fit the second ranking on, and to measure on.

Part of what is kept from training is kept by the clause, with all questions on it, as clauses of a user's own documents are; part by the
question, as most questions on public law ask about clauses that others have asked about.
"""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.gold import read_jsonl
from policy import bare

PARTS = ("train", "rank", "measure")
MEASURED_CLAUSES, RANKED_CLAUSES = 0.07, 0.12  # shares of the clauses
MEASURED_QUESTIONS = 0.20  # share of the public everyday questions, which name their articles by text
RANKED_QUESTIONS = {True: 0.24, False: 0.10}  # shares of the public questions and of the project's own


def part_of(row: dict[str, Any]) -> str:
    """The part of one row of a question file; the same on every run, for every wording on a clause where the clause decides."""
    public = "articles" in row
    by_question = _draw("q", row["question"])
    if public:
        return _part(by_question, MEASURED_QUESTIONS, RANKED_QUESTIONS[True])
    by_clause = _draw("c", f"{row['source'].rsplit('/', 1)[-1]} {row['article']}")
    found = _part(by_clause, MEASURED_CLAUSES, RANKED_CLAUSES)
    return "rank" if found == "train" and by_question < RANKED_QUESTIONS[False] else found


def _part(draw: float, measured: float, ranked: float) -> str:
    return "measure" if draw < measured else "rank" if draw < measured + ranked else "train"


def _draw(kind: str, text: str) -> float:
    return int(sha256(f"{kind} {bare(text)}".encode()).hexdigest()[:8], 16) / 2**32


def split(files: Iterable[Path], out: Path) -> dict[str, Path]:
    """Write train.jsonl, rank.jsonl and measure.jsonl into `out`; the file of each part."""
    rows: dict[str, list[str]] = {part: [] for part in PARTS}
    for file in files:
        for row in read_jsonl(file):
            rows[part_of(row)].append(json.dumps(row, ensure_ascii=False))
    out.mkdir(parents=True, exist_ok=True)
    for part, lines in rows.items():
        (out / f"{part}.jsonl").write_text("".join(line + "\n" for line in lines), "utf8")
    return {part: out / f"{part}.jsonl" for part in PARTS}
