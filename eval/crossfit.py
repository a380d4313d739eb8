"""What the second ranking sees of the public questions that the encoder is trained on, as if it had not been.

Those questions are few, and the only ones that people asked; a ranking fitted on them under the encoder that was trained on them
would trust it too much. So more encoders are trained, each without one fold of them, and the questions of a fold are ranked under the
encoder that has not seen them (Wolpert 1992, "Stacked Generalization": level-one data by cross-validation).

    OUT/folds/N/kept.jsonl, apart.jsonl     the questions to train on, the public ones of fold N
    OUT/folds/N/encoder/, index/            the encoder, and the index of the laws under it
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

from eval.gold import read_jsonl, write_jsonl
from eval.opening import Desk
from index.rebuild import rebuild
from models import load_encoder

FOLDS = 3
Train = Callable[[Path, Path], object]
"""Trains an encoder on a file of questions: the file, the folder to write to."""


def fold_of(row: Mapping[str, Any]) -> int | None:
    """The fold of a public question, equal ones in one fold; None for the project's own, which every encoder may learn from."""
    return crc32(row["question"].encode()) % FOLDS if "articles" in row else None


def crossed_desks(
    out: Path, questions: Path, laws: Path, known: Callable[[], Mapping[str, Sequence[str]]], train: Train
) -> Iterator[tuple[Path, Desk]]:
    """For each fold its public questions of the file, and the index of laws at `laws` under an encoder that was trained on the others.

    `known` gives the questions that stand in the index (see index.asked), and is asked only where an index is to be made. What `out`
    holds already is not made again.
    """
    rows = read_jsonl(questions)
    for fold in range(FOLDS):
        place = out / "folds" / str(fold)
        place.mkdir(parents=True, exist_ok=True)
        apart = [row for row in rows if fold_of(row) == fold]
        if not apart:
            continue
        write_jsonl(place / "apart.jsonl", apart)
        write_jsonl(place / "kept.jsonl", [row for row in rows if fold_of(row) != fold])
        if not (place / "encoder" / "modules.json").exists():
            train(place / "kept.jsonl", place / "encoder")
        encoder = load_encoder(str(place / "encoder"))
        if not (place / "index").exists():
            copy = place / ".index"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(laws, copy)
            rebuild(copy, encoder, asked=known())
            copy.rename(place / "index")
        yield place / "apart.jsonl", Desk(place / "index", encoder)
