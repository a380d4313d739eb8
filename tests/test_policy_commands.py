"""What the commands share: the default index, and how a failure is told."""

import subprocess
import sys
from pathlib import Path

import pytest

from policy import BadArtefact, BadInput
from policy.commands import default_index, exit_status

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
