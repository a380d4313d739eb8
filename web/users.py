"""`python -m web.users FILE add NAME [--reader]`, `remove NAME`, `list`: who may log in. Passwords are kept as salted scrypt hashes.

The running site follows the file: a user who was added can log in at once, one who was removed or has a new password is logged out.
"""

import argparse
import getpass
import hashlib
import hmac
import json
import os
import secrets
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from policy import BadInput
from policy.commands import Parser, exit_status
from policy.errors import reason

READER, EDITOR = "reader", "editor"
SHORTEST = 8  # characters of a password
# 32 MB and about a tenth of a second a guess: what OWASP's password storage cheat sheet asks of scrypt in its N=2^15 line (p=3).
_COST = {"n": 2**15, "r": 8, "p": 3}
_MEMORY = 64 * 2**20  # what OpenSSL may use for it


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may log in; `salt` and `key` in hexadecimal."""

    name: str
    role: str
    salt: str
    key: str


def new_user(name: str, password: str, role: str) -> User:
    """BadInput where the name is none, or the password is too short."""
    if not name or name != name.strip() or len(name) > 64 or not name.isprintable():
        raise BadInput(f"用户名 {name!r} 不可用 (not a name)", "1 到 64 个字，首尾没有空格 (1 to 64 characters, no blanks around)")
    if len(password) < SHORTEST:
        raise BadInput("密码太短 (the password is too short)", f"至少 {SHORTEST} 个字符 (at least {SHORTEST} characters)")
    salt = secrets.token_bytes(16)
    return User(name, role, salt.hex(), _key(password, salt).hex())


def _key(password: str, salt: bytes) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, maxmem=_MEMORY, dklen=32, **_COST)


class Users:
    """The file of users, read again whenever it has changed."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int, int] | None = None
        self._users: dict[str, User] = {}
        self._nobody = User("", READER, secrets.token_hex(16), secrets.token_hex(32))

    def all(self) -> dict[str, User]:
        """BadInput where the file is not there or is not one of ours."""
        try:
            stat = self._file.stat()
            seen = (stat.st_mtime_ns, stat.st_ino, stat.st_size)
            if seen != self._seen:
                rows = json.loads(self._file.read_text("utf8"))["users"]
                self._users = {row["name"]: User(**row) for row in rows}
                self._seen = seen
        except (OSError, ValueError, KeyError, TypeError) as error:
            remedy = f"先建用户 (make a user first): python -m web.users {self._file} add NAME"
            raise BadInput(
                f"{self._file}: 读不出用户 (no users can be read): {reason(error) if isinstance(error, OSError) else error}", remedy
            ) from error
        return self._users

    def known(self, name: str, password: str) -> User | None:
        """The user of this name and password; a name that is not there takes as long as a wrong password."""
        user = self.all().get(name)
        against = user or self._nobody
        right = hmac.compare_digest(_key(password, bytes.fromhex(against.salt)), bytes.fromhex(against.key))
        return user if right else None

    def write(self, users: dict[str, User]) -> None:
        """Written beside and switched in one step, to be read by the owner alone."""
        text = json.dumps({"users": [asdict(user) for user in users.values()]}, ensure_ascii=False, indent=1)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf8", dir=self._file.parent, delete=False) as beside:
            beside.write(text + "\n")
        os.replace(beside.name, self._file)


def _asked() -> str:
    """The password, from the terminal without an echo, twice; from a pipe as its first line."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first, again = getpass.getpass("密码 (password): "), getpass.getpass("再输一次 (again): ")
    if first != again:
        raise BadInput("两次输入不一致 (the two are not the same)", "请重来 (try again)")
    return first


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = Parser("python -m web.users", description="谁可以登录 (who may log in)")
    parser.add_argument("file", type=Path, metavar="FILE", help="用户文件，即 app.py --auth 的参数 (what app.py --auth is given)")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="新增用户，或改密码 (a new user, or a new password)")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--reader", action="store_true", help="只能提问、检索、查阅，不能改动 (may ask, search and read, not change)")
    remove = commands.add_parser("remove", help="删除用户 (remove a user)")
    remove.add_argument("name", metavar="NAME")
    commands.add_parser("list", help="列出用户和权限 (users and what they may do)")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    options = _arguments(argv)
    return exit_status(lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    """Do what was asked, then list the users."""
    store = Users(options.file)
    users = dict(store.all()) if options.file.exists() or options.command != "add" else {}
    if options.command == "add":
        role = READER if options.reader else EDITOR
        store.write(users | {options.name: new_user(options.name, _asked(), role)})
    elif options.command == "remove":
        if users.pop(options.name, None) is None:
            raise BadInput(f"没有这个用户 (no such user): {options.name}", f"python -m web.users {options.file} list")
        store.write(users)
    for user in store.all().values():
        print(f"{user.name}\t{user.role}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
