"""Whether an index holds together: hashes, counts, tiling, and no id in one part that another part lacks."""

from pathlib import Path
from typing import Any

import numpy as np

from index.bags import Bags
from index.folder import Folder, sha256_of
from index.generation import Generation, first_clauses, load_current
from index.known import Known
from index.lexical import CLAUSE_FIELDS, Lexical
from index.store import FILE, Store
from index.vectors import Vectors
from policy import BadArtefact

_COUNTS = """
SELECT d.source FROM documents d LEFT JOIN (SELECT doc_id, count(*) n, max(position) last, max("end") e FROM clauses GROUP BY doc_id) c
USING (doc_id) WHERE coalesce(c.n, 0) != d.clauses OR coalesce(c.last, -1) != d.clauses - 1 OR coalesce(c.e, 0) != d.characters LIMIT 5"""
_ORPHANS = "SELECT clause_id FROM clauses WHERE doc_id NOT IN (SELECT doc_id FROM documents) LIMIT 5"


def verify_built(folder: Path, manifest: dict[str, Any]) -> None:
    """BadArtefact where a generation in `folder` does not hold together; its file hashes are not read."""
    store = Store(folder / FILE)
    try:
        bags = Bags.load(folder, manifest["files"])
        known = Known.load(folder, manifest["files"])
        faults = _faults(store, Lexical.load(folder), Vectors.load(folder), bags, known, manifest["counts"])
    finally:
        store.close()
    if faults:
        raise BadArtefact("；".join(faults), "索引未切换,原索引未变 (the old index is as it was)；请报告此错误 (please report this)")


def altered(generation: Path, manifest: dict[str, Any]) -> list[str]:
    """The files of a generation that are not as they were written."""
    return [name for name, entry in manifest["files"].items() if sha256_of(generation / name) != entry["sha256"]]


def check(folder: Path | str) -> tuple[Generation, list[str]]:
    """The generation that counts, and what is wrong with it: all checks, file hashes and kept originals too."""
    places = Folder(Path(folder))
    generation = load_current(places)
    faults = [f"{name}: 校验值不符 (hash differs)" for name in altered(generation.path, generation.manifest)]
    if not faults:
        parts = generation.lexical, generation.vectors, generation.bags, generation.known
        faults = _faults(generation.store, *parts, generation.manifest["counts"])
        for source, (_, _, original) in sorted(generation.store.kept().items()):
            path = places.originals / original
            if not path.exists():
                faults.append(f"{source}: 原件 {original} 不在 (original missing)")
            elif sha256_of(path) != path.name.split(".")[0]:
                faults.append(f"{source}: 原件 {original} 已改动 (original altered)")
    return generation, faults


def _faults(store: Store, lexical: Lexical, vectors: Vectors, bags: Bags | None, known: Known | None, counts: dict[str, int]) -> list[str]:
    first = first_clauses(store.order())
    clauses, documents = int(first[-1]), len(first) - 1
    found = {"documents": documents, "clauses": clauses, "passages": len(vectors.rows)}
    found |= {name: len(field.terms) for name, field in lexical.fields.items()}
    faults = [f"{name}: {found[name]},清单为 {counts[name]} (count)" for name in found if found[name] != counts[name]]
    for bad, what in (
        ([r[0] for r in store.rows(_COUNTS)], "条文数不符 (clauses lost)"),
        ([r[0] for r in store.rows(_ORPHANS)], "无主条文 (no document)"),
        (store.untiled(), "条文不相接 (no tiling)"),
        (sorted(set(store.edited()) - {source for source, *_ in store.order()}), "修改无主 (edits of no document)"),
    ):
        if bad:
            faults.append(f"{what}: {', '.join(bad[:5])}")
    for name, field in lexical.fields.items():
        n = clauses if name in CLAUSE_FIELDS else documents
        size = len(field.rows)
        fits = len(field.lengths) == n and len(field.starts) == len(field.terms) + 1 and field.starts[-1] == size == len(field.counts)
        if not fits or (size and int(field.rows.max()) >= n) or bool((np.diff(field.terms.astype(np.int64)) <= 0).any()):
            faults.append(f"{name}: 倒排表不完整 (postings damaged)")
    size = len(vectors.rows)
    ordered = not size or (int(vectors.rows[-1]) < clauses and bool((np.diff(vectors.rows.astype(np.int64)) >= 0).all()))
    totals = {index.ntotal for index in (vectors.index, vectors.coarse) if index is not None}
    if not ordered or totals != {size} or len(vectors.hashes) != size:
        faults.append(f"向量 {sorted(totals)},段落 {size} (vectors and passages differ)")
    if bags and (len(bags.starts) != 2 * clauses + 1 or bags.starts[-1] != len(bags.ids) or bool((np.diff(bags.starts) < 0).any())):
        faults.append("条文的词元不完整 (tokens of clauses damaged)")
    if known is not None and (
        len(known.starts) != int(vectors.asked.sum()) + 1
        or int(known.starts[-1]) != len(known.ids)
        or bool((np.diff(known.starts) < 0).any())
    ):
        faults.append("已知问题的词元不完整 (tokens of known questions damaged)")
    return faults
