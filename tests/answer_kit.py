"""An answer with everything that an answer may have, and a hostile one."""

from policy import Answer, Cell, Citation, Claim, Clause, DocumentInfo, Hit, Table

SAID = "到2027年，负责人出庭应诉率达到95%以上。"
ELSEWHERE = "出庭应诉率达到100%。"
BAD = '<img src=x onerror=alert(one)>"\u202e\x07'


def clause(text: str, title: str, source: str, page: int | None = None) -> Clause:
    return Clause(f"{source}#(一)", source, title, ("一、目标", "（一）负责人出庭"), f"（一）{text}\n", 10, 14 + len(text), page)


def citation(n: int, of: Clause) -> Citation:
    return Citation(n, of, of.start + 3, of.end - 1)


def full(bad: str = "") -> Answer:
    """Answered from one document, another one related; completed from the turn before, with a table, a lead and a remark."""
    here, there = clause(SAID, f"青岚省意见{bad}", f"意见{bad}.txt", 3), clause(ELSEWHERE, f"云岫市办法{bad}", f"办法{bad}.txt")
    mark = SAID.index("95%")
    return Answer(
        f"那青岚省呢？{bad}",
        (Claim(SAID, (1,), ((mark, mark + 5),), f"青岚省{bad}", "对", f"另有要求{bad}"),),
        (citation(1, here), citation(2, there)),
        (Hit(1, 1.0, here, 1, 1), Hit(2, 0.5, there, 2, 2)),
        f"其余未载明{bad}",
        f"青岚省的出庭应诉率是多少？{bad}",
        Table(("地区", "应诉率"), ((Cell(f"青岚省{bad}"), Cell("95%以上", (1,))),)),
        (Claim(ELSEWHERE, (2,), (), f"云岫市{bad}"),),
    )


def infos(bad: str = "") -> dict[str, DocumentInfo]:
    made = DocumentInfo(f"意见{bad}.txt", f"青岚省意见{bad}", f"岚政发〔2026〕1号{bad}", region="青岚省")
    return {made.source: made}
