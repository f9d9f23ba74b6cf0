"""The forgeries are what they say: the page shows one thing, the text layer another."""

from itertools import product

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest

from importers import registry
from importers.document import Document
from service.demo.drawing import draw
from tests.importers import signed
from tests.importers.spoofs import PLACES, TRICKS, WIDTHS, Target, Trick, forged
from tests.service.demo.specs import DIGITAL

pytestmark = pytest.mark.slow

LIES = {Target.TOTAL: "92720.00", Target.BUYER: "上海别处科技有限责任公司"}
CASES = [each for each in product(TRICKS, Target) if each[1] in each[0].targets]
TRUTHS = {Target.TOTAL: "12720.00", Target.BUYER: DIGITAL.buyer.name}
LEFT_AS_IT_WAS = {"invisible text", "white text", "off the page", "outside the crop box",
                  "tiny letters", "clipped away", "transparent", "hidden layer"}  # fmt: skip
REPLACED = {"remapped characters"}  # the lie stands in the text layer, the truth does not


def pixels(content: bytes) -> npt.NDArray[np.int16]:
    page = pypdfium2.PdfDocument(content)[0].render(scale=2, grayscale=True)
    shades: npt.NDArray[np.int16] = page.to_numpy().astype(np.int16)
    return shades


def text(content: bytes) -> str:
    words: str = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
    return words


def test_there_are_fifteen_tricks() -> None:
    assert len({trick.name for trick in TRICKS}) == 15


@pytest.mark.parametrize(("trick", "target"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_a_forgery_shows_what_it_says(trick: Trick, target: Target) -> None:
    forgery = forged(trick, DIGITAL, LIES[target], target)
    differ = np.abs(pixels(forgery) - pixels(draw(DIGITAL))) > 60
    if trick.name in LEFT_AS_IT_WAS:
        assert LIES[target] in text(forgery)
        assert differ.sum() < 40  # nothing that a person would see
        return
    left, base, _ = PLACES[target]
    around = differ[int(2 * (396.86 - base)) - 26 : int(2 * (396.86 - base)) + 10]
    around[:, int(2 * left) - 12 : int(2 * (left + WIDTHS[target])) + 12] = False
    assert not around.any()  # only the value itself was touched
    assert (LIES[target] in text(forgery)) == (
        trick.name in REPLACED | {"covered by a white box", "actual text"}
    )


@pytest.mark.parametrize(("trick", "target"), CASES, ids=lambda value: getattr(value, "name", ""))
def test_no_lie_is_read_as_certain_and_all_are_told(trick: Trick, target: Target) -> None:
    (invoice,) = registry.read(Document("forged.pdf", forged(trick, DIGITAL, LIES[target], target)))
    value, sure = getattr(invoice, target.value), target.value not in invoice.uncertain
    assert value == (LIES if trick.shown == "lie" else TRUTHS)[target] or not sure
    if trick.name != "renamed glyphs":  # which readers follow: the text is what the page shows
        assert invoice.findings


def test_a_signature_names_the_seller_and_survives_until_the_file_is_changed() -> None:
    seller = DIGITAL.seller
    whole = signed.signed(draw(DIGITAL), seller.name, seller.tax_id or "")
    assert b"adbe.pkcs7.detached" in whole
    assert text(whole) == text(draw(DIGITAL))
    inside = signed.changed_inside(whole)
    assert len(inside) == len(whole)
    assert sum(a != b for a, b in zip(inside, whole, strict=True)) == 1
    after = signed.changed_after(whole, 452, 110, "92720.00")
    assert after.startswith(whole)
    assert "92720.00" in text(after)
