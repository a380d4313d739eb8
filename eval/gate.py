"""The regression gate: the sample's questions over the sample's documents, against results that were frozen on purpose.

It fails where a measure drops significantly (one-sided paired randomization test, p < 0.05 after Holm, and by more than SLACK), or
below its floor however it came there.
"""

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.folder import dump
from eval.opening import Desk, take_in
from eval.provenance import ROOT, sha256
from eval.runs import perform
from eval.sets import read_set
from eval.stats import holm, randomization
from index import Encoder
from policy import BadArtefact
from policy.bench import Record

GATE = Path(__file__).parent / "gate.json"
SAMPLE = ROOT / "sample"
QUESTIONS = SAMPLE / "questions.jsonl"
REFUSED, PRECISION = "refused", "answer citation_precision"
FLOORS = {"RR@10": 0.05, "R@5": 0.03, "answer right": 0.03, REFUSED: 0.09, PRECISION: 0.05}
"""How far below the frozen mean the floor of each guarded measure lies: of answers five of the 169 questions, of refusals three of the 34
that the documents do not answer, which are too few for the test."""
MODES = ("hybrid", "lexical")
SLACK = 0.01  # a drop smaller than this is no reason to stop anybody, however sure it is
LEVEL = 0.05
Values = dict[str, dict[str, dict[str, float]]]
"""{mode: {measure: {question: value}}}"""


@dataclass(frozen=True, slots=True)
class Line:
    """The verdict on one measure in one mode."""

    text: str
    failed: bool


def current(encoder: Encoder) -> Values:
    """The results of the program as it is, over an index made for the purpose."""
    questions = read_set([QUESTIONS])
    values: Values = {}
    with tempfile.TemporaryDirectory(prefix="tiaowen-gate-") as folder:
        take_in(SAMPLE / "documents", Path(folder), encoder)
        for mode in MODES:
            values[mode] = guarded(perform(Desk(Path(folder), encoder, mode), questions, k=10).records)
    return values


def guarded(records: Sequence[Record]) -> dict[str, dict[str, float]]:
    """The guarded measures of a run by question; REFUSED is 1 where a question that the documents do not answer is refused."""
    values = {m: {r.question_id: v for r in records if (v := r.measures.get(m)) is not None} for m in FLOORS if m != REFUSED}
    return values | {REFUSED: {r.question_id: float(r.status != "answered") for r in records if r.answerable is False}}


def sample_hashes() -> dict[str, str]:
    """Of the questions and of the documents that the gate asks: other ones have other figures, whatever the program does."""
    documents = sorted((SAMPLE / "documents").iterdir())
    named = "".join(f"{path.name}\0{sha256(path.read_bytes())}\n" for path in documents)
    return {"questions": sha256(QUESTIONS.read_bytes()), "documents": sha256(named.encode())}


def frozen(path: Path = GATE) -> dict[str, Any]:
    """What was frozen: values, floors, date, encoder. BadArtefact where it is not there."""
    try:
        data: dict[str, Any] = json.loads(path.read_text("utf8"))
        if data.keys() < {"values", "floors"}:
            raise KeyError("values, floors")
        return data
    except (OSError, ValueError, KeyError) as error:
        raise BadArtefact(f"{path}: {error}", "python -m eval gate --refresh") from error


def refresh(values: Values, encoder: Encoder, path: Path = GATE) -> None:
    """Freeze results as the new ones to hold."""
    floors = {mode: {m: round(_mean(v.values()) - FLOORS[m], 4) for m, v in of.items()} for mode, of in values.items()}
    rounded = {mode: {m: {q: round(x, 4) for q, x in v.items()} for m, v in of.items()} for mode, of in values.items()}
    made = {"date": datetime.now(UTC).date().isoformat(), "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint}}
    dump(path, {**made, "sample": sample_hashes(), "floors": floors, "values": rounded})


def _mean(values: Any) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def verdict(before: dict[str, Any], now: Values) -> list[Line]:
    """A line a mode and measure, and one where the sample is no longer the one frozen, or a guarded measure was not frozen.

    A question of the frozen set that has no result any more counts as zero; new ones are left aside. The precision of citations is held
    over the questions that cite in both: to cite no more is a matter of the answer.
    """
    compared: list[tuple[str, float, float, float]] = []
    chances: list[float] = []
    for mode, measures in before["values"].items():
        for measure, frozen_values in measures.items():
            found = now.get(mode, {}).get(measure, {})
            old = {q: v for q, v in frozen_values.items() if measure != PRECISION or q in found}
            new = [found.get(q, 0.0) for q in old]
            chances.append(randomization(list(old.values()), new, "less"))
            compared.append((f"{mode} {measure}", _mean(old.values()), _mean(new), before["floors"][mode][measure]))
    return [*_of_the_sample(before, now), *(_line(*row, p) for row, p in zip(compared, holm(chances), strict=True))]


def _of_the_sample(before: dict[str, Any], now: Values) -> list[Line]:
    lines = []
    if unguarded := sorted({m for of in now.values() for m in of} - {m for of in before["values"].values() for m in of}):
        lines.append(Line(f"未冻结，未比较：{'、'.join(unguarded)}（python -m eval gate --refresh）", False))
    if "sample" in before and before["sample"] != sample_hashes():
        lines.append(Line("示例的题目或文件已改动，冻结的结果不再适用：python -m eval gate --refresh（the sample has changed）", True))
    return lines


def _line(name: str, old: float, new: float, floor: float, p: float) -> Line:
    below = new < floor
    dropped = old - new > SLACK and p < LEVEL
    said = "低于下限" if below else "显著下降" if dropped else "通过"
    return Line(f"{name:34} {old:.4f} → {new:.4f}  下限 {floor:.4f}  p={p:.4f}  {said}", below or dropped)


def failures(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.failed]
