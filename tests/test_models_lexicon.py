"""Lexicons in training: which clauses a wording leads to."""

import numpy as np

from models.corpus import Sample
from models.lexicon import Substitution, entries_of, read_lexicons
from models.pairs import tokens_of
from models.reader import Reader
from models.vocabulary import build_tokenizer, count_words, latin_words

CLAUSES = ["用人单位不得拖欠工资。", "行政机关应当应诉。", "森林防火期禁止用火。"]
WORDS = ["用人单位", "不得", "拖欠", "工资", "行政机关", "应当", "应诉", "森林", "防火期", "禁止", "用火", "老板", "打官司"]


def cut(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def test_a_wording_stands_for_its_term_in_a_clause_that_holds_it(tmp_path):
    file = tmp_path / "everyday.tsv"
    file.write_text("# 口语\n老板\t用人单位|雇主\n打官司\t应诉\nboss\t用人单位\nunknown\t没有的词𠮷\n", "utf8")
    rows = read_lexicons([file])
    assert rows[0] == ("老板", ("用人单位", "雇主")) and len(rows) == 4
    counts = count_words([*CLAUSES, *(wording for wording, _ in rows)], cut)
    reader = Reader(build_tokenizer(counts, words=100, extra=latin_words(w for w, _ in rows)))
    clauses = tokens_of(reader, [Sample("a.md", "", (), "", text) for text in CLAUSES])
    entries = entries_of(reader, rows)
    drawn = Substitution(clauses, entries, reader.size, np.random.default_rng(0))
    assert len(drawn) == 2  # the forest clause holds no term
    boss, sue, english = (set(reader.tokens([w])[0].tolist()) for w in ("老板", "打官司", "boss"))
    for _ in range(50):
        query, clause = drawn.pair()
        wordings = (boss | english) if np.array_equal(clause, clauses[0].whole()) else sue
        assert wordings & set(query.tolist())
        assert not set(reader.tokens(["用人单位"])[0].tolist()) & set(query.tolist())
