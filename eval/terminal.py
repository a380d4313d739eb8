"""What commands say: results on stdout, progress and remarks on stderr."""

import json
import sys
from typing import Any


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def progress(what: str, done: int, of: int) -> None:
    if done % max(1, min(100, of // 20)) == 0 or done == of:
        sys.stderr.write(f"{what} {done}/{of}\n")


def log(line: str) -> None:
    sys.stderr.write(line + "\n")


def say_json(data: Any) -> None:
    say(json.dumps(data, ensure_ascii=False))
