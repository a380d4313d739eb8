"""The command line of the site: which index, where to listen, who may come in."""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from policy.commands import Parser, default_index

LOOPBACK = frozenset(("127.0.0.1", "::1", "localhost"))
"""Addresses that this machine alone can reach."""


def arguments(argv: Sequence[str] | None, version: str) -> argparse.Namespace:
    """What the command line says; all that is wrong with it is told at once, with exit status 2."""
    parser = Parser(
        "python app.py",
        description="条文：在浏览器里问答、检索政策文件 (policy documents, asked and searched in the browser).",
        epilog="按 Ctrl-C 停止；正在收录的文件会先收完 (Ctrl-C stops it; files being taken in are finished first). "
        "运行状况 (is it well): GET /health",
    )
    home = default_index()
    parser.add_argument("--index", type=Path, default=home, metavar="DIR", help=f"索引文件夹，默认 {home} (index folder)")
    parser.add_argument("--host", default="127.0.0.1", help="监听地址，默认只有本机能访问 (address; by default this machine alone)")
    parser.add_argument("--port", type=int, default=7860, help="端口，默认 7860；0 为任意空闲端口 (port; 0: any free one)")
    parser.add_argument("--auth", type=Path, metavar="FILE", help="须登录；用户文件由 python -m web.users 建立 (users who may log in)")
    parser.add_argument("--open", action="store_true", help="不设登录也让其他机器访问 (open to other machines without a login)")
    parser.add_argument("--root-path", default="", metavar="PATH", help="反向代理的路径前缀，如 /tiaowen (prefix at a reverse proxy)")
    parser.add_argument("--model", metavar="NAME", help="sentence-transformers 模型的名称或文件夹；默认用自带的编码器 (another encoder)")
    parser.add_argument("--version", action="version", version=version)
    options = parser.parse_args(argv)
    wrong = []
    if not 0 <= options.port <= 65535:
        wrong.append(f"--port {options.port}: 应为 0 到 65535 (must be 0 to 65535)")
    if options.host not in LOOPBACK and not (options.auth or options.open):
        wrong.append(
            f"--host {options.host}: 其他机器也能访问，须设登录 (open to other machines, so a login is needed): "
            "python -m web.users users.json add NAME，再加 (then add) --auth users.json；确实不要登录的，加 (or, to do without one) --open"
        )
    if options.root_path and not re.fullmatch(r"(/[\w.~-]+)+", options.root_path):
        wrong.append(f"--root-path {options.root_path}: 应如 (like) /tiaowen")
    if wrong:
        parser.error("\n".join(wrong))
    return options
