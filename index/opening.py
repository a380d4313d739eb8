"""Opening an index with the encoder that it was made with."""

from collections.abc import Callable
from pathlib import Path

from index.folder import Folder
from index.generation import load_current
from index.ports import Encoder
from index.reader import Index


def open_index(folder: Path, load: Callable[[str | None], Encoder], name: str | None = None) -> Index:
    """The index in a folder with the encoder recorded in it, or with the one named. BadArtefact where there is no index,
    or where the encoder does not fit."""
    return Index(folder, encoder_of(folder, load, name))


def encoder_of(folder: Path, load: Callable[[str | None], Encoder], name: str | None = None) -> Encoder:
    """The encoder that an index was made with, or the one named. `load` gives an encoder by name, the default one for None.
    BadArtefact where there is no index."""
    recorded = load_current(Folder(folder)).manifest["encoder"]
    encoder = load(name)
    if name is None and encoder.fingerprint != recorded["fingerprint"] and encoder.name != recorded["name"]:
        encoder = load(recorded["name"])
    return encoder
