"""Blueprints, papers as JSON, and the command line."""

import json
from pathlib import Path

import pytest

from exam import load, load_paper, make, paper_json, parse, plain, read_paper, write_paper
from exam.__main__ import main
from policy import BadInput
from policy.exam import ItemKind
from tests.exam_kit import law, plan, sources

TOML = 'title = "测试卷"\nseed = 5\nversions = ["A", "B"]\n[kinds]\n单选 = 3\n"判断" = 2\nblank = 1\n[difficulty]\n易 = 1\n'


def test_a_blueprint_is_read_and_written_back(tmp_path: Path) -> None:
    path = tmp_path / "b.toml"
    path.write_text(TOML, "utf8")
    blueprint = load(path)
    assert blueprint.kinds == {ItemKind.SINGLE: 3, ItemKind.TRUE_FALSE: 2, ItemKind.BLANK: 1}
    assert (blueprint.title, blueprint.seed, blueprint.versions) == ("测试卷", 5, ("A", "B"))
    assert parse(json.loads(json.dumps(plain(blueprint)))) == blueprint


def test_all_faults_of_a_blueprint_are_told_at_once() -> None:
    bad = {
        "title": " ", "seed": "x", "minutes": 0, "kinds": {"单选": -1, "选择": 3}, "points": {"判断": 0}, "sources": [1], "color": "red",
        "difficulty": {"易": -1, "极难": 1}, "versions": ["A", "A"], "allow_same_fact": "no",
    }  # fmt: skip
    with pytest.raises(BadInput) as told:
        parse(bad)
    for part in ("title", "seed", "minutes", "单选", "选择", "判断", "sources", "color", "极难", "versions", "allow_same_fact"):
        assert part in str(told.value), part
    assert told.value.remedy
    with pytest.raises(BadInput, match="至少要有一道题"):
        parse({})


def test_papers_come_back_as_they_were(tmp_path: Path) -> None:
    paper = make(sources(), parse({"kinds": {"单选": 3, "多选": 1, "判断": 3, "填空": 2, "简答": 1, "案例分析": 1}}))
    assert load_paper(write_paper(paper, tmp_path / "deep" / "paper.json")) == paper
    assert read_paper(json.loads(json.dumps(paper_json(paper)))) == paper


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "JSON"),
        ("[]", "对象"),
        ('{"title": "卷", "items": 3}', "items"),
        ('{"title": "卷", "items": [{"item_id": "1", "kind": "essay", "stem": "题"}]}', r"items\[0\].kind"),
        ('{"title": "卷", "items": [{"item_id": "1", "kind": "blank", "key": "x", "points": "2"}]}', r"items\[0\].stem.*items\[0\].key"),
        ('{"title": "卷", "items": [{"item_id": "1", "kind": "blank", "stem": "题", "proofs": [{"quote": 1}]}]}', r"proofs\[0\].quote"),
        ('{"title": "卷", "format": 99, "items": []}', "99"),
    ],
)
def test_bad_papers_are_told_where(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "paper.json"
    path.write_text(text, "utf8")
    with pytest.raises(BadInput, match=told) as error:
        load_paper(path)
    assert error.value.remedy


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from ingest.__main__ import main as ingest

    folder = tmp_path_factory.mktemp("exam")
    (folder / "texts").mkdir()
    (folder / "texts" / "law.txt").write_text("青岚省河道管理条例\n" + law().text, "utf8")
    (folder / "texts" / "plan.txt").write_text("云岫市政务服务行动计划（2025—2028年）\n" + plan().text, "utf8")
    assert ingest([str(folder / "texts"), "--index", str(folder / "index")]) == 0
    return folder / "index"


def test_make_and_check_on_the_command_line(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blueprint = tmp_path / "b.toml"
    blueprint.write_text(TOML, "utf8")
    assert main(["make", str(blueprint), "--index", str(index), "--out", str(tmp_path / "out"), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert read_paper(printed["paper"]).title == "测试卷"
    for version in "AB":
        paper = tmp_path / "out" / version / "paper.json"
        assert str(paper) in printed["files"]
        assert main(["check", str(paper), "--index", str(index)]) == 0
    assert capsys.readouterr().out == ""
    said = json.loads(paper.read_text("utf8"))
    said["items"][0]["points"] = -1
    paper.write_text(json.dumps(said), "utf8")
    assert main(["check", str(paper), "--index", str(index), "--json"]) == 1
    fault = json.loads(capsys.readouterr().out)
    assert fault["code"] == "bad_points" and fault["n"] == 1 and fault["remedy"]


def test_make_without_a_blueprint(index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["make", "--index", str(index), "--out", str(tmp_path), "--source", "河道", "--kinds", "判断=3，填空=1"]
    assert main(arguments) == 0
    assert "4 题" in capsys.readouterr().out
    assert main([*arguments[:-1], "案例分析=50"]) == 1
    assert "不足：案例分析" in capsys.readouterr().out
    assert main([*arguments[:-1], "判断=many"]) == 1
    assert "many" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["make", "--index", str(index), "--out", str(tmp_path)])
    assert left.value.code == 2


def test_the_sample_blueprint_is_good() -> None:
    assert sum(load(Path(__file__).parents[1] / "sample" / "exam.toml").kinds.values()) == 25
