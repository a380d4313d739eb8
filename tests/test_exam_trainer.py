"""What trainers do with papers, over the sample documents: made, replaced, edited, locked, checked, kept, and never lost to one another."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import app
from exam.trainer import Trainer
from policy import BadArtefact, BadInput
from policy.exam import Item, ItemKind, Option
from policy.exam_desk import OpenPaper, Share, Stale, Step, Wish
from tests.exam_kit import desk_in

STATUTE = "青岚省政务服务便民条例.md"
PLAN = "青岚省法治政府建设纲要2026.txt"
SMALL = Wish("小测", (PLAN, STATUTE), (), (Share(ItemKind.SINGLE, 4, 2.0), Share(ItemKind.TRUE_FALSE, 3, 1.0)), seed=7)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> app.Desk:
    return desk_in(tmp_path_factory.mktemp("exam") / "index")


@pytest.fixture
def trainer(desk: app.Desk, tmp_path: Path) -> Trainer:
    return app.trainer_of(tmp_path, desk)


def last(steps: Iterator[Step | OpenPaper]) -> OpenPaper:
    *before, end = list(steps)
    assert all(isinstance(step, Step) for step in before) and isinstance(end, OpenPaper)
    return end


def single(stem: str, right: str, *wrong: str) -> Item:
    options = (Option(right, True), *(Option(text, False) for text in wrong))
    return Item("", ItemKind.SINGLE, stem, (right,), options)


def test_a_paper_is_made_as_wished_kept_and_open_again(trainer: Trainer, tmp_path: Path) -> None:
    made = last(trainer.make(replace(SMALL, versions=("A", "B"))))
    paper = made.paper
    assert [i.kind for i in paper.items] == [ItemKind.SINGLE] * 4 + [ItemKind.TRUE_FALSE] * 3 and paper.points == 11
    assert paper.title == "小测" and {p.source for i in paper.items for p in i.proofs} <= {PLAN, STATUTE}
    assert made.faults == () and made.revision == 1 and not made.can_undo and made.versions == ("A", "B")
    assert Trainer(tmp_path / "exams", trainer._sources).open(made.name) == made
    info = trainer.papers()
    assert [(i.name, i.items, i.points, i.flagged) for i in info] == [(made.name, 7, 11, 0)]
    assert sorted(p.name for p in (tmp_path / "exams").iterdir()) == [".lock", f"{made.name}.json"]


def test_chosen_clauses_alone_are_asked_and_a_document_without_any_is_asked_whole(trainer: Trainer) -> None:
    chapter = f"{STATUTE}#第四章"
    known = {c.clause_id for c in trainer._sources().library.clauses(STATUTE)}
    assert chapter in known
    below = {c.clause_id for c in trainer._sources().library.clauses(STATUTE) if "第四章" in "".join(c.path)}
    wish = replace(SMALL, sources=(STATUTE,), clauses=(chapter,), shares=(Share(ItemKind.TRUE_FALSE, 4, 1.0),))
    alone = last(trainer.make(wish)).paper
    assert {c.clause_id for c in alone.coverage} == below and {p.clause_id for i in alone.items for p in i.proofs} <= below
    both = last(trainer.make(replace(wish, sources=(STATUTE, PLAN)))).paper
    assert {c.clause_id.split("#")[0] for c in both.coverage} == {STATUTE, PLAN}
    assert {c.clause_id for c in both.coverage if c.clause_id.startswith(STATUTE)} == below


def test_what_could_not_be_made_is_told(trainer: Trainer) -> None:
    wish = replace(SMALL, sources=(STATUTE,), clauses=(f"{STATUTE}#第六章",), shares=(Share(ItemKind.SINGLE, 50, 1.0),))
    paper = last(trainer.make(wish)).paper
    assert len(paper.items) < 50 and paper.lacking and paper.lacking[0].wanted == 50 and paper.lacking[0].why


def test_a_question_is_replaced_by_another_and_others_stay(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    after = last(trainer.replace(made.name, 1, made.paper.items[1].item_id))
    assert after.revision == 2 and after.can_undo and len(after.paper.items) == 7
    assert [a == b for a, b in zip(made.paper.items, after.paper.items, strict=True)] == [True, False, *[True] * 5]
    back = trainer.undo(made.name, 2)
    assert back.paper.items == made.paper.items and back.revision == 3 and not back.can_undo
    with pytest.raises(BadInput, match="没有可撤销"):
        trainer.undo(made.name, 3)


def test_locked_own_and_edited_questions_stay_when_others_are_made_anew(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    kept, edited, *rest = made.paper.items
    now = trainer.lock(made.name, 1, kept.item_id, True)
    now = trainer.keep(
        made.name, 2, replace(edited, stem=edited.stem + "（请看清年份）"), edited.proofs[0].clause_id, edited.proofs[0].quote
    )
    now = trainer.keep(made.name, 3, single("政务服务以什么为中心？", "群众", "机关", "收费"), "", "")
    after = last(trainer.remake(made.name, now.revision)).paper
    ids = {i.item_id for i in after.items}
    assert {kept.item_id, edited.item_id} <= ids and sum(i.origin == "own" for i in after.items) == 1
    assert len(after.items) == 8 and len({i.item_id for i in rest} & ids) < len(rest)
    assert [i.item_id for i in after.items if i.locked] == [kept.item_id]
    with pytest.raises(BadInput, match="锁定"):
        trainer.remove(made.name, now.revision + 1, kept.item_id)


def test_a_key_edited_away_from_its_clause_is_flagged_at_once_and_free_again_when_put_right(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    item = made.paper.items[0]
    proof = item.proofs[0]
    wrong = next(o for o in item.options if not o.right)
    turned = replace(item, key=(wrong.text,), options=tuple(replace(o, right=o is wrong) for o in item.options))
    after = trainer.keep(made.name, 1, turned, proof.clause_id, proof.quote)
    assert after.paper.items[0].flags and after.paper.items[0].origin == "edited"
    assert any(f.item_id == item.item_id and f.text and f.remedy for f in after.faults)
    assert trainer.papers()[0].flagged == 1
    right = trainer.keep(made.name, 2, item, proof.clause_id, proof.quote)
    assert right.faults == () and right.paper.items[0].proofs == item.proofs


def test_an_own_question_rests_on_the_words_that_are_named(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    clause = next(c for c in trainer._sources().library.clauses(STATUTE) if "12345热线" in c.text)
    quote = "受理单位应当自收到投诉之日起7个工作日内答复"
    own = single("根据《青岚省政务服务便民条例》，受理单位应当自收到投诉之日起（　　）内答复。", "7个工作日", "3个工作日", "15个工作日")
    after = trainer.keep(made.name, 1, own, clause.clause_id, f" {quote[:8]}\n{quote[8:]} ")
    item = next(i for i in after.paper.items if i.origin == "own")
    assert item.proofs[0].quote == quote and clause.slice(item.proofs[0].start, item.proofs[0].end) == quote
    assert [f for f in after.faults if f.item_id == item.item_id] == [] and after.paper.items[4] == item
    assert item.item_id in next(c for c in after.paper.coverage if c.clause_id == clause.clause_id).items
    whole = trainer.keep(made.name, 2, own, clause.clause_id, "")
    ids = [i.item_id for i in whole.paper.items]
    assert len(ids) == len(set(ids)) == 9 and whole.paper.items[5].proofs[0].quote == clause.text.strip()
    for clause_id, words, why in (
        (f"{STATUTE}#没有", "", "没有这一条"),
        (clause.clause_id, "没有写过的话", "没有这句原话"),
        ("../x#1", "", "没有这一条"),
    ):
        with pytest.raises(BadInput, match=why):
            trainer.keep(made.name, 3, own, clause_id, words)


def test_questions_move_within_their_kind_and_are_removed(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    ids = [i.item_id for i in made.paper.items]
    now = trainer.move(made.name, 1, ids[0], 1)
    assert [i.item_id for i in now.paper.items] == [ids[1], ids[0], *ids[2:]]
    for item_id, by in ((ids[1], -1), (ids[3], 1), (ids[4], -1), (ids[6], 1)):
        with pytest.raises(BadInput, match="一端"):
            trainer.move(made.name, 2, item_id, by)
    now = trainer.remove(made.name, 2, ids[0])
    assert [i.item_id for i in now.paper.items] == [ids[1], *ids[2:]]
    assert all(ids[0] not in c.items for c in now.paper.coverage)


def test_who_changes_an_older_paper_is_told_and_nothing_is_overwritten(trainer: Trainer, tmp_path: Path) -> None:
    made = last(trainer.make(SMALL))
    ids = [i.item_id for i in made.paper.items]
    other = Trainer(tmp_path / "exams", trainer._sources)
    other.lock(made.name, 1, ids[0], True)
    old: list[Callable[[], Any]] = [
        lambda: trainer.lock(made.name, 1, ids[1], True),
        lambda: trainer.remove(made.name, 1, ids[1]),
        lambda: trainer.move(made.name, 1, ids[1], 1),
        lambda: trainer.rename(made.name, 1, "新名", 30),
        lambda: trainer.undo(made.name, 1),
        lambda: trainer.keep(made.name, 1, made.paper.items[1], "", ""),
        lambda: list(trainer.replace(made.name, 1, ids[1])),
        lambda: list(trainer.remake(made.name, 1)),
        lambda: list(trainer.check(made.name, 1)),
    ]
    for change in old:
        with pytest.raises(Stale):
            change()
    now = trainer.open(made.name)
    assert now.revision == 2 and [i.item_id for i in now.paper.items if i.locked] == [ids[0]]


def test_of_many_who_change_at_once_each_is_done_or_told(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))

    def rename(n: int) -> bool:
        try:
            trainer.rename(made.name, 1, f"名{n}", 30)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(rename, range(16)))
    assert sum(done) == 1 and trainer.open(made.name).paper.title == f"名{done.index(True)}"


def test_a_copy_is_a_paper_of_its_own_and_deleting_takes_one_away(trainer: Trainer) -> None:
    made = last(trainer.make(SMALL))
    other = trainer.copy(made.name)
    assert other.name != made.name and other.paper.title == "小测（副本）" and other.paper.items == made.paper.items
    trainer.rename(other.name, 1, "另一份", 45)
    assert trainer.open(made.name) == made and {i.title for i in trainer.papers()} == {"小测", "另一份"}
    assert trainer.delete(made.name) and not trainer.delete(made.name) and [i.name for i in trainer.papers()] == [other.name]
    with pytest.raises(BadInput, match="不在了"):
        trainer.open(made.name)


@pytest.mark.parametrize("name", ["", "../index", "a/b", "..", "x\0y", "C:\\x"])
def test_names_lead_nowhere_else(trainer: Trainer, name: str) -> None:
    for use in (trainer.open, trainer.delete, trainer.copy):
        with pytest.raises(BadInput):
            use(name)


def test_a_damaged_paper_is_named_and_the_others_stay_usable(trainer: Trainer, tmp_path: Path) -> None:
    made = last(trainer.make(SMALL))
    damaged = trainer.copy(made.name)
    (tmp_path / "exams" / f"{damaged.name}.json").write_text("{", "utf8")
    assert [i.name for i in trainer.papers()] == [made.name]
    with pytest.raises(BadArtefact, match=damaged.name) as caught:
        trainer.open(damaged.name)
    assert "备份" in caught.value.remedy


def test_a_blueprint_fills_the_wish_and_says_what_is_wrong_with_it(trainer: Trainer, tmp_path: Path) -> None:
    file = tmp_path / "方案.toml"
    file.write_text(
        'title = "季度测试"\nseed = 9\nminutes = 40\nsources = ["政务服务便民条例"]\nversions = ["A", "B"]\nindicators = ["办结率"]\n'
        "[kinds]\n单选 = 3\n判断 = 2\n[points]\n单选 = 2.5\n[difficulty]\n易 = 1\n难 = 1\n",
        "utf8",
    )
    wish = trainer.read(file)
    assert (wish.title, wish.seed, wish.minutes, wish.sources, wish.versions) == ("季度测试", 9, 40, (STATUTE,), ("A", "B"))
    assert {s.kind.value: (s.count, s.points) for s in wish.shares if s.count} == {"single": (3, 2.5), "true_false": (2, 1.0)}
    assert wish.mix == (1.0, 0.0, 1.0) and wish.more == {"indicators": ["办结率"]} and len(wish.shares) == 6
    file.write_text("[kinds]\n多项 = 3\n", "utf8")
    with pytest.raises(BadInput, match="多项"):
        trainer.read(file)


def test_presets_are_papers_of_their_size(trainer: Trainer) -> None:
    assert {name: wish.count for name, wish in trainer.presets().items()} == {"quiz": 20, "standard": 50, "hundred": 100}


def test_every_version_is_exported_in_every_format_asked_for(trainer: Trainer, tmp_path: Path) -> None:
    made = last(trainer.make(replace(SMALL, versions=("A", "B"))))
    out = tmp_path / "out"
    out.mkdir()
    files = trainer.export(made.name, ["gift", "xlsx"], out)
    names = [path.name for path in files]
    assert len(set(names)) == len(names) == 4 and all(path.stat().st_size for path in files)
    assert sum("A卷" in name for name in names) == sum("B卷" in name for name in names) == 2
    one = last(trainer.make(replace(SMALL, title="单份")))
    assert [p.name.startswith("单份-") for p in trainer.export(one.name, ["gift"], out)] == [True]
