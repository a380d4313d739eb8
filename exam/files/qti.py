"""A QTI 2.1 content package: imsmanifest.xml, a test with a section a kind, and a file an item."""

import io
import zipfile
from collections.abc import Sequence
from xml.etree import ElementTree as ET

from exam.files.qti_items import QTI, SCHEMA, XSI, item_file
from exam.files.sheet import NAMES, Section, full_title, sections, slug
from policy.exam import Paper

_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_SCHEMAS = {QTI: SCHEMA, _CP: "http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"}
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say; the same paper gives the same bytes


def files(paper: Paper) -> dict[str, bytes]:
    """One zip; the same paper gives the same bytes."""
    parts = sections(paper)
    entries = {"imsmanifest.xml": _manifest(parts), "test.xml": _test(paper, parts)}
    entries |= {_href(slug(one)): item_file(one) for part in parts for one in part.items}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return {"QTI.zip": packed.getvalue()}


def _href(name: str) -> str:
    return f"items/{name}.xml"


def _root(space: str, name: str, **attributes: str) -> ET.Element:
    root = ET.Element(name, {"xmlns": space, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{space} {_SCHEMAS[space]}", **attributes})
    return root


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _manifest(parts: Sequence[Section]) -> bytes:
    root = _root(_CP, "manifest", identifier="manifest")
    metadata = ET.SubElement(root, "metadata")
    ET.SubElement(metadata, "schema").text = "QTIv2.1 Package"
    ET.SubElement(metadata, "schemaversion").text = "1.0.0"
    ET.SubElement(root, "organizations")
    resources = ET.SubElement(root, "resources")
    test = ET.SubElement(resources, "resource", identifier="test", type="imsqti_test_xmlv2p1", href="test.xml")
    ET.SubElement(test, "file", href="test.xml")
    for one in (one for part in parts for one in part.items):
        name = slug(one)
        ET.SubElement(test, "dependency", identifierref=name)
        resource = ET.SubElement(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=_href(name))
        ET.SubElement(resource, "file", href=_href(name))
    return _bytes(root)


def _test(paper: Paper, parts: Sequence[Section]) -> bytes:
    root = _root(QTI, "assessmentTest", identifier="test", title=full_title(paper))
    if paper.minutes > 0:
        ET.SubElement(root, "timeLimits", maxTime=str(paper.minutes * 60))
    part = ET.SubElement(root, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="simultaneous")
    # A test part needs a section, also where the paper has no items.
    for i, section in enumerate(parts, start=1):
        made = ET.SubElement(part, "assessmentSection", identifier=f"section-{i}", title=NAMES[section.kind], visible="true")
        for one in section.items:
            ET.SubElement(made, "assessmentItemRef", identifier=slug(one), href=_href(slug(one)))
    if not parts:
        ET.SubElement(part, "assessmentSection", identifier="section-1", title=full_title(paper), visible="true")
    return _bytes(root)
