"""Runs and comparisons as HTML."""

from collections.abc import Sequence

from policy.bench import Change, Compared, Paired, Progress, Record, RunInfo
from policy.measure_names import PLAIN, stem_of
from web.cite import notice
from web.library_view import progress_view
from web.markup import Safe, join, tag
from web.search_state import MODES
from web.strings import Words
from web.times import local_time

_LEVEL = 0.05
_LEADING = ("RR@10", "R@5", "answer right")  # the figures of a run in the list
_TEXT = 160
_SETTINGS = {
    "settings.mode": "mode",
    "settings.k": "run_k",
    "settings.answers": "bench_answers",
    "corpus.generation": "bench_generation",
    "questions.name": "bench_set",
}  # of what a run hangs on, what its page names too
_SAMPLES = ("questions", "questions_more")  # the sets of the sample by their files' names
_STEPS = {"检索": "step_search", "作答": "step_answer", "入池": "step_pool"}  # as the commands of the bench name what they are at


def set_label(name: str, words: Words) -> str:
    """A question set as the list names it: its kind, then its name."""
    kind, _, rest = name.partition(":")
    return words(f"set_sample_{rest}") if kind == "sample" and rest in _SAMPLES else words(f"set_{kind}", name=rest)


def questions_label(name: str, words: Words) -> str:
    """A question set as a run tells of it, by its file's name."""
    return words(f"set_sample_{name}") if name in _SAMPLES else name


def measure_label(name: str, words: Words) -> str:
    """What a measure tells, in plain words; its own name where there are none."""
    stem, k, documents = stem_of(name)
    if not stem:
        return name
    plain = words(f"measure_{stem}", k=k)
    return words("measure_documents", name=plain) if documents else plain


def _measure(name: str, words: Words) -> Safe:
    """The plain words for a measure, with its standard name below."""
    label = measure_label(name, words)
    return join([label, tag("span", name, cls="tw-term") if label != name and stem_of(name)[0] not in PLAIN else None])


def working_view(at: Progress, words: Words) -> Safe:
    """How far a run or a pool has come."""
    what = words(_STEPS[at.what]) if at.what in _STEPS else at.what
    text = words("bench_working", what=what, done=at.done, total=at.of) if at.of else words("bench_starting")
    return progress_view(at.done, at.of, text)


def figure_table(head: Sequence[str | Safe], rows: Sequence[Safe], cls: str = "") -> Safe:
    """A table that scrolls sideways where it is too wide."""
    top = tag("thead", tag("tr", join(tag("th", h, scope="col") for h in head)))
    return tag("div", tag("table", top, tag("tbody", join(rows)), cls=f"tw-figures {cls}".strip()), cls="tw-wide", tabindex="0")


def _n(value: float | None, signed: bool = False) -> Safe:
    shown = "–" if value is None else f"{value:+.4f}" if signed else f"{value:.4f}"
    return tag("td", shown, cls="tw-num")


def _p(value: float) -> Safe:
    return tag("td", f"{value:.4f}" if value >= 0.0001 else "< 0.0001", cls="tw-num")


def run_view(run: RunInfo, words: Words) -> Safe:
    """A run: what it hangs on, and its measures with their intervals."""
    facts = [
        (words("bench_set"), words("bench_set_of", name=questions_label(run.questions, words), n=run.count)),
        (words("mode"), _mode(run.mode, words)),
        (words("run_k"), str(run.k)),
        (words("bench_answers"), words("yes") if run.answers else words("no")),
        (words("bench_generation"), run.generation),
        (words("time_head"), local_time(run.date)),
    ]
    listed = tag("dl", join(tag("div", tag("dt", k), tag("dd", v)) for k, v in facts), cls="tw-facts")
    rows = [
        tag(
            "tr",
            tag("th", _measure(name, words), scope="row"),
            _n(i.mean),
            tag("td", f"[{i.low:.4f}, {i.high:.4f}]", cls="tw-num"),
            tag("td", str(i.n), cls="tw-num"),
        )
        for name, i in run.measures.items()
    ]
    rows += [_other(name, value, words) for name, value in run.others.items()]
    head = [words("measure"), words("mean"), words("interval"), words("count_head")]
    note = tag("p", words("run_note"), cls="tw-sub")
    table = figure_table(head, rows, "tw-measures")
    return tag("section", tag("h3", run.name, cls="tw-h"), listed, table, note, cls="tw-run", aria_label=run.name)


def _other(name: str, value: float, words: Words) -> Safe:
    """A figure without an interval; times and sizes to one decimal, their unit stands in their name."""
    shown = tag("td", f"{value:.1f}", cls="tw-num") if stem_of(name)[0] in PLAIN else _n(value)
    return tag("tr", tag("th", _measure(name, words), scope="row"), shown, tag("td", "–"), tag("td", "–"))


def _mode(mode: str, words: Words) -> str:
    """A mode of searching by its name; what is none, as where a run was read from a file, as it stands."""
    return words(f"mode_{mode}") if mode in MODES else mode


def runs_view(runs: Sequence[RunInfo], words: Words) -> Safe:
    """The runs that were kept, newest first."""
    if not runs:
        return notice("empty", words("runs_none"), words("runs_none_hint"))
    rows = [_run_row(run, words) for run in runs]
    return figure_table([*_run_heads(words), words("actions")], rows, "tw-runs")


def _run_heads(words: Words) -> list[str | Safe]:
    leading = [_measure(name, words) for name in _LEADING]
    return [words("name"), words("bench_set"), words("mode"), words("run_k"), *leading, words("time_head")]


def _run_row(run: RunInfo, words: Words) -> Safe:
    look = tag(
        "button",
        words("view"),
        type="button",
        cls="tw-open",
        data_look=run.run_id,
        aria_label=f"{words('view')}：{run.name} {local_time(run.date)}",
    )
    figures = [None if (i := run.measures.get(name)) is None else f"{i.mean:.4f}" for name in _LEADING]
    named = words("bench_set_of", name=questions_label(run.questions, words), n=run.count)
    cells = [named, _mode(run.mode, words), str(run.k), *(f or "–" for f in figures), local_time(run.date)]
    labels = [words("bench_set"), words("mode"), words("run_k"), *(measure_label(n, words) for n in _LEADING), words("time_head")]
    shown = join(tag("td", cell, data_label=label) for cell, label in zip(cells, labels, strict=True))
    return tag("tr", tag("th", run.name, scope="row"), shown, tag("td", look, cls="tw-actions"))


def run_label(run: RunInfo, words: Words) -> str:
    return f"{run.name} · {questions_label(run.questions, words)} · {local_time(run.date)}"


def compare_view(found: Compared, words: Words) -> Safe:
    """Tests, what the runs differ in, and what changed most with the hits of both side by side."""
    warnings = join(notice("error", warning) for warning in found.warnings)
    head = [words("measure"), "A", "B", "B − A", words("interval"), words("games"), words("p_value"), words("p_holm"), words("p_t_holm")]
    tests = figure_table(head, [_test(t, words) for t in found.tests], "tw-tests")
    differ = figure_table([words("setting"), "A", "B"], [_differing(*row, words) for row in found.settings])
    return join(
        [
            tag("h3", f"A = {found.a}　B = {found.b}", cls="tw-h"),
            warnings,
            tests,
            tag("p", words("compare_note"), cls="tw-sub"),
            tag("details", tag("summary", words("compare_settings", n=len(found.settings))), differ, cls="tw-related"),
            _changes("compare_worse", found.regressions, found, words),
            _changes("compare_better", found.gains, found, words),
        ]
    )


def _differing(name: str, a: str, b: str, words: Words) -> Safe:
    """A setting in which two runs differ, in plain words where there are some."""
    if name not in _SETTINGS:
        return tag("tr", tag("th", name, scope="row"), tag("td", a), tag("td", b))
    head = tag("th", words(_SETTINGS[name]), tag("span", name, cls="tw-term"), scope="row")
    return tag("tr", head, tag("td", _mode(a, words)), tag("td", _mode(b, words)))


def _test(t: Paired, words: Words) -> Safe:
    sure = t.holm_randomization < _LEVEL
    return tag(
        "tr",
        tag("th", _measure(t.measure, words), scope="row"),
        _n(t.mean_a),
        _n(t.mean_b),
        _n(t.difference.mean, signed=True),
        tag("td", f"[{t.difference.low:+.4f}, {t.difference.high:+.4f}]", cls="tw-num"),
        tag("td", f"{t.wins} / {t.ties} / {t.losses}", cls="tw-num"),
        _p(t.p_randomization),
        _p(t.holm_randomization),
        _p(t.holm_t),
        cls="tw-sure" if sure else None,
    )


def _changes(key: str, changes: Sequence[Change], found: Compared, words: Words) -> Safe:
    by = measure_label(found.measure, words)
    if not changes:
        return tag("p", words(f"{key}_none", measure=by), cls="tw-sub tw-changes")
    items = join(_change(change, found, words) for change in changes)
    return tag("section", tag("h3", words(key, measure=by), cls="tw-h"), items, cls="tw-changes")


def _change(change: Change, found: Compared, words: Words) -> Safe:
    a, b = change.a.measures[found.measure], change.b.measures[found.measure]
    figures = tag("span", f"{a:.3f} → {b:.3f}", cls="tw-num")
    sides = join(_side(label, record, words) for label, record in ((f"A · {found.a}", change.a), (f"B · {found.b}", change.b)))
    gold = tag("p", words("compare_gold"), words("list_between").join(change.a.gold) or "–", cls="tw-sub")
    return tag("details", tag("summary", change.a.question, figures), gold, tag("div", sides, cls="tw-pair"), cls="tw-change")


def _side(label: str, record: Record, words: Words) -> Safe:
    answer = tag("p", record.answer, cls="tw-said") if record.answer else None
    hits = join(
        tag(
            "li",
            tag("span", f"{h.source} › {h.path}" if h.path else h.source, cls="tw-file"),
            tag("span", h.text[:_TEXT]),
            cls="tw-gold" if h.name in record.gold else None,
        )
        for h in record.hits
    )
    listed = tag("ol", hits) if record.hits else tag("p", words("compare_no_hits"), cls="tw-sub")
    return tag("div", tag("h4", label), answer, listed)
