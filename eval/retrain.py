"""All that ships and was learned, made anew from folders and files: encoder, known questions, weights of both rankings.

    OUT/split/           the questions in three parts (eval.split)
    OUT/held/            an encoder trained on the first part alone
    OUT/index/…          laws and policies under it, with the first part as known questions
    OUT/folds/…          encoders without a third each of its public questions, laws under them (eval.crossfit)
    OUT/fusion.json, ranker.npz, ranker_plain.npz   fitted on the second part and those; what they do on the third stands in fusion.json
    OUT/weights/, asked.tsv.gz      encoder and known questions from all parts: what ships

What is there already is not made again, so that a run that was stopped goes on.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from eval import fit as fitting
from eval.asked import asked_table
from eval.crossfit import crossed_desks
from eval.fit_ranker import fit_ranker, unknown
from eval.gold import GoldFinder, golds, read_jsonl
from eval.opening import Desk, every_clause
from eval.split import part_of_policy, split
from index import Writer, asked
from index.folder import Folder
from ingest.batch import find_files, ingest_files
from models import load_encoder
from models.build import Sources, train_to
from models.train import Settings
from policy import Clause, Document

Log = Callable[[str], None]
# The public everyday questions are few beside the project's own, and closest to what people ask: each counts as seven.
PUBLIC_WEIGHT = 7.0
_PUBLIC = "public"


def retrain(out: Path, sources: Sources, settings: Settings, log: Log) -> None:
    """Make what `out` does not hold yet; `log` is told what is being made and how well the rankings do."""
    parts = split(sources.questions, out / "split")
    held, final = out / "held", out / "weights"

    def train_held(questions: Path, to: Path) -> None:
        unseen = frozenset(f.name for f in sources.policies.glob("*.txt") if part_of_policy(f.name) != "train")
        train_to(to, replace(sources, questions=(questions,), without=unseen), settings, log)

    if not (held / "modules.json").exists():
        train_held(parts["train"], held)
    folders = {"laws": sources.laws, "policies": sources.policies}
    if not all((out / name).exists() for name in ("ranker.npz", "ranker_plain.npz")):
        desks = {name: _desk(out / "index" / name, folder, held, parts["train"], log) for name, folder in folders.items()}
        known = cache(lambda: _table(every_clause(desks["laws"]), [parts["train"]]))
        crossed = crossed_desks(out, parts["train"], desks["laws"].folder, known, train_held)
        _fit(out, desks, parts, crossed, settings.seed, log)
    if not (final / "modules.json").exists():
        train_to(final, sources, settings, log)
    if not (out / "asked.tsv.gz").exists():
        table: dict[str, list[str]] = {}
        for folder in folders.values():
            table |= _table(_clauses(_documents(folder)), sources.questions)
        asked.write(table, out / "asked.tsv.gz")
    log(f"→ {out}")


class _Shelf:
    """Takes documents as a writer does, and keeps them."""

    def __init__(self) -> None:
        self.documents: list[tuple[Document, Path]] = []

    def digests(self) -> dict[str, str]:
        return {}

    def put(self, document: Document, original: Path) -> str:
        self.documents.append((document, original))
        return "added"

    def remove(self, source: str) -> bool:
        raise NotImplementedError(source)


def _documents(folder: Path) -> list[tuple[Document, Path]]:
    shelf = _Shelf()
    ingest_files(find_files([folder]), shelf)
    return shelf.documents


def _clauses(documents: Sequence[tuple[Document, Path]]) -> Iterator[Clause]:
    return (clause for document, _ in documents for clause in document.clauses)


def _table(clauses: Iterable[Clause], questions: Sequence[Path]) -> dict[str, list[str]]:
    """The project's own questions for the clauses: public ones are trained and measured on, and never put into an index."""
    by_id = {clause.clause_id: clause for clause in clauses}
    finder = GoldFinder(by_id.values())
    return asked_table((finder.of(row) for file in questions for row in read_jsonl(file) if "articles" not in row), by_id)


def _desk(folder: Path, files: Path, model: Path, questions: Path, log: Log) -> Desk:
    """The files under an encoder, with the project's own questions of one part known for their clauses."""
    encoder = load_encoder(str(model))
    if not Folder(folder).exists():
        log(f"{files} → {folder}")
        documents = _documents(files)
        with Writer(folder, encoder, fresh=True, asked=_table(_clauses(documents), [questions])) as writer:
            for document, original in documents:
                writer.put(document, original)
            writer.commit()
    return Desk(folder, encoder)


def _fit(
    out: Path, desks: Mapping[str, Desk], parts: Mapping[str, Path], crossed: Iterable[tuple[Path, Desk]], seed: int, log: Log
) -> None:
    cases: dict[str, dict[str, list[fitting.Case]]] = {"rank": {}, "measure": {}}  # by part and group
    for name, desk in desks.items():
        for part, groups in cases.items():
            for group, of in _cases(desk, parts[part], name, log).items():
                groups.setdefault(group, []).extend(of)
    public = _public(desks["laws"], parts["rank"])
    for file, desk in crossed:
        for group, of in _cases(desk, file, "laws", log).items():
            cases["rank"].setdefault(group, []).extend(of)
        public += _public(desk, file)
    ranked = _weighed(cases["rank"])
    weights, _ = fitting.fit_modes(ranked)
    linear = fitting.SHARPNESS * weights["hybrid"]
    ranker = fit_ranker(ranked, linear, public, seed)
    plain = fit_ranker(unknown(ranked), linear, unknown(public), seed)
    figures = {group: fitting.measure(of, ranker.scores) for group, of in sorted(cases["measure"].items())}
    for group, shown in figures.items():
        log(f"{group}: " + " ".join(f"{name} {value:.3f}" for name, value in shown.items()))
    fitting.write(out / "fusion.json", weights, {"cases": len(ranked), "held_out": figures})
    plain.save(out / "ranker_plain.npz")
    ranker.save(out / "ranker.npz")


def _cases(desk: Desk, questions: Path, corpus: str, log: Log) -> dict[str, list[fitting.Case]]:
    """The cases of a file of questions by group ("laws everyday")."""
    rows = read_jsonl(questions)
    kinds = {str(row["id"]): row.get("kind", _PUBLIC) for row in rows}
    wanted = [g for g in golds([questions], GoldFinder(every_clause(desk))) if g.clause_ids]
    log(f"{desk.folder}: {len(wanted)} questions of {questions}")
    groups: dict[str, list[fitting.Case]] = {}
    for case in fitting.cases(desk, wanted, hold=0.2):
        groups.setdefault(f"{corpus} {kinds[case.question_id]}", []).append(case)
    return groups


def _public(desk: Desk, questions: Path) -> list[fitting.Case]:
    """The public questions of a file, as a search for a hundred clauses sees them."""
    rows = [row for row in read_jsonl(questions) if "articles" in row]
    finder = GoldFinder(every_clause(desk))
    return fitting.cases(desk, [gold for row in rows if (gold := finder.of(row)).clause_ids], hold=0, depth=fitting.DEEP)


def _weighed(groups: Mapping[str, Sequence[fitting.Case]]) -> list[fitting.Case]:
    """The cases of all groups ("laws everyday"), laws and policies counting the same in all, whatever their numbers."""
    laws, policies = (sum(len(of) for g, of in groups.items() if g.startswith(name)) for name in ("laws", "policies"))
    of_policies = laws / max(policies, 1)
    return [
        replace(case, weight=PUBLIC_WEIGHT if group.endswith(_PUBLIC) else of_policies if group.startswith("policies") else 1.0)
        for group, of in groups.items()
        for case in of
    ]


def install(out: Path) -> list[Path]:
    """Put what `retrain` made into the program; the places."""
    root = Path(asked.__file__).parents[1]
    places = {"weights": root / "models" / "weights"}
    places |= {name: root / "index" / name for name in ("asked.tsv.gz", "fusion.json", "ranker.npz", "ranker_plain.npz")}
    for name, place in places.items():
        if (out / name).is_dir():
            shutil.copytree(out / name, place, dirs_exist_ok=True)
        else:
            shutil.copyfile(out / name, place)
    return list(places.values())
