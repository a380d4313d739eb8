"""The interface's words in Traditional characters, as `python -m web.hant` made them from the Simplified ones."""

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "hant.json"


@cache
def traditional() -> dict[str, str]:
    """Key → words, for every key that the table had when the file was made."""
    words: dict[str, str] = json.loads(FILE.read_text("utf8"))
    return words
