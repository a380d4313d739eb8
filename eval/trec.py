"""Run files and judgements in TREC form, as trec_eval and its kin read and write them."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from policy import BadInput

Qrels = dict[str, dict[str, int]]
Ranking = dict[str, dict[str, float]]


def escape(name: str) -> str:
    """An id without blanks, which part the columns; percent-encoded, so that two ids stay two."""
    if not any(c.isspace() or c == "%" for c in name):
        return name
    return "".join("".join(f"%{b:02X}" for b in c.encode()) if c.isspace() or c == "%" else c for c in name)


def unescape(name: str) -> str:
    """The id that `escape` made a name of; a name without % is one itself."""
    return unquote(name)


def _columns(path: Path, names: Sequence[str]) -> Iterable[tuple[int, list[str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件：{path}", "请检查路径是否写对。") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: {error.reason}（第 {error.start} 字节）", "请把文件存为 UTF-8。") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            columns = line.split()
            if len(columns) != len(names):
                raise BadInput(f"{path}:{number}: {len(columns)} 列，应为 {len(names)} 列：{line[:60]}", f"每行：{' '.join(names)}")
            yield number, columns


def read_qrels(path: Path) -> Qrels:
    """{question: {document: grade}}; BadInput names a line that is none."""
    judged: Qrels = {}
    for number, (query, _, document, grade) in _columns(path, ("问题", "0", "文档", "分级")):
        try:
            judged.setdefault(query, {})[document] = int(grade)
        except ValueError as error:
            raise BadInput(f"{path}:{number}: 分级不是整数：{grade}", "每行：问题 0 文档 分级") from error
    if not judged:
        raise BadInput(f"{path}: 没有判断", "每行：问题 0 文档 分级")
    return judged


def read_run(path: Path) -> Ranking:
    """{question: {document: score}}. The score decides the order, as in trec_eval; BadInput for a line that is none or comes twice."""
    ranking: Ranking = {}
    for number, (query, _, document, _rank, score, _tag) in _columns(path, ("问题", "Q0", "文档", "名次", "得分", "名称")):
        documents = ranking.setdefault(query, {})
        if document in documents:
            raise BadInput(f"{path}:{number}: {document} 在问题 {query} 下出现两次", "每个问题下每个文档一行。")
        try:
            documents[document] = float(score)
        except ValueError as error:
            raise BadInput(f"{path}:{number}: 得分不是数：{score}", "每行：问题 Q0 文档 名次 得分 名称") from error
    return ranking


def write_qrels(path: Path, judged: Mapping[str, Mapping[str, int]]) -> None:
    lines = [f"{escape(q)} 0 {d} {grade}\n" for q, documents in judged.items() for d, grade in documents.items()]
    path.write_text("".join(lines), "utf8")


def write_run(path: Path, ranked: Mapping[str, Sequence[str]], tag: str) -> None:
    """Ids best first. The score written is n, n - 1, … 1: whoever sorts by it, at whatever precision, gets this very order."""
    lines = [
        f"{escape(query)} Q0 {document} {rank} {len(documents) + 1 - rank} {escape(tag)}\n"
        for query, documents in ranked.items()
        for rank, document in enumerate(documents, 1)
    ]
    path.write_text("".join(lines), "utf8")


def scored(ids: Sequence[str]) -> dict[str, float]:
    """The scores that `write_run` writes for ids best first."""
    return {document: float(len(ids) - at) for at, document in enumerate(ids)}
