"""The files as they came, kept by content beside the index."""

import os
import shutil
from pathlib import Path

from index.folder import Folder, sha256_of
from index.store import FILE, Store


def keep(folder: Folder, original: Path) -> str:
    """Copy a file in; its place below the originals. Costs nothing but a read where it is there already.

    The copy is not flushed to the disk: whoever makes it count does that.
    """
    digest = sha256_of(original)
    name = f"{digest[:2]}/{digest}{original.suffix.lower()[:16]}"
    target = folder.originals / name
    if not target.exists() or target.stat().st_size != original.stat().st_size:  # a power cut can leave a file empty
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = target.with_name(f".{target.name}.new")
        shutil.copyfile(original, beside)
        os.replace(beside, target)
    return name


def drop_unused(folder: Folder) -> None:
    """Remove the files that no generation still there knows. For the writer, after a switch."""
    if not folder.originals.exists():
        return
    used: set[str] = set()
    for path in folder.generations.glob(f"*/{FILE}"):
        store = Store(path)
        used |= {r[0] for r in store.rows("SELECT original FROM documents")}
        store.close()
    for path in folder.originals.glob("*/*"):
        if path.relative_to(folder.originals).as_posix() not in used:
            path.unlink()
