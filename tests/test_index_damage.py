"""What is damaged, lost or not there is named with its remedy, and nothing is built on it."""

from pathlib import Path

import pytest

from index import Index, Writer, check, open_index
from index.rebuild import rebuild
from policy import BadArtefact
from tests.index_kit import BigramEncoder, document, fill, original

ZHEJIANG = document("省/浙江.txt", "浙江省法治政府建设实施纲要", "一、总体要求。坚持依法行政。", "(七)行政机关负责人出庭应诉率达到100%。")
TONGLU = document("县/桐庐.txt", "桐庐县普法工作要点", "(一)推进宪法宣传教育。", "(二)每个村培育三名法律明白人。")


def test_no_index_is_said_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadArtefact, match="no index here") as caught:
        Index(tmp_path / "index", None)
    assert "python -m ingest" in caught.value.remedy


@pytest.mark.parametrize("name", ["store.sqlite", "vectors.faiss", "words.rows.npy", "manifest.json"])
def test_a_truncated_file_is_named_on_opening(tmp_path: Path, name: str) -> None:
    fill(tmp_path, ZHEJIANG)
    path = tmp_path / "index/generations/000001" / name
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(BadArtefact, match=name) as caught:
        Index(tmp_path / "index", BigramEncoder())
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["store.sqlite", "vectors.faiss", "words.rows.npy"])
def test_an_altered_byte_is_found_on_opening_and_by_check(tmp_path: Path, name: str) -> None:
    fill(tmp_path, ZHEJIANG)
    path = tmp_path / "index/generations/000001" / name
    data = bytearray(path.read_bytes())
    data[-3] ^= 255
    path.write_bytes(data)
    assert any(name in fault for fault in check(tmp_path / "index")[1])
    with pytest.raises(BadArtefact, match=name):
        Index(tmp_path / "index", BigramEncoder())


@pytest.mark.parametrize(("name", "remedy"), [("store.sqlite", "ingest"), ("vectors.faiss", "rebuild"), ("words.rows.npy", "rebuild")])
def test_nothing_is_built_on_an_altered_file(tmp_path: Path, name: str, remedy: str) -> None:
    fill(tmp_path, ZHEJIANG)
    path = tmp_path / "index/generations/000001" / name
    data = bytearray(path.read_bytes())
    data[-3] ^= 255
    path.write_bytes(data)
    with pytest.raises(BadArtefact, match=name) as caught:
        fill(tmp_path, TONGLU)
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("name", ["store.sqlite", "words.terms.npy"])
def test_a_file_that_turns_out_to_be_damaged_is_named(tmp_path: Path, name: str) -> None:
    fill(tmp_path, ZHEJIANG)
    path = tmp_path / "index/generations/000001" / name
    size = path.stat().st_size
    path.write_bytes((path.read_bytes()[:4096] if name == "store.sqlite" else b"").ljust(size, b"\xa5"))
    with pytest.raises(BadArtefact, match=name) as caught:
        Index(tmp_path / "index", BigramEncoder()).search("应诉率")
    assert caught.value.remedy


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("不是文件夹", "utf8")
    for use in (
        lambda: Index(tmp_path / "index", None),
        lambda: check(tmp_path / "index"),
        lambda: rebuild(tmp_path / "index", BigramEncoder()),
    ):
        with pytest.raises(BadArtefact, match="Not a directory") as caught:
            use()
        assert caught.value.remedy


def test_a_lost_generation_is_named_where_the_encoder_is_looked_up(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    (tmp_path / "index/generations/000001/manifest.json").unlink()
    with pytest.raises(BadArtefact, match="missing"):
        open_index(tmp_path / "index", lambda name: BigramEncoder())


def test_a_lost_original_is_wanted_again(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    Index(tmp_path / "index", None).original("省/浙江.txt").unlink()
    with pytest.raises(BadArtefact, match="original missing"):
        rebuild(tmp_path / "index", BigramEncoder())
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        assert list(writer.digests()) == ["县/桐庐.txt"]
        assert writer.put(ZHEJIANG, original(tmp_path, ZHEJIANG)) == "updated"
        writer.commit()
    assert check(tmp_path / "index")[1] == []


def test_a_lost_or_altered_original_is_found_by_check(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG, TONGLU)
    index = Index(tmp_path / "index", None)
    index.original("省/浙江.txt").unlink()
    index.original("县/桐庐.txt").write_text("改动", "utf8")
    assert len(check(tmp_path / "index")[1]) == 2
    with pytest.raises(BadArtefact, match="missing"):
        index.original("省/浙江.txt")


def test_a_damaged_pointer_is_named(tmp_path: Path) -> None:
    fill(tmp_path, ZHEJIANG)
    (tmp_path / "index/current").write_text("{", "utf8")
    with pytest.raises(BadArtefact, match="damaged"):
        Index(tmp_path / "index", None)
