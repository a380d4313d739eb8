"""Which encoder a name means."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from policy import BadArtefact

DEFAULT = Path(__file__).parent / "weights"


class Encoder(Protocol):
    """What every encoder offers; the shipped kinds have `crossed` besides, the static one `interactions` too."""

    name: str
    fingerprint: str
    dimension: int

    def encode(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray: ...


def load_encoder(name: str | None = None) -> Encoder:
    """The shipped encoder, or the sentence-transformers model in a folder or of a public name.

    A folder of the shipped kind is read without torch. Only a name that is no folder may cause a download.
    Raises BadArtefact where the model is missing, damaged or out of reach.
    """
    folder = Path(name) if name is not None else DEFAULT
    if name is None or is_static(folder):
        from models.static import StaticEncoder

        return StaticEncoder(folder)
    from models.transformer import TransformerEncoder

    return TransformerEncoder(name)


def is_static(folder: Path) -> bool:
    """Whether a folder holds a model of the shipped kind: trained here on folded text, a StaticEmbedding and a Normalize."""
    from models.save import CARD, MODULES, REMEDY

    if not (folder / CARD).is_file() or not (folder / MODULES).is_file():
        return False
    try:
        modules = json.loads((folder / MODULES).read_text("utf8"))
        return [str(module["type"]).rsplit(".", 1)[-1] for module in modules] == ["StaticEmbedding", "Normalize"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadArtefact(f"{folder / MODULES}: {error!r}", REMEDY) from error
