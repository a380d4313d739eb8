"""Making an index anew from its own documents: another encoder, another cut of words, a newer format."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from index.edits import without_edits
from index.folder import RESTORE, Folder, hold
from index.ports import Encoder
from index.store import FILE, Store
from index.writer import Writer
from policy import BadArtefact

Progress = Callable[[int, int, str], None]
"""Called after each document with how many are done, how many there are, and its source."""


def rebuild(
    folder: Path | str,
    encoder: Encoder,
    progress: Progress | None = None,
    *,
    wait: float = 0.0,
    asked: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Cut and encode every document again and switch; the name of the new generation. What was set by hand stays.

    `wait` is how many seconds to wait for another writer to end, `asked` are the questions known beforehand, those that ship by
    default (see index.asked). BadArtefact where there is no index.
    """
    places = Folder(Path(folder))
    places.current()
    with Writer(folder, encoder, fresh=True, wait=wait, asked=asked) as writer:
        path = places.generations / places.current()[0]  # looked up again: the writer waited for may have switched
        try:
            held = hold(path)
        except FileNotFoundError as error:
            raise BadArtefact(f"{path} 不在 (is missing)", RESTORE) from error
        store = Store(path / FILE)
        try:
            kept, edited = sorted(store.kept().items()), store.edited()
            for n, (source, (_, _, original)) in enumerate(kept, 1):
                if not (places.originals / original).exists():
                    raise BadArtefact(f"{source}: 原件 {original} 不在 (original missing)", RESTORE)
                document, by_hand = store.document(source), edited.get(source)
                read = without_edits(document, by_hand.read) if by_hand else document
                writer.put(read, places.originals / original, edits=by_hand.edits if by_hand else {})
                if progress:
                    progress(n, len(kept), source)
            return writer.commit()
        finally:
            store.close()
            held.close()
