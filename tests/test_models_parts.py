"""Parts that tokens share, and what sharing does to a word that training never saw."""

import numpy as np

from models.pairs import Tokens
from models.parts import Parts
from models.train import Asked, Settings, Trainer, drawn


def of(parts: Parts, token: int) -> set[int]:
    return set(parts.ids[parts.offsets[token] : parts.offsets[token + 1]].tolist())


def test_words_share_their_characters_and_long_ones_their_neighbours() -> None:
    parts = Parts.of(["[UNK]", "赔", "赔钱", "赔偿", "赔偿金", "补偿金", "偿金比", "2024"])
    assert of(parts, 0) == of(parts, 7) == set()
    assert len(of(parts, 1)) == 1 and of(parts, 1) == of(parts, 2)  # 赔; 钱 is in one word alone and is no part
    assert len(of(parts, 4) & of(parts, 5)) == 3  # 偿, 金, 偿金
    assert parts.size == len(set(parts.ids.tolist())) == 4
    assert parts.offsets[-1] == len(parts.ids) and len(parts.offsets) == 9


def test_latin_words_share_runs_with_their_ends_marked() -> None:
    parts = Parts.of(["licence", "licensing", "licenser", "silence"])
    first, second, last = (of(parts, n) for n in (0, 1, 3))
    assert len(first & second) == 9 and not second & last  # <li, lic, ice, cen, <lic, lice, icen, <lice, licen
    assert Parts.of([]).size == 0


def test_a_rare_word_lies_near_a_known_one_of_its_characters() -> None:
    words = ["[UNK]", "赔偿", "赔付", "赔款", "赔钱", "盖章", "印章", "公章", "签章", "甲", "乙", "丙", "丁"]
    empty = np.zeros(0, np.int32)
    texts = [np.array([n, 9 + n % 4], np.int32) for n in (1, 2, 3, 5, 6, 7)]  # 赔钱 (4) and 签章 (8) are in none
    clauses = [Tokens(empty, empty, (t,)) for t in texts]
    questions = [Asked(np.array([w], np.int32), (n,)) for n, group in enumerate([(1, 2, 3)] * 3 + [(5, 6, 7)] * 3) for w in group]
    settings = Settings(dimension=16, steps=60, batch=12, questions=6, rate=0.02)
    trainer = Trainer(clauses, questions, [], np.ones(len(words), np.float32), settings, parts=Parts.of(words))
    trainer.run(lambda _: None)
    unit = trainer.vectors()
    unit /= np.maximum(np.linalg.norm(unit, axis=1, keepdims=True), 1e-9)
    cosines = unit @ unit.T
    assert cosines[4, 1:4].min() > cosines[4, 5:8].max() + 0.2
    assert cosines[8, 5:8].min() > cosines[8, 1:4].max() + 0.2


def test_heavier_questions_are_drawn_more_often_and_none_twice() -> None:
    token = np.array([1], np.int32)
    questions = [Asked(token, (n,), 3.0 if n < 10 else 1.0) for n in range(40)]
    rng = np.random.default_rng(0)
    draws = [drawn(questions, 8, rng) for _ in range(400)]
    assert all(len(set(d.tolist())) == 8 for d in draws)
    counts = np.bincount(np.concatenate(draws), minlength=40)
    assert 2.0 < counts[:10].mean() / counts[10:].mean() < 3.0
    assert len(drawn(questions, 99, rng)) == 40 and len(drawn([], 5, rng)) == 0
