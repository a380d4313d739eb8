"""`python app.py`: what cannot be served is said at once."""

import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import app
from policy import BadInput
from web.site import listen

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("port", ["-1", "65536", "八千"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        app.main(["--port", port])
    assert stopped.value.code == 2


def test_a_port_in_use_and_an_address_of_no_machine_are_named_with_their_remedies() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(BadInput, match="127.0.0.1") as caught:
        listen(*taken.getsockname())
    assert "--port" in caught.value.remedy
    with pytest.raises(BadInput) as caught:
        listen("no such host", 0)
    assert "--host" in caught.value.remedy


@pytest.mark.slow
def test_it_stops_at_once_and_in_silence_when_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--index", str(tmp_path / "index"), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as site:
        assert site.stdout and site.stdout.readline().startswith("http://")
        site.send_signal(signal.SIGINT)
        _, errors = site.communicate(timeout=30)
    assert site.returncode == 0 and "Traceback" not in errors


@pytest.mark.slow
def test_a_page_that_is_open_does_not_keep_it_from_stopping(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--index", str(tmp_path / "index"), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as site:
        assert site.stdout
        address = site.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}gradio_api/heartbeat/open", timeout=30) as listening:
            assert b"ALIVE" in listening.readline()
            site.terminate()
            rest = listening.read()  # ends as a whole response does: nothing is broken off
            _, errors = site.communicate(timeout=30)
    assert site.returncode == 0 and "Traceback" not in errors and b"error" not in rest.lower()
