"""Several files of one invoice: what recognition doubts, a file with text settles; nothing else."""

from dataclasses import replace

from importers.checks import Channel, Outcome
from importers.invoice import Invoice, Kind, Provenance, Source
from importers.renditions import compared

SCAN = Invoice(
    kind=Kind.E_ORDINARY,
    invoice_number="24112000000012345678",
    buyer_name="北京样例工程研究院",
    seller_name="上海样例检测技术有限公司",
    total_with_tax="106.00",
    uncertain=frozenset({"buyer_name", "seller_name"}),
    provenance={
        "buyer_name": Provenance(Source.OCR),
        "seller_name": Provenance(Source.OCR),
        "total_with_tax": Provenance(Source.OCR),
    },
)
PRINT = replace(
    SCAN,
    uncertain=frozenset(),
    provenance=dict.fromkeys(("buyer_name", "seller_name"), Provenance(Source.TEXT)),
)


def test_a_file_with_text_settles_what_recognition_doubted() -> None:
    settled = compared(SCAN, PRINT)
    assert settled.uncertain == frozenset()
    assert Channel.RENDITION in settled.provenance["seller_name"].agrees_with


def test_another_picture_settles_nothing() -> None:
    again = replace(PRINT, provenance=SCAN.provenance)
    assert compared(SCAN, again).uncertain == {"buyer_name", "seller_name"}


def test_what_the_other_file_doubts_stays_doubted() -> None:
    doubting = replace(PRINT, uncertain=frozenset({"buyer_name"}))
    assert "buyer_name" in compared(SCAN, doubting).uncertain


def test_a_doubt_about_what_is_printed_is_not_settled_by_agreement() -> None:
    printed = replace(PRINT, uncertain=frozenset({"seller_name"}))
    assert compared(printed, PRINT).uncertain == {"seller_name"}


def test_a_difference_is_a_doubt_and_is_said() -> None:
    changed = compared(PRINT, replace(PRINT, total_with_tax="9106.00"))
    assert "total_with_tax" in changed.uncertain
    assert changed.checks[-1].outcome is Outcome.DIFFERS
