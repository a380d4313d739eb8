"""Training of the cross-encoder: it learns what late interaction cannot see, one seed gives one result, and what it writes is read back."""

import json
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tokenizers import Tokenizer

from models.__main__ import main
from models.corpus import Sample
from models.cross import BODY, Cross
from models.cross_data import HEAD, Clauses, Questions, clauses_of, numbered, padded, questions_of
from models.cross_near import Near
from models.cross_net import CrossNet
from models.layers import LAYERS, QUERY, VECTORS, units_of
from models.questions import Question
from models.reader import Reader
from models.save import CARD, LATE, TOKENIZER, Tables, read_vectors, save
from models.train_cross import CrossSettings, train_cross
from models.vocabulary import build_tokenizer
from policy import bare

WORDS, TOPICS = 60, 16
SHORT = 16  # tokens of a body here, for speed
ASKS, TELLS = 57, 58  # a question always has the one, the clause that answers it the other
SMALL = CrossSettings(
    steps=60, width=32, layers=1, heads=2, questions=16, anywhere=1, inside=3, depth=8, depth_inside=3, like=0.999, widths=(6, 8), warm=5,
    rate=5e-3,
)  # fmt: skip


def _tables() -> Tables:
    vectors = np.random.default_rng(5).standard_normal((WORDS, 16)).astype(np.float32)
    vectors[0] = 0
    return Tables(vectors, vectors)


def _world() -> tuple[Clauses, Questions]:
    """Documents of four clauses on one topic, two words; only the first of each has the word that tells. A question for each."""
    rng = np.random.default_rng(1)
    topics = [rng.choice(np.arange(1, 30), 2, replace=False) for _ in range(TOPICS)]
    bodies = [
        (np.concatenate([topic, rng.choice(np.arange(30, 57), 2)]), np.array([TELLS if n == 0 else 59, int(rng.integers(30, 57))]))
        for topic in topics
        for n in range(4)
    ]
    clauses = Clauses(
        padded([topic[:1] for topic in topics for _ in range(4)], HEAD),
        padded([np.concatenate(parts) for parts in bodies], SHORT),
        padded([numbered(parts) for parts in bodies], SHORT).astype(np.int8),
        np.repeat(np.arange(TOPICS), 4),
    )
    tokens = padded([np.append(topic, ASKS) for topic in topics], QUERY)
    return clauses, Questions(tokens, tuple((4 * n,) for n in range(TOPICS)), np.ones(TOPICS))


def _firsts(net: CrossNet, near: Near, questions: Questions) -> int:
    """How many questions have their clause before the three others of its document."""
    queries = torch.from_numpy(questions.tokens)
    heads, bodies = near.windows(queries, torch.arange(4 * TOPICS).view(TOPICS, 4), 12, False)
    with torch.no_grad():
        scores = net(queries.repeat_interleave(4, 0), heads.flatten(0, 1), bodies.flatten(0, 1)).view(TOPICS, 4)
    return int((scores[:, 1:] < scores[:, :1]).all(dim=1).sum())


@pytest.fixture(autouse=True)
def _on_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)


def test_it_learns_which_of_the_clauses_that_match_answers_and_one_seed_gives_one_result() -> None:
    clauses, questions = _world()
    lines: list[str] = []
    near = Near(clauses, _tables(), "cpu")
    torch.manual_seed(0)
    fresh = CrossNet(near.unit, near.lengths, SMALL.width, SMALL.layers, SMALL.heads).eval()
    net, steps = train_cross(clauses, questions, _tables(), SMALL, lines.append, every=20)
    losses = [float(re.findall(r"loss (\S+)", line)[0]) for line in lines]
    assert steps == 60 and len(losses) == 3 and losses[-1] < losses[0] * 0.6
    assert _firsts(fresh, near, questions) < 10 and _firsts(net, near, questions) > 14
    one, other = (train_cross(clauses, questions, _tables(), replace(SMALL, steps=5), lines.append)[0].state_dict() for _ in range(2))
    assert all(torch.equal(value, other[name]) for name, value in one.items())


def test_near_clauses_do_not_answer_and_are_no_copies_of_one_that_does() -> None:
    clauses, questions = _world()
    clauses.body[1], clauses.head[1] = clauses.body[0], clauses.head[0]
    found = Near(clauses, _tables(), "cpu").find(questions, 80, 5, 0.999).numpy()
    assert found.shape == (TOPICS, 85)
    assert not {0, 1} & set(found[0].tolist())
    assert set(found[0, 80:].tolist()) == {2, 3, -1} and set(found[1, 80:].tolist()) == {5, 6, 7, -1}


def test_a_window_begins_with_the_sentence_that_matches_best() -> None:
    clauses, questions = _world()
    parts = [np.array([40, 41, 42]), questions.tokens[0, :2], np.array([43, 44])]
    clauses.body[5], clauses.sentence[5] = padded([np.concatenate(parts)], SHORT)[0], padded([numbered(parts)], SHORT)[0]
    near = Near(clauses, _tables(), "cpu")
    query, one = torch.from_numpy(questions.tokens[:1]), torch.tensor([[5]])
    both = questions.tokens[0, :2].tolist()
    assert near.windows(query, one, 6, False)[1].flatten().tolist() == [*both, 43, 44, -1, -1]
    assert near.windows(query, one, 6, True)[1].flatten().tolist() == [*both, -1, -1, -1, -1]


TEXTS = ["职工享受生育津贴。", "津贴由单位支付；单位不支付的，责令改正。", "住房公积金按月缴存。", "公积金可以提取。提取须申请。"]


@pytest.fixture
def encoder(tmp_path: Path) -> Path:
    counts = Counter(
        {word: 5 for word in ("职工", "生育", "津贴", "单位", "支付", "公积金", "提取", "缴存", "住房", "申请", *"".join(TEXTS))}
    )
    tokenizer = build_tokenizer(counts, 200, 0, frozenset())
    rng = np.random.default_rng(3)
    dense, late = (rng.standard_normal((tokenizer.get_vocab_size(), 16)).astype(np.float32) for _ in range(2))
    dense[0] = late[0] = 0
    save(tmp_path / "encoder", tokenizer, Tables(dense, late), {})
    return tmp_path / "encoder"


@pytest.fixture
def folders(tmp_path: Path) -> list[str]:
    for name in ("laws", "policies"):
        (tmp_path / name).mkdir()
    articles = "\n\n".join(f"第{n}条 {text}" for n, text in zip("一二三四", TEXTS, strict=True))
    (tmp_path / "laws" / "办法.md").write_text(f"# 办法\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n{articles}\n", "utf8")
    (tmp_path / "policies" / "通知.txt").write_text("通知\n一、职工提取住房公积金须向单位申请，单位不得拒绝。\n", "utf8")
    rows = [
        {"question": "公积金怎么提取", "source": "办法.md", "article": "第四条"},
        {"question": "津贴谁支付", "source": "办法.md", "article": "第二条"},
    ]
    (tmp_path / "asked.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    options = {"--laws": "laws", "--policies": "policies", "--questions": "asked.jsonl", "--encoder": "encoder"}
    return [part for option, name in options.items() for part in (option, str(tmp_path / name))]


def test_the_command_writes_what_the_reader_without_torch_scores_alike(
    tmp_path: Path, encoder: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "cross"
    assert main(["cross", *folders, "--out", str(out), "--steps", "2", "--threads", "1", "--without-policies", "通知.txt"]) == 0
    card = json.loads((out / CARD).read_text("utf8"))
    assert card == json.loads(capsys.readouterr().out)
    assert (card["steps"], card["questions_trained_on"], card["clauses"], list(card["questions"])) == (2, 2, 4, ["asked.jsonl"])
    assert (out / VECTORS).read_bytes() == (encoder / LATE).read_bytes()

    from safetensors.torch import load_file

    net = CrossNet(*units_of(read_vectors(out / VECTORS))).eval()
    net.load_state_dict({name: value.float() for name, value in load_file(out / LAYERS).items()})
    reader = Reader(Tokenizer.from_file(str(out / TOKENIZER)))
    samples = [Sample("办法.md", "办法", ("总则",) if n else (), "", text) for n, text in enumerate(TEXTS)]
    clauses = clauses_of(reader, samples)
    heads, bodies = torch.from_numpy(clauses.head), torch.from_numpy(clauses.body[:, :BODY])
    for asked in ("单位不支付津贴怎么办", "提取公积金"):
        query = torch.from_numpy(questions_of(reader, [Question(asked, (bare(TEXTS[0]),))], samples).tokens)
        with torch.no_grad():
            want = net(query.expand(4, -1), heads, bodies).numpy()
        scores = Cross(out).scores(asked, [(s.title, "".join(s.headings), s.text) for s in samples])
        assert scores.dtype == np.float32 and np.abs(scores - want).max() < 1e-4


def test_wrong_use_is_told_in_one_go(tmp_path: Path, encoder: Path, folders: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    wrong = [*folders[:-1], str(tmp_path), "--out", str(tmp_path / "cross"), "--steps", "0", "--without-policies", "无.txt"]
    with pytest.raises(SystemExit, match="2"):
        main(["cross", *wrong])
    told = capsys.readouterr().err
    assert "无.txt" in told and "--encoder" in told and "--steps 0" in told
