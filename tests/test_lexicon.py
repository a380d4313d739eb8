"""The lexicons are clean data: one form, no repeats, no line that says the same on both sides, official terms that really occur."""

import re
from pathlib import Path

import pytest

from policy import fold, is_traditional

ROOT = Path(__file__).parents[1]
LEXICON = ROOT / "index" / "lexicon"
SHARED = ROOT.parent / "shared"
NAMES = ("everyday", "english", "hant")
Entry = tuple[str, tuple[str, ...]]


def lines(name: str) -> list[str]:
    text = (LEXICON / f"{name}.tsv").read_text("utf8")
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def entries(name: str) -> list[Entry]:
    pairs = (line.split("\t") for line in lines(name))
    return [(left, tuple(right.split("|"))) for left, right in pairs]


@pytest.mark.parametrize("name", NAMES)
def test_two_columns_without_noise(name: str) -> None:
    for line in lines(name):
        assert re.fullmatch(r"[^\t|]+\t[^\t|]+(\|[^\t|]+)*", line), line
        for term in re.split(r"[\t|]", line):
            assert term == term.strip() and "  " not in term and "\u3000" not in term and "\ufeff" not in term, line


@pytest.mark.parametrize("name", NAMES)
def test_sorted_and_without_duplicates(name: str) -> None:
    left = [term for term, _ in entries(name)]
    assert left == sorted(left)
    assert len(left) == len(set(left))
    for term, others in entries(name):
        assert len({fold(o) for o in others}) == len(others), term


@pytest.mark.parametrize("name", NAMES)
def test_no_term_stands_for_itself(name: str) -> None:
    same = [term for term, others in entries(name) if fold(term) in map(fold, others)]
    assert not same


@pytest.mark.parametrize("name", NAMES)
def test_official_terms_are_simplified_and_chinese(name: str) -> None:
    for term, others in entries(name):
        for other in others:
            assert [c for c in other if "\u4e00" <= c <= "\u9fff" and fold(c) != c] == [], (term, other)
            assert re.search(r"[\u4e00-\u9fff]", other), (term, other)


@pytest.mark.parametrize(("name", "least_lines", "least_pairs"), [("everyday", 2000, 2000), ("english", 2500, 2500), ("hant", 150, 150)])
def test_counts(name: str, least_lines: int, least_pairs: int) -> None:
    found = entries(name)
    assert len(found) >= least_lines
    assert sum(len(others) for _, others in found) >= least_pairs


def test_everyday_terms_are_folded_and_long_enough() -> None:
    for term, others in entries("everyday"):
        assert fold(term) == term and len(term) >= 2, term
        assert all(2 <= len(o) <= 24 for o in others), term


def test_english_terms_are_lower_case_words() -> None:
    for term, _ in entries("english"):
        assert re.fullmatch(r"[a-z0-9]+([ '&,.-]+[a-z0-9]+)*", term), term


def test_hant_terms_add_to_folding() -> None:
    everyday = {term for term, _ in entries("everyday")}
    found = [term for term, _ in entries("hant")]
    assert not {fold(term) for term in found} & everyday
    assert sum(is_traditional(term) for term in found) >= len(found) * 0.7  # the others are words of the place in shared characters


@pytest.mark.parametrize(
    ("name", "term", "official"),
    [
        ("everyday", "打官司", "诉讼"),
        ("everyday", "局长", "行政机关负责人"),
        ("everyday", "老赖", "失信被执行人"),
        ("everyday", "跑几趟", "最多跑一次"),
        ("everyday", "红头文件", "行政规范性文件"),
        ("everyday", "醉驾", "醉酒驾驶机动车"),
        ("english", "appear in court", "出庭应诉"),
        ("english", "agency head", "行政机关负责人"),
        ("english", "lawyers per 10,000 people", "律师万人比"),
        ("english", "market access negative list", "市场准入负面清单"),
        ("english", "how many", "多少"),
        ("english", "yunnan", "云南省"),
        ("english", "hangzhou", "杭州市"),
        ("hant", "計程車", "出租汽车"),
        ("hant", "訴願", "行政复议"),
    ],
)
def test_known_pairs(name: str, term: str, official: str) -> None:
    assert official in dict(entries(name))[term]


def test_all_provinces_have_an_english_name() -> None:
    suffixes = ("省", "北京市", "天津市", "上海市", "重庆市", "自治区", "特别行政区")
    found = {
        o for _, others in entries("english") for o in others if o.endswith(suffixes) and o not in ("全省", "自治区", "特别行政区", "省")
    }
    provinces = {o for o in found if not o.startswith(("哪个", "本", "各", "我", "节", "跨", "依法", "全面"))}
    assert len(provinces) == 34, sorted(provinces)


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "corpora").exists(), reason="the corpora are not here")
@pytest.mark.parametrize("name", ["everyday", "hant"])
def test_official_terms_occur_in_real_documents(name: str) -> None:
    files = [p for kind in ("laws", "policies") for p in sorted((SHARED / "corpora" / kind).rglob("*")) if p.suffix in {".md", ".txt"}]
    text = re.sub(r"[ \t]+", "", "\n".join(fold(p.read_text("utf8", "replace")) for p in files))
    terms = {o for _, others in entries(name) for o in others}
    missing = {t for t in terms if fold(t) not in text}
    share = 1 - len(missing) / len(terms)
    assert share >= 0.85, f"{share:.3f} of {len(terms)} official terms occur; missing: {sorted(missing)[:40]}"
