"""All that was learned, made anew from a small corpus; a run that was stopped goes on."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.crossfit import FOLDS
from eval.retrain import retrain
from eval.split import part_of_policy
from index import asked, open_index
from index.rerank import OF_KNOWN, RERANKED, ranker
from models import load_encoder
from models.build import Sources
from models.train import Settings

pytest.importorskip("lightgbm")
MATTERS = [
    "燃气",
    "电梯",
    "食盐",
    "粮食",
    "井盖",
    "犬只",
    "烟花",
    "船舶",
    "温泉",
    "竹林",
    "茶园",
    "渔港",
    "驿站",
    "书店",
    "戏台",
    "蜂场",
    "冰雪",
    "矿井",
    "桥梁",
    "隧道",
]
DUTIES = ["登记", "检验", "巡查", "公示", "备案", "收费", "停用", "补贴", "培训", "保险"]
SETTINGS = Settings(words=2000, dimension=32, steps=30, batch=128, questions=32, substituted=0, alone=0)


def article(matter: str, duty: str) -> str:
    return f"{matter}经营者应当按照规定办理{duty}，由{matter}主管部门在三十日内作出{duty}决定，不得拒绝。"


def rows(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf8").splitlines()]


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    root = tmp_path_factory.mktemp("corpora")
    (root / "laws").mkdir()
    (root / "policies").mkdir()
    written = []
    numerals = "一二三四五六七八九十"
    for m, matter in enumerate(MATTERS):
        lines = [f"第{numerals[d]}条 {article(matter, duty)}\n" for d, duty in enumerate(DUTIES)]
        (root / "laws" / f"{matter}条例.md").write_text(f"# {matter}条例\n\n<!-- INFO END -->\n\n" + "\n".join(lines), "utf8")
        points = [f"{numerals[d]}、{duty}。{article(matter + '试点', duty)}" for d, duty in enumerate(DUTIES)]
        (root / "policies" / f"{m:04}.txt").write_text(f"关于{matter}试点的通知\n" + "\n".join(points) + "\n", "utf8")
        for d, duty in enumerate(DUTIES):
            place = {"source": f"{matter}条例.md", "article": f"第{numerals[d]}条"}
            written.append({"id": f"wl{m}-{d}", "question": f"开{matter}的，{duty}要多久？", "kind": "everyday", **place})
            place = {"source": f"{m:04}.txt", "article": [numerals[d]]}
            written.append({"id": f"wp{m}-{d}", "question": f"{matter}试点{duty}几天能办好", "kind": "everyday", **place})
    public = [
        {"id": n, "question": f"{matter}要{DUTIES[n % 10]}吗？", "articles": [{"name": "略", "text": article(matter, DUTIES[n % 10])}]}
        for n, matter in enumerate(MATTERS * 3)
    ]
    files = (root / "written_laws.jsonl", root / "public.jsonl")
    for file, listed in zip(files, (written, public), strict=True):
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in listed), "utf8")
    return Sources(root / "laws", root / "policies", files)


@pytest.mark.slow
def test_everything_is_made_and_nothing_twice(sources: Sources, tmp_path: Path) -> None:
    said: list[str] = []
    retrain(tmp_path, sources, SETTINGS, said.append)
    fitted = json.loads((tmp_path / "fusion.json").read_text("utf8"))
    assert fitted["fitted"]["held_out"]["laws everyday"]["n"] > 0
    assert set(fitted) >= {"features", "hybrid", "lexical", "dense"}
    fitted_trees = ranker(tmp_path / "ranker.npz")
    assert (len(fitted_trees.trees.feature), len(fitted_trees.deeper.feature)) == (300, 900)
    plain = ranker(tmp_path / "ranker_plain.npz")
    known = {RERANKED.index(name) for name in OF_KNOWN}
    split_on = [set(fit.feature[np.isfinite(fit.threshold)].tolist()) for fit in (fitted_trees.trees, plain.trees)]
    assert split_on[0] & known and not split_on[1] & known  # where no question is known, nothing can be read off them
    assert load_encoder(str(tmp_path / "weights")).dimension == 32
    questions = asked.table(tmp_path / "asked.tsv.gz")
    assert sum(map(len, questions.values())) == 400  # every written question, no public one
    assert not any(question.endswith("吗？") for of in questions.values() for question in of)
    unseen = {f.name for f in sources.policies.glob("*.txt") if part_of_policy(f.name) != "train"}
    card = json.loads((tmp_path / "held" / "training.json").read_text("utf8"))
    assert unseen and card["clauses"] == 400 - 10 * len(unseen)

    learned = rows(tmp_path / "split" / "train.jsonl")
    apart = [rows(tmp_path / "folds" / str(fold) / "apart.jsonl") for fold in range(FOLDS)]
    assert all(apart) and sorted(r["id"] for of in apart for r in of) == sorted(r["id"] for r in learned if "articles" in r)
    for fold, left_out in enumerate(apart):
        place = tmp_path / "folds" / str(fold)
        card = json.loads((place / "encoder" / "training.json").read_text("utf8"))
        assert card["questions_trained_on"] == len(learned) - len(left_out)
        assert open_index(place / "index", load_encoder).documents()
    mentioned = [line for line in said if "apart.jsonl" in line]
    assert [int(line.split(": ")[1].split()[0]) for line in mentioned] == [len(of) for of in apart]  # all of them are ranked

    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*") if p.is_file() and p.parent.name != "split"}
    (tmp_path / "asked.tsv.gz").unlink()
    said.clear()
    retrain(tmp_path, replace(sources), SETTINGS, said.append)
    again = {p: p.stat().st_mtime_ns for p in before}
    assert [p.name for p, t in again.items() if t != before[p]] == ["asked.tsv.gz"]
