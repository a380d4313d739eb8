"""Footnotes for a Word file: python-docx writes none of its own, so their part is written here."""

from typing import Any
from xml.sax.saxutils import escape

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
# The two lines that part footnotes from the text; Word wants them first.
_LINES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)
_RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'


class Footnotes:
    """The footnotes of one Word file. `write` puts them into it, once, when all are there."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._texts: list[str] = []

    def add(self, paragraph: Any, text: str) -> int:
        """A footnote behind what the paragraph holds so far; returns its number, which counts from 1."""
        from docx.oxml import parse_xml

        self._texts.append(text)
        number = len(self._texts)
        paragraph._p.append(parse_xml(f'<w:r xmlns:w="{_MAIN}">{_RAISED}<w:footnoteReference w:id="{number}"/></w:r>'))
        return number

    def write(self) -> None:
        """Put the footnotes' part into the file."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = "".join(_note(number, text) for number, text in enumerate(self._texts, 1))
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="{_MAIN}">{_LINES}{notes}</w:footnotes>'
        main = self._document.part
        main.relate_to(Part(PackURI("/word/footnotes.xml"), _CONTENT, xml.encode(), main.package), _KIND)


def _note(number: int, text: str) -> str:
    small = '<w:rPr><w:rFonts w:eastAsia="宋体"/><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
    return (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="40"/></w:pPr><w:r>{_RAISED}<w:footnoteRef/></w:r>'
        f'<w:r>{small}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r></w:p></w:footnote>'
    )
