"""Papers made from clauses: what they hold, that they stand the check, and that what is lacking is told."""

import json
from collections import Counter
from dataclasses import replace as changed

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from exam import Blueprint, check, make, paper_json, parse, remake, replace, versions
from exam.check_pairs import same_fact
from exam.corpus import KINDS
from exam.wording import norm
from policy import BadInput
from policy.exam import ItemKind, Paper
from tests.exam_kit import LAW, Shelf, document, law, plan, sources

ALL = {"单选": 3, "多选": 1, "判断": 3, "填空": 2, "简答": 1, "案例分析": 1}


def made(kinds: dict[str, int] | None = None, *documents: object, **more: object) -> Paper:
    return make(sources(*documents), parse({"kinds": kinds or ALL, **more}))  # type: ignore[arg-type]


def test_a_paper_holds_what_was_asked_and_stands_the_check() -> None:
    paper = made()
    count = Counter(KINDS[i.kind] for i in paper.items)
    assert all(count[kind] + lack == wanted for kind, wanted in ALL.items() for lack in [_lacking(paper, kind)])
    assert set(count) == set(ALL) and len(paper.items) >= 10
    assert check(Shelf([law(), plan()]), paper) == []
    for item in paper.items:
        assert item.explanation and item.proofs and item.rests_on and item.tags
        assert item.difficulty in ("易", "中", "难") and item.ability in ("识记", "理解", "应用")
        assert "《" in item.stem, "the stem names the document"
        for proof in item.proofs:
            text = sources().library.document(proof.source).text
            assert text[proof.start : proof.end] == proof.quote


def _lacking(paper: Paper, kind: str) -> int:
    return sum(x.wanted - x.made for x in paper.lacking if x.what == kind)


def test_the_same_blueprint_gives_the_same_bytes() -> None:
    first, second = (json.dumps(paper_json(made(seed=3)), ensure_ascii=False) for _ in range(2))
    assert first == second
    assert json.dumps(paper_json(made(seed=4)), ensure_ascii=False) != first


def test_no_two_items_on_the_same_fact() -> None:
    items = made({"单选": 8, "判断": 8, "填空": 8}).items
    assert not [(a.stem, b.stem) for n, a in enumerate(items) for b in items[:n] if same_fact(a, b)]


def test_false_statements_change_one_point_and_half_are_false() -> None:
    items = made({"判断": 8}).items
    false = [i for i in items if i.key == ("错",)]
    assert abs(len(false) * 2 - len(items)) <= 1
    for item in false:
        old, new = item.change or ("", "")
        undone = norm(item.stem).replace(norm(new), norm(old), 1)
        assert norm(item.proofs[0].quote) in undone


def test_key_positions_are_balanced() -> None:
    items = [i for i in made({"单选": 8}).items if len(i.options) == 4]
    places = Counter(n for i in items for n, o in enumerate(i.options) if o.right)
    assert max(places.values()) - min(places[n] for n in range(4)) <= 1


def test_versions_hold_the_same_items_in_other_orders() -> None:
    paper = made()
    a, b = versions(paper, ["A", "B"])
    assert (a.version, b.version) == ("A", "B")
    assert {i.item_id for i in a.items} == {i.item_id for i in b.items} == {i.item_id for i in paper.items}
    assert [i.item_id for i in a.items] != [i.item_id for i in b.items]
    assert [i.kind for i in a.items] == [i.kind for i in paper.items], "kinds stay together"
    assert check(Shelf([law(), plan()]), a) == check(Shelf([law(), plan()]), b) == []
    assert versions(paper, []) == [paper]


def test_scope_by_document_chapter_clause_indicator_and_place() -> None:
    assert {p.source for i in made(sources=["行动计划"]).items for p in i.proofs} == {"plan.txt"}
    assert {p.path[0] for i in made({"判断": 3}, paths=["第二章"]).items for p in i.proofs} == {"第二章 管理"}
    under = made({"判断": 3}, clauses=["law.md#第二章 管理"])
    assert {p.path[0] for i in under.items for p in i.proofs} == {"第二章 管理"}
    asked = made({"单选": 1}, indicators=["网上可办率"]).items
    assert len(asked) == 1 and "网上可办率" in asked[0].stem
    assert {p.source for i in made(places=["云岫市"]).items for p in i.proofs} == {"plan.txt"}
    with pytest.raises(BadInput, match=r"无此文件、也无此文件"):
        made(sources=["无此文件", "也无此文件"])
    with pytest.raises(BadInput, match="第九十九章"):
        made(paths=["第九十九章"])


def test_difficulty_is_as_wished_where_it_can_be() -> None:
    items = made({"判断": 2}, difficulty={"易": 1, "中": 0, "难": 1}).items
    assert Counter(i.difficulty for i in items) == {"易": 1, "难": 1}


def test_points_are_as_wished() -> None:
    assert {i.points for i in made({"判断": 2}, points={"判断": 1.5}).items} == {1.5}


def test_coverage_names_each_clause_in_scope() -> None:
    paper = made(sources=["河道"])
    assert [c.clause_id for c in paper.coverage] == [f"law.md#{head}" for head, _ in LAW]
    asked = {i for c in paper.coverage for i in c.items}
    assert asked == {i.item_id for i in paper.items}


def test_what_cannot_be_made_is_told_and_not_padded() -> None:
    lone = document("lone.txt", "青岚省卫生管理办法", [("第一条", "第一条 本办法自发布之日起施行。")])
    paper = made(ALL, lone)
    assert paper.items == ()
    assert {x.what for x in paper.lacking} == set(ALL)
    assert all(x.made == 0 and x.why for x in paper.lacking)


def test_no_document_no_clause_no_target_no_title() -> None:
    empty = make(changed(sources(), library=Shelf([])), parse({"kinds": ALL}))
    assert empty.items == () and len(empty.lacking) == len(ALL)
    one = document("one.txt", "青岚省窗口服务办法", [("第一条", "第一条 窗口工作人员不得推诿办事群众的合理诉求。")])
    paper = made({"判断": 1, "单选": 1}, one)
    assert [i.kind for i in paper.items] == [ItemKind.TRUE_FALSE] and [x.what for x in paper.lacking] == ["单选"]
    assert check(Shelf([one]), paper) == []
    nameless = document("1234.txt", "1234", LAW)
    assert made({"判断": 2}, nameless).items == ()
    assert "没有可用的标题" in made({"判断": 2}, nameless).lacking[0].why


def test_damaged_leaning_and_anonymous_sentences_are_not_asked() -> None:
    texts = (
        ("第一条", "第一条 其应当在三十日内向登记机关办理变更登记手续。"),
        ("第二条", "第二条 xx县人民政府应当在三十日内公布年度工作报告。"),
        ("第三条", "第三条 登记机关应当在�十日内作出书面决定并告知申请人。"),
        ("第四条", "第四条 前款规定的单位应当在三十日内完成整改并提交报告。"),
        ("第五条", "第五条 受理机关应当在三十日内（含补正时间完成对材料的审查。"),
    )
    doc = document("bad.md", "青岚省登记管理条例", texts)
    assert made({"判断": 5, "填空": 5, "单选": 5}, doc).items == ()


def test_traditional_text_is_asked_in_simplified_and_quoted_as_it_stands() -> None:
    doc = document("t.txt", "雲岫市服務辦法", [("第一條", "第一條 服務機關應當自收到申請之日起三十日內答覆申請人，並書面說明理由。")])
    (item,) = made({"填空": 1}, doc).items
    assert "服务机关应当自收到申请之日起____内" in item.stem
    assert item.proofs[0].quote == "服務機關應當自收到申請之日起三十日內答覆申請人，並書面說明理由"
    assert item.key == ("三十日",) and item.also == (("30日",),)
    assert check(Shelf([doc]), Paper("卷", (item,))) == []


def test_an_item_is_replaced_by_another_of_its_kind() -> None:
    paper = made({"单选": 2, "判断": 2})
    old = changed(paper.items[0], points=7)
    paper = changed(paper, items=(old, *paper.items[1:]))
    again = replace(sources(), paper, old.item_id)
    new = again.items[0]
    assert new.kind == old.kind and new.points == 7 and new.fact not in {i.fact for i in paper.items}
    assert again.items[1:] == paper.items[1:]
    assert check(Shelf([law(), plan()]), again) == []
    with pytest.raises(BadInput, match="没有这道题"):
        replace(sources(), paper, "none")
    with pytest.raises(BadInput, match="锁定"):
        replace(sources(), changed(paper, items=(changed(old, locked=True),)), old.item_id)
    one = document("one.txt", "青岚省窗口服务办法", [("第一条", "第一条 窗口工作人员不得推诿办事群众的合理诉求。")])
    only = made({"判断": 1}, one)
    with pytest.raises(BadInput, match="没有别的判断题"):
        replace(sources(one), only, only.items[0].item_id)


def test_locked_items_stay_when_the_rest_is_made_anew() -> None:
    paper = made({"单选": 3, "判断": 3})
    held = changed(paper.items[1], locked=True)
    paper = changed(paper, items=(paper.items[0], held, *paper.items[2:]))
    again = remake(sources(), paper)
    assert held in again.items
    assert Counter(i.kind for i in again.items) == Counter(i.kind for i in paper.items)
    assert check(Shelf([law(), plan()]), again) == []


_SENTENCES = st.sampled_from([text.split(" ", 1)[-1] for _, text in LAW if text] + ["。", "其", "……", "（一）", "到2027年达到90%以上。"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    texts=st.lists(st.lists(_SENTENCES, min_size=1, max_size=4).map("".join), max_size=6),
    kinds=st.dictionaries(st.sampled_from(list(ItemKind)), st.integers(0, 4), min_size=1),
    seed=st.integers(0, 99),
)
@example(  # the last label of a list has nothing behind it
    texts=[next(t for _, t in LAW if "采砂申请书" in t).split(" ", 1)[-1] + "（一）"], kinds={kind: 2 for kind in ItemKind}, seed=0
)
def test_any_blueprint_over_any_small_corpus(texts: list[str], kinds: dict[ItemKind, int], seed: int) -> None:
    doc = document("any.md", "青岚省综合管理条例", [(f"第{n}条", f"第{n}条 {t}") for n, t in enumerate(texts, 1)])
    paper = make(sources(doc), Blueprint(kinds=kinds, seed=seed))
    for kind, wanted in kinds.items():
        assert sum(i.kind == kind for i in paper.items) + _lacking(paper, KINDS[kind]) == wanted
    assert [f for f in check(Shelf([doc]), paper) if f.code != "empty_paper"] == []
