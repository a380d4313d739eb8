"""What the README says is so: its commands exist, its example prints what it shows, its links lead somewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf8")
MODULES = sorted(set(re.findall(r"python -m (ingest|index|answer|exam|eval|models)\b", README)))


@pytest.mark.parametrize("module", MODULES)
def test_commands_exist(module: str) -> None:
    done = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for command in re.findall(rf"python -m {module} (\w+)\b", README):
        assert (
            command in done.stdout
            or subprocess.run([sys.executable, "-m", module, command, "--help"], cwd=ROOT, capture_output=True).returncode == 0
        )


def test_the_example_prints_what_it_shows(tmp_path: Path) -> None:
    question = re.search(r'\$ python -m answer "([^"]+)"\n((?:.+\n)+)', README)
    assert question
    index = ["--index", str(tmp_path / "index")]
    subprocess.run([sys.executable, "-m", "ingest", "sample/documents", *index], cwd=ROOT, check=True, capture_output=True)
    done = subprocess.run([sys.executable, "-m", "answer", question[1], *index], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(question[2])


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
