"""Making papers, their versions, and items in place of others."""

from collections.abc import Sequence
from dataclasses import replace as changed
from random import Random

from exam.arranged import balanced, coverage, turned
from exam.assemble import Assembly
from exam.blueprint import Blueprint, parse, plain
from exam.corpus import KINDS, Corpus, Report, read_corpus, silent
from exam.evidence import Evidence
from exam.make_scope import askable, countable
from exam.ports import Sources
from exam.reword import reworded
from exam.said import label
from exam.scope import asked_of, chosen, clause_scope
from exam.standing import stands
from exam.wording import Names
from policy import BadInput, Clause
from policy.exam import Item, ItemKind, Paper

_SHOWN = 5  # damaged passages that are told one by one
_LONG = 140  # characters of a passage that could have been asked
_EXCERPT = 36  # characters of one of them


def make(sources: Sources, blueprint: Blueprint, report: Report = silent) -> Paper:
    """The paper that a blueprint describes; the same blueprint over the same index gives the same paper.

    What could not be made is told in `lacking`. BadInput where the blueprint names what is not there.
    """
    assembly = _assembly(sources, blueprint, report)
    assembly.fill(report)
    items = _worded(sources, assembly, set(), report)
    return Paper(
        blueprint.title, items, "", blueprint.seed, blueprint.minutes, sources.library.generation, plain(blueprint),
        tuple(assembly.lacking),
        coverage(assembly.corpus, items), _notes(assembly.corpus),
    )  # fmt: skip


def _notes(corpus: Corpus) -> tuple[str, ...]:
    """What the trainer is told of the documents: how many passages were left because they look damaged, and where the first stand."""
    inside = {c.clause_id for c in corpus.clauses}
    left = [s for s in corpus.doubtful if s.clause.clause_id in inside and stands(s, _LONG)]
    if not left:
        return ()
    shown = [f"{corpus.names[s.clause.source]} {label(s.clause)}：“{_shortened(s.text)}”" for s in left[:_SHOWN]]
    shown += [f"另有 {len(left) - _SHOWN} 处"] if len(left) > _SHOWN else []
    head = f"有 {len(left)} 处文字疑有错漏，或与另一份文件的同一段文字不一致，没有据以出题。请对照原件核实："
    return ("\n".join((head, *(f"· {line}" for line in shown))),)


def _shortened(text: str) -> str:
    return text if len(text) <= _EXCERPT else text[:_EXCERPT] + "……"


def _worded(sources: Sources, assembly: Assembly, held: set[str], report: Report) -> tuple[Item, ...]:
    """The items, those that are not held as a language model words them where the blueprint wants that."""
    if not assembly.blueprint.reword:
        return tuple(assembly.items)
    fresh = {i.item_id for i in assembly.items} - held
    items, lacking = reworded(assembly.items, fresh, sources.speaker, assembly.evidence, report)
    assembly.lacking += [lacking] if lacking else []
    return items


def _assembly(sources: Sources, blueprint: Blueprint, report: Report) -> Assembly:
    library = sources.library
    infos = chosen(library, blueprint)
    scope = clause_scope(library, blueprint, infos)
    corpus = read_corpus(sources, lambda _clause: True, [i.source for i in infos], report)
    if countable(corpus):
        for fact in [f for f in corpus.facts if askable(f)]:
            corpus.add(changed(fact, type="scope"))
    corpus.clauses = [c for c in corpus.clauses if scope(c)]
    inside, asked = {c.clause_id for c in corpus.clauses}, asked_of(blueprint)
    facts = [f for f in corpus.facts if f.clause.clause_id in inside and asked(f)]
    return Assembly(blueprint, corpus, Evidence(library), facts)


def versions(paper: Paper, names: Sequence[str]) -> list[Paper]:
    """The paper in versions of the same items: the items of each kind and the options of each item in other orders."""
    return [_version(paper, name) for name in names] if names else [paper]


def _version(paper: Paper, name: str) -> Paper:
    rng = Random(f"{paper.seed}/{name}")
    items: list[Item] = []
    for kind in ItemKind:
        found = [i for i in paper.items if i.kind == kind]
        rng.shuffle(found)
        for item in found:
            items.append(balanced(turned(item, rng), items))
    return changed(paper, items=tuple(items), version=name)


def replace(sources: Sources, paper: Paper, item_id: str, report: Report = silent) -> Paper:
    """The paper with another item of the same kind in place of one, on a fact that no item of the paper asks, worth the same.

    BadInput where the item is not there, is locked, or where no other can be made.
    """
    old = next((i for i in paper.items if i.item_id == item_id), None)
    if old is None:
        raise BadInput(f"试卷中没有这道题 (no such item): {item_id}", "刷新试卷后重试")
    if old.locked:
        raise BadInput("此题已锁定 (the item is locked)", "先解除锁定")
    new = _others(sources, paper, old, report)
    if new is None:
        raise BadInput(f"范围内没有别的{KINDS[old.kind]}题可换 (no other item of this kind)", "放宽范围，或自拟一题")
    items = tuple(changed(new, points=old.points) if i is old else i for i in paper.items)
    return changed(paper, items=items, coverage=coverage(_covered(paper), items) if paper.coverage else ())


def _others(sources: Sources, paper: Paper, old: Item, report: Report) -> Item | None:
    blueprint = _of(paper)
    assembly = _assembly(sources, blueprint, report)
    assembly.items = list(paper.items)
    made = list(assembly.choose(old.kind, 1, f"{paper.seed}/{old.item_id}"))
    if not made:
        return None
    assembly.items = [balanced(made[0], [i for i in paper.items if i is not old]), *(i for i in paper.items if i is not old)]
    return _worded(sources, assembly, {i.item_id for i in assembly.items[1:]}, report)[0]


def remake(sources: Sources, paper: Paper, report: Report = silent, seed: int | None = None) -> Paper:
    """The paper with all items that are not locked made anew, by another seed."""
    seed = paper.seed + 1 if seed is None else seed
    held = [i for i in paper.items if i.locked]
    blueprint = _of(paper)
    wanted = {kind: sum(i.kind == kind and not i.locked for i in paper.items) for kind in ItemKind}
    blueprint = changed(blueprint, seed=seed, kinds=wanted)
    assembly = _assembly(sources, blueprint, report)
    assembly.items = list(held)
    assembly.fill(report)
    items = _worded(sources, assembly, {i.item_id for i in held}, report)
    return changed(
        paper,
        items=items,
        seed=seed,
        lacking=tuple(assembly.lacking),
        coverage=coverage(assembly.corpus, items),
        notes=_notes(assembly.corpus),
    )


def _of(paper: Paper) -> Blueprint:
    """The blueprint that a paper was made by; one over all documents where it was written by hand."""
    if paper.blueprint:
        return parse(paper.blueprint)
    return Blueprint(paper.title, paper.seed, paper.minutes, {ItemKind.SINGLE: 1})


def _covered(paper: Paper) -> Corpus:
    corpus = Corpus(Names(()), ())
    corpus.clauses = [Clause(c.clause_id, "", c.title, c.path, "", 0, 0) for c in paper.coverage]
    return corpus
