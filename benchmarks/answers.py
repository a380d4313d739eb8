"""`python benchmarks/answers.py INDEX QUESTIONS.jsonl`: what answering costs over an index that is there.

Prints one JSON object: milliseconds of processor an answer and a search (ten hits) (p50, p95), all threads counted, and how many answers a
second of one core that makes. Each question is asked once; what is loaded with the first question is not counted.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from answer import ask
from index import open_index
from models import load_encoder
from policy.batches import read_questions


def spent(call: Callable[[str], object], questions: Sequence[str]) -> list[float]:
    """Milliseconds of processor for each question."""
    out = []
    for question in questions:
        begun = time.process_time()
        call(question)
        out.append((time.process_time() - begun) * 1000)
    return out


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    options = parser.parse_args(argv)
    questions = [question for _, question in read_questions(options.questions)]
    search = open_index(options.index, load_encoder)
    for warm in ("行政机关负责人", "what about xylophones"):
        ask(search, warm)
    out: dict[str, object] = {"clauses": sum(info.clauses for info in search.documents()), "questions": len(questions)}
    answers = spent(lambda question: ask(search, question), questions)
    fresh = open_index(options.index, load_encoder)  # which has found nothing yet
    fresh.search("行政机关负责人")
    for name, times in (("answer", answers), ("search", spent(fresh.search, questions))):
        out[f"ms_{name}"] = {"p50": round(float(np.median(times)), 1), "p95": round(float(np.percentile(times, 95)), 1)}
    print(json.dumps(out | {"answers_a_second_of_a_core": round(1000 / float(np.mean(answers)), 1)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
