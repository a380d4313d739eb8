"""Texts as arrays of 32-bit term codes, for the lexical index: character bigrams, jieba words, and numbers and Latin words in both.

A bigram of Chinese characters is coded exactly, (first << 16) | second. Other terms are coded by CRC-32, numbers and Latin
words below 0x20000000, where no bigram lies; among a hundred thousand words about one pair shares a code, which costs that pair
a little precision and nothing else. Numbers are canonical: 二十, 20, ２０ and 20.0 give the same term, and 百分之百 gives 100.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from zlib import crc32

import numpy as np

from policy import chinese_number, fold

TERMS_VERSION = 2
_PROBE = (
    "行政机关负责人出庭应诉率,法治政府建设示范创建,重大行政决策程序暂行条例,放管服改革一网通办,"
    "研究生命的起源,南京市长江大桥,工信处女干事每月经过下属科室,乡村振兴促进法,公共法律服务体系,最多跑一次"
)
_PLAIN = 0x1FFFFFFF
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?![a-z\d])(?P<big>[万亿](?![{_NUMERALS}]))?"
    r"|(?P<latin>[a-z\d\u00c0-\u024f]+)"
    rf"|(?P<chinese>[{_NUMERALS}]{{2,}}|(?<=第)[一二三四五六七八九十]|(?<=百分之)百)"
)
_ASKING = re.compile(
    "请问|为什么|是什么|什么样|什么|哪些|哪个|哪种|哪里|哪儿|哪家|多长时间|多少|多久|怎么样|怎么办|怎么|怎样|如何|是否|能不能|可不可以|会不会|有没有"
    "|[吗呢吧](?=[?？。!！,，\\s]|$)"
)
_BIG = {"万": 10**4, "亿": 10**8}


@cache
def _cutter() -> tuple[str, Callable[[str], list[str]]]:
    """A name, and the cutter: rjieba, else its slower twin jieba, which gives the same Chinese words; without hidden Markov model."""
    try:
        import rjieba

        return f"rjieba {version('rjieba')}, hmm=off", lambda text: rjieba.cut(text, False)
    except ImportError:
        import jieba

        jieba.setLogLevel(60)
        return f"jieba {version('jieba')}, hmm=off", lambda text: jieba.lcut(text, HMM=False)


def cut(folded: str) -> list[str]:
    """The words of a folded text; joined, they give it back."""
    return _cutter()[1](folded)


def cut_name() -> str:
    return _cutter()[0]


@cache
def cut_fingerprint() -> str:
    """Tells whether two cutters agree: hash of what becomes of a text on which dictionaries differ."""
    return sha256("/".join(_cutter()[1](_PROBE)).encode()).hexdigest()[:16]


def _number(match: re.Match[str]) -> str:
    if chinese := match["chinese"]:
        value = chinese_number(chinese)
        return chinese if value is None else str(value)
    plain = match["number"].replace(",", "")
    if match["big"]:
        return f"{float(plain) * _BIG[match['big']]:.0f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain.lstrip("0") or "0"


def plain_tokens(folded: str) -> list[str]:
    """Numbers in canonical form and Latin words of a folded text.

    >>> plain_tokens("到2025年底,二十个县(区)达到95.0%,投资3万元,5g")
    ['2025', '20', '95', '30000', '5g']
    """
    return [m["latin"] or _number(m) for m in _TOKEN.finditer(folded)]


def unasked(question: str) -> str:
    """A question without the words that only ask: rare in documents, they would weigh as much as what is asked about.

    Over the statute questions of the training split recall@100 of the lexical side rises from 0.697 to 0.702.

    >>> unasked("出庭应诉率的目标是多少?")
    '出庭应诉率的目标是,?'
    """
    return _ASKING.sub(",", question)


@cache
def _plain_code(token: str) -> int:
    return crc32(token.encode()) & _PLAIN


@cache
def _word_code(word: str) -> int:
    """0 for what is no Chinese word: blanks, marks, and the numbers and Latin words, which are read apart."""
    return crc32(word.encode()) | 1 << 29 if "\u3400" <= word[0] <= "\u9fff" or word[0] > "\U00020000" else 0


def _plain(folded: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    rows = [[_plain_code(token) for token in plain_tokens(text)] for text in folded]
    return _flat(rows)


def _flat(rows: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    counts = np.fromiter(map(len, rows), np.int64, len(rows))
    codes = np.fromiter((code for row in rows for code in row), np.uint32, int(counts.sum()))
    return codes, np.repeat(np.arange(len(rows), dtype=np.uint32), counts)


def _pairs(folded: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    points = np.frombuffer("\0".join(folded).encode("utf-32-le", "replace"), "<u4")
    owner = np.cumsum(points == 0, dtype=np.uint32)
    kept = (points > 0x20) & (points != 0x3000) | (points == 0)
    points, owner = points[kept], owner[kept]
    han = (points >= 0x3400) & (points < 0xA000) | (points == 0x3007) | (points >= 0xF900) & (points < 0xFB00) | (points >= 0x20000)
    pair = han[:-1] & han[1:]
    short = np.where(points < 0x10000, points, 0xE000 | points & 0x7FF)
    return (short[:-1] << np.uint32(16) | short[1:])[pair], owner[:-1][pair]


def _join(*parts: tuple[np.ndarray, np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([codes for codes, _ in parts]), np.concatenate([rows for _, rows in parts])


def bigrams(texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Codes of the character bigrams, numbers and Latin words of each text, and beside each the number of its text; both uint32."""
    folded = [fold(text).replace("\0", " ") for text in texts]
    return _join(_pairs(folded), _plain(folded)) if folded else _flat([])


def words(texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
    """Codes of the jieba words, numbers and Latin words of each text, and beside each the number of its text; both uint32."""
    folded = [fold(text) for text in texts]
    cut = _cutter()[1]
    return _join(_flat([[code for word in cut(text) if (code := _word_code(word))] for text in folded]), _plain(folded))
