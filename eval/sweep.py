"""One setting varied, everything else as it is: fusion weights, mode, k, window."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass

from eval import page, svg
from eval.opening import Desk, rebuilt
from eval.record import Run
from eval.runs import Progress, perform
from eval.sets import QuestionSet
from eval.summary import Table, measure_names, table
from policy import BadInput

_RANGE = re.compile(r"(-?[\d.]+)\.\.(-?[\d.]+)/(\d+)")
_HELP = "fusion.特征=0..1/5、dense_share=0..1/5、mode=hybrid,dense,lexical、k=10,50,100 或 window=200,300,400"


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
        raise BadInput(f"{vary.setting} 的值不是数：{error}", _HELP) from error
    if vary.setting in ("k", "window") and min(numbers) < 1 or vary.setting == "dense_share" and not 0 <= min(numbers) <= max(numbers) <= 1:
        raise BadInput(f"{vary.setting} 的值超出范围：{'、'.join(vary.values)}", _HELP)
    return vary


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
    """The figures at one value."""

    value: str
    measures: Table
    run: Run


def sweep(desk: Desk, questions: QuestionSet, vary: Vary, *, k: int = 100, progress: Progress | None = None) -> list[Step]:
    """Run the questions, without answers, at every value."""
    steps = []
    for value in vary.values:
        depth = int(value) if vary.setting == "k" else k
        with _at(desk, vary.setting, value) as varied:
            run = perform(varied, questions, name=f"{vary.setting}={value}", k=depth, answering=False, progress=progress)
        steps.append(Step(value, table(run.records, measure_names(run.records)), run))
    return steps


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
    """A row a value: means and intervals of every measure."""
    names = [n for n in steps[0].measures if all(n in s.measures for s in steps)]
    head = ["value", *(f"{n}{part}" for n in names for part in ("", " low", " high"))]
    return [head, *([s.value, *(v for n in names for v in (s.measures[n].mean, s.measures[n].low, s.measures[n].high))] for s in steps)]


def main_names(steps: Sequence[Step]) -> list[str]:
    """The measures that a reader looks at first, where every value has them."""
    return [n for n in ("RR@10", "nDCG@10", "R@10", "R@100", "Success@1", "document Success@1") if all(n in s.measures for s in steps)]


def sweep_report(vary: Vary, steps: Sequence[Step]) -> str:
    """One HTML file that stands alone; all measures are in sweep.csv."""
    names = main_names(steps)
    figures = [[s.value, *(f"{(i := s.measures[n]).mean:.4f} [{i.low:.3f}, {i.high:.3f}]" for n in names)] for s in steps]
    about = page.table(["项", "值"], page.flat({**steps[0].run.provenance, "cost": steps[0].run.cost}))
    return page.page(
        f"扫描：{vary.setting}",
        page.paragraph("区间为 95%，自助法（BCa）。", "muted"),
        plot(vary, steps),
        page.table([vary.setting, *names], figures),
        page.section(f"出处（{vary.setting} = {steps[0].value}）Provenance", about),
    )


def plot(vary: Vary, steps: Sequence[Step]) -> str:
    """The main measures over the values."""
    names = main_names(steps)
    numeric = vary.setting != "mode"
    places = [float(v) for v in vary.values] if numeric else [float(i) for i in range(len(steps))]
    series = {n: [(x, s.measures[n].mean) for x, s in zip(places, steps, strict=True)] for n in names}
    return svg.lines(f"{vary.setting} 的影响", series, vary.setting, "mean", None if numeric else vary.values)


def steps_json(vary: Vary, steps: Sequence[Step]) -> dict:
    """Every value with its figures and what the run hangs on."""
    return {
        "setting": vary.setting,
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
