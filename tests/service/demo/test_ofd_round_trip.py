"""What is drawn as OFD is read back, in the manner of every producer."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import registry
from importers.checks import Channel, Outcome
from importers.document import Document
from importers.invoice import Invoice, Kind
from service.demo.invoices import InvoiceSpec, red_letter
from service.demo.ofd_drawing import draw_ofd
from service.demo.ofd_manner import MANNERS, Manner
from tests.service.demo import specs
from tests.service.demo.test_round_trip import COMPARED, invoices, plain

KINDS = (Kind.E_ORDINARY, Kind.E_SPECIAL, Kind.VAT_E_ORDINARY, Kind.VAT_E_SPECIAL)


def read(spec: InvoiceSpec, manner: Manner) -> Invoice:
    """Draw and read one invoice."""
    (invoice,) = registry.read(Document("sample.ofd", draw_ofd(spec, manner)))
    return invoice


def assert_read_back(spec: InvoiceSpec, manner: Manner) -> Invoice:
    """Check that all fields came back, and that the reader was sure of them."""
    invoice, wanted = read(spec, manner), specs.perfect_reading(spec)
    for name in COMPARED:
        assert plain(getattr(invoice, name)) == plain(getattr(wanted, name)), name
    assert invoice.uncertain == frozenset(), invoice.findings
    return invoice


@given(spec=invoices(KINDS), name=st.sampled_from(sorted(MANNERS)))
def test_every_invoice_is_read_back_in_every_manner(spec: InvoiceSpec, name: str) -> None:
    assert_read_back(spec, MANNERS[name])


@pytest.mark.parametrize("name", sorted(MANNERS))
def test_invoices_of_many_lines_are_read_back_over_their_pages(name: str) -> None:
    for spec in (specs.DIGITAL, specs.OLDER):
        assert_read_back(replace(spec, lines=(specs.TEST_FEE,) * 9), MANNERS[name])


def test_red_letters_are_read_back() -> None:
    red = red_letter(specs.DIGITAL, "26112000001297155999", specs.DAY)
    assert_read_back(red, MANNERS["tax platform"])


@pytest.mark.parametrize("name", [name for name in MANNERS if name != "untagged"])
def test_the_data_inside_agree_with_the_page(name: str) -> None:
    invoice = read(specs.DIGITAL, MANNERS[name])
    fields = {
        field
        for check in invoice.checks
        if check.channel is Channel.DATA and check.outcome is Outcome.AGREES
        for field in check.fields
    }
    assert {"invoice_number", "issue_date", "buyer_name", "seller_tax_id", "total_with_tax",
            "items"} <= fields  # fmt: skip


def test_the_same_invoice_gives_the_same_bytes() -> None:
    manner = MANNERS["older platform"]
    assert draw_ofd(specs.OLDER, manner) == draw_ofd(specs.OLDER, manner)
