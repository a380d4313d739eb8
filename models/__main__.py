"""python -m models adapt --out FOLDER [--index DIR] [--seed N] [--hold-out SHARE] [--rate R] [--pull P] [--json]
python -m models train --laws DIR --policies DIR --questions FILE… [--lexicons FILE…] --out DIR [--seed N] [--hold-out SHARE]
python -m models measure --laws DIR --policies DIR --questions FILE… [--model NAME] [--hold-out SHARE]
python -m models cross --laws DIR --policies DIR --questions FILE… --encoder FOLDER --out FOLDER [--seconds S | --steps N]"""

import argparse
import dataclasses
import hashlib
import json
import os
import shlex
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from policy import Clause
from policy.bench import Paired
from policy.commands import Parser, default_index, exit_status

if TYPE_CHECKING:
    from models.adapt import Adapted, Corpus
    from models.load import Encoder

SAMPLE = Path(__file__).parents[1] / "sample"
LEXICONS = sorted((Path(__file__).parents[1] / "index" / "lexicon").glob("*.tsv"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 done, 1 it could not be done or must not be used, 2 wrong usage."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if faults := _faults(options):
        parser.error("；".join(faults))
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    command = {"adapt": _adapt, "train": _train, "measure": _measure, "cross": _cross}[options.command]
    return exit_status(lambda: int(command(options)))


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="python -m models", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "measure", "cross"):
        command = commands.add_parser(name)
        command.add_argument("--laws", type=Path, required=True, help="folder of laws in Markdown")
        command.add_argument("--policies", type=Path, required=True, help="folder of policy documents as text")
        command.add_argument("--questions", type=Path, nargs="+", required=True, help="JSONL files of questions")
        command.add_argument("--threads", type=int, default=2)
        if name == "cross":
            _cross_options(command)
            continue
        command.add_argument("--hold-out", type=float, default=0.0 if name == "train" else 1.0, help="share of the questions to measure on")
        if name == "measure":
            command.add_argument("--model", default=None, help="folder or name; the shipped one by default")
        else:
            command.add_argument("--out", type=Path, required=True, help="folder for the weights")
            command.add_argument("--lexicons", type=Path, nargs="*", default=[], help="tab-separated files: a wording, its official terms")
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--steps", type=int, default=None)
    _adapt_options(commands.add_parser("adapt", help="fit the shipped encoder to the documents of an index, and say whether it helped"))
    return parser


def _cross_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--encoder", type=Path, required=True, metavar="FOLDER", help="a static encoder, whose vectors it reads with")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="folder for the weights")
    command.add_argument("--without-policies", nargs="*", default=[], metavar="NAME", help="files of --policies to leave out")
    command.add_argument("--seed", type=int, default=0)
    length = command.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=float, default=420.0, help="how long to train, 420: meant for a GPU, where that is 8,000 steps")
    length.add_argument("--steps", type=int, default=None, help="how many steps, in place of --seconds; each takes many seconds on a CPU")


def _adapt_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--index", type=Path, default=default_index(), metavar="DIR", help="索引目录 (index folder)")
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="写入的新文件夹 (a new folder)")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--hold-out", type=float, default=0.2, metavar="SHARE", help="留出的条文比例 (share of the clauses held out), 0.2")
    command.add_argument("--rate", type=float, default=2e-3, help="学习率 (learning rate), 0.002")
    command.add_argument("--pull", type=float, default=0.03, help="拉回原向量的力度 (pull back to the shipped vectors), 0.03")
    command.add_argument("--json", action="store_true", help="输出一个 JSON 对象 (one object)")


def _faults(options: argparse.Namespace) -> list[str]:
    """All that is wrong with the arguments."""
    if options.command != "adapt":
        missing = [folder for folder in (options.laws, options.policies) if not folder.is_dir()]
        missing += [file for file in [*options.questions, *getattr(options, "lexicons", [])] if not file.is_file()]
        if options.command == "cross":
            missing += [file for name in options.without_policies if not (file := options.policies / name).is_file()]
        faults = ["找不到 (not found)：" + "、".join(map(str, missing))] if missing else []
        return faults + (_cross_faults(options) if options.command == "cross" else [])
    out = options.out
    taken = out.exists() and (not out.is_dir() or any(out.iterdir()))
    checks = (
        (taken, f"--out {out}: 已存在且不为空 (exists and is not empty)，请另给一个文件夹 (give a new folder)"),
        (not 0 < options.hold_out <= 0.5, f"--hold-out {options.hold_out}: 应大于 0、不超过 0.5 (0 < SHARE <= 0.5)"),
        (not 0 <= options.rate < 1, f"--rate {options.rate}: 应在 0 到 1 之间 (0 <= R < 1)"),
        (not 0 <= options.pull < float("inf"), f"--pull {options.pull}: 应为非负数 (must not be negative)"),
    )
    return [message for wrong, message in checks if wrong]


def _cross_faults(options: argparse.Namespace) -> list[str]:
    from models.load import is_static

    checks = (
        (not is_static(options.encoder), f"--encoder {options.encoder}: not a static encoder of this project"),
        (not 0 < options.seconds < float("inf"), f"--seconds {options.seconds}: must be more than 0"),
        (options.steps is not None and options.steps < 1, f"--steps {options.steps}: must be 1 or more"),
    )
    return [message for wrong, message in checks if wrong]


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _train(options: argparse.Namespace) -> int:
    import torch

    from models.build import Sources, train_to
    from models.train import Settings

    torch.set_num_threads(options.threads)
    settings = dataclasses.replace(Settings(), seed=options.seed, **({"steps": options.steps} if options.steps else {}))
    sources = Sources(options.laws, options.policies, tuple(options.questions), tuple(options.lexicons))
    print(json.dumps(train_to(options.out, sources, settings, _log, hold_out=options.hold_out), ensure_ascii=False))
    return 0


def _measure(options: argparse.Namespace) -> int:
    from models.build import evaluate, read_data
    from models.load import load_encoder

    encoder = load_encoder(options.model)
    data = read_data(options.laws, options.policies, options.questions, [], options.hold_out)
    print(
        json.dumps(
            {"encoder": encoder.name, "fingerprint": encoder.fingerprint, **evaluate(encoder.encode, data, _log)}, ensure_ascii=False
        )
    )
    return 0


def _cross(options: argparse.Namespace) -> int:
    import torch

    from models.build import Sources
    from models.train_cross import CrossSettings, cross_to

    torch.set_num_threads(options.threads)
    settings = CrossSettings(seconds=options.seconds, steps=options.steps, seed=options.seed)
    sources = Sources(options.laws, options.policies, tuple(options.questions), without=frozenset(options.without_policies))
    print(json.dumps(cross_to(options.out, sources, options.encoder, settings, _log), ensure_ascii=False))
    return 0


def _adapt(options: argparse.Namespace) -> int:
    """Adapt to the documents of an index, measure, and write the encoder only where it helped and forgot nothing."""
    import rjieba
    from tokenizers import Tokenizer

    from index.folder import Folder
    from models.adapt import Base, Settings, adapt, divide, sample_of
    from models.lexicon import read_lexicons
    from models.load import DEFAULT, load_encoder
    from models.save import TOKENIZER, Tables, read_tables, save_new
    from models.verdict import reasons, report

    settings = Settings(rate=options.rate, pull=options.pull, share=options.hold_out, seed=options.seed)
    generation, manifest = Folder(options.index).current()
    corpus = divide([sample_of(clause) for clause in _clauses(options.index)], settings.share, settings.seed)
    shipped = load_encoder()
    tokenizer = Tokenizer.from_file(str(DEFAULT / TOKENIZER))
    adapted = adapt(corpus, Base(tokenizer, read_tables(DEFAULT), read_lexicons(LEXICONS), rjieba.cut), settings, _log)
    measures = {**_held_out(corpus, adapted), **_sample_kept(shipped, adapted)}
    card = {
        "date": date.today().isoformat(),
        "base": {"name": shipped.name, "fingerprint": shipped.fingerprint},
        "index": {"generation": generation, "manifest_sha256": manifest},
        "settings": dataclasses.asdict(settings),
        **_card(corpus, adapted, measures),
    }
    against = reasons(measures)
    if not against:
        save_new(options.out, adapted.tokenizer, Tables(adapted.after, adapted.late), card)
    step = shlex.join(["python", "-m", "index", "rebuild", "--index", str(options.index), "--model", str(options.out)])
    shown = {**card, "written": not against, "reasons": against, "folder": str(options.out), "next": [] if against else [step]}
    print(json.dumps(shown, ensure_ascii=False) if options.json else report(shown))
    return 1 if against else 0


def _card(corpus: "Corpus", adapted: "Adapted", measures: dict[str, Paired]) -> dict[str, Any]:
    from models.verdict import figures

    return {
        "clauses": len(corpus.samples),
        "corpus_sha256": hashlib.sha256("\n".join(s.embed_text for s in corpus.samples).encode()).hexdigest(),
        "lexicons": {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in LEXICONS},
        "trained": len(corpus.trained),
        "held_out": len(corpus.held),
        "added_tokens": adapted.added,
        "measures": figures(measures),
    }


def _clauses(folder: Path) -> list[Clause]:
    from index import Index

    index = Index(folder, None)
    return [clause for info in index.documents() for clause in index.clauses(info.source)]


def _held_out(corpus: "Corpus", adapted: "Adapted") -> dict[str, Paired]:
    """Before and after on the queries made of the clauses held out: both kinds of query together, and each."""
    from eval.stats import paired
    from models.cloze import by_kind, found, ranks, reciprocal

    before, after = (ranks(v, adapted.clauses, corpus.group, adapted.queries) for v in (adapted.before, adapted.after))
    out = {}
    for measure, value in (("MRR@10", reciprocal), ("recall@10", found)):
        old, new = by_kind(value(before)), by_kind(value(after))
        for kind in old:
            name = " ".join(("held out", *([] if kind == "all" else [kind]), measure))
            out[name] = paired(name, old[kind].tolist(), new[kind].tolist())
    return out


def _sample_kept(shipped: "Encoder", adapted: "Adapted") -> dict[str, Paired]:
    """Before and after on the questions over the sample documents, by the encoder alone."""
    from eval.gold import GoldFinder, golds
    from eval.stats import paired
    from index.passages import passages
    from ingest import load
    from ingest.batch import find_files
    from models.bags import pool
    from models.guard import Guard, reciprocal_ranks
    from models.reader import Reader
    from models.verdict import KEPT

    clauses = [clause for source, path in find_files([SAMPLE / "documents"]) for clause in load(path, source).clauses]
    windows = [(n, passage.embed_text) for n, clause in enumerate(clauses) for passage in passages(clause)]
    place = {clause.clause_id: n for n, clause in enumerate(clauses)}
    asked = [gold for gold in golds([SAMPLE / "questions.jsonl", SAMPLE / "questions_more.jsonl"], GoldFinder(clauses)) if gold.clause_ids]
    gold = tuple(frozenset(place[i] for i in g.clause_ids) for g in asked)
    guard = Guard(tuple(text for _, text in windows), np.array([n for n, _ in windows]), tuple(g.question for g in asked), gold)
    reader = Reader(adapted.tokenizer)
    before = reciprocal_ranks(shipped.encode, guard)
    after = reciprocal_ranks(lambda texts: pool(adapted.after, reader.tokens(texts)), guard)
    return {KEPT: paired(KEPT, before.tolist(), after.tolist())}


if __name__ == "__main__":
    sys.exit(main())
