"""An Anki package (.apkg): a card an item, question in front, key, explanation and sources behind.

The package is a zip with an SQLite collection of Anki's schema 11, which every version since 2.1 imports. Written here, since the
library at hand for it brings a dependency under a copyleft licence.
"""

import hashlib
import io
import json
import re
import sqlite3
import time
import zipfile

from exam.files.moodle import html
from exam.files.sheet import NAMES, Numbered, asked, comment, full_title, key_text, letter, line, numbered
from policy.exam import ItemKind, Paper

_FIELDS = ("题干", "选项", "题型", "答案", "解析与依据")
_FRONT = '<div class="kind">{{题型}}</div><div>{{题干}}</div><div class="options">{{选项}}</div>'
_BACK = '{{FrontSide}}<hr id="answer"><div class="key">{{答案}}</div><div class="why">{{解析与依据}}</div>'
_CSS = """.card { font-family: "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; font-size: 20px; line-height: 1.6; text-align: left; }
.kind { font-size: 14px; opacity: .7; } .options { margin-top: .6em; } .key { font-weight: bold; }
.why { margin-top: .6em; font-size: 16px; }"""
_MODEL = 1764000000001  # fixed, so that cards of a later export are known again
_TABLES = {
    "col": "id integer primary key, crt, mod, scm, ver, dty, usn, ls integer, conf, models, decks, dconf, tags text",
    "notes": "id integer primary key, guid text, mid, mod, usn integer, tags, flds text, sfld integer, csum, flags integer, data text",
    "cards": "id integer primary key, nid, did, ord, mod, usn, type, queue, due, ivl, factor, reps, lapses, left, odue, odid, flags "
    "integer, data text",
    "revlog": "id integer primary key, cid, usn, ease, ivl, lastIvl, factor, time, type integer",
    "graves": "usn, oid, type integer",
}
_INDEXES = {
    "notes": ("usn", "csum"),
    "cards": ("usn", "nid", "did, queue, due"),
    "revlog": ("usn", "cid"),
}


def files(paper: Paper) -> dict[str, bytes]:
    """One package. An item that is exported again replaces its card."""
    now = time.time()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("collection.anki2", _collection(paper, int(now * 1000)))
        archive.writestr("media", "{}")
    return {"Anki.apkg": packed.getvalue()}


def _collection(paper: Paper, now: int) -> bytes:
    deck = 1 << 40 | int(hashlib.sha256(full_title(paper).encode()).hexdigest()[:8], 16)
    db = sqlite3.connect(":memory:")
    for name, columns in _TABLES.items():
        db.execute(f"create table {name} ({columns})")
    for name, indexes in _INDEXES.items():
        for i, columns in enumerate(indexes):
            db.execute(f"create index ix_{name}_{i} on {name} ({columns})")
    texts = [json.dumps(part, ensure_ascii=False) for part in (_conf(), _models(now), _decks(paper, deck, now), _deck_options(), {})]
    db.execute("insert into col values (1, ?, ?, ?, 11, 0, 0, 0, ?, ?, ?, ?, ?)", (now // 1000, now, now, *texts))
    for i, one in enumerate(numbered(paper)):
        fields = _fields(one)
        first = re.sub("<[^>]*>", "", fields[0])
        checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        note = (now + i, _guid(one), _MODEL, now // 1000, -1, _tags(one), "\x1f".join(fields), first, checksum)
        db.execute("insert into notes values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')", note)
        card = (now + i, now + i, deck, now // 1000, i + 1)
        db.execute("insert into cards values (?, ?, ?, 0, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", card)
    db.commit()
    written = db.serialize()
    db.close()
    return written


def _fields(one: Numbered) -> list[str]:
    item = one.item
    options = "\n".join(f"{letter(i)}. {line(option.text)}" for i, option in enumerate(item.options))
    key = key_text(item)
    if item.options:
        key += "".join(f"\n{letter(i)}. {line(option.text)}" for i, option in enumerate(item.options) if option.right)
    # An empty first field would be refused by Anki.
    stem = asked(item) if item.kind != ItemKind.TRUE_FALSE else item.stem.strip()
    return [html(text) for text in (stem or f"第{one.number}题", options, NAMES[item.kind], key, comment(item))]


def _guid(one: Numbered) -> str:
    return hashlib.sha256(one.item.item_id.encode("utf8", "surrogatepass")).hexdigest()[:16]


def _tags(one: Numbered) -> str:
    item = one.item
    names = [re.sub(r"\s+", "_", line(tag)) for tag in (item.difficulty, item.ability, *item.tags) if line(tag)]
    return f" {' '.join(dict.fromkeys(names))} "


def _conf() -> dict[str, object]:
    return {"nextPos": 1, "curDeck": 1, "activeDecks": [1], "sortType": "noteFld", "sortBackwards": False, "newSpread": 0, "addToCur": True}


def _models(now: int) -> dict[str, object]:
    fields = [{"name": n, "ord": i, "sticky": False, "rtl": False, "font": "Arial", "size": 20, "media": []} for i, n in enumerate(_FIELDS)]
    template = {"name": "问答", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "did": None, "bqfmt": "", "bafmt": ""}
    model = {"id": _MODEL, "name": "条文试题", "type": 0, "mod": now // 1000, "usn": -1, "sortf": 0, "did": None, "css": _CSS}
    latex = {"latexPre": "", "latexPost": "", "latexsvg": False, "req": [[0, "any", [0, 1, 2]]], "tags": [], "vers": []}
    return {str(_MODEL): model | {"flds": fields, "tmpls": [template]} | latex}


def _decks(paper: Paper, deck: int, now: int) -> dict[str, object]:
    def made(number: int, name: str) -> dict[str, object]:
        today = {key: [0, 0] for key in ("newToday", "revToday", "lrnToday", "timeToday")}
        state = {"mod": now // 1000, "usn": -1, "collapsed": False, "browserCollapsed": False, "desc": "", "dyn": 0, "conf": 1}
        return {"id": number, "name": name} | state | {"extendNew": 0, "extendRev": 50} | today

    # "::" would make decks inside decks.
    return {"1": made(1, "Default"), str(deck): made(deck, full_title(paper).replace("::", "："))}


def _deck_options() -> dict[str, object]:
    new = {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "separate": True, "order": 1, "perDay": 20, "bury": False}
    review = {"perDay": 200, "ease4": 1.3, "fuzz": 0.05, "minSpace": 1, "ivlFct": 1, "maxIvl": 36500, "bury": False}
    lapse = {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 0}
    general = {"id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": True, "timer": 0, "replayq": True, "dyn": False}
    return {"1": general | {"new": new, "rev": review, "lapse": lapse}}
