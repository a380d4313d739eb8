"""`python app.py [--index DIR] [--host H] [--port P] [--auth FILE] [--model NAME]`: the pages over an index, served.

The first start takes the documents of sample/ in, so that there is something to ask. Nothing is fetched from elsewhere.
"""

import argparse
import json
import logging
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from answer.align.aligned import Aligned
from answer.align.files import write_docx, write_xlsx
from answer.align.related import related
from answer.compose.word import word_file
from answer.ledger.book import Book
from answer.llm.settings import LlmSettings, llm_settings
from answer.remembered import Asking
from answer.suggest import Suggested
from answer.understand.library import library
from eval.bench import Bench as Runs
from eval.judges import Judges
from eval.opinions import Opinions
from eval.state import state_of
from exam import Sources
from exam.__main__ import sources_of
from exam.trainer import Trainer
from index import Encoder, Index, Writer
from index.cedict import warm
from index.edits import FIELDS
from index.folder import Folder
from index.rebuild import rebuild
from ingest import SUFFIXES
from ingest.batch import FileReport, find_files, ingest_files
from ingest.pages import page_image
from ingest.traditional import to_traditional
from models import load_encoder
from policy import Answer, BadInput, Clause, Document, DocumentInfo, Hit, fold
from policy.align import Alignment, Pair
from policy.commands import exit_status
from web.access import Access
from web.aside import told
from web.bench_ports import Bench
from web.options import LOOPBACK, arguments
from web.ports import Example, Filters, Reading, Report, Step, Upload
from web.services import Services
from web.users import Users

SAMPLE = Path(__file__).parent / "sample"
_PATIENCE = 30.0  # seconds that an upload or a removal waits for another to finish
VERSION = "0.1.0"
_PAGES = 48  # pictures of pages that are kept, half a megabyte each
_OWN = 3  # questions made from the documents at hand, where the sample's stand beside them
_WELCOME = 1.5  # seconds that a first visitor may wait for the questions that are made for them


class Tables(Aligned):
    """Documents compared, and the comparison as files."""

    def __init__(self, index: Index) -> None:
        super().__init__(index, lambda: index.generation)

    def files(self, found: Sequence[Alignment], folder: Path) -> list[Path]:
        paths = [folder / f"对照表.{kind}" for kind in ("docx", "xlsx")]
        write_docx(found, paths[0])
        write_xlsx(found, paths[1])
        return paths


class Desk:
    """The library that the pages work on: an index to read, a writer for each change, `ask` on top."""

    def __init__(self, folder: Path, encoder: Encoder, llm: LlmSettings | None = None) -> None:
        self._folder, self._encoder = folder, encoder
        self._index = Index(folder, encoder)
        self._llm = llm
        self._asking = Asking(self._index, self.generation, llm)
        self.aligning = Tables(self._index)
        self._aside = ThreadPoolExecutor(1, "ingest")
        self._page = lru_cache(_PAGES)(page_image)
        self._sample = {path.name for path in (SAMPLE / "documents").iterdir()}
        self._suggested = Suggested(self._index, self.generation, lambda info: info.source not in self._sample)

    def ask(self, question: str, before: Sequence[str] = ()) -> Answer:
        return self._asking.ask(question, before)

    def ask_stream(self, question: str, before: Sequence[str] = ()) -> Iterator[Answer]:
        return self._asking.ask_stream(question, before)

    def worded_by(self) -> str:
        return self._asking.worded_by

    def word(self, answer: Answer) -> bytes:
        return word_file(answer, {info.source: info for info in self.documents()})

    def search(self, query: str, k: int, filters: Filters) -> list[Hit]:
        if filters.sources is not None and not filters.sources:
            return []
        source = filters.source if filters.sources is None else filters.sources
        where = filters
        return self._index.search(query, k, mode=where.mode, region=where.region, year=where.year, source=source, closer=where.closer)

    def similarity(self, question: str, texts: Sequence[str]) -> list[float]:
        return self._index.similarity(question, texts)

    def terms(self, query: str) -> str:
        reading = self._index.read(query)
        return " ".join((query, reading.text, *(other for _, others in reading.synonyms for other in others)))

    def cut(self, text: str) -> list[str]:
        return self._index.words(fold(text))

    def read(self, query: str) -> Reading:
        return self._index.read(query)

    def newer(self) -> Mapping[str, DocumentInfo]:
        return library(self._index.documents()).older

    def related(self, clause_id: str) -> Sequence[Pair]:
        return related(self._index, self._index.clause(clause_id))

    def clause(self, clause_id: str) -> Clause:
        return self._index.clause(clause_id)

    def find(self, question: str, mode: str, k: int) -> list[Hit]:
        return self._index.search(question, k, mode=mode)

    def generation(self) -> str:
        return self._index.generation

    def documents(self) -> list[DocumentInfo]:
        return self._index.documents()

    def document(self, source: str) -> Document:
        return self._index.document(source)

    def original(self, source: str) -> Path:
        return self._index.original(source)

    def page(self, source: str, number: int, start: int, end: int) -> bytes:
        """A page of a PDF as a picture, with what stands there of [start, end) of the document's text marked."""
        document = self.document(source)
        if not 1 <= number <= len(document.pages):
            raise BadInput(f"没有第 {number} 页（no such page）", "请在文件中重新打开这一条。")
        first, last = document.pages[number - 1], [*document.pages, len(document.text)][number]
        return self._page(self.original(source), number, document.text[max(start, first) : min(end, last)])

    def has_sample(self) -> bool:
        return any(info.source in self._sample for info in self.documents())

    def examples(self) -> list[Example]:
        """Questions made from the documents, and the sample's as long as a document of the sample is there to answer them."""
        infos = self.documents()
        others = any(info.source not in self._sample for info in infos)
        own = self._suggested.now(_WELCOME) if others else []
        sample = any(info.source in self._sample for info in infos)
        table = json.loads((SAMPLE / "examples.json").read_text("utf8")) if sample else {"zh": []}
        table["zh"] = [*(own[:_OWN] if sample else own), *table["zh"]]
        table["hant"] = [to_traditional(question) for question in table["zh"]]
        return [Example(question, lang) for lang, questions in table.items() for question in questions]

    def kinds(self) -> Sequence[str]:
        return SUFFIXES

    def add(self, uploads: Sequence[Upload]) -> Iterator[Report]:
        """A report a file; a page that is closed meanwhile neither stops the work nor holds the lock."""

        def work(tell: Callable[[FileReport], None]) -> None:
            with self._writer() as writer:
                ingest_files([(u.name, u.path) for u in uploads], writer, lambda _done, _of, report: tell(report))
                writer.commit()

        for report in told(self._aside, work):
            yield Report(report.source, report.status, report.info, report.error, report.remedy)

    def rebuild(self) -> Iterator[Step]:
        def work(tell: Callable[[Step], None]) -> None:
            rebuild(self._folder, self._encoder, lambda *at: tell(Step(*at)), wait=_PATIENCE)

        yield from told(self._aside, work)

    def remove(self, source: str) -> bool:
        with self._writer() as writer:
            gone = writer.remove(source)
            writer.commit()
        return gone

    def exam_sources(self) -> Sources:
        """What papers are made from: the documents as they are now, their targets and duties, the language model where one is set."""
        from answer.llm.client import Model

        return sources_of(self._index, Model(self._llm) if self._llm else None)

    def as_read(self, source: str) -> DocumentInfo:
        return self._index.as_read(source)

    def edit(self, source: str, changes: Mapping[str, str], reset: bool = False) -> None:
        with self._writer() as writer:
            writer.edit(source, changes, FIELDS if reset else ())
            writer.commit()

    def _writer(self) -> Writer:
        return Writer(self._folder, self._encoder, wait=_PATIENCE)

    def ledger(self) -> Book:
        """The targets and duties of the documents; made when first asked for."""
        return Book(self._index, self.generation)


def bench_of(folder: Path, desk: Desk, model: str | None) -> Bench:
    """What evaluators work with, over the same index; its state lies in the index folder."""
    state = state_of(folder)
    judges = Judges(state, desk.clause, desk.find, desk.generation)
    return Bench(Runs(folder, state, judges, desk.has_sample, model), judges, Opinions(state))


def services_of(folder: Path, desk: Desk, model: str | None) -> Services:
    """All that the pages work on, over one index."""
    return Services(desk, bench_of(folder, desk, model), desk.ledger(), desk.aligning, trainer_of(folder, desk))


def trainer_of(folder: Path, desk: Desk) -> Trainer:
    """What trainers work with, over the same index; the papers lie in the index folder."""
    return Trainer(folder / "exams", desk.exam_sources)


def first_start(folder: Path, encoder: Encoder) -> None:
    """Take the sample documents into an index that is not there yet; an existing one is left as it is."""
    if Folder(folder).exists():
        return
    print(f"第一次启动，正在收录示例文件（first start, adding the sample documents）→ {folder}", file=sys.stderr)

    def progress(done: int, of: int, report: FileReport) -> None:
        print(f"  {done}/{of}  {report.source}  {report.error}", file=sys.stderr)

    with Writer(folder, encoder) as writer:
        ingest_files(find_files([SAMPLE / "documents"]), writer, progress)
        writer.commit()


def _quiet(scratch: str) -> None:
    """Settle, before gradio is imported, that it reports nothing to anyone and where it keeps uploads."""
    os.environ |= {
        "GRADIO_ANALYTICS_ENABLED": "False",
        "GRADIO_SHARE": "False",
        "GRADIO_TEMP_DIR": scratch,
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }


def _stopped(*_: object) -> None:
    """SIGTERM, as a service manager sends it, stops the site as Ctrl-C does: what is under way is ended, and tidied up after."""
    raise KeyboardInterrupt


def _serve(options: argparse.Namespace, encoder: Encoder, access: Access | None, llm: LlmSettings | None) -> None:
    """Compose the site and serve it until it is stopped."""
    from web.site import application, listen
    from web.stopping import serve

    with suppress(KeyboardInterrupt), listen(options.host, options.port) as at:  # the usual way to stop it
        signal.signal(signal.SIGTERM, _stopped)
        desk = Desk(options.index, encoder, llm)
        services = services_of(options.index, desk, options.model)
        # Without a login, a page elsewhere could reach the site under a name of its own that leads to this machine.
        hosts = LOOPBACK if not (access or options.open) else None
        site = application(services, access, options.root_path, hosts, VERSION)
        if options.host not in LOOPBACK and not access:
            print("注意：其他机器可以访问，且没有登录（open to other machines, without a login）", file=sys.stderr)
        host = f"[{options.host}]" if ":" in options.host else options.host
        address = f"http://{host}:{at.getsockname()[1]}/"

        def ready() -> None:
            print(address, flush=True)
            warm()

        try:
            serve(site, at, ready)
        finally:
            services.bench.runs.stop()


def main(argv: Sequence[str] | None = None) -> int:
    """Compose, serve until stopped; 1 where something could not be done."""
    options = arguments(argv, VERSION)
    return exit_status(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    """Get ready and serve until stopped."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    access = _access(options.auth) if options.auth else None
    llm = llm_settings(os.environ)
    encoder = load_encoder(options.model)
    first_start(options.index, encoder)
    with tempfile.TemporaryDirectory(prefix="tiaowen-", ignore_cleanup_errors=True) as scratch:
        _quiet(scratch)
        _serve(options, encoder, access, llm)
    return 0


def _access(file: Path) -> Access:
    """The login by a file of users. BadInput where the file is none, or has nobody in it."""
    users = Users(file)
    if not users.all():
        raise BadInput(f"{file}: 没有用户 (no users)", f"python -m web.users {file} add NAME")
    return Access.of(users)


if __name__ == "__main__":
    sys.exit(main())
