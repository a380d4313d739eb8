"""What trainers do with papers: make, replace, edit, check, keep. The pages see this as their port; `app.py` gives it to them."""

import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace as changed
from hashlib import sha256
from pathlib import Path
from time import monotonic
from typing import Any

from exam.blueprint import Blueprint, load, parse
from exam.check import check, flagged
from exam.corpus import Report
from exam.desk import POINTS
from exam.make import make, remake, replace, versions
from exam.own import covered, with_proof
from exam.ports import Sources
from exam.scope import chosen
from exam.shelf import Kept, Shelf
from policy import BadInput
from policy.exam import Item, ItemKind, Paper
from policy.exam_desk import OpenPaper, PaperInfo, Share, Step, Wish

_SOON = 0.5  # seconds of work that nobody needs to be told about
_AT_ONCE = 2  # papers made at the same time; more would only be slower each
_KINDS = tuple(ItemKind)
_PRESETS = {"quiz": ((8, 3, 5, 3, 1, 0), 30), "standard": ((20, 10, 10, 5, 4, 1), 90), "hundred": ((40, 20, 25, 10, 4, 1), 120)}
# What a blueprint may say that the form of a page does not show, and what it is called there.
_MORE = {key: key for key in ("paths", "indicators", "places", "allow_same_fact", "reword")} | {"from": "sorts"}
_MIX = Wish().mix


class Trainer:
    """Papers over the documents that `sources` gives, kept in a folder."""

    def __init__(self, folder: Path, sources: Callable[[], Sources]) -> None:
        self._shelf, self._sources = Shelf(folder), sources
        self._aside = ThreadPoolExecutor(_AT_ONCE, "exam")

    def worded_by(self) -> str:
        """The language model that may word stems, "" where none is set."""
        speaker = self._sources().speaker
        return speaker.name if speaker else ""

    def presets(self) -> Mapping[str, Wish]:
        """Wishes by name, every kind with its points."""
        return {name: Wish(shares=_shares(dict(zip(_KINDS, counts, strict=True)), {}), minutes=m) for name, (counts, m) in _PRESETS.items()}

    def read(self, blueprint: Path) -> Wish:
        """The wish of a .toml file, its documents by their sources."""
        said = load(blueprint)
        found = tuple(info.source for info in chosen(self._sources().library, said)) if said.sources else ()
        more = {key: list(v) if isinstance(v := getattr(said, at), tuple) else v for key, at in _MORE.items() if getattr(said, at)}
        mix = tuple(said.difficulty.get(level, 0.0) for level in ("易", "中", "难")) if said.difficulty else _MIX
        title = "" if said.title == Blueprint().title else said.title
        return Wish(title, found, said.clauses, _shares(said.kinds, said.points), mix, said.minutes, said.seed, said.versions, more)  # type: ignore[arg-type]

    def make(self, wish: Wish) -> Iterator[Step | OpenPaper]:
        def work(report: Report) -> Kept:
            sources = self._sources()
            paper = make(sources, parse(_blueprint(wish, sources)), report)
            return self._shelf.add(*self._checked(paper, wish.versions, report))

        return self._work(work)

    def papers(self) -> list[PaperInfo]:
        return self._shelf.all()

    def open(self, name: str) -> OpenPaper:
        return _opened(self._shelf.get(name))

    def replace(self, name: str, revision: int, item_id: str) -> Iterator[Step | OpenPaper]:
        return self._rework(name, revision, lambda paper, report: replace(self._sources(), paper, item_id, report))

    def remake(self, name: str, revision: int) -> Iterator[Step | OpenPaper]:
        """Items that are locked, own or edited stay."""

        def again(paper: Paper, report: Report) -> Paper:
            locked = {item.item_id for item in paper.items if item.locked}
            held = _each(paper, lambda item: changed(item, locked=item.locked or item.origin != "made"))
            return _each(remake(self._sources(), held, report), lambda item: changed(item, locked=item.item_id in locked))

        return self._rework(name, revision, again)

    def check(self, name: str, revision: int) -> Iterator[Step | OpenPaper]:
        return self._rework(name, revision, lambda paper, _report: paper)

    def keep(self, name: str, revision: int, item: Item, clause_id: str, quote: str) -> OpenPaper:
        """Put an edited item in its place or add an own one behind those of its kind; it rests on the clause that is named."""
        paper = self._shelf.at(name, revision).paper
        library = self._sources().library
        if not item.item_id:
            known = {i.item_id for i in paper.items}
            digest = sha256(f"{item.stem}\0{item.key}".encode()).hexdigest()[:10]
            ids = (f"own-{digest}" if n == 0 else f"own-{digest}-{n}" for n in range(len(known) + 1))
            item = changed(item, item_id=next(i for i in ids if i not in known), origin="own", flags=())
            return self._put(name, revision, changed(paper, items=(*paper.items, with_proof(library, item, clause_id, quote))))
        old = _item(paper, item.item_id)
        item = with_proof(library, item, clause_id, quote)
        if (item.stem, item.key, item.options) != (old.stem, old.key, old.options):
            item = changed(item, change=None, origin="own" if old.origin == "own" else "edited")
        return self._put(name, revision, _each(paper, lambda i: item if i is old else i))

    def lock(self, name: str, revision: int, item_id: str, locked: bool) -> OpenPaper:
        kept = self._shelf.at(name, revision)
        _item(kept.paper, item_id)
        paper = _each(kept.paper, lambda i: changed(i, locked=locked) if i.item_id == item_id else i)
        return _opened(self._shelf.change(name, revision, paper, kept.faults))

    def remove(self, name: str, revision: int, item_id: str) -> OpenPaper:
        paper = self._shelf.at(name, revision).paper
        gone = _item(paper, item_id)
        if gone.locked:
            raise BadInput("这道题已锁定。", "先解锁，再删除。")
        return self._put(name, revision, changed(paper, items=tuple(i for i in paper.items if i is not gone)))

    def move(self, name: str, revision: int, item_id: str, by: int) -> OpenPaper:
        paper = self._shelf.at(name, revision).paper
        items = list(paper.items)
        at = items.index(_item(paper, item_id))
        if not 0 <= at + by < len(items) or items[at + by].kind != items[at].kind:
            raise BadInput("这道题已在同类题的一端。", "不同题型之间不能移动。")
        items[at], items[at + by] = items[at + by], items[at]
        return self._put(name, revision, changed(paper, items=tuple(items)))

    def rename(self, name: str, revision: int, title: str, minutes: int) -> OpenPaper:
        kept = self._shelf.at(name, revision)
        return _opened(self._shelf.change(name, revision, changed(kept.paper, title=title, minutes=minutes), kept.faults))

    def undo(self, name: str, revision: int) -> OpenPaper:
        kept = self._shelf.at(name, revision)
        if kept.before is None:
            raise BadInput("没有可撤销的步骤。", "只能撤销最近的一步。")
        paper, _, faults = self._checked(kept.before, kept.versions)
        return _opened(self._shelf.change(name, revision, paper, faults, undo=True))

    def copy(self, name: str) -> OpenPaper:
        kept = self._shelf.get(name)
        return _opened(self._shelf.add(changed(kept.paper, title=f"{kept.paper.title}（副本）"), kept.versions, kept.faults))

    def delete(self, name: str) -> bool:
        return self._shelf.delete(name)

    def formats(self) -> Sequence[str]:
        from exam.files import FORMATS

        return FORMATS

    def export(self, name: str, formats: Sequence[str], folder: Path) -> Sequence[Path]:
        """Every version in every format."""
        from exam.files import write

        kept = self._shelf.get(name)
        if not kept.paper.items:
            raise BadInput("卷上没有题，没有什么可导出。", "先出题，或添加自己的题。")
        return [path for paper in versions(kept.paper, kept.versions) for path in write(paper, folder, formats)]

    def _rework(self, name: str, revision: int, how: Callable[[Paper, Report], Paper]) -> Iterator[Step | OpenPaper]:
        """Work on a kept paper aside; what became of it is kept where nobody changed it meanwhile."""
        kept = self._shelf.at(name, revision)

        def work(report: Report) -> Kept:
            paper, _, faults = self._checked(how(kept.paper, report), kept.versions, report)
            return self._shelf.change(name, revision, paper, faults)

        return self._work(work)

    def _put(self, name: str, revision: int, paper: Paper) -> OpenPaper:
        kept = self._shelf.at(name, revision)
        paper, _, faults = self._checked(paper, kept.versions)
        return _opened(self._shelf.change(name, revision, paper, faults))

    def _checked(self, paper: Paper, names: tuple[str, ...], report: Report | None = None) -> tuple[Paper, tuple[str, ...], list[Any]]:
        """The paper in order, with its faults in its items, as the shelf takes it."""
        paper = changed(paper, items=tuple(sorted(paper.items, key=lambda i: _KINDS.index(i.kind))))
        faults = check(self._sources().library, paper, report)
        return covered(flagged(paper, faults)), names, faults

    def _work(self, work: Callable[[Report], Kept]) -> Iterator[Step | OpenPaper]:
        """The work's steps, where it takes longer, and what came of it. It is done to its end even where nobody watches."""
        told: queue.SimpleQueue[Step | None] = queue.SimpleQueue()

        def run() -> Kept:
            try:
                return work(lambda what, done, of: told.put(Step(what, done, of)))
            finally:
                told.put(None)

        finished, began, last = self._aside.submit(run), monotonic(), Step("")
        while step := told.get():
            if monotonic() - began > _SOON and step != last:
                began, last = monotonic() - _SOON * 0.6, step  # a step now and then, however fast they come
                yield step
        yield _opened(finished.result())


def _opened(kept: Kept) -> OpenPaper:
    return OpenPaper(kept.name, kept.revision, kept.paper, kept.versions, kept.faults, kept.before is not None)


def _item(paper: Paper, item_id: str) -> Item:
    found = next((item for item in paper.items if item.item_id == item_id), None)
    if found is None:
        raise BadInput("这道题已经不在卷上了。", "请重新打开这份卷。")
    return found


def _each(paper: Paper, how: Callable[[Item], Item]) -> Paper:
    return changed(paper, items=tuple(how(item) for item in paper.items))


def _shares(counts: Mapping[ItemKind, int], points: Mapping[ItemKind, float]) -> tuple[Share, ...]:
    return tuple(Share(kind, counts.get(kind, 0), points.get(kind, POINTS[kind])) for kind in _KINDS)


def _blueprint(wish: Wish, sources: Sources) -> dict[str, Any]:
    """The blueprint of a wish; a paper without a title is named after its document."""
    titles = {info.source: info.title or info.source for info in sources.library.documents()}
    named = titles.get(wish.sources[0], "") if len(wish.sources) == 1 else ""
    return {
        **{key: value for key, value in wish.more.items() if key in _MORE},
        "title": wish.title or (f"《{named.strip('《》')}》测试" if named else "测试卷"),
        "seed": wish.seed,
        "minutes": wish.minutes,
        "kinds": {share.kind.value: share.count for share in wish.shares if share.count},
        "points": {share.kind.value: share.points for share in wish.shares if share.points},
        "sources": list(wish.sources),
        "clauses": _whole_documents(wish, sources),
        "difficulty": dict(zip(("易", "中", "难"), wish.mix, strict=True)),
        "versions": list(wish.versions),
    }


def _whole_documents(wish: Wish, sources: Sources) -> list[str]:
    """The chosen clauses; where some are chosen, a chosen document without any stands there with all of its own."""
    if not wish.clauses:
        return []
    whole = [
        clause.clause_id
        for source in wish.sources
        if not any(clause_id.startswith(f"{source}#") for clause_id in wish.clauses)
        for clause in sources.library.clauses(source)
    ]
    return [*wish.clauses, *whole]
