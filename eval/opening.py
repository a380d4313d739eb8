"""Putting the parts together for the bench: an index with its encoder, searched in one mode."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from index import Encoder, Index, Writer, open_index
from index.folder import Folder
from index.fusion import MODES
from policy import BadArtefact, BadInput, Clause, Document, DocumentInfo, Hit


class Desk(Index):
    """An index searched in one mode, whatever it is asked for: what `answer.ask` and the bench work on."""

    def __init__(self, folder: Path, encoder: Encoder | None, mode: str = "hybrid") -> None:
        if mode not in MODES:
            raise BadInput(f"没有检索方式：{mode}", " | ".join(MODES))
        super().__init__(folder, encoder)
        self.folder, self.mode, self.encoder = folder, mode, encoder

    def in_mode(self, mode: str) -> "Desk":
        """The same index, loaded once, searched in another mode."""
        if mode not in MODES:
            raise BadInput(f"没有检索方式：{mode}", " | ".join(MODES))
        other = copy(self)
        other.mode = mode
        return other

    def search(self, query: str, k: int = 10, *, mode: str = "", **filters: Any) -> list[Hit]:
        return super().search(query, k, mode=self.mode, **filters)


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


def take_in(files: Path, folder: Path, encoder: Encoder) -> None:
    """Ingest a folder of files into an index."""
    from ingest.batch import find_files, ingest_files

    with Writer(folder, encoder) as writer:
        failed = [r for r in ingest_files(find_files([files]), writer) if r.status == "failed"]
        if failed:
            raise BadInput(f"{len(failed)} 个文件未能收录，如 {failed[0].source}：{failed[0].error}", failed[0].remedy)
        writer.commit()


def take_in_corpus(corpus: Path, folder: Path, encoder: Encoder) -> int:
    """Put BEIR's corpus.jsonl into a new index, a passage a document, its id as source; how many. BadInput where an index is there."""
    from eval.gold import read_jsonl

    if Folder(folder).exists():
        raise BadInput(f"{folder} 已有索引", "用 --ingest 时请给一个新的 --index 文件夹。")
    rows = read_jsonl(corpus)
    with tempfile.TemporaryDirectory() as scratch, Writer(folder, encoder) as writer:
        for n, row in enumerate(rows, 1):
            if not isinstance(row, dict) or "_id" not in row or not str(row.get("text", "")).strip():
                raise BadInput(f"{corpus}：第 {n} 行缺少 _id 或 text", "BEIR 的 corpus.jsonl 每行含 _id、title、text。")
            original = Path(scratch) / "passage.txt"
            original.write_text(str(row["text"]), "utf8")
            writer.put(_passage(str(row["_id"]), str(row.get("title") or ""), str(row["text"])), original)
        writer.commit()
    return len(rows)


def _passage(source: str, title: str, text: str) -> Document:
    clause = Clause(f"{source}#", source, title, (), text, 0, len(text))
    return Document(DocumentInfo(source, title, clauses=1), text, (clause,))


@contextmanager
def rebuilt(desk: Desk, *, window: int) -> Iterator[Desk]:
    """The same documents, encoded in windows of another size, in a temporary folder that goes afterwards."""
    from index import passages

    if desk.encoder is None:
        raise BadInput("没有向量模型，窗口大小不起作用", "用 --mode hybrid 或 dense。")
    before = passages.WINDOW, passages.TARGET
    passages.WINDOW, passages.TARGET = window, window * 4 // 5
    try:
        with tempfile.TemporaryDirectory(prefix="tiaowen-window-") as folder:
            with Writer(folder, desk.encoder) as writer:
                for info in desk.documents():
                    writer.put(desk.document(info.source), desk.original(info.source))
                writer.commit()
            yield Desk(Path(folder), desk.encoder, desk.mode)
    finally:
        passages.WINDOW, passages.TARGET = before
