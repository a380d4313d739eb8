"""The commands of judging and of feedback: what the page 评测 does, on the command line."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.state import State, checked, state_of
from eval.terminal import log, say_json
from policy import BadInput
from policy.errors import reason

if TYPE_CHECKING:
    from eval.sets import Row


def _give(text: str, out: Path | None, encoding: str = "utf8") -> None:
    """Write to a file where one is named, else print."""
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding)
    except OSError as error:
        raise BadInput(f"无法写入 {out}：{reason(error)}", "请换一个 --out 文件。") from error
    sys.stderr.write(f"→ {out}\n")


def pool(options: argparse.Namespace) -> int:
    """Without a name: the pools there are. With one: questions and settings pooled into it."""
    state = state_of(options.index)
    if options.name is None:
        return _list_pools(state, options)
    from eval import pool as pooling
    from eval.opening import open_desk
    from eval.sets import read_set
    from eval.trec import read_run

    rows: list[Row] = [*(read_set(options.questions).rows if options.questions else ()), *map(pooling.typed_row, options.ask)]
    if not rows:
        raise BadInput("没有问题 (no question)", "用 --questions 或 --ask 给出问题。")
    checked(options.name)  # before the work, not after it
    modes = options.mode if options.mode or options.run else ["hybrid", "dense", "lexical"]
    desk = open_desk(options.index, options.model, "lexical" if set(modes) <= {"lexical"} else "hybrid")
    finders = {f"mode={m}": pooling.by_mode(lambda q, mode, k: desk.in_mode(mode).search(q, k), m) for m in modes}
    finders |= {f"run={path.name}": pooling.by_run(path, read_run(path), rows, desk.clause) for path in options.run}
    items: list[pooling.Item] = []
    for done, row in enumerate(rows, 1):
        items += pooling.pooled([row], finders, options.depth)
        if done % max(1, len(rows) // 20) == 0 or done == len(rows):
            sys.stderr.write(f"入池 {done}/{len(rows)}\n")
    if empty := len(rows) - len({item.question_id for item in items}):
        sys.stderr.write(f"{empty} 题没有找到任何条文，未入池 (nothing was found for them)\n")
    new = pooling.add(state, options.name, items, systems=[*finders], depth=options.depth, seed=options.seed, generation=desk.generation)
    there = pooling.read_pool(state, options.name)
    if options.json:
        counts = {"questions": len(there.questions), "clauses": len(there.items), "new": new}
        say_json({"pool": there.name, **counts, "systems": [*there.systems]})
    else:
        sys.stdout.write(f"{there.name}: {len(there.questions)} 题，{len(there.items)} 条待评判，新增 {new} 条\n")
    return 0


def _list_pools(state: State, options: argparse.Namespace) -> int:
    from eval import blind
    from eval import pool as pooling
    from eval.opening import open_desk

    names = pooling.names(state)
    desk = open_desk(options.index, options.model, "lexical") if names else None
    if not names and not options.json:
        log("还没有题池 (no pools yet)\n→ 新建：python -m eval pool NAME --ask 问题 --index DIR")
    for name in names:
        there = pooling.read_pool(state, name)
        info = blind.info(there, state.judgements(name), blind.clauses_of(there, desk.clause) if desk else {})
        if options.json:
            say_json(asdict(info))
        else:
            judges = "，".join(f"{t.judge} {t.graded} 条" for t in info.judges) or "尚未评判"
            sys.stdout.write(f"{name}: {info.questions} 题，{info.clauses} 条；{judges}\n")
    return 0


def qrels(options: argparse.Namespace) -> int:
    """What came of judging a pool, or how far its judges agree."""
    from eval import blind, exports
    from eval import pool as pooling
    from eval.agreement import agreements
    from eval.opening import open_desk

    state = state_of(options.index)
    there = pooling.read_pool(state, options.name)
    clauses = blind.clauses_of(there, open_desk(options.index, options.model, "lexical").clause)
    found = exports.judged(there, state.judgements(options.name), clauses, options.judge)
    if options.agreement:
        _agreement(agreements(found.by_judge), options.json)
        return 0
    _give(exports.export(found, options.form), options.out)
    if options.form == "qrels":
        sys.stderr.write(
            f"评判为 0 到 3 级，{exports.RELEVANT} 级起算相关：打分时用 --relevant {exports.RELEVANT}，trec_eval 用 -l {exports.RELEVANT}\n"
        )
    if found.ungraded:
        sys.stderr.write(f"{found.ungraded} 条尚无评判，不在其中 (have no grade and are left out)\n")
    return 0


def _agreement(found: Sequence[Any], as_json: bool) -> None:
    if not found and not as_json:
        sys.stderr.write("评判人不足两位，无从比较 (fewer than two judges)\n")
    for pair in found:
        if as_json:
            say_json(asdict(pair))
        else:
            kappas = "  ".join(f"{n} {'–' if v is None else f'{v:.4f}'}" for n, v in (("κ", pair.kappa), ("κw", pair.weighted)))
            sys.stdout.write(f"{pair.a} / {pair.b}: n={pair.n}  同 {pair.equal:.4f}  {kappas}\n")


def feedback(options: argparse.Namespace) -> int:
    """What was said of answers, newest first."""
    from eval.feedback import WRITERS, listed
    from policy.bench import Wanted

    asked = Wanted(options.verdict, options.status, options.reason, options.since, options.text)
    entries = listed(state_of(options.index).feedback, asked)
    form = "jsonl" if options.json else options.form
    if form != "table":
        _give(WRITERS[form](entries), options.out, "utf-8-sig" if form == "csv" and options.out else "utf8")
        return 0
    if options.out:
        raise BadInput("--out 需要 --form jsonl 或 csv", "例如 --form csv --out feedback.csv")
    if not entries:
        log("没有符合条件的反馈 (no feedback matches)：使用者在“问答”页的回答下面评价，评价过的列在这里")
    for e in entries:
        said = "  ".join(p for p in (" ".join(e.reasons), " ".join(e.text.split())) if p)
        sys.stdout.write(f"{e.time}  {e.verdict:8} {e.status:10} {' '.join(e.question.split())}{f'  —— {said}' if said else ''}\n")
    return 0
