"""The site starts and answers on a machine that has no network at all: a network namespace with nothing in it but loopback."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNSHARE = ["unshare", "-n"] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["unshare", "-rn"]
INSIDE = r"""
import fcntl, json, socket, struct, subprocess, sys, urllib.request

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:  # bring loopback up: SIOCSIFFLAGS, IFF_UP | IFF_RUNNING
    fcntl.ioctl(control, 0x8914, struct.pack("16sh", b"lo", 0x41))
try:
    socket.create_connection(("192.0.2.1", 80), 2)
    raise SystemExit("there is a network")
except OSError:
    pass
app = subprocess.Popen([sys.executable, "app.py", "--index", sys.argv[1], "--port", "0"], stdout=subprocess.PIPE, text=True)
try:
    address = app.stdout.readline().strip()

    def get(path, data=None):
        body = None if data is None else json.dumps({"data": data}).encode()
        request = urllib.request.Request(address + path, body, {"Content-Type": "application/json"})
        return urllib.request.urlopen(request, timeout=30).read().decode()

    page = get("")
    event = json.loads(get("gradio_api/call/ask", [sys.argv[2]]))["event_id"]
    answer = json.loads(get("gradio_api/call/ask/" + event).split("data: ", 1)[1].split("\n")[0])[0]
    print(json.dumps({"page": len(page), "status": answer["status"], "text": answer["text"]}))
finally:
    app.terminate()
    app.wait(15)
"""


def allowed() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run([*UNSHARE, "true"], capture_output=True).returncode == 0


@pytest.mark.slow
@pytest.mark.skipif(not allowed(), reason="a network namespace cannot be made here (unshare -n)")
def test_starts_and_answers_without_a_network(tmp_path: Path) -> None:
    command = [*UNSHARE, sys.executable, "-c", INSIDE, str(tmp_path / "index"), "行政机关负责人出庭应诉率的目标是多少？"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.strip().split("\n")[-1])
    assert told["status"] == "answered" and "百分之九十八" in told["text"] and told["page"] > 10_000
