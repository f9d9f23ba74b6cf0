"""The parser that judges the pages can itself find each fault."""

import pytest

from tests.service.pages.strict_html import faults_of

WELL = (
    "<!doctype html>\n<html lang='zh-CN'><head><title>t</title></head>"
    "<body><main><h1>t</h1>{}</main></body></html>"
)


def test_a_well_formed_page_has_no_fault() -> None:
    page = WELL.format('<label for="a">a</label><input id="a"><br><svg><path d="M0 0"/></svg>')
    assert faults_of(page) == []


@pytest.mark.parametrize(
    ("inside", "fault"),
    [
        ("<p><b></p></b>", "</p> closes"),
        ("<div>", "</main> closes"),
        ("<p/>", "<p/> is no way"),
        ('<i id="a"></i><i id="a"></i>', "the id a twice"),
        ('<p class="a" class="b"></p>', "<p> has class twice"),
        ('<p style="color:red"></p>', "<p> has style"),
        ('<p onclick="x()"></p>', "<p> has onclick"),
        ("<script>x()</script>", "<script> inside the page"),
        ("<style>p{}</style>", "<style> inside the page"),
        ('<img src="/a.png">', "<img> without alt"),
        ("<input name='a'>", "the field ? has no label"),
        ('<label for="b">b</label>', "for names b"),
        ('<p aria-labelledby="c"></p>', "aria-labelledby names c"),
        ("<h1>again</h1>", "2 of <h1>"),
    ],
)
def test_each_fault_is_found(inside: str, fault: str) -> None:
    assert any(found.startswith(fault) for found in faults_of(WELL.format(inside)))


def test_a_page_without_its_beginning_is_a_fault() -> None:
    assert "does not begin as a page does" in faults_of("<p>half a page</p>")
