"""`python -m answer "QUESTION" [--json]`, `--batch IN.jsonl`, `python -m answer targets [--json | --xlsx FILE]`,
`python -m answer duties [--json]`, and `python -m answer align A B [--json]`.

Exit 0: all done, "not found" included; 1: something could not be done; 2: wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from answer import ask
from answer.duties import duty_json
from answer.ledger import duty_ledger, ledger, write_xlsx
from answer.llm_settings import LlmSettings, llm_settings
from answer.search import Search
from policy import Answer, BadInput, TiaowenError
from policy.batches import read_questions
from policy.shapes import answer_json, target_json


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        command = {"targets": _targets, "duties": _duties, "align": _align}.get(arguments[0] if arguments else "")
        return command(arguments[1:]) if command else _ask(arguments)
    except TiaowenError as error:
        print(f"{error}\n→ {error.remedy}" if error.remedy else str(error), file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser(prog: str, text: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog, description=text)
    parser.add_argument("--index", type=Path, default=Path(os.environ.get("TIAOWEN_INDEX") or "data/index"), help="索引目录 (index folder)")
    parser.add_argument("--model", default=None, help="向量模型,默认为索引所记 (encoder)")
    return parser


def _open(options: argparse.Namespace) -> Any:
    from index import open_index
    from models import load_encoder

    return open_index(options.index, load_encoder, options.model)


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
    search = _open(options)
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
    from answer.llm_ask import ask_with
    from answer.llm_client import Model

    return partial(ask_with, Model(settings), search)


def _show(answer: Answer) -> None:
    if answer.understood:
        print(f"〔{answer.understood}〕")
    print(answer.text)
    if answer.worded_by:
        print(f"（由语言模型 {answer.worded_by} 据引文措辞）")
    if answer.claims and answer.note:
        print(answer.note)
    if answer.table:
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


def _duties(arguments: list[str]) -> int:
    parser = _parser("python -m answer duties", "各文件的责任分工 (who is responsible, in all documents)")
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    options = parser.parse_args(arguments)
    from index import Index

    for duty in duty_ledger(Index(options.index, None)):
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
    options = parser.parse_args(arguments)
    from index import Index

    rows = ledger(Index(options.index, None))
    if options.xlsx:
        try:
            count = write_xlsx(rows, options.xlsx)
        except OSError as error:
            raise BadInput(f"{options.xlsx}: {error.strerror}", "检查目录是否存在、文件是否正被打开") from error
        print(f"{count} 项指标 → {options.xlsx}", file=sys.stderr)
        return 0
    for row in rows:
        if options.json:
            print(json.dumps(target_json(row), ensure_ascii=False))
        else:
            shown = (row.scope, row.indicator, f"{row.op}{row.value}{row.unit}", row.deadline, row.clause.clause_id)
            print("\t".join(shown))
    return 0


def _align(arguments: list[str]) -> int:
    parser = _parser("python -m answer align", "两个文件逐条对照:后者较前者新增、未列、改写、收紧了什么 (align two documents)")
    parser.add_argument("before", metavar="A", help="文件来源、文件名或标题,如上级文件 (source, file name or title)")
    parser.add_argument("after", metavar="B", help="与之对照的文件 (compared with it)")
    parser.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    options = parser.parse_args(arguments)
    from answer.align import align
    from answer.align_shapes import pair_json, pair_line

    alignment = align(_open(options), options.before, options.after)
    if not options.json:
        print(f"《{alignment.before.title}》 | 《{alignment.after.title}》 | 关系 | 差异")
    for pair in alignment.pairs:
        print(json.dumps(pair_json(pair), ensure_ascii=False) if options.json else pair_line(pair))
    return 0


if __name__ == "__main__":
    sys.exit(main())
