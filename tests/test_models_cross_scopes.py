"""Scopes of questions with marked answers: the sentences of their clause among those of others near it."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.fit_crossed import ALL, NEAR, TAUGHT, taught, tuned
from eval.gold import write_jsonl
from models import load_encoder
from models.corpus import Sample
from models.cross import FOLDER
from models.cross_scopes import marked_scopes
from models.layers import LAYERS
from models.save import CARD, read_tensors
from models.static import StaticEncoder
from models.train_marker import Marked
from models.tune_cross import BASE, Scope, TuneSettings, tune_to

MATTERS = ("生育津贴", "失业保险金", "住房公积金", "工伤待遇", "医疗费用", "养老金")
TEXTS = [f"{what}由用人单位按月支付。逾期不支付{what}的，责令限期改正。" for what in MATTERS]
SAMPLES = [
    *(Sample("laws/条例.md", "社会保障条例", ("第一章 总则",), f"第{n}条", text) for n, text in zip("一二三四五六", TEXTS, strict=True)),
    Sample("policies/通知.txt", "关于供热的通知", ("一、供热",), "一", "供热期从十一月一日开始。"),
]
QUESTIONS = [
    Marked(f"不给{what}会怎么样", sample.head, text, ((text.index("逾期"), len(text)),))
    for what, text, sample in zip(MATTERS, TEXTS, SAMPLES, strict=False)
]


@pytest.fixture(scope="module")
def encoder() -> StaticEncoder:
    found = load_encoder()
    assert isinstance(found, StaticEncoder)
    return found


@pytest.fixture(scope="module")
def scopes(encoder: StaticEncoder) -> list[Scope]:
    return list(marked_scopes(encoder, SAMPLES, QUESTIONS, "written", seed=3))


def test_the_sentences_of_the_clause_stand_beside_others(scopes: list[Scope]) -> None:
    assert [s.question for s in scopes] == [m.question for m in QUESTIONS] and all(s.answerable for s in scopes)
    for scope, marked in zip(scopes, QUESTIONS, strict=True):
        shown = {text: right for (*head, text), right in zip(scope.texts, scope.right, strict=True) if tuple(head) == marked.head}
        assert [right for text, right in shown.items() if text.startswith("逾期")] == [True] and sorted(shown.values()) == [False, True]
        others = [text[:2] for text in scope.texts if text[:2] != marked.head]
        assert len(set(others)) == len(others) > 2, "of another clause the best sentence alone"


def test_what_says_the_same_is_no_wrong_answer(encoder: StaticEncoder) -> None:
    twin = Sample("laws/旧条例.md", "社会保障条例", ("第一章 总则",), "第一条", TEXTS[0] + "附则另定。")
    found = next(iter(marked_scopes(encoder, [*SAMPLES, twin], QUESTIONS[:1], "written")))
    assert sum(MATTERS[0] in text for *_, text in found.texts) == 2, "two sentences of the clause itself"


def test_a_near_miss_has_its_clause_and_none_that_may_answer(encoder: StaticEncoder) -> None:
    elsewhere = [Sample(f"laws/{n}.md", f"办法{n}", (), "第一条", f"第{n}类待遇由社会保险基金支付。") for n in range(20)]
    missed = replace(QUESTIONS[0], question="生育津贴一次发多少", spans=())
    found = next(iter(marked_scopes(encoder, [*SAMPLES, *elsewhere], [missed], "near")))
    assert not found.answerable and not any(found.right)
    assert {text[0] for text in found.texts if text[:2] != missed.head} & {"社会保障条例"} == set(), "no other clause of its document"
    assert sum(text[:2] == missed.head for text in found.texts) == 2 and len(found.texts) > 2


def test_the_same_again_for_the_same_seed(encoder: StaticEncoder) -> None:
    one, again, other = (list(marked_scopes(encoder, SAMPLES, QUESTIONS, "written", seed)) for seed in (0, 0, 5))
    assert one == again and one != other


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
    numbered = [*zip(QUESTIONS, "一二三四五六", strict=True)]
    rows = [{"id": f"a{n}", "question": q.question, "source": "条例.md", "article": f"第{n}条"} for q, n in numbered]
    write_jsonl(tmp_path / "written_laws_1.jsonl", rows)
    marks = [{"id": f"a{n}", "length": len(q.text), "spans": q.spans} for q, n in numbered]
    write_jsonl(tmp_path / "answers.jsonl", marks)
    write_jsonl(tmp_path / "near_misses.jsonl", [{"id": "n1", "question": "生育津贴一次发多少", "near": "a一"}])
    for settings in ("WRITTEN", "NEARLY"):
        monkeypatch.setattr(f"models.tune_cross.{settings}", TuneSettings(epochs=1, scopes=2, warm=1, mixed=1.0))
    out, told = tmp_path / "out", list[str]()
    taught(out, tmp_path, str, told.append, tmp_path)
    found = [replace(scope, group=group) for group in "ab" for scope in scopes]
    tuned(out, found, TuneSettings(epochs=1, scopes=2, warm=1, mixed=0.0), told.append)
    first, ships = (read_tensors(out / name / LAYERS) for name in (NEAR, ALL))
    assert all(np.array_equal(first[key], ships[key]) for key in first)
    before = read_tensors(out / TAUGHT / LAYERS)
    assert any(not np.array_equal(first[key], before[key]) for key in first)
    told.clear()
    taught(out, tmp_path, str, told.append, tmp_path)
    assert not told, "what is there is not made again"
