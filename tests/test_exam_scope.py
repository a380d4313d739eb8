"""Questions on which document says so: only where the others provably do not."""

from dataclasses import replace

import pytest

from exam import check, make, parse
from exam.evidence import Evidence
from exam.whose import teller
from policy import BadInput, Document
from policy.exam import Item, ItemKind, Paper
from tests.exam_kit import Shelf, document, item, law, options, plan, proof, sources

COMMON = (
    "加强政务服务窗口建设，推进网上办理，落实首问负责制度，完善考核评价机制，到2027年服务事项网上可办率、满意率、办结率和覆盖率稳步提升。"
)
OWN = {
    "云岫市": "政务服务事项网上可办率达到95%以上。推行“午间不打烊”服务窗口，落实首问负责制度。",
    "青石市": "政务服务窗口办结率达到百分之八十八以上。落实“周末也能办”服务制度，完善考核评价机制。",
    "白沙市": "政务服务窗口满意率达到92%以上。推进“一窗通全城”网上办理，完善考核评价机制。",
    "临江市": "政务服务事项覆盖率达到百分之九十以上。建设“邻里帮您办”服务窗口，推进网上办理。",
}


def city(place: str, *, text: str = "", title: str = "政务服务行动计划（2025—2028年）") -> Document:
    body = COMMON + (text or OWN[place])
    return document(f"{place}.txt", f"{place}{title}", [("一、主要任务", f"一、主要任务\n{body}")], region=place, kind="计划")


def cities(**changed: str) -> list[Document]:
    return [city(place, text=changed.get(place, "")) for place in OWN]


def made(docs: list[Document], count: int = 6, seed: int = 1) -> Paper:
    return make(sources(*docs), parse({"kinds": {"单选": count}, "from": ["scope"], "seed": seed}))


def test_the_document_is_asked_for_among_others_that_do_not_say_so() -> None:
    docs = cities()
    paper = made(docs)
    assert paper.items and check(Shelf(docs), paper) == []
    evidence = Evidence(Shelf(docs))
    for found in paper.items:
        assert found.tags[0] == "出处" and len(found.options) >= 3 and len(found.key) == 1
        if found.stem.startswith("下列文件中"):
            statement = found.proofs[0].quote
            for option in found.options:
                assert (teller(evidence, evidence.names.source(option.text), statement) is not None) == option.right
    assert {i.stem[:5] for i in paper.items} <= {"下列文件中", "下列各项中"}


def test_no_such_question_with_fewer_than_three_documents() -> None:
    assert made(cities()[:2]).items == ()


def test_a_document_that_says_it_in_near_words_is_no_option() -> None:
    near = "到2028年，政务服务的事项网上可办率应达到95%以上。"
    docs = cities(青石市=near)
    for found in made(docs).items:
        if "网上可办率达到95%" in found.stem and "云岫市" in found.key[0]:
            assert not any("青石市" in o.text for o in found.options)


@pytest.mark.parametrize(
    ("said", "statement", "tells"),
    [
        ("政务服务事项网上可办率达到95%以上。", "政务服务事项网上可办率达到95%以上", True),
        ("政务服务的网上可办率应当达到95%。", "政务服务事项网上可办率达到95%以上", True),
        ("政务服务事项网上可办率达到90%以上。", "政务服务事项网上可办率达到95%以上", False),
        ("推行“午间不打烊”窗口服务。", "全面推行“午间不打烊”服务", True),
        ("建立健全窗口人员轮岗制度。", "全面推行“午间不打烊”服务", False),
        ("完善窗口考核评价办法，开展培训。", "完善窗口考核评价办法，每年表彰20名标兵", True),
    ],
)
def test_who_says_a_statement(said: str, statement: str, tells: bool) -> None:
    doc = document("a.txt", "云岫市办法通知", [("一、要求", f"一、要求\n{said}")])
    assert (teller(Evidence(Shelf([doc])), "a.txt", statement) is not None) == tells


QUOTE = "政务服务事项网上可办率达到95%以上"
NAMES = [f"《{p}政务服务行动计划（2025—2028年）》" for p in OWN]


def by_hand(docs: list[Document], *names: str) -> Item:
    given = options(*names)
    key = [o.text for o in given if o.right]
    return item(ItemKind.SINGLE, f"下列文件中，提出“{QUOTE}”的是（　　）。", key, options=given, proofs=(proof(docs[0], QUOTE),))


def codes(docs: list[Document], found: Item) -> set[str]:
    return {f.code for f in check(Shelf(docs), Paper("卷", (found,)))}


def test_the_check_reads_the_documents_that_options_name() -> None:
    docs = cities()
    good = by_hand(docs, f"*{NAMES[0]}", *NAMES[1:3])
    assert codes(docs, good) == set()
    assert codes(docs, by_hand(docs, NAMES[0], f"*{NAMES[1]}", NAMES[2])) == {"scope_wrong", "also_said"}
    assert codes(docs, by_hand(docs, f"*{NAMES[0]}", NAMES[1], "《没有收录的规划》")) == {"document_unknown"}
    later = cities(青石市=f"到2028年，{QUOTE}。")
    assert codes(later, good) == {"also_said"}


def test_the_check_reads_the_document_that_the_stem_names() -> None:
    docs = cities()
    texts = ("*" + QUOTE, "推进“一窗通全城”改革试点", "建设“邻里帮您办”志愿队伍")
    good = item(
        ItemKind.SINGLE, f"下列各项中，由{NAMES[0]}提出的是（　　）。", [QUOTE], options=options(*texts), proofs=(proof(docs[0], QUOTE),)
    )
    assert codes(docs, good) == set()
    assert "also_said" in codes(docs, replace(good, options=options("*" + QUOTE, "落实首问负责制度", texts[2])))
    assert "document_unknown" in codes(docs, replace(good, stem="下列各项中，由《没有收录的规划》提出的是（　　）。"))


def test_a_blueprint_names_what_is_to_be_asked() -> None:
    paper = make(sources(law(), plan()), parse({"kinds": {"填空": 6, "判断": 2}, "from": ["指标", "定义"]}))
    assert paper.items and {i.tags[0] for i in paper.items} <= {"指标", "定义"}
    assert paper.blueprint["from"] == ["指标", "定义"]
    assert parse(paper.blueprint).sorts == ("指标", "定义")
    with pytest.raises(BadInput, match=r"from: 没有此类内容 诗"):
        parse({"kinds": {"单选": 1}, "from": ["程序", "诗"]})
    with pytest.raises(BadInput, match="reword"):
        parse({"kinds": {"单选": 1}, "reword": "yes"})


def test_a_mixed_paper_asks_whose_it_is_now_and_then_only() -> None:
    items = make(sources(*cities()), parse({"kinds": {"单选": 8}})).items
    assert sum(i.tags[0] == "出处" for i in items) <= 1


def test_a_document_that_goes_on_elsewhere_is_never_said_to_lack_a_sentence() -> None:
    cut = "（上接第一版）" + OWN["白沙市"]
    for paper in (made(cities(白沙市=cut), seed=seed) for seed in (1, 2, 3)):
        for question in paper.items:
            if "下列文件中" in question.stem:
                assert not [o for o in question.options if "白沙市" in o.text and not o.right]
            else:
                assert "白沙市" not in question.stem
