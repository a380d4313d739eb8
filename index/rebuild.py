"""Making an index anew from its own documents: another encoder, another cut of words, a newer format."""

from pathlib import Path

from index.folder import RESTORE, Folder, hold
from index.ports import Encoder
from index.store import FILE, Store
from index.writer import Writer
from policy import BadArtefact


def rebuild(folder: Path | str, encoder: Encoder) -> str:
    """Cut and encode every document again and switch; the name of the new generation. BadArtefact where there is no index."""
    places = Folder(Path(folder))
    path = places.generations / places.current()[0]
    with Writer(folder, encoder, fresh=True) as writer:
        try:
            held = hold(path)
        except FileNotFoundError as error:
            raise BadArtefact(f"{path} 不在 (is missing)", RESTORE) from error
        store = Store(path / FILE)
        try:
            for source, (_, _, original) in sorted(store.kept().items()):
                if not (places.originals / original).exists():
                    raise BadArtefact(f"{source}: 原件 {original} 不在 (original missing)", RESTORE)
                writer.put(store.document(source), places.originals / original)
            return writer.commit()
        finally:
            store.close()
            held.close()
