"""Metadata set by hand: it counts at once, outlives new files and rebuilds, is taken off again, and never touches the text."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import Index, Writer, check
from index.edits import FIELDS, checked, laid_over, without_edits
from index.rebuild import rebuild
from ingest.batch import ingest_files
from policy import BadArtefact, BadInput
from tests.index_kit import BigramEncoder, document, fill

FIRST = document(
    "通知.txt", "关于粮食收购的通知", "一、本通知自公布之日起施行。", "二、粮食收购价格每斤一元二角。", region="吉林市", level="市"
)
SECOND = document("要点.txt", "桐庐县普法工作要点", "(一)推进宪法宣传教育。", "(二)每个村培育三名法律明白人。", region="桐庐县", level="县")


def edit(folder: Path, source: str, reset: tuple[str, ...] = (), **changes: str) -> str:
    with Writer(folder / "index", BigramEncoder()) as writer:
        status = writer.edit(source, changes, reset)
        writer.commit()
    return status


def opened(folder: Path) -> Index:
    return Index(folder / "index", BigramEncoder())


def of(folder: Path, source: str = "通知.txt") -> dict[str, object]:
    info = next(i for i in opened(folder).documents() if i.source == source)
    return {name: getattr(info, name) for name in (*FIELDS, "edited")}


def test_an_edit_counts_at_once_in_filters_hits_and_the_document(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    index = opened(tmp_path)
    assert (
        edit(tmp_path, "通知.txt", region="浙江省", level="省", issued="2026-03-01", years="2026—2030", title="浙江省粮食收购办法")
        == "updated"
    )
    assert [h.clause.title for h in index.search("粮食收购价格", region="浙江")] == ["浙江省粮食收购办法"] * 2
    assert index.search("粮食收购价格", region="吉林市") == [] == index.search("粮食收购价格", level="市")
    assert index.search("粮食收购价格", year=2028, level=["省", "国家"])[0].clause.source == "通知.txt"
    info = index.document("通知.txt").info
    assert (info.years, info.edited) == ((2026, 2030), ("title", "issued", "region", "level", "years"))
    assert index.as_read("通知.txt") == FIRST.info and index.as_read("要点.txt") == SECOND.info
    assert index.search("浙江省粮食收购办法", mode="lexical")[0].clause.source == "通知.txt"
    assert check(tmp_path / "index")[1] == []


def test_an_edit_without_the_title_encodes_nothing(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    encoder = BigramEncoder()
    with Writer(tmp_path / "index", encoder) as writer:
        writer.edit("通知.txt", {"region": "吉林省"})
        writer.commit()
    assert encoder.encoded == 0


def test_edits_outlive_a_changed_file_and_a_rebuild(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    edit(tmp_path, "通知.txt", region="浙江省", title="粮食收购办法")
    changed = document(
        "通知.txt", "关于粮食收购的通知（修订）", "一、粮食收购价格每斤两元。", region="长春市", level="市", number="长政〔2026〕1号"
    )
    fill(tmp_path, changed)
    assert of(tmp_path) | {"region": "浙江省", "title": "粮食收购办法", "number": "长政〔2026〕1号"} == of(tmp_path)
    assert opened(tmp_path).document("通知.txt").text == changed.text
    assert opened(tmp_path).as_read("通知.txt") == changed.info
    rebuild(tmp_path / "index", BigramEncoder(32))
    index = Index(tmp_path / "index", BigramEncoder(32))
    assert index.search("粮食收购价格", region="浙江省")[0].clause.title == "粮食收购办法"
    assert index.as_read("通知.txt") == changed.info
    assert check(tmp_path / "index")[1] == []


def test_rebuild_tells_how_far_it_is(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    told: list[tuple[int, int, str]] = []
    rebuild(tmp_path / "index", BigramEncoder(), lambda *at: told.append(at))
    assert told == [(1, 2, "要点.txt"), (2, 2, "通知.txt")]


def test_an_edit_is_taken_off_by_reset_or_by_what_was_read(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    before = of(tmp_path)
    edit(tmp_path, "通知.txt", region="浙江省", level="省", title="别的题名")
    assert edit(tmp_path, "通知.txt", level="市") == "updated"
    assert of(tmp_path)["edited"] == ("title", "region")
    edit(tmp_path, "通知.txt", ("region",))
    assert of(tmp_path)["edited"] == ("title",)
    edit(tmp_path, "通知.txt", FIELDS)
    assert of(tmp_path) == before and opened(tmp_path).document("通知.txt") == FIRST
    assert edit(tmp_path, "通知.txt", FIELDS) == "unchanged" == edit(tmp_path, "通知.txt", region="吉林市")


def test_a_field_may_be_emptied_and_a_removed_document_takes_its_edits_along(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    edit(tmp_path, "通知.txt", region="", level="")
    assert (of(tmp_path)["region"], of(tmp_path)["level"]) == ("", "")
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        writer.remove("通知.txt")
        writer.commit()
    fill(tmp_path, FIRST)
    assert of(tmp_path)["edited"] == () and opened(tmp_path).document("通知.txt") == FIRST


def test_the_same_file_again_is_unchanged_and_keeps_its_edits(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于粮食收购的通知\n一、粮食收购价格每斤一元二角。\n", "utf8")
    for status in ("added", "unchanged"):
        with Writer(tmp_path / "index", BigramEncoder()) as writer:
            reports = ingest_files([("通知.txt", tmp_path / "通知.txt")], writer)
            if status == "added":
                writer.edit("通知.txt", {"region": "浙江省"})  # in the same go
            writer.commit()
        assert [r.status for r in reports] == [status]
        assert of(tmp_path)["region"] == "浙江省"
    assert opened(tmp_path).as_read("通知.txt").region == ""


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issued": "2026-13-01"}, "2026-03-01"), ({"issued": "2026年3月1日"}, "2026-03-01"), ({"issued": "２０２６-03-01"}, "不是日期"),
        ({"level": "部"}, "国家 省 市 县 乡"), ({"years": "2025-2021"}, "先小后大"),
        ({"years": "去年"}, "2021-2025"), ({"title": " \n "}, "不能为空"),
        ({"region": "浙\u202e江"}, "控制字符"), ({"issuer": "长" * 201}, "最多 200 字"), ({"digest": "0"}, "digest"),
        ({"level": "部", "issued": "昨天"}, "层级"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_named_and_nothing_changed(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    fill(tmp_path, FIRST)
    with pytest.raises(BadInput, match=said) as caught:
        edit(tmp_path, "通知.txt", **{"number": "一号", **changes})
    assert caught.value.remedy and of(tmp_path)["edited"] == ()
    with pytest.raises(BadInput, match=r"没有\.txt"):
        edit(tmp_path, "没有.txt", region="浙江省")


def test_an_index_made_without_edits_opens_and_takes_them(tmp_path: Path) -> None:
    """As those made before there were any: without the table."""
    fill(tmp_path, FIRST, SECOND)
    store = tmp_path / "index" / "generations" / "000001" / "store.sqlite"
    db = sqlite3.connect(store)
    db.execute("DROP TABLE edits")
    db.commit()
    db.close()
    (tmp_path / "index" / "generations" / "000001" / "manifest.json").chmod(0o644)
    resign(tmp_path / "index")
    assert check(tmp_path / "index")[1] == [] and of(tmp_path)["edited"] == ()
    assert opened(tmp_path).as_read("通知.txt") == FIRST.info
    edit(tmp_path, "通知.txt", region="浙江省")
    assert of(tmp_path)["region"] == "浙江省" and check(tmp_path / "index")[1] == []


def resign(index: Path) -> None:
    """Record the files of the first generation as they are now."""
    from index.folder import sha256_of

    folder = index / "generations" / "000001"
    manifest = json.loads((folder / "manifest.json").read_text("utf8"))
    for name, entry in manifest["files"].items():
        entry |= {"size": (folder / name).stat().st_size, "sha256": sha256_of(folder / name)}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf8")
    (index / "current").write_text(json.dumps({"generation": "000001", "manifest": sha256_of(folder / "manifest.json")}), "utf8")


VALUES = {
    "title": st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=30),
    "region": st.sampled_from(["", "浙江省", "桐庐县", "<b>", "=1+1"]),
    "level": st.sampled_from(["", "国家", "乡"]),
    "issued": st.dates().filter(lambda d: 1900 <= d.year <= 2100).map(str),
    "years": st.tuples(st.integers(1900, 2100), st.integers(1900, 2100)).map(lambda y: f"{min(y)}-{max(y)}"),
    "kind": st.text(st.characters(categories=("L",)), max_size=5),
}


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({}, optional=VALUES))
def test_edits_never_touch_text_or_spans_and_come_off_whole(changes: dict[str, str]) -> None:
    values = checked(changes)
    edited = laid_over(FIRST, values)
    assert edited.text == FIRST.text
    assert [(c.clause_id, c.start, c.end, c.text, c.path) for c in edited.clauses] == [
        (c.clause_id, c.start, c.end, c.text, c.path) for c in FIRST.clauses
    ]
    assert all(getattr(edited.info, name) == value for name, value in values.items()) and set(edited.info.edited) == set(values)
    assert without_edits(edited, {name: getattr(FIRST.info, name) for name in FIELDS}) == FIRST


def test_the_command_line_edits_resets_and_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("关于粮食收购的通知\n一、粮食收购价格每斤一元二角。\n", "utf8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments, "--index", str(tmp_path / "index")], capture_output=True, text=True, check=False
        )

    assert run("ingest", str(tmp_path / "通知.txt")).returncode == 0
    done = run("index", "edit", "通知.txt", "--region", "浙江省", "--level", "省", "--years", "2021-2025", "--json")
    row = json.loads(done.stdout)
    assert (row["region"], row["years"], row["edited"], row["status"]) == ("浙江省", [2021, 2025], ["region", "level", "years"], "updated")
    assert "通知.txt" in run("index", "search", "粮食收购", "--level", "省", "--level", "市", "--region", "浙江", "--region", "江苏").stdout
    assert run("index", "search", "粮食收购", "--kind", "条例").stdout == ""
    assert json.loads(run("ingest", str(tmp_path / "通知.txt"), "--json").stdout)["region"] == "浙江省"
    assert "（已改" not in run("index", "edit", "通知.txt", "--reset").stdout
    bad = run("index", "edit", "通知.txt", "--issued", "昨天")
    assert bad.returncode == 1 and "2026-03-01" in bad.stderr and bad.stdout == ""
    assert run("index", "edit", "通知.txt").returncode == 2 == run("index", "edit", "通知.txt", "--reset", "text").returncode
    assert run("index", "search", "粮食", "--level", "部").returncode == 2


EDITOR = """
import sys
from tests.index_kit import BigramEncoder
from index import Writer
print("ready", flush=True)
for number in range(10_000):
    with Writer(sys.argv[1], BigramEncoder(), wait=5) as writer:
        writer.edit("通知.txt", {"region": f"第{number}区", "title": f"第{number}版", "level": ["省", "市"][number % 2]})
        writer.commit()
"""


@pytest.mark.slow
def test_an_edit_killed_at_any_moment_is_whole_or_not_there(tmp_path: Path) -> None:
    fill(tmp_path, FIRST, SECOND)
    rng = random.Random(7)
    for _ in range(8):
        process = subprocess.Popen([sys.executable, "-c", EDITOR, str(tmp_path / "index")], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(rng.uniform(0.05, 1.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        now = of(tmp_path)
        if now["edited"]:
            number = int(str(now["region"])[1:-1])
            assert (now["title"], now["level"]) == (f"第{number}版", ["省", "市"][number % 2])
        assert opened(tmp_path).document("通知.txt").text == FIRST.text
        assert check(tmp_path / "index")[1] == []
    edit(tmp_path, "通知.txt", FIELDS)
    assert opened(tmp_path).document("通知.txt") == FIRST


def test_an_edit_needs_the_original(tmp_path: Path) -> None:
    fill(tmp_path, FIRST)
    opened(tmp_path).original("通知.txt").unlink()
    with pytest.raises(BadArtefact, match="原件"):
        edit(tmp_path, "通知.txt", region="浙江省")
