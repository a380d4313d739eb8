"""What two documents say in nearly the same words counts alike, and long sentences are read by their items too."""

from collections.abc import Sequence
from typing import Any

import pytest

from answer.evidence.counterparts import alike, evened
from answer.evidence.coverage import Matter
from answer.evidence.gather import Evidence
from answer.evidence.inquiry import Inquiry
from answer.text.sentences import sentences
from answer.understand.library import Library
from answer.understand.question import understand
from answer.understand.scope import Scope
from policy import Clause, Hit

ONE = "全面深化复议体制改革，整合地方职责，2027年底前基本形成公正权威、统一高效的复议体制。"
OTHER = "到2028年年底前，全省基本形成公正权威、统一高效的复议工作体制。"
APART = "县级以上政府要建立复议委员会，为重大、疑难、复杂的案件提供咨询意见。"


def evidence(text: str, score: float, source: str = "x", fits: float = 1.0) -> Evidence:
    clause = Clause(f"{source}#1", source, source, ("（一）",), text, 0, len(text))
    return Evidence(sentences(clause)[0], Hit(1, 1.0, clause), 0.5, 0.5, 0.5, 0.0, 0.0, 1.0, fits, 0.0, score=score)


def scores(of: Sequence[Evidence]) -> list[float]:
    return [e.score for e in of]


def test_of_two_counterparts_the_less_likely_one_counts_as_the_other_does() -> None:
    first, second = [evidence(ONE, 0.6, "a")], [evidence(APART, 0.3, "b"), evidence(OTHER, 0.2, "b")]
    evened_first, evened_second = evened([first, second])
    assert scores(evened_first) == [0.6]
    assert [(e.sentence.text, e.score) for e in evened_second] == [(OTHER, 0.6), (APART, 0.3)]


def test_one_scope_and_sentences_that_cannot_answer_stay_as_they_are() -> None:
    alone = [evidence(ONE, 0.6), evidence(OTHER, 0.2)]
    assert scores(evened([alone])[0]) == [0.6, 0.2]
    assert scores(evened([[evidence(ONE, 0.6, "a")], [evidence(OTHER, 0.0, "b", fits=0.0)]])[1]) == [0.0]


@pytest.mark.parametrize(
    "one, other, same",
    [
        (ONE, OTHER, True),
        (ONE, APART, False),
        (OTHER, OTHER.replace("2028", "2031"), True),
        ("加强监督。", "加强监督，" + ONE, False),  # a short sentence stands in many a long one
    ],
)
def test_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same and alike(other, one) is same


class _Desk:
    """Knows every word alike, takes down what is read together with a question, and likes one text."""

    def __init__(self, liked: str) -> None:
        self.liked, self.texts = liked, list[str]()

    def words(self, text: str) -> list[str]:
        return text.split()

    def idf(self, grams: Sequence[str]) -> list[float]:
        return [1.0] * len(grams)

    def crossed(self, question: str, texts: Sequence[tuple[str, str, str]]) -> list[float]:
        self.texts = [text for *_, text in texts]
        return [8.0 if text == self.liked else -4.0 for text in self.texts]


def test_a_long_sentence_is_read_by_the_item_that_says_most_as_well() -> None:
    item = "到2027年底,基本完成方案确定的各项任务;"
    before = "到2025年,依法行政能力显著提升;到2026年,重点领域改革取得重大突破和重要进展;"
    behind = "到2028年,依法行政的治理体系日益健全并且运行顺畅。"
    asked = "各项任务到什么时候基本完成?"
    desk: Any = _Desk(item)
    inquiry = Inquiry(understand(asked, asked, ()), Matter.of("各项任务 基本完成", (), desk), Library(()), {}, desk, ())
    found = [evidence(before + item + behind, 0.0), evidence("各部门及时报告进展，形成合力。", 0.0)]
    read = inquiry._crossed(found, Scope("", None))
    assert desk.texts == [*(e.sentence.folded for e in found), item]
    assert [e.crossed[0] for e in read] == [2.0, -1.0]


def test_the_focus_of_a_question_of_time_is_its_matter() -> None:
    for question, focus in (
        ("青岚省实施方案里的各项任务，计划到哪一年基本完成？", "各项任务 基本完成"),
        ("青岚省的权责清单要在何时之前编完？", "权责清单 编完"),
        ("青岚省什么时候能统一查询现行有效的规章？", "统一查询现行有效的规章"),
    ):
        assert understand(question, question, ("青岚省",)).focus == focus
