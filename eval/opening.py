"""Putting the parts together for the bench: an index with its encoder, searched in one mode."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from eval.gold import numbered_jsonl
from index import Encoder, Index, Writer, open_index
from index.folder import Folder
from index.fusion import MODES
from policy import BadArtefact, BadInput, Clause, Document, DocumentInfo, Hit

SHOWN = 10  # hits that a search gives unless asked for more: what people see, and what is measured at the top whatever the depth


class Desk(Index):
    """An index searched in one mode, whatever it is asked for: what `answer.ask` and the bench work on."""

    def __init__(self, folder: Path, encoder: Encoder | None, mode: str = "hybrid") -> None:
        self.mode = _known(mode)
        super().__init__(folder, encoder)
        self.folder, self.encoder = folder, encoder

    def in_mode(self, mode: str) -> "Desk":
        """The same index, loaded once, searched in another mode."""
        other = copy(self)
        other.mode = _known(mode)
        return other

    def search(self, query: str, k: int = 10, *, mode: str = "", **filters: Any) -> list[Hit]:
        return super().search(query, k, mode=self.mode, **filters)


def _known(mode: str) -> str:
    if mode not in MODES:
        raise BadInput(f"没有检索方式：{mode}", " | ".join(MODES))
    return mode


def every_clause(desk: Index) -> Iterator[Clause]:
    """The clauses of all documents, one document after another."""
    return (clause for info in desk.documents() for clause in desk.clauses(info.source))


def open_desk(folder: Path, model: str | None = None, mode: str = "hybrid") -> Desk:
    """An index with the encoder that it was made with, or the one named. BadArtefact where there is no index, or they do not fit.

    The lexical mode goes on without the shipped encoder where its weights are not there.
    """
    from models import load_encoder

    used: list[Encoder] = []

    def load(name: str | None) -> Encoder:
        used.append(load_encoder(name))
        return used[-1]

    try:
        open_index(folder, load, model)
    except BadArtefact:
        if mode != "lexical" or model is not None:
            raise
        return Desk(folder, None, mode)
    return Desk(folder, used[-1], mode)


def deeper(desk: Desk, question: str, first: Sequence[Hit], k: int) -> list[Hit]:
    """Up to `k` hits that begin with `first`. A search for more hits looks more closely at more clauses and may rank the first ten
    otherwise than the search for ten that people make: what it adds comes behind."""
    there = {h.clause.clause_id for h in first}
    behind = [h for h in desk.search(question, k) if h.clause.clause_id not in there]
    return [*first, *behind][:k]


def plain(encoder: Encoder | None) -> Encoder | None:
    """The encoder without late interaction: a hybrid search with it ends with the first ranking."""
    return _Plain(encoder) if encoder is not None and hasattr(encoder, "interactions") else encoder


class _Plain:
    """An encoder that encodes, and offers nothing else."""

    def __init__(self, encoder: Encoder) -> None:
        self.name, self.fingerprint, self.dimension, self.encode = encoder.name, encoder.fingerprint, encoder.dimension, encoder.encode


def take_in(files: Path, folder: Path, encoder: Encoder) -> None:
    """Ingest a folder of files into an index."""
    from ingest.batch import find_files, ingest_files

    with Writer(folder, encoder) as writer:
        failed = [r for r in ingest_files(find_files([files]), writer) if r.status == "failed"]
        if failed:
            raise BadInput(f"{len(failed)} 个文件未能收录，如 {failed[0].source}：{failed[0].error}", failed[0].remedy)
        writer.commit()


def take_in_corpus(corpus: Path, folder: Path, encoder: Encoder, say: Callable[[str], None] = lambda line: None) -> int:
    """Put BEIR's corpus.jsonl into a new index, a passage a document, its id as source; how many. A passage without text is its title,
    one without either is left out; `say` is told how many. BadInput where an index is there, for a line that is none, for an id that
    comes twice."""
    if Folder(folder).exists():
        raise BadInput(f"{folder} 已有索引", "用 --ingest 时请给一个新的 --index 文件夹。")
    passages: dict[str, tuple[str, str]] = {}
    for number, row in numbered_jsonl(corpus):
        if not isinstance(row, dict) or "_id" not in row:
            raise BadInput(f"{corpus}:{number}: 缺少 _id", "BEIR 的 corpus.jsonl 每行含 _id、title、text。")
        if str(row["_id"]) in passages:
            raise BadInput(f"{corpus}:{number}: 编号 {row['_id']} 出现两次", "每篇需有不同的 _id。")
        passages[str(row["_id"])] = str(row.get("title") or ""), str(row.get("text") or "")
    titled = sum(bool(title.strip()) and not text.strip() for title, text in passages.values())
    kept = {name: (title, text if text.strip() else title) for name, (title, text) in passages.items() if (title + text).strip()}
    if not kept:
        raise BadInput(f"{corpus}: 没有可收录的文字", "BEIR 的 corpus.jsonl 每行含 _id、title、text。")
    with tempfile.TemporaryDirectory() as scratch, Writer(folder, encoder) as writer:
        for name, (title, text) in kept.items():
            original = Path(scratch) / "passage.txt"
            original.write_text(text, "utf8")
            writer.put(_passage(name, title, text), original)
        writer.commit()
    if titled or len(kept) < len(passages):
        say(f"{titled} 篇只有标题，以标题为正文；{len(passages) - len(kept)} 篇没有文字，未收录")
    return len(kept)


def _passage(source: str, title: str, text: str) -> Document:
    clause = Clause(f"{source}#", source, title, (), text, 0, len(text))
    return Document(DocumentInfo(source, title, clauses=1), text, (clause,))


@contextmanager
def rebuilt(desk: Desk, *, window: int) -> Iterator[Desk]:
    """The same documents, encoded in windows of another size, in a temporary folder that goes afterwards."""
    if desk.encoder is None:
        raise BadInput("没有向量模型，窗口大小不起作用", "用 --mode hybrid 或 dense。")
    with tempfile.TemporaryDirectory(prefix="tiaowen-window-") as folder:
        with Writer(folder, desk.encoder, window=window) as writer:
            for info in desk.documents():
                writer.put(desk.document(info.source), desk.original(info.source))
            writer.commit()
        yield Desk(Path(folder), desk.encoder, desk.mode)
