"""`python -m answer "QUESTION" [--json]`, `--batch IN.jsonl`, `python -m answer targets [--json | --xlsx FILE] [filters]`,
`python -m answer duties [--json] [filters]`, and `python -m answer align A B… [--json] [--docx FILE] [--xlsx FILE]`.

Exit 0: all done, "not found" included; 1: something could not be done; 2: wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from answer import ask
from answer.compose.comparison import WHOLE
from answer.ledger.duties import duty_json
from answer.ledger.rows import duty_ledger, entries, entry_json, known, matching, matching_duties, targets_of
from answer.ledger.workbook import write_xlsx
from answer.llm.settings import LlmSettings, llm_settings
from answer.many import answered, processes
from answer.search import Search
from policy import Answer, BadInput
from policy.batches import read_questions
from policy.commands import Parser, default_index, exit_status
from policy.ledger import KINDS, Wanted
from policy.shapes import answer_json

_NONE = "没有符合条件的，去掉一两个条件再看 (nothing matches; try with fewer filters)"


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = {"targets": _targets, "duties": _duties, "align": _align}.get(arguments[0] if arguments else "")
    return exit_status(lambda: command(arguments[1:]) if command else _ask(arguments))


def _parser(prog: str, text: str) -> argparse.ArgumentParser:
    parser = Parser(prog, description=text)
    parser.add_argument("--index", type=Path, default=default_index(), help="索引目录 (index folder)")
    parser.add_argument("--model", default=None, help="向量模型,默认为索引所记 (encoder)")
    return parser


def _open(options: argparse.Namespace) -> Any:
    return opened(options.index, options.model)


def opened(folder: Path, model: str | None) -> Any:
    """The index of a folder."""
    from index import open_index
    from models import load_encoder

    return open_index(folder, load_encoder, model)


def _ask(arguments: list[str]) -> int:
    parser = _parser("python -m answer", "回答问题,附出处 (answer with citations); python -m answer targets: 指标台账")
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="问题")
    parser.add_argument("--batch", type=Path, metavar="IN.jsonl", help='每行一个 {"id", "question"} (a question a line)')
    parser.add_argument("--before", action="append", default=[], metavar="QUESTION", help="此前问过的问题，按先后各给一次 (asked before)")
    parser.add_argument("--json", action="store_true", help="输出 JSON")
    options = parser.parse_args(arguments)
    faults = []
    if (options.question is None) == (options.batch is None):
        faults.append("给出 QUESTION 或 --batch 之一 (one of both)")
    if options.question is not None and not options.question.strip():
        faults.append("QUESTION 为空 (is empty)")
    if options.before and options.batch is not None:
        faults.append("--before 只用于单个问题 (is for one question)")
    if options.batch is not None and not options.batch.is_file():
        faults.append(f"--batch {options.batch}: 没有此文件 (no such file)")
    if faults:
        parser.error("；".join(faults))
    questions = [(None, options.question)] if options.batch is None else read_questions(options.batch)
    settings = llm_settings(os.environ)
    search = _open(options)  # before other processes do, as well: what is wrong with it is said once
    if settings is None and (at_once := processes(len(questions))) > 1:
        from answer.__main__ import opened as there  # by the name that the other processes find it by, which is not __main__

        for line in answered(questions, partial(there, options.index, options.model), at_once):
            print(line, flush=True)
        return 0
    answering = _answering(settings, search)
    for question_id, question in questions:
        answer = answering(question, options.before)
        if options.json or options.batch:
            print(json.dumps(answer_json(question_id, answer), ensure_ascii=False), flush=True)
        else:
            _show(answer)
    return 0


def _answering(settings: LlmSettings | None, search: Search) -> Callable[[str, Sequence[str]], Answer]:
    """How questions are answered: from the search alone, or with the language model that was set."""
    if settings is None:
        return lambda question, before: ask(search, question, before=before)
    from answer.llm.ask import ask_with
    from answer.llm.client import Model

    return partial(ask_with, Model(settings), search)


def _show(answer: Answer) -> None:
    if answer.understood:
        print(f"〔{answer.understood}〕")
    print(answer.text)
    if answer.worded_by:
        print(f"（由语言模型 {answer.worded_by} 据引文措辞）")
    if answer.claims and answer.note:
        print(answer.note)
    if answer.table and answer.table.columns != WHOLE:  # sentences stand above already
        print()
        for row in (answer.table.columns, *([cell.text for cell in row] for row in answer.table.rows)):
            print(" | ".join(row))
    for claim in answer.related:
        print(f"  · {claim.line}")
    for citation in answer.citations:
        clause = citation.clause
        page = f" 第{clause.page}页" if clause.page else ""
        print(f"\n[{citation.n}] 《{clause.title}》{' › '.join(clause.path)}{page}")
        print(f"    {' '.join(citation.quote.split())}\n    {clause.clause_id}")
    if not answer.claims:
        print()
        for hit in answer.hits[:5]:
            print(f"  · 《{hit.clause.title}》{' › '.join(hit.clause.path)}：{' '.join(hit.clause.text.split())[:60]}")


def _filters(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--region", default="", metavar="R", help="只列此地区的文件 (documents of a place)")
    parser.add_argument("--source", default="", metavar="S", help="只列此文件 (one document)")
    parser.add_argument("--year", type=int, metavar="Y", help="只列此年到期的 (due in this year)")
    parser.add_argument("--text", default="", metavar="WORDS", help="指标(任务、单位)中含有 (words of the indicator, task or units)")


def _wanted(options: argparse.Namespace, search: Search) -> Wanted:
    said = Wanted(options.region, options.source, getattr(options, "kind", None) or "", options.text, options.year)
    return known(said, search.documents())


def _duties(arguments: list[str]) -> int:
    parser = _parser("python -m answer duties", "各文件的责任分工 (who is responsible, in all documents)")
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    _filters(parser)
    options = parser.parse_args(arguments)
    from index import Index

    search = Index(options.index, None)
    duties = matching_duties(duty_ledger(search), _wanted(options, search))
    if not duties:
        print(_NONE, file=sys.stderr)
    for duty in duties:
        if options.json:
            print(json.dumps(duty_json(duty), ensure_ascii=False))
        else:
            print("\t".join((duty.task, "、".join(duty.lead), "、".join(duty.support), duty.schedule, duty.clause.clause_id)))
    return 0


def _targets(arguments: list[str]) -> int:
    parser = _parser("python -m answer targets", "各文件的指标 (the targets of all documents)")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    form.add_argument("--xlsx", type=Path, metavar="FILE", help="写入 Excel 工作簿 (write a workbook)")
    parser.add_argument("--kind", choices=KINDS, help="只列此类别 (targets of a kind)")
    _filters(parser)
    options = parser.parse_args(arguments)
    from index import Index

    search = Index(options.index, None)
    wanted = _wanted(options, search)
    rows = matching(entries((t, info.region) for info in search.documents() for t in targets_of(search, info)), wanted)
    if options.xlsx:
        shared = matching_duties(duty_ledger(search), replace(wanted, text=""))
        try:
            count = write_xlsx((row.target for row in rows), options.xlsx, shared)
        except OSError as error:
            raise BadInput(f"{options.xlsx}: {error.strerror}", "检查目录是否存在、文件是否正被打开") from error
        print(f"{count} 项指标,{len(shared)} 项分工 → {options.xlsx}", file=sys.stderr)
        return 0
    if not rows:
        print(_NONE, file=sys.stderr)
    for row in rows:
        target = row.target
        if options.json:
            print(json.dumps(entry_json(row), ensure_ascii=False))
        else:
            name = f"{target.indicator}（{target.condition}）" if target.condition else target.indicator
            shown = (
                target.scope,
                name,
                f"{'≈' if target.about else target.op}{target.value}{target.unit}",
                target.deadline,
                target.clause.clause_id,
            )
            print("\t".join(shown))
    return 0


def _align(arguments: list[str]) -> int:
    parser = _parser("python -m answer align", "文件逐条对照:后者较前者新增、未列、改写、收紧了什么 (align documents)")
    parser.add_argument("before", metavar="A", help="文件来源、文件名或标题,如上级文件 (source, file name or title)")
    parser.add_argument("after", nargs="+", metavar="B", help="与之对照的文件,可多份 (compared with it, one or more)")
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    parser.add_argument("--docx", type=Path, metavar="FILE", help="写入 Word 对照表 (write a Word table)")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="写入 Excel 工作簿,附覆盖图 (write a workbook)")
    options = parser.parse_args(arguments)
    from answer.align.documents import align
    from answer.align.files import write_docx, write_xlsx
    from answer.align.shapes import pair_json, pair_line

    search = _open(options)
    found = [align(search, options.before, name) for name in options.after]
    for write, path in ((write_docx, options.docx), (write_xlsx, options.xlsx)):
        if path:
            write(found, path)
            print(f"{len(found)} 份文件 → {path}", file=sys.stderr)
    if (options.docx or options.xlsx) and not options.json:
        return 0
    for alignment in found:
        if not options.json:
            print(f"《{alignment.before.title}》 | 《{alignment.after.title}》 | 关系 | 差异")
        for pair in alignment.pairs:
            print(json.dumps(pair_json(pair), ensure_ascii=False) if options.json else pair_line(pair))
    return 0


if __name__ == "__main__":
    sys.exit(main())
