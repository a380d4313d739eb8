"""The command line of the index: list, search, edit, check, rebuild."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index import Index, Writer, check, open_index
from index.edits import FIELDS, NAMES
from index.filters import known
from index.fusion import MODES
from policy import LEVELS, BadInput, DocumentInfo, Hit
from policy.batches import read_questions
from policy.commands import Parser, default_index, exit_status
from policy.shapes import clause_json, document_json, search_json


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; 0 all good, 1 something could not be done, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(argv)
    if faults := _faults(options):
        parser.error("；".join(faults))
    return exit_status(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m index", description="索引:列出、检索、改著录、校验、重建 (list, search, edit, check, rebuild)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="list|search|edit|check|rebuild")
    listing = _command(commands, "list", _list, "文档,或一份文档的条文 (documents, or the clauses of one)")
    listing.add_argument("--source", default="", help="文档 (a document)")
    listing.add_argument("--json", action="store_true", help="每行一个 JSON 对象 (an object a line)")
    search = _command(commands, "search", _search, "检索条文 (search for clauses)")
    search.add_argument("query", nargs="?", default=None, metavar="QUERY", help="要查的内容 (what to look for)")
    search.add_argument("--batch", type=Path, metavar="IN.jsonl", help='每行一个 {"id", "question"} (a question a line)')
    search.add_argument("-k", default="10", help="条数 (how many hits), 10")
    search.add_argument("--mode", default="hybrid", help=" | ".join(MODES))
    search.add_argument("--region", action="append", default=[], help="地区全称或简称,可给多次 (a place; may be given again)")
    search.add_argument("--year", default="", help="施行年份 (year in force)")
    search.add_argument(
        "--source", action="append", default=[], help="文档、文件名,或以 / 结尾的文件夹,可给多次 (a document or folder; may be given again)"
    )
    search.add_argument("--level", action="append", default=[], help=f"层级,可给多次 (level): {' | '.join(LEVELS)}")
    search.add_argument("--kind", action="append", default=[], help="文种,可给多次 (kind): 条例 通知 意见 …")
    search.add_argument("--json", action="store_true", help="输出 JSON (one object a query)")
    search.add_argument("--model", default=None, help="向量模型,默认为索引所记 (encoder)")
    edit = _command(commands, "edit", _edit, "改一份文档的著录,正文不变 (set a document's metadata by hand; its text stays as it is)")
    edit.add_argument("source", metavar="SOURCE", help="文档 (a document)")
    for name in FIELDS:
        edit.add_argument(f"--{name}", default=None, help=NAMES[name])
    edit.add_argument(
        "--reset", nargs="*", default=None, metavar="FIELD", help="恢复读出的值,不写则全部 (back to what was read; all if none is named)"
    )
    edit.add_argument("--json", action="store_true", help="输出 JSON (one object)")
    edit.add_argument("--model", default=None, help="向量模型,默认为索引所记 (encoder)")
    _command(commands, "check", _check, "校验索引 (verify hashes, counts and spans)")
    rebuild = _command(commands, "rebuild", _rebuild, "重新分词和编码 (cut and encode everything anew)")
    rebuild.add_argument("--model", default=None, help="向量模型 (encoder)")
    return parser


def _command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("--index", type=Path, default=default_index(), help="索引目录 (index folder)")
    parser.set_defaults(run=run)
    return parser


def _faults(options: argparse.Namespace) -> list[str]:
    """All that is wrong with the arguments of a search or an edit."""
    if options.command == "edit":
        return _edit_faults(options)
    if options.command != "search":
        return []
    strange = [level for level in options.level if level not in LEVELS]
    checks = (
        (bool(strange), f"--level {' '.join(strange)}: 应为 {' | '.join(LEVELS)}"),
        (options.query is None and options.batch is None, "缺少 QUERY 或 --batch (say what to look for)"),
        (options.query is not None and options.batch is not None, "QUERY 与 --batch 只能用一个 (one of both)"),
        (options.query is not None and not options.query.strip(), "QUERY 为空 (is empty)"),
        (options.batch is not None and not options.batch.is_file(), f"--batch {options.batch}: 没有此文件 (no such file)"),
        (not options.k.isdecimal() or int(options.k) < 1, f"-k {options.k}: 应为正整数 (must be a positive number)"),
        (options.mode not in MODES, f"--mode {options.mode}: 应为 {' | '.join(MODES)}"),
        (
            options.year != "" and not (options.year.isdecimal() and len(options.year) == 4),
            f"--year {options.year}: 应为四位年份 (four digits)",
        ),
    )
    return [message for wrong, message in checks if wrong]


def _edit_faults(options: argparse.Namespace) -> list[str]:
    unknown = [name for name in options.reset or () if name not in FIELDS]
    nothing = options.reset is None and all(getattr(options, name) is None for name in FIELDS)
    checks = (
        (bool(unknown), f"--reset {' '.join(unknown)}: 应为 {' '.join(FIELDS)} 中的项 (no such field)"),
        (nothing, "没有要改的项 (nothing to change): --region 浙江省 | --reset"),
    )
    return [message for wrong, message in checks if wrong]


def _open(options: argparse.Namespace, mode: str) -> Index:
    """The index with the encoder that it was made with, or with the one named; without any where none is needed."""
    if mode == "lexical":
        return Index(options.index, None)
    from models import load_encoder

    return open_index(options.index, load_encoder, options.model)


def _print(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _list(options: argparse.Namespace) -> int:
    index = Index(options.index, None)
    if options.source:
        for clause in index.clauses(_source(index.documents(), options.source)):
            _print(clause_json(clause)) if options.json else print(f"{clause.clause_id}\t{' '.join(clause.text.split())[:80]}")
        return 0
    for info in index.documents():
        shown = (info.source, info.title, info.region, info.issued, f"{info.clauses} 条")
        _print(document_json(info)) if options.json else print("\t".join(shown))
    return 0


def _source(infos: Sequence[DocumentInfo], name: str) -> str:
    """The source meant by its path or, where only one has it, its bare name."""
    if any(i.source == name for i in infos):
        return name
    found = [i.source for i in infos if i.source.rsplit("/", 1)[-1] == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise BadInput(f"{name} 有多份 (more than one): {', '.join(found)}", "用完整路径 (give the path)")
    raise BadInput(f"索引中没有文档 (no such document): {name}", "python -m index list 列出全部文档")


def _search(options: argparse.Namespace) -> int:
    year = int(options.year) if options.year else None
    questions = [(None, options.query)] if options.query is not None else read_questions(options.batch)
    index = _open(options, options.mode)
    known(index.documents(), region=options.region, source=options.source, kind=options.kind)
    for query_id, question in questions:
        blank = not question.strip()
        hits = [] if blank else index.search(
            question, int(options.k), mode=options.mode, year=year,
            region=options.region, source=options.source, level=options.level, kind=options.kind,
        )  # fmt: skip
        if options.json or options.batch:
            _print(search_json(query_id, question, hits))
        else:
            _show(hits)
    return 0


def _show(hits: Sequence[Hit]) -> None:
    for hit in hits:
        place = " › ".join((hit.clause.title, *hit.clause.path))
        page = f"  第 {hit.clause.page} 页" if hit.clause.page else ""
        print(f"{hit.rank}. {place}{page}  [{hit.score:.3f}]\n   {' '.join(hit.clause.text.split())[:160]}\n   {hit.clause.clause_id}")
    if not hits:
        print("没有符合的条文 (nothing found)", file=sys.stderr)


def _edit(options: argparse.Namespace) -> int:
    from index.opening import encoder_of
    from models import load_encoder

    source = _source(Index(options.index, None).documents(), options.source)
    changes = {name: value for name in FIELDS if (value := getattr(options, name)) is not None}
    reset = () if options.reset is None else options.reset or FIELDS
    with Writer(options.index, encoder_of(options.index, load_encoder, options.model)) as writer:
        status = writer.edit(source, changes, reset)
        writer.commit()
    info = next(i for i in Index(options.index, None).documents() if i.source == source)
    if options.json:
        _print(document_json(info, status))
        return 0
    for name in FIELDS:
        value = getattr(info, name) or ""
        shown = "-".join(map(str, value)) if isinstance(value, tuple) else value
        print(f"{NAMES[name]}\t{shown}{'  （已改 edited）' if name in info.edited else ''}")
    return 0


def _check(options: argparse.Namespace) -> int:
    generation, faults = check(options.index)
    counts = ", ".join(f"{name} {count}" for name, count in generation.manifest["counts"].items())
    print(f"{options.index} {generation.name}: {counts}; {generation.manifest['encoder']['name']}; {generation.manifest['terms']['cut']}")
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print("→ 从备份恢复索引目录,或重新收录 (restore the folder from a backup, or ingest anew)", file=sys.stderr)
    return 1 if faults else 0


def _rebuild(options: argparse.Namespace) -> int:
    from index.rebuild import rebuild
    from models import load_encoder

    print(rebuild(options.index, load_encoder(options.model)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
