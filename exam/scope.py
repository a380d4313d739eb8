"""Which documents and clauses a blueprint speaks of."""

from collections.abc import Callable, Sequence

from exam.blueprint import Blueprint
from exam.facts import Fact
from exam.ports import Library
from exam.sorts import named
from exam.wording import norm, shown
from policy import BadInput, Clause, DocumentInfo


def chosen(library: Library, blueprint: Blueprint) -> list[DocumentInfo]:
    """The documents that the blueprint names, all where it names none. BadInput tells every name that fits nothing."""
    infos = library.documents()
    if blueprint.places:
        infos = [i for i in infos if any(p in i.region or p in i.title for p in blueprint.places)]
        if not infos:
            raise BadInput(f"places: 没有这些地方的文件: {'、'.join(blueprint.places)}", "python -m index list 列出全部文档")
    if not blueprint.sources:
        wanted = {c.split("#")[0] for c in blueprint.clauses}
        return [i for i in infos if i.source in wanted] if wanted else infos
    found: dict[str, DocumentInfo] = {}
    missing = []
    for name in blueprint.sources:
        fits = [i for i in infos if i.source == name] or [i for i in infos if norm(name) in norm(i.title) or name in i.source]
        found |= {i.source: i for i in fits}
        missing += [] if fits else [name]
    if missing:
        raise BadInput(f"sources: 索引中没有 (not in the index): {'、'.join(missing)}", "python -m index list 列出全部文档")
    return sorted(found.values(), key=lambda i: i.source)


def clause_scope(library: Library, blueprint: Blueprint, infos: Sequence[DocumentInfo]) -> Callable[[Clause], bool]:
    """Whether a clause lies under one of the blueprint's paths and clauses. BadInput tells every one that fits nothing."""
    if not blueprint.paths and not blueprint.clauses:
        return lambda _clause: True
    heads = {norm(p) for p in blueprint.paths}
    clauses = [c for i in infos for c in library.clauses(i.source)]
    under = {(c.source, c.path) for c in clauses if c.clause_id in set(blueprint.clauses)}
    known = {c.clause_id for c in clauses}
    missing = [c for c in blueprint.clauses if c not in known]
    missing += [p for p in blueprint.paths if not any(_begins(c, {norm(p)}) for c in clauses)]
    if missing:
        raise BadInput(
            f"paths、clauses: 所选文件中没有 (not there): {'、'.join(missing)}", "python -m index list --source 文档名 列出其条文"
        )

    def fits(clause: Clause) -> bool:
        below = any(source == clause.source and clause.path[: len(path)] == path for source, path in under)
        return below or bool(heads) and _begins(clause, heads)

    return fits


def _begins(clause: Clause, heads: set[str]) -> bool:
    return any(norm(shown(part)).startswith(head) for part in clause.path for head in heads)


def asked_of(blueprint: Blueprint) -> Callable[[Fact], bool]:
    """Whether a fact is of the blueprint's indicators and sorts."""
    sorts = {sort for name in blueprint.sorts for sort in named(name)}

    def asked(fact: Fact) -> bool:
        indicator = norm(fact.target.indicator) if fact.target else ""
        of_indicators = not blueprint.indicators or any(norm(i) in indicator for i in blueprint.indicators)
        return of_indicators and (not sorts or fact.type in sorts)

    return asked
