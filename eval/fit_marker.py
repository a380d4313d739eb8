"""What the marker learns from: the project's own questions with the words that answer them, marked by readers of the clause.

`questions/answers.jsonl` gives for a question's id [start, end) of its answer in the text of its clause, as `models.corpus` reads it; none
where the clause does not answer it. No text of a clause is kept here.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from eval.collections import FITTED, MEASURED, collections
from eval.gold import read_jsonl
from models.corpus import Sample, laws, policies
from models.questions import label_of
from models.train_marker import Marked

ANSWERS = Path(__file__).parent / "questions" / "answers.jsonl"


def marked(corpora: Path, files: Iterable[Path], encoded: Callable[[str], str], answers: Path = ANSWERS) -> list[Marked]:
    """The questions of the files that have marked answers, in order of their ids, without those on documents of the collections that the
    decision is fitted on or that are measured; `encoded` gives a question as it is read. A text that has changed since is left out."""
    apart = {Path(file).name for of in (FITTED, MEASURED) for files_ in collections(of).values() for file in files_}
    spans = {row["id"]: row for row in read_jsonl(answers)}
    clauses = _clauses(corpora)
    found = []
    for row in sorted((row for file in files for row in read_jsonl(file) if row["id"] in spans), key=lambda row: row["id"]):
        name = row["source"].split("/")[-1]
        sample, answer = clauses.get((name, label_of(row["article"]))), spans[row["id"]]
        if sample and name not in apart and len(sample.text) == answer["length"]:
            found.append(Marked(encoded(row["question"]), sample.head, sample.text, tuple(map(tuple, answer["spans"]))))
    return found


def _clauses(corpora: Path) -> dict[tuple[str, str], Sample]:
    """By name of the file and label; the first where a label comes twice, as `models.questions` has it."""
    found: dict[tuple[str, str], Sample] = {}
    for sample in (*laws(corpora / "laws", newest=False), *policies(corpora / "policies")):
        if sample.label:
            found.setdefault((sample.source.split("/")[-1], sample.label), sample)
    return found
