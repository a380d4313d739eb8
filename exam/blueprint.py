"""Blueprints: what a paper is to be made of, from a TOML file, a mapping or the command line; all faults are told at once."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from exam.corpus import KINDS
from exam.desk import POINTS
from exam.sorts import TAGS, named
from policy import BadInput
from policy.exam import ItemKind

LEVELS = ("易", "中", "难")
_NAMES = {name: kind for kind, name in KINDS.items()} | {kind.value: kind for kind in ItemKind}
_KEYS = {
    "title", "seed", "minutes", "kinds", "points", "sources", "paths", "clauses", "indicators", "places", "from", "difficulty", "versions",
    "allow_same_fact", "reword",
}  # fmt: skip
# TOML wants Chinese keys in quotation marks; whoever leaves them out is understood all the same.
_CHINESE_KEY = re.compile("(?m)(?<=^)[\u4e00-\u9fff]+(?=[ \t]*=)|(?<=[{,] )[\u4e00-\u9fff]+(?= *= *[0-9])")
_REMEDY = "改正后重试；样例见 sample/exam.toml (correct and try again; an example is sample/exam.toml)"


@dataclass(frozen=True, slots=True)
class Blueprint:
    """How many items of each kind, worth how much, from where.

    `sources` are documents by source or title (part of it), none means all; `paths` beginnings of headings or article numbers;
    `clauses` clause ids, a heading standing for what is below it; `indicators` parts of names of targets, `places` parts of names of
    places; `sorts` (`from` in a file) what is asked of, as tags name it (程序, 出处, 指标 …). `difficulty` weighs 易, 中 and 难. `reword`
    lets a language model word stems, where one is set.
    """

    title: str = "试卷"
    seed: int = 1
    minutes: int = 90
    kinds: Mapping[ItemKind, int] = field(default_factory=dict)
    points: Mapping[ItemKind, float] = field(default_factory=dict)
    sources: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sorts: tuple[str, ...] = ()
    difficulty: Mapping[str, float] = field(default_factory=dict)
    versions: tuple[str, ...] = ()
    allow_same_fact: bool = False
    reword: bool = False

    def worth(self, kind: ItemKind) -> float:
        return self.points.get(kind, POINTS[kind])


def load(path: Path) -> Blueprint:
    """The blueprint of a TOML file. BadInput names every fault of it."""
    try:
        said = tomllib.loads(_CHINESE_KEY.sub(r'"\g<0>"', path.read_text("utf8")))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: 读不了 (cannot be read): {error}", "检查文件是否存在、是否为 UTF-8 文本") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: 不是 TOML (no TOML): {error}", _REMEDY) from error
    return parse(said)


def parse(said: Mapping[str, Any]) -> Blueprint:
    """The blueprint that a mapping describes. BadInput names every fault of it."""
    faults = [f"{key}: 没有这一项 (no such key)" for key in said if key not in _KEYS]
    kinds = _numbers(said, "kinds", faults, whole=True)
    points = _numbers(said, "points", faults, whole=False)
    if not faults and not sum(kinds.values()):
        faults.append("kinds: 至少要有一道题，如 单选 = 10 (at least one item)")
    texts = {key: _texts(said, key, faults) for key in ("sources", "paths", "clauses", "indicators", "places", "versions")}
    seed = _whole(said, "seed", 1, -(2**53), 2**53, faults)
    minutes = _whole(said, "minutes", 90, 1, 1440, faults)
    title = said.get("title", "试卷")
    if not isinstance(title, str) or not title.strip():
        faults.append("title: 应为不空的文字 (a text)")
    same_fact, reword = (_flag(said, key, faults) for key in ("allow_same_fact", "reword"))
    sorts = _texts(said, "from", faults)
    if unknown := [s for s in sorts if not named(s)]:
        faults.append(f"from: 没有此类内容 {'、'.join(unknown)}，可用 {'、'.join(dict.fromkeys(TAGS.values()))} (no such sort)")
    mix = _mix(said.get("difficulty", {}), faults)
    if len(set(texts["versions"])) < len(texts["versions"]) or len(texts["versions"]) > 8:
        faults.append("versions: 各卷名不得重复，至多 8 种 (names must differ, eight at most)")
    if any(not v.isalnum() or len(v) > 8 for v in texts["versions"]):
        faults.append('versions: 卷名应为字母或数字，如 ["A", "B"]')
    if faults:
        raise BadInput("；".join(faults), _REMEDY)
    return Blueprint(title, seed, minutes, kinds, points, difficulty=mix, allow_same_fact=same_fact, reword=reword, sorts=sorts, **texts)


def plain(blueprint: Blueprint) -> dict[str, Any]:
    """A blueprint as plain values, which `parse` reads back."""
    said = asdict(blueprint)
    said["from"] = said.pop("sorts")
    said["kinds"] = {KINDS[k]: n for k, n in blueprint.kinds.items()}
    said["points"] = {KINDS[k]: n for k, n in blueprint.points.items()}
    return {k: list(v) if isinstance(v, tuple) else dict(v) if isinstance(v, Mapping) else v for k, v in said.items()}


def _numbers(said: Mapping[str, Any], key: str, faults: list[str], *, whole: bool) -> dict[ItemKind, Any]:
    given = said.get(key, {})
    if not isinstance(given, Mapping):
        faults.append(f"{key}: 应为一节，如 [{key}] 下写 单选 = 10 (a table)")
        return {}
    found: dict[ItemKind, Any] = {}
    for name, value in given.items():
        kind = _NAMES.get(name)
        right = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool) and 0 <= value <= 1000
        if kind is None:
            faults.append(f"{key}.{name}: 没有此题型，可用 {'、'.join(KINDS.values())} (no such kind)")
        elif not right or not whole and value == 0:
            faults.append(f"{key}.{name}: {value!r} 应为 {'0 至 1000 的整数' if whole else '大于 0、不超过 1000 的数'}")
        else:
            found[kind] = value
    return {kind: found[kind] for kind in ItemKind if kind in found}


def _flag(said: Mapping[str, Any], key: str, faults: list[str]) -> bool:
    value = said.get(key, False)
    if not isinstance(value, bool):
        faults.append(f"{key}: 应为 true 或 false")
        return False
    return value


def _texts(said: Mapping[str, Any], key: str, faults: list[str]) -> tuple[str, ...]:
    given = said.get(key, [])
    if isinstance(given, str):
        given = [given]
    if not isinstance(given, Sequence) or not all(isinstance(t, str) and t.strip() for t in given):
        faults.append(f'{key}: 应为文字的列表，如 ["…"] (a list of texts)')
        return ()
    return tuple(given)


def _whole(said: Mapping[str, Any], key: str, default: int, low: int, high: int, faults: list[str]) -> int:
    value = said.get(key, default)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        faults.append(f"{key}: {value!r} 应为 {low} 至 {high} 的整数 (a whole number)")
        return default
    return value


def _mix(given: Any, faults: list[str]) -> dict[str, float]:
    if not isinstance(given, Mapping):
        faults.append("difficulty: 应为一节，如 易 = 5, 中 = 3, 难 = 2 (a table)")
        return {}
    for level, weight in given.items():
        if level not in LEVELS:
            faults.append(f"difficulty.{level}: 难度为 {'、'.join(LEVELS)}")
        elif not isinstance(weight, int | float) or isinstance(weight, bool) or weight < 0:
            faults.append(f"difficulty.{level}: {weight!r} 应为不小于 0 的数")
    good = {k: float(given[k]) for k in LEVELS if isinstance(given.get(k), int | float)}
    if given and not faults and not sum(good.values()):
        faults.append("difficulty: 三种难度不能都为 0 (not all may be 0)")
    return good
