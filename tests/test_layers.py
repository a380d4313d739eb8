"""Who may import whom, which package is home to which heavy library, and that importing anything is cheap and silent."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("policy", "ingest", "models", "index", "answer", "exam", "eval", "web")
OURS = set(PACKAGES)
MAY_IMPORT = {name: {"policy", name} for name in PACKAGES} | {"policy": {"policy"}, "eval": OURS - {"web"}}
HOMES = {
    "pypdf": {"ingest"}, "pypdfium2": {"ingest"}, "docx": {"answer", "exam", "ingest"},
    "lxml": {"ingest"}, "bs4": {"ingest"}, "opencc": {"ingest"}, "charset_normalizer": {"ingest"},
    "faiss": {"index"}, "jieba": {"index"}, "rjieba": {"index", "models"}, "torch": {"models"}, "sentence_transformers": {"models"},
    "tokenizers": {"models"}, "gradio": {"web"},
}  # fmt: skip
# Within answer/, the folders that each folder builds on; the modules beside them bring all together.
FOLDERS = {
    "text": set(), "understand": {"text"}, "ledger": {"text", "understand"}, "evidence": {"text", "understand", "ledger"},
    "compose": {"text", "understand", "ledger", "evidence"}, "align": {"text", "ledger"}, "llm": {"text", "understand"},
}  # fmt: skip
PRODUCT = [p for name in PACKAGES for p in sorted((ROOT / name).rglob("*.py"))]


def imported(path: Path) -> set[str]:
    """Top-level names that a file imports, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("path", PRODUCT, ids=lambda p: str(p.relative_to(ROOT)))
def test_walls(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    names = imported(path)
    if path.name != "__main__.py":
        assert not (names & OURS) - MAY_IMPORT[package], "a package reaches into another; declare a Protocol instead"
    for library in names & set(HOMES):
        assert package in HOMES[library], f"{library} has its home in {HOMES[library]}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_folders_of_answer_build_on_one_another_one_way(folder: str) -> None:
    beside = {"search"} | ({"asking"} if folder == "llm" else set())  # what is declared of a search; what a language model stands beside
    for path in (ROOT / "answer" / folder).glob("*.py"):
        names = {n.module.split(".")[1] for n in ast.walk(ast.parse(path.read_text("utf8")))
                 if isinstance(n, ast.ImportFrom) and n.module and n.module.startswith("answer.")}  # fmt: skip
        assert names <= FOLDERS[folder] | {folder} | beside, path


def test_policy_needs_the_standard_library_only() -> None:
    for path in (ROOT / "policy").glob("*.py"):
        assert imported(path) <= set(sys.stdlib_module_names) | {"policy"}, path


@pytest.mark.parametrize("package", [p for p in PACKAGES if (ROOT / p / "__init__.py").exists()])
def test_import_is_cheap_and_silent(package: str) -> None:
    code = f"import sys, {package}; print([m for m in {sorted(HOMES)!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert done.stderr == ""
