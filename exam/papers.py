"""Papers as JSON, both ways; the same paper gives the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from policy import BadInput
from policy.exam import Coverage, Fault, Item, ItemKind, Lacking, Option, Paper, Proof

FORMAT = 1
_REMEDY = "用 python -m exam make 生成的 paper.json 作样例对照 (compare with a paper.json that make wrote)"


def paper_json(paper: Paper) -> dict[str, Any]:
    """A paper as plain values; `read_paper` reads them back."""
    return {"format": FORMAT, **asdict(paper), "blueprint": dict(paper.blueprint), "total": paper.points}


def fault_json(fault: Fault) -> dict[str, Any]:
    return asdict(fault)


def write_paper(paper: Paper, path: Path) -> Path:
    """Write a paper. BadInput where the place cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(paper_json(paper), ensure_ascii=False, indent=1) + "\n", "utf8")
    except OSError as error:
        raise BadInput(f"{path}: 写不了 (cannot be written): {error.strerror}", "检查目录是否存在、是否有写入权限") from error
    return path


def load_paper(path: Path) -> Paper:
    """The paper in a file. BadInput says where the file is wrong."""
    try:
        said = json.loads(path.read_text("utf8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path}: 读不了 (cannot be read): {error}", "检查文件是否存在、是否为 UTF-8 文本") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadInput(f"{path}: 不是 JSON (no JSON): {error}", _REMEDY) from error
    try:
        return read_paper(said)
    except BadInput as error:
        raise BadInput(f"{path}: {error}", error.remedy) from error


def read_paper(said: Any) -> Paper:
    """The paper that `paper_json` gave. BadInput names all places that are wrong."""
    faults: list[str] = []
    whole = _Reader(said, "", faults)
    if faults:
        raise BadInput("；".join(faults), _REMEDY)
    if (version := whole.get("format", int, FORMAT)) > FORMAT:
        raise BadInput(f"format: {version} 比本程序认识的 {FORMAT} 新", "升级后再读 (upgrade)")
    paper = Paper(
        title=whole.get("title", str),
        items=tuple(_item(r) for r in whole.all("items")),
        version=whole.get("version", str, ""),
        seed=whole.get("seed", int, 0),
        minutes=whole.get("minutes", int, 90),
        generation=whole.get("generation", str, ""),
        blueprint=whole.get("blueprint", Mapping, {}),
        lacking=tuple(
            Lacking(r.get("what", str), r.get("wanted", int), r.get("made", int), r.get("why", str, "")) for r in whole.all("lacking")
        ),
        coverage=tuple(
            Coverage(r.get("clause_id", str), r.get("title", str, ""), r.texts("path"), r.texts("items")) for r in whole.all("coverage")
        ),
        notes=whole.texts("notes"),
    )
    if faults:
        shown = faults[:20] + ([f"……共 {len(faults)} 处"] if len(faults) > 20 else [])
        raise BadInput("；".join(shown), _REMEDY)
    return paper


class _Reader:
    """A mapping of a file, whose wrong places are gathered in `faults`."""

    def __init__(self, said: Any, where: str, faults: list[str]) -> None:
        self._said, self._where, self._faults = said if isinstance(said, Mapping) else {}, where, faults
        if not isinstance(said, Mapping):
            faults.append(f"{where or '文件'}: 应为对象 (an object)")

    def get(self, key: str, kind: Any, default: Any = None) -> Any:
        value = self._said.get(key, default)
        right = isinstance(value, kind) and not (isinstance(value, bool) and kind is not bool)
        if kind is float:
            right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right:
            self._faults.append(f"{self._where}{key}: {'缺少' if value is None else '不对'} ({kind.__name__})")
            return {str: "", int: 0, float: 0.0, bool: False}.get(kind, {})
        return value

    def all(self, key: str) -> list["_Reader"]:
        value = self._said.get(key, [])
        if not isinstance(value, list):
            self._faults.append(f"{self._where}{key}: 应为列表 (a list)")
            return []
        return [_Reader(v, f"{self._where}{key}[{n}].", self._faults) for n, v in enumerate(value)]

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._said.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self._faults.append(f"{self._where}{key}: 应为文字的列表 (a list of texts)")
            return ()
        return tuple(value)

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        value = self._said.get(key, [])
        if not isinstance(value, list):
            self._faults.append(f"{self._where}{key}: 应为列表 (a list)")
            return ()
        return tuple(_Reader({"": v}, f"{self._where}{key}[{n}]", self._faults).texts("") for n, v in enumerate(value))

    def maybe(self, key: str, kind: Any) -> Any:
        return None if self._said.get(key) is None else self.get(key, kind)

    def kind(self) -> ItemKind:
        value = self._said.get("kind")
        if value not in [k.value for k in ItemKind]:
            self._faults.append(f"{self._where}kind: {value!r} 不是题型，可用 {'、'.join(k.value for k in ItemKind)}")
            return ItemKind.SINGLE
        return ItemKind(value)

    def change(self) -> tuple[str, str] | None:
        if self._said.get("change") is None:
            return None
        found = self.texts("change")
        if len(found) != 2:
            self._faults.append(f"{self._where}change: 应为两段文字 (two texts)")
            return None
        return found[0], found[1]


def _item(r: _Reader) -> Item:
    return Item(
        item_id=r.get("item_id", str),
        kind=r.kind(),
        stem=r.get("stem", str),
        key=r.texts("key"),
        options=tuple(Option(o.get("text", str), o.get("right", bool), o.get("why", str, "")) for o in r.all("options")),
        also=r.lists("also"),
        explanation=r.get("explanation", str, ""),
        proofs=tuple(_proof(p) for p in r.all("proofs")),
        points=r.get("points", float, 1.0),
        difficulty=r.get("difficulty", str, "中"),
        rests_on=r.get("rests_on", str, ""),
        ability=r.get("ability", str, "识记"),
        tags=r.texts("tags"),
        fact=r.get("fact", str, ""),
        change=r.change(),
        origin=r.get("origin", str, "own"),
        locked=r.get("locked", bool, False),
        flags=r.texts("flags"),
    )


def _proof(r: _Reader) -> Proof:
    return Proof(
        r.get("clause_id", str), r.get("source", str), r.get("title", str, ""), r.texts("path"), r.get("quote", str), r.get("start", int),
        r.get("end", int), r.maybe("page", int), r.get("wording", str, ""),
    )  # fmt: skip
