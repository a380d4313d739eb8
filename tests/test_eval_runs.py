"""From question files of every form to a run's folder and back."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from answer import ask
from eval.__main__ import main, parser
from eval.folder import read_run_folder, write_run_folder
from eval.judging import Resolver, ranking
from eval.measures import per_question
from eval.opening import Desk, deeper, take_in
from eval.record import Run
from eval.report import run_report
from eval.runs import perform
from eval.sets import QuestionSet, read_set
from eval.summary import summarise
from eval.trec import read_qrels, read_run, write_run
from policy.shapes import answer_json
from tests.eval_kit import ABSENT, CLAUSES, LAW, NOTICE, OLD, REFUSE, SEED, SPAN, STATUTE, WRITTEN, jsonl, library
from tests.index_kit import BigramEncoder

SHARED = Path(__file__).parents[1].parent / "shared"
ALL = (SEED, REFUSE, SPAN, STATUTE, WRITTEN, ABSENT)


@pytest.fixture(scope="module")
def desk(tmp_path_factory) -> Desk:
    return library(tmp_path_factory.mktemp("library"))


@pytest.fixture(scope="module")
def run(desk: Desk, tmp_path_factory) -> Run:
    questions = read_set([jsonl(tmp_path_factory.mktemp("questions") / "q.jsonl", *ALL)])
    return perform(desk, questions, name="试", k=100)


def record(run: Run, question_id: str):
    return next(r for r in run.records if r.question_id == question_id)


def test_the_second_edition_of_an_article_is_no_second_find(desk: Desk) -> None:
    question = Resolver(desk).question(STATUTE)
    hits = desk.search("路内停车泊位每日二十时至次日八时免费", 10)
    names = list(ranking(question, [h.clause for h in hits]))
    assert len(names) == len(hits)
    assert [n for n in names if n == "停车条例第三条"] == names[:1]
    assert {hits[0].clause.clause_id, hits[1].clause.clause_id} == {f"{OLD}#2", f"{LAW}#3"}
    values = per_question({"4": {"停车条例第三条": 1}}, {"4": {n: -i for i, n in enumerate(names)}}, ["R@1", "P@5"])
    assert values["4"] == {"R@1": 1.0, "P@5": 0.2}


def test_a_run_measures_retrieval_and_answers(run: Run) -> None:
    assert [r.question_id for r in run.records] == ["q1", "q2", "q3", "4", "w5", "6"]
    assert record(run, "q1").measures["answer right"] == record(run, "q1").measures["answer citation_recall"] == 1.0
    assert record(run, "q2").measures["answer right"] == float(record(run, "q2").status == "not_found")
    assert "RR@10" not in {n for n, v in record(run, "q2").measures.items() if v is not None}
    assert record(run, "q3").measures["answer dates"] == 1.0 and record(run, "q3").measures["document Success@1"] == 1.0
    absent = record(run, "6")
    assert not absent.located and absent.gold == ("园林条例第九条",)
    assert absent.measures["RR@10"] == absent.measures["R@100"] == absent.measures["answer citation_recall"] == 0.0


def test_a_summary_counts_every_judged_question(run: Run) -> None:
    summary = summarise(run)
    assert (summary.questions, summary.judged, summary.unlocated) == (6, 5, 1)
    assert summary.measures["RR@10"].n == summary.measures["R@100"].n == 5
    assert summary.measures["RR@10"].mean == pytest.approx(sum(r.measures["RR@10"] or 0 for r in run.records) / 5)
    assert set(summary.groups["kind"]) == {"number", "unanswerable", "everyday"}
    assert summary.refusal["refusal_recall"] in (0.0, 1.0)


def test_every_figure_says_what_it_hangs_on(run: Run) -> None:
    about = run.provenance
    assert about["corpus"]["documents"] == 3 and len(about["corpus"]["hash"]) == len(about["questions"]["hash"]) == 64
    assert about["encoder"]["fingerprint"] == "bigrams-64"
    assert about["settings"]["mode"] == "hybrid" and about["settings"]["k"] == 100 and about["settings"]["fusion"]
    assert run.cost["search_p50_ms"] > 0 and run.cost["total_seconds"] > 0


def test_a_run_comes_back_from_its_folder_as_it_was(run: Run, tmp_path: Path) -> None:
    summary = summarise(run)
    write_run_folder(tmp_path, run, summary, run_report(run, summary))
    back, stored = read_run_folder(tmp_path)
    assert back.records == run.records and back.provenance == run.provenance
    assert stored["measures"]["RR@10"]["mean"] == summary.measures["RR@10"].mean
    again = per_question(read_qrels(tmp_path / "qrels.trec"), read_run(tmp_path / "run.trec"), ["RR@10", "nDCG@10", "AP@100"])
    for query, of in again.items():
        assert of == pytest.approx({n: record(run, query).measures[n] for n in of})
    assert (tmp_path / "measures.csv").read_text("utf-8-sig").startswith("id,question,kind,lang,gold,R@1")


def test_a_report_stands_alone_and_escapes_what_it_shows(desk: Desk, tmp_path: Path) -> None:
    row = WRITTEN | {"question": "<script>alert(1)</script>几点关门", "id": "<b>"}
    run = perform(desk, read_set([jsonl(tmp_path / "q.jsonl", row, SEED)]), k=10)
    html = run_report(run, summarise(run))
    assert "<script" not in html and "&lt;script&gt;" in html
    assert "<svg" in html and "src=" not in html and "http" not in html.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert "R@100" not in summarise(run).measures  # ten hits say nothing of a hundred


def test_seen_gold_is_told_apart(desk: Desk, tmp_path: Path) -> None:
    train = read_set([jsonl(tmp_path / "t.jsonl", {**STATUTE, "id": "t", "question": "泊位几点免费"})])
    run = perform(desk, read_set([jsonl(tmp_path / "q.jsonl", STATUTE, WRITTEN)]), k=10, answering=False, train=train)
    assert [r.groups["gold"] for r in run.records] == ["seen", "unseen"]
    assert set(summarise(run).groups["gold"]) == {"seen", "unseen"}


def asked(*arguments: object) -> int:
    return main([str(a) for a in arguments])


def test_a_part_without_a_measure_ends_no_run(desk: Desk, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("models.load_encoder", lambda name=None: BigramEncoder())
    index = ["--index", desk.folder, "--mode", "lexical", "--no-answers"]
    questions = jsonl(tmp_path / "q.jsonl", SEED, REFUSE)  # of the kind "unanswerable" nothing can be measured without answers
    assert asked("run", "--questions", questions, "--out", tmp_path / "a", *index) == 0
    assert "kind=unanswerable: n=1  （没有适用的指标）" in capsys.readouterr().out
    (tmp_path / "t.tsv").write_text("301\t占用盲道停放机动车怎么处罚\n302\tWhat is the fine?\n", "utf8")
    assert asked("run", "--questions", tmp_path / "t.tsv", "--out", tmp_path / "b", *index) == 0
    assert "2 题，0 题有标准条文" in capsys.readouterr().out
    assert "（没有适用的指标" not in (tmp_path / "b" / "report.html").read_text("utf8")


def test_a_run_that_is_refused_leaves_no_folder(desk: Desk, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("models.load_encoder", lambda name=None: BigramEncoder())
    questions = jsonl(tmp_path / "q.jsonl", SEED)
    for wrong in (["--index", tmp_path / "none"], ["--index", desk.folder, "-k", "0"]):
        assert asked("run", "--questions", questions, "--out", tmp_path / "a", *wrong) == 1
        assert "→" in capsys.readouterr().err and not (tmp_path / "a").exists()
    (tmp_path / "kept").mkdir()
    assert asked("run", "--questions", questions, "--out", tmp_path / "kept", "--index", tmp_path / "none") == 1
    assert (tmp_path / "kept").exists()


def test_an_answer_can_be_scored_again_from_what_is_kept(run: Run) -> None:
    for row in run.records:
        length = sum(c.end - c.start for c in row.citations)
        if (precision := row.measures.get("answer citation_precision")) is not None:
            assert precision == pytest.approx(sum(c.gold for c in row.citations) / length)
        if (recall := row.measures.get("answer citation_recall")) is not None:
            assert recall == pytest.approx(len({u for c in row.citations for u in c.units}) / len(row.gold))
        for cited in row.citations:
            common = {
                (max(cited.start, s.start), min(cited.end, s.end))
                for s in row.spans
                if s.place == cited.clause_id and s.unit in cited.units
            }
            assert cited.gold == sum(end - start for start, end in common)
    assert {(s.unit, s.place) for s in record(run, "q3").spans} == {(f"{NOTICE}§答案", f"{NOTICE}#1")}
    span = record(run, "q3").spans[0]
    assert CLAUSES[NOTICE][0][span.start : span.end] == SPAN["answer"]


def test_the_first_ten_are_those_that_people_see_whatever_the_depth(desk: Desk) -> None:
    class Moody(Desk):
        """A search for more that ranks the other way round."""

        def search(self, query, k=10, **rest):
            found = super().search(query, k, **rest)
            return found if k == 10 else found[::-1]

    moody = Moody(desk.folder, desk.encoder, "lexical")
    question = "路内停车泊位每日二十时至次日八时免费"
    seen = moody.search(question, 10)
    found = deeper(moody, question, seen[:2], 100)
    assert found[:2] == seen[:2] and len({h.clause.clause_id for h in found}) == len(found) == len(seen)
    questions = QuestionSet("q", (SEED, SPAN, STATUTE), "x")
    runs = {k: perform(moody, questions, k=k, answering=False).ranked["clause"] for k in (1, 10, 100)}
    assert runs[10] == runs[100] and all(runs[1][q] == runs[10][q][:1] for q in runs[1])


def test_the_command_line_runs_and_says_what_is_wrong(desk: Desk, tmp_path: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("models.load_encoder", lambda name=None: BigramEncoder())
    questions, out = jsonl(tmp_path / "q.jsonl", *ALL), tmp_path / "a"
    common = ["--index", str(desk.folder), "--out"]
    assert main(["run", "--questions", str(questions), *common, str(out), "--mode", "lexical", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["questions"] == 6 and data["measures"]["RR@10"]["n"] == 5
    files = {p.name for p in out.iterdir()}
    assert {
        "run.trec",
        "clauses.trec",
        "qrels.trec",
        "document.run.trec",
        "results.jsonl",
        "summary.json",
        "measures.csv",
        "report.html",
    } <= files
    assert main(["score", "--run", str(out / "run.trec"), "--qrels", str(out / "qrels.trec"), "--measures", "RR@10"]) == 0
    assert capsys.readouterr().out == f"RR@10\tall\t{data['measures']['RR@10']['mean']:.4f}\n"
    ids = [f"{NOTICE}#1", f"{LAW}#2", f"{OLD}#2"]
    write_run(tmp_path / "theirs", {"q1": ids, "4": ids}, "别家")
    assert main(["score", "--run", str(tmp_path / "theirs"), "--questions", str(questions), *common[:2], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["measures"]["RR@10"]["mean"] == pytest.approx((1 / 2 + 1 / 3) / 5)
    assert main(["run", "--questions", str(tmp_path / "none.jsonl"), *common, str(tmp_path / "b")]) == 1
    assert "none.jsonl" in capsys.readouterr().err
    assert main(["run", "--questions", str(questions), "--index", str(tmp_path), "--out", str(tmp_path / "b")]) == 1
    assert "→" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["run", "--out", "x"])
    assert caught.value.code == 2


def test_every_command_of_the_readme_is_understood() -> None:
    text = (Path(__file__).parents[1] / "eval" / "README.md").read_text("utf8")
    commands = [line.removeprefix("$ ").split()[3:] for line in text.split("\n") if line.removeprefix("$ ").startswith("python -m eval ")]
    told = "run score compare pool qrels feedback check sweep fit crossed marker decision spans collections retrain gate"
    assert {c[0] for c in commands} == set(told.split())
    for command in commands:
        parser().parse_args(command)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not there")
def test_figures_agree_with_the_independent_scorer(tmp_path: Path) -> None:
    encoder = BigramEncoder()
    take_in(SHARED / "seeds", tmp_path / "index", encoder)
    desk, questions = Desk(tmp_path / "index", encoder), SHARED / "questions" / "dev.jsonl"
    run = perform(desk, read_set([questions]), k=10)
    given = tmp_path / "answers.jsonl"
    given.write_text("".join(json.dumps(answer_json(r.question_id, ask(desk, r.question))) + "\n" for r in run.records), "utf8")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), "answers", str(questions), str(given)]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    ours = summarise(run).measures
    assert ours["answer right"].mean == pytest.approx(theirs["right"], abs=5e-5)
    assert ours["answer hits@5"].mean == pytest.approx(theirs["gold_in_top5"], abs=5e-5)
