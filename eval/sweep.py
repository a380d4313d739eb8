"""One setting varied, everything else as it is: fusion weights, mode, k, window."""

import math
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from typing import Any

from eval import page, svg
from eval.measures import per_question
from eval.opening import Desk, plain, rebuilt
from eval.record import Run
from eval.runs import Progress, perform
from eval.sets import QuestionSet
from eval.stats import interval
from eval.summary import Table, measure_names, table
from eval.trec import scored
from policy import BadInput
from policy.bench import Interval
from policy.measure_names import both

_RANGE = re.compile(r"(-?[\d.]+)\.\.(-?[\d.]+)/(\d+)")
_HELP = "fusion.特征=0..1/5、dense_share=0..1/5、mode=hybrid,dense,lexical、k=10,50,100 或 window=200,300,400"

_DEPTHS = ("R", "P", "nDCG", "Success")
_MAIN = ("RR@10", "nDCG@10", "R@10", "R@100", "Success@1", "document Success@1")
_COSTS = ("search_p50_ms", "search_p95_ms", "deep_p50_ms", "total_seconds", "peak_bytes")
_FIRST_ONLY = (
    "改变的是第一次排序的权重：第二次排序已关闭，数字低于平日的 hybrid（the second ranking, which does not use these weights, is off）。"
)
_CALLED = {"dense_share": "语义所占的权重", "mode": "检索方式", "k": "检索条数", "window": "切分长度"}


@dataclass(frozen=True, slots=True)
class Vary:
    """A setting and the values that it takes in turn; modes are names, the rest numbers."""

    setting: str
    values: tuple[str, ...]


def parse(text: str) -> Vary:
    """`fusion.dense=0..1/5` is five values from 0 to 1; a list is taken as it stands. BadInput for anything else."""
    setting, equals, given = text.partition("=")
    match = _RANGE.fullmatch(given)
    if match and int(match[3]) > 1:
        low, high, count = float(match[1]), float(match[2]), int(match[3])
        values = tuple(f"{low + (high - low) * i / (count - 1):.6g}" for i in range(count))
    else:
        values = tuple(v for v in given.split(",") if v)
    if not equals or not values or (match and int(match[3]) < 2):
        raise BadInput(f"--vary {text} 看不懂", _HELP)
    return _known(Vary(setting, values))


def _known(vary: Vary) -> Vary:
    from index.fusion import FEATURES, MODES

    name = vary.setting.removeprefix("fusion.")
    if vary.setting == "mode":
        if wrong := [v for v in vary.values if v not in MODES]:
            raise BadInput(f"没有检索方式：{wrong[0]}", " | ".join(MODES))
        return vary
    if vary.setting.startswith("fusion.") and name not in FEATURES:
        raise BadInput(f"没有这个特征：{name}", f"可用：{'、'.join(FEATURES)}")
    if not vary.setting.startswith("fusion.") and vary.setting not in ("dense_share", "k", "window"):
        raise BadInput(f"不能改变 {vary.setting}", _HELP)
    try:
        numbers = [int(v) if vary.setting in ("k", "window") else float(v) for v in vary.values]
    except ValueError as error:
        raise BadInput(f"{vary.setting} 的值应是数，不能是：{'、'.join(vary.values)}", _HELP) from error
    if not all(map(math.isfinite, numbers)) or not _in_range(vary.setting, numbers):
        raise BadInput(f"{vary.setting} 的值超出范围：{'、'.join(vary.values)}", _HELP)
    return vary


def _in_range(setting: str, numbers: Sequence[float]) -> bool:
    """Whether all values can be: a weight below 0 only of a feature that has one as fitted."""
    from index.fusion import FEATURES, weights

    if setting in ("k", "window"):
        return min(numbers) >= 1
    if setting == "dense_share":
        return 0 <= min(numbers) <= max(numbers) <= 1
    at = FEATURES.index(setting.removeprefix("fusion."))
    return min(numbers) >= 0 or any(of[at] < 0 for of in weights().values())


@contextmanager
def fusion(mode: str, setting: str, value: float) -> Iterator[None]:
    """Search with other weights for a while. `dense_share` is the part of all weight, signs aside, that the dense features hold."""
    import numpy as np

    from index.fusion import DENSE, FEATURES, weights

    table, before = weights(), weights()[mode]
    changed = before.copy()
    if setting == "dense_share":
        dense = np.array([f in DENSE for f in FEATURES])
        for side, share in ((dense, value), (~dense, 1 - value)):
            total = np.abs(before[side]).sum()
            changed[side] = before[side] / total * share if total else share / side.sum()
    else:
        changed[FEATURES.index(setting.removeprefix("fusion."))] = value
    table[mode] = changed
    try:
        yield
    finally:
        table[mode] = before


@dataclass(frozen=True, slots=True)
class Step:
    """The figures at one value; `notes` say what else was changed to measure it."""

    value: str
    measures: Table
    run: Run
    notes: tuple[str, ...] = ()

    @property
    def milliseconds(self) -> float:
        """Median time of a search to the depth asked for."""
        cost = self.run.cost
        return float(cost.get("deep_p50_ms", cost["search_p50_ms"]))


def sweep(desk: Desk, questions: QuestionSet, vary: Vary, *, k: int = 100, progress: Progress | None = None) -> list[Step]:
    """Run the questions, without answers, at every value. BadInput where no question has gold.

    Where a weight of the first ranking is varied in the hybrid mode, the second is off: it ranks anew what the first lets through, without
    its weights, and would show a flat line whatever they are.
    """
    weighed = vary.setting == "dense_share" or vary.setting.startswith("fusion.")
    notes: tuple[str, ...] = ()
    varied: dict[str, Any] = {}
    if weighed and desk.mode == "hybrid" and plain(desk.encoder) is not desk.encoder:
        desk, notes, varied = Desk(desk.folder, plain(desk.encoder), desk.mode), (_FIRST_ONLY,), {"ranker": "off"}
    steps = []
    for value in vary.values:
        depth = int(value) if vary.setting == "k" else k
        named = {**varied, vary.setting: value} if vary.setting not in ("mode", "k") else varied
        with _at(desk, vary.setting, value) as at:
            run = perform(at, questions, name=f"{vary.setting}={value}", k=depth, answering=False, progress=progress, varied=named)
        measures = table(run.records, measure_names(run.records)) | (_at_depth(run, depth) if vary.setting == "k" else {})
        if not measures:
            raise BadInput("问题集中没有一题有标准条文，没有可画的指标 (no gold)", "请给出带标准条文或判断的问题集（--qrels）。")
        steps.append(Step(value, measures, run, notes))
    return steps


def _at_depth(run: Run, depth: int) -> Table:
    """The measures at the depth itself, under one name for all depths."""
    judged, ranked = run.judged["clause"], {q: scored(ids) for q, ids in run.ranked["clause"].items()}
    names = {f"{n}@k": f"{n}@{depth}" for n in _DEPTHS}
    values = per_question(judged, ranked, list(names.values()), run.provenance["settings"]["relevant"])
    return {name: interval([of[measure] for of in values.values()]) for name, measure in names.items()} if values else {}


@contextmanager
def _at(desk: Desk, setting: str, value: str) -> Iterator[Desk]:
    if setting == "mode":
        yield Desk(desk.folder, desk.encoder, value)
    elif setting == "window":
        with rebuilt(desk, window=int(value)) as varied:
            yield varied
    else:
        with fusion(desk.mode, setting, float(value)) if setting != "k" else nullcontext():
            yield Desk(desk.folder, desk.encoder, desk.mode)  # one that has found nothing yet: an index keeps what it found


def rows(steps: Sequence[Step]) -> list[list]:
    """A row a value: means and intervals of every measure, blank where a value does not have it, times and memory."""
    names = list(dict.fromkeys(n for s in steps for n in s.measures))
    head = ["value", *(f"{n}{part}" for n in names for part in ("", " low", " high")), *_COSTS]
    return [head, *([s.value, *(v for n in names for v in _cells(s.measures.get(n))), *map(s.run.cost.get, _COSTS)] for s in steps)]


def _cells(i: Interval | None) -> tuple[float | None, ...]:
    return (i.mean, i.low, i.high) if i else (None, None, None)


def main_names(steps: Sequence[Step]) -> list[str]:
    """The measures that a reader looks at first, where every value has them: at the depth itself where that is varied."""
    deep = [f"{n}@k" for n in _DEPTHS]
    names = deep if all(n in s.measures for n in deep for s in steps) else _MAIN
    return [n for n in names if all(n in s.measures for s in steps)]


def setting_name(vary: Vary) -> str:
    """What is varied, with the name that the command gives it."""
    name = _CALLED.get(vary.setting)
    return f"{name}（{vary.setting}）" if name else vary.setting


def sweep_report(vary: Vary, steps: Sequence[Step]) -> str:
    """One HTML file that stands alone; all measures are in sweep.csv."""
    names = main_names(steps)
    figures = [[s.value, *(page.with_interval(s.measures[n]) for n in names)] for s in steps]
    least = steps[0].run.provenance["settings"]["relevant"]
    about = [
        page.fold_out(f"{vary.setting} = {s.value}", page.table(["项", "值"], page.flat({**s.run.provenance, "cost": s.run.cost})))
        for s in steps
    ]
    return page.page(
        f"扫描：{setting_name(vary)}",
        page.paragraph(f"区间为 95%，自助法（BCa）；{least} 级及以上算相关。", "muted"),
        "".join(page.paragraph(note) for note in steps[0].notes),
        plot(vary, steps),
        page.table([setting_name(vary), *map(both, names)], figures),
        page.section("时间与内存 Time and memory", _costs(vary, steps)),
        page.section("出处 Provenance", *about),
    )


def _costs(vary: Vary, steps: Sequence[Step]) -> str:
    cost = [(s, s.run.cost) for s in steps]
    figures = [
        [s.value, *(f"{n:.1f}" for n in (s.milliseconds, c["search_p50_ms"], c["total_seconds"], (c["peak_bytes"] or 0) / 2**20))]
        for s, c in cost
    ]
    note = "内存是到此为止整个进程的峰值，逐步只增不减（peak of the process so far）。"
    head = [setting_name(vary), "检索一题（中位数，毫秒）", "其中前十条（毫秒）", "共计（秒）", "内存峰值（MB）"]
    return page.table(head, figures) + page.paragraph(note, "muted")


def plot(vary: Vary, steps: Sequence[Step]) -> str:
    """The main measures over the values; where the depth is varied, the time too."""
    numeric = vary.setting != "mode"
    places = [float(v) for v in vary.values] if numeric else [float(i) for i in range(len(steps))]
    labels = None if numeric else vary.values
    series = {n: [(x, s.measures[n].mean) for x, s in zip(places, steps, strict=True)] for n in main_names(steps)}
    times = {"": [(x, s.milliseconds) for x, s in zip(places, steps, strict=True)]} if vary.setting == "k" else {}
    name = setting_name(vary)
    influence = svg.lines(f"{name}的影响", series, name, "均值", labels)
    return influence + svg.lines("检索时间", times, name, "毫秒", labels)


def steps_json(vary: Vary, steps: Sequence[Step]) -> dict:
    """Every value with its figures and what the run hangs on."""
    return {
        "setting": vary.setting,
        "notes": list(steps[0].notes),
        "steps": [
            {
                "value": s.value,
                "measures": {n: asdict(i) for n, i in s.measures.items()},
                "provenance": s.run.provenance,
                "cost": s.run.cost,
            }
            for s in steps
        ],
    }
