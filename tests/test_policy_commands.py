"""What the commands share: the default index, and how a failure is told."""

import subprocess
import sys
from pathlib import Path

import pytest

from policy import BadArtefact, BadInput
from policy.commands import Parser, default_index, exit_status

ROOT = Path(__file__).parents[1]


def test_the_index_is_the_one_named_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIAOWEN_INDEX", "elsewhere/index")
    assert default_index() == Path("elsewhere/index")
    monkeypatch.setenv("TIAOWEN_INDEX", "")
    assert default_index() == Path("data/index")


@pytest.mark.parametrize(
    ("error", "told"),
    [(BadInput("没有这份文件", "请核对名称"), "没有这份文件\n→ 请核对名称\n"), (BadArtefact("索引已损坏"), "索引已损坏\n")],
)
def test_an_error_is_told_with_its_remedy(error: Exception, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    def fail() -> int:
        raise error

    assert exit_status(fail) == 1
    assert capsys.readouterr() == ("", told)


def test_a_defect_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        exit_status(lambda: 1 // 0)


def test_a_file_that_may_not_be_read_is_told_in_chinese_with_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_status(lambda: len((tmp_path / "没有.txt").read_text("utf8"))) == 1
    assert capsys.readouterr().err.startswith(f"{tmp_path / '没有.txt'}: 没有这个文件或文件夹 (No such file or directory)\n→ ")
    assert exit_status(lambda: len(tmp_path.read_text("utf8"))) == 1
    assert "这是文件夹，不是文件" in capsys.readouterr().err


def test_an_error_of_the_system_without_a_file_is_not_hidden() -> None:
    def fail() -> int:
        raise OSError("broken")

    with pytest.raises(OSError, match="broken"):
        exit_status(fail)


def test_an_interrupted_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def stopped() -> int:
        raise KeyboardInterrupt

    assert exit_status(stopped) == 130
    assert "已中断" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "缺少 COMMAND"),
        (["看"], "COMMAND：没有“看”这一项，可用 list, ask"),
        (["ask"], "缺少 QUESTION"),
        (["ask", "q", "-k", "三"], "-k：“三”不是整数"),
        (["ask", "q", "-k"], "-k：后面要写一个值"),
        (["ask", "q", "--rate", "高"], "--rate：“高”不是数"),
        (["ask", "q", "--mode", "快"], "--mode：没有“快”这一项，可用 dense, lexical"),
        (["ask", "q", "--all=1"], "--all：后面不带值"),
        (["ask", "q", "--no"], "没有这样的参数：--no"),
    ],
)
def test_wrong_arguments_are_refused_in_chinese(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser("python -m thing")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("list")
    ask = commands.add_parser("ask")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("-k", type=int)
    ask.add_argument("--rate", type=float)
    ask.add_argument("--mode", choices=("dense", "lexical"))
    ask.add_argument("--all", action="store_true")
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(arguments)
    said = capsys.readouterr().err
    assert ended.value.code == 2 and told in said and said.splitlines()[-1].startswith("→ 用法 (usage): python -m thing")


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    code = (
        "import sys; from policy.commands import exit_status; "
        "sys.exit(exit_status(lambda: [print('条文', flush=True) for _ in range(9999)] and 5))"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout and process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""
