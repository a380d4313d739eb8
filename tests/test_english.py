"""Reading English questions: the documents choose what a word means, words without matter are left out, names come by pinyin."""

import numpy as np
import pytest

from answer.understand.english import (
    asks_nation,
    base_years,
    english_denies,
    english_kind_of,
    english_lasts,
    english_unit_of,
    main_clause,
    names_document,
)
from answer.understand.question import understand
from index.lexical import FIELDS, Lexical, Numbering, build_field, tokens
from index.query import read
from index.senses import choose
from index.stems import stems
from tests.index_kit import document

CLAUSES = (
    "各级行政执法机关应当加强公职律师队伍建设,公职律师人数逐年增加。",
    "执法人员应当持证上岗,未取得行政执法证件的人员不得从事执法活动。",
    "石溪县司法所组织全体干部学法,每年不少于两次。",
    "严禁下达或者变相下达罚没指标,不得把罚款与考核挂钩。",
    "本办法所称机构,是指依法设立的管理机构。",
    "引导群众锻炼身体,增强身体素质。",
)


@pytest.fixture(scope="module")
def held() -> Lexical:
    doc = document("办法.txt", "执法办法", *CLAUSES)
    found = tokens(doc, [()] * len(CLAUSES))
    numbering = Numbering(np.array([0, len(CLAUSES)]), np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Lexical({field: build_field(field, [(0, found)], numbering, None) for field in FIELDS})


def words(question: str, held: Lexical | None) -> list[str]:
    return read(question, held).text.split()


def test_the_documents_choose_the_sense(held: Lexical) -> None:
    slots = [("身体", "机构"), ("管理", "经营")]
    assert choose(slots, held) == [("机构", "身体"), ("管理", "经营")]
    assert choose([("身体", "机构"), ("锻炼",)], held)[0] == ("身体", "机构")


def test_every_sense_stays_and_those_in_no_clause_come_last(held: Lexical) -> None:
    chosen = choose([("牌照", "证件", "执照"), ("执法人员",)], held)
    assert chosen[0][0] == "证件" and set(chosen[0]) == {"牌照", "证件", "执照"}


def test_terms_that_stand_unbroken_belong_together(held: Lexical) -> None:
    assert choose([("公共", "公职"), ("律师",)], held)[0][0] == "公职"


def test_nothing_to_choose_among_stays_as_it_is(held: Lexical) -> None:
    assert choose([("律师",), ("不见于文件",)], held) == [("律师",), ("不见于文件",)] and choose([], held) == []


def test_holders_agree_with_counts(held: Lexical) -> None:
    terms = ["公职律师", "执法", "不见于文件", "2", "县"]
    assert [len(rows) for rows in held.holders(terms)] == list(held.holding(terms))
    assert held.holders(["公职律师"])[0].tolist() == [0]


def test_words_that_only_shape_a_question_are_no_matter(held: Lexical) -> None:
    found = words("Do inspectors need some kind of licence before they can go out and enforce rules?", held)
    assert "证件" in found and "执法" in found and not {"种类", "前", "需要", "应予", "遗嘱"} & set(found)


def test_a_will_is_a_matter_and_what_will_be_is_none() -> None:
    assert "遗嘱" in words("Is the will of my father valid?", None)
    assert "遗嘱" not in words("Will the owner sell the shop?", None)


@pytest.mark.parametrize(
    ("plain", "padded"),
    [
        ("How many clinics does Linhe County build?", "Roughly how many clinics does Linhe County eventually plan to build?"),
        ("What share of waste is recycled?", "What share of waste is expected to be recycled?"),
        ("Which roads are widened?", "Which roads, moreover, are due to be widened nonetheless?"),
    ],
)
def test_words_of_aiming_and_of_how_nearly_are_no_matter(plain: str, padded: str) -> None:
    assert words(padded, None) == words(plain, None)


def test_a_plan_and_what_is_planned_for_are_matters() -> None:
    assert {"计划", "规划"} & set(words("Who draws up the plan to restore the lake?", None))
    assert {"计划", "规划"} & set(words("What does the plan for the old town say?", None))


def test_a_share_is_asked_for_as_in_chinese() -> None:
    assert "多大比例" in words("What proportion of the fleet is electric?", None)
    asked = understand("What proportion of buses is electric?", "多大比例 公交车 电动", ())
    assert asked.focus == "公交车 电动" and asked.unit == "%"


def test_the_year_before_is_told_from_the_last_one() -> None:
    assert "上一年度" in words("When must branches report on last year's accounts?", None)
    assert "去年" in words("What did the bureau publish last year?", None)


def test_only_the_first_word_of_asking_counts(held: Lexical) -> None:
    assert words("Who rewards people who report?", held).count("谁") == 1


def test_a_name_with_its_unit_is_one_term(held: Lexical) -> None:
    assert "xx县" in words("How many offices are there in xx County?", held)
    assert "石溪县" in words("How often do officials in Shixi County study law?", held)


def test_years_are_years(held: Lexical) -> None:
    assert "2027年" in words("targets set in 2027", held)


def test_a_phrase_with_of_is_found_the_other_way_round() -> None:
    assert words("supervision of administrative enforcement", None) == words("administrative enforcement supervision", None)


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("licences", "license"),
        ("paid", "pay"),
        ("seriously", "serious"),
        ("organised", "organize"),
        ("children", "child"),
        ("agencies", "agency"),
    ],
)
def test_stems(word: str, base: str) -> None:
    assert stems(word)[0] == word and base in stems(word)


@pytest.mark.parametrize(
    ("question", "kind", "unit"),
    [
        ("Are bureaus allowed to set quotas for how much money is collected in fines?", "rule", "元"),
        ("By how much should the number of village lawyers grow by 2030?", "number", ""),
        ("How many times a year must staff be trained?", "number", "次"),
        ("What percentage of villages should be connected by 2027?", "number", "%"),
        ("What size is the industry supposed to reach?", "number", ""),
        ("How many years does the permit last?", "time", "年"),
        ("By when should the platform be in place?", "time", ""),
        ("When a company is late with a report, can it be fined?", "rule", ""),
        ("My shop was closed for a month. Is there anyone who takes complaints?", "rule", ""),
        ("Which municipal bodies take the lead when a flood is forecast?", "who", ""),
        ("Who counts as a seasonal worker?", "meaning", ""),
        ("What coverage rate of government lawyers is aimed at?", "number", "%"),
        ("Which level of government draws up the plans?", "who", ""),
        ("Which rules apply across districts?", "list", ""),
        ("How do the two cities differ on subsidies?", "compare", ""),
        ("In the northern district, what kind of firm is favoured?", "other", ""),
        ("What is the budget for road repairs?", "number", "元"),
        ("village lawyers target 2030", "number", ""),
        ("What time limit applies to replying to a complaint?", "time", ""),
        ("What time does the hall open?", "time", "点"),
        ("What is the effective date of the regulation?", "time", ""),
        ("What is a fair time limit for review?", "time", ""),
        ("What does the plan require by means of inspection?", "other", ""),
        ("What approval procedures must a new quarry go through?", "list", ""),
        ("What must an applicant's documents look like?", "other", ""),
        ("What is the most a farmer can claim?", "number", ""),
        ("What is the most important task?", "other", ""),
        ("At what age can a driver retire?", "number", ""),
        ("What is the maximum depth of a pond?", "number", ""),
    ],
)
def test_kinds_and_units(question: str, kind: str, unit: str) -> None:
    assert (english_kind_of(question).value, english_unit_of(question)) == (kind, unit)


def test_what_is_told_before_the_question_is_left_out() -> None:
    assert main_clause("if a neighbour is noisy, whom do i call?") == "whom do i call?"
    assert main_clause("can you tell me how many seats there are?") == "how many seats there are?"


def test_a_year_measured_from_is_no_condition() -> None:
    asked = understand("By how much should output grow by 2030 compared with 2025?", "多少 产量 增长 到2030年 相比 2025年", ())
    assert asked.years == (2030,) and base_years("in 2030 compared with 2025") == {2025}
    assert understand("What changed in 2025?", "什么 2025年", ()).years == (2025,)


def test_the_national_level() -> None:
    assert asks_nation("When is it due under the national outline?") and not asks_nation("Is there a national park nearby?")
    assert understand("What does the national outline require?", "什么 国家 纲要 要求", ("全国",)).national


def test_the_national_level_and_the_kind_of_document_are_no_matter() -> None:
    asked = understand("What rate is due under the national outline?", "率 国家 纲要 入学", ("全国",))
    assert asked.national and "国家" not in asked.focus and "纲要" not in asked.focus and "入学" in asked.focus
    asked = understand("What is in the plan for villages?", "什么 规划 村庄", ())
    assert "规划" in asked.focus and not names_document("What is in the plan for villages?")
    assert asks_nation("By when should the country as a whole be connected?")


def test_the_place_that_a_place_lies_in_is_no_matter() -> None:
    asked = understand("What is paid to nurses in Xihu District, Hangzhou?", "什么 支付 护士 西湖区 杭州市", ("西湖区",))
    assert asked.places == ("西湖区",) and asked.focus == "支付 护士"
    assert "杭州" in understand("What is paid to nurses in Hangzhou?", "什么 支付 护士 杭州", ("西湖区",)).text


def test_a_term_of_an_english_question_loses_no_character() -> None:
    asked = understand("Who certifies an over-the-air update after a settlement?", "谁 认证 在线升级 和解", ())
    assert asked.focus == "认证 在线升级 和解"


def test_a_figure_is_asked_for_in_so_many_words() -> None:
    assert "多少" in understand("What is the ceiling on the wheat subsidy?", "上限 小麦 补贴", ()).text
    assert "多少" not in understand("Who pays the wheat subsidy?", "谁 支付 小麦 补贴", ()).text


def test_durations_and_denials() -> None:
    assert english_lasts("How many weeks does a review take?") and not english_lasts("When does it start?")
    assert english_denies("Can a clerk refuse a parcel?") and not english_denies("Can a clerk accept a parcel?")


def test_english_is_searched_as_asked() -> None:
    assert understand("Who pays?", "谁 支付", ()).searched == "Who pays?" and understand("谁支付?", "谁支付?", ()).searched == "谁支付?"
