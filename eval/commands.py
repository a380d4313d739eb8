"""What each command of the bench does: read, compute, write, and print what an evaluator looks at first."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from policy import BadInput


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _progress(what: str, done: int, of: int) -> None:
    if done % 100 == 0 or done == of:
        sys.stderr.write(f"{what} {done}/{of}\n")


def _json(data: Any) -> None:
    _say(json.dumps(data, ensure_ascii=False))


def run(options: argparse.Namespace) -> int:
    from eval.folder import write_run_folder
    from eval.opening import load, open_desk, take_in_corpus
    from eval.report import run_report
    from eval.runs import perform
    from eval.sets import read_set
    from eval.summary import summarise, summary_json

    questions = read_set(options.questions, options.qrels)
    train = read_set(options.train) if options.train else None
    if options.ingest:
        encoder = load(options.model, "hybrid")
        if questions.corpus is None or encoder is None:
            raise BadInput("--ingest 需要含 corpus.jsonl 的 BEIR 文件夹", "请用 --questions 给出该文件夹。")
        sys.stderr.write(f"收录 {take_in_corpus(questions.corpus, options.index, encoder)} 篇 → {options.index}\n")
    desk = open_desk(options.index, options.model, options.mode)
    name = options.name or options.out.resolve().name
    done = perform(desk, questions, name=name, k=options.k, answering=not options.no_answers, train=train, progress=_progress)
    summary = summarise(done)
    write_run_folder(options.out, done, summary, run_report(done, summary))
    if options.json:
        _json(summary_json(done, summary))
    else:
        _print_summary(summary, done.cost, options.out)
    return 0


def _print_summary(summary: Any, cost: dict[str, Any], out: Path) -> None:
    _say(f"{summary.name}: {summary.questions} 题，{summary.judged} 题有标准条文，{summary.unlocated} 题的标准条文不全在索引中")
    for name, i in summary.measures.items():
        _say(f"  {name:28} {i.mean:.4f}  [{i.low:.4f}, {i.high:.4f}]  n={i.n}")
    for part, tables in summary.groups.items():
        for value, table in tables.items():
            shown = [f"{n} {table[n].mean:.4f}" for n in ("RR@10", "R@10", "R@100", "answer right") if n in table]
            _say(f"  {part}={value}: n={max(i.n for i in table.values())}  {'  '.join(shown)}")
    for name, value in summary.refusal.items():
        _say(f"  {name:28} {'–' if value is None else f'{value:.4f}'}")
    if summary.risk_area is not None:
        _say(f"  {'risk_coverage_area':28} {summary.risk_area:.4f}")
    peak = f"，内存峰值 {cost['peak_bytes'] / 2**20:.0f} MB" if cost["peak_bytes"] else ""
    _say(f"  检索 p50 {cost['search_p50_ms']:.1f} ms，共 {cost['total_seconds']:.1f} 秒{peak}")
    _say(f"→ {out / 'report.html'}")


def score(options: argparse.Namespace) -> int:
    from eval.measures import CLAUSE, parse, per_question
    from eval.stats import interval
    from eval.trec import read_qrels, read_run

    judged, ranked = read_qrels(options.qrels), read_run(options.run)
    if not judged.keys() & ranked.keys():
        raise BadInput(f"{options.run} 与 {options.qrels} 没有相同的问题", "请检查两个文件是否配套。")
    names = [str(m) for m in parse(options.measures or CLAUSE)]
    values = per_question(judged, ranked, names)
    means = {n: interval([v[n] for v in values.values()]) for n in names}
    if options.json:
        table = {n: {"mean": i.mean, "low": i.low, "high": i.high, "n": i.n} for n, i in means.items()}
        _json({"measures": table, **({"questions": values} if options.per_question else {})})
        return 0
    if options.per_question:
        for query, of in values.items():
            for n in names:
                _say(f"{n}\t{query}\t{of[n]:.4f}")
    for n in names:
        _say(f"{n}\tall\t{means[n].mean:.4f}")
    return 0
