"""`python -m ingest`: files and folders in, one report a file, and an index that follows."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from index import Index
from ingest.__main__ import main
from ingest.batch import find_files, ingest_files
from policy import BadInput, Document
from tests.index_kit import BigramEncoder

RULES = "青岚省供水办法\n第一条　为加强供水管理，制定本办法。\n第二条　县级人民政府负责供水管理工作。\n"
PLAN = "云溪县供水方案\n一、总体要求\n(一)目标。到2025年，自来水普及率达到92%以上。\n二、保障措施\n落实管护经费。\n"
ENCODER = BigramEncoder()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "县").mkdir(parents=True)
    (folder / "a.txt").write_text(RULES, "utf-8")
    (folder / "县" / "b.txt").write_bytes(PLAN.encode("gb18030"))
    (folder / ".hidden.txt").write_text("隐藏", "utf-8")
    (folder / "~$lock.docx").write_bytes(b"x")
    return folder


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index folder, with the tests' small encoder in place of the shipped one."""
    monkeypatch.setattr("models.load_encoder", lambda name=None: ENCODER)
    return tmp_path / "index"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[dict]]:
    code = main([*map(str, arguments), "--json"])
    return code, [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


def sources(index: Path) -> list[str]:
    return sorted(info.source for info in Index(index, ENCODER).documents())


def test_a_folder_is_ingested_with_its_subfolders(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = run(capsys, papers, "--index", index)
    assert code == 0
    assert [(row["source"], row["status"], row["title"]) for row in rows] == [
        ("a.txt", "added", "青岚省供水办法"),
        ("县/b.txt", "added", "云溪县供水方案"),
    ]
    assert set(rows[0]) >= {"source", "title", "number", "issuer", "issued", "region", "level", "clauses", "status", "error", "repairs"}
    assert sources(index) == ["a.txt", "县/b.txt"]


def test_unchanged_files_are_skipped_and_changed_ones_replaced(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, papers, "--index", index)
    encoded = ENCODER.encoded
    code, rows = run(capsys, papers, "--index", index)
    assert (code, [row["status"] for row in rows]) == (0, ["unchanged", "unchanged"])
    assert rows[0]["title"] == "青岚省供水办法"
    assert ENCODER.encoded == encoded
    (papers / "a.txt").write_text(RULES.replace("负责", "统一负责"), "utf-8")
    _, rows = run(capsys, papers, "--index", index)
    assert [row["status"] for row in rows] == ["updated", "unchanged"]
    assert "统一负责" in Index(index, ENCODER).document("a.txt").text


def test_what_fails_is_named_and_the_others_are_ingested(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "scan.jpg").write_bytes(b"\xff\xd8\xff")
    (papers / "empty.txt").write_bytes(b"")
    code, rows = run(capsys, papers, "--index", index)
    failed = {row["source"]: row for row in rows if row["status"] == "failed"}
    assert code == 1
    assert set(failed) == {"scan.jpg", "empty.txt"}
    assert failed["empty.txt"]["error"] == "文件是空的"
    assert failed["scan.jpg"]["remedy"]
    assert sources(index) == ["a.txt", "县/b.txt"]


def test_a_single_file_has_its_bare_name(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, rows = run(capsys, papers / "县" / "b.txt", "--index", index)
    assert [row["source"] for row in rows] == ["b.txt"]


def test_remove(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, papers, "--index", index)
    code, rows = run(capsys, "--remove", "a.txt", "gone.txt", "--index", index)
    assert code == 1
    assert [(row["source"], row["status"]) for row in rows] == [("a.txt", "removed"), ("gone.txt", "failed")]
    assert sources(index) == ["县/b.txt"]


def test_the_table_for_people(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "old.doc").write_bytes(b"x")
    assert main([str(papers), "--index", str(index)]) == 1
    out = capsys.readouterr().out
    assert "新增  a.txt  《青岚省供水办法》" in out
    assert "失败  old.doc  不支持的文件类型：.doc。请用 Word" in out
    assert out.rstrip().endswith("共 3 个文件：新增 2，失败 1")


@pytest.mark.parametrize("arguments", [[], ["gone-folder"], ["长" * 300], ["a.txt", "--remove", "b.txt"], ["--unknown"]])
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().out == ""


def test_two_files_of_one_name_are_refused(papers: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.txt").write_text(PLAN, "utf-8")
    with pytest.raises(BadInput, match=r"a\.txt"):
        find_files([papers, other])
    assert [source for source, _ in find_files([papers, papers / "a.txt"])] == ["a.txt", "县/b.txt"]


def test_removing_from_no_index_makes_none(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--remove", "a.txt", "--index", str(index)]) == 1
    assert "no index here" in capsys.readouterr().err and not index.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="such names and links are made on Linux")
def test_odd_names_are_kept_in_a_readable_form_and_links_that_lead_nowhere_are_named(
    papers: Path, index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bytes_of_windows = os.fsencode(papers) + b"/" + "供水.txt".encode("gb18030")
    for name in (bytes_of_windows, papers / "换\n行.txt", papers / "📄 \"引号'.txt"):
        Path(os.fsdecode(name)).write_text(RULES, "utf-8")
    (papers / "县" / "回到上级").symlink_to("..")
    (papers / "断.txt").symlink_to("gone.txt")
    code, rows = run(capsys, papers, "--index", index)
    assert code == 1
    failed = {row["source"] for row in rows if row["status"] == "failed" and row["error"] and row["remedy"]}
    assert failed == {"县/回到上级", "断.txt"}
    assert sources(index) == sorted(["a.txt", "县/b.txt", "供水.txt", "换␊行.txt", "📄 \"引号'.txt"])


def test_a_folder_that_cannot_be_opened_is_named(papers: Path, index: Path, monkeypatch, capsys: pytest.CaptureFixture[str]) -> None:
    opened = os.scandir

    def refuse(path):  # what the system does to another user; root may open everything
        if Path(path).name == "县":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path)

    monkeypatch.setattr(os, "scandir", refuse)
    code, rows = run(capsys, papers, "--index", index)
    assert code == 1
    assert [(row["source"], row["status"]) for row in rows] == [("a.txt", "added"), ("县", "failed")]
    assert "权限" in rows[1]["remedy"]


class Shelf:
    """An index that is a dictionary."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}

    def put(self, document: Document, original: Path) -> str:
        self.documents[document.info.source] = document
        return "added"

    def remove(self, source: str) -> bool:
        return self.documents.pop(source, None) is not None

    def digests(self) -> dict[str, str]:
        return {source: document.info.digest for source, document in self.documents.items()}


def test_many_files_are_loaded_by_two_processes_in_the_same_order_with_the_same_result(tmp_path: Path) -> None:
    for n in range(70):
        (tmp_path / f"{n:02}.txt").write_text(RULES.replace("供水", f"供水{n}"), "utf-8")
    (tmp_path / "33.txt").write_bytes(b"")
    files = find_files([tmp_path])
    together, alone, seen = Shelf(), Shelf(), []
    reports = ingest_files(files, together, lambda done, total, report: seen.append((done, total, report.source)))
    for file in files:
        ingest_files([file], alone)
    assert together.documents == alone.documents
    assert [report.status for report in reports].count("failed") == 1
    assert seen == [(n + 1, 70, f"{n:02}.txt") for n in range(70)]


def test_importing_and_asking_for_help_is_quick_and_silent() -> None:
    done = subprocess.run([sys.executable, "-m", "ingest", "--help"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "--remove" in done.stdout


def test_a_title_that_no_line_holds_is_told_to_be_inferred(papers: Path, index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "0001.txt").write_text("为做好防汛工作，现就有关事项通知如下：\n一、责任\n各负其责。\n", "utf-8")
    assert main([str(papers), "--index", str(index)]) == 0
    lines = {line.split()[1]: line for line in capsys.readouterr().out.split("\n") if "《" in line}
    assert "《关于做好防汛工作的通知》" in lines["0001.txt"]
    assert lines["0001.txt"].endswith("题名据正文推定，请核对）")
    assert not lines["a.txt"].endswith("请核对）")
