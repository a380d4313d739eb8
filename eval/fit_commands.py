"""The commands that fit what the program learns: weights, the cross-encoder, the decision, spans, all of it anew."""

import argparse
import sys
from pathlib import Path

from eval.terminal import log, say
from policy import BadInput


def fit(options: argparse.Namespace) -> int:
    from eval import fit as fitting
    from eval.folder import new_folder
    from eval.gold import GoldFinder, golds
    from eval.opening import every_clause, open_desk
    from eval.sets import read_set

    digest = read_set(options.questions).digest
    groups = []
    for folder in options.index:
        desk = open_desk(folder, options.model)
        finder = GoldFinder(every_clause(desk))
        asked = [g for g in golds(options.questions, finder) if options.unseen is None or fitting.is_unseen(g, options.unseen)]
        groups.append(fitting.cases(desk, asked))
    found = fitting.balanced([g for g in groups if g])
    sys.stderr.write(f"{len(found)} 题的标准条文在索引中\n")
    weights, figures = fitting.fit_modes(found)
    new_folder(options.out.parent)
    fitting.write(options.out, weights, {"questions": digest, "cases": len(found), "held_out": figures})
    for mode, of in figures.items():
        say(f"{mode:8} " + "  ".join(f"{name} {value:.4f}" if name != "n" else f"n={value}" for name, value in of.items()))
    say(f"→ {options.out}（放到 index/fusion.json 即生效）")
    return 0


def collections(options: argparse.Namespace) -> int:
    from eval.collections import FITTED, MEASURED, opened
    from eval.folder import new_folder
    from eval.gold import write_jsonl

    for of in (MEASURED, FITTED) if options.all else (MEASURED,):
        folder = options.out / of.replace(" ", "_")
        new_folder(folder)
        for name, desk, rows in opened(options.corpora, folder, of):
            questions = desk.folder.parent / "questions.jsonl"
            write_jsonl(questions, rows)
            say(f"{name}：{len(rows)} 题 {questions}，索引 {desk.folder}")
    return 0


def marker(options: argparse.Namespace) -> int:
    from eval.fit_marker import marked
    from eval.opening import open_desk
    from models.cross import FOLDER
    from models.train_marker import MarkerSettings, marker_to

    desk = open_desk(options.index, options.model)
    found = marked(options.corpora, options.questions, lambda question: desk.rewrite(question).encoded)
    marker_to(options.out, FOLDER, found, MarkerSettings(epochs=options.epochs), log, options.before)
    say(f"→ {options.out}（放到 models/marker 即生效）")
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
        say(f"{name}: " + "  ".join(f"{what} {count}" for what, count in of.items()))
    say(f"→ {options.out}（放到 answer/evidence/decision.json 即生效）")
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
        taught(options.out, options.corpora, options.retrained / "split" / "train.jsonl", log)
    tuned(options.out, found, TuneSettings(), log)
    say(f"→ {options.out / ALL}（放到 models/cross 即生效）")
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
        say(f"{name}: " + "  ".join(f"{what} {figure}" for what, figure in of.items()))
    say(f"→ {options.out}（放到 answer/evidence/spans.json 即生效）")
    return 0


def retrain(options: argparse.Namespace) -> int:
    import dataclasses

    from eval.retrain import install
    from eval.retrain import retrain as made_anew
    from models.build import Sources
    from models.train import Settings

    missing = [str(folder) for folder in (options.laws, options.policies) if not folder.is_dir()]
    missing += [str(file) for file in (*options.questions, *options.lexicons) if not file.is_file()]
    if missing:
        raise BadInput(f"找不到 (not found)：{'、'.join(missing)}", "--laws、--policies 应是文件夹，--questions、--lexicons 应是文件。")
    sources = Sources(options.laws, options.policies, tuple(options.questions), tuple(options.lexicons))
    made_anew(options.out, sources, dataclasses.replace(Settings(), seed=options.seed), log)
    if options.install:
        for path in install(options.out):
            say(str(path))
    return 0
