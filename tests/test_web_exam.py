"""What the page 出题 shows and does, without a browser: over the sample documents, with no markup of a person's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import app
from policy import BadInput
from policy.exam import Coverage, Fault, Item, ItemKind, Lacking, Option, Paper, Proof
from policy.exam_desk import OpenPaper, PaperInfo, Step
from tests.exam_kit import desk_in
from web.exam_acts import Act, Shown, acting, arrived, making
from web.exam_card import item_card
from web.exam_form import blank, complete, filled, form_view, read_form
from web.exam_list import papers_view
from web.exam_settings import KINDS, place_choices, wish_of
from web.exam_view import OWN, balance, paper_view, step_view
from web.strings import TABLE, words_in

ZH, EN = words_in("zh"), words_in("en")
BAD = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e${alert(3)}'
PLACE = Proof("a.txt#1", "a.txt", BAD, (BAD,), BAD, 3, 9, 4)
STATUTE = "青岚省政务服务便民条例.md"


def item(kind: ItemKind, **more: Any) -> Item:
    key = {ItemKind.SINGLE: ("甲",), ItemKind.MULTIPLE: ("甲", "丙"), ItemKind.TRUE_FALSE: ("错",), ItemKind.BLANK: ("三日", "甲")}
    options = tuple(Option(t, t in key.get(kind, ())) for t in "甲乙丙") if "choice" in kind or kind in ("single", "multiple") else ()
    stem = "应在____内由____办。" if kind == ItemKind.BLANK else "题干"
    return replace(Item(f"i-{kind}", kind, stem, key.get(kind, ("要点一", "要点二")), options, proofs=(PLACE,)), **more)


def opened(*items: Item, faults: tuple[Fault, ...] = ()) -> OpenPaper:
    cover = Coverage("a.txt#1", BAD, (BAD,), tuple(i.item_id for i in items))
    lacking = (Lacking("single", 9, 3, BAD), Lacking(BAD, 1, 0, "没有"))
    return OpenPaper("卷", 4, Paper(BAD, items, lacking=lacking, coverage=(cover,), notes=(BAD, "有 2 处文字疑有错漏")), ("A", "B"), faults)


def test_nothing_of_a_person_reaches_the_page_as_markup() -> None:
    bad = [
        replace(item(kind), stem=BAD, explanation=BAD, rests_on=BAD, key=(BAD,), also=((BAD,),), options=(Option(BAD, True, BAD + "!"),))
        for kind in ItemKind
    ]
    bad.append(replace(bad[2], item_id=BAD, key=("错",), change=(BAD, BAD)))
    pages = [paper_view(opened(*bad, faults=(Fault(BAD, "x", BAD, BAD),)), ["docx"], ZH)]
    pages += [form_view(filled(replace(b, item_id=BAD)), [(BAD, BAD)], ZH) for b in bad]
    pages += [papers_view([PaperInfo(BAD, BAD, 1, 1.0, 0, BAD)], ZH), step_view(Step(BAD, 1, 2), ZH)]
    for page in pages:
        assert "<script" not in page and "<img" not in page and "&lt;script&gt;" in page and "\u202e" not in page


def test_every_kind_shows_its_key_and_where_it_stands() -> None:
    texts = {kind: item_card(3, item(kind), ZH) for kind in ItemKind}
    assert "答案：</b>A<" in texts[ItemKind.SINGLE] and "答案：</b>AC<" in texts[ItemKind.MULTIPLE]
    assert texts[ItemKind.MULTIPLE].count('class="tw-right"') == 2 and texts[ItemKind.MULTIPLE].count("（正确答案）") == 2
    assert "答案：</b>错<" in texts[ItemKind.TRUE_FALSE] and "三日；甲" in texts[ItemKind.BLANK] and "要点二" in texts[ItemKind.CASE]
    assert all('data-open="a.txt" data-clause="a.txt#1" data-start="3" data-end="9"' in text for text in texts.values())
    assert "第 4 页" in texts[ItemKind.SHORT]
    also = item_card(1, item(ItemKind.BLANK, also=(("3日", "三天"), ())), EN)
    assert "三日 (or: 3日 / 三天)；甲" in also
    assert "没有注明依据的条款" in item_card(1, item(ItemKind.SHORT, proofs=()), ZH)
    assert "原文是“五日”，题中写成“三日”" in item_card(1, item(ItemKind.TRUE_FALSE, change=("五日", "三日")), ZH)


def test_what_a_button_is_for_can_be_heard_and_what_cannot_be_done_is_off() -> None:
    card = item_card(7, item(ItemKind.SINGLE, locked=True), ZH, ends=(True, False))
    for label in ("换一题：第 7 题", "编辑：第 7 题", "解锁：第 7 题", "删除：第 7 题"):
        assert f'aria-label="{label}"' in card
    assert card.count("disabled") == 3 and 'aria-label="第 7 题，单选题"' in card  # replace, up, remove
    assert item_card(1, item(ItemKind.SHORT, origin="own"), ZH).count("disabled") == 1  # nothing to replace an own question by


def test_faults_stand_on_their_cards_in_words_with_the_remedy() -> None:
    page = paper_view(
        opened(item(ItemKind.SINGLE), item(ItemKind.SHORT), faults=(Fault("i-short", "key_gone", "答案不在条款里", "改答案"),)), [], ZH
    )
    assert page.count('role="alert"') == 1 and "答案不在条款里" in page and "怎么办：改答案" in page and "1 题有问题" in page
    assert "核对无误" in paper_view(opened(item(ItemKind.SINGLE)), [], ZH)


def test_the_paper_says_its_size_its_balance_and_what_is_lacking() -> None:
    page = paper_view(
        opened(item(ItemKind.SINGLE), item(ItemKind.TRUE_FALSE, difficulty="难"), item(ItemKind.CASE, points=2.5)), ["docx", "gift"], ZH
    )
    assert "3 题 · 4.5 分" in page and "一、单选题（1 题，共 1 分）" in page and "三、案例分析题（1 题，共 2.5 分）" in page
    assert "难度：易 0 中 2 难 1" in page and "单选答案：A 1 B 0 C 0" in page and "判断答案：对 0 错 1" in page
    assert "有 2 处文字疑有错漏" in page
    assert "单选题：要 9 题，出了 3 题。" in page and "导出 A、B 卷" in page and page.count('name="format"') == 2
    assert balance(Paper("空", ()), ZH) == "<span>难度：易 0 中 0 难 0</span>"
    assert "卷上没有题" in paper_view(OpenPaper("卷", 1, Paper("空", ())), [], ZH)


def test_a_form_gives_back_the_question_it_was_made_from() -> None:
    for kind in ItemKind:
        was = item(kind, difficulty="难", explanation="因为", points=2.5)
        right = [str(n) for n, option in enumerate(was.options) if option.right]
        lines = "\n".join(was.key)
        fields = {
            "stem": [was.stem],
            "explanation": ["因为"],
            "points": ["2.5"],
            "difficulty": ["难"],
            "clause": ["a.txt#1"],
            "quote": [BAD],
        }
        fields |= {"option": [o.text for o in was.options], "right": right, "key": [lines]}
        back = read_form(was, fields, ZH)
        assert replace(back.item, also=was.also) == was and back.clause_id == "a.txt#1" and complete(back.item, ZH) == back.item
        form = form_view(filled(was), [("a.txt#1", "第一条")], ZH)
        assert 'value="a.txt#1"' in form and 'value="2.5"' in form and '<option value="a.txt#1">第一条</option>' in form
        assert form.count(" checked") == len(right) or kind == ItemKind.TRUE_FALSE


def test_blanks_have_a_line_each_and_other_spellings_behind_a_bar() -> None:
    fields = {"stem": ["____和____"], "key": ["三日 | 3日｜三天\n\n甲\n"], "points": ["1"]}
    found = read_form(blank(ItemKind.BLANK).item, fields, ZH).item
    assert found.key == ("三日", "甲") and found.also == (("3日", "三天"), ())
    assert "三日 | 3日 | 三天\n甲" in form_view(filled(found), [], ZH)


@pytest.mark.parametrize(
    ("kind", "fields", "why"),
    [
        (ItemKind.SINGLE, {"option": ["甲", "乙"], "right": ["0"]}, "没有写题干"),
        (ItemKind.SINGLE, {"stem": ["问"], "option": ["甲", "乙"], "right": []}, "一个正确答案"),
        (ItemKind.SINGLE, {"stem": ["问"], "option": ["甲", "乙"], "right": ["0", "1"]}, "一个正确答案"),
        (ItemKind.SINGLE, {"stem": ["问"], "option": ["甲", " "], "right": ["0"]}, "至少要有两个"),
        (ItemKind.MULTIPLE, {"stem": ["问"], "option": ["甲", "乙"], "right": ["0"]}, "两个正确答案"),
        (ItemKind.MULTIPLE, {"stem": ["问"], "option": ["甲", "乙", "甲"], "right": ["0", "1"]}, "一样：甲"),
        (ItemKind.BLANK, {"stem": ["____和____"], "key": ["甲"]}, "2 个空，答案有 1 个"),
        (ItemKind.SHORT, {"stem": ["问"], "key": [" \n "]}, "没有写答案"),
        (ItemKind.SHORT, {"stem": ["问"], "key": ["甲"], "points": ["很多"]}, "分值"),
        (ItemKind.SHORT, {"stem": ["问"], "key": ["甲"], "points": ["nan"]}, "分值"),
        (ItemKind.SHORT, {"stem": ["问" * 4001], "key": ["甲"]}, "4001 字"),
    ],
)
def test_what_is_no_whole_question_is_told(kind: ItemKind, fields: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInput, match=why):
        complete(read_form(blank(kind).item, {"points": ["1"], **fields}, ZH).item, ZH)


@pytest.mark.parametrize(
    "sent", [None, [], "x", {"verb": ["a"]}, {"revision": "-1"}, {"revision": "9" * 99}, {"fields": "x"}, {"verb": "__class__"}]
)
def test_whatever_a_browser_sends_is_answered(frame: Any, sent: object) -> None:
    assert any("tw-error" in str(shown.told) for shown in acting(frame, Act.of(sent)))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> app.Desk:
    return desk_in(tmp_path_factory.mktemp("page") / "index")


@pytest.fixture
def frame(desk: app.Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "room"))
    infos = {info.source: info for info in desk.documents()}
    return SimpleNamespace(words=ZH, trainer=app.trainer_of(tmp_path, desk), library=desk, infos=lambda: infos)


def given(*counts: int, sources: tuple[str, ...] = (STATUTE,), **more: Any) -> list[Any]:
    """What the form's components hold."""
    numbers = [*counts, *[None] * (len(KINDS) - len(counts))]
    return [more.get("title", "小测"), list(sources), more.get("places", []), *numbers, *[1] * len(KINDS), 5, 3, 2, 30, 1, "", {}]


def end(steps: Iterator[Shown]) -> Shown:
    return list(steps)[-1]


def made(frame: Any) -> OpenPaper:
    end(making(frame, *given(3, 0, 2)))
    opened: OpenPaper = frame.trainer.open(frame.trainer.papers()[0].name)
    return opened


def test_making_shows_the_paper_and_folds_the_settings(frame: Any) -> None:
    shown = end(making(frame, *given(3, 0, 2)))
    assert "已出 5 题，要求 5 题" in str(shown.told) and str(shown.paper).count('class="tw-card tw-item"') == 5
    assert shown.settings_open is False and "小测" in str(shown.papers)
    nothing = end(making(frame, *given(0)))
    assert "还没有填题数" in str(nothing.told) and nothing.paper is None
    gone = end(making(frame, *given(1, sources=("没有.txt",))))
    assert "tw-error" in str(gone.told) and "没有.txt" in str(gone.told)


def test_the_form_of_a_paper_is_read_as_a_wish(frame: Any) -> None:
    wish = wish_of(frame, *given(3, 0, 2, places=[f"{STATUTE}#第四章"]))
    assert wish.count == 5 and wish.clauses == (f"{STATUTE}#第四章",) and wish.mix == (5, 3, 2) and wish.versions == ()
    offered = place_choices(frame, [STATUTE], [f"{STATUTE}#第四章", "不在.txt#1"])
    assert offered["value"] == [f"{STATUTE}#第四章"] and ("第四章 监督", f"{STATUTE}#第四章") in offered["choices"]
    both = place_choices(frame, [STATUTE, "青岚省法治政府建设纲要2026.txt"], [])
    assert all(name.startswith("《") for name, _ in both["choices"])


def test_the_wish_for_a_language_model_is_read_where_the_form_has_it(frame: Any, desk: app.Desk, tmp_path: Path) -> None:
    assert frame.trainer.worded_by() == "" and "reword" not in wish_of(frame, *given(3)).more
    assert wish_of(frame, *given(3), True).more == {"reword": True} and wish_of(frame, *given(3), False).more == {}
    end(making(frame, *given(2), True))  # asked for, and none is set
    paper = frame.trainer.open(frame.trainer.papers()[0].name).paper
    assert len(paper.items) == 2 and paper.lacking[-1].what == "润色题干"


def test_a_wrong_key_is_flagged_on_the_card_that_was_edited(frame: Any) -> None:
    paper = made(frame)
    first = paper.paper.items[0]
    form = end(acting(frame, Act("edit", paper.name, paper.revision, first.item_id)))
    assert str(form.paper).count("<form") == 2 and first.proofs[0].quote[:6] in str(form.paper)
    fields = {
        "stem": [first.stem], "points": ["1"], "explanation": [""], "difficulty": ["中"], "clause": [first.proofs[0].clause_id],
        "quote": [first.proofs[0].quote], "option": [o.text for o in first.options],
        "right": [str(next(n for n, o in enumerate(first.options) if not o.right))],
    }  # fmt: skip
    shown = end(acting(frame, Act("save", paper.name, paper.revision, first.item_id, "single", fields)))
    assert "有 1 题有问题" in str(shown.told) and str(shown.paper).count('role="alert"') == 1 and "已修改" in str(shown.paper)


def test_an_own_question_of_hostile_text_is_kept_as_it_was_written(frame: Any) -> None:
    paper = made(frame)
    assert 'data-exam-item="+"' in str(end(acting(frame, Act("own", paper.name, paper.revision, kind="short"))).paper)
    fields = {"stem": [BAD], "key": [BAD], "points": ["5"], "clause": [""], "quote": [""]}
    shown = end(acting(frame, Act("save", paper.name, paper.revision, OWN, "short", fields)))
    assert "已添加" in str(shown.told) and "<script" not in str(shown.paper) and "没有出处" in str(shown.paper)
    own = frame.trainer.open(paper.name).paper.items[-1]
    assert own.stem == BAD and own.key == (BAD,) and own.origin == "own" and own.points == 5
    half = end(acting(frame, Act("save", paper.name, 2, OWN, "single", {"stem": ["x"], "points": ["1"]})))
    assert half.paper is None and "至少要有两个" in str(half.told)  # the form stays as it is


def test_who_saves_over_a_newer_paper_is_told_and_keeps_what_was_typed(frame: Any) -> None:
    paper = made(frame)
    first = paper.paper.items[0]
    frame.trainer.lock(paper.name, 1, paper.paper.items[1].item_id, True)
    fields = {"stem": ["我写的"], "points": ["1"], "option": ["一", "二"], "right": ["0"], "clause": [""], "quote": [""]}
    shown = end(acting(frame, Act("save", paper.name, 1, first.item_id, "single", fields)))
    assert "刚被别人改过" in str(shown.told) and "我写的" in str(shown.paper) and 'data-exam-revision="2"' in str(shown.paper)
    assert 'data-exam-unsaved="1"' in str(shown.paper) and frame.trainer.open(paper.name).revision == 2
    frame.trainer.remove(paper.name, 2, first.item_id)
    later = end(acting(frame, Act("save", paper.name, 2, first.item_id, "single", fields)))
    assert "我写的" in str(later.paper) and 'data-exam-item="+"' in str(later.paper)  # as an own question
    lock = end(acting(frame, Act("lock", paper.name, 1, first.item_id)))
    assert "刚被别人改过" in str(lock.told) and 'data-exam-revision="3"' in str(lock.paper)


def test_buttons_do_what_they_say(frame: Any) -> None:
    paper = made(frame)
    ids = [i.item_id for i in paper.paper.items]

    def press(verb: str, item: str = "", **more: Any) -> Shown:
        now = frame.trainer.open(paper.name)
        return end(acting(frame, Act(verb, paper.name, now.revision, item, **more)))

    for verb, told in (
        ("lock", "已锁定"),
        ("unlock", "已解锁"),
        ("down", "已下移"),
        ("up", "已上移"),
        ("remove", "已删除"),
        ("undo", "已撤销"),
    ):
        assert told in str(press(verb, ids[0]).told)
    assert [i.item_id for i in frame.trainer.open(paper.name).paper.items] == ids
    assert "已换一题" in str(press("replace", ids[0]).told) and "检查完毕" in str(press("check").told)
    assert "重新出好" in str(press("remake").told)
    assert 'name="title"' in str(press("rename").paper)
    renamed = press("save", "=", fields={"title": ["新的名字"], "minutes": ["45"]})
    assert "新的名字" in str(renamed.paper) and "45 分钟" in str(renamed.paper)
    assert "卷名应有" in str(press("save", "=", fields={"title": [""], "minutes": ["0"]}).told)
    assert "请至少选一种" in str(press("export").told)
    files = press("export", fields={"format": ["docx", "gift", "nothing"]}).files
    assert files and all(Path(f).stat().st_size for f in files) and {Path(f).suffix for f in files} >= {".docx"}
    assert "（副本）" in str(press("copy").paper) and len(frame.trainer.papers()) == 2
    gone = press("delete", fields={"shown": paper.name})
    assert gone.paper == "" and len(frame.trainer.papers()) == 1
    assert "不在了" in str(end(acting(frame, Act("open", paper.name))).told)


def test_an_address_leads_back_to_its_paper(frame: Any) -> None:
    paper = made(frame)
    assert "小测" in str(arrived(frame, paper.name).paper) and arrived(frame, "").paper is None
    assert "tw-error" in str(arrived(frame, "../x").told) and "不在了" in str(arrived(frame, "没有").told)


def test_all_that_papers_need_has_words_in_both_languages(frame: Any) -> None:
    wanted = {f"format_{name}" for name in frame.trainer.formats()} | {f"preset_{name}" for name in frame.trainer.presets()}
    wanted |= {f"kind_{kind}" for kind in ItemKind} | {f"level_{level}" for level in "易中难"}
    assert wanted <= set(TABLE) and all(all(TABLE[key]) for key in wanted)
