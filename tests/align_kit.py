"""Documents written or read for the tests of alignment, in an index with the shipped encoder."""

import re
from pathlib import Path

from answer.align.documents import headings
from index import Index
from policy import Clause, fold
from policy.align import Alignment
from tests.index_kit import indexed


def written(folder: Path, **texts: str) -> Index:
    """Each keyword a document, its value the text; the source is the keyword with .txt."""
    paths = []
    for name, text in texts.items():
        paths.append(folder / f"{name}.txt")
        paths[-1].write_text(text, "utf8")
    return indexed(folder / "index", *paths)


def label(clause: Clause) -> str:
    """The labels of a clause's path, folded: "二/(五)/1"; "" for an unnumbered lead, "$" for what closes a document."""
    if not clause.path:
        return "$" if clause.start else ""
    found = [re.match(r"\(?[一二三四五六七八九十]+\)?|\d+|第[^条章]+[条章]", fold(p)) for p in clause.path]
    return "/".join(m.group() for m in found if m)


def aligned(alignment: Alignment, before: list[Clause], after: list[Clause]) -> set[tuple[str, str]]:
    """The pairs of clauses that stand under headings, by their labels."""
    leaves = {c.clause_id for side in (before, after) for c, h in zip(side, headings(side), strict=True) if not h}
    return {
        (label(p.before), label(p.after))
        for p in alignment.pairs
        if p.before and p.after and p.before.clause_id in leaves and p.after.clause_id in leaves and (p.before.path or p.after.path)
    }


def rates(found: set[tuple[str, str]], wanted: set[tuple[str, str]], arguable: set[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall; an arguable pair counts neither for nor against."""
    judged = found - arguable
    return len(judged & wanted) / max(1, len(judged)), len(found & wanted) / len(wanted)
