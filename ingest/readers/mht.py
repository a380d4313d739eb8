"""Web archives (.mht): the page in the MIME message that a browser saves with all its pictures."""

import email
import email.policy
from email.message import Message

from ingest.raw import Raw, Unreadable
from ingest.readers.html import read_html


def read_mht(data: bytes) -> Raw:
    """The text of the archive's first page. Raises Unreadable where it holds none."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    page = next((part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    content = page.get_payload(decode=True) if isinstance(page, Message) else None
    if not isinstance(content, bytes) or not content.strip():
        raise Unreadable("网页存档里没有网页", "请用浏览器打开，另存为“网页，仅 HTML”（.html）后再导入。")
    return read_html(content, page.get_content_charset("") if page is not None else "")
