"""Question files and the clauses of an index that answer each question."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from policy import BadInput, Clause, bare
from policy.errors import reason

_NUMERAL = re.compile("[一二三四五六七八九十]+")


@dataclass(frozen=True, slots=True)
class Gold:
    """A question and the ids of the clauses that answer it; `texts` are their texts, bare, where it is judged by text."""

    question_id: str
    question: str
    clause_ids: frozenset[str]
    texts: tuple[str, ...] = ()


def numbered_jsonl(path: Path) -> Iterator[tuple[int, Any]]:
    """The values of a JSONL file with their lines; BadInput names the line that is none. Cut at newlines only: a text may hold U+2028."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: {reason(error)}", "请把文件存为 UTF-8。") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise BadInput(
                    f"{path}:{number}: 不是 JSON (no JSON): {line.strip()[:80]}", "每行一个 JSON 对象 (an object a line)。"
                ) from error


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file, with or without a byte order mark."""
    return [row for _, row in numbered_jsonl(path)]


def write_jsonl(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write objects as `read_jsonl` reads them."""
    path.write_text(json_lines(rows), "utf8")


def json_lines(rows: Iterable[Mapping[str, Any]]) -> str:
    """Objects as JSON, a line each, every line ended."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def fold_label(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def has_label(element: str, label: str) -> bool:
    """Whether a path element begins with a label: 二 with 二、 or 二部分, 12 with 12. or 12、, others as they stand."""
    element, label = fold_label(element), fold_label(label)
    if _NUMERAL.fullmatch(label):
        return re.match(re.escape(label) + "(?:、|$|部分)", element) is not None
    if label.isdigit():
        return re.match(re.escape(label) + r"(?:$|[.、)](?!\d))", element) is not None
    return element.startswith(label)


def is_at(labels: Sequence[str], clause: Clause) -> bool:
    """Whether labels name a clause: by its path, or one that has none, the lead or the closing, by its own key (0, end)."""
    return on_path(labels, clause.path) or (not clause.path and list(labels) == [clause.clause_id.split("#", 1)[-1]])


def on_path(labels: Sequence[str], path: Sequence[str]) -> bool:
    """Whether all labels stand on a path, in order."""
    at = 0
    for element in path:
        if at < len(labels) and has_label(element, labels[at]):
            at += 1
    return at == len(labels)


class GoldFinder:
    """Finds the clauses that answer a question among all clauses of an index: by their text, or by source and labels."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._by_text: dict[str, list[str]] = {}
        self._bare: dict[str, str] = {}
        self._by_source: dict[str, list[Clause]] = {}
        for clause in clauses:
            self._bare[clause.clause_id] = bare(clause.text)
            self._by_text.setdefault(self._bare[clause.clause_id], []).append(clause.clause_id)
            self._by_source.setdefault(clause.source, []).append(clause)
            name = clause.source.rsplit("/", 1)[-1]
            if name != clause.source:
                self._by_source.setdefault(name, []).append(clause)

    def of(self, row: dict[str, Any]) -> Gold:
        """The gold of one row of a question file, in any of its forms: articles with text; source and article; relevant places."""
        texts = tuple(bare(a["text"]) for a in row.get("articles", ()))
        ids = [i for t in texts for i in self._by_text.get(t, ())]
        places = [(r["source"], r["path"]) for r in row.get("relevant", ()) if row.get("answerable", True)]
        if "article" in row:
            articles = [row["article"], *row.get("also", ())]
            ids += [i for a in articles for i in self._holding(row["source"], [a] if isinstance(a, str) else a)]
        for source, labels in places:
            ids += self._at(source, labels)
        if "article" in row:  # another edition that says the same answers as well
            texts = tuple(sorted({self._bare[i] for i in ids}))
            ids += [i for t in texts for i in self._by_text[t]]
        return Gold(str(row["id"]), row["question"], frozenset(ids), texts)

    def _at(self, source: str, labels: Sequence[str]) -> list[str]:
        return [c.clause_id for c in self._by_source.get(source, ()) if is_at(labels, c)]

    def _holding(self, source: str, labels: Sequence[str]) -> list[str]:
        """The clauses at the labels; where there are none, the one that the outer labels name alone: it holds what the others number."""
        if found := self._at(source, labels):
            return found
        outer = next((found for end in range(len(labels) - 1, 0, -1) if (found := self._at(source, labels[:end]))), [])
        return outer if len(outer) == 1 else []


def golds(paths: Sequence[Path], finder: GoldFinder) -> Iterator[Gold]:
    """The questions of several files with their gold; a question whose gold is not in the index stays, with none."""
    for path in paths:
        for row in read_jsonl(path):
            yield finder.of(row)
