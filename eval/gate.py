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
from eval.provenance import ROOT
from eval.runs import perform
from eval.sets import read_set
from eval.stats import holm, randomization
from index import Encoder
from policy import BadArtefact

GATE = Path(__file__).parent / "gate.json"
SAMPLE = ROOT / "sample"
MEASURES = ("RR@10", "R@5", "answer right")
MODES = ("hybrid", "lexical")
SLACK = 0.01  # a drop smaller than this is no reason to stop anybody, however sure it is
FLOOR = 0.05  # how far below the frozen mean the floor lies
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
    questions = read_set([SAMPLE / "questions.jsonl"])
    values: Values = {}
    with tempfile.TemporaryDirectory(prefix="tiaowen-gate-") as folder:
        take_in(SAMPLE / "documents", Path(folder), encoder)
        for mode in MODES:
            run = perform(Desk(Path(folder), encoder, mode), questions, k=10)
            values[mode] = {m: {r.question_id: v for r in run.records if (v := r.measures.get(m)) is not None} for m in MEASURES}
    return values


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
    floors = {mode: {m: round(_mean(v.values()) - FLOOR, 4) for m, v in of.items()} for mode, of in values.items()}
    rounded = {mode: {m: {q: round(x, 4) for q, x in v.items()} for m, v in of.items()} for mode, of in values.items()}
    made = {"date": datetime.now(UTC).date().isoformat(), "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint}}
    dump(path, {**made, "floors": floors, "values": rounded})


def _mean(values: Any) -> float:
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0


def verdict(before: dict[str, Any], now: Values) -> list[Line]:
    """A line a mode and measure. A question of the frozen set that has no result any more counts as zero; new ones are left aside."""
    compared: list[tuple[str, float, float, float]] = []
    chances: list[float] = []
    for mode, measures in before["values"].items():
        for measure, old in measures.items():
            new = [now.get(mode, {}).get(measure, {}).get(q, 0.0) for q in old]
            chances.append(randomization(list(old.values()), new, "less"))
            compared.append((f"{mode} {measure}", _mean(old.values()), _mean(new), before["floors"][mode][measure]))
    return [_line(*row, p) for row, p in zip(compared, holm(chances), strict=True)]


def _line(name: str, old: float, new: float, floor: float, p: float) -> Line:
    below = new < floor
    dropped = old - new > SLACK and p < LEVEL
    said = "低于下限" if below else "显著下降" if dropped else "通过"
    return Line(f"{name:22} {old:.4f} → {new:.4f}  下限 {floor:.4f}  p={p:.4f}  {said}", below or dropped)


def failures(lines: Sequence[Line]) -> list[str]:
    return [line.text for line in lines if line.failed]
