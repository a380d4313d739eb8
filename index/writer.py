"""Changing an index: documents are put and removed beside it, verified, and switched in with one step."""

import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from index.arrays import REBUILD
from index.asked import key, table
from index.bags import Bags
from index.check import altered, verify_built
from index.edits import Edits, checked, laid_over, merged, read_of, without_edits
from index.encoding import Pool
from index.folder import RESTORE, Folder, sha256_of, sync, sync_all
from index.generation import Generation, check_tools, first_clauses, load_current, made_with
from index.known import Known
from index.lexical import FIELDS, Numbering, Tokens, build_field, tokens
from index.originals import drop_unused, keep
from index.passages import WINDOW, asked_passages, passage_hash, passages
from index.ports import Encoder
from index.ports import Tokens as ReadTokens
from index.store import FILE, Edited, Store, content_hash
from index.vectors import Vectors
from policy import BadArtefact, BadInput, Document
from policy.errors import reason_and_place

DISK = "检查磁盘空间和目录权限;原索引未变 (check disk space and permissions; the old index is as it was)"


class Staged:
    """What a document that was put holds for the postings and the vectors."""

    __slots__ = ("asked", "bags", "hashes", "known", "rows", "tokens")

    def __init__(self, document: Document, pool: Pool, known: Mapping[str, Sequence[str]], read: ReadTokens | None, window: int) -> None:
        self.bags = Bags.read(document.clauses, read) if read else None
        asked = [known.get(key(clause.text), ()) for clause in document.clauses]
        self.known = Known.read([question for questions in asked for question in questions], read) if read else None
        self.tokens: dict[str, Tokens] = tokens(document, asked)
        found = [
            (n, is_asked, p)
            for n, clause in enumerate(document.clauses)
            for is_asked, part in enumerate((passages(clause, window), asked_passages(clause, asked[n])))
            for p in part
        ]
        self.rows = np.array([n for n, _, _ in found], np.uint32)
        self.asked = np.array([is_asked for _, is_asked, _ in found], bool)
        self.hashes = [passage_hash(p) for _, _, p in found]
        pool.want(self.hashes, [p.embed_text for _, _, p in found])


class Writer:
    """The one writer of an index folder; a context manager that holds the writer's lock.

    Nothing is to be seen before `commit`; leaving without it discards. `fresh` starts from nothing, whatever was there before;
    `wait` is how many seconds to wait for another writer to end; `asked` are the questions known beforehand, by the key of their
    clause, those that ship by default (see index.asked); `window` is how many characters are encoded as one.
    """

    def __init__(
        self,
        folder: Path | str,
        encoder: Encoder,
        *,
        fresh: bool = False,
        wait: float = 0.0,
        asked: Mapping[str, Sequence[str]] | None = None,
        window: int = WINDOW,
    ) -> None:
        self._asked, self._window = table() if asked is None else asked, window
        self._folder, self._encoder, self._fresh, self._wait = Folder(Path(folder)), encoder, fresh, wait
        self._read: ReadTokens | None = getattr(encoder, "tokens", None)
        self._old: Generation | None = None
        self._store: Store | None = None
        self._kept: dict[str, tuple[str, str, str]] = {}
        self._edited: dict[str, Edited] = {}
        self._staged: dict[str, Staged] = {}

    def __enter__(self) -> "Writer":
        """Take the lock. BadArtefact where another writer holds it, or where the index was made with other tools."""
        try:
            self._lock = self._folder.lock(self._wait)
        except OSError as error:
            raise BadArtefact(f"无法写入索引目录 (cannot write): {reason_and_place(error)}", DISK) from error
        try:
            self._folder.clean()
            self._begin()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._discard()
        self._old = None
        self._lock.release()

    def _begin(self) -> None:
        self._old = load_current(self._folder) if self._folder.exists() and not self._fresh else None
        if self._old:
            check_tools(self._old.manifest, self._encoder)
        self._kept = self._old.store.kept() if self._old else {}
        self._edited = self._old.store.edited() if self._old else {}
        self._staged = {}
        self._pool = Pool(self._encoder, self._old.vectors if self._old else None)
        self._store = None

    def _building(self) -> Store:
        """The store to change, copied on the first change. BadArtefact where what it would build on was altered."""
        if self._store is None:
            if self._old and (names := altered(self._old.path, self._old.manifest)):
                raise BadArtefact(f"{', '.join(names)}: 校验值不符 (hash differs)", RESTORE if FILE in names else REBUILD)
            self._folder.building.mkdir(parents=True)
            if self._old:
                shutil.copyfile(self._old.path / FILE, self._folder.building / FILE)
            self._store = Store(self._folder.building / FILE, write=True)
        return self._store

    def _discard(self) -> None:
        if self._store:
            self._store.close()
            self._store = None
        shutil.rmtree(self._folder.building, ignore_errors=True)

    def digests(self) -> dict[str, str]:
        """SHA-256 of the file of every document, by source, as it will be after a commit; of those whose file is still kept."""
        return {source: digest for source, (digest, _, kept) in self._kept.items() if (self._folder.originals / kept).exists()}

    def put(self, document: Document, original: Path, *, edits: Edits | None = None) -> str:
        """Add or replace a document: "added", "updated", or "unchanged" where all that is kept of it is the same.

        What was set by hand of the one before stays over the new one, or `edits` where they are given. BadInput where one of its
        clause ids is taken, BadArtefact where it cannot be written.
        """
        source = document.info.source
        if edits is None:
            edits = self._edited[source].edits if source in self._edited else {}
        return self._put(document, original, Edited(edits, read_of(document.info)) if edits else None)

    def _put(self, read: Document, original: Path, by_hand: Edited | None) -> str:
        document = laid_over(read, by_hand.edits) if by_hand else read
        source, content = document.info.source, content_hash(document)
        before = self._kept.get(source)
        same = before and before[1] == content and self._edited.get(source) == by_hand
        try:
            if before and same and (self._folder.originals / before[2]).exists():
                return "unchanged"
            kept = keep(self._folder, Path(original))
            staged = Staged(document, self._pool, self._asked, self._read, self._window)
            self._building().put(document, kept, by_hand)
        except OSError as error:
            raise BadArtefact(f"无法写入索引 (cannot write): {reason_and_place(error)}", DISK) from error
        self._staged[source] = staged
        self._kept[source] = (document.info.digest, content, kept)
        self._set_edited(source, by_hand)
        return "updated" if before else "added"

    def _set_edited(self, source: str, by_hand: Edited | None) -> None:
        if by_hand:
            self._edited[source] = by_hand
        else:
            self._edited.pop(source, None)

    def edit(self, source: str, changes: Mapping[str, str], reset: Sequence[str] = ()) -> str:
        """Set fields of a document's metadata by hand, after those named in `reset` were put back to what was read: "updated", or
        "unchanged". The text stays as it is. BadInput where there is no such document or where a value is none."""
        values = checked(changes)
        if source not in self._kept:
            raise BadInput(f"索引中没有文档 (no such document): {source}", "python -m index list 列出全部文档")
        read = self._as_read(source)
        before = self._edited[source].edits if source in self._edited else {}
        edits = merged({name: value for name, value in before.items() if name not in reset}, values, read.info)
        original = self._folder.originals / self._kept[source][2]
        if not original.exists():
            raise BadArtefact(f"{source}: 原件不在 (the original is missing): {original}", "重新收录该文件 (ingest the file again)")
        return self._put(read, original, Edited(edits, read_of(read.info)) if edits else None)

    def _as_read(self, source: str) -> Document:
        """A document without what was set by hand."""
        store = self._store or (self._old.store if self._old else self._building())
        document = store.document(source)
        if source not in self._edited:
            return document
        return without_edits(document, self._edited[source].read)

    def remove(self, source: str) -> bool:
        """Take a document out; False where there is none of that name."""
        if source not in self._kept:
            return False
        self._building().remove(source)
        self._staged.pop(source, None)
        self._edited.pop(source, None)
        del self._kept[source]
        return True

    def commit(self) -> str:
        """Build, verify and switch; the name of the generation that counts then. BadArtefact, and no change, where it fails."""
        if self._store is None and self._old:
            return self._old.name
        try:
            name = self._publish(self._building())
        except (OSError, sqlite3.Error) as error:
            self._discard()
            raise BadArtefact(f"无法写入索引 (cannot write): {reason_and_place(error)}", DISK) from error
        self._old = None
        self._folder.clean()
        drop_unused(self._folder)
        self._begin()
        return name

    def _publish(self, store: Store) -> str:
        order = store.order()
        store.finish()
        self._store = None
        building, numbering = self._folder.building, self._numbering(order)
        counts = {"documents": numbering.documents, "clauses": numbering.clauses}
        counts["passages"] = self._write_vectors(order, numbering)
        self._write_bags(order, numbering)
        put = [(n, self._staged[source].tokens) for n, (source, *_) in enumerate(order) if source in self._staged]
        for field in FIELDS:
            postings = build_field(field, put, numbering, self._old.lexical if self._old else None)
            postings.save(building, field)
            counts[field] = len(postings.terms)
        manifest: dict[str, Any] = {"counts": counts, **made_with(self._encoder)}
        names = sorted(path.name for path in building.iterdir())
        manifest["files"] = {n: {"size": (building / n).stat().st_size, "sha256": sha256_of(building / n)} for n in names}
        verify_built(building, manifest)
        kept = [self._folder.originals / self._kept[source][2] for source in self._staged]
        sync_all(kept)
        for place in {path.parent for path in kept}:
            sync(place)
        return self._folder.publish(manifest)

    def _numbering(self, order: list[tuple[str, int, int]]) -> Numbering:
        first = first_clauses(order)
        if not self._old:
            return Numbering(first, np.zeros(0, np.int64), np.zeros(0, np.int64))
        place = {source: n for n, (source, *_) in enumerate(order) if source not in self._staged}
        documents = np.array([place.get(source, -1) for source, *_ in self._old.order], np.int64)
        offset = np.where(documents >= 0, first[documents] - self._old.first[:-1], 0)
        owner = np.repeat(np.arange(len(documents)), np.diff(self._old.first))
        clauses = np.where(documents[owner] >= 0, np.arange(len(owner)) + offset[owner], -1)
        return Numbering(first, clauses, documents)

    def _write_bags(self, order: list[tuple[str, int, int]], numbering: Numbering) -> None:
        """Write the tokens of all clauses; none where those of clauses that stay are not known."""
        old = self._old.bags if self._old else None
        if not self._read or (old is None and bool((numbering.clauses_to >= 0).any())):
            return
        found = ((int(numbering.first[n]), self._staged[source].bags) for n, (source, *_) in enumerate(order) if source in self._staged)
        put = [(first, bags) for first, bags in found if bags]
        Bags.build(put, numbering.clauses, old, numbering.clauses_to).save(self._folder.building)

    def _write_known(self, put: Sequence[Staged], asked: np.ndarray, numbering: Numbering, by: np.ndarray) -> None:
        """Write the tokens of the known questions, which stand among all passages where `asked` is true, in the order of passages `by`;
        none where those of clauses that stay are not kept."""
        parts = [staged.known for staged in put if staged.known]
        if self._old:
            old = self._old.known
            if old is None and bool((numbering.clauses_to >= 0).any()):
                return
            stays = numbering.clauses_to[self._old.vectors.rows] >= 0
            parts += [old.of(np.flatnonzero(stays[self._old.vectors.asked]))] if old else []
        if self._read:
            number = np.cumsum(asked) - asked
            Known.joined(parts, number[by[asked[by]]]).save(self._folder.building)

    def _write_vectors(self, order: list[tuple[str, int, int]], numbering: Numbering) -> int:
        """Write all passages in clause order, those that stay with their vectors, the others from the pool; how many."""
        put = [(int(numbering.first[n]), self._staged[source]) for n, (source, *_) in enumerate(order) if source in self._staged]
        rows = [start + staged.rows.astype(np.int64) for start, staged in put]
        hashes = [h for _, staged in put for h in staged.hashes]
        matrix = [self._pool.vectors(hashes)]
        keys = [np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, 16)]
        asked = [np.zeros(0, bool), *(staged.asked for _, staged in put)]
        if self._old:
            old = self._old.vectors
            to = numbering.clauses_to[old.rows]
            rows.append(to[to >= 0])
            matrix.append(old.matrix[to >= 0])
            keys.append(old.hashes[to >= 0])
            asked.append(old.asked[to >= 0])
        numbers = np.concatenate([np.zeros(0, np.int64), *rows])
        by = np.argsort(numbers, kind="stable")
        marks = np.concatenate(asked)
        self._write_known([staged for _, staged in put], marks, numbering, by)
        vectors = Vectors.build(np.concatenate(matrix)[by], numbers[by].astype(np.uint32), np.concatenate(keys)[by], marks[by])
        vectors.save(self._folder.building)
        self._pool = Pool(self._encoder, None)
        return len(numbers)
