"""`python benchmarks/vectors.py INDEX QUESTIONS.jsonl`: what the dense side of a search costs over an index of many passages, and what its
coarse pass misses.

Prints one JSON object: milliseconds of processor a question, the 400 nearest passages looked for in all of them and with the coarse pass
before it, and which share of the 400 and of the 200 nearest the latter holds; both again among a random third of the clauses.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from index.folder import Folder
from index.generation import load_current
from models import load_encoder
from policy.batches import read_questions

NEAREST = 400


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args()
    vectors = load_current(Folder(options.index)).vectors
    if vectors.coarse is None:
        sys.exit(f"{options.index}: 没有粗选的一遍 (has no coarse pass): python -m index rebuild --index {options.index}")
    queries = load_encoder().encode([question for _, question in read_questions(options.questions)], query=True)
    third = np.random.default_rng(0).random(int(vectors.rows[-1]) + 1) < 1 / 3
    out: dict[str, object] = {"passages": len(vectors.rows), "questions": len(queries)}
    for name, allowed in (("all", None), ("third", third)):
        found = {}
        for way, held in (("whole", replace(vectors, coarse=None)), ("coarse", vectors)):
            begun = time.process_time()
            found[way] = [held.nearest(query, NEAREST, allowed) for query in queries]
            out[f"{name}_{way}_ms"] = round((time.process_time() - begun) / len(queries) * 1000, 2)
        for n in (NEAREST, NEAREST // 2):
            shares = [len(np.intersect1d(a[:n], b)) / n for a, b in zip(found["whole"], found["coarse"], strict=True)]
            out[f"{name}_held_of_{n}"] = round(float(np.mean(shares)), 4)
    print(json.dumps(out))


if __name__ == "__main__":
    main()
