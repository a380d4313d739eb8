"""Questions on small collections of public documents, as an office holds them: measured and fitted on without a text of theirs kept here.

`questions/collections/collections.json` names the files of each collection, `NAME.jsonl` its questions. Gold and what an answer must say
are places [file, start, end) in the characters of the files; `rows` reads them from a folder that holds the files.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from eval.gold import fold_label, read_jsonl
from eval.opening import Desk, open_desk, take_in
from policy import BadInput, Clause

FOLDER = Path(__file__).parent / "questions" / "collections"
_ANCHOR = 24  # characters of a gold answer that tell its clause


FITTED, MEASURED = "fitted on", "measured only"


def collections(of: str = FITTED) -> dict[str, list[str]]:
    """The files of each collection that the decision was FITTED on, or that is only MEASURED, as paths under the folder of corpora."""
    return dict(json.loads((FOLDER / "collections.json").read_text("utf8"))[of])


def opened(corpora: Path, work: Path, of: str = FITTED) -> Iterator[tuple[str, Desk, list[dict[str, Any]]]]:
    """Each collection ingested into an index under `work`, and its questions with `relevant` and `must` as our other sets have them.

    BadInput where a file is not under `corpora`.
    """
    for name, files in collections(of).items():
        folder = work / name / "files"
        folder.mkdir(parents=True)
        for file in files:
            if not (corpora / file).is_file():
                raise BadInput(f"{corpora / file}：没有这个文件 (not found)", "--corpora 应是含 laws/ 和 policies/ 的文件夹")
            shutil.copyfile(corpora / file, folder / Path(file).name)
        desk = _desk(work / name)
        yield name, desk, rows(name, desk, {Path(f).name: (corpora / f).read_text("utf8") for f in files})


def _desk(folder: Path) -> Desk:
    from models import load_encoder

    take_in(folder / "files", folder / "index", load_encoder())
    return open_desk(folder / "index", None)


def rows(name: str, desk: Desk, texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """The questions of a collection; `texts` are its files as they are; `said` is the gold answer in full. Questions whose gold clause
    cannot be found are left out."""
    clauses = {info.source: desk.clauses(info.source) for info in desk.documents()}
    found = []
    for row in read_jsonl(FOLDER / f"{name}.jsonl"):
        gold = [place for at in row.get("gold", ()) if (place := _place(clauses, at[0], texts[at[0]][at[1] : at[2]]))]
        if row["answerable"] and not gold:
            continue
        must = [[texts[file][start:end] for file, start, end in alternatives] for alternatives in row.get("must", ())]
        said = [texts[at[0]][at[1] : at[2]] for at in row.get("gold", ())[:1]]
        found.append({**row, "relevant": gold, "must": must, "forbid": [], "said": said})
    return found


def _place(clauses: Mapping[str, list[Clause]], source: str, answer: str) -> dict[str, Any] | None:
    wanted = fold_label(answer)[:_ANCHOR]
    held = [c for c in clauses.get(source, ()) if wanted in fold_label(c.text)]
    return {"source": source, "path": list(min(held, key=lambda c: len(c.text)).path)} if held else None
