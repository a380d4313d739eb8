"""What each command of the bench does: read, compute, write, and print what an evaluator looks at first."""

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.terminal import log, progress, say, say_json
from policy import BadInput

if TYPE_CHECKING:
    from eval.record import Run


def run(options: argparse.Namespace) -> int:
    from eval.folder import fresh_folder, write_run_folder
    from eval.opening import open_desk, take_in_corpus
    from eval.report import run_report
    from eval.runs import perform
    from eval.sets import read_set
    from eval.summary import summarise, summary_json

    questions = read_set(options.questions, options.qrels, options.relevant)
    train = read_set(options.train) if options.train else None
    with fresh_folder(options.out):
        if options.ingest:
            from models import load_encoder

            if questions.corpus is None:
                raise BadInput("--ingest 需要含 corpus.jsonl 的 BEIR 文件夹", "请用 --questions 给出该文件夹。")
            taken = take_in_corpus(questions.corpus, options.index, load_encoder(options.model), log)
            log(f"收录 {taken} 篇 → {options.index}")
        desk = open_desk(options.index, options.model, options.mode)
        name = options.name or options.out.resolve().name
        done = perform(desk, questions, name=name, k=options.k, answering=not options.no_answers, train=train, progress=progress)
        summary = summarise(done)
        write_run_folder(options.out, done, summary, run_report(done, summary))
    for line in questions.left_out:
        log(line)
    if options.json:
        say_json(summary_json(done, summary))
    else:
        _print_summary(summary, done, options.out)
    return 0


def _print_summary(summary: Any, run: "Run", out: Path) -> None:
    cost, least = run.cost, run.provenance["settings"]["relevant"]
    graded = f"；{least} 级及以上算相关，nDCG 按分级" if least > 1 else ""
    say(f"{summary.name}: {summary.questions} 题，{summary.judged} 题有标准条文，{summary.unlocated} 题的标准条文不全在索引中{graded}")
    for name, i in summary.measures.items():
        say(f"  {name:28} {i.mean:.4f}  [{i.low:.4f}, {i.high:.4f}]  n={i.n}")
    for part, tables in summary.groups.items():
        for value, table in tables.items():
            shown = [f"{n} {table[n].mean:.4f}" for n in ("RR@10", "R@5", "R@10", "R@100", "answer right") if n in table]
            say(f"  {part}={value}: n={summary.sizes[part][value]}  {'  '.join(shown) or '（没有适用的指标）'}")
    for name, value in summary.refusal.items():
        say(f"  {name:28} {'–' if value is None else f'{value:.4f}'}")
    if summary.risk_area is not None:
        say(f"  {'risk_coverage_area':28} {summary.risk_area:.4f}")
    peak = f"，内存峰值 {cost['peak_bytes'] / 2**20:.0f} MB" if cost["peak_bytes"] else ""
    search = f"检索 p50 {cost['search_p50_ms']:.1f} ms，" if "search_p50_ms" in cost else ""
    say(f"  {search}共 {cost['total_seconds']:.1f} 秒{peak}")
    say(f"→ {out / 'report.html'}")


def score(options: argparse.Namespace) -> int:
    from eval.folder import fresh_folder, write_run_folder
    from eval.foreign import by_qrels, by_questions, missing
    from eval.measures import CLAUSE, parse
    from eval.opening import open_desk
    from eval.report import run_report
    from eval.sets import read_set
    from eval.summary import summarise
    from eval.trec import read_qrels, read_run

    ranked = read_run(options.run)
    names = [str(m) for m in parse(options.measures or CLAUSE)]
    label = options.name or (options.out.resolve().name if options.out else options.run.stem)
    if options.questions:
        questions = read_set(options.questions, options.qrels, options.relevant)
        done = by_questions(open_desk(options.index, options.model, "lexical"), questions, ranked, options.run, names, label)
        told = questions.left_out
    else:
        judged = read_qrels(options.qrels)
        done, told = by_qrels(judged, ranked, options.run, options.qrels, names, label, options.relevant or 1), []
    values = {r.question_id: r.measures for r in done.records if any(r.measures.get(n) is not None for n in names)}
    if not values or not any(done.ranked["clause"].values()):
        raise BadInput(f"{options.run} 与标准没有相同的问题", "请检查两个文件是否配套。")
    for line in (*told, *missing(done, ranked)):
        log(line)
    summary = summarise(done)
    if options.out:
        with fresh_folder(options.out):
            write_run_folder(options.out, done, summary, run_report(done, summary))
    if options.json:
        table = {n: asdict(summary.measures[n]) for n in names}
        each = {"questions": {q: {n: of[n] for n in names} for q, of in values.items()}} if options.per_question else {}
        say_json({"measures": table, **each, "provenance": done.provenance})
        return 0
    for query, of in values.items() if options.per_question else ():
        for n in names:
            say(f"{n}\t{query}\t{of[n]:.4f}")
    for n in names:
        say(f"{n}\tall\t{summary.measures[n].mean:.4f}")
    if options.out:
        say(f"→ {options.out / 'report.html'}")
    return 0


def compare(options: argparse.Namespace) -> int:
    from eval.compare import compare as compared
    from eval.compare import comparison_json, table_rows
    from eval.compare_report import compare_report
    from eval.folder import dump, new_folder, read_run_folder, write_csv

    (a, _), (b, _) = read_run_folder(options.a), read_run_folder(options.b)
    found = compared(a, b, options.measure)
    if options.out:
        new_folder(options.out)
        write_csv(options.out / "questions.csv", table_rows(found))
        dump(options.out / "comparison.json", comparison_json(found))
        (options.out / "report.html").write_text(compare_report(found), "utf8")
    if options.json:
        say_json(comparison_json(found))
        return 0
    for warning in found.warnings:
        sys.stderr.write(warning + "\n")
    say(f"A = {a.name}，B = {b.name}，{len(found.changes)} 题；p 为随机化检验，t 为成对 t 检验的 p，括号内经 Holm 校正")
    for t in found.tests:
        change = f"{t.difference.mean:+.4f} [{t.difference.low:+.4f}, {t.difference.high:+.4f}]"
        games = f"胜 {t.wins} 平 {t.ties} 负 {t.losses}"
        chance = f"p={t.p_randomization:.4f} ({t.holm_randomization:.4f})  t={t.p_t:.4f} ({t.holm_t:.4f})"
        say(f"  {t.measure:26} {t.mean_a:.4f} → {t.mean_b:.4f}  {change}  {games}  {chance}")
    for worse in found.regressions[:5]:
        say(f"  退步 {worse.a.question_id} {found.measure} {worse.difference:+.3f} {worse.a.question}")
    if options.out:
        say(f"→ {options.out / 'report.html'}")
    return 0


def check(options: argparse.Namespace) -> int:
    from eval.checks import belonging
    from eval.checks import check as checked
    from eval.checks_text import lines
    from eval.folder import dump, new_folder, read_run_folder
    from eval.judging import Resolver
    from eval.opening import open_desk
    from eval.provenance import provenance
    from eval.runs import about_questions
    from eval.sets import read_set

    questions = read_set(options.questions, options.qrels, options.relevant)
    train = read_set(options.train) if options.train else None
    records = belonging(questions.rows, read_run_folder(options.run)[0].records, options.run) if options.run else ()
    desk = open_desk(options.index, options.model, options.mode)
    report = checked(questions.rows, train.rows if train else (), Resolver(desk, questions.relevant), records)
    settings = {"relevant": questions.relevant, "train": train.digest if train else None, "run": str(options.run or "") or None}
    about = provenance(desk, questions.digest, settings)
    about["questions"] |= about_questions(questions)
    found = {**asdict(report), "provenance": about}
    for line in questions.left_out:
        log(line)
    if options.out:
        new_folder(options.out.parent)
        dump(options.out, found)
    if options.json:
        say_json(found)
    else:
        for line in lines(report):
            say(line)
    return 0


def sweep(options: argparse.Namespace) -> int:
    from eval.folder import dump, fresh_folder, write_csv
    from eval.opening import open_desk
    from eval.sets import read_set
    from eval.sweep import main_names, parse, rows, steps_json, sweep_report
    from eval.sweep import sweep as swept

    vary = parse(options.vary)
    questions = read_set(options.questions, options.qrels, options.relevant)
    desk = open_desk(options.index, options.model, options.mode)
    with fresh_folder(options.out):
        steps = swept(desk, questions, vary, k=options.k, progress=progress)
        write_csv(options.out / "sweep.csv", rows(steps))
        dump(options.out / "sweep.json", steps_json(vary, steps))
        (options.out / "report.html").write_text(sweep_report(vary, steps), "utf8")
    for line in (*questions.left_out, *steps[0].notes):
        log(line)
    for step in steps:
        shown = [f"{n} {step.measures[n].mean:.4f}" for n in main_names(steps)]
        say(f"{vary.setting}={step.value:10} {'  '.join(shown)}  检索 p50 {step.milliseconds:.1f} ms")
    say(f"→ {options.out / 'report.html'}")
    return 0


def gate(options: argparse.Namespace) -> int:
    from eval.gate import GATE, current, frozen, refresh, verdict
    from models import load_encoder

    encoder = load_encoder(options.model)
    now = current(encoder)
    if options.refresh:
        refresh(now, encoder)
        say(f"已冻结为新的基准：{GATE}")
        return 0
    faults = 0
    for line in verdict(frozen(), now):
        say(line.text)
        faults += line.failed
    return 1 if faults else 0
