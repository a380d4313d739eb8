"""Check the written questions and the quadruples: format, ids, near duplicates, places that exist, wording kept apart from the clause,
and that no clause of a quadruple, which only measures, has a written question, which also trains.

    python eval/questions/check.py [--corpora DIR]

DIR holds `laws/` and `policies/`; without it the places are not looked up. Exit 0 when nothing is wrong, 1 otherwise. A run that an
everyday question shares with its clause is reported and is no error: a name ("最低生活保障") can have no other wording.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))  # run by its path, from anywhere

from eval.gold import read_jsonl  # noqa: E402
from models.corpus import policy  # noqa: E402

SAMPLE = HERE.parents[1] / "sample"
CORPORA = {"ql": "laws", "qp": "policies", "qs": "sample", "wl": "laws", "wp": "policies"}  # prefix of an id → where its source lies
KINDS = ("everyday", "official", "english", "traditional")
FIELDS = {"id", "question", "kind", "source", "article"}
OPTIONAL = {"also", "topic"}
QUADRUPLE = {"id", "source", "article", *KINDS}
RUN = 8  # characters an everyday question may not share with its clause in one run
NEAR = 0.85  # Jaccard overlap of character trigrams from which two questions count as one

_NUMBER = "[一二三四五六七八九十百千零〇]+"
_ARTICLE = re.compile(rf"(?:#+\s*)?(第{_NUMBER}条(?:之[一二三四五六七八九十]+)?)[\s\u3000]*")
_LEVELS = (  # depth, label as a line of a policy document begins
    (0, re.compile(rf"({_NUMBER})[、.]")),
    (1, re.compile(rf"(\({_NUMBER}\))")),
    (0, re.compile(rf"(第{_NUMBER}条)")),
    (2, re.compile(r"(\d{1,2})[.、](?!\d)")),
)


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a question file, or one wording of a quadruple; `path` is the article of a law or the labels of a policy clause from
    the outermost in, `corpus` one of laws, policies, sample."""

    id: str
    text: str
    kind: str
    source: str
    path: tuple[str, ...]
    also: tuple[tuple[str, ...], ...]
    corpus: str


def fold(text: str) -> str:
    """The characters that count in a comparison: no space, no punctuation, NFKC."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def read(folder: Path = HERE) -> tuple[list[Question], list[Question], list[str]]:
    """The written questions, the wordings of the quadruples (in order of file and line), and what is wrong with the lines that are none."""
    written: list[Question] = []
    wordings: list[Question] = []
    errors: list[str] = []
    for file in [*sorted(folder.glob("written_*.jsonl")), *sorted(folder.glob("quadruples*.jsonl"))]:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if not line:
                continue
            row = json.loads(line)
            wrong = list(_wrong(row))
            errors += [f"{file.name}:{number}: {what}" for what in wrong]
            if wrong:
                continue
            if file.name.startswith("written_"):
                written.append(_question(row, row["kind"], row["question"]))
            else:
                wordings += [_question(row | {"id": f"{row['id']}/{kind}"}, kind, row[kind]) for kind in KINDS]
    return written, wordings, errors


def _wrong(row: dict[str, object]) -> Iterator[str]:
    texts = {"id", "source"}
    if row.keys() == QUADRUPLE:
        pairs = [(kind, str(row[kind])) for kind in KINDS]
        texts |= set(KINDS)
    elif FIELDS <= row.keys() <= FIELDS | OPTIONAL:
        pairs = [(str(row["kind"]), str(row["question"]))]
        texts |= {"question"}
    else:
        yield f"fields {sorted(row)}"
        return
    if any(not isinstance(row[key], str) or not row[key] for key in texts):
        yield "an empty field, or one that is no text"
        return
    corpus = CORPORA.get(str(row["id"])[:2], "")
    if not corpus:
        yield f"id {row['id']!r}"
    for place in [row["article"], *_list(row.get("also"))]:
        if corpus == "laws" and not (isinstance(place, str) and _ARTICLE.fullmatch(place)):
            yield f"article {place!r}"
        if corpus != "laws" and not (isinstance(place, list) and place and all(isinstance(label, str) for label in place)):
            yield f"labels {place!r}"
    for kind, text in pairs:
        chinese = len(re.findall(r"[\u4e00-\u9fff]", text))
        if kind not in KINDS or (kind == "english") != (chinese == 0):
            yield f"kind {kind!r} with {chinese} Chinese characters"


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _question(row: dict[str, object], kind: str, text: str) -> Question:
    places = [row["article"], *_list(row.get("also"))]
    paths = [(place,) if isinstance(place, str) else tuple(str(label) for label in _list(place)) for place in places]
    ident = str(row["id"])
    return Question(ident, text, kind, str(row["source"]), paths[0], tuple(paths[1:]), CORPORA[ident[:2]])


def duplicates(questions: Iterable[Question]) -> Iterator[str]:
    """Ids used twice, and questions that are equal or nearly so; the wordings of one quadruple may be."""
    questions = list(questions)
    for ident, times in Counter(question.id for question in questions).items():
        if times > 1:
            yield f"{ident}: used {times} times"
    grams = [{text[i : i + 3] for i in range(max(1, len(text) - 2))} for text in (fold(question.text) for question in questions)]
    often = Counter(gram for mine in grams for gram in mine)
    holders: dict[str, list[int]] = defaultdict(list)
    for later, mine in enumerate(grams):
        # two that share so much share one of the rarest that either has (prefix filter: Chaudhuri and others 2006)
        rarest = sorted(mine, key=lambda gram: (often[gram], gram))[: len(mine) - ceil(NEAR * len(mine)) + 1]
        for earlier in sorted({number for gram in rarest for number in holders[gram]}):
            same = questions[later].id.split("/")[0] == questions[earlier].id.split("/")[0]
            if not same and len(mine & grams[earlier]) >= NEAR * len(mine | grams[earlier]):
                yield f"{questions[later].id}: nearly {questions[earlier].id}: {questions[later].text}"
        for gram in rarest:
            holders[gram].append(later)


@cache
def law_clauses(path: Path) -> dict[tuple[str, ...], str]:
    """Article → text, of a law in Markdown. An article numbered twice is left out: its place says too little."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    texts: list[str] = []
    for line in path.read_text(encoding="utf-8").split("<!-- INFO END -->")[-1].split("\n"):
        if match := _ARTICLE.match(line.strip()):
            texts = found[(match.group(1),)]
            texts.append(line.strip()[match.end() :])
        elif line.startswith("#"):
            texts = []
        elif texts:
            texts[-1] += line.strip()
    return {path: texts[0] for path, texts in found.items() if len(texts) == 1}


@cache
def policy_clauses(path: Path) -> dict[tuple[str, ...], str]:
    """Labels → text, of a policy document whose headings stand at the beginning of lines, and as the training reads it: with
    chapters, and deeper. Labels that stand twice are left out."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    open_labels: list[tuple[int, str]] = []
    texts: list[str] = []
    for raw in path.read_text(encoding="utf-8", errors="replace").split("\n"):
        line = unicodedata.normalize("NFKC", raw.strip())
        hit = next(((depth, match.group(1)) for depth, label in _LEVELS if (match := label.match(line))), None)
        if hit:
            open_labels = [label for label in open_labels if label[0] < hit[0]] + [hit]
            texts = found[tuple(label for _, label in open_labels)]
            texts.append(line)
        elif texts:
            texts[-1] += line
    trained: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for sample in policy(path):
        trained[tuple(sample.label.split("/"))].append(sample.text)
    return {labels: texts[0] for read in (trained, found) for labels, texts in read.items() if len(texts) == 1}


def clauses(question: Question, corpora: Path) -> dict[tuple[str, ...], str] | None:
    """Place → text of the document that a question is on; None without the file."""
    folder = SAMPLE / "documents" if question.corpus == "sample" else corpora / question.corpus
    file = folder / question.source
    if not file.is_file():
        return None
    return law_clauses(file) if question.corpus == "laws" else policy_clauses(file)


def places(questions: Iterable[Question], corpora: Path) -> tuple[list[str], list[str]]:
    """Errors (places that do not exist) and notes (everyday questions that share a run of RUN characters with their clause)."""
    errors: list[str] = []
    notes: list[str] = []
    for question in questions:
        found = clauses(question, corpora)
        if found is None:
            errors.append(f"{question.id}: no file {question.source}")
            continue
        missing = [place for place in (question.path, *question.also) if place not in found]
        errors += [f"{question.id}: no {'/'.join(place)} in {question.source}" for place in missing]
        if question.kind == "everyday" and not missing:
            run = shared_run(question.text, found[question.path])
            notes += [f"{question.id}: shares {run!r} with its clause"] if len(run) >= RUN else []
    return errors, notes


def overlaps(written: Iterable[Question], wordings: Iterable[Question], corpora: Path | None) -> Iterator[str]:
    """Quadruples on a clause that another question file uses: the same place, or the same text in another version of the law."""
    used = {(question.source, place) for question in written for place in (question.path, *question.also)}
    for line in (SAMPLE / "questions.jsonl").read_text(encoding="utf-8").split("\n"):
        used |= {(place["source"], tuple(place["path"])) for place in json.loads(line or "{}").get("relevant", [])}
    texts = {fold((clauses(question, corpora) or {}).get(question.path, question.id)) for question in written} if corpora else set()
    for question in wordings:
        if question.kind != KINDS[0]:
            continue
        tails = [question.path[start:] for start in range(len(question.path))]
        text = fold((clauses(question, corpora) or {}).get(question.path, "")) if corpora else ""
        if any((question.source, tail) in used for tail in tails) or text in texts:
            yield f"{question.id}: another file has a question on this clause"


@cache
def _rows(file: Path) -> list[dict[str, Any]]:
    """The lines of a file, none where it is not there; a file is read once."""
    return read_jsonl(file) if file.is_file() else []


def answers(folder: Path, written: Iterable[Question]) -> tuple[int, list[str]]:
    """How many questions have a marked answer, and what is wrong with the lines of answers.jsonl: ids that no question has or that come
    twice, spans out of order or beyond the clause."""
    file, ids = folder / "answers.jsonl", {question.id for question in written}
    rows = _rows(file)
    twice = Counter(row["id"] for row in rows)
    errors = [
        f"answers: {ident} " + ("is no question" if ident not in ids else "comes twice")
        for ident in twice
        if ident not in ids or twice[ident] > 1
    ]
    for row in rows:
        edges = [edge for span in row["spans"] for edge in span]
        if (
            edges != sorted(edges)
            or any(start >= end for start, end in row["spans"])
            or edges
            and (edges[0] < 0 or edges[-1] > row["length"])
        ):
            errors.append(f"answers: {row['id']} has spans {row['spans']} of {row['length']} characters")
    return sum(bool(row["spans"]) for row in rows), errors


def near_misses(folder: Path, written: Iterable[Question]) -> tuple[int, list[str]]:
    """How many questions a clause nearly answers, and what is wrong with the lines of near_misses.jsonl: fields, ids that come twice, a
    question that is a written one too, a clause that has no marked answer."""
    file, asked = folder / "near_misses.jsonl", {fold(question.text): question.id for question in written}
    rows = _rows(file)
    having = {row["id"] for row in _rows(folder / "answers.jsonl")}
    errors = [f"near misses: {ident} comes twice" for ident, times in Counter(row.get("id") for row in rows).items() if times > 1]
    for row in rows:
        if row.keys() != {"id", "question", "near"} or not all(row.values()):
            errors.append(f"near misses: {row.get('id')} has fields {sorted(row)}")
        elif row["near"] not in having:
            errors.append(f"near misses: {row['id']} is near {row['near']}, which has no marked answer")
        elif twin := asked.get(fold(row["question"])):
            errors.append(f"near misses: {row['id']} asks what {twin} asks")
    return len(rows), errors


def shared_run(question: str, clause: str) -> str:
    """The longest run of characters in both, punctuation aside."""
    left, right = fold(question), fold(clause)
    match = SequenceMatcher(None, left, right, autojunk=False).find_longest_match()
    return left[match.a : match.a + match.size]


def summary(written: list[Question], wordings: list[Question]) -> str:
    """Counts by corpus and kind, one line each."""
    lines = []
    for corpus in ("laws", "policies"):
        mine = [question for question in written if question.corpus == corpus]
        kinds = Counter(question.kind for question in mine)
        shares = ", ".join(f"{kind} {kinds[kind]} ({kinds[kind] / max(1, len(mine)):.0%})" for kind in KINDS)
        places_ = len({(question.source, question.path) for question in mine})
        documents = len({question.source for question in mine})
        lines.append(f"{corpus}: {len(mine)} questions on {places_} clauses of {documents} documents: {shares}")
    kinds = Counter(question.kind for question in written)
    lines.append(f"all: {len(written)}: " + ", ".join(f"{kind} {kinds[kind] / max(1, len(written)):.1%}" for kind in KINDS))
    four = Counter(question.corpus for question in wordings if question.kind == KINDS[0])
    lines.append(f"quadruples: {sum(four.values())}: " + ", ".join(f"{corpus} {count}" for corpus, count in sorted(four.items())))
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Print counts, notes and errors; 1 when there are errors."""
    parser = argparse.ArgumentParser(description="Check the written questions.")
    parser.add_argument("--corpora", type=Path, help="folder with laws/ and policies/, to look the places up")
    parser.add_argument("--questions", type=Path, default=HERE)
    options = parser.parse_args(arguments)
    written, wordings, errors = read(options.questions)
    errors += duplicates([*written, *wordings])
    errors += overlaps(written, wordings, options.corpora)
    marked, wrong = answers(options.questions, written)
    missed, amiss = near_misses(options.questions, written)
    errors += [*wrong, *amiss]
    notes: list[str] = []
    if options.corpora:
        missing, notes = places([*written, *wordings], options.corpora)
        errors += missing
    lines = [
        summary(written, wordings),
        f"answers marked: {marked}",
        f"near misses: {missed}",
        *(f"note {note}" for note in notes),
        *(f"ERROR {error}" for error in errors),
    ]
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.write(f"{len(notes)} notes, {len(errors)} errors\n")
    return 1 if errors else 0


if __name__ == "__main__":
    raise SystemExit(main())
