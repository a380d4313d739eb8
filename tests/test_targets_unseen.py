"""The targets ledger on 96 documents of the corpora against what readers listed of each without seeing what the ledger makes of them."""

import re
from collections import defaultdict
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from answer import targets
from eval.gold import read_jsonl
from ingest import load
from policy import Target, fold

ROOT = Path(__file__).parents[1]
CORPORA = ROOT.parent / "shared" / "corpora"
LISTED = ROOT / "eval" / "questions" / "targets.jsonl"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not (CORPORA / "policies").is_dir(), reason="needs ../shared")]

SAME = {"周岁": "岁", "平米": "平方米", "m2": "平方米", "天": "日", "自然日": "日", "月": "个月"}  # units that say the same
SCALE = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}


def amount(value: str, unit: str) -> tuple[str, str]:
    """Value and unit written alike: 3 千万元 and 3000 万元 are one amount, a sum per month is a sum."""
    unit = fold(unit)
    unit = unit.split("/")[0] if "元" in unit else re.sub("^个(?=工作日|自然日|小时|百分点|学时|班|季度)", "", unit)
    factor = 1.0
    while unit[:1] in SCALE:
        factor, unit = factor * SCALE[unit[0]], unit[1:]
    numbers = re.split("[-~—]", fold(value).replace(",", ""))
    with suppress(ValueError):  # 全覆盖, 2/3
        value = "-".join(f"{float(number) * factor:g}" for number in numbers)
    return value, SAME.get(unit, unit)


def alike(listed: str, target: Target) -> int:
    """Pairs of characters that a listed name and a target's name share."""
    name = fold(target.indicator + target.condition)
    return sum(listed[i : i + 2] in name for i in range(len(listed) - 1))


@cache
def counts(read: str) -> tuple[int, int, int]:
    """Rows listed, rows of the ledger, and rows listed that a row of its own in the same clause, of the same amount, meets."""
    listed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in read_jsonl(LISTED):
        if row["read"] == read:
            listed[row["source"]] += [row] if "clause" in row else []
    made = met = 0
    for source, rows in listed.items():
        name = Path(source).name
        document = load(CORPORA / source, name)
        found = [target for clause in document.clauses for target in targets(clause)]
        made += len(found)
        for row in rows:
            place = f"{name}#{row['clause']}"
            same = [
                target
                for target in found
                if amount(target.value, target.unit) == amount(row["value"], row["unit"])
                and (target.clause.clause_id.startswith(place) or place.startswith(target.clause.clause_id))
            ]
            if same:
                found.remove(max(same, key=lambda target: alike(fold(row["indicator"]), target)))
                met += 1
    return sum(map(len, listed.values())), made, met


@pytest.mark.parametrize(("read", "recall", "precision"), [("tuned", 0.77, 0.96), ("blind", 0.76, 0.92)])
def test_what_readers_list_is_found(read: str, recall: float, precision: float) -> None:
    listed, made, met = counts(read)
    assert met / listed >= recall
    assert met / made >= precision
