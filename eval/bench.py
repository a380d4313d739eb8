"""Runs and comparisons as the page 评测 works with them: kept in DIR/evaluation, made by the commands of the bench."""

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.exports import export, judged
from eval.folder import RESULTS, SUMMARY, read_run_folder
from eval.jobs import Jobs
from eval.judges import Judges
from eval.provenance import ROOT
from eval.sets import read_set
from eval.state import State, checked
from policy import BadInput
from policy.bench import Change, Compared, Interval, Paired, Progress, RunInfo

_TAKEN = ("report.html", "measures.csv", SUMMARY, RESULTS, "run.trec", "clauses.trec", "qrels.trec")
_MOST = 20  # questions shown of what got worse, and of what got better
_SAMPLES = {f"sample:{name}": ROOT / "sample" / f"{name}.jsonl" for name in ("questions", "questions_more")}


class Bench:
    """Question sets, runs over them, and comparisons of these.

    `judges` are asked for the sets that came of judging, `sampled` whether the sample's documents are there to be asked about.
    """

    def __init__(self, index: Path, state: State, judges: Judges, sampled: Callable[[], bool], model: str | None = None) -> None:
        self._index, self._state, self._judges, self._sampled, self._jobs = index.resolve(), state, judges, sampled, Jobs()
        self._quick = Jobs()  # a comparison takes seconds and need not wait for a run
        self._model = ["--model", model] if model else []

    def sets(self) -> list[str]:
        """What can be run: the sample's sets, those handed over, newest first, and the pools that somebody has judged."""
        kept = sorted(self._state.sets.glob("*.jsonl"), key=lambda p: (-p.stat().st_mtime_ns, p.name))
        pools = [f"pool:{pool.name}" for pool in self._judges.pools() if any(t.graded for t in pool.judges)]
        return [*(_SAMPLES if self._sampled() else ()), *(f"set:{p.stem}" for p in kept), *pools]

    def keep_set(self, path: Path, name: str) -> str:
        """Keep a question file that was handed over; its name among `sets`. BadInput where it is none."""
        try:
            read_set([path])
        except BadInput as error:  # the person knows the file by its own name, not by where the server put it
            raise BadInput(str(error).replace(str(path), name), error.remedy) from error
        data = path.read_bytes()
        stem = re.sub(r"[^\w-]+", "-", Path(name).stem).strip("-")[:40] or "questions"
        self._state.sets.mkdir(parents=True, exist_ok=True)
        there = next((p for p in self._state.sets.glob("*.jsonl") if p.read_bytes() == data), None)
        number, target = 1, self._state.sets / f"{stem}.jsonl"
        while there is None and target.exists():
            number += 1
            target = self._state.sets / f"{stem}-{number}.jsonl"
        if there is None:
            _write(target, data)
        return f"set:{(there or target).stem}"

    def _set(self, name: str) -> Path:
        kind, _, rest = name.partition(":")
        path = _SAMPLES.get(name) if kind == "sample" else self._state.sets / f"{checked(rest)}.jsonl" if kind == "set" else None
        if kind == "pool":
            pool, journal, clauses = self._judges.opened(rest)
            path = self._state.pools / rest / f"{rest}.jsonl"
            _write(path, export(judged(pool, journal, clauses), "jsonl").encode())
        if path is None or not path.exists():
            raise BadInput(f"没有问题集 (no such question set)：{name}", "请在列表中选择，或上传 (choose one, or upload one)。")
        return path

    def run(self, questions: str, name: str, mode: str, k: int, answers: bool) -> Iterator[Progress]:
        """Run a set with these settings; the run is among `runs` afterwards, or nothing is left of it."""
        label = checked(name.strip()) if name.strip() else mode
        out = self._state.runs / f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{label}"
        where = ["--index", str(self._index), "--out", str(out), *self._model]
        settings = ["--mode", mode, "-k", str(k), "--name", label, *([] if answers else ["--no-answers"])]
        try:
            yield from self._jobs.run(["run", "--questions", str(self._set(questions)), *where, *settings])
        except BadInput:
            if not (out / RESULTS).exists():
                shutil.rmtree(out, ignore_errors=True)
            raise

    def pool(
        self, name: str, questions: str, typed: list[str], modes: list[str], runs: list[Path], depth: int, seed: int
    ) -> Iterator[Progress]:
        """Pool the questions of a set ("" for none) and typed ones under several settings."""
        given = [f"--questions={self._set(questions)}"] if questions else []
        asked = [f"--ask={question}" for question in typed]
        told = [*(["--mode", *modes] if modes else []), *(["--run", *map(str, runs)] if runs else [])]
        where = ["--index", str(self._index), "--depth", str(depth), "--seed", str(seed), *self._model]
        yield from self._jobs.run(["pool", checked(name), *given, *asked, *told, *where])

    def stop(self) -> bool:
        return self._jobs.stop()

    def runs(self) -> list[RunInfo]:
        """The runs that are whole, newest first."""
        folders = sorted(self._state.runs.glob(f"*/{RESULTS}"), reverse=True)
        return [_info(path.parent) for path in folders if (path.parent / SUMMARY).exists()]

    def _folder(self, run_id: str) -> Path:
        folder = self._state.runs / run_id
        if Path(run_id).name != run_id or not (folder / RESULTS).exists():
            raise BadInput(f"没有这次运行 (no such run)：{run_id}", "请在列表中选择 (choose one of the list)。")
        return folder

    def compare(self, a: str, b: str, measure: str, out: Path) -> Compared:
        """B against A, its files in the folder `out`. BadInput where they are over other questions, or share no such measure."""
        if a == b:
            raise BadInput("请选择两次不同的运行 (choose two different runs)", "")
        one, other = self._folder(a), self._folder(b)
        leading = [f"--measure={measure}"] if measure else []
        for _ in self._quick.run(["compare", str(one), str(other), "--out", str(out), *leading]):
            pass
        return _compared(read_run_folder(one)[0].records, read_run_folder(other)[0].records, out)


def _compared(one: Any, other: Any, out: Path) -> Compared:
    found = json.loads((out / "comparison.json").read_text("utf8"))
    theirs = {r.question_id: r for r in other}
    changes = [Change(r, theirs[r.question_id], d) for r in one if (d := found["differences"].get(r.question_id))]
    worst = sorted(changes, key=lambda c: c.difference or 0)
    return Compared(
        found["a"],
        found["b"],
        found["measure"],
        tuple(Paired(**{**test, "difference": Interval(**test["difference"])}) for test in found["tests"]),
        tuple((str(n), str(x), str(y)) for n, x, y in found["settings"]),
        tuple(found["warnings"]),
        tuple(c for c in worst if (c.difference or 0) < 0)[:_MOST],
        tuple(c for c in reversed(worst) if (c.difference or 0) > 0)[:_MOST],
        tuple(out / name for name in ("report.html", "questions.csv", "comparison.json")),
    )


def _info(folder: Path) -> RunInfo:
    try:
        summary = json.loads((folder / SUMMARY).read_text("utf8"))
        about = summary["provenance"]
        settings = about["settings"]
        return RunInfo(
            folder.name,
            summary["name"],
            about["date"],
            about["questions"]["name"],
            summary["questions"],
            settings["mode"],
            settings["k"],
            settings["answers"],
            about["corpus"]["generation"],
            {name: Interval(**i) for name, i in summary["measures"].items()},
            tuple(folder / name for name in _TAKEN if (folder / name).exists()),
            _others(summary),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(
            f"{folder}: 评测结果已损坏 (is damaged)：{type(error).__name__} {error}", "请移走这个文件夹 (move this folder away)。"
        ) from error


def _others(summary: dict[str, Any]) -> dict[str, float]:
    cost = summary["cost"]
    memory = {"peak MB": cost["peak_bytes"] / 2**20} if cost.get("peak_bytes") else {}
    times = {name.replace("_", " "): cost[name] for name in ("search_p50_ms", "answer_p50_ms", "total_seconds") if name in cost}
    known = {**summary["refusal"], "risk_coverage_area": summary["risk_area"]}
    return {name: value for name, value in {**known, **times, **memory}.items() if value is not None}


def _write(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name}.new")
    beside.write_bytes(data)
    os.replace(beside, target)
