"""The field's measures of a ranking, by ir_measures (trec_eval underneath). A judged question without a result scores zero and stays in."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from policy import BadInput

if TYPE_CHECKING:
    from ir_measures.measures import Measure

CLAUSE = (
    "R@1", "R@5", "R@10", "R@100", "P@1", "P@5", "P@10", "RR@10", "nDCG@10", "AP", "Success@1", "Success@5", "Success@10", "Judged@10",
)  # fmt: skip
DOCUMENT = ("RR@10", "Success@1", "Success@5", "Success@10")
PerQuestion = dict[str, dict[str, float]]


def within(names: Iterable[str], depth: int) -> list[str]:
    """The measures that a ranking of `depth` hits can be given: one cut off deeper would say less than its name."""
    return [n for n in names if int(n.partition("@")[2] or 0) <= depth]


def parse(names: Sequence[str]) -> "list[Measure]":
    """Measures by the names of ir_measures (nDCG@10, RR@10, AP …); BadInput for a name that is none."""
    import ir_measures

    found = []
    for name in names:
        try:
            found.append(ir_measures.parse_measure(name))
        except (ValueError, NameError) as error:
            raise BadInput(f"没有这个指标：{name}", f"可用的如 {' '.join(CLAUSE)}") from error
    return found


def per_question(judged: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> PerQuestion:
    """{question: {measure: value}} for every judged question, zero where the ranking has nothing; ranked but unjudged ones are left out."""
    import ir_measures

    scores: PerQuestion = {query: dict.fromkeys(names, 0.0) for query in judged}
    if not judged or not ranked:
        return scores
    run = {query: dict(of) for query, of in ranked.items() if of and query in judged}  # ir_measures divides by the length
    for metric in ir_measures.iter_calc(parse(names), {q: dict(d) for q, d in judged.items()}, run):
        scores[metric.query_id][str(metric.measure)] = float(metric.value)
    return scores


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None where there is none."""
    kept = [v for v in values if v is not None]
    return sum(kept) / len(kept) if kept else None
