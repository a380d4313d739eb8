"""Kinds of items that read badly or tell their key, none of which is made: each test holds a small text with one of them."""

import pytest

from exam import make, parse
from exam.corpus import list_about
from exam.enumerations import members
from exam.facts import facts
from exam.false import changes
from exam.make_choice import single
from exam.make_list import common_end
from exam.other_figures import figure_options
from exam.points import Point, dates, figures
from exam.practices import practices
from exam.sentences import sentences
from policy.exam import Item
from tests.exam_kit import document, sources

TITLE = "青岚省窗口服务条例"


def clause(text: str, path: str = "第一条"):  # type: ignore[no-untyped-def]
    shelf = sources(document("one.md", TITLE, [(path, f"{path} {text}" if path.startswith("第") else f"{path}\n{text}")]))
    (found,) = shelf.library.clauses("one.md")
    return found, shelf


def said(text: str, path: str = "第一条") -> list[str]:
    return [s.text for s in sentences(clause(text, path)[0])]


def items(kinds: dict[str, int], *documents: object, **more: object) -> tuple[Item, ...]:
    return make(sources(*documents), parse({"kinds": kinds, **more})).items  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "受理机关应当在三日内将材料转送审批机关。",  # three days from when?
        "登记事项需要公示和备案的，应当一并予以载明。",  # in what?
        "窗口单位不得再委托其他组织办理登记事项。",  # other than which?
        "当事人拒绝签字的，应当在笔录上注明情况。",  # by whom?
    ],
)
def test_sentences_that_leave_out_what_stood_before_are_not_asked(text: str) -> None:
    assert said(text) == []


def test_a_short_sentence_of_an_article_rests_on_the_one_before_it() -> None:
    first = "窗口单位应当保存服务过程的音像记录并定期检查"
    assert said(f"{first}。窗口单位应当核对记录内容是否齐全。") == [first]
    full = "委托办理的窗口单位和受托组织应当公布委托书"
    assert said(f"{first}。{full}。") == [first, full]
    assert said("窗口单位应当自受理之日起三日内将材料转送审批机关。") != []


def test_after_a_semicolon_a_condition_with_its_own_subject_stands() -> None:
    own = "不出具统一收费票据和收费清单的，申请人有权拒绝交费"
    assert own in said(f"窗口单位应当公示收费项目和收费标准；{own}；未公示的，不得收费。")


def test_years_stay_in_the_span_of_the_plan() -> None:
    at = Point("date", 0, 5, "2022年", "2022", "年")
    assert set(figure_options(at, "青岚省规划（2021—2025年）")) == {"2021年", "2023年", "2024年", "2025年"}


def test_a_year_to_compare_with_is_no_date_to_ask() -> None:
    found, _ = clause("到2027年，服务站点数量较2025年翻一番并实现乡镇全覆盖。", "一、目标")
    assert [p.text for s in sentences(found) for p in dates(s)] == ["2027年"]


def test_what_would_be_odd_in_a_false_statement_is_not_changed() -> None:
    from random import Random

    from exam.corpus import read_corpus
    from exam.desk import Desk
    from exam.evidence import Evidence

    for text in (
        "行政机关必须查明有关事实和情节",
        "窗口单位应当负责对受托组织的监督",
        "工作人员当场作出的决定，要向窗口单位备案",
        "工作人员不得擅离职守或者篡改数据",
        "财政部门不得以任何形式返还收取的款项",
        "窗口单位对应当移交的案件不移交，责令改正",
    ):
        found, shelf = clause(f"{text}。")
        desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
        assert [c.text for f in facts(found, shelf) for c in changes(f, desk)] == []


def test_a_statute_sentence_without_a_figure_can_be_asked() -> None:
    found, shelf = clause("窗口服务由设立该窗口的单位统一组织实施并公开结果。")
    assert "plain" in {f.type for f in facts(found, shelf)}
    leaning, shelf = clause("法律、行政法规对窗口服务另有规定的，从其规定。")
    assert [f.type for f in facts(leaning, shelf)] == []


def test_a_share_of_a_hundred_is_read_whole() -> None:
    found, _ = clause("对主要负责人处上一年年收入百分之六十至百分之一百的罚款。")
    assert [p.text for s in sentences(found) for p in figures(s)] == ["百分之六十", "百分之一百"]


def test_lists_lend_options_only_to_lists_of_the_same_role() -> None:
    assert list_about("当事人有下列情形之一，应当从轻处罚") == "当事人的情形"
    assert list_about("行政机关实施处罚，有下列情形之一，责令改正") == "机关的情形"
    assert list_about("申请许可，应当提交下列材料") == "的材料"


def test_members_share_their_ends_and_begin_after_their_opener() -> None:
    assert common_end(["科学立法", "民主立法", "依法立法"]) == "立法"
    assert common_end(["身份认证", "电子印章"]) == ""
    found, _ = clause("依法履行好经济调节、市场监管、社会管理、公共服务等职能，推动有为政府建设。", "一、职能")
    m = members(sentences(found)[0])
    assert m is not None and m.texts[0] == "经济调节"


def test_the_words_of_a_key_do_not_stand_in_its_stem() -> None:
    texts = ["推动“餐饮+”融合发展，支持餐饮进公园、景区和体育场馆，打造更多场景。"]
    texts += [f"发展“{t}+”特色产品，丰富各类消费供给，不断培育新的服务业态。" for t in ("民宿", "体育", "电竞", "亲子")]
    doc = document("plan.txt", "青岚省消费行动方案", [(f"{n}、任务", f"{n}、任务\n{t}") for n, t in zip("一二三四五", texts, strict=True)])
    assert not [i for i in items({"单选": 9}, doc) if i.key == ("餐饮+",)]
    found, shelf = clause("监察机关依照规定对窗口单位及其工作人员履行职责实施监察。")
    from random import Random

    from exam.corpus import read_corpus
    from exam.desk import Desk
    from exam.evidence import Evidence

    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    assert [i.stem for f in facts(found, shelf) if f.type == "organ" for i in single(f, desk)] == []


def test_practices_tell_when_a_limit_begins_and_who_has_the_duty() -> None:
    def told(text: str) -> list[str]:
        found, shelf = clause(text)
        return [p.text for f in facts(found, shelf) for p in practices(f)]

    assert told("登记信息被依法变更、撤销的，登记机关应当在三日内撤回原来的信息。") == []
    assert told("执法人员当场作出处罚决定的，应当向当事人出示执法证件。") == ["某执法人员当场作出处罚决定，未向当事人出示执法证件"]
    assert any("才" in t for t in told("登记机关应当自受理申请之日起三十日内作出登记决定。"))


def test_what_a_heading_asks_is_not_told_by_its_words() -> None:
    chapters = [
        ("一、便民服务", ""),
        (
            "推行首问负责",
            "健全岗位轮换和顶岗补位办法，避免办事群众来回奔走。公开窗口人员姓名职务，方便群众监督评价。首问负责人要全程跟踪办理。",
        ),
        ("二、队伍建设", ""),
        ("加强业务培训", "组织优秀教师编写“一案一析”教材，逐步更新题库内容。选派青年骨干开展“跟班学艺”活动，着力开阔工作视野。"),
    ]
    paths = [
        (chapters[0][0],),
        (chapters[0][0], chapters[1][0]),
        (chapters[2][0],),
        (chapters[2][0], chapters[3][0]),
    ]
    doc = document("plan.txt", "青岚省便民行动方案", chapters)
    from dataclasses import replace

    doc = replace(doc, clauses=tuple(replace(c, path=p) for c, p in zip(doc.clauses, paths, strict=True)))
    made = items({"多选": 2}, doc)
    assert made
    for item in made:
        heading = item.stem.split("属于“")[1].split("”")[0]
        assert all(heading[n : n + 2] not in o.text for o in item.options for n in range(len(heading) - 1))


def test_a_range_never_stands_where_an_amount_does() -> None:
    from random import Random

    from exam.corpus import read_corpus
    from exam.desk import Desk
    from exam.evidence import Evidence

    texts = (
        "窗口单位未按照规定公示收费项目的，责令限期改正，处五万元以下的罚款。",
        "窗口单位未按照规定公示收费标准的，处二万元以上五万元以下的罚款。",
    )
    doc = document("one.md", TITLE, [(f"第{n}条", f"第{n}条 {t}") for n, t in zip("一二", texts, strict=True)])
    shelf = sources(doc)
    desk = Desk(read_corpus(shelf, lambda _c: True, ["one.md"]), Evidence(shelf.library), Random(0))
    found = [i for f in desk.corpus.facts if f.point and f.point.kind == "figure" for i in single(f, desk)]
    assert found and all("以上" not in o.text for i in found for o in i.options)


@pytest.mark.parametrize("lead", ["责令改正，处五万元以上二十万元以下的罚款：", "本条例中下列用语的含义："])
def test_a_list_whose_lead_is_no_question_is_not_asked(lead: str) -> None:
    found, shelf = clause(f"{lead}\n（一）未公示收费项目的；\n（二）未公示收费标准的；\n（三）未公示办理时限的。")
    assert "list" not in {f.type for f in facts(found, shelf)}
