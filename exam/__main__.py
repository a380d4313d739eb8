"""`python -m exam make BLUEPRINT.toml --out DIR [--json]`,
`python -m exam make --source S --kinds 单选=10,判断=5 [--from 程序,出处] --out DIR`, either with `--reword` where a language model
is to word the stems, and `python -m exam check PAPER.json [--json]`.

Exit 0: all done; 1: something could not be done, was lacking, or the check found faults; 2: wrong usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from exam import Blueprint, Sources, check, load, load_paper, make, parse, versions, write_paper
from exam.papers import fault_json, paper_json
from exam.ports import Library, Speaker
from policy import BadInput, Clause, Target
from policy.commands import Parser, default_index, exit_status
from policy.exam import Paper


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and give its exit status."""
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    return exit_status(lambda: int(options.run(options)))


def _parser() -> argparse.ArgumentParser:
    parser = Parser("python -m exam", description="由条文出题、组卷、核验 (exam papers from clauses)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    made = commands.add_parser("make", help="按蓝图组卷 (make a paper)")
    made.add_argument("blueprint", nargs="?", type=Path, metavar="BLUEPRINT.toml", help="蓝图 (what the paper is made of)")
    made.add_argument("--source", action="append", default=[], metavar="NAME", help="不用蓝图时：文件来源或标题，可多次 (documents)")
    made.add_argument("--kinds", default="", metavar="单选=10,判断=5", help="不用蓝图时：题型和题数 (how many of each kind)")
    made.add_argument("--from", dest="of", default="", metavar="程序,出处", help="不用蓝图时：只考哪些内容 (sorts: procedure, scope, …)")
    made.add_argument("--title", default="试卷", help="不用蓝图时：卷名 (title)")
    made.add_argument("--seed", type=int, default=None, help="种子，同一种子出同一份卷 (seed)")
    made.add_argument("--reword", action="store_true", help="由语言模型润色题干，须设 TIAOWEN_LLM_URL (stems worded by a language model)")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="写入的目录 (folder to write to)")
    made.set_defaults(run=_make, command=made)
    checked = commands.add_parser("check", help="对照现行条文核验试卷 (verify a paper)")
    checked.add_argument("paper", type=Path, metavar="PAPER.json")
    checked.set_defaults(run=_check)
    for command in (made, checked):
        command.add_argument("--index", type=Path, default=default_index(), help="索引目录 (index folder)")
        command.add_argument("--json", action="store_true", help="输出 JSON")
    return parser


def sources_of(library: Library, speaker: Speaker | None = None) -> Sources:
    """A library as what papers are made from, with all that is read out of its clauses. `app.py` composes the page by it too."""
    from answer.compose.claims import label
    from answer.ledger.duties import duties
    from answer.ledger.targets import targets

    places = {info.source: label(info, info.title) for info in library.documents()}

    def set_by(clause: Clause) -> Sequence[Target]:
        return targets(clause, places.get(clause.source, ""))

    return Sources(library, set_by, duties, speaker)


def _speaker() -> Speaker | None:
    """The language model that the environment names."""
    from answer.llm.client import Model
    from answer.llm.settings import llm_settings

    settings = llm_settings(os.environ)
    return Model(settings) if settings else None


def _make(options: argparse.Namespace) -> int:
    from index import Index

    blueprint = _blueprint(options)
    speaker = _speaker() if blueprint.reword else None
    if blueprint.reword and speaker is None:
        raise BadInput(
            "没有设置语言模型，不能润色题干 (no language model is set)", "设置 TIAOWEN_LLM_URL 与 TIAOWEN_LLM_MODEL，或不用 --reword"
        )
    paper = make(sources_of(Index(options.index, None), speaker), blueprint, _progress)
    written = []
    for version in versions(paper, blueprint.versions):
        written += _write(version, options.out / version.version if version.version else options.out)
    if options.json:
        print(json.dumps({"paper": paper_json(paper), "files": [str(p) for p in written]}, ensure_ascii=False))
    else:
        _show(paper, written)
    return 1 if paper.lacking else 0


def _blueprint(options: argparse.Namespace) -> Blueprint:
    shortcut = bool(options.source or options.kinds or options.of)
    if (options.blueprint is None) != shortcut:
        options.command.error("给出 BLUEPRINT.toml，或 --kinds（可加 --source）(one of both)")
    if options.blueprint:
        said = load(options.blueprint)
        seed = said.seed if options.seed is None else options.seed
        return replace(said, seed=seed, reword=said.reword or options.reword)
    kinds: dict[str, Any] = {}
    for part in _cut(options.kinds):
        name, _, count = part.partition("=")
        kinds[name.strip()] = int(count) if count.strip().isdigit() else count
    seed = 1 if options.seed is None else options.seed
    plain = {"title": options.title, "kinds": kinds, "sources": options.source, "from": _cut(options.of), "seed": seed}
    return parse({**plain, "reword": options.reword})


def _cut(listed: str) -> list[str]:
    return [part.strip() for part in listed.replace("，", ",").split(",") if part.strip()]


def _write(paper: Paper, folder: Path) -> list[Path]:
    """The paper as JSON, and in all file formats."""
    written = [write_paper(paper, folder / "paper.json")]
    if find_spec("exam.files"):
        from exam.files import FORMATS, write

        written += write(paper, folder, FORMATS)
    return written


def _show(paper: Paper, written: Sequence[Path]) -> None:
    covered = sum(bool(c.items) for c in paper.coverage)
    print(f"《{paper.title}》{len(paper.items)} 题，{paper.points:g} 分；涉及条文 {covered}/{len(paper.coverage)} 条")
    for item in paper.lacking:
        print(f"不足：{item.what} 要 {item.wanted}，出 {item.made}。{item.why}")
    for note in paper.notes:
        print(f"说明：{note}")
    for path in written:
        print(path)


def _check(options: argparse.Namespace) -> int:
    from index import Index

    paper = load_paper(options.paper)
    faults = check(Index(options.index, None), paper, _progress)
    numbers = {item.item_id: n for n, item in enumerate(paper.items, 1)}
    for fault in faults:
        if options.json:
            print(json.dumps({"n": numbers.get(fault.item_id), **fault_json(fault)}, ensure_ascii=False))
        else:
            print(f"第 {numbers.get(fault.item_id, '—')} 题 [{fault.code}] {fault.text} → {fault.remedy}")
    print(f"核验 {len(paper.items)} 题，发现 {len(faults)} 处问题", file=sys.stderr)
    return 1 if faults else 0


def _progress(what: str, done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {done}/{of}   ", end="" if done < of else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
