"""The JSON shapes that scripts outside rely on: one object per noun, the same on every command and in the HTTP API."""

from collections.abc import Sequence
from typing import Any

from policy.nouns import Answer, Citation, Claim, Clause, DocumentInfo, Hit, Table, Target

Json = dict[str, Any]


def clause_json(clause: Clause) -> Json:
    return {
        "clause_id": clause.clause_id,
        "source": clause.source,
        "title": clause.title,
        "path": list(clause.path),
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
        "page": clause.page,
    }


def hit_json(hit: Hit) -> Json:
    ranks = {"lexical_rank": hit.lexical_rank, "dense_rank": hit.dense_rank}
    return {"rank": hit.rank, "score": round(hit.score, 6), **clause_json(hit.clause), **ranks}


def search_json(query_id: Any, question: str, hits: Sequence[Hit]) -> Json:
    return {"id": query_id, "question": question, "hits": [hit_json(h) for h in hits]}


def citation_json(citation: Citation) -> Json:
    clause = citation.clause
    return {
        "n": citation.n,
        "clause_id": clause.clause_id,
        "source": clause.source,
        "title": clause.title,
        "path": list(clause.path),
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": clause.page,
    }


def claim_json(claim: Claim) -> Json:
    return {"text": claim.text, "scope": claim.scope, "lead": claim.lead, "remark": claim.remark, "citations": list(claim.citations)}


def table_json(table: Table) -> Json:
    rows = [[{"text": cell.text, "citations": list(cell.citations)} for cell in row] for row in table.rows]
    return {"columns": list(table.columns), "rows": rows}


def answer_json(answer_id: Any, answer: Answer) -> Json:
    return {
        "id": answer_id,
        "question": answer.question,
        "status": answer.status,
        "text": answer.text,
        "verdict": answer.verdict,
        "claims": [claim_json(c) for c in answer.claims],
        "citations": [citation_json(c) for c in answer.cited],
        "note": answer.note,
        "understood": answer.understood,
        "worded_by": answer.worded_by,
        "confidence": answer.confidence,
        "table": table_json(answer.table) if answer.table else None,
        "related": [claim_json(c) for c in answer.related],
        "related_citations": [citation_json(c) for c in answer.citations if c not in answer.cited],
        "hits": [hit_json(h) for h in answer.hits[:10]],
    }


def target_json(target: Target) -> Json:
    clause = target.clause
    return {
        "clause_id": clause.clause_id,
        "source": clause.source,
        "title": clause.title,
        "path": list(clause.path),
        "indicator": target.indicator,
        "op": target.op,
        "value": target.value,
        "unit": target.unit,
        "deadline": target.deadline,
        "scope": target.scope,
        "condition": target.condition,
        "about": target.about,
        "kind": target.kind,
        "quote": target.quote,
        "start": target.start,
        "end": target.end,
    }


def document_json(info: DocumentInfo, status: str = "unchanged", error: str | None = None) -> Json:
    return {
        "source": info.source,
        "title": info.title,
        "number": info.number,
        "issuer": info.issuer,
        "issued": info.issued,
        "region": info.region,
        "level": info.level,
        "kind": info.kind,
        "years": list(info.years) if info.years else None,
        "clauses": info.clauses,
        "status": status,
        "error": error,
        "repairs": dict(info.repairs),
        "edited": list(info.edited),
    }
