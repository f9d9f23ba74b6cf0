"""Builds small OFD packages for these tests: any part, any object."""

import io
import zipfile
from collections.abc import Mapping

from importers import ofd_package, ofd_page
from importers.ofd_page import OfdPage

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
WIDTH, HEIGHT = 210, 140  # millimetres


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return stream.getvalue()


def parts(objects: str = "", more: str = "", common: str = "", area: str = "") -> dict[str, str]:
    """Return the parts of a package of one page with these objects in its one layer.

    `more` stands in the page before its content, `common` in the document's common data.
    """
    box = f"<ofd:PhysicalBox>0 0 {WIDTH} {HEIGHT}</ofd:PhysicalBox>"
    return {
        "OFD.xml": f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocInfo/>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NAMESPACE}><ofd:CommonData>"
        f"<ofd:PageArea>{box}</ofd:PageArea>{common}</ofd:CommonData><ofd:Pages>"
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {NAMESPACE}>{area}{more}<ofd:Content>"
        f'<ofd:Layer ID="2">{objects}</ofd:Layer></ofd:Content></ofd:Page>',
    }


def text(content: str, *, code: str = 'X="0" Y="4"', paint: str = "", **attributes: object) -> str:
    """Return a text object of 4 mm at 10, 10 unless told otherwise."""
    said = {"ID": 9, "Boundary": "10 10 100 5", "Font": 1, "Size": 4} | attributes
    inside = " ".join(f'{name}="{value}"' for name, value in said.items())
    return (
        f"<ofd:TextObject {inside}>{paint}<ofd:TextCode {code}>{content}</ofd:TextCode>"
        "</ofd:TextObject>"
    )


def path(data: str, *, inside: str = "", **attributes: object) -> str:
    """Return a path object that covers the page."""
    said = {"ID": 8, "Boundary": f"0 0 {WIDTH} {HEIGHT}"} | attributes
    named = " ".join(f'{name}="{value}"' for name, value in said.items())
    return (
        f"<ofd:PathObject {named}>{inside}<ofd:AbbreviatedData>{data}</ofd:AbbreviatedData>"
        "</ofd:PathObject>"
    )


def page_of(content: Mapping[str, str | bytes]) -> OfdPage:
    """Return the first page of a package."""
    package = ofd_package.opened(packed(content))
    return ofd_page.pages(list(package.documents()))[0]


def words(*objects: str) -> str:
    """Return the text of a page with these objects."""
    return "".join(c.text for c in page_of(parts("".join(objects))).text().characters)


def boxes(*objects: str) -> list[tuple[int, ...]]:
    """Return the boxes of the characters, in whole millimetres."""
    page = page_of(parts("".join(objects)))
    return [tuple(round(edge * 25.4 / 7200) for edge in c[2:6]) for c in page.text().characters]
