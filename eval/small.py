"""Collections as small as an office's own, drawn from the corpora: what ranks and decides there is not fitted on whole corpora alone.

A few documents each, with all questions of one part of `eval.split` on them and, as a user's own documents have none, no known questions.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.collections import FITTED, MEASURED, collections
from eval.gold import read_jsonl
from eval.opening import Desk
from index import Writer
from ingest import load
from models import load_encoder

_DOCUMENTS = {"laws": 5, "policies": 7}  # of a collection: three to five hundred clauses
_SEED = 5


def small_collections(folder: Path, questions: Path, model: Path, work: Path, most: int) -> Iterator[tuple[Desk, list[dict[str, Any]]]]:
    """At most `most` collections of the corpus in `folder`, each opened under the encoder at `model`, and the questions on it.

    None of their documents is in one of `eval.collections`, which are fitted on for themselves or measured.
    """
    elsewhere = {file for of in (FITTED, MEASURED) for files in collections(of).values() for file in files}
    asked: dict[str, list[dict[str, Any]]] = {}
    for row in read_jsonl(questions):
        if "source" in row and (folder / row["source"]).is_file() and f"{folder.name}/{row['source']}" not in elsewhere:
            asked.setdefault(row["source"], []).append(row)
    sources, encoder = sorted(asked), load_encoder(str(model))
    random.Random(_SEED).shuffle(sources)
    size = _DOCUMENTS[folder.name]
    for n, at in enumerate(range(0, min(len(sources), most * size), size)):
        held, place = sources[at : at + size], work / f"{folder.name}-{n}"
        with Writer(place, encoder, fresh=True, asked={}) as writer:
            for source in held:
                writer.put(load(folder / source, source), folder / source)
            writer.commit()
        yield Desk(place, encoder), [row for source in held for row in asked[source]]
