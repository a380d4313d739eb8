"""What the commands share: the index they work on, arguments that are refused in Chinese, and what an error becomes: words on stderr and
an exit status."""

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from policy.errors import TiaowenError, reason_and_place

_REFUSED = (  # as argparse says it, and as it is told
    (r"the following arguments are required: (.+)", r"缺少 \1 (required)"),
    (r"unrecognized arguments: (.+)", r"没有这样的参数：\1 (unrecognized arguments)"),
    (r"argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)", r"\1：没有“\2”这一项，可用 \3 (invalid choice)"),
    (r"argument (.+?): invalid int value: '(.*)'", r"\1：“\2”不是整数 (no whole number)"),
    (r"argument (.+?): invalid float value: '(.*)'", r"\1：“\2”不是数 (no number)"),
    (r"argument (.+?): expected one argument", r"\1：后面要写一个值 (expected one argument)"),
    (r"argument (.+?): expected at least one argument", r"\1：后面至少要写一个值 (expected at least one argument)"),
    (r"argument (.+?): not allowed with argument (.+)", r"\1：不能与 \2 同用 (not allowed with it)"),
    (r"argument (.+?): ignored explicit argument '(.*)'", r"\1：后面不带值，不能写“\2” (takes no value)"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1：不知是 \2 中的哪一个 (ambiguous)"),
)


class Parser(argparse.ArgumentParser):
    """An argument parser that says in Chinese what is wrong, and where the usage stands. Its subcommands do as well."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments, and end with exit status 2."""
        for pattern, ours in _REFUSED:
            if match := re.fullmatch(pattern, message, re.S):
                message = match.expand(ours).replace("'", "")
                break
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {message}\n→ 用法 (usage): {self.prog} --help\n")


def default_index() -> Path:
    """The index folder of a command that names none: $TIAOWEN_INDEX, else data/index."""
    return Path(os.environ.get("TIAOWEN_INDEX") or "data/index")


def exit_status(command: Callable[[], int]) -> int:
    """Run a command and give its exit status.

    It is 1 where a TiaowenError ended the command (told on stderr), or a file that could not be read or written; 130 where Ctrl-C did;
    and 0 where the reader of its output, `head` say, had seen enough.
    """
    try:
        return command()
    except TiaowenError as error:
        print(error.told, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，已有的索引不受影响，可重新运行 (interrupted; the index is as it was, run it again)", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains of the closed pipe when it ends
        return 0
    except OSError as error:
        if error.filename is None:  # no file that a person could put right
            raise
        print(f"{reason_and_place(error)}\n→ 请检查路径、权限和磁盘空间 (check path, permissions, disk space)", file=sys.stderr)
        return 1
