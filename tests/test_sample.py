"""The sample corpus: small, marked as samples, and every gold answer of its questions stands where the question file says."""

import json
import re
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from ingest import load
from policy import Document, fold, is_traditional

SAMPLE = Path(__file__).parents[1] / "sample"
FILES = sorted((SAMPLE / "documents").iterdir())
KINDS = {"target", "number", "date", "who", "rule", "list", "meaning", "colloquial", "compare", "unanswerable"}


def records(name: str) -> list[dict]:
    return [json.loads(line) for line in (SAMPLE / name).read_text("utf8").split("\n") if line]


QUESTIONS = records("questions.jsonl")
MORE = records("questions_more.jsonl")


@cache
def document(name: str) -> Document:
    return load(SAMPLE / "documents" / name, name)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def has_label(element: str, label: str) -> bool:
    element, label = bare(element), bare(label)
    if re.fullmatch("[一二三四五六七八九十]+", label):
        return re.match(rf"{label}(、|$)", element) is not None
    if label.isdigit():
        return re.match(rf"{label}($|[.、](?!\d))", element) is not None
    return element.startswith(label)


def lies_at(labels: list[str], path: tuple[str, ...]) -> bool:
    """Whether the labels occur in the path in this order."""
    elements = iter(path)
    return all(any(has_label(element, label) for element in elements) for label in labels)


def gold(question: dict) -> str:
    """The folded text of all clauses that the question names; each place named must be there."""
    return bare("".join(text for place in question["relevant"] for text in clauses_at(question["id"], place)))


def clauses_at(question_id: str, place: dict) -> list[str]:
    labels = place["path"]
    clauses = document(place["source"]).clauses
    found = [c.text for c in clauses if labels and lies_at(labels, c.path) or not c.path and labels == [c.clause_id.split("#")[1]]]
    assert found, f"{question_id}: {place} names no clause"
    return found


def sentences(text: str) -> list[str]:
    """Folded sentences; a line is one too, so that a row of a table and an item of a list stand alone."""
    return [bare(s) for s in re.split(r"[。\n]", text) if s.strip()]


def pairs(question: str) -> set:
    """Neighbouring words of an English question, neighbouring characters of a Chinese one."""
    units = question.lower().split() if question.isascii() else question
    return set(zip(units, units[1:], strict=False))


def test_the_folder_is_small_and_complete():
    kept = [p for p in SAMPLE.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert sum(p.stat().st_size for p in kept) < 400_000
    assert len(FILES) == 9
    assert {p.suffix for p in FILES} == {".txt", ".md", ".docx", ".pdf", ".html"}


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_document_says_that_it_is_a_sample(path: Path):
    assert "(示例文件,内容虚构)" in bare(document(path.name).text)


def test_the_encodings_and_scripts_differ():
    plan = (SAMPLE / "documents" / "石溪县法治政府建设分工方案.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        plan.decode("utf8")
    notice = SAMPLE / "documents" / "雲岫市僑胞僑企辦事合作通告.txt"
    assert notice.read_bytes().startswith(b"\xef\xbb\xbf")
    assert is_traditional(notice.read_text("utf-8-sig"))


def test_the_labels_of_the_docx_stand_only_in_its_numbering():
    with zipfile.ZipFile(SAMPLE / "documents" / "云岫市法治政府建设实施意见.docx") as packed:
        body = packed.read("word/document.xml").decode("utf8")
    assert not re.search(r">(?:[一二三四五]、|（[一二三四五]）|\d\.)", body)
    source = (SAMPLE / "source" / "云岫市法治政府建设实施意见.txt").read_text("utf8")
    assert body.count("<w:numPr>") == len(re.findall(r"^[123] ", source, re.M)) == 25


@pytest.mark.parametrize("name", ["云岫市法治政府建设实施意见.docx", "青岚省数字政务三年行动计划.pdf"])
def test_the_built_files_hold_every_line_of_their_source(name: str):
    source = (SAMPLE / "source" / name).with_suffix(".txt").read_text("utf8")
    built = bare(document(name).text).replace("|", "")
    for line in filter(None, source.split("\n")):
        for words in re.sub(r"^[=~123|>] ", "", line).split("|"):
            assert bare(words) in built


def test_the_question_file_is_well_formed():
    assert len(QUESTIONS) >= 120
    assert {q["kind"] for q in QUESTIONS} == KINDS
    assert sum(not q["answerable"] for q in QUESTIONS) >= 30
    assert sum(q["lang"] == "en" for q in QUESTIONS) >= 15
    assert sum(q["lang"] == "zh-Hant" for q in QUESTIONS) >= 15
    assert sum(q["kind"] == "colloquial" for q in QUESTIONS) >= 20


def test_the_second_question_file_weighs_answers_and_refusals():
    kinds = Counter(q["kind"] for q in MORE)
    assert kinds.pop("unanswerable") == 120
    assert kinds == {"colloquial": 45, "rule": 25, "who": 20, "date": 20, "number": 15, "meaning": 5, "list": 5, "compare": 5}
    assert Counter(q["lang"] for q in MORE if q["answerable"]) == {"zh": 105, "en": 20, "zh-Hant": 15}
    assert all(sum(q["lang"] == script for q in MORE if not q["answerable"]) >= 12 for script in ("en", "zh-Hant"))


@pytest.mark.parametrize("question", QUESTIONS + MORE, ids=lambda q: q["id"])
def test_a_question_has_its_fields(question: dict):
    assert set(question) == {"id", "kind", "lang", "question", "answerable", "relevant", "must", "forbid"}
    assert question["kind"] in KINDS
    assert question["answerable"] == (question["kind"] != "unanswerable") == bool(question["must"])
    assert bool(question["relevant"]) or not question["answerable"]


@pytest.mark.parametrize("question", MORE, ids=lambda q: q["id"])
def test_a_place_of_the_second_file_is_one_clause(question: dict):
    assert [len(clauses_at(question["id"], place)) for place in question["relevant"]] == [1] * len(question["relevant"])


def test_no_question_is_asked_twice():
    every = QUESTIONS + MORE
    assert len({q["id"] for q in every}) == len({bare(q["question"]) for q in every}) == len(every)
    known = [pairs(q["question"]) for q in QUESTIONS]
    for question in MORE:
        asked = pairs(question["question"])
        assert all(len(asked & other) < 0.6 * len(asked | other) for other in known), question["question"]


@pytest.mark.parametrize("question", QUESTIONS + MORE, ids=lambda q: q["id"])
def test_gold_stands_in_the_named_clauses_and_wrong_figures_do_not(question: dict):
    text = gold(question)
    for alternatives in question["must"]:
        assert any(bare(a) in text for a in alternatives), alternatives
    for wrong in question["forbid"]:
        assert bare(wrong) not in text, wrong


@pytest.mark.parametrize("question", [q for q in MORE if q["answerable"]], ids=lambda q: q["id"])
def test_gold_points_at_one_sentence_and_every_named_place_answers(question: dict):
    """A string that stood in two sentences of its clause could be met by quoting the wrong one."""
    wanted = [bare(a) for alternatives in question["must"] for a in alternatives]
    for place in question["relevant"]:
        inside = [s for text in clauses_at(question["id"], place) for s in sentences(text)]
        counts = [sum(a in s for s in inside) for a in wanted]
        assert max(counts) == 1, dict(zip(wanted, counts, strict=True))


def test_the_example_questions_are_answerable():
    examples = json.loads((SAMPLE / "examples.json").read_text("utf8"))
    answerable = {q["question"] for q in QUESTIONS if q["answerable"]}
    assert {language: len(asked) for language, asked in examples.items()} == {"zh": 5, "en": 5}
    assert set(examples["zh"]) | set(examples["en"]) <= answerable
