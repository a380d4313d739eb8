"""What the pages fetch beside gradio: an answer as a Word file, a page of a PDF as a picture."""

from collections.abc import Callable, Sequence
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

from policy import TiaowenError
from policy.citing import cut
from web.frame import LONGEST
from web.ports import Library

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_KEEP = {"cache-control": "private, max-age=3600"}  # the address names the document's digest
PLACES = {"zh": "made/", "hant": "../made/", "en": "../made/"}
"""Where the pages in a language find what is served here; relative, so that the site may stand below any path."""


def word_link(lang: str, question: str, before: Sequence[str]) -> str:
    return f"{PLACES[lang]}answer.docx?{urlencode({'q': question, 'before': packed(before)})}"


def page_link(lang: str, source: str, digest: str) -> str:
    """A page's address but for `n`, `start` and `end`, which the reader adds."""
    return f"{PLACES[lang]}page.png?{urlencode({'source': source, 'v': digest[:12]})}"


def packed(before: Sequence[str]) -> str:
    """Questions as one text, a line each, newest last."""
    return "\n".join(" ".join(question.split()) for question in before)


def unpacked(text: str, most: int = 4) -> tuple[str, ...]:
    """The last `most` of packed questions; what is far too long to be a question is left out."""
    questions = [line.strip() for line in text.split("\n")]
    return tuple(q for q in questions if 0 < len(q) <= LONGEST)[-most:]


def serve_made(app: FastAPI, library: Library) -> None:
    """Add the addresses to the site; call it before the pages are mounted, which take every address that is left."""

    def word(request: Request) -> Response:
        question = request.query_params.get("q", "").strip()[:LONGEST]
        body = library.word(library.ask(question, unpacked(request.query_params.get("before", ""))))
        name = quote(f"{_file_name(question)}.docx")
        return Response(body, media_type=_WORD, headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"})

    def page(request: Request) -> Response:
        query = request.query_params
        source = query.get("source", "")
        if source not in {info.source for info in library.documents()}:
            return PlainTextResponse("没有这份文件（no such document）", 404)
        number, start, end = (int(text) if (text := query.get(key, "")[:9]).isdecimal() else 0 for key in ("n", "start", "end"))
        return Response(library.page(source, number, start, end), media_type="image/png", headers=_KEEP)

    for path, handler in (("/made/answer.docx", word), ("/made/page.png", page)):
        app.add_api_route(path, _told(handler), include_in_schema=False)


def _told(handler: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """The handler; what cannot be done is told in words."""

    def answer(request: Request) -> Response:
        try:
            return handler(request)
        except TiaowenError as error:
            return PlainTextResponse(f"{error}\n{error.remedy}", 404)

    return answer


def _file_name(question: str) -> str:
    """A question as the name of a file on any system."""
    return "".join(" " if c in '\\/:*?"<>|' else c for c in cut(question, 40)).strip(" .") or "answer"
