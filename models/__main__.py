"""python -m models train --laws DIR --policies DIR --questions FILE… [--lexicons FILE…] --out DIR [--seed N] [--hold-out SHARE]
python -m models measure --laws DIR --policies DIR --questions FILE… [--model NAME] [--hold-out SHARE]"""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from policy import TiaowenError


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    folders = [folder for folder in (options.laws, options.policies) if not folder.is_dir()]
    if missing := [*folders, *(file for file in [*options.questions, *getattr(options, "lexicons", [])] if not file.is_file())]:
        print("not found: " + ", ".join(map(str, missing)), file=sys.stderr)
        return 2
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        return _train(options) if options.command == "train" else _measure(options)
    except TiaowenError as error:
        print(f"{error}\n{error.remedy}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m models", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("train", "measure"):
        command = commands.add_parser(name)
        command.add_argument("--laws", type=Path, required=True, help="folder of laws in Markdown")
        command.add_argument("--policies", type=Path, required=True, help="folder of policy documents as text")
        command.add_argument("--questions", type=Path, nargs="+", required=True, help="JSONL files of questions")
        command.add_argument("--hold-out", type=float, default=0.0 if name == "train" else 1.0, help="share of the questions to measure on")
        command.add_argument("--threads", type=int, default=2)
        if name == "measure":
            command.add_argument("--model", default=None, help="folder or name; the shipped one by default")
        else:
            command.add_argument("--out", type=Path, required=True, help="folder for the weights")
            command.add_argument("--lexicons", type=Path, nargs="*", default=[], help="tab-separated files: a wording, its official terms")
            command.add_argument("--seed", type=int, default=0)
            command.add_argument("--steps", type=int, default=None)
    return parser


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


if __name__ == "__main__":
    sys.exit(main())
