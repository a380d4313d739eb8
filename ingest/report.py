"""The report of an ingest: one JSON object or one line of a table a file, and a summary."""

import json
from collections import Counter
from collections.abc import Sequence

from ingest.batch import FileReport
from ingest.metadata import INFERRED

_STATUS = {"added": "新增", "updated": "更新", "unchanged": "未变", "removed": "移除", "failed": "失败"}


def as_json(report: FileReport) -> str:
    """The `document` object of the command line."""
    info = report.info
    row = {
        "source": report.source,
        "title": info.title if info else "",
        "number": info.number if info else "",
        "issuer": info.issuer if info else "",
        "issued": info.issued if info else "",
        "region": info.region if info else "",
        "level": info.level if info else "",
        "clauses": info.clauses if info else 0,
        "status": report.status,
        "error": report.error or None,
        "remedy": report.remedy or None,
        "repairs": dict(info.repairs) if info else {},
    }
    return json.dumps(row, ensure_ascii=False)


def as_line(report: FileReport) -> str:
    """One line for people: status, source, title and clauses with repairs; or reason and remedy."""
    status = _STATUS[report.status]
    if report.status == "failed":
        return f"{status}  {report.source}  {report.error}。{report.remedy}"
    if report.info is None:
        return f"{status}  {report.source}"
    repairs = "，".join(f"{name} {n}" for name, n in report.info.repairs if name not in (INFERRED, "无文字页"))
    line = f"{status}  {report.source}  《{report.info.title}》 {report.info.clauses} 条"
    line = f"{line}（修复：{repairs}）" if repairs else line
    if scanned := dict(report.info.repairs).get("无文字页"):
        line = f"{line}（{scanned} 页没有文字，可能是扫描页，请做文字识别（OCR）后重新导入）"
    inferred = any(name == INFERRED for name, _ in report.info.repairs)
    return f"{line}（文件没有题名行，题名据正文推定，请核对）" if inferred else line


def summary(reports: Sequence[FileReport]) -> str:
    """How many files came to which end."""
    counts = Counter(report.status for report in reports)
    ends = "，".join(f"{name} {counts[status]}" for status, name in _STATUS.items() if counts[status])
    return f"共 {len(reports)} 个文件：{ends}" if reports else "没有文件"
