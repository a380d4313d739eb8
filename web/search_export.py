"""The results of a search as a table to take away."""

from collections.abc import Sequence
from pathlib import Path

from policy import Clause, DocumentInfo, Hit
from web.copies import new_folder
from web.facets import Infos
from web.sheets import Cell, csv_text, workbook
from web.strings import Words

_COLUMNS = ("rank", "citation", "text", "page_head", "number", "issuer", "issued", "region", "level", "kind", "source", "score")
_WIDTHS = (6, 48, 90, 6, 22, 24, 12, 12, 8, 8, 30, 9, 10, 10)


def citation_text(clause: Clause, info: DocumentInfo | None) -> str:
    """Where a clause stands, as one cites it: 《题名》（发文字号）二、主要任务 › （七）…"""
    title = (clause.title or clause.source).removeprefix("《").removesuffix("》")
    number = f"（{info.number}）" if info and info.number else ""
    return f"《{title}》{number}{' › '.join(clause.path)}"


def export(hits: Sequence[Hit], infos: Infos, form: str, words: Words) -> Path:
    """A file with every hit, in the order given; `form` is xlsx or csv."""
    heads = [*(words(f"column_{name}") for name in _COLUMNS), words("column_lexical"), words("column_dense")]
    rows = [_row(n, hit, infos.get(hit.clause.source)) for n, hit in enumerate(hits, 1)]
    made = csv_text(heads, rows) if form == "csv" else workbook(words("export_sheet"), heads, rows, _WIDTHS)
    path = new_folder() / f"{words('export_sheet')}.{'csv' if form == 'csv' else 'xlsx'}"
    path.write_bytes(made)
    return path


def _row(n: int, hit: Hit, info: DocumentInfo | None) -> tuple[Cell, ...]:
    clause = hit.clause
    known = (info.number, info.issuer, info.issued, info.region, info.level, info.kind) if info else ("",) * 6
    place = (n, citation_text(clause, info), clause.text.strip(), clause.page)
    return (*place, *known, clause.source, round(hit.score, 4), hit.lexical_rank, hit.dense_rank)
