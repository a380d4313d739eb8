"""A small library of documents made of clauses, for the tests of exam papers, and items written by hand."""

from collections.abc import Sequence
from pathlib import Path

import app
from answer.ledger.duties import duties
from answer.ledger.targets import targets
from exam import Sources
from models import load_encoder
from policy import BadInput, Clause, Document, DocumentInfo
from policy.exam import Item, ItemKind, Option, Proof

LAW = (
    ("第一章 总则", ""),
    ("第一条", "第一条 为了保护河道，制定本条例。"),
    ("第二条", "第二条 本条例所称河道管理，是指对河道的整治、利用、保护以及防汛安全实施监督的活动。"),
    ("第三条", "第三条 河道管理应当坚持保护与利用相结合，遵循统一规划、综合治理的原则。"),
    ("第二章 管理", ""),
    ("第四条", "第四条 县级以上人民政府应当将河道保护经费列入本级预算，每年向社会公布使用情况。"),
    ("第五条", "第五条 申请人应当自取得许可之日起三十日内办理登记手续。登记机关应当在十个工作日内作出决定，并书面告知申请人。"),
    (
        "第六条",
        "第六条 申请采砂许可，应当提交下列材料：\n（一）采砂申请书；\n（二）采砂范围图；\n（三）环境影响报告；\n（四）安全作业方案。",
    ),
    (
        "第七条",
        "第七条 在河道内从事活动，应当提供下列材料：\n（一）身份证明文件；\n（二）施工进度计划；\n（三）度汛应急预案。",
    ),
    ("第八条", "第八条 河道管理人员不得收受服务对象的财物。巡查人员不得少于两人，并应当出示执法证件。"),
    ("第三章 法律责任", ""),
    ("第九条", "第九条 未取得许可采砂的，由水行政主管部门责令停止，处五万元以上二十万元以下罚款。"),
    ("第十条", "第十条 采砂单位应当按照许可证载明的范围作业，可以委托第三方开展监测。未经批准，采砂单位不得改变作业方式。"),
)
PLAN = (
    ("一、主要目标", "一、主要目标\n到2027年，政务服务事项网上可办率达到95%以上。到2028年，村级服务站点覆盖率达到百分之八十。"),
    (
        "二、重点任务",
        "二、重点任务\n推进“一窗受理”改革，健全首问负责、一次告知、限时办结、容缺受理等制度。"
        "深化“最多跑一次”改革，压缩办理时限。由市政务服务局牵头，市财政局配合，2026年底前建成统一平台。",
    ),
    (
        "三、加强队伍建设",
        "三、加强队伍建设\n窗口工作人员每年参加业务培训不少于40学时。建立窗口人员轮岗交流制度，完善考核评价办法。各县区配备专职辅导员不少于5名。",
    ),
)


class Shelf:
    """A library in memory: documents by source, in order."""

    def __init__(self, documents: Sequence[Document], generation: str = "g1") -> None:
        self.generation = generation
        self._documents = {d.info.source: d for d in documents}

    def documents(self) -> list[DocumentInfo]:
        return [self._documents[s].info for s in sorted(self._documents)]

    def document(self, source: str) -> Document:
        if source not in self._documents:
            raise BadInput(f"no such document: {source}")
        return self._documents[source]

    def clauses(self, source: str) -> list[Clause]:
        return list(self.document(source).clauses)


def document(source: str, title: str, clauses: Sequence[tuple[str, str]], **info: object) -> Document:
    """A document of (heading, text); a clause without text is a heading, and stands above those that follow it."""
    found: list[Clause] = []
    at, above = 0, ()
    for head, text in clauses:
        above = above if text else (head,)
        path = (*above, head) if text else above
        body = (text or head) + "\n"
        found.append(Clause(f"{source}#{head}", source, title, path, body, at, at + len(body)))
        at += len(body)
    return Document(DocumentInfo(source, title, clauses=len(found), **info), "".join(c.text for c in found), tuple(found))  # type: ignore[arg-type]


def law(**changed: str) -> Document:
    """The sample statute; a keyword like 第八条="…" puts another text in an article's place."""
    return document("law.md", "青岚省河道管理条例", [(h, changed.get(h, t)) for h, t in LAW], region="青岚省", kind="条例")


def plan() -> Document:
    return document("plan.txt", "云岫市政务服务行动计划（2025—2028年）", PLAN, region="云岫市", kind="计划")


def sources(*documents: Document) -> Sources:
    return Sources(Shelf(documents or (law(), plan())), targets, duties)


def proof(doc: Document, quote: str) -> Proof:
    """The place where a document says a quote."""
    clause = next(c for c in doc.clauses if quote in c.text)
    start = clause.start + clause.text.index(quote)
    return Proof(clause.clause_id, clause.source, clause.title, clause.path, quote, start, start + len(quote), None, clause.wording)


def item(kind: ItemKind, stem: str, key: Sequence[str], quote: str = "", doc: Document | None = None, **more: object) -> Item:
    """An item written by hand, proved by a quote of a document (the sample statute)."""
    proofs = (proof(doc or law(), quote),) if quote else ()
    fields = {"item_id": "q1", "origin": "own", "proofs": proofs} | more
    return Item(kind=kind, stem=stem, key=tuple(key), **fields)  # type: ignore[arg-type]


def options(*texts: str) -> tuple[Option, ...]:
    """Options; those that begin with an asterisk are right."""
    return tuple(Option(t.removeprefix("*"), t.startswith("*")) for t in texts)


def desk_in(folder: Path) -> app.Desk:
    """A desk over a new index of the sample documents."""
    encoder = load_encoder(None)
    app.first_start(folder, encoder)
    return app.Desk(folder, encoder)
