"""The second training of the cross-encoder: from scopes it learns that nothing answers, not which questions have no answer."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from models.cross import FOLDER, Cross
from models.layers import LAYERS
from models.save import read_tensors
from models.tune_cross import BASE, Scope, TuneSettings, betrayed, net_of, tune, tune_to

QUICK = TuneSettings(epochs=6, scopes=8, mixed=1.0, warm=2, rate=1e-3, debias=False)
PLACES = ("东山", "西川", "南浦", "北原", "长岭", "清河", "白石", "青田")


def told(place: str, what: str) -> tuple[str, str, str]:
    return f"{place}县管理办法", "第一条", what


def scope(n: int, place: str, *, answered: bool) -> Scope:
    """A fine is asked for; of a place without an answer the duty is told, but not the fine."""
    texts = (
        told(place, "经营者应当在店门口明示价格。"),
        (f"{place}县管理办法", "第二条", "未明示价格的,处五百元罚款。" if answered else "价格应当真实。"),
    )
    return Scope(f"q{n}", f"g{n // 2 % 4}", f"{place}县不明示价格罚多少钱", texts, (False, answered), answered)


@pytest.fixture(scope="module")
def scopes() -> list[Scope]:
    return [scope(2 * n + answered, place, answered=bool(answered)) for n, place in enumerate(PLACES) for answered in (0, 1)]


def best(network: Cross, found: list[Scope], *, answered: bool) -> np.ndarray:
    return np.array([network.scores(s.question, s.texts).max() for s in found if s.answerable == answered])


def test_after_tuning_a_scope_without_an_answer_scores_lower(scopes: list[Scope], tmp_path: Path) -> None:
    tune_to(tmp_path / "out", FOLDER, scopes, QUICK, lambda _: None)
    before, after = Cross(FOLDER), Cross(tmp_path / "out")
    gaps = [best(network, scopes, answered=True).mean() - best(network, scopes, answered=False).mean() for network in (before, after)]
    assert gaps[1] > gaps[0] + 0.5
    apart = [s for place in ("红桥", "柳林") for s in (scope(90, place, answered=True), scope(91, place, answered=False))]
    assert best(after, apart, answered=True).min() > best(after, apart, answered=False).max()


def test_what_it_started_from_is_kept_and_started_from_again(scopes: list[Scope], tmp_path: Path) -> None:
    brief = TuneSettings(epochs=1, scopes=8, warm=1)
    tune_to(tmp_path / "one", FOLDER, scopes, brief, lambda _: None)
    tune_to(tmp_path / "two", tmp_path / "one", scopes, brief, lambda _: None)
    same = [read_tensors(tmp_path / name / LAYERS) for name in ("one", "two")]
    assert all(np.array_equal(same[0][key], same[1][key]) for key in same[0]), "one seed, one start, one result"
    started = net_of(tmp_path / "one").state_dict()
    kept = read_tensors(tmp_path / "one" / BASE)
    assert all(np.array_equal(started[key].numpy(), np.asarray(kept[key], np.float32)) for key in kept)


def test_the_weights_are_mixed_with_those_before(scopes: list[Scope]) -> None:
    settings: dict[str, Any] = {"epochs": 1, "scopes": 8, "warm": 1, "debias": False}
    nets = [tune(FOLDER, scopes, TuneSettings(mixed=mixed, **settings), lambda _: None).state_dict() for mixed in (0.0, 0.5, 1.0)]
    start = net_of(FOLDER).state_dict()
    for name, value in start.items():
        assert torch.equal(nets[0][name], value)
        assert torch.allclose(nets[1][name], (nets[0][name] + nets[2][name]) / 2, atol=1e-6)
    assert any(not torch.equal(nets[2][name], value) for name, value in start.items())


def test_what_the_words_of_a_question_betray(scopes: list[Scope]) -> None:
    """Only those without an answer ask for a telephone number: that says they have none; the place says nothing."""
    words = ("几点开门", "电话号码是几号")
    asking = [
        Scope(f"q{n}", f"g{n // 2 % 4}", f"{place}县{words[n % 2]}", (("", "", "甲。"),), (n % 2 == 0,), n % 2 == 0)
        for n, place in enumerate(PLACES * 4)
    ]
    odds = betrayed(asking, folds=4)
    assert min(odds[s.question_id] for s in asking if not s.answerable) > 0 > max(odds[s.question_id] for s in asking if s.answerable)
    assert max(map(abs, betrayed(scopes, folds=4).values())) < 0.5, "every question stands on both sides"


def test_scopes_that_teach_nothing_are_refused() -> None:
    lost = Scope("q", "g", "罚多少钱", (("", "", "甲。"),), (False,), True)  # its answer is not among the sentences
    with pytest.raises(ValueError, match="learn"):
        tune(FOLDER, [lost], TuneSettings(), lambda _: None)
