"""The command line of the bench: `python -m eval run|compare|pool|qrels|feedback …`. Exit 0 done, 1 not, 2 wrong usage."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from policy.commands import Parser, default_index, exit_status

_MODES = ("hybrid", "dense", "lexical")
_HOMES = {
    "eval.desk_commands": ("pool", "qrels", "feedback"),
    "eval.fit_commands": ("fit", "crossed", "marker", "decision", "spans", "collections", "retrain"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit status."""
    top = parser()
    options = top.parse_args(argv)
    if options.command == "score" and not (options.qrels or options.questions):
        top.error("score 需要 --qrels 或 --questions")
    home = import_module(next((home for home, of in _HOMES.items() if options.command in of), "eval.commands"))
    command: Callable[[argparse.Namespace], int] = getattr(home, options.command)
    return exit_status(lambda: command(options))


def parser() -> argparse.ArgumentParser:
    top = Parser("python -m eval", description="评测检索与问答：运行、对比、评判、反馈、检查、扫描、拟合、回归门。")
    commands = top.add_subparsers(
        dest="command",
        required=True,
        metavar="COMMAND",
    )
    _run(commands.add_parser("run", help="对一个问题集检索并作答，写出指标与报告"))
    _score(commands.add_parser("score", help="给 TREC 结果文件打分"))
    _compare(commands.add_parser("compare", help="逐题对比两次运行"))
    _pool(commands.add_parser("pool", help="把几种设置的前几条汇成题池，供盲评；不给名称则列出题池"))
    _qrels(commands.add_parser("qrels", help="导出题池的评判，或评判人之间的一致程度"))
    _feedback(commands.add_parser("feedback", help="列出、导出使用者对回答的反馈"))
    _check(commands.add_parser("check", help="检查问题集：训练与测试重合、近似条文、照抄索引、未判断的结果"))
    _sweep(commands.add_parser("sweep", help="改变一个设置，画出指标的变化"))
    _fit(commands.add_parser("fit", help="用问题集拟合混合检索的权重"))
    _collections(commands.add_parser("collections", help="把小型文件集收录成索引，连同其题目写出，供 run 和别的评分程序用"))
    _crossed(commands.add_parser("crossed", help="用已知答案的问题再训练一次交叉编码器：哪一句作答，或都不作答"))
    _marker(commands.add_parser("marker", help="用标出答案的问题训练标注网络：条文中哪些字是答案"))
    _decision(commands.add_parser("decision", help="用已知答案的问题拟合“作答还是未找到”的决定"))
    _spans(commands.add_parser("spans", help="用已知答案全文的问题拟合“引用条文的哪一段”"))
    _retrain(commands.add_parser("retrain", help="从文件夹重做全部学得的部分：编码器、已知问题、两次排序的权重"))
    _gate(commands.add_parser("gate", help="与冻结的示例结果相比，质量是否下降"))
    return top


def _index(parser: argparse.ArgumentParser, mode: bool = True) -> None:
    parser.add_argument("--index", type=Path, default=default_index(), metavar="DIR", help="索引文件夹")
    parser.add_argument("--model", metavar="NAME", help="sentence-transformers 模型的名称或文件夹；默认用自带的编码器")
    if mode:
        parser.add_argument("--mode", choices=_MODES, default="hybrid", help="检索方式")


def _questions(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="JSONL 文件、BEIR 文件夹或 TREC 主题文件")
    parser.add_argument("--qrels", type=Path, metavar="FILE", help="判断文件，TREC 四列或 BEIR 三列（BEIR 默认 qrels/test.tsv）")


def _relevant(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--relevant", type=int, metavar="N", help="几级及以上算相关：默认 1，题池导出的问题集 2（3 级制中 1 级是“沾边”）；nDCG 总按分级"
    )


def _run(parser: argparse.ArgumentParser) -> None:
    _questions(parser)
    _index(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果写入的文件夹")
    parser.add_argument("-k", type=int, default=100, help="每题检索多少条，默认 100")
    parser.add_argument("--name", help="本次运行的名称，默认取 --out 的名称")
    _relevant(parser)
    parser.add_argument("--no-answers", action="store_true", help="只检索，不作答")
    parser.add_argument("--train", type=Path, nargs="+", metavar="T", help="训练问题集：标准条文见过与未见过的分开报告")
    parser.add_argument("--ingest", action="store_true", help="先把 BEIR 文件夹的 corpus.jsonl 收进 --index（须为新文件夹）")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _score(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", type=Path, required=True, metavar="RUN.trec")
    parser.add_argument("--qrels", type=Path, metavar="FILE", help="判断文件，TREC 四列或 BEIR 三列；单独给出时只按编号打分")
    parser.add_argument(
        "--questions", type=Path, nargs="+", metavar="Q", help="问题文件：结果中的条文编号或文档名称按 --index 对到标准条文"
    )
    _index(parser, mode=False)
    parser.add_argument("--measures", nargs="+", metavar="M", help="指标名，如 nDCG@10 RR@10 AP（ir_measures 的写法）")
    _relevant(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="写成运行文件夹，可与别的运行 compare")
    parser.add_argument("--name", help="本次运行的名称，默认取 --out 的名称")
    parser.add_argument("--per-question", action="store_true", help="逐题输出")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("a", type=Path, metavar="RUN_A", help="作为基准的运行文件夹")
    parser.add_argument("b", type=Path, metavar="RUN_B", help="与之相比的运行文件夹")
    parser.add_argument("--out", type=Path, metavar="DIR", help="写出报告、逐题表与 JSON")
    parser.add_argument("--measure", metavar="M", help="按哪个指标列出退步最多的问题，默认 RR@10")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _pool(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", nargs="?", metavar="NAME", help="题池名称；已有的会扩充")
    _index(parser, mode=False)
    parser.add_argument("--questions", type=Path, nargs="+", metavar="Q", help="JSONL 文件、BEIR 文件夹或 TREC 主题文件")
    parser.add_argument("--ask", nargs="+", action="extend", default=[], metavar="QUESTION", help="直接写出的问题")
    parser.add_argument("--mode", choices=_MODES, nargs="+", default=[], help="汇集哪些检索方式，默认三种；只给 --run 时不另检索")
    parser.add_argument("--run", type=Path, nargs="+", default=[], metavar="RUN.trec", help="另外汇集的 TREC 结果文件，文档为条文编号")
    parser.add_argument("--depth", type=int, default=10, metavar="N", help="每种设置取前几条，默认 10")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="评判次序的随机种子，默认 1；已有的题池不变")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _qrels(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="题池名称")
    _index(parser, mode=False)
    parser.add_argument(
        "--form", choices=("qrels", "jsonl", "topics"), default="qrels", help="TREC 判断、本项目的 JSONL，或与判断配套的主题"
    )
    parser.add_argument("--judge", nargs="+", default=[], metavar="WHO", help="只取这些评判人；几人评同一条时取偏低的中位数")
    parser.add_argument("--agreement", action="store_true", help="改为输出每两位评判人的一致程度（Cohen κ）")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件")
    parser.add_argument("--json", action="store_true", help="一致程度以 JSON 输出")


def _feedback(parser: argparse.ArgumentParser) -> None:
    _index(parser, mode=False)
    parser.add_argument("--verdict", choices=("useful", "useless"), default="", help="只要有用的或没用的")
    parser.add_argument("--status", choices=("answered", "not_found"), default="", help="只要已回答的或未找到的")
    parser.add_argument("--reason", default="", metavar="R", help="只要含此原因的")
    parser.add_argument("--since", default="", metavar="DATE", help="只要此日（含）以后的，如 2026-03-01")
    parser.add_argument("--text", default="", metavar="T", help="只要问题或说明含此文字的")
    parser.add_argument("--form", choices=("table", "jsonl", "csv"), default="table", help="输出的形式")
    parser.add_argument("--out", type=Path, metavar="FILE", help="写入文件（jsonl、csv）")
    parser.add_argument("--json", action="store_true", help="同 --form jsonl")


def _check(parser: argparse.ArgumentParser) -> None:
    _questions(parser)
    _index(parser)
    parser.add_argument("--train", type=Path, nargs="+", default=[], metavar="T", help="训练问题集")
    _relevant(parser)
    parser.add_argument("--run", type=Path, metavar="DIR", help="一次运行的文件夹：查其未判断的结果与被计为未命中的近似条文")
    parser.add_argument("--out", type=Path, metavar="FILE", help="把逐项明细写成 JSON")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")


def _sweep(parser: argparse.ArgumentParser) -> None:
    _questions(parser)
    _index(parser)
    parser.add_argument(
        "--vary", required=True, metavar="S=V",
        help="fusion.特征=0..1/5（从、到、几个值）、dense_share=0..1/5、mode=hybrid,dense,lexical、k=10,50,100 或 window=200,300,400",
    )  # fmt: skip
    parser.add_argument("-k", type=int, default=100)
    _relevant(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")


def _fit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="JSONL 问题文件")
    parser.add_argument("--index", type=Path, nargs="+", required=True, metavar="DIR", help="一个或几个索引文件夹")
    parser.add_argument("--model", metavar="NAME", help="默认用索引所记的编码器")
    parser.add_argument("--unseen", type=float, metavar="SHARE", help="只用 models train --hold-out SHARE 留出的问题")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写出的 fusion.json")


def _collections(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="含 laws/ 和 policies/ 的文件夹")
    parser.add_argument("--all", action="store_true", help="连同拟合“作答还是未找到”用过的文件集")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="新文件夹")


def _crossed(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="带 must 和 relevant 的 JSONL 问题文件")
    _index(parser, mode=False)
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="含 laws/ 和 policies/ 的文件夹，小型文件集的题出自其中")
    parser.add_argument("--retrained", type=Path, metavar="DIR", help="eval retrain 的 --out 文件夹：先用其中的训练题教会何时无答案")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="写入 written、first、second、all 几个网络的文件夹；已有的不重做"
    )


def _marker(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="项目自己的问题文件 written_*.jsonl")
    _index(parser, mode=False)
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="含 laws/ 和 policies/ 的文件夹，问题出自其中")
    parser.add_argument("--before", type=Path, metavar="DIR", help="从这个已训练的网络接着训练；默认从未调过的交叉编码器开始")
    parser.add_argument("--epochs", type=float, default=3.0, help="每题读几遍，默认 3")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="写入网络的文件夹")


def _decision(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="带 must 和 relevant 的 JSONL 问题文件")
    _index(parser, mode=False)
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="含 laws/ 和 policies/ 的文件夹，小型文件集的题出自其中")
    parser.add_argument(
        "--crossed", type=Path, required=True, metavar="DIR", help="eval crossed 的 --out 文件夹：各题由没有见过其文件的网络来读"
    )
    parser.add_argument("--retrained", type=Path, metavar="DIR", help="eval retrain 的 --out 文件夹：另在其大索引上拟合")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写出的 decision.json")


def _spans(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR", help="含 laws/ 和 policies/ 的文件夹，小型文件集的题出自其中")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写出的 spans.json")


def _retrain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--laws", type=Path, required=True, metavar="DIR", help="法律文件夹（Markdown）")
    parser.add_argument("--policies", type=Path, required=True, metavar="DIR", help="政策文件夹（文本）")
    parser.add_argument("--questions", type=Path, nargs="+", required=True, metavar="Q", help="问题文件；written_* 为本项目所写")
    parser.add_argument("--lexicons", type=Path, nargs="*", default=[], metavar="TSV", help="词表")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="结果写入的文件夹；已有的部分不重做")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--install", action="store_true", help="做好后放进本程序")


def _gate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--refresh", action="store_true", help="有意地把现在的结果冻结为新的基准")
    parser.add_argument("--model", metavar="NAME", help="默认用自带的编码器")


if __name__ == "__main__":
    sys.exit(main())
