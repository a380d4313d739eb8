"""What each command of the bench does: read, compute, write, and print what an evaluator looks at first."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policy import BadInput

if TYPE_CHECKING:
    from eval.trec import Qrels, Ranking


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _progress(what: str, done: int, of: int) -> None:
    if done % max(1, min(100, of // 20)) == 0 or done == of:
        sys.stderr.write(f"{what} {done}/{of}\n")


def _log(line: str) -> None:
    sys.stderr.write(line + "\n")


def _json(data: Any) -> None:
    _say(json.dumps(data, ensure_ascii=False))


def run(options: argparse.Namespace) -> int:
    from eval.folder import new_folder, write_run_folder
    from eval.opening import open_desk, take_in_corpus
    from eval.report import run_report
    from eval.runs import perform
    from eval.sets import read_set
    from eval.summary import summarise, summary_json

    questions = read_set(options.questions, options.qrels)
    train = read_set(options.train) if options.train else None
    new_folder(options.out)  # before the work, not after it
    if options.ingest:
        from models import load_encoder

        if questions.corpus is None:
            raise BadInput("--ingest 需要含 corpus.jsonl 的 BEIR 文件夹", "请用 --questions 给出该文件夹。")
        sys.stderr.write(f"收录 {take_in_corpus(questions.corpus, options.index, load_encoder(options.model))} 篇 → {options.index}\n")
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
            shown = [f"{n} {table[n].mean:.4f}" for n in ("RR@10", "R@5", "R@10", "R@100", "answer right") if n in table]
            _say(f"  {part}={value}: n={max(i.n for i in table.values())}  {'  '.join(shown)}")
    for name, value in summary.refusal.items():
        _say(f"  {name:28} {'–' if value is None else f'{value:.4f}'}")
    if summary.risk_area is not None:
        _say(f"  {'risk_coverage_area':28} {summary.risk_area:.4f}")
    peak = f"，内存峰值 {cost['peak_bytes'] / 2**20:.0f} MB" if cost["peak_bytes"] else ""
    _say(f"  检索 p50 {cost['search_p50_ms']:.1f} ms，共 {cost['total_seconds']:.1f} 秒{peak}")
    _say(f"→ {out / 'report.html'}")


def _by_questions(options: argparse.Namespace, ranked: "Ranking") -> "tuple[Qrels, Ranking]":
    """The gold of question files, and a run of clause ids by the names of the gold that they find."""
    from eval.judging import Resolver, qrels, ranking
    from eval.opening import open_desk
    from eval.sets import read_set
    from eval.trec import escape, scored

    resolver = Resolver(open_desk(options.index, options.model, "lexical"))
    questions = [resolver.question(row) for row in read_set(options.questions).rows]
    known = {escape(i): clause for i, clause in resolver.clauses.items()}
    if unknown := [d for of in ranked.values() for d in of if d not in known]:
        raise BadInput(f"{options.run}：{len(unknown)} 个条文编号不在索引中，如 {unknown[0]}", "请用同一个索引生成结果文件。")
    ordered = {q: sorted(of, key=lambda d: (-of[d], d)) for q, of in ranked.items()}
    asked = {q.question_id: q for q in questions}
    return qrels(questions), {q: scored(list(ranking(asked[q], [known[d] for d in ids]))) for q, ids in ordered.items() if q in asked}


def score(options: argparse.Namespace) -> int:
    from eval.measures import CLAUSE, parse, per_question
    from eval.stats import interval
    from eval.trec import read_qrels, read_run

    ranked = read_run(options.run)
    judged, ranked = (read_qrels(options.qrels), ranked) if options.qrels else _by_questions(options, ranked)
    if not judged.keys() & ranked.keys():
        raise BadInput(f"{options.run} 与标准没有相同的问题", "请检查两个文件是否配套。")
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
        _json(comparison_json(found))
        return 0
    for warning in found.warnings:
        sys.stderr.write(warning + "\n")
    _say(f"A = {a.name}，B = {b.name}，{len(found.changes)} 题；p 为随机化检验，括号内经 Holm 校正")
    for t in found.tests:
        change = f"{t.difference.mean:+.4f} [{t.difference.low:+.4f}, {t.difference.high:+.4f}]"
        games = f"胜 {t.wins} 平 {t.ties} 负 {t.losses}"
        _say(f"  {t.measure:26} {t.mean_a:.4f} → {t.mean_b:.4f}  {change}  {games}  p={t.p_randomization:.4f} ({t.holm_randomization:.4f})")
    for worse in found.regressions[:5]:
        _say(f"  退步 {worse.a.question_id} {found.measure} {worse.difference:+.3f} {worse.a.question}")
    if options.out:
        _say(f"→ {options.out / 'report.html'}")
    return 0


def check(options: argparse.Namespace) -> int:
    from dataclasses import asdict

    from eval.checks import check as checked
    from eval.checks_text import lines
    from eval.folder import dump, new_folder, read_run_folder
    from eval.judging import Resolver
    from eval.opening import open_desk
    from eval.sets import read_set

    questions = read_set(options.questions, options.qrels)
    train = read_set(options.train).rows if options.train else ()
    records = read_run_folder(options.run)[0].records if options.run else ()
    desk = open_desk(options.index, options.model, options.mode)
    report = checked(questions.rows, train, Resolver(desk), records)
    if options.out:
        new_folder(options.out.parent)
        dump(options.out, asdict(report))
    if options.json:
        _json(asdict(report))
    else:
        for line in lines(report):
            _say(line)
    return 0


def sweep(options: argparse.Namespace) -> int:
    from eval.folder import dump, new_folder, write_csv
    from eval.opening import open_desk
    from eval.sets import read_set
    from eval.sweep import parse, rows, steps_json, sweep_report
    from eval.sweep import sweep as swept

    vary = parse(options.vary)
    questions = read_set(options.questions, options.qrels)
    desk = open_desk(options.index, options.model, options.mode)
    new_folder(options.out)
    steps = swept(desk, questions, vary, k=options.k, progress=_progress)
    write_csv(options.out / "sweep.csv", rows(steps))
    dump(options.out / "sweep.json", steps_json(vary, steps))
    (options.out / "report.html").write_text(sweep_report(vary, steps), "utf8")
    for step in steps:
        shown = [f"{n} {step.measures[n].mean:.4f}" for n in ("RR@10", "R@10", "R@100", "document Success@1") if n in step.measures]
        _say(f"{vary.setting}={step.value:10} {'  '.join(shown)}")
    _say(f"→ {options.out / 'report.html'}")
    return 0


def fit(options: argparse.Namespace) -> int:
    from eval import fit as fitting
    from eval.folder import new_folder
    from eval.gold import GoldFinder, golds
    from eval.opening import open_desk
    from eval.sets import read_set

    digest = read_set(options.questions).digest
    groups = []
    for folder in options.index:
        desk = open_desk(folder, options.model)
        finder = GoldFinder(c for info in desk.documents() for c in desk.clauses(info.source))
        asked = [g for g in golds(options.questions, finder) if options.unseen is None or fitting.is_unseen(g, options.unseen)]
        groups.append(fitting.cases(desk, asked))
    found = fitting.balanced([g for g in groups if g])
    sys.stderr.write(f"{len(found)} 题的标准条文在索引中\n")
    weights, figures = fitting.fit_modes(found)
    new_folder(options.out.parent)
    fitting.write(options.out, weights, {"questions": digest, "cases": len(found), "held_out": figures})
    for mode, of in figures.items():
        _say(f"{mode:8} " + "  ".join(f"{name} {value:.4f}" if name != "n" else f"n={value}" for name, value in of.items()))
    _say(f"→ {options.out}（放到 index/fusion.json 即生效）")
    return 0


def collections(options: argparse.Namespace) -> int:
    from eval.collections import FITTED, MEASURED, opened
    from eval.folder import new_folder

    for of in (MEASURED, FITTED) if options.all else (MEASURED,):
        folder = options.out / of.replace(" ", "_")
        new_folder(folder)
        for name, desk, rows in opened(options.corpora, folder, of):
            questions = desk.folder.parent / "questions.jsonl"
            questions.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
            _say(f"{name}：{len(rows)} 题 {questions}，索引 {desk.folder}")
    return 0


def decision(options: argparse.Namespace) -> int:
    import tempfile

    from eval import fit_decision as fitting
    from eval.collections import opened
    from eval.fit_crossed import SAMPLE, Apart
    from eval.folder import new_folder
    from eval.gold import read_jsonl
    from eval.opening import open_desk
    from eval.sets import read_set

    digest, apart = read_set(options.questions).digest, Apart(options.crossed)
    asked = [row for path in options.questions for row in read_jsonl(path)]
    found = fitting.samples(apart.desk(open_desk(options.index, options.model), SAMPLE), asked, SAMPLE)
    with tempfile.TemporaryDirectory() as work:
        for name, desk, rows in opened(options.corpora, Path(work)):
            found += fitting.samples(apart.desk(desk, name), rows, name)
    if options.retrained:
        from eval.fit_decision_scale import samples_at_scale

        found += samples_at_scale(options.retrained, apart)
    outcomes = fitting.held_out(found)
    limits = fitting.thresholds([o for name, of in outcomes.items() if name != fitting.AT_SCALE for o in of])
    report = {name: fitting.counts(of, limits) for name, of in outcomes.items()}
    new_folder(options.out.parent)
    fitting.write(options.out, fitting.fit(found), limits, {"questions": digest, "held out": report})
    for name, of in report.items():
        _say(f"{name}: " + "  ".join(f"{what} {count}" for what, count in of.items()))
    _say(f"→ {options.out}（放到 answer/decision.json 即生效）")
    return 0


def crossed(options: argparse.Namespace) -> int:
    import tempfile

    from eval.collections import opened
    from eval.fit_crossed import ALL, SAMPLE, scopes, taught, tuned
    from eval.gold import read_jsonl
    from eval.opening import open_desk
    from models.tune_cross import TuneSettings

    asked = [row for path in options.questions for row in read_jsonl(path)]
    found = list(scopes(open_desk(options.index, options.model), asked, SAMPLE))
    with tempfile.TemporaryDirectory() as work:
        for name, desk, rows in opened(options.corpora, Path(work)):
            found += scopes(desk, rows, name)
    if options.retrained:
        taught(options.out, options.corpora, options.retrained / "split" / "train.jsonl", _log)
    tuned(options.out, found, TuneSettings(), _log)
    _say(f"→ {options.out / ALL}（放到 models/cross 即生效）")
    return 0


def spans(options: argparse.Namespace) -> int:
    import tempfile

    from eval import fit_spans as fitting
    from eval.collections import opened
    from eval.folder import new_folder

    found: list[fitting.Sample] = []
    with tempfile.TemporaryDirectory() as work:
        for name, desk, rows in opened(options.corpora, Path(work)):
            found += fitting.samples(desk, rows, name)
    report = fitting.held_out(found)
    new_folder(options.out.parent)
    fitting.write(options.out, fitting.fit(found), report)
    for name, of in report.items():
        _say(f"{name}: " + "  ".join(f"{what} {figure}" for what, figure in of.items()))
    _say(f"→ {options.out}（放到 answer/spans.json 即生效）")
    return 0


def retrain(options: argparse.Namespace) -> int:
    import dataclasses

    from eval.retrain import install
    from eval.retrain import retrain as made_anew
    from models.build import Sources
    from models.train import Settings

    sources = Sources(options.laws, options.policies, tuple(options.questions), tuple(options.lexicons))
    made_anew(options.out, sources, dataclasses.replace(Settings(), seed=options.seed), _log)
    if options.install:
        for path in install(options.out):
            _say(str(path))
    return 0


def gate(options: argparse.Namespace) -> int:
    from eval.gate import GATE, current, frozen, refresh, verdict
    from models import load_encoder

    encoder = load_encoder(options.model)
    now = current(encoder)
    if options.refresh:
        refresh(now, encoder)
        _say(f"已冻结为新的基准：{GATE}")
        return 0
    faults = 0
    for line in verdict(frozen(), now):
        _say(line.text)
        faults += line.failed
    return 1 if faults else 0
