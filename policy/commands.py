"""What the commands share: the index they work on, and what an error becomes: words on stderr and an exit status."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from policy.errors import TiaowenError


def default_index() -> Path:
    """The index folder of a command that names none: $TIAOWEN_INDEX, else data/index."""
    return Path(os.environ.get("TIAOWEN_INDEX") or "data/index")


def exit_status(command: Callable[[], int]) -> int:
    """Run a command and give its exit status.

    It is 1 where a TiaowenError ended the command (told on stderr), and 0 where the reader of its output, `head` say, had seen enough.
    """
    try:
        return command()
    except TiaowenError as error:
        print(error.told, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python complains of the closed pipe when it ends
        return 0
