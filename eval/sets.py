"""Question sets as they come: our JSONL in its forms, BEIR folders, TREC topics with qrels. Each question becomes one row.

A row holds `id` and `question`, and what says its gold: `relevant` places with `must`/`forbid`, `articles` with text, `source` with
`article` or `answer`, or `judgements` {document or clause id: grade}.
"""

import hashlib
import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.gold import numbered_jsonl
from eval.trec import Qrels, escape, read_qrels
from policy import BadInput

Row = dict[str, Any]
_FORMS = "每行一个 JSON 对象，含 id、question，以及 relevant、articles、source 与 article 或 answer、judgements 之一。"
_TOP = re.compile(r"<(top)>(.*?)</top>|<topic\b([^>]*)>(.*?)</topic>", re.S | re.I)
_NUM = re.compile(r"<num>\s*(?:Number\s*:)?\s*([^\s<]+)", re.I)
_NUMBER = re.compile(r"""\b(?:number|id)\s*=\s*["']([^"']+)["']""", re.I)
_TITLE = re.compile(r"<(?:title|query|question)>\s*(?:Topic\s*:)?\s*(.+?)\s*(?=</?[a-z]+>|$)", re.I | re.S)  # 应诉率 < 95% holds no tag
GRADED = "relevant_from"  # of a row: the least of its grades that counts as relevant


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The rows of one or more question files, in order; `digest` is the SHA-256 of the files read, `corpus` BEIR's documents.

    `relevant` is the least grade that counts as relevant where the set says so, else 1; `unjudged` how many questions were left out for
    want of a judgement, `unasked` how many judged ids no question has.
    """

    name: str
    rows: tuple[Row, ...]
    digest: str
    corpus: Path | None = None
    relevant: int = 1
    unjudged: int = 0
    unasked: int = 0

    @property
    def left_out(self) -> list[str]:
        """What of the files is not in the rows, in words."""
        said = []
        if self.unjudged:
            said.append(f"{self.unjudged} 题没有判断，未计入 (questions without a judgement are left out)")
        if self.unasked:
            said.append(f"{self.unasked} 个有判断的编号没有对应的问题 (judged ids without a question)")
        return said


def read_set(paths: Sequence[Path], qrels: Path | None = None, relevant: int | None = None) -> QuestionSet:
    """Read question files or one BEIR folder; `qrels` gives the judgements of TREC topics, or others for any form; `relevant` is the
    least grade that counts as relevant, where not what the set says of itself.

    BadInput names the file and line that cannot be used, and an id that comes twice.
    """
    rows: list[Row] = []
    files: list[Path] = []
    corpus, table = None, qrels
    for path in paths:
        if not path.exists():
            raise BadInput(f"找不到问题文件：{path}", "请检查路径是否写对。")
        if path.is_dir():
            found, queries, table, corpus = _beir(path, qrels)
            files.append(queries)
        else:
            found = _file(path)
            files.append(path)
        rows += found
    asked, unasked = len(rows), 0
    if table is not None:
        rows, unasked = _judged(rows, read_qrels(table), table, any(p.is_dir() for p in paths))
        files.append(table)
    _distinct(rows, paths)
    least = _least(rows, relevant)
    return QuestionSet("+".join(p.stem for p in paths), tuple(rows), _digest(files), corpus, least, asked - len(rows), unasked)


def _judged(rows: Sequence[Row], judged: Qrels, table: Path, all_asked: bool) -> tuple[list[Row], int]:
    """The rows that a qrels file judges, with its judgements, and how many of its ids are no row's; BadInput for such a one where
    `all_asked`, and where all are. Its ids may hold no blanks: there a row is known by its id as `escape` writes it."""
    names = {str(r["id"]): next((n for n in (str(r["id"]), escape(str(r["id"]))) if n in judged), None) for r in rows}
    missing = sorted(judged.keys() - set(names.values()))
    if missing and (all_asked or len(missing) == len(judged)):
        raise BadInput(f"{table}: {len(missing)} 个有判断的编号不在问题中，如 {missing[0]}", "请检查两个文件是否配套。")
    kept = [{"id": r["id"], "question": r["question"], "judgements": judged[n]} for r in rows if (n := names[str(r["id"])])]
    return kept, len(missing)


def _least(rows: Sequence[Row], relevant: int | None) -> int:
    """The least grade that counts as relevant. BadInput where none was given and the rows disagree."""
    if relevant is not None:
        if relevant < 1:
            raise BadInput(f"--relevant {relevant}：应为正整数", "例如 --relevant 2：2 级及以上算相关。")
        return relevant
    said = {int(row.get(GRADED, 1)) for row in rows if row.get("judgements")} or {1}
    if len(said) > 1:
        raise BadInput(f"几个问题集的相关门槛不同：{'、'.join(map(str, sorted(said)))} 级", "用 --relevant N 指定：N 级及以上算相关。")
    return said.pop()


def _file(path: Path) -> list[Row]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: {error.reason}（第 {error.start} 字节）", "请把文件存为 UTF-8。") from error
    if not text.lstrip().startswith("{") and _TOP.search(text):
        return _topics(path, text)
    if path.suffix.lower() in (".tsv", ".txt") and not text.lstrip().startswith("{"):
        return [_pair(path, n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
    if text.lstrip().startswith("<"):
        raise BadInput(f"{path}: 没有找到 <top> 或 <topic>", "TREC 主题：<top> 含 <num>、<title>，或 <topic number=…> 含 <query>。")
    return [_checked(f"{path}:{n}", row) for n, row in numbered_jsonl(path)]


def _checked(where: str, row: Any) -> Row:
    if not isinstance(row, dict):
        raise BadInput(f"{where}: 不是 JSON 对象：{str(row)[:60]}", _FORMS)
    row = {**row, "id": row.get("id", row.get("_id")), "question": row.get("question", row.get("text"))}
    if row["id"] is None or not isinstance(row["question"], str) or not row["question"].strip():
        raise BadInput(f"{where}: 缺少 id 或 question：{json.dumps(row, ensure_ascii=False)[:80]}", _FORMS)
    if wrong := malformed(row):
        raise BadInput(f"{where}: 问题 {row['id']} 的 {wrong}", "各种形式所需的字段见 eval/README.md。")
    return row


def malformed(row: Row) -> str:
    """What of a row's own fields is not in the form that they have, "" where all is."""
    must, forbid, answerable = row.get("must", []), row.get("forbid", []), row.get("answerable")
    if not isinstance(must, list) or not all(_texts(alternatives) for alternatives in must):
        return f'must 应为数组的数组，如 [["95%", "百分之九十五"]]：{json.dumps(must, ensure_ascii=False)[:60]}'
    if not _texts(forbid):
        return f'forbid 应为数组，如 ["三元"]：{json.dumps(forbid, ensure_ascii=False)[:60]}'
    if answerable not in (None, True, False) or isinstance(answerable, int) and not isinstance(answerable, bool):
        return f"answerable 应为 true 或 false：{json.dumps(answerable, ensure_ascii=False)[:60]}"
    if GRADED in row and (not isinstance(row[GRADED], int) or row[GRADED] < 1):
        return f"{GRADED} 应为正整数：{json.dumps(row[GRADED], ensure_ascii=False)[:60]}"
    return ""


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _topics(path: Path, text: str) -> list[Row]:
    rows = []
    for match in _TOP.finditer(text):
        xml = match[1] is None
        body = match[4] if xml else match[2]
        number, title = _NUMBER.search(match[3]) if xml else _NUM.search(body), _TITLE.search(body)
        if not number or not title:
            message = f"{path}: 主题缺少编号或标题：{' '.join(match[0].split())[:60]}"
            raise BadInput(message, "每个 <top> 需有 <num> 与 <title>，每个 <topic number=…> 需有 <query>。")
        rows.append({"id": number[1], "question": " ".join((html.unescape(title[1]) if xml else title[1]).split())})
    return rows


def _pair(path: Path, number: int, line: str) -> Row:
    name, tab, question = line.rstrip("\r").partition("\t")
    if not tab or not question.strip():
        raise BadInput(f"{path}:{number}: 不是“编号<TAB>问题”：{line[:60]}", "TREC 主题可用 <top> 格式，或每行 编号<TAB>问题。")
    return {"id": name.strip(), "question": question.strip()}


def _beir(folder: Path, qrels: Path | None) -> tuple[list[Row], Path, Path, Path | None]:
    """Rows, the files of queries and judgements, and the corpus of a BEIR folder; the judgements are those of test.tsv, else of the only
    file there is."""
    queries = folder / "queries.jsonl"
    tables = sorted((folder / "qrels").glob("*.tsv"))
    table = qrels or next((t for t in tables if t.stem == "test"), tables[0] if len(tables) == 1 else None)
    if not queries.exists() or table is None:
        raise BadInput(f"{folder}: 不是 BEIR 文件夹（queries.jsonl、qrels/test.tsv）", "多个 qrels 时用 --qrels 指定其一。")
    corpus = folder / "corpus.jsonl"
    return _file(queries), queries, table, corpus if corpus.exists() else None


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
