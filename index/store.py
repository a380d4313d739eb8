"""Documents and clauses in SQLite. A clause holds its text; the clauses of a document, joined, are its text."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from index.edits import Edits
from index.folder import RESTORE
from policy import BadArtefact, BadInput, Clause, Document, DocumentInfo

FILE = "store.sqlite"
_SCHEMA = """
CREATE TABLE documents (
  doc_id INTEGER PRIMARY KEY, source TEXT NOT NULL UNIQUE, title TEXT NOT NULL, number TEXT NOT NULL, issuer TEXT NOT NULL,
  issued TEXT NOT NULL, region TEXT NOT NULL, level TEXT NOT NULL, kind TEXT NOT NULL, first_year INTEGER, last_year INTEGER,
  repairs TEXT NOT NULL, digest TEXT NOT NULL, pages TEXT NOT NULL, clauses INTEGER NOT NULL, characters INTEGER NOT NULL,
  content TEXT NOT NULL, original TEXT NOT NULL);
CREATE TABLE clauses (
  doc_id INTEGER NOT NULL REFERENCES documents, position INTEGER NOT NULL, clause_id TEXT NOT NULL, path TEXT NOT NULL,
  start INTEGER NOT NULL, "end" INTEGER NOT NULL, page INTEGER, text TEXT NOT NULL, PRIMARY KEY (doc_id, position)) WITHOUT ROWID;
CREATE UNIQUE INDEX clause_ids ON clauses (clause_id);
"""
# What was set by hand, and the same fields as they were read. A table of its own: an index that was made without it stays as it is.
_EDITS = "CREATE TABLE IF NOT EXISTS edits (source TEXT PRIMARY KEY, fields TEXT NOT NULL, read TEXT NOT NULL) WITHOUT ROWID;"
_INFO = "source, title, number, issuer, issued, region, level, kind, first_year, last_year, clauses, repairs, digest"
_PLACES = 400  # clauses asked for at once: SQLite takes 32,766 values, older builds 999
_CLAUSE = 'clause_id, source, title, path, text, start, "end", page'


@dataclass(frozen=True, slots=True)
class Edited:
    """What was set by hand of a document, and all fields that can be as they were read."""

    edits: Edits
    read: Edits


def content_hash(document: Document) -> str:
    """Hash of all that the index keeps of a document."""
    i = document.info
    info = [i.source, i.title, i.number, i.issuer, i.issued, i.region, i.level, i.kind, i.years, i.repairs, i.digest, document.pages]
    clauses = [[c.clause_id, c.path, c.text, c.page] for c in document.clauses]
    return sha256(json.dumps([info, clauses], ensure_ascii=False).encode("utf8", "surrogatepass")).hexdigest()


def _info(row: Sequence, edited: Mapping[str, "Edited"]) -> DocumentInfo:
    source, title, number, issuer, issued, region, level, kind, first, last, clauses, repairs, digest = row
    years = None if first is None else (first, last)
    counted = tuple((name, count) for name, count in json.loads(repairs))
    by_hand = tuple(edited[source].edits) if source in edited else ()
    return DocumentInfo(source, title, number, issuer, issued, region, level, kind, years, clauses, counted, digest, by_hand)


def _fields(text: str) -> dict[str, Any]:
    """Fields of metadata from JSON, where years are a list."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(text).items()}


def _clause(row: Sequence) -> Clause:
    clause_id, source, title, path, text, start, end, page = row
    return Clause(clause_id, source, title, tuple(json.loads(path)), text, start, end, page)


class Store:
    """One SQLite file, for one writer or for many reading threads; a read-only file never changes while it is open."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open; with `write` create where missing. BadArtefact where it is no such database."""
        self._lock, self._path = threading.Lock(), path
        fresh = write and not path.exists()
        target = f"file:{_quoted(path)}" + ("" if write else "?mode=ro&immutable=1")
        try:
            self._db = sqlite3.connect(target, uri=True, check_same_thread=False, isolation_level=None)
            if write:
                self._db.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;" + (_SCHEMA if fresh else "") + _EDITS)
                self._db.execute("BEGIN")
            self._db.execute("SELECT count(*) FROM documents").fetchone()
        except sqlite3.DatabaseError as error:
            if write:
                raise OSError(f"{path}: {error}") from error
            raise BadArtefact(f"{path}: {error}", RESTORE) from error

    def close(self) -> None:
        with self._lock:
            self._db.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection for one thread at a time. BadArtefact where the file turns out to be damaged."""
        with self._lock:
            try:
                yield self._db
            except sqlite3.ProgrammingError:
                raise
            except sqlite3.DatabaseError as error:
                raise BadArtefact(f"{self._path}: {error}", RESTORE) from error

    def rows(self, sql: str, values: Sequence = ()) -> list[tuple]:
        with self._reading() as db, closing(db.execute(sql, values)) as cursor:
            return cursor.fetchall()

    def order(self) -> list[tuple[str, int, int]]:
        """(source, doc_id, number of clauses) in index order, which is the order of sources."""
        return [tuple(r) for r in self.rows("SELECT source, doc_id, clauses FROM documents ORDER BY source")]

    def infos(self) -> list[DocumentInfo]:
        edited = self.edited()
        return [_info(r, edited) for r in self.rows(f"SELECT {_INFO} FROM documents ORDER BY source")]

    def edited(self) -> dict[str, Edited]:
        """What was set by hand, by source."""
        if not self.rows("SELECT 1 FROM sqlite_master WHERE name = 'edits'"):
            return {}
        return {r[0]: Edited(_fields(r[1]), _fields(r[2])) for r in self.rows("SELECT source, fields, read FROM edits")}

    def kept(self) -> dict[str, tuple[str, str, str]]:
        """(digest, content hash, original) by source."""
        return {r[0]: (r[1], r[2], r[3]) for r in self.rows("SELECT source, digest, content, original FROM documents")}

    def clauses(self, source: str) -> list[Clause]:
        found = self.rows(f"SELECT {_CLAUSE} FROM clauses JOIN documents USING (doc_id) WHERE source = ? ORDER BY position", (source,))
        return [_clause(r) for r in found]

    def document(self, source: str) -> Document:
        """The document with what was set by hand. BadInput where there is none of that name."""
        found = self.rows(f"SELECT {_INFO}, pages FROM documents WHERE source = ?", (source,))
        if not found:
            raise BadInput(f"索引中没有文档 (no such document): {source}", "python -m index list 列出全部文档")
        clauses = tuple(self.clauses(source))
        return Document(_info(found[0][:-1], self.edited()), "".join(c.text for c in clauses), clauses, tuple(json.loads(found[0][-1])))

    def clause(self, clause_id: str) -> Clause:
        """BadInput where there is none of that id."""
        found = self.rows(f"SELECT {_CLAUSE} FROM clauses JOIN documents USING (doc_id) WHERE clause_id = ?", (clause_id,))
        if not found:
            raise BadInput(f"索引中没有条文 (no such clause): {clause_id}", "python -m index list --source 文档名 列出其条文")
        return _clause(found[0])

    def clause_ids(self) -> list[str]:
        """Ids of all clauses in index order."""
        sql = "SELECT clause_id FROM documents JOIN clauses USING (doc_id) ORDER BY source, position"
        return [row[0] for row in self.rows(sql)]

    def untiled(self) -> list[str]:
        """Ids of clauses that do not begin where the one before ends, or whose text is not as long as their span."""
        bad, at = [], (0, 0)
        with self._reading() as db:
            for doc_id, clause_id, start, end, text in db.execute(
                'SELECT doc_id, clause_id, start, "end", text FROM clauses ORDER BY doc_id, position'
            ):
                if start != (at[1] if at[0] == doc_id else 0) or end - start != len(text):
                    bad.append(clause_id)
                at = (doc_id, end)
        return bad

    def clauses_at(self, places: Iterable[tuple[int, int]]) -> list[Clause]:
        """The clauses at (doc_id, position), in the order asked for."""
        wanted = list(places)
        found: dict[tuple[int, int], Clause] = {}
        with self._reading() as db:
            for start in range(0, len(wanted), _PLACES):
                part = wanted[start : start + _PLACES]
                marks = ", ".join(["(?, ?)"] * len(part))
                sql = (
                    f"WITH wanted(d, p) AS (VALUES {marks}) SELECT d, p, {_CLAUSE} FROM wanted "
                    "JOIN clauses ON doc_id = d AND position = p JOIN documents USING (doc_id)"
                )
                values = [number for place in part for number in place]
                found |= {(row[0], row[1]): _clause(row[2:]) for row in db.execute(sql, values)}
        return [found[place] for place in wanted]

    def put(self, document: Document, original: str, by_hand: Edited | None = None) -> int:
        """Add or replace a document, with what was set by hand laid over it; the new doc_id. BadInput where a clause id is taken."""
        self._db.execute("SAVEPOINT put")
        try:
            doc_id = self._insert(document, original)
            if by_hand:
                fields, read = (json.dumps(dict(f), ensure_ascii=False) for f in (by_hand.edits, by_hand.read))
                self._db.execute("INSERT INTO edits VALUES (?, ?, ?)", (document.info.source, fields, read))
        except sqlite3.IntegrityError as error:
            self._db.execute("ROLLBACK TO put")
            raise BadInput(
                f"{document.info.source}: 条文编号重复 (a clause id is taken): {error}", "报告此文件 (report this file)"
            ) from error
        except sqlite3.OperationalError as error:
            raise OSError(f"{FILE}: {error}") from error
        self._db.execute("RELEASE put")
        return doc_id

    def _insert(self, document: Document, original: str) -> int:
        i = document.info
        self.remove(i.source)
        values = (i.source, i.title, i.number, i.issuer, i.issued, i.region, i.level, i.kind, *(i.years or (None, None)))
        values += (json.dumps(i.repairs, ensure_ascii=False), i.digest, json.dumps(document.pages), len(document.clauses))
        values += (len(document.text), content_hash(document), original)
        doc_id = int(self._db.execute(f"INSERT INTO documents VALUES (NULL{', ?' * len(values)})", values).lastrowid or 0)
        rows = [
            (doc_id, n, c.clause_id, json.dumps(c.path, ensure_ascii=False), c.start, c.end, c.page, c.text)
            for n, c in enumerate(document.clauses)
        ]
        self._db.executemany("INSERT INTO clauses VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        return doc_id

    def remove(self, source: str) -> bool:
        found = self.rows("SELECT doc_id FROM documents WHERE source = ?", (source,))
        for (doc_id,) in found:
            self._db.execute("DELETE FROM clauses WHERE doc_id = ?", (doc_id,))
            self._db.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))
        self._db.execute("DELETE FROM edits WHERE source = ?", (source,))
        return bool(found)

    def finish(self) -> None:
        """End writing; OSError where the disk does not take it."""
        try:
            self._db.execute("COMMIT")
            self._db.close()
        except sqlite3.OperationalError as error:
            raise OSError(f"{FILE}: {error}") from error


def _quoted(path: Path) -> str:
    """A path for SQLite's URI form."""
    return str(path.absolute()).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
