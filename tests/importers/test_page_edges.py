"""Texts that run off a page are read as far as they can be seen, and doubted."""

import pytest

from importers import page_edges, registry
from importers.checks import Channel
from importers.document import Document
from importers.draft import Draft
from importers.invoice import Box, Invoice, Kind
from tests.importers import drawing
from tests.importers.drawing import Example

SIZES = ((595_00, 400_00),)
LONG = "上海样例计量技术服务有限公司张江高科技园区第三分公司及其北京市海淀区办事处"


def read(example: Example) -> Invoice:
    (invoice,) = registry.read(Document("a.pdf", drawing.one(example)))
    return invoice


def test_a_name_that_runs_off_the_page_is_doubted() -> None:
    invoice = read(Example(seller=(LONG, Example().seller[1])))
    assert invoice.seller_name != LONG
    assert invoice.uncertain == {"seller_name"}
    assert "页面边缘" in " ".join(finding.text() for finding in invoice.findings)


@pytest.mark.parametrize(
    ("box", "cut"),
    [
        (Box(1, 300_00, 100_00, 585_00, 109_00), False),
        (Box(1, 300_00, 100_00, 591_00, 109_00), True),
        (Box(1, 2_00, 100_00, 90_00, 109_00), True),
        (Box(1, 8_00, 100_00, 90_00, 180_00), False),  # of many lines
        (Box(2, 300_00, 100_00, 595_00, 109_00), False),  # a page of unknown size
    ],
)
def test_values_near_an_edge_may_go_on_beyond_it(box: Box, *, cut: bool) -> None:
    draft = Draft(Kind.E_ORDINARY, line_boxes=(None, box))
    draft.put("buyer_name", "样例公司", box)
    draft.put("seller_name", "样例公司", box)
    draft.put("remarks", "样例公司", box)
    draft.agree(Channel.DATA, "seller_name")
    page_edges.judge(draft, SIZES)
    assert draft.uncertain == ({"buyer_name", "remarks", "items"} if cut else set())
