"""`python -m ingest PATH… [--index DIR] [--json] [--model NAME]` and `python -m ingest --remove SOURCE… [--index DIR]`.

Exit 0: all done; 1: something failed, and the report says what; 2: wrong usage.
"""

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path

from ingest.batch import FileReport, find_files, ingest_files, remove_sources
from ingest.report import as_json, as_line, summary
from policy import TiaowenError
from policy.commands import default_index


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m ingest", description="把政策文件导入索引；没有变化的文件跳过，变化了的替换。")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="文件或文件夹")
    parser.add_argument("--remove", nargs="+", metavar="SOURCE", help="从索引中移除这些文件")
    parser.add_argument("--index", type=Path, default=default_index(), metavar="DIR", help="索引文件夹")
    parser.add_argument("--model", metavar="NAME", help="sentence-transformers 模型的名称或文件夹；默认用自带的编码器")
    parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")
    arguments = parser.parse_args(argv)
    if bool(arguments.paths) == bool(arguments.remove):
        parser.error("请给出要导入的 PATH，或用 --remove 给出要移除的 SOURCE（二者择一）")
    if missing := [str(path) for path in arguments.paths if not os.path.exists(path)]:  # False, too, for what can be no path
        parser.error(
            f"找不到 (not found)：{'、'.join(missing)}。请检查路径，名称里有空格的要加引号 (check the path; quote names with spaces)"
        )
    return arguments


def _show_progress(done: int, total: int, report: FileReport) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{done}/{total}  {report.source[-60:]}", end="" if done < total else "\n", file=sys.stderr, flush=True)
    elif done == total or done % 100 == 0:
        print(f"{done}/{total}", file=sys.stderr, flush=True)


def _run(arguments: argparse.Namespace) -> list[FileReport]:
    from index import Index, Writer
    from models import load_encoder

    files = find_files(arguments.paths)
    encoder = load_encoder(arguments.model)
    if arguments.remove:
        Index(arguments.index, encoder)  # one that is not there is named, not made
    with Writer(arguments.index, encoder) as writer:
        reports = remove_sources(arguments.remove, writer) if arguments.remove else ingest_files(files, writer, _show_progress)
        writer.commit()
    # as the index has them: of a file that is unchanged, and with what was set by hand
    known = {info.source: info for info in Index(arguments.index, encoder).documents()}
    return [r if r.status in ("failed", "removed") else replace(r, info=known.get(r.source)) for r in reports]


def main(argv: list[str] | None = None) -> int:
    """Runs the command and gives its exit status."""
    arguments = _arguments(argv)
    try:
        reports = _run(arguments)
    except TiaowenError as error:
        print(f"{error}。{error.remedy}", file=sys.stderr)
        return 1
    for report in reports:
        print(as_json(report) if arguments.json else as_line(report))
    if not arguments.json:
        print(summary(reports))
    return 1 if any(report.status == "failed" for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
