"""`python benchmarks/bm25.py INDEX QUESTIONS.jsonl [--every 3]`: how k1 and b of BM25 rank the clauses of an index.

A line for each k1 and b: MRR@10 and recall@100 over character bigrams and over words, clauses of the same wording counted once.
index.lexical.K1 and B come from here, asked of statutes: index over statutes, training questions.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from eval.gold import GoldFinder, golds
from index import Index, Query
from index.fusion import best
from index.lexical import Terms
from index.postings import Postings
from policy import bare

DEPTH = 1000  # clauses looked at, so that a hundred wordings are among them


def figures(
    field: Postings, asked: Sequence[tuple[np.ndarray, np.ndarray]], wanted: Sequence[set[int]], group: np.ndarray
) -> tuple[float, float]:
    """MRR@10 and recall@100."""
    reciprocal, recall = [], []
    for (codes, counts), gold in zip(asked, wanted, strict=True):
        order = list(dict.fromkeys(group[best(field.scores(codes, counts), DEPTH)].tolist()))[:100]
        ranks = [order.index(g) + 1 if g in order else 10**6 for g in gold]
        reciprocal.append(1 / min(ranks) if min(ranks) <= 10 else 0.0)
        recall.append(np.mean([r <= 100 for r in ranks]))
    return float(np.mean(reciprocal)), float(np.mean(recall))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--every", type=int, default=3, help="ask every so-manieth question")
    options = parser.parse_args()
    index = Index(options.index, None)
    clauses = [c for info in index.documents() for c in index.clauses(info.source)]
    number: dict[str, int] = {}
    group = np.array([number.setdefault(bare(c.text), len(number)) for c in clauses])
    found = [g for g in list(golds([options.questions], GoldFinder(clauses)))[:: options.every] if g.clause_ids]
    wanted = [{number[t] for t in g.texts if t in number} for g in found]
    terms = [Terms.of(Query(g.question)) for g in found]
    fields = index._now().lexical.fields
    print(f"{len(found)} questions, {len(clauses)} clauses\nk1   b     bigrams MRR@10 recall@100   words MRR@10 recall@100")
    for k1 in (0.6, 0.9, 1.2, 1.6, 2.0):
        for b in (0.2, 0.4, 0.6, 0.75, 0.9):
            chars = figures(replace(fields["bigrams"], k1=k1, b=b), [t.bigrams for t in terms], wanted, group)
            words = figures(replace(fields["words"], k1=k1, b=b), [t.words for t in terms], wanted, group)
            print(f"{k1:<4} {b:<5} {chars[0]:14.3f} {chars[1]:10.3f} {words[0]:14.3f} {words[1]:10.3f}", flush=True)


if __name__ == "__main__":
    main()
