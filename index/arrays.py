"""Arrays on the disk, mapped into memory."""

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
