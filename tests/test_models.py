"""The shipped encoder: what it reads, that both ways of reading it agree, and what it costs."""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models import load_encoder
from models.late import BODY, HEAVIEST, MIDDLING, PASSAGE, SIGNALS, STRONG
from models.load import DEFAULT
from policy import BadArtefact

TEXTS = [
    "行政机关负责人应当按照规定出庭应诉，不得委派他人代替。",
    "《雲南省優化營商環境條例》（２０２２年）第十條　政務服務",
    "What is the deadline for annual reports?",
    "到2025年，律师万人比达到5.2，合格率95%以上；罕字：龘𠮷。",
    "",
    "，。！",
]


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


def test_rows_have_length_one_and_empty_texts_are_zero(encoder):
    rows = encoder.encode(TEXTS)
    assert rows.dtype == np.float32 and rows.shape == (len(TEXTS), encoder.dimension)
    assert np.allclose(np.linalg.norm(rows[:4], axis=1), 1, atol=1e-5)
    assert not rows[4:].any()
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_has_one_vector_however_it_is_batched_and_written(encoder):
    many = [f"第{i}条 申请人应当在{i}日内提交材料。" for i in range(600)]
    assert np.array_equal(encoder.encode(many)[::50], np.concatenate([encoder.encode([t]) for t in many[::50]]))
    simplified, traditional, wide = encoder.encode(["云南省2022年政务服务ABC", "雲南省2022年政務服務ABC", "云南省２０２２年政务服务ａｂｃ"])
    assert np.array_equal(simplified, traditional) and np.array_equal(simplified, wide)


def test_sentence_transformers_reads_the_same_weights(encoder, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(DEFAULT), device="cpu")
    theirs = model.encode([encoder.prepare(t) for t in TEXTS[:4]], normalize_embeddings=True)
    assert np.allclose(theirs, encoder.encode(TEXTS[:4]), atol=1e-4)


def test_known_words_are_not_cut_apart(encoder):
    tokens = encoder._reader._tokenizer.encode("行政机关负责人出庭应诉率").tokens
    assert {"行政", "机关", "负责人", "出庭", "应诉"} <= set(tokens) or "行政机关" in tokens


def test_an_everyday_question_finds_its_clause(encoder):
    clauses = [
        "被诉行政机关负责人应当出庭应诉。不能出庭的，应当委托行政机关相应的工作人员出庭。",
        "用人单位应当按时足额支付劳动报酬，不得拖欠工资。",
        "机动车驾驶人饮酒后不得驾驶机动车。",
        "房屋租赁合同约定的租金应当按期交纳。",
    ]
    questions = ["老板不发工资怎么办？", "喝了酒还能开车吗？", "房租什么时候交？", "政府的负责人要不要去法院？"]
    best = (encoder.encode(questions, query=True) @ encoder.encode(clauses).T).argmax(axis=1)
    assert best.tolist() == [1, 2, 3, 0]


def test_signals_of_late_interaction_lie_between_zero_and_one_and_prefer_the_clause(encoder):
    texts = [("工资支付办法", "用人单位拖欠工资的，责令支付。"), ("防火条例", "森林防火期内禁止野外用火。"), ("", ""), ("工资", "")]
    signals = encoder.interactions("拖欠工资", texts)
    assert signals.dtype == np.float32 and signals.shape == (4, len(SIGNALS))
    assert (signals[0] >= signals[1]).all() and (signals[0, : len(BODY)] > signals[1, : len(BODY)]).all() and not signals[2].any()
    assert signals.max() <= 1 + 1e-5
    said = dict(zip(SIGNALS, signals[3].tolist(), strict=True))
    assert said["whole_late"] == said["head_late"] > 0 == said["late"] == said["passage_late"]
    assert not encoder.interactions("", [("甲", "乙")]).any() and encoder.interactions("甲", []).shape == (0, len(SIGNALS))


def test_late_interaction_agrees_with_a_plain_double_loop(encoder):
    long = "国家机关及其工作人员应当文明接待，" * 12 + "许可决定应当在二十日内作出。" * 6 + "其他事项另行规定，由主管部门负责解释。" * 9
    query = "文明接待，由主管部门解释"
    texts = [("许可法", "行政许可申请应当在二十日内作出决定。"), ("", "征收土地的补偿标准"), ("期限规定 第三条", long)]
    q, vectors = np.unique(encoder._reader.tokens([query])[0]), encoder._units * encoder._lengths[:, None]
    lengths = np.linalg.norm(vectors, axis=1)
    weights, telling = lengths[q] / lengths[q].sum(), lengths[q] ** 2 / (lengths[q] ** 2).sum()
    heaviest = sorted(range(len(q)), key=lambda n: -lengths[q[n]])[:HEAVIEST]

    def cosine(i: int, j: int) -> float:
        return max(0.0, float(vectors[i] @ vectors[j]) / lengths[i] / lengths[j])

    def best(tokens: np.ndarray) -> np.ndarray:
        return np.array([max((cosine(i, j) for j in tokens), default=0.0) for i in q])

    def five(s: np.ndarray) -> list[float]:
        return [weights @ s, telling @ s, weights @ (s >= STRONG), weights @ (s >= MIDDLING), min(s[n] for n in heaviest)]

    for (head, body), signals in zip(texts, encoder.interactions(query, texts), strict=True):
        h, t = encoder._reader.tokens([head])[0], encoder._reader.tokens([body])[0]
        passages = [best(t[n : n + PASSAGE]) for n in range(0, len(t), 8)]
        joined = max((np.maximum(p, best(h)) for p in passages), key=lambda s: weights @ s)
        whole = np.maximum(best(h), best(t))
        back = [max(cosine(i, j) for i in q) for j in t]
        about = np.dot(back, lengths[t]) / lengths[t].sum()
        both = [weights @ whole, telling @ whole]
        twin = [*five(best(t)), about, *five(best(h))[:3], *both, *five(joined), max(weights @ p for p in passages)]
        assert signals == pytest.approx(twin, abs=1e-5)
    assert len(passages) > 10 and signals[SIGNALS.index("passage_late")] < signals[SIGNALS.index("whole_late")] - 0.01


def test_the_weights_fit_the_repository():
    assert sum(f.stat().st_size for f in DEFAULT.rglob("*") if f.is_file()) <= 20 * 2**20


def test_importing_and_loading_needs_no_torch():
    code = (
        "import sys, models; assert not {'torch', 'tokenizers', 'sentence_transformers'} & set(sys.modules);"
        "models.load_encoder().encode(['条']); assert 'torch' not in sys.modules and 'transformers' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[1])


def test_the_fingerprint_follows_the_weights(encoder, tmp_path):
    copy = shutil.copytree(DEFAULT, tmp_path / "copy")
    assert load_encoder(str(copy)).fingerprint == encoder.fingerprint
    weights = copy / "model.safetensors"
    raw = bytearray(weights.read_bytes())
    raw[-1] ^= 1
    weights.write_bytes(raw)
    assert load_encoder(str(copy)).fingerprint != encoder.fingerprint


def test_damaged_weights_are_named(tmp_path):
    copy = shutil.copytree(DEFAULT, tmp_path / "copy")
    (copy / "model.safetensors").write_bytes(b"\x08\0\0\0\0\0\0\0not json")
    with pytest.raises(BadArtefact, match="model.safetensors") as caught:
        load_encoder(str(copy))
    assert caught.value.remedy


@pytest.mark.slow
def test_a_model_out_of_reach_is_a_bad_artefact(tmp_path):
    with pytest.raises(BadArtefact) as caught:
        load_encoder(str(tmp_path / "no" / "such" / "model"))
    assert caught.value.remedy


@pytest.mark.slow
def test_another_model_is_read_by_its_library_and_its_query_prompt_is_put_before_queries(encoder, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    other = shutil.copytree(DEFAULT, tmp_path / "other")
    (other / "training.json").unlink()  # without our mark it is a model like any other
    settings = other / "config_sentence_transformers.json"
    settings.write_text(settings.read_text("utf8").replace('"query": ""', '"query": "检索条款："'), "utf8")
    theirs = load_encoder(str(other))
    assert theirs.dimension == encoder.dimension and theirs.fingerprint != encoder.fingerprint
    assert np.allclose(theirs.encode(["拖欠工资", " "]), encoder.encode(["拖欠工资", ""]), atol=1e-4)
    asked = theirs.encode(["拖欠工资"], query=True)
    assert np.allclose(asked, encoder.encode(["检索条款：拖欠工资"]), atol=1e-4)
