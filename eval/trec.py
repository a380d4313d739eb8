"""Run files and judgements in TREC form, as trec_eval and its kin read and write them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote

from policy import BadInput
from policy.errors import reason

Qrels = dict[str, dict[str, int]]
Ranking = dict[str, dict[str, float]]
TREC_COLUMNS, BEIR_COLUMNS = ("问题", "0", "文档", "分级"), ("问题", "文档", "分级")
RUN_COLUMNS = ("问题", "Q0", "文档", "名次", "得分", "名称")
FORMS = "每行：问题 0 文档 分级（TREC），或 问题<TAB>文档<TAB>分级（BEIR）。"


def escape(name: str) -> str:
    """An id without blanks, which part the columns; percent-encoded, so that two ids stay two."""
    if not any(c.isspace() or c == "%" for c in name):
        return name
    return "".join("".join(f"%{b:02X}" for b in c.encode()) if c.isspace() or c == "%" else c for c in name)


def unescape(name: str) -> str:
    """The id that `escape` made a name of; a name without % is one itself."""
    return unquote(name)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file that are not blank, with their numbers."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise BadInput(f"找不到文件：{path}", "请检查路径是否写对。") from error
    except OSError as error:
        raise BadInput(f"无法读取 {path}：{reason(error)}", "请给出一个文件，而不是文件夹。") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path}: {reason(error)}", "请把文件存为 UTF-8。") from error
    return ((number, line.rstrip("\r")) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _columns(path: Path, number: int, line: str, names: Sequence[str], tabs: bool = False) -> list[str]:
    columns = line.split("\t") if tabs else line.split()
    if len(columns) != len(names):
        raise BadInput(f"{path}:{number}: {len(columns)} 列，应为 {len(names)} 列：{line[:60]}", f"每行：{' '.join(names)}")
    return columns


def read_qrels(path: Path) -> Qrels:
    """{question: {document: grade}} of a file in either form, known by the columns of its first line: TREC's four, or BEIR's three with
    or without their heading, which are parted by tabs where an id holds a blank.

    BadInput names a line that is none, and one that gives a document of a question another grade than a line before it.
    """
    judged: Qrels = {}
    names: Sequence[str] = TREC_COLUMNS
    tabs = False
    for at, (number, line) in enumerate(_lines(path)):
        if at == 0:
            tabs = line.count("\t") == 2
            names = BEIR_COLUMNS if tabs or len(line.split()) == 3 else TREC_COLUMNS
        columns = _columns(path, number, line, names, tabs)
        if at == 0 and names is BEIR_COLUMNS and columns[2].strip().lower() == "score":
            continue
        query, document, grade = columns[0], columns[-2], _grade(path, number, columns[-1], names)
        if judged.setdefault(query, {}).setdefault(document, grade) != grade:
            message = f"{path}:{number}: 问题 {query} 的 {document} 前面已评为 {judged[query][document]}，这里是 {grade}"
            raise BadInput(message, "每个问题下每个文档只留一个分级。")
    if not judged:
        raise BadInput(f"{path}: 没有判断", FORMS)
    return judged


def _grade(path: Path, number: int, text: str, names: Sequence[str]) -> int:
    """An integer, also as 1.0."""
    try:
        value = float(text)
    except ValueError:
        value = 0.5
    if not value.is_integer():
        raise BadInput(f"{path}:{number}: 分级不是整数：{text}", f"每行：{' '.join(names)}")
    return int(value)


def read_run(path: Path) -> Ranking:
    """{question: {document: score}}. The score decides the order, as in trec_eval; BadInput for a line that is none or comes twice."""
    ranking: Ranking = {}
    for number, line in _lines(path):
        query, _, document, _rank, score, _tag = _columns(path, number, line, RUN_COLUMNS)
        documents = ranking.setdefault(query, {})
        if document in documents:
            raise BadInput(f"{path}:{number}: {document} 在问题 {query} 下出现两次", "每个问题下每个文档一行。")
        try:
            documents[document] = float(score)
        except ValueError as error:
            raise BadInput(f"{path}:{number}: 得分不是数：{score}", f"每行：{' '.join(RUN_COLUMNS)}") from error
        if documents[document] != documents[document]:
            raise BadInput(f"{path}:{number}: 得分是 {score}，排不出次序", "请给每个结果一个数作得分。")
    if not ranking:
        raise BadInput(f"{path}: 没有结果", f"每行：{' '.join(RUN_COLUMNS)}")
    return ranking


def _single(scores: Mapping[str, float]) -> dict[str, float]:
    """The scores in single precision, as trec_eval holds them: two that are equal there are tied."""
    import numpy as np

    with np.errstate(over="ignore"):
        rounded = np.array(list(scores.values()), np.float64).astype(np.float32)
    return dict(zip(scores, rounded.tolist(), strict=True))


def ordered(scores: Mapping[str, float]) -> list[str]:
    """Documents best first, as trec_eval orders them: by score in single precision, those of one score by id, both descending.

    >>> ordered({"a": 1.0, "b": 2.0, "c": 1.0})
    ['b', 'c', 'a']
    """
    single = _single(scores)
    return sorted(scores, key=lambda d: (single[d], d), reverse=True)


def tied(ranked: Ranking, depth: int = 10) -> int:
    """Of how many questions the first `depth` hang on the order of ids: two of them, or the last and the one behind it, have one score."""
    found = 0
    for scores in ranked.values():
        first = sorted(_single(scores).values(), reverse=True)[: depth + 1]
        found += any(a == b for a, b in zip(first, first[1:], strict=False))
    return found


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
