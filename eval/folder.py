"""A run's folder: results.jsonl, summary.json, measures.csv, TREC files by level, those of plain clause ids, report.html."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from eval.gold import read_jsonl, write_jsonl
from eval.record import Run, record_json, record_of
from eval.summary import Summary, measure_names, summary_json
from eval.trec import write_qrels, write_run
from policy import BadInput
from policy.bench import Record
from policy.errors import reason

RESULTS, SUMMARY = "results.jsonl", "summary.json"


def dump(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "utf8")


def formula_safe(cell: Any) -> Any:
    """A cell that no sheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def write_csv(path: Path, rows: Iterable[Sequence[Any]]) -> None:
    """With a byte order mark, without which Excel shows Chinese as rubbish. What a sheet would take for a formula is quoted."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([formula_safe(c) for c in row])


def new_folder(folder: Path) -> None:
    """Make a folder to write to; BadInput where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"无法写入 {folder}：{reason(error)}", "请换一个 --out 文件夹。") from error


@contextmanager
def fresh_folder(folder: Path) -> Iterator[None]:
    """A folder made before the work, not after it, and taken away again where the work failed and left it empty."""
    there = folder.exists()
    new_folder(folder)
    try:
        yield
    except BaseException:
        if not there and not any(folder.iterdir()):
            folder.rmdir()
        raise


def write_run_folder(folder: Path, run: Run, summary: Summary, report: str) -> None:
    """Write everything; results.jsonl last, so that a folder with it is whole."""
    new_folder(folder)
    (folder / RESULTS).unlink(missing_ok=True)
    for level, prefix in (("clause", ""), ("document", "document.")):
        if run.judged.get(level):
            write_run(folder / f"{prefix}run.trec", run.ranked[level], run.name)
            write_qrels(folder / f"{prefix}qrels.trec", run.judged[level])
    if not run.judged.get("clause") and run.ranked:
        write_run(folder / "run.trec", run.ranked["clause"], run.name)
    if any(run.ranked.get("hits", {}).values()):
        write_run(folder / "clauses.trec", run.ranked["hits"], run.name)
    names = measure_names(run.records)
    parts = ("kind", "lang", "gold")
    rows = [[r.question_id, r.question, *(r.groups.get(p, "") for p in parts), *(r.measures.get(n) for n in names)] for r in run.records]
    write_csv(folder / "measures.csv", [["id", "question", *parts, *names], *rows])
    dump(folder / SUMMARY, summary_json(run, summary))
    (folder / "report.html").write_text(report, "utf8")
    write_jsonl(folder / RESULTS, map(record_json, run.records))


def read_run_folder(folder: Path) -> tuple[Run, dict[str, Any]]:
    """The run that was written there and its summary; BadInput where there is none or it is damaged."""
    remedy = "先运行：python -m eval run --questions … --index … --out 文件夹"
    if not (folder / RESULTS).exists() or not (folder / SUMMARY).exists():
        raise BadInput(f"{folder} 中没有评测结果（{RESULTS}、{SUMMARY}）", remedy)
    try:
        summary = json.loads((folder / SUMMARY).read_text("utf8"))
        records: list[Record] = [record_of(row) for row in read_jsonl(folder / RESULTS)]
        return Run(summary["name"], tuple(records), summary["provenance"], summary["cost"]), summary
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"{folder} 中的评测结果已损坏：{type(error).__name__} {error}", remedy) from error
