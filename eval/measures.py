"""The field's measures of a ranking, by ir_measures (trec_eval underneath). A judged question without a result scores zero and stays in."""

import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from eval.trec import ordered, scored
from policy import BadInput

if TYPE_CHECKING:
    from ir_measures.measures import Measure

CLAUSE = (
    "R@1", "R@5", "R@10", "R@100", "P@1", "P@5", "P@10", "RR@10", "nDCG@10", "AP", "Success@1", "Success@5", "Success@10", "Judged@10",
)  # fmt: skip
DOCUMENT = ("RR@10", "Success@1", "Success@5", "Success@10")
PerQuestion = dict[str, dict[str, float]]
_DEEPEST = 100  # of a run's AP: a run of 100 and one of 1,000 hits then have a measure in common
_OTHER_NAMES = {
    r"map": "AP", r"map_cut_(\d+)": r"AP@\1", r"recip_rank": "RR", r"ndcg": "nDCG", r"ndcg_cut_(\d+)": r"nDCG@\1", r"p_(\d+)": r"P@\1",
    r"recall_(\d+)": r"R@\1", r"success_(\d+)": r"Success@\1", r"bpref": "Bpref", r"mrr@?(\d+)": r"RR@\1", r"recall@(\d+)": r"R@\1",
    r"ndcg@(\d+)": r"nDCG@\1", r"map@(\d+)": r"AP@\1", r"rprec": "Rprec",
}  # fmt: skip


def within(names: Iterable[str], depth: int) -> list[str]:
    """The measures that a ranking of `depth` hits can be given: one cut off deeper would say less than its name, and AP is named with
    where it is cut."""
    kept = [n for n in names if int(n.partition("@")[2] or 0) <= depth]
    return [f"AP@{min(depth, _DEEPEST)}" if n == "AP" else n for n in kept]


def parse(names: Sequence[str]) -> "list[Measure]":
    """Measures by the names of ir_measures (nDCG@10, RR@10, AP …); BadInput for a name that is none, lacks a parameter, or that nothing
    here computes."""
    import ir_measures

    found = []
    for name in names:
        try:
            measure = ir_measures.parse_measure(name)
        except (ValueError, NameError) as error:
            raise BadInput(f"没有这个指标：{name}", _instead(name)) from error
        if not ir_measures.DefaultPipeline.supports(measure):
            raise BadInput(f"指标 {name} 缺少参数，或本机没有算它的程序 (cannot be computed here)", _instead(""))
        found.append(measure)
    return found


def _instead(name: str) -> str:
    """The name that ir_measures has for one of trec_eval's, or some that can be used."""
    for pattern, ours in _OTHER_NAMES.items():
        if match := re.fullmatch(pattern, name, re.I):
            return f"此处写作 {match.expand(ours)}"
    return f"可用的如 {' '.join(CLAUSE)}"


def at_least(measure: "Measure", relevant: int) -> "Measure":
    """The measure with grades from `relevant` up as relevant, where it takes such a bound and its name gives none; nDCG takes grades as
    they are."""
    if relevant == 1 or "rel" not in measure.SUPPORTED_PARAMS or "rel" in measure.params:
        return measure
    return measure(rel=relevant)


def per_question(
    judged: Mapping[str, Mapping[str, int]], ranked: Mapping[str, Mapping[str, float]], names: Sequence[str], relevant: int = 1
) -> PerQuestion:
    """{question: {measure: value}} for every judged question, zero where the ranking has nothing; ranked but unjudged ones are left out.

    Each question's documents are put in order once, as trec_eval does, for every measure: ir_measures asks several programs, which part
    ties differently. BadInput for a measure that cannot be computed here.
    """
    import ir_measures

    scores: PerQuestion = {query: dict.fromkeys(names, 0.0) for query in judged}
    if not judged or not ranked:
        return scores
    run = {query: scored(ordered(of)) for query, of in ranked.items() if of and query in judged}  # ir_measures divides by the length
    named: dict[Measure, list[str]] = {}
    for name, measure in zip(names, parse(names), strict=True):
        named.setdefault(at_least(measure, relevant), []).append(name)
    try:
        for metric in ir_measures.iter_calc(list(named), {q: dict(d) for q, d in judged.items()}, run):
            for name in named[metric.measure]:
                scores[metric.query_id][name] = float(metric.value)
    except (subprocess.CalledProcessError, ValueError, OSError) as error:
        raise BadInput(f"指标算不出（{'、'.join(names)}）：{type(error).__name__} {error}", f"可用的如 {' '.join(CLAUSE)}") from error
    return scores


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are there; None where there is none."""
    kept = [v for v in values if v is not None]
    return sum(kept) / len(kept) if kept else None
