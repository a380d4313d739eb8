"""Hard wraps: a text wrapped at any width, with or without indents, in any kind of file, is put together; what is apart stays apart."""

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from ingest.raw import Raw
from ingest.readers import read
from ingest.repair import repair

ARTICLES = [
    "第一章 总则",
    "第一条 为规范青岚市公共租赁房屋的筹集、分配和管理，改善新就业职工等群体的居住条件，根据国家有关规定，结合本市实际，制定本办法。",
    "第二条 本办法适用于本市行政区域内公共租赁房屋的规划、建设、分配、使用和监督管理，法律法规另有规定的，从其规定。",
    "第三条 本办法所称公共租赁房屋，是指由政府提供土地、财税和金融支持，限定户型面积和租金水平，面向符合条件的职工出租的房屋。",
    "前款所称符合条件的职工，应当在本市稳定就业满一年，并且本人及配偶在本市没有自有住房，具体条件由区人民政府另行公布。",
    "第二章 管理",
    "第四条 区人民政府应当建立租金监测制度，每年公布一次市场租金水平，租金按照不高于同地段市场租金的百分之八十确定，并报市人民政府备案。",
    "第五条 申请人应当提交下列材料，并对材料的真实性负责，由街道办事处在十个工作日内完成初审并公示：",
    "（一）申请书和本人身份证明；",
    "（二）劳动合同或者缴纳社会保险费的证明；",
    "（三）本人及配偶名下房屋情况的书面承诺。",
    "第六条 市住房主管部门负责公共租赁房屋的统筹协调，市财政部门负责资金的安排与监督，其他部门按照各自职责，做好有关工作。",
    "责任单位：市住房局、市财政局",
    "第七条 各区可以按照本办法，结合本区人口、产业和住房供应的实际情况制定实施细则，自印发之日起三十日内报市住房主管部门备案。",
    "第八条 本办法自2027年3月1日起施行，有效期至2030年2月28日，此前规定与本办法不一致的，以本办法为准，不再另行通知。",
    "青岚市人民政府",
    "2027年1月8日",
]
SHORT = ("第一章", "第二章", "（", "责任单位", "青岚市人民政府", "2027")
INDENTS = {"none": ("", 0), "wide": ("　　", 2), "blanks": ("    ", 2), "lost": ("", 2)}


def wrapped(width: int, indents: str) -> Iterator[str]:
    """The lines of the articles at `width` letters; "lost" indents shorten a first line that no longer shows them."""
    before, letters = INDENTS[indents]
    for paragraph in ARTICLES:
        line, room = before, 2 * (width - letters)
        for c in paragraph:
            wide = len(c.encode("gbk"))
            if room < wide and c not in "，。；：、":
                yield line
                line, room = "", 2 * width
            line, room = line + c, room - wide
        yield line


def as_file(kind: str, lines: list[str]) -> bytes:
    if kind == "html":
        return f"<html><body><div>{'<br>'.join(lines).replace('    ', '&nbsp;' * 4)}</div></body></html>".encode()
    if kind == "docx":
        document, out = docx.Document(), io.BytesIO()
        for line in lines:
            document.add_paragraph(line)
        document.save(out)
        return out.getvalue()
    return "\n".join(lines).encode()


@pytest.mark.parametrize("indents", INDENTS)
@pytest.mark.parametrize("width", [20, 23, 26, 28, 31, 36])
@pytest.mark.parametrize("kind", ["txt", "md", "html", "docx"])
def test_a_wrapped_text_is_whole_again(kind: str, width: int, indents: str) -> None:
    text = repair(read(Path(f"a.{kind}"), as_file(kind, list(wrapped(width, indents))))).text
    assert [line.replace(" ", "") for line in text.split("\n")] == [line.replace(" ", "") for line in ARTICLES]


@pytest.mark.parametrize("width", [20, 26, 31])
def test_what_stood_apart_stays_apart(width: int) -> None:
    lines = repair(Raw("\n".join(wrapped(width, "none")), "txt")).text.split("\n")
    assert [line for line in lines if line.startswith(SHORT)] == [line for line in ARTICLES if line.startswith(SHORT)]


def text_of(*lines: str) -> list[str]:
    return repair(Raw("\n".join(lines), "txt")).text.split("\n")


WHOLE = [
    "一、总体要求。坚持以人民为中心，落实管护责任，提高供水质量，到2027年让全县农村居民都喝上放心水，满意度逐年上升，管护台账齐全。",
    "二、主要任务。县级人民政府应当明确管护主体，落实管护经费，建立管护台账，并且定期开展水质检测，公开检测结果，接受社会监督。",
    "三、组织保障。各乡镇要加强领导，把农村供水列入年度考核，对成绩突出的单位给予表扬，对工作不力的单位约谈，并限期整改到位。",
]


def test_a_part_that_is_wrapped_among_paragraphs_that_are_not() -> None:
    part = "为了保障农村饮水安全，县水利局会同财政局、发展改革局等部门，对全县供水工程逐一排查，建立问题清单和责任清单，" * 5 + "按期销号。"
    pieces = [part[i : i + 26] for i in range(0, len(part), 26)]
    long = [a + b for a, b in zip(WHOLE, [*WHOLE[1:], WHOLE[0]], strict=True)]
    assert text_of(*long, *WHOLE, *pieces, *long) == [*long, *WHOLE, part, *long]


def test_titles_that_were_links_are_put_back_into_their_sentence() -> None:
    torn = ["各乡镇认真执行《", "农村供水管理条例", "》，并制定了《", "管护办法", "》。水质明显好转，群众满意。"]
    assert text_of(*WHOLE, *torn)[-1] == "".join(torn)


def test_a_comma_and_a_number_of_enumeration_do_not_end_a_line() -> None:
    sentence = ["第二、", "坚持节约用水，完善阶梯水价，推动工业和农业节水，建设节水型社会。"]
    assert text_of(*WHOLE, *sentence)[-1] == "".join(sentence)
    sentence = ["在供水管护方面，", "要落实经费和人员，做到有人管、有钱管，工程长期发挥效益。"]
    assert text_of(*WHOLE, *sentence)[-1] == "".join(sentence)


def test_the_two_of_m2_stands_below_its_letter() -> None:
    torn = ["货币政策要稳健。广义货币M", "2", "增长与经济增长相适应，融资成本稳中有降。"]
    assert text_of(*WHOLE, *torn)[-1] == "".join(torn)


@pytest.mark.parametrize(
    "heading",
    [
        "五年来，供水事业稳步发展，管护能力明显增强",
        "第三，加强工程管护，完善水价机制，大力开展节水",
        "持续改善农村供水条件、提升管护服务水平",
        "县水利局、县财政局联合召开全县供水工作会议",
    ],
)
def test_a_heading_with_a_comma_is_not_joined_to_its_text(heading: str) -> None:
    following = "各乡镇对供水工程逐一排查，建立问题清单，落实整改责任，全年完成改造任务。"
    assert text_of(*WHOLE, heading, following)[-2:] == [heading, following]


def test_numbered_headings_are_not_joined_to_a_full_line_before_them() -> None:
    note = "（责任单位：县水利局、县财政局、各乡镇政府）"
    clause = "各乡镇要建立管护台账，落实管护人员和管护经费，确保供水工程长期稳定运行。"
    lines = [line for n in "一二三四五六七八" for line in (f"{n}、落实工程管护责任和经费保障机制", f"{clause}{note}")]
    wrapped = [line[i : i + 29] for line in lines for i in range(0, len(line), 29)]
    assert len(clause + note) % 29 == 0
    assert text_of(*wrapped) == lines


def test_a_chapter_is_not_joined_to_its_first_article() -> None:
    chapter, article = "第三章 供水工程的管护主体、管护经费和管护人员的职责", "第九条 供水工程由县人民政府明确管护主体，经费列入预算。"
    lines = [line for paragraph in WHOLE for line in ("　　" + paragraph[:24], paragraph[24:50], paragraph[50:])]
    assert text_of(*lines, chapter, article)[-2:] == [chapter, article]


def test_signatures_of_like_width_stay_lines() -> None:
    names = ["青岚市发展和改革委员会", "青岚市住房和城乡建设局", "青岚市市场监督管理总局"] * 2
    assert text_of(*WHOLE, *names, "2027年1月8日") == [*WHOLE, *names, "2027年1月8日"]


def test_a_bracket_that_is_set_in_two_centred_lines_is_one() -> None:
    first, second = "（2026年3月2日云岫市第三届人民代表大会", "常务委员会第六次会议通过）"
    body = [line for n in "一二三四五" for line in (f"　　第{n}条　供水单位应当按照规定保证水质、\x1f", "水量和水压，不得擅自停止供水。")]
    text = "\n".join(["　　　　云岫市供水条例", f"{first}\x1f", f"　　{second}", *body])
    assert first + second in repair(Raw(text, "pdf")).text


def test_below_a_bare_heading_its_text_begins() -> None:
    rows = [f"（{n}）落实责任。各乡镇应当按照分工加强协作，确保各项任务按期完成。" for n in "一二三"]
    text = "\n".join([*rows, "（四）基本原则", "系统布局。把握发展趋势，立足现有基础，加强体系化部署，做好分阶段实施。"])
    assert "（四）基本原则" in repair(Raw(text, "txt")).text.split("\n")
