"""Scopes of written questions: the answering clause once among others near it, by the sentence that matches."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.fit_crossed import ALL, TAUGHT, taught, tuned
from models import load_encoder
from models.corpus import Sample
from models.cross import FOLDER
from models.cross_scopes import written
from models.layers import LAYERS
from models.questions import Question
from models.save import CARD, read_tensors
from models.static import StaticEncoder
from models.tune_cross import BASE, Scope, TuneSettings, tune_to
from policy import bare

MATTERS = ("生育津贴", "失业保险金", "住房公积金", "工伤待遇", "医疗费用", "养老金")
TEXTS = [f"{what}由用人单位按月支付。逾期不支付{what}的，责令限期改正。" for what in MATTERS]
SAMPLES = [
    *(Sample("laws/条例.md", "社会保障条例", ("第一章 总则",), f"第{n}条", text) for n, text in zip("一二三四五六", TEXTS, strict=True)),
    Sample("policies/通知.txt", "关于供热的通知", ("一、供热",), "一", "供热期从十一月一日开始。"),
]
QUESTIONS = [Question(f"不给{what}会怎么样", (bare(text),)) for what, text in zip(MATTERS, TEXTS, strict=True)]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    found = load_encoder()
    assert isinstance(found, StaticEncoder)
    return found


@pytest.fixture(scope="module")
def scopes(encoder: StaticEncoder) -> list[Scope]:
    return list(written(encoder, SAMPLES, QUESTIONS, 100, seed=3))


def test_the_clause_that_answers_is_there_once_beside_others(scopes: list[Scope]) -> None:
    assert {s.question for s in scopes} == {q.text for q in QUESTIONS} and all(s.answerable for s in scopes)
    for scope in scopes:
        what = next(what for what in MATTERS if what in scope.question)
        assert [text for text, right in zip(scope.texts, scope.right, strict=True) if right] == [
            ("社会保障条例", f"第{'一二三四五六'[MATTERS.index(what)]}条", f"逾期不支付{what}的,责令限期改正。")
        ]
        assert len({text[:2] for text in scope.texts}) == len(scope.texts) > 3, "a clause comes once"


def test_what_says_the_same_is_no_wrong_answer(encoder: StaticEncoder) -> None:
    twin = Sample("laws/旧条例.md", "社会保障条例", ("第一章 总则",), "第一条", TEXTS[0] + "附则另定。")
    found = next(iter(written(encoder, [*SAMPLES, twin], QUESTIONS[:1], 1)))
    assert sum(MATTERS[0] in text for *_, text in found.texts) == 1


def test_no_more_than_asked_for_and_the_same_again(encoder: StaticEncoder) -> None:
    one, again, other = (list(written(encoder, SAMPLES, QUESTIONS, 3, seed)) for seed in (0, 0, 5))
    assert len(one) == 3 and one == again and [s.question for s in one] != [s.question for s in other]


def test_tuning_on_top_starts_from_what_was_taught_and_keeps_the_base(scopes: list[Scope], tmp_path: Path) -> None:
    brief, still = TuneSettings(epochs=1, scopes=2, warm=1), TuneSettings(epochs=1, scopes=2, warm=1, mixed=0.0)
    tune_to(tmp_path / "one", FOLDER, scopes, brief, lambda _: None, named="written")
    tune_to(tmp_path / "two", tmp_path / "one", scopes, still, lambda _: None, on_top=True)
    tables = {name: read_tensors(tmp_path / name / LAYERS) for name in ("one", "two")}
    kept = read_tensors(FOLDER / BASE)
    assert all(np.array_equal(tables["one"][key], tables["two"][key]) for key in kept)
    assert any(not np.array_equal(tables["one"][key], kept[key]) for key in kept)
    assert (tmp_path / "two" / BASE).read_bytes() == (FOLDER / BASE).read_bytes()
    card = json.loads((tmp_path / "two" / CARD).read_text("utf8"))
    assert card["written"]["settings"]["mixed"] == brief.mixed and card["tuned"]["settings"]["mixed"] == 0


def test_the_networks_of_the_halves_start_from_the_one_that_was_taught(
    scopes: list[Scope], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laws, policies = tmp_path / "laws", tmp_path / "policies"
    laws.mkdir()
    policies.mkdir()
    articles = "\n\n".join(f"第{n}条 {text}" for n, text in zip("一二三四五六", TEXTS, strict=True))
    (laws / "条例.md").write_text(f"# 条例\n\n<!-- INFO END -->\n\n{articles}\n", "utf8")
    rows = [{"question": q.text, "source": "条例.md", "article": f"第{n}条"} for q, n in zip(QUESTIONS, "一二三四五六", strict=True)]
    (tmp_path / "train.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    monkeypatch.setattr("models.tune_cross.WRITTEN", TuneSettings(epochs=1, scopes=2, warm=1, mixed=1.0))
    out, told = tmp_path / "out", list[str]()
    taught(out, tmp_path, tmp_path / "train.jsonl", told.append)
    found = [replace(scope, group=group) for group in "ab" for scope in scopes]
    tuned(out, found, TuneSettings(epochs=1, scopes=2, warm=1, mixed=0.0), told.append)
    first, ships = (read_tensors(out / name / LAYERS) for name in (TAUGHT, ALL))
    assert all(np.array_equal(first[key], ships[key]) for key in first)
    told.clear()
    taught(out, tmp_path, tmp_path / "train.jsonl", told.append)
    assert not told, "what is there is not made again"
