"""`python benchmarks/scale.py FOLDER [--index DIR] [--questions Q.jsonl]`: what an index over a folder of files costs.

Prints one JSON object: minutes and peak memory of reading, encoding and building, bytes on the disk, seconds for adding one more
document, for opening and for the first search, and milliseconds a search in-process (p50, p95, each mode, ten hits, clauses fetched).
The build runs in a process of its own and its two reading processes are not counted in its memory.
"""

import argparse
import hashlib
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from index import Index, Writer
from ingest.batch import find_files, ingest_files
from models import load_encoder
from policy import Clause, Document, DocumentInfo

QUESTIONS = 200


def build(folder: Path, index: Path) -> dict[str, float]:
    begun = time.perf_counter()
    with Writer(index, load_encoder()) as writer:
        reports = ingest_files(find_files([folder]), writer)
        read = time.perf_counter()
        writer.commit()
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    failed = sum(r.status == "failed" for r in reports)
    return {
        "files": len(reports), "failed": failed, "minutes_read_and_encode": (read - begun) / 60,
        "minutes_commit": (done - read) / 60, "peak_gb": peak / 1e9,
    }  # fmt: skip


def one_more(index: Path) -> float:
    """Seconds to put one short document and to take it out again, halved."""
    text = "第一条 为了规范测量，制定本办法。"
    info = DocumentInfo(source="zz-measured.txt", title="测量办法", clauses=1, digest=hashlib.sha256(text.encode()).hexdigest())
    doc = Document(info, text, (Clause("zz-measured.txt#1", info.source, info.title, ("第一条",), text, 0, len(text)),))
    encoder, begun = load_encoder(), time.perf_counter()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "measured.txt"
        path.write_text(text, "utf8")
        with Writer(index, encoder) as writer:
            writer.put(doc, path)
            writer.commit()
        with Writer(index, encoder) as writer:
            writer.remove(info.source)
            writer.commit()
    return (time.perf_counter() - begun) / 2


def asked(index: Index, given: Path | None) -> list[str]:
    """The questions of a file, else twenty characters out of the middle of clauses."""
    if given:
        return [json.loads(line)["question"] for line in given.read_text("utf8").split("\n") if line.strip()][:QUESTIONS]
    rng, documents = random.Random(7), index.documents()
    found: list[str] = []
    while len(found) < QUESTIONS:
        clauses = index.clauses(rng.choice(documents).source)
        text = rng.choice(clauses).text if clauses else ""
        if len(text) > 40:
            found.append(text[len(text) // 2 - 10 : len(text) // 2 + 10])
    return found


def measure(index: Path, questions: Path | None) -> dict[str, object]:
    encoder, begun = load_encoder(), time.perf_counter()
    reader = Index(index, encoder)
    opened = time.perf_counter()
    reader.search("行政机关负责人")
    first = time.perf_counter()
    out: dict[str, object] = {"seconds_open": opened - begun, "seconds_first_search": first - opened}
    texts = asked(reader, questions)
    for mode in ("hybrid", "lexical", "dense"):
        times = []
        for text in texts:
            start = time.perf_counter()
            reader.search(text, mode=mode)
            times.append((time.perf_counter() - start) * 1000)
        out[f"ms_{mode}"] = {"p50": float(np.percentile(times, 50)), "p95": float(np.percentile(times, 95))}
    return {**out, "n": len(texts), "mean_characters": float(np.mean([len(t) for t in texts]))}


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, help="where to build; else a folder that is removed afterwards")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    if options.step:
        print(json.dumps(build(options.folder, options.index)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        index = options.index or Path(scratch) / "index"
        command = [sys.executable, __file__, str(options.folder), "--index", str(index), "--step", "build"]
        built = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
        reader = Index(index, None)
        counts = json.loads((index / "generations" / reader.generation / "manifest.json").read_text("utf8"))["counts"]
        size = sum(p.stat().st_size for p in (index / "generations" / reader.generation).iterdir())
        out = {"machine": f"{platform.machine()}, Python {platform.python_version()}", **built, **counts, "bytes": size}
        out |= {"seconds_one_more_document": one_more(index), **measure(index, options.questions)}
    print(json.dumps(out, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
