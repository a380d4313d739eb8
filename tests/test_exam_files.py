"""Exports of exam papers, each opened again by a reader of its own."""

import dataclasses
import io
import re
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import exam_material as material
import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from openpyxl import load_workbook

from exam import files
from exam.files.sheet import answers, asked, clean, line, numbered, pieces
from policy.errors import BadInput
from policy.exam import Item, ItemKind, Option, Paper
from tests.exam_readers import read_cloze, read_gift, shown

PAPERS = {"sample": material.sample, "hostile": material.hostile, "empty": material.empty, "many": material.many}
CHOICES = (ItemKind.SINGLE, ItemKind.MULTIPLE)
WRITTEN = (ItemKind.SHORT, ItemKind.CASE)


@pytest.fixture(scope="module", params=PAPERS)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Paper, Path]:
    paper, out = PAPERS[request.param](), tmp_path_factory.mktemp(request.param)
    files.write(paper, out)
    return paper, out


def content(out: Path, ending: str) -> bytes:
    found = list(out.glob(f"*-{ending}"))
    assert len(found) == 1
    return found[0].read_bytes()


def words(docx: bytes) -> str:
    """The text of a document's body in order, tables too."""
    body = Document(io.BytesIO(docx)).element.body
    return "\n".join("".join(map(_shown, p.iter(qn("w:t"), qn("w:tab")))) for p in body.iter(qn("w:p")))


def _shown(piece: etree._Element) -> str:
    """A piece of a line as it looks: an underlined row of no-break spaces is a blank."""
    blank = piece.getparent().find(f"{qn('w:rPr')}/{qn('w:u')}") is not None
    return "_" * (len(piece.text) // 3) if blank and set(piece.text) == {"\xa0"} else piece.text or "\t"


# Names, folders, refusals


def test_writes_all_formats_into_a_new_folder(tmp_path: Path) -> None:
    made = files.write(material.sample(), tmp_path / "新" / "夹")
    assert [p.name.split("-A卷-")[1] for p in made] == [
        "试卷.docx", "答题卡.docx", "答案与解析.docx", "题库.xlsx", "Moodle.xml", "GIFT.txt", "QTI.zip", "Anki.apkg",
    ]  # fmt: skip
    assert sorted(made) == sorted((tmp_path / "新" / "夹").iterdir())


@pytest.mark.parametrize("title", ["../../etc/x", 'a\\b:c*d?"e<f>g|h', " . ", "很长" * 200, "", "~$x", "一\n二", "\ud800"])
def test_names_are_safe(title: str, tmp_path: Path) -> None:
    (made,) = files.write(Paper(title, (), version="../B"), tmp_path, ["gift"])
    assert made.parent == tmp_path and made.exists()
    assert not re.search(r'[\\/:*?"<>|\s]', made.name) and made.name[0] not in ".~" and len(made.name.encode()) < 255


def test_an_unknown_format_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="pdf") as refused:
        files.write(material.sample(), tmp_path / "x", ["docx", "pdf"])
    assert all(name in refused.value.remedy for name in files.FORMATS)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}", "~${tail}"])
def test_an_open_file_is_refused_and_nothing_is_touched(lock: str, tmp_path: Path) -> None:
    name = "大卷-B卷-答案与解析.docx"
    (tmp_path / lock.format(name, tail=name[2:])).touch()
    with pytest.raises(BadInput, match="打开") as refused:
        files.write(material.many(1), tmp_path, ["docx"])
    assert "关闭" in refused.value.remedy
    assert len(list(tmp_path.iterdir())) == 1


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "大卷-B卷-GIFT.txt").mkdir()
    with pytest.raises(BadInput) as refused:
        files.write(material.many(1), tmp_path, ["gift"])
    assert "关闭" in refused.value.remedy
    assert [p.name for p in tmp_path.iterdir()] == ["大卷-B卷-GIFT.txt"]
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="文件夹"):
        files.write(material.many(1), tmp_path / "file", ["gift"])


def test_a_paper_that_a_format_cannot_hold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="32767"):
        files.write(Paper("长", (Item("x", ItemKind.SHORT, "长" * 40000, ("点",)),)), tmp_path, ["xlsx"])
    options = tuple(Option(str(i), i == 0) for i in range(27))
    with pytest.raises(BadInput, match="26"):
        files.write(Paper("多", (Item("x", ItemKind.SINGLE, "题", ("0",), options),)), tmp_path, ["docx"])


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_paper_gives_the_same_files(name: str, tmp_path: Path) -> None:
    for ending in ("a", "b"):
        files.write(PAPERS[name](), tmp_path / ending, ["moodle", "gift", "qti", "docx", "xlsx"])
    for one in (tmp_path / "a").iterdir():
        other = tmp_path / "b" / one.name
        if one.suffix in (".docx", ".xlsx"):
            part = "word/document.xml" if one.suffix == ".docx" else "xl/worksheets/sheet1.xml"
            assert zipfile.ZipFile(one).read(part) == zipfile.ZipFile(other).read(part)
        else:
            assert one.read_bytes() == other.read_bytes()


# Word


def secret(item: Item, mark: str) -> Item:
    """The same question with everything that a student must not see replaced by texts that hold `mark`."""
    count = len(item.key)
    options = tuple(Option(option.text, option.right, f"{mark}为何") for option in item.options)
    keys = item.key if item.options or item.kind == ItemKind.TRUE_FALSE else tuple(f"{mark}键{i}" for i in range(count))
    return dataclasses.replace(
        item, key=keys, options=options, also=((f"{mark}又",),) * count, explanation=f"{mark}解", rests_on=f"{mark}据", tags=(f"{mark}签",),
        proofs=(material.proof(f"{mark}引", f"{mark}题名", (f"{mark}路径",)),), change=(f"{mark}前", f"{mark}后"), fact=f"{mark}事",
        difficulty=f"{mark}难", ability=f"{mark}能", flags=(f"{mark}旗",), item_id=f"{mark}{item.item_id}",
    )  # fmt: skip


def everything(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return "".join(archive.read(name).decode("utf8", "replace") for name in archive.namelist())


def test_no_key_reaches_the_students(tmp_path: Path) -> None:
    paper = material.sample()
    marked = dataclasses.replace(paper, items=tuple(secret(item, "秘") for item in paper.items), generation="秘代", blueprint={"秘": "秘"})
    files.write(marked, tmp_path, ["docx"])
    for ending in ("试卷.docx", "答题卡.docx"):
        assert "秘" not in everything(content(tmp_path, ending))
    key = words(content(tmp_path, "答案与解析.docx"))
    assert all(f"秘{what}" in key for what in ("解", "引", "题名", "路径", "键0", "为何", "前", "后", "又", "难", "签"))


def test_what_students_get_is_the_same_whatever_the_key(tmp_path: Path) -> None:
    paper = material.sample()

    def turned(item: Item) -> Item:
        rights = [option.right for option in item.options]
        options = tuple(Option(o.text, right) for o, right in zip(item.options, rights[1:] + rights[:1], strict=True))
        return secret(dataclasses.replace(item, options=options, key=("对",) if item.key == ("错",) else item.key), "秘")

    files.write(paper, tmp_path / "a", ["docx"])
    files.write(dataclasses.replace(paper, items=tuple(map(turned, paper.items))), tmp_path / "b", ["docx"])
    for ending in ("试卷.docx", "答题卡.docx"):
        assert words(content(tmp_path / "a", ending)) == words(content(tmp_path / "b", ending))


def test_the_paper_reads_as_an_exam_paper(tmp_path: Path) -> None:
    files.write(material.sample(), tmp_path, ["docx"])
    text = words(content(tmp_path, "试卷.docx"))
    for expected in (
        "法治政府建设应知应会测试卷（A卷）", "姓名：", "单位：", "满分100分", "时间90分钟", "一、单项选择题（每题2分，共16分）",
        "二、多项选择题（每题3分，共12分）", "三、判断题（每题2分，共10分）", "四、填空题（共2题，共6分）",
        "六、案例分析题（每题20分，共20分）",
        "A．百分之八十\tB．百分之九十\tC．百分之九十五\tD．百分之百", "A．应当当场一次告知所需材料\tB．可以分两次告知所需材料",
        "18．\t（4分）到__________年，行政机关负责人出庭应诉率达到__________以上。", "（1）窗口人员的做法有何不妥？",
    ):  # fmt: skip
        assert expected in text
    assert re.findall(r"^(\d+)．", text, re.M) == [str(i) for i in range(1, 23)]
    sheet = words(content(tmp_path, "答题卡.docx"))
    assert "1 [A][B][C][D]" in sheet and "12 [A][B][C][D][E]" in sheet and "17 [√][×]" in sheet and "18．\t（1）____" in sheet
    key = words(content(tmp_path, "答案与解析.docx"))
    assert (
        "【答案】C．百分之九十五（2分）" in key and "【答案】错误（2分）" in key and "【答案】2030/二〇三〇；百分之九十八/98%（4分）" in key
    )
    assert "【依据】《青岚省法治政府建设纲要（2026—2030年）》四、有效化解行政争议 › （十三）落实行政应诉责任（第3页）" in key
    assert "“到2028年，行政机关负责人出庭应诉率达到百分之九十五；" in key


def test_pages_are_those_of_an_office(tmp_path: Path) -> None:
    files.write(material.sample(), tmp_path, ["docx"])
    for ending, title in (("试卷.docx", ""), ("答题卡.docx", "答题卡"), ("答案与解析.docx", "答案与解析")):
        document = Document(io.BytesIO(content(tmp_path, ending)))
        section = document.sections[0]
        sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
        assert [round(size.mm) for size in sizes] == [210, 297, 37, 28]
        fields = [field.get(qn("w:instr")) for field in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert document.core_properties.title == f"法治政府建设应知应会测试卷（A卷）{title}" and not document.core_properties.comments
        expected = {"试卷标题": "方正小标宋简体", "题型": "黑体", "说明": "楷体_GB2312", "题干": "仿宋_GB2312"}
        styles = [style for style in document.styles if style.name in expected]
        assert {style.name: style.element.rPr.rFonts.get(qn("w:eastAsia")) for style in styles} == expected
        assert "altName" in everything(content(tmp_path, ending))


def test_every_stem_and_option_is_on_the_paper(exported: tuple[Paper, Path]) -> None:
    paper, out = exported
    text = " ".join(words(content(out, "试卷.docx")).split())
    key = " ".join(words(content(out, "答案与解析.docx")).split())
    for one in numbered(paper):
        assert line(asked(one.item)) in text and line(asked(one.item)) in key
        assert all(line(option.text) in text for option in one.item.options)
        assert all(line(proof.quote) in key for proof in one.item.proofs)
        assert all(line(point) in key for point in one.item.key if one.item.kind in WRITTEN)


# Excel


def test_sheets_hold_every_item_and_no_formula(exported: tuple[Paper, Path]) -> None:
    paper, out = exported
    book = load_workbook(io.BytesIO(content(out, "题库.xlsx")))
    assert book.sheetnames == ["通用模板", "考试宝", "学习通"]
    for sheet in book:
        assert sheet.max_row == len(paper.items) + 1
        cells = [cell for row in sheet for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert all(cell.quotePrefix for cell in cells if str(cell.value)[:1] in tuple("=+-@") and isinstance(cell.value, str))
    rows = list(book["通用模板"].iter_rows(min_row=2, values_only=True))
    for row, one in zip(rows, numbered(paper), strict=True):
        item = one.item
        told = dict(zip([cell.value for cell in book["通用模板"][1]], row, strict=True))
        assert told["题号"] == one.number and told["题干"] == asked(item) and told["分值"] == item.points
        options = [told[f"选项{c}"] or "" for c in "ABCDEFGH"]
        assert options[: len(item.options)] == [clean(option.text).strip() for option in item.options] and not any(
            options[len(item.options) :]
        )
        if item.kind in CHOICES:
            assert [bool(told["答案"] and c in told["答案"]) for c in "ABCDEFGH"[: len(item.options)]] == [o.right for o in item.options]
        assert told["依据原文"] == ("\n".join(line(proof.quote) for proof in item.proofs) or None)


def test_the_layouts_of_two_systems(tmp_path: Path) -> None:
    files.write(material.sample(), tmp_path, ["xlsx"])
    book = load_workbook(next(tmp_path.iterdir()))
    first, second = ([[cell.value for cell in row] for row in book[name]] for name in ("考试宝", "学习通"))
    options = [f"选项{c}" for c in "ABCDEFGH"]
    assert first[0] == ["题干（必填）", "题型（必填）", *options, "正确答案（必填）", "解析", "章节", "难度"]
    judged = next(row for row in first if row[1] == "判断题")
    assert judged[2:5] == ["正确", "错误", None] and judged[10] == "B"
    assert next(row for row in first if row[1] == "填空题")[2:5] == ["2030", "百分之九十八", None]
    assert second[0] == [
        "目录", "题目类型", "大题题干", "小题题型", "小题题干", "正确答案", "答案解析", "难易度", "知识点", "标签", "选项数", *options,
    ]  # fmt: skip
    assert next(row for row in second if row[1] == "多选题")[10] == 5
    assert next(row for row in second if row[1] == "填空题")[2] == "到（）年，行政机关负责人出庭应诉率达到（）以上。"
    assert Counter(row[1] for row in second)["简答题"] == 3


# Moodle XML


def test_moodle_gives_the_items_back(exported: tuple[Paper, Path]) -> None:
    paper, out = exported
    category, *questions = etree.fromstring(content(out, "Moodle.xml"))
    assert category.findtext("category/text").startswith("$course$/top/")
    for question, one in zip(questions, numbered(paper), strict=True):
        item = one.item
        kind, stem = question.get("type"), question.findtext("questiontext/text")
        assert float(question.findtext("defaultgrade")) == item.points
        told = [(a.get("fraction"), a.findtext("text") or "") for a in question.findall("answer")]
        if item.kind in CHOICES:
            assert kind == "multichoice" and question.findtext("single") == str(item.kind == ItemKind.SINGLE).lower()
            assert [shown(text) for _, text in told] == [clean(option.text).strip() for option in item.options]
            assert [float(share) > 0 for share, _ in told] == [option.right for option in item.options]
            assert sum(float(share) for share, _ in told if float(share) > 0) == pytest.approx(100, abs=0.01)
            assert {float(share) for share, _ in told if float(share) <= 0} <= {0.0 if item.kind == ItemKind.SINGLE else -100.0}
        elif item.kind == ItemKind.TRUE_FALSE:
            assert kind == "truefalse" and dict((t, s) for s, t in told)["true"] == ("100" if item.key == ("对",) else "0")
        elif item.kind == ItemKind.BLANK and len(item.key) > 1:
            assert kind == "cloze" and read_cloze(stem) == (pieces(item), answers(item))
            continue
        elif item.kind == ItemKind.BLANK:
            assert kind == "shortanswer" and [text.replace("\\*", "*") for _, text in told] == answers(item)[0]
        else:
            assert kind == "essay" and all(clean(point) in shown(question.findtext("graderinfo/text")) for point in item.key)
        assert shown(stem) == asked(item)
        said = shown(question.findtext("generalfeedback/text") or "")
        assert all(line(proof.quote) in said for proof in item.proofs)
    names = [question.findtext("idnumber") for question in questions]
    assert len(set(names)) == len(names)


# GIFT


def test_gift_gives_the_items_back(exported: tuple[Paper, Path]) -> None:
    paper, out = exported
    category, questions = read_gift(content(out, "GIFT.txt").decode())
    assert category
    left = iter(questions)
    for one in numbered(paper):
        item = one.item
        blanks = answers(item) if item.kind == ItemKind.BLANK else [[]]
        for i, texts in enumerate(blanks, start=1):
            question = next(left)
            assert all(line(proof.quote) in question.feedback for proof in item.proofs)
            if item.kind == ItemKind.BLANK:
                assert line(pieces(item)[0]) in line(question.stem)
                assert len(blanks) == 1 or f"（请填第 {i} 空）" in question.stem
                if question.kind == "essay":
                    assert any("->" in text for text in texts) and texts[0] in question.feedback
                else:
                    assert [(mark, weight, text.replace("\\*", "*")) for mark, weight, text, _ in question.answers] == [
                        ("=", 100.0, text) for text in texts
                    ]
                continue
            assert question.stem == asked(item)
            if item.kind in CHOICES:
                assert [text for _, _, text, _ in question.answers] == [clean(option.text).strip() for option in item.options]
                assert [why for *_, why in question.answers] == [clean(option.why).strip() for option in item.options]
                right = [mark == "=" or (weight or 0) > 0 for mark, weight, *_ in question.answers]
                assert right == [option.right for option in item.options]
            elif item.kind == ItemKind.TRUE_FALSE:
                assert question.kind == ("true" if item.key == ("对",) else "false")
            else:
                assert question.kind == "essay" and all(clean(point) in question.feedback for point in item.key)
    assert next(left, None) is None


# QTI


def test_qti_packages_hold_together(exported: tuple[Paper, Path]) -> None:
    paper, out = exported
    rules = etree.RelaxNG(etree.parse(Path(__file__).with_name("qti_rules.rng")))
    with zipfile.ZipFile(io.BytesIO(content(out, "QTI.zip"))) as archive:
        assert archive.testzip() is None
        entries = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    manifest = entries.pop("imsmanifest.xml")
    assert manifest.findtext("{*}metadata/{*}schema") == "QTIv2.1 Package"
    resources = manifest.findall("{*}resources/{*}resource")
    names = [resource.get("identifier") for resource in resources]
    assert len(set(names)) == len(names) == len(paper.items) + 1
    assert {resource.get("href") for resource in resources} == set(entries)
    assert all(resource.find("{*}file").get("href") == resource.get("href") for resource in resources)
    assert {used.get("identifierref") for used in manifest.iter("{*}dependency")} == set(names) - {"test"}
    for name, root in entries.items():
        rules.assertValid(root)
        declared = {d.get("identifier") for d in root.iter("{*}responseDeclaration", "{*}outcomeDeclaration")}
        used = {u.get(key) for u in root.iter() for key in ("responseIdentifier", "outcomeIdentifier") if u.get(key)}
        used |= {u.get("identifier") for u in root.iter("{*}mapResponse", "{*}setOutcomeValue")}
        assert used <= declared, name
    referred = [reference.get("href") for reference in entries["test.xml"].iter("{*}assessmentItemRef")]
    assert len(referred) == len(paper.items)
    for href, one in zip(referred, numbered(paper), strict=True):
        _qti_item(entries[href], one.item)


def _qti_item(root: etree._Element, item: Item) -> None:
    body = root.find("{*}itemBody")
    values = [[value.text or "" for value in declared.iter("{*}value")] for declared in root.iter("{*}responseDeclaration")]
    text = "\n".join("".join(p.itertext()) for p in body.findall("{*}p"))
    if item.kind in CHOICES:
        choices = {c.get("identifier"): "\n".join(c.itertext()) for c in body.iter("{*}simpleChoice")}
        assert [line(text) for text in choices.values()] == [line(option.text) for option in item.options]
        assert [name in values[0] for name in choices] == [option.right for option in item.options]
        worth = {e.get("mapKey"): float(e.get("mappedValue")) for e in root.iter("{*}mapEntry")}
        assert sum(worth[name] for name in values[0]) == pytest.approx(item.points)
    elif item.kind == ItemKind.TRUE_FALSE:
        assert values == [["T" if item.key == ("对",) else "F"]]
    elif item.kind == ItemKind.BLANK:
        assert len(list(body.iter("{*}textEntryInteraction"))) == len(item.key) == len(values)
        assert [value[0] for value in values] == [texts[0] for texts in answers(item)]
        assert line("".join(pieces(item))) == line(text)
        return
    else:
        rubric = "\n".join("".join(p.itertext()) for p in body.findall("{*}rubricBlock/{*}p"))
        assert all(line(point) in line(rubric) for point in item.key)
    assert line(text) == line(asked(item))


# Anki


def test_anki_packages_open(exported: tuple[Paper, Path], tmp_path: Path) -> None:
    paper, out = exported
    with zipfile.ZipFile(io.BytesIO(content(out, "Anki.apkg"))) as archive:
        assert set(archive.namelist()) == {"collection.anki2", "media"}
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as db:
        assert db.execute("pragma integrity_check").fetchone() == ("ok",)
        notes = db.execute("select id, guid, mid, flds from notes order by id").fetchall()
        cards = db.execute("select nid, did from cards order by nid").fetchall()
        models, decks = db.execute("select json_extract(models, '$'), json_extract(decks, '$') from col").fetchone()
    db.close()
    assert len(notes) == len({guid for _, guid, *_ in notes}) == len(paper.items) and [nid for nid, _ in cards] == [n[0] for n in notes]
    assert all(str(mid) in models for _, _, mid, _ in notes) and all(str(did) in decks for _, did in cards)
    for (*_, fields), one in zip(notes, numbered(paper), strict=True):
        front, options, _kind, _key, why = fields.split("\x1f")
        assert line(one.item.stem).split("__")[0] in line(shown(front))
        assert all(line(option.text) in shown(options) for option in one.item.options)
        assert all(line(proof.quote) in shown(why) for proof in one.item.proofs)
