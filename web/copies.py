"""Copies that gradio may serve: it serves nothing out of the index folder."""

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path


def room() -> Path:
    """The folder that gradio serves from, as `app.py` settled it."""
    return Path(os.environ.get("GRADIO_TEMP_DIR") or tempfile.gettempdir())


def new_folder() -> Path:
    """A folder there that is nobody else's."""
    room().mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix="made-", dir=room()))


def copy(original: Path, name: str) -> Path:
    """A copy of a file under the last part of `name`; several with one name but other folders keep apart."""
    target = room() / "originals" / sha256(name.encode()).hexdigest()[:16] / Path(name).name
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as beside, original.open("rb") as file:
        shutil.copyfileobj(file, beside)
    os.replace(beside.name, target)
    return target


def copies(files: Sequence[Path]) -> list[str]:
    return [str(copy(path, str(path))) for path in files]


def written(texts: Mapping[str, str]) -> list[str]:
    """Texts as files under these names; CSV with the byte order mark without which Excel shows Chinese as rubbish."""
    folder = new_folder()
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8-sig" if name.endswith(".csv") else "utf8")
    return [str(folder / name) for name in texts]
