"""An alignment as JSON objects and as lines of a table."""

from typing import Any

from policy import Clause
from policy.align import Change, Pair, Shift, Span

KIND_NAMES = {
    "same": "相同",
    "reworded": "改写",
    "tightened": "收紧",
    "loosened": "放宽",
    "figures": "数字有变",
    "added": "新增",
    "dropped": "未列",
}
STATUS_NAMES = {"covered": "已覆盖", "tightened": "更严", "weaker": "偏松", "partly": "部分", "missing": "缺失"}
_RELATIONS = {"same": "相同", "changed": "不同", "added": "新增", "dropped": "未列"}
_WAYS = {"tightened": "收紧", "loosened": "放宽", "changed": "调整", "added": "新设", "dropped": "未设"}
_ASPECTS = {"value": "数值", "deadline": "期限", "modality": "力度"}
_KINDS = {"added": "新增", "changed": "改写", "moved": "另在他条", "dropped": "未写"}
_SHOWN = 4  # shifts that a line of the table spells out
_WIDTH = 24  # characters of a piece of text in it


def pair_json(pair: Pair) -> dict[str, Any]:
    """The pair with every span that a page needs to mark what differs."""
    return {
        "relation": pair.relation,
        "score": round(pair.score, 4),
        "before": _clause(pair.before),
        "after": _clause(pair.after),
        "changes": [_change(c) for c in pair.difference.changes],
        "shifts": [_shift(s) for s in pair.difference.shifts],
    }


def pair_line(pair: Pair) -> str:
    """Path in the first document | path in the second | relation | what differs."""
    cells = (_path(pair.before), _path(pair.after), _RELATIONS[pair.relation], summary(pair))
    return " | ".join(cells)


def summary(pair: Pair) -> str:
    """What differs, in a line: figures, deadlines and modality first, then how many sentences."""
    said = [_say(s) for s in pair.difference.shifts]
    if len(said) > _SHOWN:
        said = [*said[:_SHOWN], f"另有 {len(said) - _SHOWN} 项指标或力度不同"]
    if pair.before and pair.after:
        counts = {kind: sum(c.kind == kind for c in pair.difference.changes) for kind in _KINDS}
        if any(counts.values()):
            said.append("、".join(f"{_KINDS[kind]} {n} 句" for kind, n in counts.items() if n))
    return "；".join(said)


def _say(shift: Shift) -> str:
    texts = [_short(s.text) for s in (shift.before, shift.after) if s]
    name = f"{_short(shift.indicator)} " if shift.indicator else ""
    return f"{_WAYS[shift.direction]}{_ASPECTS[shift.aspect]}：{name}{' → '.join(texts)}"


def _short(text: str) -> str:
    text = " ".join(text.split()).replace(" | ", "／")
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"


def _path(clause: Clause | None) -> str:
    if clause is None:
        return "—"
    return _short(clause.path[-1]) if clause.path else "（无编号）"


def _clause(clause: Clause | None) -> dict[str, Any] | None:
    if clause is None:
        return None
    shown = ("clause_id", "source", "title", "start", "end", "page")
    return {name: getattr(clause, name) for name in shown} | {"path": list(clause.path)}


def _span(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"clause_id": span.clause.clause_id, "start": span.start, "end": span.end, "text": span.text}


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "before": _span(change.before),
        "after": _span(change.after),
        "removed": [_span(s) for s in change.removed],
        "inserted": [_span(s) for s in change.inserted],
    }


def _shift(shift: Shift) -> dict[str, Any]:
    return {
        "aspect": shift.aspect,
        "direction": shift.direction,
        "indicator": shift.indicator,
        "before": _span(shift.before),
        "after": _span(shift.after),
    }
