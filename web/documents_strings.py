"""The words of the page 文档: key → (Chinese, English). Part of the one table in `web.strings`."""

DOCUMENTS: dict[str, tuple[str, str]] = {}
