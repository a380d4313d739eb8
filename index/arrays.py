"""Arrays on the disk, mapped into memory."""

from collections.abc import Container, Sequence
from pathlib import Path

import numpy as np

from policy import BadArtefact

REBUILD = "重建索引 (rebuild it): python -m index rebuild"


def mapped(path: Path) -> np.ndarray:
    """The array in a .npy file, read as it is used. BadArtefact where the file is no such array."""
    try:
        return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
    except ValueError as error:
        raise BadArtefact(f"{path}: 已损坏 (is damaged)", REBUILD) from error


def save(folder: Path, names: Sequence[str], arrays: Sequence[np.ndarray]) -> None:
    """Write each array under its name."""
    for name, array in zip(names, arrays, strict=True):
        np.save(folder / name, array, allow_pickle=False)


def mapped_all(folder: Path, names: Sequence[str], files: Container[str]) -> list[np.ndarray] | None:
    """The arrays of these names, None where `files`, those of the folder, lack one."""
    return [mapped(folder / name) for name in names] if all(name in files for name in names) else None
