"""Where a language model is set up: by the environment, whose key is never shown."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from answer.__main__ import main
from answer.llm.settings import LlmSettings, llm_settings
from policy import BadInput
from tests.index_kit import SAMPLE, indexed
from tests.llm_kit import GOOD, RATE
from tests.llm_server import KEY, saying, serving

ROOT = Path(__file__).parents[1]


def test_without_settings_there_is_no_model() -> None:
    assert llm_settings({}) is None
    assert llm_settings({"TIAOWEN_LLM_KEY": "k", "TIAOWEN_LLM_URL": " "}) is None


def test_settings_are_read_and_the_key_is_not_shown() -> None:
    settings = llm_settings({"TIAOWEN_LLM_URL": "http://127.0.0.1:11434/v1/", "TIAOWEN_LLM_MODEL": "qwen", "TIAOWEN_LLM_KEY": KEY})
    assert settings == LlmSettings("http://127.0.0.1:11434/v1", "qwen", KEY, 20.0)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    "wrong",
    [
        {"MODEL": ""}, {"URL": ""}, {"URL": "127.0.0.1:11434"}, {"URL": "file:///etc/passwd"}, {"URL": "http://u:secret-in-url@h/v1"},
        {"URL": "http://h:99999/v1"}, {"URL": "http://h/v1?key=secret-in-url"}, {"URL": "http://h/a b"}, {"URL": "http:///v1"},
        {"KEY": "secret\nX: y"}, {"KEY": "密钥"}, {"SECONDS": "soon"}, {"SECONDS": "0"}, {"SECONDS": "nan"}, {"SECONDS": "1e9"},
    ],
)  # fmt: skip
def test_wrong_settings_are_told_without_showing_secrets(wrong: dict[str, str]) -> None:
    right = {"URL": "http://127.0.0.1/v1", "MODEL": "m"}
    with pytest.raises(BadInput) as error:
        llm_settings({f"TIAOWEN_LLM_{name}": value for name, value in (right | wrong).items()})
    assert error.value.remedy
    assert "secret" not in str(error.value) + error.value.remedy


def test_the_command_line_uses_it_where_it_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "index"
    indexed(folder, SAMPLE)
    with serving(saying(GOOD)) as server:
        for name, value in {"URL": server.url, "MODEL": "qwen", "KEY": KEY}.items():
            monkeypatch.setenv(f"TIAOWEN_LLM_{name}", value)
        assert main([RATE, "--index", str(folder)]) == 0
        shown = capsys.readouterr().out
        assert main([RATE, "--index", str(folder), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["worded_by"] == "qwen"
        monkeypatch.setenv("TIAOWEN_LLM_URL", "nonsense")
        assert main([RATE, "--index", str(folder)]) == 1
    assert "由语言模型 qwen 据引文措辞" in shown and "到2030年达到98%以上。[1]" in shown
    assert KEY not in shown


def test_unset_it_is_not_even_imported() -> None:
    code = (
        "import sys, answer.__main__ as m; m._answering(None, None); print([n for n in sys.modules if n in ('answer.llm.client', 'ssl')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
