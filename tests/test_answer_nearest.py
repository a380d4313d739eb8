"""The clauses listed where no document answers."""

from pathlib import Path

from answer import ask
from index import Index, Writer
from tests.index_kit import BigramEncoder, document, original


def test_the_nearest_clauses_of_two_places_are_listed_best_first_and_only_places_asked_about_are_named(tmp_path: Path) -> None:
    documents = (
        document("市.txt", "北京市绿化办法", "第一条 道路绿化由园林部门负责养护。", "第二条 公园开放时间由园林部门公布。", region="北京市"),
        document(
            "区.txt", "东城区停车通告", "第一条 胡同停车位由街道办事处统一编号。", "第二条 停车位编号牌由街道办事处更换。", region="东城区"
        ),
    )
    with Writer(tmp_path / "index", BigramEncoder()) as writer:
        for one in documents:
            writer.put(one, original(tmp_path, one))
        writer.commit()
    index = Index(tmp_path / "index", BigramEncoder())
    both = ask(index, "东城区和北京市的公园门票收费多少元？")
    scores = [hit.score for hit in both.hits]
    assert both.status == "not_found" and len(scores) > 1 and scores == sorted(scores, reverse=True)
    assert len({hit.clause.source for hit in both.hits}) == 2
    one = ask(index, "北京市东城区的停车位每小时收费多少元？")
    assert one.status == "not_found" and "东城区" in one.note and "北京市" not in one.note
