"""What can go wrong, and what the person in front of the screen should do about it.

    TiaowenError
    ├── BadInput        what the user gave cannot be used (a file, a question, an option)
    ├── BadArtefact     an index or a model on disk cannot be trusted
    └── IllegalAnswer   a claim that its citation does not carry; a defect of ours, never shown

Every error holds what happened (`str(error)`) and, apart from it, the `remedy`.
"""

import errno

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经有了",
    errno.ENOTEMPTY: "文件夹里还有文件",
    errno.EBUSY: "正被占用",
    errno.ENAMETOOLONG: "名称太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason(error: Exception) -> str:
    """Why a file could not be read or written, or an address not be had: in Chinese, the system's own words in brackets.

    >>> reason(PermissionError(errno.EACCES, "Permission denied"))
    '没有权限 (Permission denied)'
    """
    if isinstance(error, UnicodeDecodeError):
        return f"第 {error.start} 字节起不是 UTF-8 (not UTF-8)"
    if not isinstance(error, OSError) or error.strerror is None:
        return str(error)
    known = _REASONS.get(error.errno or 0)
    return f"{known} ({error.strerror})" if known else error.strerror


def reason_and_place(error: Exception) -> str:
    """The same, with the file that it is about before it."""
    return f"{name}: {reason(error)}" if (name := getattr(error, "filename", None)) else reason(error)


class TiaowenError(Exception):
    """Base of all errors that carry a message for people; `remedy` says what to do next."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy

    @property
    def told(self) -> str:
        """The message and, where there is one, the remedy on a line of its own."""
        return f"{self}\n→ {self.remedy}" if self.remedy else str(self)


class BadInput(TiaowenError):
    """The given file, question or option cannot be used."""


class BadArtefact(TiaowenError):
    """An index or model on disk is missing, damaged or does not fit the rest."""


class IllegalAnswer(TiaowenError):
    """A claim without a citation that carries it. Raised while an answer is built."""
