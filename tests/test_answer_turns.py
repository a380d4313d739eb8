"""What a question leaves to be understood: the turn before, a figure taken for given, several places at once, what sets no figure."""

from pathlib import Path

import pytest

from answer import ask
from answer.compose.verdict import verdict
from answer.evidence.coverage import Matter
from answer.evidence.judging import judged
from answer.understand.followup import complete
from answer.understand.premise import premise
from answer.understand.question import understand
from index import Index
from policy import Answer, numbers_in
from tests.index_kit import SAMPLE, indexed

COURT = "行政机关负责人出庭应诉率的目标是多少？"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return indexed(tmp_path_factory.mktemp("turns"), SAMPLE)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ((COURT,), "那云岫市呢？", ("云岫市", "出庭应诉率")),
        ((f"青岚省{COURT}", "那云岫市呢？"), "什么时候要达到？", ("云岫市", "出庭应诉率", "什么时候")),
        (("石溪县减少重复检查由谁牵头？",), "什么时候完成？", ("石溪县", "减少重复检查", "什么时候")),
        (("青岚省公共法律服务满意率目标是多少？",), "这个指标由谁负责？", ("青岚省", "公共法律服务满意率", "谁负责")),
        (("青岚省公共法律服务满意率目标是多少？",), "2030年呢？", ("青岚省", "2030年", "公共法律服务满意率")),
        (("什么是容缺受理？",), "那要几天内补齐材料？", ("容缺受理", "几天内补齐材料")),
        (("what is the target for the rate of agency heads appearing in court",), "and what about Yunxiu?", ("云岫市", "出庭")),
    ],
)
def test_a_follow_up_takes_what_it_lacks_from_the_turn_before(sample: Index, before: tuple[str, ...], question: str, said: tuple) -> None:
    whole = complete(sample, question, before)
    assert all(part in whole for part in said), whole


@pytest.mark.parametrize("question", ["云岫市支持个体工商户的措施有效期到什么时候？", "补材料的期限是几天？", COURT, "什么是首问负责？"])
def test_a_question_that_stands_by_itself_is_left_as_it_is(sample: Index, question: str) -> None:
    assert complete(sample, question, ("石溪县减少重复检查由谁牵头？",)) == question


@pytest.mark.parametrize("question", ["满意率", "容缺受理", "復印件", "嘟嘟啦啦", "qwerty uiop", "How long do I have to hand in papers?"])
def test_catchwords_with_a_matter_of_their_own_do_not_repeat_the_question_before(sample: Index, question: str) -> None:
    assert complete(sample, question, ("石溪县减少重复检查由谁牵头？",)) == question


@pytest.mark.parametrize("question", ["云岫市", "By when?", "Who is responsible?", "多少？", "具体要求", "还有别的规定吗？"])
def test_words_that_only_ask_or_name_a_place_lean_on_the_question_before(sample: Index, question: str) -> None:
    assert complete(sample, question, (COURT,)) != question


def test_a_follow_up_in_english_is_refused_in_english(sample: Index) -> None:
    assert ask(sample, "And in Shanghai?", before=[COURT]).note.startswith("Not found")
    assert "上海" in ask(sample, "那上海呢？", before=[COURT]).note


def test_a_follow_up_is_answered_for_its_own_place(sample: Index) -> None:
    answer = ask(sample, "那云岫市呢？", before=[f"青岚省{COURT}"])
    assert "100%" in answer.text and "云岫市" in answer.understood and answer.question == "那云岫市呢？"
    assert {c.clause.title[:3] for c in answer.cited} == {"云岫市"}


@pytest.mark.parametrize(
    ("question", "said", "open_"),
    [
        ("云岫市的案卷合格率目标是30%，对吗？", "30%", "云岫市的案卷合格率的目标是多少？"),
        ("行政复议纠错率是不是20%？", "20%", "行政复议纠错率的目标是多少？"),
        ("石溪县每年培训不少于48学时吗", "48学时", "石溪县每年培训是多少学时？"),
        ("雲岫市的案卷合格率目標是30%，對嗎？", "30%", "云岫市的案卷合格率的目标是多少？"),
        ("The target rate for heads appearing in court in Yunxiu is 30%, right?", "30%", None),
        ("有效期到2028年12月31日吗", "到2028年12月31日", "有效期是什么时候？"),
    ],
)
def test_what_is_taken_for_given_is_asked_openly(question: str, said: str, open_: str | None) -> None:
    given = premise(question)
    assert given and given.said == said
    assert open_ is None or given.question == open_
    assert not numbers_in(given.said) <= numbers_in(given.question)


@pytest.mark.parametrize("question", [COURT, "可以3天内补齐吗", "窗口满15天会退钱吗", "应诉率2028年要达到多少", "谁负责2027年的培训？"])
def test_an_open_question_has_no_premise(question: str) -> None:
    assert premise(question) is None


def test_a_false_premise_is_put_right_from_the_clause(sample: Index) -> None:
    wrong, right = (ask(sample, f"云岫市行政机关负责人出庭应诉率到2028年要达到{n}%，对吗？") for n in (90, 100))
    assert wrong.claims[0].lead == "不对" and right.claims[0].lead == "对"
    assert "100%" in wrong.text and "90" not in wrong.text


def test_a_figure_of_another_part_of_the_sentence_neither_bears_out_nor_refutes(sample: Index) -> None:
    sentence = "知晓率达到95%,满意率达到90%"
    matter = Matter.of("满意率", (), sample)
    verdicts = [judged(given, sentence, matter) for n in (90, 95, 80) if (given := premise(f"满意率目标是{n}%，对吗？"))]
    assert verdicts == ["对", "", "不对"]


@pytest.mark.parametrize(
    ("question", "sentence", "word"),
    [
        ("窗口能不能要求提交复印件？", "已经出示电子证照的,不得再要求提交复印件。", "不得"),
        ("窗口可以不要求提交复印件吗？", "已经出示电子证照的,不得再要求提交复印件。", ""),  # a denial in the question turns the word round
        ("负责人要不要出庭？", "行政机关负责人应当出庭,不能出庭的可以委托。", "应当"),
        ("提交复印件收费吗？", "提交复印件一律免费。", ""),
    ],
)
def test_the_verdict_is_the_word_of_the_clause_or_none(sample: Index, question: str, sentence: str, word: str) -> None:
    asked = understand(question, question, ())
    assert verdict(asked, sentence, Matter.of(asked.focus, (), sample)) == word


def test_a_comparison_is_a_table_place_by_place(sample: Index) -> None:
    answer = ask(sample, "省、市、县公共法律服务满意率目标各是多少？")
    assert answer.table and answer.table.columns == ("地区（文件）", "指标", "要求", "期限")
    rows = {row[0].text: row for row in answer.table.rows}
    assert {name: row[2].text for name, row in rows.items()} == {"石溪县": "88%", "云岫市": "91%；93%", "青岚省": "不低于9成"}
    assert all(cell.citations for row in answer.table.rows for cell in row[1:])


def test_a_place_that_says_nothing_stands_in_the_table_without_a_figure(sample: Index) -> None:
    answer = ask(sample, "云岫市和石溪县的行政机关负责人出庭应诉率目标各是多少？")
    assert answer.table and answer.table.rows[-1][0].text == "石溪县" and answer.table.rows[-1][1].text == "未载明"
    assert "石溪县" in answer.note


def _other(answer: Answer) -> dict[str, str]:
    return {claim.scope: claim.remark for claim in answer.related}


def test_a_document_that_treats_the_matter_without_a_figure_is_named_apart(sample: Index) -> None:
    answer = ask(sample, COURT)
    assert _other(answer) == {"石溪县": "未设数值目标"} and "石溪县" not in answer.text
    alone = ask(sample, f"石溪县{COURT}")
    assert alone.status == "not_found" and _other(alone)["石溪县"] == "未设数值目标"
    assert "不是答案" in _other(alone)["青岚省"] and not alone.cited


def test_quotes_of_what_is_related_stand_at_their_spans(sample: Index) -> None:
    texts = {d.source: sample.document(d.source).text for d in sample.documents()}
    answer = ask(sample, f"石溪县{COURT}")
    assert answer.related and all(texts[c.clause.source][c.start : c.end] == c.quote for c in answer.citations)


def test_documents_for_one_place_that_set_different_figures_are_named_higher_level_first(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for level, place, share in (("省", "青岚省", "90%"), ("国", "全国", "95%")):
        title = "国务院关于建设法治政府的意见" if level == "国" else "青岚省人民政府关于建设法治政府的意见"
        text = f"{title}\n\n一、目标\n到2028年，行政执法案卷合格率达到{share}。\n\n二、其他\n各地要抓好落实。\n"
        (folder / f"{place}.txt").write_text(text, "utf8")
    answer = ask(indexed(tmp_path / "index", folder), "行政执法案卷合格率的目标是多少？")
    assert "数值不同" in answer.note and [c.scope for c in answer.claims] == ["国家", "青岚省"]
