"""Question sets as they come: our JSONL in its forms, BEIR folders, TREC topics with qrels. Each question becomes one row.

A row holds `id` and `question`, and what says its gold: `relevant` places with `must`/`forbid`, `articles` with text, `source` with
`article` or `answer`, or `judgements` {document or clause id: grade}.
"""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import read_jsonl
from eval.trec import escape, read_qrels
from policy import BadInput

Row = dict[str, Any]
_FORMS = "每行一个 JSON 对象，含 id、question，以及 relevant、articles、source 与 article 或 answer、judgements 之一。"
_TOP = re.compile(r"<top>(.*?)</top>", re.S | re.I)
_NUM = re.compile(r"<num>\s*(?:Number\s*:)?\s*([^\s<]+)", re.I)
_TITLE = re.compile(r"<title>\s*(?:Topic\s*:)?\s*([^<]+)", re.I)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The rows of one or more question files, in order; `digest` is the SHA-256 of the files read, `corpus` BEIR's documents."""

    name: str
    rows: tuple[Row, ...]
    digest: str
    corpus: Path | None = None


def read_set(paths: Sequence[Path], qrels: Path | None = None) -> QuestionSet:
    """Read question files or one BEIR folder; `qrels` gives the judgements of TREC topics, or others for any form.

    BadInput names the file and line that cannot be used, and an id that comes twice.
    """
    rows: list[Row] = []
    files: list[Path] = []
    corpus = None
    for path in paths:
        if not path.exists():
            raise BadInput(f"找不到问题文件：{path}", "请检查路径是否写对。")
        if path.is_dir():
            found, read, corpus = _beir(path, qrels)
        else:
            found, read = _file(path), [path]
        rows, files = rows + found, files + read
    if qrels is not None and qrels not in files:
        judged = read_qrels(qrels)
        named = {str(r["id"]): judged.get(str(r["id"])) or judged.get(escape(str(r["id"]))) for r in rows}  # qrels have no blanks in ids
        rows = [{"id": r["id"], "question": r["question"], "judgements": of} for r in rows if (of := named[str(r["id"])])]
        files.append(qrels)
    _distinct(rows, paths)
    return QuestionSet("+".join(p.stem for p in paths), tuple(rows), _digest(files), corpus)


def _file(path: Path) -> list[Row]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: {error.reason}（第 {error.start} 字节）", "请把文件存为 UTF-8。") from error
    if "<top>" in text[:4000].lower():
        return _topics(path, text)
    if path.suffix.lower() in (".tsv", ".txt") and not text.lstrip().startswith("{"):
        return [_pair(path, n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    return [_checked(path, n, row) for n, row in enumerate(read_jsonl(path), 1)]


def _checked(path: Path, number: int, row: Any) -> Row:
    if not isinstance(row, dict):
        raise BadInput(f"{path}：第 {number} 题不是 JSON 对象：{str(row)[:60]}", _FORMS)
    row = {**row, "id": row.get("id", row.get("_id")), "question": row.get("question", row.get("text"))}
    if row["id"] is None or not isinstance(row["question"], str) or not row["question"].strip():
        raise BadInput(f"{path}：第 {number} 题缺少 id 或 question：{json.dumps(row, ensure_ascii=False)[:80]}", _FORMS)
    return row


def _topics(path: Path, text: str) -> list[Row]:
    rows = []
    for match in _TOP.finditer(text):
        number, title = _NUM.search(match[1]), _TITLE.search(match[1])
        if not number or not title:
            raise BadInput(f"{path}: <top> 缺少 <num> 或 <title>：{' '.join(match[1].split())[:60]}", "每个 <top> 需有 <num> 与 <title>。")
        rows.append({"id": number[1], "question": " ".join(title[1].split())})
    return rows


def _pair(path: Path, number: int, line: str) -> Row:
    name, tab, question = line.rstrip("\r").partition("\t")
    if not tab or not question.strip():
        raise BadInput(f"{path}:{number}: 不是“编号<TAB>问题”：{line[:60]}", "TREC 主题可用 <top> 格式，或每行 编号<TAB>问题。")
    return {"id": name.strip(), "question": question.strip()}


def _beir(folder: Path, qrels: Path | None) -> tuple[list[Row], list[Path], Path | None]:
    """Rows, files read, and the corpus of a BEIR folder; the judgements are those of test.tsv, else of the only file there is."""
    queries = folder / "queries.jsonl"
    tables = sorted((folder / "qrels").glob("*.tsv"))
    table = qrels or next((t for t in tables if t.stem == "test"), tables[0] if len(tables) == 1 else None)
    if not queries.exists() or table is None:
        raise BadInput(f"{folder}: 不是 BEIR 文件夹（queries.jsonl、qrels/test.tsv）", "多个 qrels 时用 --qrels 指定其一。")
    judged: dict[str, dict[str, int]] = {}
    with table.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if number == 1 and row and row[-1] == "score":
                continue
            try:
                query, document, grade = row
                judged.setdefault(query, {})[document] = int(grade)
            except ValueError as error:
                raise BadInput(f"{table}:{number}: {error}", "每行：query-id<TAB>corpus-id<TAB>整数分级。") from error
    asked = {str(r["id"]): r["question"] for r in _file(queries)}
    if missing := sorted(judged.keys() - asked.keys()):
        raise BadInput(f"{table}: {len(missing)} 个 query-id 不在 queries.jsonl 中，如 {missing[0]}", "请检查两个文件是否配套。")
    rows = [{"id": q, "question": asked[q], "judgements": judged[q]} for q in asked if q in judged]
    corpus = folder / "corpus.jsonl"
    return rows, [queries, table], corpus if corpus.exists() else None


def _distinct(rows: Iterable[Row], paths: Sequence[Path]) -> None:
    seen: set[str] = set()
    for row in rows:
        if str(row["id"]) in seen:
            raise BadInput(f"{'、'.join(map(str, paths))}: 编号 {row['id']} 出现两次", "每题需有不同的 id。")
        seen.add(str(row["id"]))
    if not seen:
        raise BadInput(f"{'、'.join(map(str, paths))}: 没有问题", _FORMS)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()
