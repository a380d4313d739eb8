"""Papers from real documents: a hundred items, quickly, and none that the check faults."""

import time
from collections import Counter
from pathlib import Path

import pytest

from exam import check, make, parse, versions
from exam.__main__ import sources_of
from exam.corpus import KINDS
from index import Index

SEEDS = Path(__file__).parents[1].parent / "shared" / "seeds"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SEEDS.exists(), reason="needs ../shared/seeds")]
HUNDRED = {"单选": 30, "多选": 20, "判断": 25, "填空": 15, "简答": 7, "案例分析": 3}


def test_a_hundred_items_from_five_files(tmp_path: Path) -> None:
    from ingest.__main__ import main as ingest

    assert ingest([str(SEEDS), "--index", str(tmp_path / "index")]) == 0
    read = sources_of(Index(tmp_path / "index", None))
    begun = time.monotonic()
    paper = make(read, parse({"kinds": HUNDRED, "seed": 7}))
    assert time.monotonic() - begun < 30
    assert Counter(KINDS[i.kind] for i in paper.items) == HUNDRED and paper.lacking == ()
    assert len({p.source for i in paper.items for p in i.proofs}) == 5
    assert check(read.library, paper) == []
    assert all(check(read.library, v) == [] for v in versions(paper, ["A", "B"]))
    assert not [i.stem for i in paper.items if "xx" in i.stem or i.stem[0] == "其"]
