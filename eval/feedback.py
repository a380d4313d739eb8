"""What people say of answers: kept as it came, listed, exported. Nothing of who they are is asked or kept."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from uuid import uuid4

from eval.folder import formula_safe
from eval.gold import json_lines
from eval.state import Journal, Json, clean, now
from policy import BadArtefact, BadInput, fold
from policy.bench import Feedback, Wanted

VERDICTS = ("useful", "useless")
STATUSES = ("answered", "not_found")
REASONS = ("wrong", "incomplete", "wrong_place", "outdated", "missed", "unclear")
FORMS = ("table", "jsonl", "csv")
LONGEST = 500  # characters of free text
_COLUMNS = [f.name for f in fields(Feedback)]


def new_id() -> str:
    return uuid4().hex


def keep(journal: Journal, said: Feedback) -> Feedback:
    """Add feedback, as a further row: of several with one id the last counts, which is how a verdict is changed. What was kept.

    BadInput for a verdict or a reason that is none, and for text that is too long.
    """
    if said.verdict not in VERDICTS or said.status not in STATUSES:
        raise BadInput(f"没有这种反馈 (no such feedback)：{said.verdict} {said.status}", " | ".join(VERDICTS))
    if unknown := [r for r in said.reasons if r not in REASONS]:
        raise BadInput(f"没有这种原因 (no such reason)：{unknown[0]}", " | ".join(REASONS))
    text = clean(said.text)
    if len(text) > LONGEST:
        raise BadInput(f"说明有 {len(text)} 字，最多 {LONGEST} 字 (too long)", "请写短一些 (write less)。")
    kept = replace(said, time=now(), question=clean(said.question), text=text)
    journal.append([asdict(kept)])
    return kept


def listed(journal: Journal, wanted: Wanted = Wanted()) -> list[Feedback]:  # noqa: B008  # frozen
    """The feedback that is wanted, newest first. BadInput for a value that is none."""
    _check(wanted)
    standing: dict[str, Feedback] = {}
    for row in journal.rows():
        said = _of(row, journal)
        standing.pop(said.feedback_id, None)  # so that what was changed last comes last
        standing[said.feedback_id] = said
    return [said for said in reversed(standing.values()) if _matches(said, wanted)]


def _check(wanted: Wanted) -> None:
    for value, known in ((wanted.verdict, VERDICTS), (wanted.status, STATUSES), (wanted.reason, REASONS)):
        if value and value not in known:
            raise BadInput(f"反馈中没有 (no such thing in feedback)：{value}", " | ".join(known))
    try:
        date.fromisoformat(wanted.since or "2000-01-01")
    except ValueError as error:
        raise BadInput(f"不是日期 (not a date)：{wanted.since}", "写作 2026-03-01 (write it so)。") from error


def _of(row: Json, journal: Journal) -> Feedback:
    try:
        known: Json = {name: row[name] for name in _COLUMNS}
    except KeyError as error:
        raise BadArtefact(f"{journal.path}: 缺少 {error}", "从备份恢复这个文件 (restore this file from a backup)") from error
    lists: Json = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Feedback(**{**known, **lists})


def _day(time: str) -> str:
    """The day of a time kept in UTC, as the calendar of this machine had it: what people mean by a date, and see in the list."""
    return datetime.fromisoformat(time).astimezone().date().isoformat()


def _matches(said: Feedback, wanted: Wanted) -> bool:
    return (
        wanted.verdict in ("", said.verdict)
        and wanted.status in ("", said.status)
        and (not wanted.reason or wanted.reason in said.reasons)
        and (not wanted.since or _day(said.time) >= wanted.since)
        and fold(wanted.text) in fold(f"{said.question}\n{said.text}")
    )


def jsonl(entries: Sequence[Feedback]) -> str:
    return json_lines(asdict(e) for e in entries)


def table_csv(entries: Sequence[Feedback]) -> str:
    """A row an entry; several reasons or clauses in one cell, parted by blanks and line ends. What a sheet would compute is quoted."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for e in entries:
        cells = [" ".join(v) if n == "reasons" else "\n".join(v) if isinstance(v, tuple) else v for n, v in asdict(e).items()]
        writer.writerow([formula_safe(c) for c in cells])
    return out.getvalue()


WRITERS: dict[str, Callable[[Sequence[Feedback]], str]] = {"jsonl": jsonl, "csv": table_csv}
