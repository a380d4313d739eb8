"""Question files: questions with the articles that answer them, by text or by place."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from models.corpus import Sample
from policy import BadInput, bare

PUBLIC = "statutes"  # the kind of a question whose file names none


@dataclass(frozen=True, slots=True)
class Question:
    """A question, its kind (PUBLIC where the file names none) and the bare texts (see `bare`) of the clauses that answer it."""

    text: str
    gold: tuple[str, ...]
    kind: str = PUBLIC


def read_questions(files: Iterable[Path], samples: Sequence[Sample]) -> list[Question]:
    """The questions of JSONL files whose gold clauses are known.

    Two forms: {"question", "articles": [{"text"}]} with the texts, and {"question", "source", "article"} with a file name below
    a corpus folder an article's number or a list of labels, looked up in `samples`; "also" may hold more such places.
    """
    places = {(s.source.split("/")[-1], s.label): bare(s.text) for s in reversed(samples) if s.label}
    out: list[Question] = []
    for file in files:
        for number, line in enumerate(file.read_text("utf8").split("\n"), 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                question = Question(row["question"], _gold(row, places), row.get("kind", PUBLIC))
            except (ValueError, KeyError, TypeError) as error:
                raise BadInput(
                    f"{file.name}:{number}: {error!r}", "每行一个 JSON 对象，含 question 与 articles，或 question、source、article。"
                ) from error
            if question.gold:
                out.append(question)
    return out


def _gold(row: dict, places: dict[tuple[str, str], str]) -> tuple[str, ...]:
    if "articles" in row:
        return tuple(b for a in row["articles"] if (b := bare(a["text"])))
    name = row["source"].split("/")[-1]
    found = (places.get((name, label_of(place))) for place in (row["article"], *row.get("also", ())))
    return tuple(text for text in found if text)


def label_of(place: str | list[str]) -> str:
    """The label of a place in a question file: an article's number, or labels from the outermost on, joined."""
    return (place if isinstance(place, str) else "/".join(place)).replace("（", "(").replace("）", ")")


def matches(gold: str, hit: str) -> bool:
    """Whether a hit's bare text counts as the gold text: equal, or one inside the other and longer than 30 characters."""
    return bool(hit) and (gold == hit or (len(hit) > 30 and hit in gold) or (len(gold) > 30 and gold in hit))
